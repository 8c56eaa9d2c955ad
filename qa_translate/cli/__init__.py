"""The command line: options in, exit code out. What the commands do is elsewhere, and is imported when it is needed."""

from qa_translate.cli.program import EXIT_INTERRUPTED, LOG_VARIABLE, app, main

__all__ = ["EXIT_INTERRUPTED", "LOG_VARIABLE", "app", "main"]
