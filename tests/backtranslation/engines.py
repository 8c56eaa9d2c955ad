"""Engines for tests: what they render is known, and so is what they were asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qa_translate.article import ScoredSpan, Span
from qa_translate.errors import EngineError, SegmentError
from qa_translate.ports import Rendering, Unit


def shouted(segment: str) -> Rendering:
    """The segment in capitals, each word scored with its length."""
    text = segment.upper()
    pieces, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        pieces.append(ScoredSpan(Span(start, end), -float(len(word))))
    return Rendering(text, tuple(pieces))


@dataclass
class Shouter:
    """Renders with a function, and remembers every batch.

    Attributes:
        longest: code points of a segment that fits.
        fails: says whether a batch fails.
        declines: says whether the engine will not render a segment.
        knows: raises where the engine lacks a pair of languages.
    """

    unit: Unit = Unit.SENTENCE
    batch_size: int = 4
    signature: str = "shouter:1"
    longest: int = 1_000
    render: Callable[[str], Rendering] = shouted
    fails: Callable[[Sequence[str]], bool] = lambda _: False
    declines: Callable[[str], bool] = lambda _: False
    knows: Callable[[str, str], None] = lambda *_: None
    batches: list[list[str]] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """Every segment that was to be rendered, in order."""
        return [segment for batch in self.batches for segment in batch]

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:
        self.knows(source_lang, target_lang)
        return len(segment) <= self.longest

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        assert len(segments) <= self.batch_size
        self.batches.append(list(segments))
        if self.fails(segments):
            raise EngineError("does not answer", where="shouter", remedy="wait")
        if any(map(self.declines, segments)):
            raise SegmentError("declines a segment", where="shouter", remedy="ask another")
        return [self.render(segment) for segment in segments]
