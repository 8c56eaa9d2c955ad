"""Which frame of the source an attribution frame of the translation renders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.bitext import Bitext
from qa_translate.checks.attribution.frames import Frame, Kind, Words

# What each kind of agreement between two frames is worth; a pair below LEAST is no pair.
CUE_LINKED, ROLE_LINKED, SAME_KIND, SAME_STANCE, SAME_SPEAKER = 2.0, 2.2, 0.3, 0.3, 0.05
# What the source's grammar lets be the speaker (an apposition with the name) is linked.
MAYBE_LINKED = 0.8
# A participle (قائلا) seldom renders as the verb that names the speaker.
AFTERTHOUGHT = 1.2
LEAST = 1.0
# Cosine of two unlinked cues from which the only two of a passage are a pair.
ALIKE = 0.53


@dataclass(frozen=True, slots=True)
class Pair:
    """A frame of the source and the frame of the translation that renders it."""

    source: Frame
    target: Frame
    score: float
    cue_linked: bool


def pair_frames(
    bitext: Bitext, source: Sequence[Frame], target: Sequence[Frame], *, loosely: bool = False
) -> list[Pair]:
    """Greedy best pairs within aligned passages; a frame is in one pair at most.

    Args:
        bitext: source and translation.
        source, target: their frames.
        loosely: pair also the only two that the others of a passage leave over.
    """
    by_segment: dict[int, list[int]] = defaultdict(list)
    for i, frame in enumerate(source):
        by_segment[frame.segment].append(i)
    candidates: list[tuple[float, bool, int, int]] = []
    for j, frame in enumerate(target):
        bead = bitext.bead_of_target(frame.segment)
        if bead is None or not bead.source:
            continue
        for i in (i for segment in bead.source for i in by_segment[segment]):
            score, linked = _score(bitext, source[i], frame)
            if score >= LEAST:
                candidates.append((score, linked, i, j))
    pairs = _greedy(candidates, source, target)
    return sorted(
        (*pairs, *_left_alone(bitext, source, target, pairs, loosely=loosely)), key=lambda p: p.target.cue[0].index
    )


def _left_alone(
    bitext: Bitext, source: Sequence[Frame], target: Sequence[Frame], pairs: Sequence[Pair], *, loosely: bool
) -> Iterator[Pair]:
    """The only frames of an aligned passage on both sides that nothing else is paired with."""
    paired = {id(f) for p in pairs for f in (p.source, p.target)}
    for bead in bitext.beads:
        own = [f for f in source if f.segment in bead.source and f.kind is not Kind.CONTINUATION]
        other = [f for f in target if f.segment in bead.target]
        if loosely:
            own, other = ([f for f in frames if id(f) not in paired] for frames in (own, other))
        if len(own) != 1 or len(other) != 1 or {id(own[0]), id(other[0])} & paired:
            continue
        if float(bitext.cosines(own[0].cue, other[0].cue).max()) >= ALIKE:
            yield Pair(own[0], other[0], _score(bitext, own[0], other[0])[0], cue_linked=False)


def _greedy(
    candidates: list[tuple[float, bool, int, int]], source: Sequence[Frame], target: Sequence[Frame]
) -> list[Pair]:
    used_source: set[int] = set()
    used_target: set[int] = set()
    pairs = []
    for score, linked, i, j in sorted(candidates, key=lambda c: (-c[0], c[3], c[2])):
        if i not in used_source and j not in used_target:
            used_source.add(i)
            used_target.add(j)
            pairs.append(Pair(source[i], target[j], score, linked))
    return pairs


def _score(bitext: Bitext, source: Frame, target: Frame) -> tuple[float, bool]:
    cue_linked = linked(bitext, target.cue, source.cue)
    roles = source.speaker + source.addressee + source.relayer
    score = CUE_LINKED * cue_linked
    for words in (target.speaker, target.addressee, target.relayer):
        score += ROLE_LINKED * linked(bitext, words, roles)
    if not linked(bitext, target.speaker, roles):
        score += MAYBE_LINKED * linked(bitext, target.speaker, source.maybe)
    score += SAME_SPEAKER * linked(bitext, target.speaker, source.speaker)
    score += SAME_KIND * (source.kind is target.kind) + SAME_STANCE * (source.stance == target.stance)
    score -= AFTERTHOUGHT * (source.kind is Kind.CONTINUATION and bool(target.speaker))
    if Kind.SOURCE in (source.kind, target.kind) and source.kind is not target.kind:
        score -= 0.2
    return score, cue_linked


def linked(bitext: Bitext, target: Words, source: Words) -> bool:
    """Whether any word of `target` is linked to any of `source`."""
    wanted = {w.index for w in source}
    return any(link.source in wanted for w in target for link in bitext.links_of_target(w.index))
