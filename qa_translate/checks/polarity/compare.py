"""Which cues of the source and of the translation answer each other, and which stand alone."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.bitext import Bitext
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.reader import Reader

# What each kind of agreement between two cues is worth; what is negated says more than one "not" among several
OWN_LINKED, SCOPE_LINKED, REACH_LINKED = 2.0, 3.0, 1.0
# Words by which a negation may move in a sentence
FAR = 10
# Words between a cue's place on the other side and a word that may answer it
NEAR = 4
# Cosine of a link that is good enough to say where a word went, and to say what became of it
SURE, EXPLAINED = 0.55, 0.6

# Words within which two hedges are one
DOUBLE = 2
# Cosine that makes an unlinked word the likely counterpart
LIKELY = 0.55

Absorbed = Callable[[Word], bool]


class Trust(enum.StrEnum):
    """How the counterpart of what a cue applies to was found."""

    LINKED = "linked"  # by the word alignment
    NEAREST = "nearest"  # the likeliest word of the passage
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


class Sides:
    """A bitext looked at from one of its sides."""

    def __init__(self, bitext: Bitext, source: Reader, target: Reader, *, from_source: bool) -> None:
        self.bitext = bitext
        self.from_source = from_source
        self.here, self.there = (source, target) if from_source else (target, source)

    def links(self, word: int) -> list[tuple[float, int, bool]]:
        """(cosine, word of the other side, mutual) of the links of `word`."""
        if self.from_source:
            return [(k.score, k.target, k.mutual) for k in self.bitext.links_of_source(word)]
        return [(k.score, k.source, k.mutual) for k in self.bitext.links_of_target(word)]

    def light(self, word: int) -> bool:
        """Whether a word of the other side carries no sense of its own."""
        return self.there.is_light(self.there.document.words[word])

    def linked(self, words: Iterable[int]) -> set[int]:
        """Words of the other side linked to any of `words`."""
        return {other for w in words for _, other, _ in self.links(w)}

    def nearest(self, cue: Cue) -> list[tuple[float, int]]:
        """The likeliest counterpart of what an unlinked cue applies to: cosine and word of the other side."""
        segment = cue.words[0].segment
        bead = self.bitext.bead_of_source(segment) if self.from_source else self.bitext.bead_of_target(segment)
        if not cue.scope or bead is None:
            return []
        others = self.bitext.target_words(bead) if self.from_source else self.bitext.source_words(bead)
        others = tuple(w for w in others if not self.there.is_light(w))
        if not others:
            return []
        sides = (cue.scope, others) if self.from_source else (others, cue.scope)
        cosines = self.bitext.cosines(*sides)
        best = (cosines if self.from_source else cosines.T).max(axis=0)
        k = int(best.argmax())
        return [(float(best[k]), others[k].index)] if best[k] >= LIKELY else []

    def place(self, cue: Cue) -> tuple[float, int] | None:
        """Where on the other side the cue should stand, and the cosine of the link that says so.

        It is beside what its scope became, or its words, or else its nearest neighbours.
        """
        for words in (cue.scope, cue.words):
            sure = [(s, o) for w in words for s, o, m in self.links(w.index) if m]
            if sure:
                return max(sure)
        segment, at = self.here.document.segments[cue.words[0].segment], cue.words[-1].index
        for step in range(1, NEAR + 1):
            for k in (at + step, at - step):
                sure = [(s, o) for s, o, m in self.links(k) if m] if segment.first <= k < segment.last else []
                if sure:
                    return max(sure)
        return None


def pairs(sides: Sides, source: list[Cue], target: list[Cue], least: float = REACH_LINKED) -> list[tuple[Cue, Cue]]:
    """The cues of both sides that answer each other with a score of `least`, best first, each in one pair at most."""
    candidates = []
    for i, s in enumerate(source):
        own, scope, reach = sides.linked(s.own), sides.linked(w.index for w in s.scope), sides.linked(s.reach)
        for j, t in enumerate(target):
            score = OWN_LINKED * bool(own & t.own) + REACH_LINKED * bool(reach & t.reach)
            score += SCOPE_LINKED * any(w.index in scope for w in t.scope)
            if score >= least and (least < OWN_LINKED or own & t.own):
                candidates.append((score + (s.weight is t.weight), -abs(i - j), i, j))
    return _greedy(candidates, source, target)


def _moved(forward: Sides, source: list[Cue], target: list[Cue]) -> list[tuple[Cue, Cue]]:
    """The same negation at another place of the sentence, nearest first."""
    candidates = []
    for i, s in enumerate(source):
        place = forward.place(s)
        for j, t in enumerate(target):
            distance = abs(place[1] - t.words[0].index) if place else FAR
            if distance <= FAR:
                candidates.append((float(s.weight is t.weight), -distance, i, j))
    return _greedy(candidates, source, target)


def _greedy(
    candidates: list[tuple[float, int, int, int]], source: list[Cue], target: list[Cue]
) -> list[tuple[Cue, Cue]]:
    used_source: set[int] = set()
    used_target: set[int] = set()
    found = []
    for _, _, i, j in sorted(candidates, reverse=True):
        if i not in used_source and j not in used_target:
            used_source.add(i)
            used_target.add(j)
            found.append((source[i], target[j]))
    return found


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
    free = _without(source, taken), _without(target, taken)
    firm_source = [s for s in _firm(free[0]) if not _held(forward, s, source, target, absorbed and absorbed[1])]
    firm_target = [t for t in _firm(free[1]) if not _held(backward, t, target, source, absorbed and absorbed[0])]
    taken += _moved(forward, firm_source, firm_target)
    for least in (OWN_LINKED, REACH_LINKED):
        taken += pairs(forward, _without(source, taken), _without(target, taken), least)
    left_source, left_target = _without(source, taken), _without(target, taken)
    lost, added = _without(firm_source, taken), _without(firm_target, taken)
    partner = {(a is s, w): b.words for s, t in taken for a, b in ((s, t), (t, s)) for w in a.own}
    alone_source = [_alone(forward, s, partner) for s in lost if not _answered(forward, backward, s, left_target)]
    alone_target = [_alone(backward, t, partner) for t in added if not _answered(backward, forward, t, left_source)]
    if absorbed is None:
        return alone_source, alone_target
    return (
        [a for a in alone_source if not any(map(absorbed[1], a.answer))],
        [a for a in alone_target if not any(map(absorbed[0], a.answer))],
    )


def _firm(cues: list[Cue]) -> list[Cue]:
    return [c for c in cues if c.weight not in (Weight.SOFT, Weight.IDIOM)]


def _negators(cues: list[Cue]) -> list[Cue]:
    return [c for c in cues if c.weight is not Weight.SOFT]


def _without(cues: list[Cue], taken: list[tuple[Cue, Cue]]) -> list[Cue]:
    gone = {id(c) for pair in taken for c in pair}
    return [c for c in cues if id(c) not in gone]


def _held(sides: Sides, cue: Cue, cues: list[Cue], others: list[Cue], absorbed: Absorbed | None) -> bool:
    """Whether something holds the counterpart already: one cue for two, a prefix of a linked word, or a mere name."""
    if absorbed is None:
        gaps = (abs(a.index - b.index) for c in cues if c is not cue for a in c.words for b in cue.words)
        return min(gaps, default=DOUBLE + 1) <= DOUBLE
    own = sides.linked(cue.own)
    if any(own & other.own for other in others if other.weight is not Weight.SOFT):
        return True
    names = [k for w in cue.own for _, k, m in sides.links(w) if m and sides.there.is_name(k)]
    return bool(names) or any(absorbed(sides.there.document.words[k]) for k in sides.linked(cue.reach))


def _answered(sides: Sides, reverse: Sides, cue: Cue, left: list[Cue]) -> bool:
    """Whether a word beside the cue's place may answer it, and is not accounted for by another word."""
    place = sides.place(cue)
    if place is None:
        return True
    places = {place[1], *(k for w in cue.reach for _, k, m in sides.links(w) if m)}
    for other in left:
        if min(abs(w.index - k) for w in other.words for k in places) > NEAR:
            continue
        links = [link for w in other.words for link in reverse.links(w.index)]
        elsewhere = [s for s, k, m in links if m and k not in cue.reach and not reverse.light(k)]
        if max(elsewhere, default=0.0) < EXPLAINED:
            return True
    return False


def _scope_links(sides: Sides, cue: Cue) -> list[tuple[float, int]]:
    """Cosine and word of the other side, of what the cue applies to and of the auxiliary that stands for the cue."""
    found = [(s, sides.there.lexical(k)) for w in cue.scope for s, k, m in sides.links(w.index) if m or s >= SURE]
    for s, k, m in (link for w in cue.words for link in sides.links(w.index)):
        if m and (verb := sides.there.lexical(k)) != k:
            found.append((s, verb))  # لن: "would" (launch)
    return [(s, k) for s, k in found if not sides.light(k)]


def _alone(sides: Sides, cue: Cue, partner: dict[tuple[bool, int], tuple[Word, ...]]) -> Alone:
    links, trust = _scope_links(sides, cue), Trust.LINKED
    if not links:
        # "did not deny" for نفى: what is negated is itself a cue, which has its counterpart
        key = [(sides.from_source, w.index) for w in cue.scope]
        links = [(SURE, w.index) for k in key for w in partner.get(k, ())]
    if not links and cue.weight is Weight.STRONG:
        links, trust = sides.nearest(cue), Trust.NEAREST
    if not links:
        links, trust = [place] if (place := sides.place(cue)) else [], Trust.PLACE
    answer = tuple(sides.there.document.words[k] for k in sorted({k for _, k in links}))
    return Alone(cue, answer, trust, max((s for s, _ in links), default=0.0))
