"""Which cues of the two sides of a passage are counterparts."""

from __future__ import annotations

from collections.abc import Iterable

from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.sides import Sides

Pair = tuple[Cue, Cue]

# What each kind of agreement between two cues is worth; what is negated says more than one "not" among several
OWN_LINKED, SCOPE_LINKED, REACH_LINKED = 2.0, 3.0, 1.0
# Words by which a negation may move in a sentence
FAR = 10


def pairs(sides: Sides, source: list[Cue], target: list[Cue], least: float = REACH_LINKED) -> list[Pair]:
    """The cues of both sides that answer each other with a score of `least`, best first, each in one pair at most."""
    candidates = []
    own_source, own_target = ([_own(c, cues) for c in cues] for cues in (source, target))
    for i, s in enumerate(source):
        own, scope, reach = sides.linked(own_source[i]), sides.linked(w.index for w in s.scope), sides.linked(s.reach)
        for j, t in enumerate(target):
            if _crossed(s, t, target) or _crossed(t, s, source):
                continue
            score = OWN_LINKED * bool(own & own_target[j]) + REACH_LINKED * bool(reach & (t.reach | own_target[j]))
            score += SCOPE_LINKED * any(w.index in scope for w in t.scope)
            if score >= least and (least < OWN_LINKED or own & own_target[j]):
                candidates.append((score + (s.weight is t.weight), -abs(i - j), i, j))
    return _greedy(candidates, source, target)


def moved(forward: Sides, source: list[Cue], target: list[Cue]) -> list[Pair]:
    """The same negation at another place of the sentence, nearest first."""
    candidates = []
    for i, s in enumerate(source):
        place = forward.place(s)
        for j, t in enumerate(target):
            distance = abs(place[1] - t.words[0].index) if place else FAR
            # "contrary to rumours" opens a sentence that خلافا لما يشاع closes
            if distance <= FAR or s.weight is t.weight is Weight.LEXICAL:
                candidates.append((float(s.weight is t.weight), -distance, i, j))
    return _greedy(candidates, source, target)


def without(cues: list[Cue], taken: Iterable[Pair]) -> list[Cue]:
    """The cues that are in none of the pairs `taken`."""
    gone = {id(c) for pair in taken for c in pair}
    return [c for c in cues if id(c) not in gone]


def _negated(cue: Cue, cues: list[Cue]) -> Cue | None:
    """The word of `cues` with a negation of its own that `cue` negates in turn: "rule out" in "not rule out"."""
    if cue.weight is Weight.INHERENT:
        return None
    scope = {w.index for w in cue.scope}
    return next((c for c in cues if c.weight is Weight.INHERENT and scope & c.own), None)


def _crossed(one: Cue, other: Cue, others: list[Cue]) -> bool:
    """Whether `other` only negates what may be the counterpart of `one`."""
    return one.weight is Weight.INHERENT and _negated(other, others) is not None


def _own(cue: Cue, cues: list[Cue]) -> frozenset[int]:
    """Words of a cue; those that negate it are linked in its place as often as not."""
    around = (c.own for c in cues if cue.weight is Weight.INHERENT and _negated(c, cues) is cue)
    return cue.own.union(*around)


def _greedy(candidates: list[tuple[float, int, int, int]], source: list[Cue], target: list[Cue]) -> list[Pair]:
    used_source: set[int] = set()
    used_target: set[int] = set()
    found = []
    for _, _, i, j in sorted(candidates, reverse=True):
        if i not in used_source and j not in used_target:
            used_source.add(i)
            used_target.add(j)
            found.append((source[i], target[j]))
    return found
