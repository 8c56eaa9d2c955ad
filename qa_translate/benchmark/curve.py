"""What each threshold costs: found, typed and false alarms, by category and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qa_translate.benchmark.score import Answer, Judged

THRESHOLDS = tuple(k / 10 for k in range(10))


@dataclass(frozen=True)
class Tally:
    """What the marks of a set of articles come to, from one confidence upwards.

    Attributes:
        threshold: marks below this confidence are not counted.
        words: of the translations.
        planted, found, typed: errors by their category.
        hard, hard_found: errors that read as fluent English, all and found.
        known, known_found: known slips, all and overlapped by a mark.
        true, false: marks by their own category.
        rules_true, rules_false: marks by rule.
    """

    threshold: float
    words: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)
    hard: int = 0
    hard_found: int = 0
    known: int = 0
    known_found: int = 0
    true: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    rules_true: Counter[str] = field(default_factory=Counter)
    rules_false: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Share of the planted errors that is found, 0 without any."""
        return _share(self.found.total(), self.planted.total())

    @property
    def typed_recall(self) -> float:
        """Share of the planted errors that is found and named rightly, 0 without any."""
        return _share(self.typed.total(), self.planted.total())

    @property
    def precision(self) -> float:
        """Share of the marks that is true, 0 without any."""
        return _share(self.true.total(), self.true.total() + self.false.total())

    @property
    def false_per_1000_words(self) -> float:
        """False alarms per 1,000 words of translation."""
        return _share(1000 * self.false.total(), self.words)

    def false_of(self, category: str) -> float:
        """False alarms of one category per 1,000 words of translation."""
        return _share(1000 * self.false[category], self.words)


def tally(answers: Iterable[Answer], threshold: float) -> Tally:
    """Count the marks of `answers` whose confidence is at least `threshold`."""
    words = hard = hard_found = known = known_found = 0
    planted, found, typed, true, false, rules_true, rules_false = (Counter[str]() for _ in range(7))
    for answer in answers:
        marks = [mark for mark in answer.marks if mark.finding.confidence >= threshold]
        words += answer.words
        for index, error in enumerate(answer.labels.planted):
            hit = any(index in mark.found for mark in marks)
            planted[error.category] += 1
            found[error.category] += hit
            typed[error.category] += any(index in mark.typed for mark in marks)
            hard += error.hard
            hard_found += error.hard and hit
        known += len(answer.labels.known)
        targets = [mark.finding.target for mark in marks if mark.finding.target is not None]
        known_found += sum(any(target.overlaps(slip) for target in targets) for slip in answer.labels.known)
        for mark in marks:
            (true if mark.true else false)[mark.finding.category] += 1
            (rules_true if mark.true else rules_false)[mark.finding.rule] += 1
    return Tally(
        threshold,
        words,
        planted,
        found,
        typed,
        hard,
        hard_found,
        known,
        known_found,
        true,
        false,
        rules_true,
        rules_false,
    )


def curve(answers: Sequence[Answer], thresholds: Iterable[float] = THRESHOLDS) -> tuple[Tally, ...]:
    """One tally per threshold."""
    return tuple(tally(answers, threshold) for threshold in thresholds)


def marks_of(answers: Iterable[Answer]) -> Iterator[Judged]:
    """All marks of all articles."""
    return (mark for answer in answers for mark in answer.marks)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
