"""The benchmark's rules: when a finding finds an error, names it rightly, or is a false alarm.

A finding finds a planted error when its target overlaps the planted words, or, for a hole, touches the sentence before
or after it; for a hole or a matter of order it may also overlap the source of the error instead. The marked
stretch must be short enough to be of use. It is typed when its category is near enough to the error's. It is true when
it finds an error or overlaps a known slip, and otherwise a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa_translate.article import Article, Span
from qa_translate.benchmark.labels import Labels, Place
from qa_translate.finding import Category, Finding

LONGEST_MARK = 40
"""Words that a mark may cover, and more only where the error itself is long."""
LONGEST_SOURCE = 60
_TIMES_AS_LONG = 3
_BESIDE = 3  # code points between a hole and the sentence that stands beside it
_TOUCHING = 2  # code points by which a mark may miss that sentence

_SENTENCE_END = re.compile(r"""[.!?…][\"'”’)\]]*(?=\s)|\n\n""")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s*")

_NEAR: dict[str, str] = {
    "attribution": "quote stance role",
    "quote": "attribution order",
    "order": "garbled quote",
    "name": "mistranslation attribution",
    "negation": "mistranslation",
    "role": "attribution order mistranslation",
    "stance": "attribution mistranslation",
    "addition": "mistranslation",
    "mistranslation": "name negation addition",
    "garbled": "order mistranslation",
    "duplicate": "addition",
    "boilerplate": "addition",
}
ACCEPTED: dict[Category, frozenset[Category]] = {
    category: frozenset({category, *map(Category, _NEAR.get(category, "").split())}) for category in Category
}
"""Categories that name an error rightly, by the error's own."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and what the labels say of it.

    Attributes:
        found: indices of the planted errors that it finds.
        typed: those of them that it also names rightly.
        true: whether it finds an error or overlaps a known slip.
    """

    finding: Finding
    found: frozenset[int]
    typed: frozenset[int]
    true: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in one article beside what is wrong with it; `words` counts those of its translation."""

    labels: Labels
    words: int
    marks: tuple[Judged, ...]


def judge(article: Article, labels: Labels, findings: Iterable[Finding]) -> Answer:
    """Hold the findings of one article against its labels."""
    ruler = _Ruler(article)
    marks = tuple(_judged(finding, labels, ruler) for finding in findings)
    return Answer(labels, count_words(article.translation), marks)


def count_words(text: str) -> int:
    """Runs of letters and digits in `text`."""
    return sum(1 for _ in _WORD.finditer(text))


def _judged(finding: Finding, labels: Labels, ruler: _Ruler) -> Judged:
    found = frozenset(
        k for k, planted in enumerate(labels.planted) if any(ruler.finds(finding, place) for place in planted.places)
    )
    typed = frozenset(k for k in found if finding.category in ACCEPTED[labels.planted[k].category])
    target = finding.target
    slip = target is not None and any(target.overlaps(known) for known in labels.known)
    return Judged(finding, found, typed, bool(found) or slip)


class _Ruler:
    """Measures marks of one article."""

    def __init__(self, article: Article) -> None:
        self._text = article.translation
        self._source = article.source or ""
        self._sentences = tuple(_sentences(article.translation))

    def finds(self, finding: Finding, place: Place) -> bool:
        """Whether `finding` marks `place` tightly enough to be of use."""
        if (
            finding.target is not None
            and self._short_enough(finding.target, place)
            and self._hit(finding.target, place)
        ):
            return True
        if finding.source is None or not (place.is_hole or place.category is Category.ORDER):
            return False
        short = count_words(finding.source.of(self._source)) <= LONGEST_SOURCE
        return short and any(finding.source.overlaps(span) for span in place.source)

    def _short_enough(self, mark: Span, place: Place) -> bool:
        allowed = max(LONGEST_MARK, _TIMES_AS_LONG * count_words(place.span.of(self._text)))
        return count_words(mark.of(self._text)) <= allowed

    def _hit(self, mark: Span, place: Place) -> bool:
        if not place.is_hole:
            return mark.overlaps(place.span)
        hole = Span(place.span.start, place.span.start + 1)
        return any(_near(sentence, hole, _BESIDE) and _near(mark, sentence, _TOUCHING) for sentence in self._sentences)


def _near(one: Span, other: Span, slack: int) -> bool:
    return one.start < other.end + slack and other.start < one.end + slack


def _sentences(text: str) -> Iterator[Span]:
    """Sentences by their punctuation and by blank lines: good enough to tell what stands beside a hole."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield Span(start, end.end())
        after = _SPACE.match(text, end.end())
        start = after.end() if after else end.end()
    yield Span(start, len(text))
