def write_page(session, run, path):
    pass
