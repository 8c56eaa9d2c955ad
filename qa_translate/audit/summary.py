"""What an audit did: counted while it goes on, told to people and to programs when it is over."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qa_translate.audit.work import Answered, Failed
from qa_translate.finding import Category, Severity
from qa_translate.version import __version__

SCHEMA = "qa-translate-audit/1"


@dataclass
class Summary:
    """What was done so far.

    Attributes:
        checked: articles with an answer of this session.
        known: articles that had been answered before, with the same settings and content.
        failed: articles and rows without an answer.
        quarantined: those of them that took a worker down or too long, now or before.
        words: of the translations checked, as separated by white space.
        marks: of the articles checked, by severity.
        categories: likewise, by category.
        known_worst: severities of the worst marks of the articles that were known.
        started: when the work began, as `time.perf_counter` counts.
        seconds: wall time of the whole; 0.0 until it is over.
        signatures: what made the scores.
    """

    checked: int = 0
    known: int = 0
    failed: int = 0
    quarantined: int = 0
    words: int = 0
    marks: Counter[Severity] = field(default_factory=Counter)
    categories: Counter[Category] = field(default_factory=Counter)
    known_worst: set[Severity] = field(default_factory=set)
    started: float = field(default_factory=time.perf_counter)
    seconds: float = 0.0
    signatures: set[str] = field(default_factory=set)

    @property
    def done(self) -> int:
        """Articles and rows that are over, well or badly."""
        return self.checked + self.known + self.failed

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst mark, None without any."""
        return max({*self.marks, *self.known_worst}, key=lambda severity: severity.rank, default=None)

    def add(self, answered: Answered) -> None:
        """Count an article that was checked."""
        self.checked += 1
        self.words += answered.words
        self.marks.update(answered.severities)
        self.categories.update(Category(mark["category"]) for mark in answered.public["findings"])
        self.signatures.add(answered.public["signature"])

    def add_failure(self, failed: Failed | None = None) -> None:
        """Count one without an answer."""
        self.failed += 1
        self.quarantined += failed is not None and failed.quarantined

    def columns(self) -> dict[str, float]:
        """What the store keeps of it."""
        return {
            "checked": self.checked,
            "known": self.known,
            "failed": self.failed,
            "words": self.words,
            "findings": self.marks.total(),
            "seconds": round(self.elapsed, 3),
        }

    @property
    def elapsed(self) -> float:
        """Seconds since the work began."""
        return self.seconds or time.perf_counter() - self.started

    def text(self) -> str:
        """A few lines for a reader."""
        by_severity = ", ".join(f"{self.marks[s]:,} {s}" for s in reversed(Severity) if self.marks[s])
        total = self.marks.total()
        rate = self.words / self.seconds if self.seconds else 0.0
        lines = [
            f"{counted(self.checked, 'article')} checked: {counted(total, 'mark')}"
            + (f" ({by_severity})" if total else ""),
            f"{self.words:,} words in {self.seconds:.1f} s, {rate:,.0f} words a second",
        ]
        if self.known:
            lines.append(f"{counted(self.known, 'article')} answered before")
        if self.failed:
            lines.append(f"{counted(self.failed, 'article')} could not be checked")
        if self.quarantined:
            lines.append(f"{self.quarantined:,} of them in quarantine; --retry tries them again")
        return "\n".join(lines) + "\n"

    def public(self, inputs: Sequence[str], exit_code: int, **more: Any) -> dict[str, Any]:
        """The object of ``--summary``.

        Args:
            inputs: their names.
            exit_code: of the command.
            more: what else is known: run and session of the store.
        """
        seconds = round(self.seconds, 3)
        return {
            "schema": SCHEMA,
            "version": __version__,
            "signatures": sorted(self.signatures),
            "inputs": list(inputs),
            **more,
            "articles": {
                "checked": self.checked,
                "known": self.known,
                "failed": self.failed,
                "quarantined": self.quarantined,
            },
            "words": self.words,
            "seconds": seconds,
            "articles_per_second": round(self.checked / seconds, 3) if seconds else 0.0,
            "words_per_second": round(self.words / seconds, 1) if seconds else 0.0,
            "marks": {severity.value: self.marks[severity] for severity in Severity},
            "categories": {category.value: count for category, count in sorted(self.categories.items())},
            "exit_code": exit_code,
        }


def counted(count: int, noun: str) -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
