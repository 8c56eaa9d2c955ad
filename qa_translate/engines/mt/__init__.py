"""Translation engines: one adapter a file, each behind the port `qa_translate.ports.Engine`."""
