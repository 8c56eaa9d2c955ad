"""Segments that the sentence alignment put into a passage that hardly any of their words belong to.

A sentence left out of the translation, or added there, is easily swallowed by the passage beside it. Each segment of a
merged passage has to earn its place by linked words; one that does not goes to the neighbour that it fits, or stands
alone.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from qa_translate.article import Document
from qa_translate.bitext import Bead, Bitext
from qa_translate.words import word_pairs

# A segment needs this share of its longer words linked this well, if it has as many of them.
LEAST_SUPPORT = 0.21
ADOPTED_SUPPORT = 0.35
LEAST_COSINE = 0.58
SHORTEST = 3
LONG_WORD = 4


def without_strangers(bitext: Bitext) -> tuple[Bead, ...]:
    """The beads of `bitext` with strangers moved to a neighbour or set alone; the same beads where there are none."""
    beads = list(bitext.beads)
    links = (
        {x.source for x in bitext.links if x.score >= LEAST_COSINE},
        {x.target for x in bitext.links if x.score >= LEAST_COSINE},
    )
    k = 0
    while k < len(beads):
        bead = beads[k]
        lost_source = _stranger(bitext.source, bead.source, links[0]) if bead.target else None
        lost_target = _stranger(bitext.target, bead.target, links[1]) if bead.source and lost_source is None else None
        if lost_source is not None:
            beads[k] = replace(bead, source=tuple(i for i in bead.source if i != lost_source))
            _settle(bitext, beads, k, Bead((lost_source,), ()), first=lost_source == bead.source[0])
        elif lost_target is not None:
            beads[k] = replace(bead, target=tuple(j for j in bead.target if j != lost_target))
            _settle(bitext, beads, k, Bead((), (lost_target,)), first=lost_target == bead.target[0])
        else:
            k += 1
    return tuple(beads)


def _stranger(document: Document, segments: tuple[int, ...], linked: set[int]) -> int | None:
    """The first or last segment of one side of a merged bead, if its words are hardly linked and the others' are."""
    if len(segments) < 2:
        return None
    shares = {k: _share(document, k, linked) for k in segments}
    for k in (segments[0], segments[-1]):
        if shares[k] < LEAST_SUPPORT and max(shares.values()) > 2 * LEAST_SUPPORT:
            return k
    return None


def _share(document: Document, segment: int, linked: set[int]) -> float:
    words = [w for w in document.words_of(document.segments[segment]) if len(w.form) >= LONG_WORD]
    return sum(w.index in linked for w in words) / len(words) if len(words) >= SHORTEST else 1.0


def _settle(bitext: Bitext, beads: list[Bead], k: int, alone: Bead, *, first: bool) -> None:
    """Join a stranger of bead `k` to the bead on its side of it, where its words fit; else insert it as a bead."""
    neighbour = k - 1 if first else k + 1
    if 0 <= neighbour < len(beads):
        other = beads[neighbour]
        joined = Bead(
            tuple(sorted(other.source + alone.source)),
            tuple(sorted(other.target + alone.target)),
            other.score,
            other.moved,
        )
        if other.source and other.target and _adjacent(joined) and _fits(bitext, other, alone):
            beads[neighbour] = joined
            return
    beads.insert(k if first else k + 1, alone)


def _adjacent(bead: Bead) -> bool:
    return all(b - a == 1 for side in (bead.source, bead.target) for a, b in pairwise(side))


def _fits(bitext: Bitext, bead: Bead, alone: Bead) -> bool:
    """Whether enough words of the stranger find a mutual best match in `bead`."""
    source = bitext.source_words(alone) or bitext.source_words(bead)
    target = bitext.target_words(alone) or bitext.target_words(bead)
    pairs = [p for p in word_pairs(bitext.cosines(source, target)) if p[3] and p[2] >= LEAST_COSINE]
    if alone.source:
        return _share(bitext.source, alone.source[0], {source[i].index for i, *_ in pairs}) >= ADOPTED_SUPPORT
    return _share(bitext.target, alone.target[0], {target[j].index for _, j, *_ in pairs}) >= ADOPTED_SUPPORT
