"""What the comparison of two sides' frames needs to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.bitext import Bitext
from qa_translate.checks.attribution.frames import Frame, Kind, Words
from qa_translate.checks.attribution.likeness import Likeness, content, quote
from qa_translate.checks.attribution.matching import Pair
from qa_translate.checks.callings import Callings
from qa_translate.checks.headings import is_heading
from qa_translate.checks.quote_votes import Votes
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
        address = table["address"]
        return Addressed(frozenset(address.get("first_persons", ())), address.get("first_suffix", ""))

    def to_us(self, frame: Frame) -> bool:
        """Whether a frame's hearer is the one who writes."""
        written_on = bool(self.suffix) and frame.cue[0].form.endswith(self.suffix)
        return written_on or any(w.form in self.words for w in (*frame.addressee, *frame.hearer_pronoun))


@dataclass(frozen=True)
class View:
    """What the comparison of one article needs.

    Attributes:
        bitext: source and translation.
        votes: which words of both sides stand in quotation marks, and what the links between them say.
        likeness: compares phrases of the two.
        pairs: frames of both sides that render each other.
        frames, said: all frames of the source, and of the translation.
        addressed: how the source language says that the hearer is the one who writes.
        callings: what speakers are called in the two languages; None where one has no vocabulary for it.
        moods: forms of the translation's verbs that by themselves say that somebody else says it (German sei, habe).
    """

    bitext: Bitext
    votes: Votes
    likeness: Likeness
    pairs: Sequence[Pair]
    frames: Sequence[Frame]
    said: Sequence[Frame]
    addressed: Addressed
    callings: Callings | None = None
    moods: frozenset[str] = frozenset()

    def place(self, target: Words, source: Words) -> Word | None:
        """The source word most like a phrase, if any is surely like it."""
        source = content(source)
        called = self._called_alike(target, source)
        if called is not None:
            return called
        best = max(source, key=lambda w: self.likeness.best(target, (w,)), default=None)
        return best if best is not None and self.likeness.best(target, (best,)) >= SAME else None

    def _called_alike(self, target: Words, source: Words) -> Word | None:
        """The only source word that calls somebody what a word of a phrase does."""
        if self.callings is None:
            return None
        here = self.callings.of_target_words(target)
        alike = {w.index: w for w in source if here & self.callings.of_source(w)}
        return next(iter(alike.values())) if len(alike) == 1 else None

    def calls_somebody(self, word: Word) -> bool:
        """Whether a word of the translation is a name, or an office, trade, kin or body."""
        return self.likeness.is_named(word) or bool(self.callings and self.callings.of_target(word))

    def is_called(self, word: Word) -> bool:
        """Whether a word of the source is a name that the translation has, too, or an office, trade, kin or body."""
        return self.likeness.is_name((word,)) or bool(self.callings and self.callings.of_source(word))

    def is_heading(self, frame: Frame) -> bool:
        """Whether a frame of the translation stands in a heading."""
        return is_heading(self.bitext.target, frame.segment)

    def source(self, words: Words) -> str:
        """Words of the source as they stand there."""
        return quote(words, self.bitext.source.text)

    def target(self, words: Words) -> str:
        """Words of the translation as they stand there."""
        return quote(words, self.bitext.target.text)


def is_citing(view: View, pair: Pair) -> bool:
    """Whether the translation has the source's speaker cite somebody: who cites something says it."""
    relayer = content(pair.target.relayer)
    own = pair.source.resolved
    return bool(relayer) and pair.source.kind is not Kind.RELAY and view.likeness.best(relayer, own) >= SAME


def speaks_beside(view: View, target: Frame, source: Frame, *, unpaired: bool = False) -> bool:
    """Whether the source's speaker says something else in the same passage of the translation: they are no pair.

    Args:
        view: both sides' frames.
        target, source: the two frames.
        unpaired: only frames count that render no other one of the source.
    """
    own = source.resolved + source.maybe
    bead = view.bitext.bead_of_target(target.segment)
    taken = {id(target), *(id(p.target) for p in view.pairs if unpaired)}
    near = (f for f in view.said if bead is not None and f.segment in bead.target and id(f) not in taken)
    return any(f.speaker and view.likeness.best(f.speaker, own) >= SAME for f in near)
