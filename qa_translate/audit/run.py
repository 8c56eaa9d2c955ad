"""Checks a batch of articles; a bad one is reported and counted, and never stops the others."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_translate.article import Article
from qa_translate.audit.progress import Progress
from qa_translate.config import Settings
from qa_translate.errors import ArticleError, InputError
from qa_translate.finding import Report, Severity
from qa_translate.pipeline import Tools, check_articles
from qa_translate.reading import read_articles
from qa_translate.reading.files import STDIN, TEXT_SUFFIXES, opened
from qa_translate.report.json_v1 import line

_SAMPLE = 4096
_NO_JSON = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first object of a file."""


@dataclass
class Summary:
    """What an audit did.

    Attributes:
        checked, failed: articles with and without a report.
        words: of the translations checked, as separated by white space.
        marks: findings at or above the threshold, by severity.
        seconds: wall time.
    """

    checked: int = 0
    failed: int = 0
    words: int = 0
    marks: Counter[Severity] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding, None without any."""
        return max(self.marks, key=lambda severity: severity.rank, default=None)

    def text(self) -> str:
        """Two or three lines for a reader."""
        by_severity = ", ".join(f"{self.marks[s]} {s}" for s in reversed(Severity) if self.marks[s])
        total = self.marks.total()
        rate = self.words / self.seconds if self.seconds else 0.0
        lines = [
            f"{_counted(self.checked, 'article')} checked: {_counted(total, 'mark')}"
            + (f" ({by_severity})" if total else ""),
            f"{self.words:,} words in {self.seconds:.1f} s, {rate:,.0f} words a second",
        ]
        if self.failed:
            lines.append(f"{_counted(self.failed, 'article')} could not be checked")
        return "\n".join(lines) + "\n"


def audit(
    inputs: Sequence[str], tools: Tools, settings: Settings, write: Callable[[str], None], progress: Progress
) -> Summary:
    """Check every article of `inputs`.

    Args:
        inputs: JSON Lines files; ``-`` is standard input.
        tools: what the pipeline works with.
        settings: languages of articles that do not say, and the threshold of findings that are written.
        write: takes one line of the public JSON for each article that was checked.
        progress: hears of every article, and of what is wrong with those that could not be checked.
    """
    summary = Summary()
    started = time.perf_counter()
    for outcome in _outcomes(inputs, tools, settings):
        if isinstance(outcome, ArticleError):
            summary.failed += 1
            progress.say(f"qa-translate: {outcome}")
        else:
            _count(summary, outcome, settings.min_confidence)
            write(line(outcome, settings.min_confidence))
        progress.advance()
    summary.seconds = time.perf_counter() - started
    return summary


def readable(inputs: Sequence[str]) -> int | None:
    """Look at every input before the work begins.

    Returns:
        Number of articles in all of them; None where it cannot be told before they are read (standard input, pipes,
        lists in one piece).

    Raises:
        InputError: one of them cannot be opened, is a plain text, or is named twice.
    """
    twice = next((path for k, path in enumerate(inputs) if path in inputs[:k]), None)
    if twice is not None:
        raise InputError("is named twice", where=twice, remedy="name each input once")
    counts = [_count_lines(path) for path in inputs if path != STDIN and not Path(path).is_fifo()]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(inputs) else None


def _count_lines(path: str) -> int | None:
    suffix = Path(path).suffix.lower()
    with opened(path) as stream:
        if suffix in TEXT_SUFFIXES and not stream.read(_SAMPLE).lstrip(_NO_JSON).startswith(b"{"):
            raise InputError("is no JSON Lines file", where=path, remedy="use the command check for a single text")
        stream.seek(0)
        return sum(1 for row in stream if not row.isspace()) if suffix != ".json" else None


def articles(
    inputs: Sequence[str], settings: Settings, seen: dict[str, str] | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of all `inputs`.

    Args:
        inputs: JSON Lines files; ``-`` is standard input.
        settings: languages of articles that do not say.
        seen: takes the place of every id; ids are unique among all inputs.
    """
    seen = {} if seen is None else seen
    for path in inputs:
        try:
            yield from read_articles(
                path,
                source_lang=settings.source_lang,
                target_lang=settings.target_lang,
                back_lang=settings.back_lang,
                seen=seen,
                names=settings.fields,
            )
        except InputError as error:
            yield ArticleError(error.message, where=error.where or path, remedy=error.remedy)


def _outcomes(inputs: Sequence[str], tools: Tools, settings: Settings) -> Iterator[Report | ArticleError]:
    """Reports and errors; errors of reading come out with the batch that was being filled."""
    unread: list[ArticleError] = []
    places: dict[str, str] = {}

    def good() -> Iterator[Article]:
        for item in articles(inputs, settings, places):
            if isinstance(item, ArticleError):
                unread.append(item)
            else:
                yield item

    for outcome in check_articles(good(), tools):
        yield from _drained(unread)
        yield _placed(outcome, places) if isinstance(outcome, ArticleError) else outcome
    yield from _drained(unread)


def _placed(error: ArticleError, places: Mapping[str, str]) -> ArticleError:
    """`error` at the file and line of its article; a place of its own is said in the message."""
    own = error.where if error.where != error.article else ""
    placed = ArticleError(
        f"{own}: {error.message}" if own else error.message,
        where=f"{places.get(error.article, '')} (article {error.article})".lstrip(),
        remedy=error.remedy,
        article=error.article,
    )
    placed.__cause__ = error.__cause__
    return placed


def _drained(errors: list[ArticleError]) -> Iterator[ArticleError]:
    while errors:
        yield errors.pop(0)


def _count(summary: Summary, report: Report, min_confidence: float) -> None:
    summary.checked += 1
    summary.words += len(report.article.translation.split())
    summary.marks.update(f.severity for f in report.findings if report.shows(f, min_confidence))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
