"""Mentions looked up in their passage, and which of them stand side by side as the parts of one name do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_translate.article import Document, Word
from qa_translate.bitext import Bead
from qa_translate.checks.names.likeness import Match
from qa_translate.checks.names.mentions import Mention

# Letters by which forms of one word are known (Houthi, Houthis).
_STEM = 5
_DIVIDERS = frozenset(',;:.()"“”')


@dataclass(frozen=True)
class Sighting:
    """A mention and its counterpart in the passage aligned with it.

    Attributes:
        mention: the name of the translation.
        bead: the passages that hold it.
        match: its counterpart among the source words of the bead.
        linked: source words that the encoder links to it, the best first.
        cosine: of the best of them; 0 where there is none.
    """

    mention: Mention
    bead: Bead
    match: Match
    linked: tuple[Word, ...]
    cosine: float

    @property
    def supported(self) -> bool:
        """Whether the passage has the name."""
        return self.match.same


@dataclass(frozen=True)
class Runs:
    """Names of several words.

    Attributes:
        sightings: all mentions looked up, in order.
        document: the translation.
        particles: words that may stand between two parts of a name, lower case.
    """

    sightings: Sequence[Sighting]
    document: Document
    particles: frozenset[str]

    @cached_property
    def every(self) -> tuple[tuple[Sighting, ...], ...]:
        """Mentions that stand side by side; a particle may stand between them."""
        found: list[list[Sighting]] = []
        for sighting in self.sightings:
            if found and self._adjoins(found[-1][-1].mention.word, sighting.mention.word):
                found[-1].append(sighting)
            else:
                found.append([sighting])
        return tuple(tuple(run) for run in found)

    def _adjoins(self, first: Word, second: Word) -> bool:
        text = self.document.text[first.span.end : second.span.start]
        between = self.document.words[first.index + 1 : second.index]
        if first.segment != second.segment or not _DIVIDERS.isdisjoint(text):
            return False
        return not between or (len(between) == 1 and between[0].text.lower() in self.particles)

    def of(self, sighting: Sighting) -> tuple[Sighting, ...]:
        """The mentions of the name to which one belongs."""
        return self._of[sighting.mention.word.index]

    @cached_property
    def _of(self) -> dict[int, tuple[Sighting, ...]]:
        return {s.mention.word.index: run for run in self.every for s in run}

    @cached_property
    def _together(self) -> frozenset[tuple[str, str]]:
        return frozenset((a.mention.key, b.mention.key) for run in self.every for a in run for b in run)

    def related(self, key: str, keys: Iterable[str]) -> bool:
        """Whether a name stands beside one of the others somewhere, as parts of one name do, or is a form of it."""
        return any((key, other) in self._together or key[:_STEM] == other[:_STEM] for other in keys)

    def next_part(self, sighting: Sighting) -> Sighting | None:
        """The mention that follows as the next part of the same name."""
        return self._next.get(sighting.mention.word.index)

    def part_before(self, sighting: Sighting) -> Sighting | None:
        """The mention that precedes as the part before it of the same name."""
        return self._before.get(sighting.mention.word.index)

    @cached_property
    def _before(self) -> dict[int, Sighting]:
        return {other.mention.word.index: one for run in self.every for one, other in pairwise(run)}

    @cached_property
    def _next(self) -> dict[int, Sighting]:
        return {one.mention.word.index: other for run in self.every for one, other in pairwise(run)}
