"""What differs in polarity or stance between two documents, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.polarity.classes import (
    AFAR,
    DIRECTION,
    Clash,
    Classed,
    Opposites,
    clashes,
    negated,
    negated_from_afar,
    opposed,
    said_otherwise,
)
from qa_translate.checks.polarity.compare import Alone, Trust, alone
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.reader import Words
from qa_translate.checks.polarity.rules import (
    ADDED_HEDGE,
    ADDED_NEGATION,
    CHANGED_CUE,
    LOST_HEDGE,
    LOST_NEGATION,
    REVERSED,
)
from qa_translate.checks.polarity.sides import Sides
from qa_translate.checks.polarity.text import Text
from qa_translate.finding import Rule

# How probable a doubt is that rests on a sure link: of negations, of hedges, of opposites
NEGATION, HEDGE, OPPOSITE = 0.75, 0.65, 0.75
HEDGE_UNPARSED = 0.75
# ... and what is taken off a negation that no link and no syntax places
UNPARSED = 0.06
# ... that a hedge became a word of certainty
ASSURED = 0.75
# ... and what is taken off where the word that lacks the cue, or the opposite, is less sure
_UNSURE = {Trust.LINKED: 0.0, Trust.NEAREST: 0.22, Trust.BARE: 0.2, Trust.PLACE: 0.4}
_INHERENT, _NOT_MUTUAL, _UNLINKED = 0.15, 0.18, 0.2
# ... and where what a negated copula denies has no linked counterpart ("took some persuading": was not easy)
_COPULAR = 0.15
ANSWERED = 0.4
# Cosine from which two words may be what one sentence negates that was cut in two
_SAME_WORD = 0.5
_MOVED = {
    LOST_NEGATION: ADDED_NEGATION,
    ADDED_NEGATION: LOST_NEGATION,
    LOST_HEDGE: ADDED_HEDGE,
    ADDED_HEDGE: LOST_HEDGE,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A difference, before it becomes a finding.

    Attributes:
        rule: what kind it is.
        strength: uncalibrated probability.
        source, target: the words of both sides; those that should hold a missing cue on the side that lacks it.
        cosine: of the link between them, 0 where there is none.
    """

    rule: Rule
    strength: float
    source: Words
    target: Words
    cosine: float


def differences(bitext: Bitext, source: Text, target: Text, opposites: Opposites) -> Iterator[Doubt]:
    """All doubts about a bitext, by passage."""
    forward = Sides(bitext, source.reader, target.reader, from_source=True)
    backward = Sides(bitext, source.reader, target.reader, from_source=False)
    doubts = [list(_Passage(bead, forward, backward, source, target, opposites).doubts()) for bead in bitext.beads]
    for k, here in enumerate(doubts):
        around = range(max(0, k - 1), min(k + 2, len(doubts)))
        beside = {doubt.rule for j in around if j != k for doubt in doubts[j]}
        unpaired = [bitext.beads[j] for j in around if not (bitext.beads[j].source and bitext.beads[j].target)]
        # What one passage lacks and its neighbour has too much was moved across, or the passages are aligned askew.
        yield from (
            doubt
            for doubt in here
            if _MOVED.get(doubt.rule) not in beside and not _said_beside(bitext, doubt, unpaired, source, target)
        )


def _said_beside(bitext: Bitext, doubt: Doubt, unpaired: list[Bead], source: Text, target: Text) -> bool:
    """Whether a sentence beside the passage, aligned to nothing, negates what the doubt says that nothing negates."""
    if doubt.rule is ADDED_NEGATION:
        cues = [c for bead in unpaired for c in source.negations_of(bead.source)]
        pairs = [(c.scope, doubt.target) for c in cues if c.weight is Weight.STRONG]
    elif doubt.rule is LOST_NEGATION:
        cues = [c for bead in unpaired for c in target.negations_of(bead.target)]
        pairs = [(doubt.source, c.scope) for c in cues if c.weight is Weight.STRONG]
    else:
        return False
    return any(bitext.cosines(one, other).max() >= _SAME_WORD for one, other in pairs if one and other)


@dataclass(frozen=True)
class _Passage:
    """One bead, and what to look at it with."""

    bead: Bead
    forward: Sides
    backward: Sides
    source: Text
    target: Text
    opposites: Opposites

    def doubts(self) -> Iterator[Doubt]:
        if not (self.bead.source and self.bead.target):
            return
        negations, clashes_ = list(self._negations()), list(self._clashes())
        opposites = [_reversed(clash) for clash, turned in clashes_ if not turned]
        turning = [clash for clash, _ in clashes_ if clash.group == DIRECTION]
        if negations and turning:
            # "take no more than four days" for "will not take more than": one answers the other
            opposites = list(map(_answered, opposites))
            negations = [_answered(d) if any(_beside(d, clash) for clash in turning) else d for d in negations]
        elif len({doubt.rule for doubt in negations}) == 1 and self._is_balanced():
            negations = list(map(_answered, negations))  # as many negations on both sides, put in other places
        yield from negations
        yield from self._hedges()
        yield from opposites
        yield from self._negated_opposites()

    def _is_balanced(self) -> bool:
        source, target = ([c for c in cues if c.weight is not Weight.SOFT] for cues in self._negated())
        return len(source) == len(target)

    def _negations(self) -> Iterator[Doubt]:
        absorbed = self.source.affixed, self.target.affixed
        lost, added = alone(self.forward, self.backward, *self._negated(), absorbed)
        here, there = self._classed(self.source, self.bead.source), self._classed(self.target, self.bead.target)
        classed, text = [*here, *there], self.source.reader.document.text
        for a in lost:
            if not opposed(self.opposites, a.cue.scope, a.answer, classed):
                doubt = _lost(LOST_NEGATION, a, NEGATION)
                yield _answered(doubt) if said_otherwise(a.cue, self.opposites, here, there, text) else doubt
        for a in added:
            if not opposed(self.opposites, a.answer, a.cue.scope, classed):
                unparsed = a.trust is not Trust.LINKED and not self.target.reader.parse
                yield _added(ADDED_NEGATION, a, NEGATION - UNPARSED * unparsed)

    def _hedges(self) -> Iterator[Doubt]:
        own = self.source.hedges_of(self.bead.source)
        hedges = own, self._unrendered(self.target.hedges_of(self.bead.target), own)
        lost, added = alone(self.forward, self.backward, *hedges)
        # Without syntax more words answer a hedge: where none does, it is lost more surely.
        base = HEDGE if self.target.reader.parse else HEDGE_UNPARSED
        assured = list(self._assured(own))
        yield from assured or (self._perhaps_said(_lost(LOST_HEDGE, a, base), hedges[1]) for a in lost)
        yield from (_added(ADDED_HEDGE, a, HEDGE) for a in added)

    def _unrendered(self, hedges: list[Cue], own: list[Cue]) -> list[Cue]:
        """Without syntax: hedges of the translation save the soft ones that render another word ("warn": حذر)."""
        if self.target.reader.parse:
            return hedges
        firm = {w.index for c in own if c.weight is not Weight.SOFT for w in c.words}
        words = (c for c in self._classed(self.source, self.bead.source) if firm.isdisjoint(w.index for w in c.words))
        here = {name for c in words for name in c.classes}
        classed = self._classed(self.target, self.bead.target)
        rendering = {w.index for c in classed if here & c.classes for w in c.words}
        return [c for c in hedges if c.weight is not Weight.SOFT or not rendering & {w.index for w in c.words}]

    def _perhaps_said(self, doubt: Doubt, hedges: list[Cue]) -> Doubt:
        """Without syntax a firm hedge far off may be what a lost one became: a German verb ends its clause."""
        firm = any(c.weight not in (Weight.SOFT, Weight.IDIOM) for c in hedges)
        firm = firm or self.target.has_modal(self.bead.target)
        return _answered(doubt) if firm and not self.target.reader.parse else doubt

    def _assured(self, hedges: list[Cue]) -> Iterator[Doubt]:
        """The first firm hedge of a source that nowhere says that something is certain, where the translation does."""
        firm = [c for c in hedges if c.weight is Weight.STRONG]
        said = self.target.certain_of(self.bead.target)
        if firm and said and not self.source.certain_of(self.bead.source):
            yield Doubt(LOST_HEDGE, ASSURED, (*firm[0].words, *firm[0].scope), said[0], 0.0)

    def _negated_opposites(self) -> Iterator[Doubt]:
        """What is denied on the one side is the opposite of what is denied on the other: "not before it", لا بعده."""
        here, there = self._classed(self.source, self.bead.source), self._classed(self.target, self.bead.target)
        for s in self._negated()[0]:
            linked = self.forward.linked(s.own)
            for t in self._negated()[1]:
                if not (s.weight is t.weight is Weight.STRONG and linked & t.own):
                    continue
                one, other = _classes_of(s, here), _classes_of(t, there)
                if one and other and self.opposites.group(one, other) == DIRECTION:
                    yield Doubt(REVERSED, OPPOSITE, (*s.words, *s.scope), (*t.words, *t.scope), 0.0)

    def _clashes(self) -> Iterator[tuple[Clash, bool]]:
        """Opposites, and whether a negation before one of them turns it into the other ("not use more than")."""
        source, target = (
            self.opposites.with_kin(self._classed(text, segments))
            for text, segments in ((self.source, self.bead.source), (self.target, self.bead.target))
        )
        for clash in clashes(self.forward, self.backward, self.opposites, source, target):
            sides = list(zip((clash.source, clash.target), self._negated(), (self.source, self.target), strict=True))
            near = [_is_negated(words, cues) for words, cues, _ in sides]
            if near[0] is not near[1]:
                continue  # "did not deny" for أكد: the opposite of an opposite is no difference
            afar = [negated_from_afar(words, cues, text.reader.document.text) for words, cues, text in sides]
            yield clash, afar[0] is not afar[1] and self.opposites.is_turned(clash.classes)

    def _negated(self) -> tuple[list[Cue], list[Cue]]:
        return self.source.negations_of(self.bead.source), self.target.negations_of(self.bead.target)

    @staticmethod
    def _classed(text: Text, segments: tuple[int, ...]) -> list[Classed]:
        return [c for k in segments for c in text.classed[k]]


def _answered(doubt: Doubt) -> Doubt:
    """A doubt that another difference of the passage probably explains."""
    return replace(doubt, strength=doubt.strength - ANSWERED)


def _beside(doubt: Doubt, clash: Clash) -> bool:
    """Whether a clash stands so near a doubt about a negation, on either side, that one may answer the other."""
    sides = (doubt.source, clash.source), (doubt.target, clash.target)
    gaps = (abs(a.index - b.index) for one, other in sides for a in one for b in other)
    return min(gaps, default=AFAR) <= AFAR


def _classes_of(cue: Cue, classed: list[Classed]) -> frozenset[str]:
    """Classes of the words that `cue` applies to."""
    scope = {w.index for w in cue.scope}
    return frozenset(name for c in classed if scope & {w.index for w in c.words} for name in c.classes)


def _is_negated(words: Words, cues: list[Cue]) -> bool:
    firm = (c for c in cues if c.weight in (Weight.STRONG, Weight.LEXICAL))
    return negated((w.index for w in words), firm)


def _strength(a: Alone, base: float) -> float:
    unsaid = a.cue.copular and a.trust is not Trust.LINKED
    return base - _UNSURE[a.trust] - _INHERENT * (a.cue.weight is Weight.INHERENT) - _COPULAR * unsaid


def _lost(rule: Rule, a: Alone, base: float) -> Doubt:
    return Doubt(rule, _strength(a, base), (*a.cue.words, *a.cue.scope), a.answer, a.cosine)


def _added(rule: Rule, a: Alone, base: float) -> Doubt:
    return Doubt(rule, _strength(a, base), a.answer, (*a.cue.words, *a.cue.scope), a.cosine)


def _reversed(clash: Clash) -> Doubt:
    rule = REVERSED if clash.group == DIRECTION else CHANGED_CUE
    off = _UNLINKED if not clash.cosine else 0.0 if clash.mutual else _NOT_MUTUAL
    return Doubt(rule, OPPOSITE - off, clash.source, clash.target, clash.cosine)
