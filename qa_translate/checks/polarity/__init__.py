"""Negation, direction, hedges and stance: what the source says is so, is not, may be or is only alleged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa_translate.arabic import fold
from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.checks.polarity.classes import Clash, Classed, ClassFinder, Opposites, clashes, negated, opposed
from qa_translate.checks.polarity.compare import Absorbed, Alone, Sides, Trust, alone
from qa_translate.checks.polarity.cues import Cue, CueFinder, Reader, Weight
from qa_translate.checks.polarity.rules import (
    ADDED_HEDGE,
    ADDED_NEGATION,
    CHANGED_CUE,
    LOST_HEDGE,
    LOST_NEGATION,
    REVERSED,
    RULES,
)
from qa_translate.finding import Evidence, Finding, Rule
from qa_translate.vocabulary import Table, Vocabulary

# What is taken from a finding's strength where the word that lacks the cue is not known for sure
_TRUST = {Trust.LINKED: 0.0, Trust.NEAREST: 0.22, Trust.PLACE: 0.4}
TOPIC, OPPOSITES_LANG = "polarity", "mul"


@dataclass(frozen=True)
class _Lexicon:
    """The vocabulary of one language, ready to search."""

    light: frozenset[str]
    negation: CueFinder
    hedge: CueFinder
    classes: ClassFinder

    @staticmethod
    def of(table: Table) -> _Lexicon:
        negation, hedge = CueFinder(table["negation"]), CueFinder(table["hedge"])
        return _Lexicon(frozenset(map(fold, table["light"])), negation, hedge, ClassFinder(table))


@cache
def _lexicon(lang: str) -> _Lexicon | None:
    # Built once a language: folding and conjugating the entries takes longer than searching an article.
    table = Vocabulary().topic(lang, TOPIC)
    return _Lexicon.of(table) if table else None


@dataclass(frozen=True)
class _Text:
    """One document with everything the vocabulary found in it."""

    reader: Reader
    negations: list[Cue]
    hedges: list[Cue]
    classed: dict[int, list[Classed]]
    affixed: Absorbed

    @staticmethod
    def read(case: Case, document: Document) -> _Text | None:
        lexicon = _lexicon(document.lang)
        if lexicon is None:
            return None
        reader = Reader(document, case.parse if document is case.translation else None, lexicon.light)
        negations, hedges = lexicon.negation.find(reader), lexicon.hedge.find(reader)
        return _Text(reader, negations, hedges, lexicon.classes.find(reader), lexicon.negation.affixed)


def _check(case: Case) -> Iterator[Finding]:
    table = case.vocabulary.topic(OPPOSITES_LANG, TOPIC)
    if case.bitext is None or case.source is None or table is None:
        return
    source, target = _Text.read(case, case.source), _Text.read(case, case.translation)
    if source is None or target is None:
        return
    opposites = Opposites(table)
    for bead in case.bitext.beads:
        if bead.source and bead.target:
            yield from _in_bead(case.bitext, bead, source, target, opposites)


def _in_bead(bitext: Bitext, bead: Bead, source: _Text, target: _Text, opposites: Opposites) -> Iterator[Finding]:
    forward = Sides(bitext, source.reader, target.reader, from_source=True)
    backward = Sides(bitext, source.reader, target.reader, from_source=False)
    negs_s, negs_t = _of(source.negations, bead.source), _of(target.negations, bead.target)
    lost, added = alone(forward, backward, negs_s, negs_t, (source.affixed, target.affixed))
    cs = [c for k in bead.source for c in source.classed[k]]
    ct = [c for k in bead.target for c in target.classed[k]]
    lost = [a for a in lost if not opposed(opposites, a.cue.scope, a.answer, [*cs, *ct])]
    added = [a for a in added if not opposed(opposites, a.answer, a.cue.scope, [*cs, *ct])]
    for a in lost:
        yield _finding(LOST_NEGATION, target.reader, a, True, 0.75)
    for a in added:
        yield _finding(ADDED_NEGATION, target.reader, a, False, 0.75)
    hed_s, hed_t = _of(source.hedges, bead.source), _of(target.hedges, bead.target)
    lost, added = alone(forward, backward, hed_s, hed_t)
    for a in lost:
        yield _finding(LOST_HEDGE, target.reader, a, True, 0.65)
    for a in added:
        yield _finding(ADDED_HEDGE, target.reader, a, False, 0.65)
    for clash in clashes(forward, backward, opposites, cs, ct):
        ns = negated((w.index for w in clash.source), (c for c in negs_s if c.weight is Weight.STRONG))
        nt = negated((w.index for w in clash.target), (c for c in negs_t if c.weight is Weight.STRONG))
        if ns != nt:
            continue
        yield _clash(clash)


def _of(cues: list[Cue], segments: tuple[int, ...]) -> list[Cue]:
    return [c for c in cues if c.words[0].segment in segments]


def _finding(rule: Rule, reader: Reader, a: Alone, lost: bool, base: float) -> Finding:
    strength = base - _TRUST[a.trust]
    if a.cue.weight is Weight.INHERENT:
        strength -= 0.15
    if lost:
        mark = a.answer
        if rule is LOST_HEDGE:
            mark = tuple(sorted({*mark, *reader.governor(mark)}, key=lambda w: w.index))
        return found(rule, strength, f'the source says "{a.cue.shown}"; the translation "{_shown(a.answer)}" lacks it {a.cosine:.2f}',
            target=_hull(reader.clause(mark)), source=_hull((*a.cue.words, *a.cue.scope)), evidence=(Evidence("cosine", a.cosine),))
    return found(rule, strength, f'the translation says "{a.cue.shown}"; the source "{_shown(a.answer)}" does not {a.cosine:.2f}',
            target=_hull((*a.cue.words, *a.cue.scope)), source=_hull(a.answer), evidence=(Evidence("cosine", a.cosine),))


def _clash(clash: Clash) -> Finding:
    rule = REVERSED if clash.group == "direction" else CHANGED_CUE
    strength = 0.75 if clash.cosine else 0.55
    return found(rule, strength, f'the source says "{_shown(clash.source)}", the translation "{_shown(clash.target)}"',
        target=_hull(clash.target), source=_hull(clash.source), evidence=(Evidence("cosine", clash.cosine),))


def _shown(words: tuple[Word, ...]) -> str:
    return " ".join(w.text for w in words)


def _hull(words: tuple[Word, ...]) -> Span | None:
    return Span.hull(w.span for w in words) if words else None


FAMILY = Family("polarity", RULES, _check)
