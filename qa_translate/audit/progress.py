"""Tells how far an audit has come: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from qa_translate.audit.summary import Summary, counted

_EVERY = 10.0
"""Seconds between two plain lines."""


class Shows(Protocol):
    """Who hears what an audit has done."""

    def show(self, summary: Summary) -> None:
        """So much is done."""


class Progress(Shows, Protocol):
    """Where an audit says what it has done."""

    def say(self, message: str) -> None:
        """Print one line without disturbing the bar."""


class Also:
    """Progress that somebody else hears of, too.

    Args:
        shown: the progress.
        other: hears of the counts; None: nobody.
    """

    def __init__(self, shown: Progress, other: Shows | None) -> None:
        self._shown = shown
        self._other = other
        self.say = shown.say

    def show(self, summary: Summary) -> None:
        """To both."""
        self._shown.show(summary)
        if self._other is not None:
            self._other.show(summary)


class _Clock:
    """How long it will last: by the articles that were checked, since those that are known take no time."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.started = time.monotonic()

    def told(self, summary: Summary) -> dict[str, str]:
        """Rates and remaining time, in words; "" where they are not known."""
        seconds = max(time.monotonic() - self.started, 1e-9)
        rate = summary.checked / seconds
        left = (self.total - summary.done) / rate if self.total and rate else None
        return {
            "articles": f"{rate:,.1f} articles/s",
            "words": f"{summary.words / seconds:,.0f} words/s",
            "marks": counted(summary.marks.total(), "mark"),
            "failed": f"{summary.failed:,} without answer" if summary.failed else "",
            "left": f"{_duration(left)} left" if left is not None else "",
        }


def _duration(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3.5 h``."""
    if seconds < 90:
        return f"{max(0.0, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:,.1f} h"


class Lines:
    """Plain lines, for logs.

    Args:
        stream: where they go.
        total: number of articles, or None where it is not known.
    """

    def __init__(self, stream: TextIO, total: int | None) -> None:
        self._stream = stream
        self._clock = _Clock(total)
        self._last = self._clock.started

    def show(self, summary: Summary) -> None:
        """Print a line if the last one is some seconds old."""
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        of = f" of {self._clock.total:,}" if self._clock.total else ""
        told = [f"{summary.done:,}{of} articles", *filter(None, self._clock.told(summary).values())]
        self.say(f"qa-translate: {', '.join(told)}")

    def say(self, message: str) -> None:
        """Print one line."""
        self._stream.write(message + "\n")
        self._stream.flush()


_FIELDS: dict[str, Any] = dict.fromkeys(("articles", "words", "marks", "failed", "left"), "")
"""What stands behind the bar."""


class Bar:
    """A bar on a terminal.

    Args:
        stream: the terminal.
        total: number of articles, or None where it is not known.
    """

    def __init__(self, stream: TextIO, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        told = (TextColumn(f"{{task.fields[{name}]}}") for name in _FIELDS)
        columns = (TextColumn("audit"), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), *told)
        self.bar = RichProgress(*columns, console=Console(file=stream), transient=True)
        self._clock = _Clock(total)
        self._task = self.bar.add_task("audit", total=total, **_FIELDS)

    def show(self, summary: Summary) -> None:
        """Move the bar."""
        self.bar.update(self._task, completed=summary.done, **self._clock.told(summary))  # type: ignore[arg-type]

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
def steps(stream: TextIO, total: int) -> Iterator[Callable[[], None]]:
    """What to call after each of some steps: a bar moves on a terminal, elsewhere a line is printed now and then.

    Args:
        stream: usually standard error.
        total: number of steps.
    """
    summary = Summary()
    with progress(stream, total) as shown:

        def advance() -> None:
            summary.known += 1
            shown.show(summary)

        yield advance


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
