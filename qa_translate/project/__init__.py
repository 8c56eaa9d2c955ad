"""A project of articles: which files belong to an article, and what the answer to it depends on."""
