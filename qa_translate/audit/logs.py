"""What an audit logs: one JSON object a line, for programs that collect logs."""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from qa_translate.errors import UsageError

LOGGER = "qa_translate.audit"


class JsonFormatter(logging.Formatter):
    """``{"time", "level", "event", ...}``; what else there is comes from the record's ``fields``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        said = {
            "time": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return json.dumps(said, ensure_ascii=True, default=str)


@contextmanager
def logging_to(path: str | None) -> Iterator[None]:
    """Append the audit's events to a file.

    Args:
        path: None: nowhere.

    Raises:
        UsageError: it cannot be written.
    """
    if path is None:
        yield
        return
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        message = f"cannot be written ({error.strerror})"
        raise UsageError(message, where=f"--log {path}", remedy="check the path") from error
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger(LOGGER)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
        handler.close()
