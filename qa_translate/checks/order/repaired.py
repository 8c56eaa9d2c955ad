"""Words of two phrases paired otherwise than in the source, where no parser tells what depends on what.

Arabic sets what belongs to a noun right behind it, with the article of both (وقف القصف: the halt to the shelling).
Where two such pairs of one sentence have exchanged their second words, the translation says something else with the
same words: "a halt to the gunmen in exchange for the withdrawal of the shelling". So does a sentence whose words have
changed places around one that sets them against each other: "not the timetable but the price".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from qa_translate.arabic import fold
from qa_translate.article import Document, Side, Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity

REPAIRED = Rule(
    "re-paired-words",
    Category.ORDER,
    Severity.CRITICAL,
    "The words of two phrases are paired otherwise than in the source, or have changed places around 'not', 'but', "
    "'then' or 'before' (where no parser knows the language: with one, exchanged-phrases and misplaced-modifier tell "
    "more).",
    "Every word is there, and none belongs to what it belonged to.",
    "Source: وقف القصف مقابل انسحاب المسلحين ('a halt to the shelling in exchange for the gunmen's withdrawal'); "
    "translation: 'l’arrêt des hommes armés en échange du retrait des bombardements'.",
    "The translation joins the phrases in one ('the halt and the withdrawal, of shelling and gunmen').",
    frozenset({Need.SOURCE}),
    frozenset({"source:content"}),
)
STRENGTH, FIRMER, AROUND = 0.6, 0.1, 0.65
# Words from one that sets two others against each other to either of them; content words between those in the
# translation.
NEAR, BESIDE = 3, 8
# Words from one that parts two statements to what crossed it, on either side of both texts; cosine of such a link.
REACH, LIKELY = 8, 0.55
ARTICLE = "ال"
# What may stand between the words of one clause
_MARKS = ' «»"“”'
# Cosine of a link that says where a word went, and the mean from which all four are firm.
SURE, FIRM = 0.5, 0.65
# Content words between which two pairs stand, at most; of their places in a pair of
# the translation, and in the two that were pairs.
WITHIN, CLOSE, APART, FAR = 8, 1, 2, 3


@dataclass(frozen=True, slots=True)
class _Placed:
    """A content word of the source, its place among those, and the place of its counterpart among the translation's."""

    word: Word
    place: int
    there: int
    target: Word
    cosine: float


def repaired_words(case: Case) -> Iterator[Finding]:
    """Pairs of neighbours of the source that have exchanged partners; nothing where a parser tells more."""
    bitext = case.bitext
    if bitext is None or case.parse is not None:
        return
    own = case.vocabulary.topic(bitext.source.lang, "content")
    other = case.vocabulary.topic(bitext.target.lang, "content")
    if own is None or other is None:
        return
    function = [frozenset(map(fold, table["function"]["words"])) for table in (own, other)]
    for bead in bitext.beads:
        if bead.source and bead.target:
            yield from _in_passage(bitext, bead, *function)


def _in_passage(bitext: Bitext, bead: Bead, own: frozenset[str], other: frozenset[str]) -> Iterator[Finding]:
    placed = _placed(bitext, bead, own, other)
    pairs = [(a, b) for a, b in pairwise(placed) if _are_neighbours(bitext.source, a, b)]
    done: set[int] = set()
    for (a, b), (c, d) in combinations(pairs, 2):
        four = (a, b, c, d)
        if b.word.index + 1 >= c.word.index or d.place - a.place > WITHIN or done & {x.word.index for x in four}:
            continue
        if len({x.there for x in four}) == len(four) and _are_exchanged(a, b, c, d):
            done |= {x.word.index for x in four}
            yield _finding(bitext, four)


def _placed(
    bitext: Bitext, bead: Bead, own: frozenset[str], other: frozenset[str], *, mutual: bool = True
) -> Sequence[_Placed]:
    """Content words with their surest counterparts; those that another word has a better claim to, if not `mutual`."""
    content = [w for w in bitext.target_words(bead) if w.form not in other]
    places = {w.index: k for k, w in enumerate(content)}
    found_: list[_Placed] = []
    for place, word in enumerate(w for w in bitext.source_words(bead) if w.form not in own):
        known = (k for k in bitext.links_of_source(word.index) if k.target in places)
        links = [k for k in known if (k.mutual and k.score >= SURE) or (not mutual and k.score >= LIKELY)]
        best = max(links, key=lambda k: k.score, default=None)
        if best is not None:
            target = bitext.target.words[best.target]
            found_.append(_Placed(word, place, places[best.target], target, best.score))
    return found_


def _are_neighbours(document: Document, a: _Placed, b: _Placed) -> bool:
    """Whether two words are a noun and what belongs to it: side by side, only the second with an article."""
    if a.word.form.startswith(ARTICLE) or not b.word.form.startswith(ARTICLE):
        return False
    beside = b.word.index == a.word.index + 1 and a.word.segment == b.word.segment
    return beside and document.text[a.word.span.end : b.word.span.start].isspace()


def _are_exchanged(a: _Placed, b: _Placed, c: _Placed, d: _Placed) -> bool:
    """Whether each of four words stands beside a partner of the other pair, and far from its own."""
    straight = sorted((abs(a.there - b.there), abs(c.there - d.there)))
    if straight[0] < APART or straight[1] < FAR:
        return False
    crossed = max(abs(a.there - d.there), abs(b.there - c.there))
    return min(crossed, max(abs(a.there - c.there), abs(b.there - d.there))) <= CLOSE


def _finding(bitext: Bitext, four: tuple[_Placed, ...]) -> Finding:
    target = Span.hull(x.target.span for x in four)
    source = Span.hull(x.word.span for x in four)
    cosine = sum(x.cosine for x in four) / len(four)
    a, b, c, d = four
    message = (
        f"In the source “{a.word.text} {b.word.text}” and “{c.word.text} {d.word.text}” belong together; in "
        f"“{target.of(bitext.target.text)}” their words are paired otherwise."
    )
    strength = STRENGTH + FIRMER * (cosine >= FIRM)
    return found(
        REPAIRED, strength, message, target=target, source=source, evidence=(Evidence("word similarity", cosine),)
    )


def exchanged_around(case: Case) -> Iterator[Finding]:
    """Words around one that sets them against each other (A لا B, A بل B, A ثم B) in each other's place."""
    bitext = case.bitext
    if bitext is None or case.parse is not None:
        return
    table = case.vocabulary.topic(bitext.source.lang, "order", Side.SOURCE)
    own = case.vocabulary.topic(bitext.source.lang, "content")
    other = case.vocabulary.topic(bitext.target.lang, "content")
    reporting = case.vocabulary.topic(bitext.target.lang, "reporting") or {}
    if table is None or own is None or other is None or reporting.get("verb_final", False):
        return  # where the verb ends the sentence, what Arabic puts behind such a word stands before it
    pivots = frozenset(map(fold, table.get("against", {}).get("words", ())))
    parting = [tuple(map(fold, phrase.split())) for phrase in table.get("against", {}).get("parting", ())]
    function = [frozenset(map(fold, t["function"]["words"])) for t in (own, other)]
    for bead in bitext.beads:
        if bead.source and bead.target:
            passage = _Around(bitext, bead, *function)
            crossed = list(passage.crossed(parting))
            yield from crossed or passage.exchanged(pivots)


class _Around:
    """The words of a passage around those that set others against each other."""

    def __init__(self, bitext: Bitext, bead: Bead, own: frozenset[str], other: frozenset[str]) -> None:
        self._bitext = bitext
        self._words = bitext.source_words(bead)
        self._placed = {x.word.index: x for x in _placed(bitext, bead, own, other)}
        self._likely = {x.word.index: x for x in _placed(bitext, bead, own, other, mutual=False)}

    def exchanged(self, pivots: frozenset[str]) -> Iterator[Finding]:
        """The nearest words on both sides of a pivot that have changed places around its counterpart."""
        for pivot in self._words:
            if pivot.form not in pivots:
                continue
            before, after = (_beside(self._bitext.source, pivot, step, self._placed) for step in (-1, 1))
            if before is None or after is None or after.there >= before.there or before.there - after.there > BESIDE:
                continue
            between = range(after.target.index + 1, before.target.index)
            if any(k.target in between for k in self._bitext.links_of_source(pivot.index)):
                yield self._finding(pivot, before, after)

    def crossed(self, parting: Sequence[tuple[str, ...]]) -> Iterator[Finding]:
        """The surest words on both sides of what parts two statements that stand on the other side of it."""
        for k, pivot in enumerate(self._words):
            if not any(tuple(w.form for w in self._words[k : k + len(phrase)]) == phrase for phrase in parting):
                continue
            links = [x for x in self._bitext.links_of_source(pivot.index) if x.mutual and x.score >= SURE]
            if not links:
                continue
            there = max(links, key=lambda x: x.score).target
            before = [x for x in self._side(k, -1) if 0 < x.target.index - there <= REACH]
            after = [x for x in self._side(k, 1) if 0 < there - x.target.index <= REACH]
            if before and after:
                yield self._finding(pivot, *(max(side, key=lambda x: x.cosine) for side in (before, after)))

    def _side(self, k: int, step: int) -> Iterator[_Placed]:
        """Words on one side of the `k`-th of the passage whose likely counterparts are known, in its clause."""
        text = self._bitext.source.text
        for n in range(1, REACH + 1):
            i = k + step * n
            if not 0 <= i < len(self._words):
                return
            left, right = (self._words[j] for j in sorted((i, i - step)))
            if n > 1 and text[left.span.end : right.span.start].strip(_MARKS):
                return
            if self._words[i].index in self._likely:
                yield self._likely[self._words[i].index]

    def _finding(self, pivot: Word, before: _Placed, after: _Placed) -> Finding:
        target = Span.hull((after.target.span, before.target.span))
        source = Span.hull((before.word.span, after.word.span))
        message = (
            f"In the source “{before.word.text}” stands before “{pivot.text}” and “{after.word.text}” behind it; "
            f"in the translation “{target.of(self._bitext.target.text)}” they have changed places."
        )
        cosine = (before.cosine + after.cosine) / 2
        evidence = (Evidence("word similarity", cosine),)
        return found(REPAIRED, AROUND, message, target=target, source=source, evidence=evidence)


def _beside(document: Document, pivot: Word, step: int, placed: Mapping[int, _Placed]) -> _Placed | None:
    """The nearest content word beside a pivot whose counterpart is known, in its clause."""
    for k in range(1, NEAR + 1):
        place = pivot.index + step * k
        if not 0 <= place < len(document.words) or document.words[place].segment != pivot.segment:
            return None
        left, right = sorted((place, place - step))
        gap = document.text[document.words[left].span.end : document.words[right].span.start]
        if gap.strip(_MARKS):
            return None
        if place in placed:
            return placed[place]
    return None
