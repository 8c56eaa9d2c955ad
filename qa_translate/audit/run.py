"""Checks a batch of articles; a bad one is reported and counted, and never stops the others."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa_translate.article import Article
from qa_translate.audit.progress import Progress
from qa_translate.config import Settings
from qa_translate.errors import ArticleError, InputError
from qa_translate.finding import Report, Severity
from qa_translate.pipeline import Tools, check_articles
from qa_translate.reading import read_articles
from qa_translate.reading.files import opened
from qa_translate.report.json_v1 import line

STDIN = "-"


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
            f"{_counted(self.checked, 'article')} checked: {_counted(total, 'doubtful passage')}"
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
        Number of lines in all of them; None with standard input among them.

    Raises:
        InputError: one of them cannot be opened.
    """
    total = 0
    for path in inputs:
        if path == STDIN:
            return None
        with opened(path) as stream:
            total += sum(1 for row in stream if not row.isspace())
    return total


def articles(inputs: Sequence[str], settings: Settings) -> Iterator[Article | ArticleError]:
    """The articles of all `inputs`; ids are unique among all of them."""
    seen: dict[str, str] = {}
    for path in inputs:
        try:
            for item in read_articles(path, source_lang=settings.source_lang, target_lang=settings.target_lang):
                if isinstance(item, Article) and seen.setdefault(item.id, path) != path:
                    where = f"{path} (article {item.id})"
                    yield ArticleError(
                        f"the id was used in {seen[item.id]}", where=where, remedy="rename one of the two"
                    )
                elif isinstance(item, Article):
                    yield replace(item, back_lang=item.back_lang or settings.back_lang)
                else:
                    yield item
        except InputError as error:
            yield ArticleError(error.message, where=error.where or path, remedy=error.remedy)


def _outcomes(inputs: Sequence[str], tools: Tools, settings: Settings) -> Iterator[Report | ArticleError]:
    """Reports and errors; errors of reading come out with the batch that was being filled."""
    unread: list[ArticleError] = []

    def good() -> Iterator[Article]:
        for item in articles(inputs, settings):
            if isinstance(item, ArticleError):
                unread.append(item)
            else:
                yield item

    for outcome in check_articles(good(), tools):
        yield from _drained(unread)
        yield outcome
    yield from _drained(unread)


def _drained(errors: list[ArticleError]) -> Iterator[ArticleError]:
    while errors:
        yield errors.pop(0)


def _count(summary: Summary, report: Report, min_confidence: float) -> None:
    summary.checked += 1
    summary.words += len(report.article.translation.split())
    summary.marks.update(f.severity for f in report.findings if f.confidence >= min_confidence)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
