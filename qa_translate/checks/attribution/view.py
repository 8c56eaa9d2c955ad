"""What the comparison of two sides' frames needs to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.bitext import Bitext
from qa_translate.checks.attribution.frames import Frame, Words
from qa_translate.checks.attribution.likeness import Likeness, content, quote
from qa_translate.checks.attribution.matching import Pair
from qa_translate.vocabulary import Table

# Cosine of two words' contextual vectors from which they surely name the same.
SAME = 0.6


@dataclass(frozen=True, slots=True)
class Addressed:
    """Forms of the source language by which somebody speaks to the one who writes."""

    words: frozenset[str]
    suffix: str

    @staticmethod
    def of(table: Table) -> Addressed:
        """From the ``reporting`` vocabulary."""
        return Addressed(frozenset(table["address"]["first_persons"]), table["address"]["first_suffix"])

    def to_us(self, frame: Frame) -> bool:
        """Whether a frame's hearer is the one who writes."""
        return any(w.form in self.words for w in (*frame.addressee, *frame.hearer_pronoun)) or frame.cue[
            0
        ].form.endswith(self.suffix)


@dataclass(frozen=True)
class View:
    """What the comparison of one article needs.

    Attributes:
        bitext: source and translation.
        likeness: compares phrases of the two.
        pairs: frames of both sides that render each other.
        frames: all frames of the source.
        addressed: how the source language says that the hearer is the one who writes.
    """

    bitext: Bitext
    likeness: Likeness
    pairs: Sequence[Pair]
    frames: Sequence[Frame]
    addressed: Addressed

    def place(self, target: Words, source: Words) -> Word | None:
        """The source word most like a phrase, if any is surely like it."""
        source = content(source)
        best = max(source, key=lambda w: self.likeness.best(target, (w,)), default=None)
        return best if best is not None and self.likeness.best(target, (best,)) >= SAME else None

    def is_heading(self, frame: Frame) -> bool:
        """Whether a frame of the translation stands in a line without a full stop: headings condense."""
        text = self.bitext.target.segments[frame.segment].span.of(self.bitext.target.text)
        return text.rstrip()[-1:].isalnum()

    def source(self, words: Words) -> str:
        """Words of the source as they stand there."""
        return quote(words, self.bitext.source.text)

    def target(self, words: Words) -> str:
        """Words of the translation as they stand there."""
        return quote(words, self.bitext.target.text)
