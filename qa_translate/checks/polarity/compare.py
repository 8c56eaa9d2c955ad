"""Which cues of the source and of the translation answer each other, and which stand alone."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.pairing import OWN_LINKED, REACH_LINKED, Pair, moved, pairs, without
from qa_translate.checks.polarity.sides import NEAR, Sides

# Cosine of a link that is good enough to say where a word went, and to say what became of it
SURE, EXPLAINED = 0.55, 0.6
# Words within which two hedges are one
DOUBLE = 2

Absorbed = Callable[[Word], bool]


class Trust(enum.StrEnum):
    """How the counterpart of what a cue applies to was found."""

    LINKED = "linked"  # by the word alignment
    NEAREST = "nearest"  # the likeliest word of the passage
    BARE = (
        "bare"  # the likeliest word that has no other counterpart, in a passage where nothing else may answer the cue
    )
    PLACE = "place"  # only where it should stand is known


@dataclass(frozen=True, slots=True)
class Alone:
    """A cue without counterpart.

    Attributes:
        cue: the cue.
        answer: words of the other side linked to what the cue applies to, or the word beside which it should stand.
        trust: how these words were found.
        cosine: of the best of these links, 0 where there is none.
    """

    cue: Cue
    answer: tuple[Word, ...]
    trust: Trust
    cosine: float


@dataclass(frozen=True)
class _Side:
    """One side of a passage whose cues are compared with the other's.

    Attributes:
        sides: the bitext from this side.
        reverse: the bitext from the other side.
        cues, others: all cues of this side and of the other.
        absorbed: see `alone`; of the other side's words.
        taken: cues of both sides that answer each other.
    """

    sides: Sides
    reverse: Sides
    cues: list[Cue]
    others: list[Cue]
    absorbed: Absorbed | None
    taken: Sequence[Pair]

    def partner(self, cue: Cue) -> Cue | None:
        """The counterpart of a cue of either side."""
        return next((b for s, t in self.taken for a, b in ((s, t), (t, s)) if a is cue), None)

    def held(self, cue: Cue) -> bool:
        """Whether something holds the counterpart: one cue for two, a prefix of a linked word, or a mere name."""
        if self.absorbed is None:
            gaps = (abs(a.index - b.index) for c in self.cues if c is not cue for a in c.words for b in cue.words)
            return cue.governed or min(gaps, default=DOUBLE + 1) <= DOUBLE
        own = self.sides.linked(cue.own)
        if any(own & o.own and not self._elsewhere(cue, o) for o in self.others if o.weight is not Weight.SOFT):
            return True
        names = [k for w in cue.own for _, k, m in self.sides.links(w) if m and self.sides.there.is_name(k)]
        there = self.sides.there.document.words
        return bool(names) or any(self.absorbed(there[k]) for k in self.sides.linked(cue.reach))

    def _elsewhere(self, cue: Cue, other: Cue) -> bool:
        """Whether `other` has its counterpart, and what `cue` negates lies surely outside of what `other` negates."""
        partner = self.partner(other)
        if partner is None or partner is cue:
            return False
        if partner.own & {w.index for w in cue.scope}:
            return True  # "did not rule out": the counterpart of "rule out" is none of "not"
        sure = {k for w in cue.scope for s, k, m in self.sides.links(w.index) if m and s >= EXPLAINED}
        sure |= {w.index for inner in self._inner(cue) for w in inner.words}
        inside = {w.index for w in (*other.scope, *other.shared)}
        return bool(sure) and not inside & sure and other.weight is Weight.STRONG

    def _inner(self, cue: Cue) -> list[Cue]:
        """Counterparts of the cues that `cue` negates: of "deny" in "did not deny"."""
        scope = {w.index for w in cue.scope}
        return [p for c in self.cues if c.own & scope and c is not cue and (p := self.partner(c))]

    def coordinated(self, cue: Cue) -> bool:
        """Whether `cue` repeats a negation that the other side says once for all ("not X or Y": لا س ولا ص)."""
        if not cue.coordinated:
            return False
        before = [c for c in self.cues if c.words[0].index < cue.words[0].index and c.weight is not Weight.SOFT]
        for other in reversed(before):
            if partner := self.partner(other):
                return bool(partner.shared) or self.sides.there.parse is None
            if not other.coordinated:
                return False
        return False

    def _affixed(self, cue: Cue) -> list[Cue]:
        """Words of the passage that may hold the counterpart of a negated noun or adjective ("uninsured")."""
        if self.absorbed is None or cue.weight is not Weight.LEXICAL:
            return []
        return [Cue(Weight.SOFT, (w,), ()) for w in self.sides.opposite(cue) if self.absorbed(w)]

    def _answer(self, cue: Cue, left: list[Cue]) -> Cue | None:
        """A word beside the cue's place that may answer it, and is not accounted for by another word."""
        place = self.sides.place(cue)
        places = {*([place[1]] if place else ()), *(k for w in cue.reach for _, k, m in self.sides.links(w) if m)}
        for other in (*left, *self._affixed(cue)):
            if min(abs(w.index - k) for w in other.words for k in places) > NEAR:
                continue
            links = [link for w in other.words for link in self.reverse.links(w.index)]
            elsewhere = [s for s, k, m in links if m and k not in cue.reach and not self.reverse.light(k)]
            if max(elsewhere, default=0.0) < EXPLAINED:
                return other
        return None

    def lone(self, cues: list[Cue], left: list[Cue]) -> list[Alone]:
        """Those of `cues` that nothing of the other side answers; `left` are its cues without counterpart."""
        answers = [(cue, self._answer(cue, left)) for cue in cues if self.sides.place(cue) is not None]
        bare = not without(left, [(cue, answer) for cue, answer in answers if answer is not None])
        found = [self._alone(cue, bare=bare) for cue, answer in answers if answer is None and not self.coordinated(cue)]
        return [a for a in found if self.absorbed is None or not any(map(self.absorbed, a.answer))]

    def _alone(self, cue: Cue, *, bare: bool) -> Alone:
        links, trust = self._scope_links(cue), Trust.LINKED
        if not links:
            # "did not deny" for نفى: what is negated is itself a cue, which has its counterpart
            links = [(SURE, w.index) for inner in self._inner(cue) for w in inner.words]
        if not links and cue.weight is Weight.STRONG:
            links, trust = self.sides.nearest(cue), Trust.NEAREST
        if not links and bare and cue.weight is Weight.STRONG:
            links, trust = self.sides.left_over(cue), Trust.BARE
        if not links:
            links, trust = [place] if (place := self.sides.place(cue)) else [], Trust.PLACE
        answer = tuple(self.sides.there.document.words[k] for k in sorted({k for _, k in links}))
        return Alone(cue, answer, trust, max((s for s, _ in links), default=0.0))

    def _scope_links(self, cue: Cue) -> list[tuple[float, int]]:
        """Cosine and word of the other side: of what the cue applies to, and of an auxiliary in the cue's place."""
        sides = self.sides
        found = [(s, sides.there.lexical(k)) for w in cue.scope for s, k, m in sides.links(w.index) if m or s >= SURE]
        for s, k, m in (link for w in cue.words for link in sides.links(w.index)):
            if m and (verb := sides.there.lexical(k)) != k:
                found.append((s, verb))  # لن: "would" (launch)
        return [(s, k) for s, k in found if not sides.light(k)]


def alone(
    forward: Sides,
    backward: Sides,
    source: list[Cue],
    target: list[Cue],
    absorbed: tuple[Absorbed, Absorbed] | None = None,
) -> tuple[list[Alone], list[Alone]]:
    """Cues of one bead that must have a counterpart and have none: of the source, and of the target.

    Args:
        forward, backward: the bitext from its source, from its target.
        source, target: the cues of the bead's segments.
        absorbed: whether a word of the source, of the target, that is linked to a cue of the other side or to its
            scope holds the counterpart in itself; None: no word does, but two cues side by side make one ("might
            perhaps").
    """
    taken = pairs(forward, _negators(source), _negators(target))
    taken += moved(forward, _firm(without(source, taken)), _firm(without(target, taken)))
    for least in (OWN_LINKED, REACH_LINKED):
        taken += pairs(forward, without(source, taken), without(target, taken), least)
    here = _Side(forward, backward, source, target, absorbed and absorbed[1], taken)
    there = _Side(backward, forward, target, source, absorbed and absorbed[0], taken)
    left_source, left_target = without(source, taken), without(target, taken)
    lost = [c for c in _firm(left_source) if not here.held(c)]
    added = [c for c in _firm(left_target) if not there.held(c)]
    return here.lone(lost, left_target), there.lone(added, left_source)


def _firm(cues: list[Cue]) -> list[Cue]:
    return [c for c in cues if c.weight not in (Weight.SOFT, Weight.IDIOM)]


def _negators(cues: list[Cue]) -> list[Cue]:
    return [c for c in cues if c.weight is not Weight.SOFT]
