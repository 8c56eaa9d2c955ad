"""Words of two phrases paired otherwise than in the source, where no parser tells what depends on what.

Arabic sets what belongs to a noun right behind it, with the article of both (وقف القصف: the halt to the shelling).
Where two such pairs of one sentence have exchanged their second words, the translation says something else with the
same words: "a halt to the gunmen in exchange for the withdrawal of the shelling". So does a sentence whose words have
changed places around one that sets them against each other: "not the timetable but the price".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    for passage in _passages(case):
        yield from _exchanged_pairs(passage)


def exchanged_around(case: Case) -> Iterator[Finding]:
    """Words around one that sets them against each other (A لا B, A بل B, A ثم B) in each other's place."""
    reporting = case.vocabulary.topic(case.translation.lang, "reporting") or {}
    table = case.vocabulary.topic(case.bitext.source.lang, "order", Side.SOURCE) if case.bitext else None
    if table is None or reporting.get("verb_final", False):
        return  # where the verb ends the sentence, what Arabic puts behind such a word stands before it
    against = table.get("against", {})
    pivots = frozenset(map(fold, against.get("words", ())))
    parting = [tuple(map(fold, phrase.split())) for phrase in against.get("parting", ())]
    for passage in _passages(case):
        crossed = list(_crossed(passage, parting))
        yield from crossed or _exchanged(passage, pivots)


@dataclass(frozen=True)
class _Passage:
    """A passage of both texts, and the words of either language that carry no content."""

    bitext: Bitext
    bead: Bead
    own: frozenset[str]
    other: frozenset[str]

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words of the source."""
        return self.bitext.source_words(self.bead)

    @cached_property
    def placed(self) -> Sequence[_Placed]:
        """Content words with their counterparts."""
        return self._placed(mutual=True)

    @cached_property
    def likely(self) -> Mapping[int, _Placed]:
        """The same by word, with counterparts that another word has a better claim to."""
        return {x.word.index: x for x in self._placed(mutual=False)}

    def _placed(self, *, mutual: bool) -> Sequence[_Placed]:
        content = [w for w in self.bitext.target_words(self.bead) if w.form not in self.other]
        places = {w.index: k for k, w in enumerate(content)}
        placed: list[_Placed] = []
        for place, word in enumerate(w for w in self.words if w.form not in self.own):
            known = (k for k in self.bitext.links_of_source(word.index) if k.target in places)
            links = [k for k in known if (k.mutual and k.score >= SURE) or (not mutual and k.score >= LIKELY)]
            best = max(links, key=lambda k: k.score, default=None)
            if best is not None:
                target = self.bitext.target.words[best.target]
                placed.append(_Placed(word, place, places[best.target], target, best.score))
        return placed

    def beside(self, k: int, step: int, reach: int, known: Mapping[int, _Placed], *, near: bool) -> Iterator[_Placed]:
        """The `known` of the words on one side of the `k`-th, the nearest first, up to a mark.

        Args:
            k: the word's place in the passage.
            step: 1 for the words behind it, -1 for those before.
            reach: words, at most.
            known: by the index of the word.
            near: a mark right beside the word ends the search, too.
        """
        text = self.bitext.source.text
        for n in range(1, reach + 1):
            i = k + step * n
            if not 0 <= i < len(self.words):
                return
            left, right = (self.words[j] for j in sorted((i, i - step)))
            if (near or n > 1) and text[left.span.end : right.span.start].strip(_MARKS):
                return
            if self.words[i].index in known:
                yield known[self.words[i].index]


def _passages(case: Case) -> Iterator[_Passage]:
    """The passages whose words can be told from function words; none where a parser tells more."""
    bitext = case.bitext
    if bitext is None or case.parse is not None:
        return
    tables = [case.vocabulary.topic(document.lang, "content") for document in (bitext.source, bitext.target)]
    own, other = (frozenset(map(fold, table["function"]["words"])) if table else None for table in tables)
    if own is None or other is None:
        return
    for bead in bitext.beads:
        if bead.source and bead.target:
            yield _Passage(bitext, bead, own, other)


def _exchanged_pairs(passage: _Passage) -> Iterator[Finding]:
    bitext = passage.bitext
    pairs = [(a, b) for a, b in pairwise(passage.placed) if _are_neighbours(bitext.source, a, b)]
    done: set[int] = set()
    for (a, b), (c, d) in combinations(pairs, 2):
        four = (a, b, c, d)
        if b.word.index + 1 >= c.word.index or d.place - a.place > WITHIN or done & {x.word.index for x in four}:
            continue
        if len({x.there for x in four}) == len(four) and _are_exchanged(a, b, c, d):
            done |= {x.word.index for x in four}
            yield _paired_otherwise(bitext, four)


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


def _paired_otherwise(bitext: Bitext, four: tuple[_Placed, ...]) -> Finding:
    a, b, c, d = four
    target = Span.hull(x.target.span for x in four)
    message = (
        f"In the source “{a.word.text} {b.word.text}” and “{c.word.text} {d.word.text}” belong together; in "
        f"“{target.of(bitext.target.text)}” their words are paired otherwise."
    )
    return _finding(four, message, STRENGTH + FIRMER * (_cosine(four) >= FIRM))


def _exchanged(passage: _Passage, pivots: frozenset[str]) -> Iterator[Finding]:
    """The nearest words on both sides of a pivot that have changed places around its counterpart."""
    for k, pivot in enumerate(passage.words):
        if pivot.form not in pivots:
            continue
        known = {x.word.index: x for x in passage.placed}
        before, after = (next(passage.beside(k, step, NEAR, known, near=True), None) for step in (-1, 1))
        if before is None or after is None or after.there >= before.there or before.there - after.there > BESIDE:
            continue
        between = range(after.target.index + 1, before.target.index)
        if any(link.target in between for link in passage.bitext.links_of_source(pivot.index)):
            yield _changed_places(passage.bitext, pivot, before, after)


def _crossed(passage: _Passage, parting: Sequence[tuple[str, ...]]) -> Iterator[Finding]:
    """The surest words on both sides of what parts two statements that stand on the other side of it."""
    for k, pivot in enumerate(passage.words):
        if not any(tuple(w.form for w in passage.words[k : k + len(phrase)]) == phrase for phrase in parting):
            continue
        links = [x for x in passage.bitext.links_of_source(pivot.index) if x.mutual and x.score >= SURE]
        if not links:
            continue
        there = max(links, key=lambda x: x.score).target
        sides = (passage.beside(k, step, REACH, passage.likely, near=False) for step in (-1, 1))
        before, after = (list(side) for side in sides)
        before = [x for x in before if 0 < x.target.index - there <= REACH]
        after = [x for x in after if 0 < there - x.target.index <= REACH]
        if before and after:
            first, second = (max(side, key=lambda x: x.cosine) for side in (before, after))
            yield _changed_places(passage.bitext, pivot, first, second)


def _changed_places(bitext: Bitext, pivot: Word, before: _Placed, after: _Placed) -> Finding:
    target = Span.hull((after.target.span, before.target.span))
    message = (
        f"In the source “{before.word.text}” stands before “{pivot.text}” and “{after.word.text}” behind it; "
        f"in the translation “{target.of(bitext.target.text)}” they have changed places."
    )
    return _finding((before, after), message, AROUND)


def _finding(placed: Sequence[_Placed], message: str, strength: float) -> Finding:
    target, source = Span.hull(x.target.span for x in placed), Span.hull(x.word.span for x in placed)
    evidence = (Evidence("word similarity", _cosine(placed)),)
    return found(REPAIRED, strength, message, target=target, source=source, evidence=evidence)


def _cosine(placed: Sequence[_Placed]) -> float:
    return sum(x.cosine for x in placed) / len(placed)
