"""Listed names of both texts, passage by passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.names.lists import Entry, Listed, Lists


@dataclass(frozen=True)
class Listings:
    """Looks listed names up, each passage once.

    Attributes:
        bitext: source and translation.
        lists: the listed names.
    """

    bitext: Bitext
    lists: Lists
    _memory: dict[Bead, tuple[list[Listed], list[Listed]]] = field(default_factory=dict, repr=False, compare=False)

    def in_target(self, bead: Bead) -> Sequence[Listed]:
        """Listed names in the translation of `bead`."""
        return self._of(bead)[0]

    def in_source(self, bead: Bead) -> Sequence[Listed]:
        """Listed names in the source of `bead`."""
        return self._of(bead)[1]

    def _of(self, bead: Bead) -> tuple[list[Listed], list[Listed]]:
        found = self._memory.get(bead)
        if found is None:
            target, source = self.bitext.target_words(bead), self.bitext.source_words(bead)
            found = self._memory[bead] = (self.lists.in_target(target), self.lists.in_source(source))
        return found

    def holds(self, word: Word, bead: Bead) -> bool:
        """Whether a word of the translation is part of a listed name."""
        return any(word in name.words for name in self.in_target(bead))

    def beside(self, bead: Bead) -> frozenset[Entry]:
        """Listed names in the source segments beside `bead`."""
        return frozenset(name.entry for name in self.lists.in_source(words_beside(self.bitext, bead)))

    def anywhere(self, entry: Entry) -> bool:
        """Whether the source has a listed name anywhere."""
        return entry in self._every

    @cached_property
    def _every(self) -> frozenset[Entry]:
        return frozenset(name.entry for name in self.lists.in_source(self.bitext.source.words))


# Source segments on either side of a passage that count as beside it.
_BESIDE = 2


def words_beside(bitext: Bitext, bead: Bead) -> list[Word]:
    """Source words of the segments beside a bead that has a source."""
    first, last = bead.source[0], bead.source[-1]
    around = (*range(first - _BESIDE, first), *range(last + 1, last + 1 + _BESIDE))
    segments = bitext.source.segments
    return [w for k in around if 0 <= k < len(segments) for w in bitext.source.words_of(segments[k])]
