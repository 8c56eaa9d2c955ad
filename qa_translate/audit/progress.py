"""Tells how far an audit has come: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

_EVERY = 10.0
"""Seconds between two plain lines."""


class Progress(Protocol):
    """Where an audit says what it has done."""

    def advance(self) -> None:
        """One more article is done, well or badly."""

    def say(self, message: str) -> None:
        """Print one line without disturbing the bar."""


class Lines:
    """Plain lines, for logs.

    Args:
        stream: where they go.
        total: number of articles, or None where it is not known.
    """

    def __init__(self, stream: TextIO, total: int | None) -> None:
        self._stream = stream
        self._of = f" of {total}" if total else ""
        self._done = 0
        self._started = self._last = time.monotonic()

    def advance(self) -> None:
        """Count one article; print a line if the last one is some seconds old."""
        self._done += 1
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            rate = self._done / (now - self._started)
            self.say(f"qa-translate: {self._done}{self._of} articles, {rate:.1f} a second")

    def say(self, message: str) -> None:
        """Print one line."""
        self._stream.write(message + "\n")
        self._stream.flush()


class Bar:
    """A bar on a terminal."""

    def __init__(self, stream: TextIO, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("audit"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self.bar = RichProgress(*columns, console=Console(file=stream), transient=True)
        self._task = self.bar.add_task("audit", total=total)

    def advance(self) -> None:
        """Move the bar by one article."""
        self.bar.advance(self._task)

    def say(self, message: str) -> None:
        """Print one line above the bar."""
        self.bar.console.print(message, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def waiting(stream: TextIO, what: str) -> Iterator[None]:
    """A line that moves while one long step lasts, and vanishes; nothing where `stream` is no terminal.

    Args:
        stream: usually standard error.
        what: the step, as a present participle.
    """
    if not stream.isatty():
        yield
        return
    from rich.console import Console

    with Console(file=stream).status(f"{what} …"):
        yield


@contextmanager
def progress(stream: TextIO, total: int | None) -> Iterator[Progress]:
    """The kind of progress that suits `stream`.

    Args:
        stream: usually standard error.
        total: number of articles, or None where it is not known.
    """
    if stream.isatty():
        bar = Bar(stream, total)
        with bar.bar:
            yield bar
    else:
        yield Lines(stream, total)
