"""What goes in: an article, and its texts cut into segments and words.

All offsets are Unicode code points of the text as the user gave it, half open. Nothing here does I/O.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qa_translate.langcode import language_code


class Side(enum.StrEnum):
    """Which of the three texts of an article."""

    TRANSLATION = "translation"
    SOURCE = "source"
    BACK = "back_translation"

    @property
    def label(self) -> str:
        """As messages call it."""
        return self.value.replace("_", "-")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:end]``, in code points of the text as given."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """True: a place between two characters is one, too."""
        return True

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def stripped(self, text: str) -> Span:
        """Without the white space of `text` at its two ends; the place at its end where there is nothing else."""
        words = self.of(text)
        start = self.end - len(words.lstrip())
        return Span(start, max(start, self.start + len(words.rstrip())))

    @staticmethod
    def hull(spans: Iterable[Span]) -> Span:
        """The shortest span that covers all of `spans` (at least one)."""
        every = list(spans)
        return Span(min(s.start for s in every), max(s.end for s in every))


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text was taken out of, and where each of its characters stands there.

    Attributes:
        given: all that was given: the source of an HTML page.
        starts, ends: of each character of the text, code points of `given`; characters that stand for white space and
            markup lie between their neighbours. They mostly ascend; but a file may hold sentences in another order.
    """

    given: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def span(self, span: Span) -> Span:
        """Where a stretch of the text stands in `given`."""
        if span.start < span.end:
            return Span(min(self.starts[span.start : span.end]), max(self.ends[span.start : span.end]))
        place = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1]
        return Span(place, place)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a text and what its file calls it.

    Attributes:
        span: code points of the text.
        name: as messages put it: ``unit t5``, ``paragraph 12``.
    """

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A stretch of a machine's text and how likely the machine held it.

    Attributes:
        span: code points of the text.
        log_prob: natural logarithm of the probability, at most 0.
    """

    span: Span
    log_prob: float


@dataclass(frozen=True, slots=True)
class Making:
    """How a back-translation was made, where an engine made it for this check.

    Attributes:
        engine: the engine's signature.
        made_from: the translation (a round trip), or the source (a pivot).
        pieces: its tokens in the back-translation, in order; empty where the engine gives no log-probabilities.
        gaps: stretches of the text it was made from that it does not render in full, code points, and why.
    """

    engine: str
    made_from: Side
    pieces: tuple[ScoredSpan, ...] = field(default=(), repr=False)
    gaps: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the translation to check and what it can be compared with.

    Attributes:
        translation: the draft, paragraphs separated by blank lines.
        source: the original, or None.
        back_translation: the draft put back into the source language, or another rendering of the
            source in the target language; `back_lang` says which.
        id: name in reports and batches.
        source_lang, target_lang: ISO 639-1 codes; of a longer tag the language is kept (``pt-BR`` becomes ``pt``).
        back_lang: language of the back-translation, likewise; None: detect it.
        origins: of texts that were taken out of something larger. Findings point into the texts; what is printed for
            others points into what was given (see `place`).
        making: how the back-translation was made; None where it was given, or is not there.
        units: the parts of texts that were taken out of a file of many, in order; they do not overlap.
        left_out: what of the file was not read and why, in words, one line each.
        record_line: line of the file at which the article's record begins (JSON Lines, CSV); None: it is no record.

    Raises:
        UsageError: one of the languages is no code.
    """

    translation: str
    source: str | None = None
    back_translation: str | None = None
    id: str = ""
    source_lang: str = "ar"
    target_lang: str = "en"
    back_lang: str | None = None
    origins: Mapping[Side, Origin] = field(default_factory=dict, compare=False, repr=False)
    making: Making | None = field(default=None, compare=False, repr=False)
    units: Mapping[Side, tuple[Unit, ...]] = field(default_factory=dict, compare=False, repr=False)
    left_out: tuple[str, ...] = field(default=(), compare=False, repr=False)
    record_line: int | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("source_lang", "target_lang", "back_lang"):
            given = getattr(self, name)
            if given is not None or name != "back_lang":
                object.__setattr__(self, name, language_code(given, name))

    @property
    def size(self) -> int:
        """Code points of all its texts."""
        return sum(len(text) for text in (self.translation, self.source, self.back_translation) if text)

    def place(self, side: Side, span: Span) -> Span:
        """Where a stretch of one of the texts stands in what was given, in code points."""
        origin = self.origins.get(side)
        return origin.span(span) if origin else span

    def unit(self, side: Side, span: Span) -> str:
        """What the file calls the part of one of the texts in which `span` begins; "" where it begins in none."""
        units = self.units.get(side, ())
        at = bisect_right(units, span.start, key=lambda unit: unit.span.start) - 1
        return units[at].name if at >= 0 and span.start < units[at].span.end else ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a document.

    Attributes:
        index: position among all words of the document.
        span: where it stands in the text.
        text: as written.
        form: folded for look-up (lower case; Arabic without diacritics, tatweel and alef variants).
        segment: index of its segment.
    """

    index: int
    span: Span
    text: str
    form: str
    segment: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or heading): ``document.words[first:last]``.

    Attributes:
        index: position among the segments of the document.
        span: where it stands in the text, without surrounding white space.
        paragraph: index of its paragraph.
        first, last: half-open range of its words.
    """

    index: int
    span: Span
    paragraph: int
    first: int
    last: int


@dataclass(frozen=True)
class Document:
    """One text of an article, cut into segments and words."""

    text: str
    lang: str
    side: Side
    segments: tuple[Segment, ...] = ()
    words: tuple[Word, ...] = field(default=(), repr=False)

    def words_of(self, segment: Segment) -> tuple[Word, ...]:
        """The words of one segment."""
        return self.words[segment.first : segment.last]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that overlap `span`."""
        return tuple(w for w in self._near(span) if w.span.overlaps(span))

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds code point `offset`, or None between segments."""
        place = bisect_right(self._segment_ends, offset)
        if place < len(self.segments) and self.segments[place].span.start <= offset:
            return self.segments[place]
        return None

    def _near(self, span: Span) -> tuple[Word, ...]:
        first, last = self._bound(span.start), self._bound(span.end)
        return self.words[max(0, first - 1) : last + 1]

    def _bound(self, offset: int) -> int:
        return bisect_right(self._word_ends, offset)

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.span.end for word in self.words]

    @cached_property
    def _segment_ends(self) -> list[int]:
        return [segment.span.end for segment in self.segments]
