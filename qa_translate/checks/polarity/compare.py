"""Which cues of the source and of the translation answer each other, and which stand alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.polarity.cues import Cue, Weight

# What each kind of agreement between two cues is worth
OWN_LINKED, SCOPE_LINKED = 3.0, 2.0
# Words between a cue's place on the other side and a word that may answer it
NEAR = 4
# Cosine of a link that is good enough to say where a word went
SURE = 0.55


@dataclass(frozen=True, slots=True)
class Alone:
    """A cue without counterpart.

    Attributes:
        cue: the cue.
        answer: words of the other side linked to what the cue applies to; may be empty.
        cosine: of the best of these links, 0 where there is none.
    """

    cue: Cue
    answer: tuple[Word, ...]
    cosine: float


class Sides:
    """A bitext looked at from one of its sides."""

    def __init__(self, bitext: Bitext, *, from_source: bool) -> None:
        self.bitext = bitext
        self.from_source = from_source

    def links(self, word: int) -> list[tuple[int, float, bool]]:
        """(word of the other side, cosine, mutual) of the links of `word`."""
        if self.from_source:
            return [(k.target, k.score, k.mutual) for k in self.bitext.links_of_source(word)]
        return [(k.source, k.score, k.mutual) for k in self.bitext.links_of_target(word)]

    def linked(self, words: Iterable[int]) -> set[int]:
        """Words of the other side linked to any of `words`."""
        return {other for w in words for other, _, _ in self.links(w)}

    def place(self, cue: Cue) -> int | None:
        """Where on the other side the cue should stand: beside what its scope, or its neighbours, became."""
        document = self.bitext.source if self.from_source else self.bitext.target
        for words in (cue.scope, cue.words):
            sure = [(s, o) for w in words for o, s, m in self.links(w.index) if m]
            if sure:
                return max(sure)[1]
        segment = document.segments[cue.words[0].segment]
        at = cue.words[-1].index
        for step in range(1, NEAR + 1):
            for k in (at + step, at - step):
                if segment.first <= k < segment.last:
                    sure = [(s, o) for o, s, m in self.links(k) if m]
                    if sure:
                        return max(sure)[1]
        return None


def pairs(bitext: Bitext, source: list[Cue], target: list[Cue]) -> set[tuple[int, int]]:
    """Indices of the cues of both sides that answer each other, best first, each in one pair at most."""
    sides = Sides(bitext, from_source=True)
    candidates = []
    for i, s in enumerate(source):
        own, reach = sides.linked(s.own), sides.linked(s.reach)
        for j, t in enumerate(target):
            score = OWN_LINKED * bool(own & t.own) + SCOPE_LINKED * bool(reach & t.reach)
            if score:
                both_strong = (s.weight is not Weight.SOFT) + (t.weight is not Weight.SOFT)
                candidates.append((score + both_strong, -abs(i - j), i, j))
    used: set[tuple[int, int]] = set()
    for _, _, i, j in sorted(candidates, reverse=True):
        if not any(a == i or b == j for a, b in used):
            used.add((i, j))
    return used


def alone(
    bitext: Bitext,
    bead: Bead,
    source: list[Cue],
    target: list[Cue],
    absorbed: Callable[[Word, bool], bool] = lambda _word, _on_target: False,
) -> tuple[list[Alone], list[Alone]]:
    """Cues of one bead that must have a counterpart and have none: of the source, and of the target.

    Args:
        bitext, bead: where to look.
        source, target: the cues of the bead's segments.
        absorbed: whether a word (of the target, if the second argument says so) that is linked to a cue or its scope
            may hold the counterpart in itself.
    """
    del bead
    taken = pairs(bitext, source, target)
    left_source = [s for i, s in enumerate(source) if all(a != i for a, _ in taken)]
    left_target = [t for j, t in enumerate(target) if all(b != j for _, b in taken)]
    firm_source = [s for s in left_source if s.weight is not Weight.SOFT]
    firm_target = [t for t in left_target if t.weight is not Weight.SOFT]
    while firm_source and firm_target:  # the same negation at another place of the sentence
        firm_source.pop()
        firm_target.pop()
    return (
        _unanswered(Sides(bitext, from_source=True), firm_source, target, absorbed),
        _unanswered(Sides(bitext, from_source=False), firm_target, source, absorbed),
    )


def _unanswered(
    sides: Sides, firm: list[Cue], others: list[Cue], absorbed: Callable[[Word, bool], bool]
) -> list[Alone]:
    document = sides.bitext.target if sides.from_source else sides.bitext.source
    found = []
    for cue in firm:
        place = sides.place(cue)
        if place is not None and any(abs(w.index - place) <= NEAR for o in others for w in o.words):
            continue
        reach = sides.linked(cue.reach)
        if any(absorbed(document.words[k], sides.from_source) for k in reach):
            continue
        links = [(s, k) for w in cue.scope for k, s, m in sides.links(w.index) if m or s >= SURE]
        answer = tuple(document.words[k] for k in sorted({k for _, k in links}))
        if not answer and place is not None:
            answer = (document.words[place],)
        found.append(Alone(cue, answer, max((s for s, _ in links), default=0.0)))
    return found
