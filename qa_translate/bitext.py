"""Two documents put side by side: aligned passages (beads) and aligned words (links)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from qa_translate.article import Document, Segment, Span, Word
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of both sides that say the same; one side may be empty.

    Attributes:
        source, target: segment indices, ascending; empty where the other side has no counterpart.
        score: margin of the match, 0 for an empty side.
        moved: the pair stands off the monotone path: the same sentence, at another place.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Two aligned words, by document word index; `score` is their cosine, `mutual` that each is the other's best."""

    source: int
    target: int
    score: float
    mutual: bool = True


@dataclass(frozen=True)
class Bitext:
    """The alignment of a source document and a target document.

    Attributes:
        source, target: the documents.
        beads: in target order, those without target where they should stand.
        links: word links, sorted by target word, then source word.
        source_best: float32 [source words], each word's best cosine with any target word of its beads
            (0 where its segment has no counterpart).
        target_best: float32 [target words], likewise.
        source_vectors, target_vectors: of the documents.
    """

    source: Document
    target: Document
    beads: tuple[Bead, ...]
    links: tuple[Link, ...]
    source_best: Floats = field(repr=False)
    target_best: Floats = field(repr=False)
    source_vectors: DocumentVectors = field(repr=False)
    target_vectors: DocumentVectors = field(repr=False)

    @cached_property
    def _by_target(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    @cached_property
    def _by_source(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return found

    @cached_property
    def _bead_of_target(self) -> dict[int, Bead]:
        return {k: bead for bead in self.beads for k in bead.target}

    @cached_property
    def _bead_of_source(self) -> dict[int, Bead]:
        return {k: bead for bead in self.beads for k in bead.source}

    @cached_property
    def scale(self) -> float:
        """Code points of the translation to one of the source, in the passages that have both sides."""
        both = [(s, t) for b in self.beads if (s := self.source_span(b)) and (t := self.target_span(b))]
        return sum(len(t) for _, t in both) / max(1, sum(len(s) for s, _ in both))

    def links_of_target(self, word: int) -> list[Link]:
        """Links of one target word (document word index)."""
        return self._by_target.get(word, [])

    def links_of_source(self, word: int) -> list[Link]:
        """Links of one source word (document word index)."""
        return self._by_source.get(word, [])

    def bead_of_target(self, segment: int) -> Bead | None:
        """The bead that holds target segment `segment`."""
        return self._bead_of_target.get(segment)

    def bead_of_source(self, segment: int) -> Bead | None:
        """The bead that holds source segment `segment`."""
        return self._bead_of_source.get(segment)

    @cached_property
    def _place_of_bead(self) -> dict[Bead, int]:
        return {bead: k for k, bead in enumerate(self.beads)}

    def place_of(self, bead: Bead) -> int:
        """Index of `bead` in `beads`."""
        return self._place_of_bead[bead]

    def source_words(self, bead: Bead) -> tuple[Word, ...]:
        """The source words of a bead, in order."""
        return tuple(w for k in bead.source for w in self.source.words_of(self.source.segments[k]))

    def target_words(self, bead: Bead) -> tuple[Word, ...]:
        """The target words of a bead, in order."""
        return tuple(w for k in bead.target for w in self.target.words_of(self.target.segments[k]))

    def to_source(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """Source words linked to any of the target `words`, in order."""
        found = {link.source for w in words for link in self.links_of_target(w.index)}
        return tuple(self.source.words[k] for k in sorted(found))

    def to_target(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """Target words linked to any of the source `words`, in order."""
        found = {link.target for w in words for link in self.links_of_source(w.index)}
        return tuple(self.target.words[k] for k in sorted(found))

    def counterpart(self, words: Iterable[Word], least: float) -> Word | None:
        """The source word that mutual links of at least cosine `least` tie best to one of the target `words`."""
        links = [x for w in words for x in self.links_of_target(w.index) if x.mutual and x.score >= least]
        return self.source.words[max(links, key=lambda x: x.score).source] if links else None

    def cosines(self, source: Sequence[Word], target: Sequence[Word]) -> Floats:
        """Float32 [source words, target words]: cosine of each pair, linked or not."""
        rows = self.source_vectors.words[[w.index for w in source]].astype(np.float32)
        columns = self.target_vectors.words[[w.index for w in target]].astype(np.float32)
        return np.asarray(rows @ columns.T, dtype=np.float32)

    def source_span(self, bead: Bead) -> Span | None:
        """The stretch of the source that a bead covers."""
        return _hull(self.source.segments, bead.source)

    def target_span(self, bead: Bead) -> Span | None:
        """The stretch of the target that a bead covers."""
        return _hull(self.target.segments, bead.target)


def _hull(segments: tuple[Segment, ...], chosen: tuple[int, ...]) -> Span | None:
    return Span.hull(segments[k].span for k in chosen) if chosen else None
