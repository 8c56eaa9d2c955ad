"""How far an audit is, as a file that Prometheus' node exporter collects (textfile collector)."""

from __future__ import annotations

import time
from typing import Any

from qa_translate.audit.summary import Summary
from qa_translate.errors import UsageError
from qa_translate.finding import Severity
from qa_translate.reading.streams import ARCHIVE

EVERY = 10.0
"""Seconds between two writes."""


class Metrics:
    """Gauges of one audit, which start at nought with every session.

    Args:
        path: the file; it is replaced as a whole.
        total: number of articles, None where it is not known.

    Raises:
        UsageError: it cannot be written, or the library is not there.
    """

    def __init__(self, path: str, total: int | None) -> None:
        try:
            from prometheus_client import CollectorRegistry, Gauge
        except ImportError as error:
            raise UsageError("needs the library prometheus-client", where="--metrics", remedy=ARCHIVE) from error
        self._path = path
        self._registry = CollectorRegistry()
        self._last = 0.0

        def gauge(name: str, told: str, *labels: str) -> Any:
            return Gauge(f"qa_translate_audit_{name}", told, labels, registry=self._registry)

        self._articles = gauge("articles", "Articles of this session that are over, by what became of them", "state")
        self._marks = gauge("marks", "Marks of the articles checked, by severity", "severity")
        self._words = gauge("words", "Words of the translations checked")
        self._seconds = gauge("seconds", "Seconds since the session began")
        self._ended = gauge("ended", "1 when the session is over")
        gauge("articles_expected", "Articles in all inputs, 0 where that is not known").set(total or 0)
        self._write()

    def show(self, summary: Summary, *, ended: bool = False) -> None:
        """Write the file, if the last time is some seconds ago or the session is over.

        Raises:
            UsageError: it cannot be written.
        """
        now = time.monotonic()
        if not ended and now - self._last < EVERY:
            return
        self._last = now
        states = {
            "checked": summary.checked,
            "known": summary.known,
            "failed": summary.failed - summary.quarantined,
            "quarantined": summary.quarantined,
        }
        for state, count in states.items():
            self._articles.labels(state).set(count)
        for severity in Severity:
            self._marks.labels(severity.value).set(summary.marks[severity])
        self._words.set(summary.words)
        self._seconds.set(summary.elapsed)
        self._ended.set(ended)
        self._write()

    def _write(self) -> None:
        from prometheus_client import write_to_textfile

        try:
            write_to_textfile(self._path, self._registry)
        except OSError as error:
            message = f"cannot be written ({error.strerror})"
            raise UsageError(message, where=f"--metrics {self._path}", remedy="check the path") from error
