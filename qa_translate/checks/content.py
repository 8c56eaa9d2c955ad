"""What one side says and the other does not: omissions, additions and exchanged content words.

A stretch of content words without a counterpart counts only where the passage is also too short (or too long) by
about as much: a free wording also leaves words unlinked, but says the same in about the same length.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from qa_translate.arabic import fold
from qa_translate.article import Document, Segment, Span
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.checks.holes import ADDED, ADDED_BIAS, OMITTED, OMITTED_BIAS, Hole, Side, holes, said_by
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.ports import Parse

_NEEDS = frozenset({Need.SOURCE})

OMITTED_SENTENCE = Rule(
    "omitted-sentence",
    Category.OMISSION,
    Severity.MAJOR,
    "A sentence of the source has no counterpart in the translation.",
    "Readers of the translation never learn it; often it is the denial that follows a charge.",
    "Source: 'The mission denied this.' Translation: nothing.",
    "Its content was folded into a neighbouring sentence.",
    _NEEDS,
)
OMITTED_PASSAGE = Rule(
    "omitted-passage",
    Category.OMISSION,
    Severity.MAJOR,
    "Several words of the source have no counterpart in the translation, which is shorter by as much.",
    "Conditions, reasons and sources hang on clauses that are easily lost.",
    "Source: '..., unless the wells are disinfected'; translation ends before 'unless'.",
    "The translation condenses on purpose.",
    _NEEDS,
    frozenset({"source:content"}),
)
ADDED_SENTENCE = Rule(
    "added-sentence",
    Category.ADDITION,
    Severity.MAJOR,
    "A sentence of the translation has no counterpart in the source.",
    "The newspaper would print what its source never said.",
    "Translation: 'Experts called the decision unprecedented.' Source: nothing.",
    "The sentence renders half of a long source sentence.",
    _NEEDS,
)
ADDED_PASSAGE = Rule(
    "added-passage",
    Category.ADDITION,
    Severity.MAJOR,
    "Several words of the translation have no counterpart in the source, which is shorter by as much.",
    "Invented causes and details read as facts.",
    "Source: 'the teams did not come'; translation: 'the teams did not come because of unpaid salaries'.",
    "The translation explains what Arabic readers know.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
)
CHANGED_WORD = Rule(
    "changed-word",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A content word stands where the source has another one that means something else.",
    "One wrong noun can reverse a report.",
    "Source: الإيقاف ('suspension'); translation: 'arrest'.",
    "The two are synonyms that the encoder does not know.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"source:content"}),
)
RULES = (OMITTED_SENTENCE, OMITTED_PASSAGE, ADDED_SENTENCE, ADDED_PASSAGE, CHANGED_WORD)

CONTENT_TAGS = frozenset({"NOUN", "VERB", "ADJ", "ADV", "NUM"})
SHORTEST_OMISSION, SHORTEST_ADDITION = 3, 2  # content words
LEAST_ODDS = -2.0  # log odds below which a stretch is not worth a mark at any threshold
SLOPE = 0.5  # of strength by log odds: planted holes are likelier than real ones
SUREST = 0.85
BACK_WEIGHT, BACK_LIKENESS, BACK_LIMITS = 8.0, 0.6, (-2.0, 1.0)
TOLD = 0.5
SHOWN_WORDS = 12
SHORTEST_SENTENCE = 3  # words: a heading of two words may well be left out


def check(case: Case) -> Iterator[Finding]:
    """Whole sentences first, then stretches inside aligned passages."""
    bitext = case.bitext
    if bitext is None:
        return
    for bead in bitext.beads:
        if not bead.target:
            yield from _omitted_sentence(bitext, bead)
        elif not bead.source:
            yield from _added_sentence(bitext, bead)
    yield from _inside(case, bitext)


def _omitted_sentence(bitext: Bitext, bead: Bead) -> Iterator[Finding]:
    segment = bitext.source.segments[bead.source[0]]
    if segment.last - segment.first < SHORTEST_SENTENCE:
        return
    beside = _beside(bitext, bead)
    message = f"“{_short(segment.span.of(bitext.source.text))}” has no counterpart in the translation."
    yield found(OMITTED_SENTENCE, 0.6, message, target=beside, source=segment.span)


def _beside(bitext: Bitext, bead: Bead) -> Span | None:
    """The end of the translation's sentence before the hole."""
    at = bitext.beads.index(bead)
    for earlier in reversed(bitext.beads[:at]):
        if earlier.target and not earlier.moved:
            return _last_words(bitext.target, bitext.target.segments[earlier.target[-1]])
    segments = bitext.target.segments
    return _first_words(bitext.target, segments[0]) if segments else None


def _added_sentence(bitext: Bitext, bead: Bead) -> Iterator[Finding]:
    segment = bitext.target.segments[bead.target[0]]
    if segment.last - segment.first < SHORTEST_SENTENCE:
        return
    span = _first_words(bitext.target, segment)
    message = f"“{_short(segment.span.of(bitext.target.text))}” has no counterpart in the source."
    yield found(ADDED_SENTENCE, 0.55, message, target=span)


def _inside(case: Case, bitext: Bitext) -> Iterator[Finding]:
    table = case.vocabulary.topic(bitext.source.lang, "content")
    function_words = frozenset(map(fold, table["function"]["words"])) if table else None
    content_words = _content_indices(case.translation, case.parse) if case.parse else None
    scale = len(bitext.target.text) / max(1, len(bitext.source.text))
    for bead in bitext.beads:
        if not bead.source or not bead.target:
            continue
        source, target = _sides(bitext, bead, function_words, content_words)
        excess = _length(bitext.source_span(bead)) * scale - _length(bitext.target_span(bead))
        cosines, several = bitext.cosines(source.words, target.words), len(bead.source) + len(bead.target) > 2
        if function_words is not None:
            found_here = holes(source, target, cosines, excess / scale, several=several)
            yield from _omitted(case, bitext, bead, found_here)
        if content_words is not None:
            found_here = holes(target, source, cosines.T, -excess, several=several)
            yield from _added(bitext, bead, found_here)


def _sides(
    bitext: Bitext, bead: Bead, function_words: frozenset[str] | None, content_words: frozenset[int] | None
) -> tuple[Side, Side]:
    words, others = bitext.source_words(bead), bitext.target_words(bead)
    carries = [w.form not in (function_words or ()) for w in words]
    others_carry = [content_words is None or w.index in content_words for w in others]
    source = Side(bitext.source, words, carries, bitext.source_best, bitext.links_of_source)
    return source, Side(bitext.target, others, others_carry, bitext.target_best, bitext.links_of_target)


def _omitted(case: Case, bitext: Bitext, bead: Bead, candidates: Iterable[Hole]) -> Iterator[Finding]:
    for hole in candidates:
        odds = hole.odds(OMITTED, OMITTED_BIAS) + _returned(case, hole)
        if len(hole.content) < SHORTEST_OMISSION or odds < LEAST_ODDS or _told_nearby(bitext, bead, hole):
            continue
        message = f"“{_short(hole.span.of(bitext.source.text))}” has no counterpart in the translation."
        target = _place(bitext, bead, hole)
        yield found(
            OMITTED_PASSAGE, _strength(odds), message, target=target, source=hole.span, evidence=hole.evidence
        )


def _returned(case: Case, hole: Hole) -> float:
    """What a round trip adds to the odds: a passage that came back was there."""
    if case.round_trip is None:
        return 0.0
    likeness = float(np.mean([case.round_trip.source_best[w.index] for w in hole.content]))
    return float(np.clip(BACK_WEIGHT * (BACK_LIKENESS - likeness), *BACK_LIMITS))


def _told_nearby(bitext: Bitext, bead: Bead, hole: Hole) -> bool:
    """Whether an unaligned sentence beside the passage says it: one more piece of the same long sentence."""
    at = bitext.beads.index(bead)
    beside = [b for b in bitext.beads[max(0, at - 1) : at + 2] if not b.source]
    words = [w for b in beside for w in bitext.target_words(b)]
    return said_by(hole.content, words, bitext.cosines(hole.content, words)) > TOLD if words else False


def _place(bitext: Bitext, bead: Bead, hole: Hole) -> Span:
    """Where the missing words should stand: the linked words around the hole, or the passage's end."""
    first, last = hole.words[0].index, hole.words[-1].index
    before = bitext.to_target(bitext.source.words[max(0, first - 3) : first])
    after = bitext.to_target(bitext.source.words[last + 1 : last + 4])
    near = before[-2:] or after[:2]
    if near:
        return Span.hull(w.span for w in near)
    return _last_words(bitext.target, bitext.target.segments[bead.target[-1]])


def _added(bitext: Bitext, bead: Bead, candidates: Iterable[Hole]) -> Iterator[Finding]:
    for hole in candidates:
        odds = hole.odds(ADDED, ADDED_BIAS)
        if len(hole.content) < SHORTEST_ADDITION or odds < LEAST_ODDS:
            continue
        message = f"“{_short(hole.span.of(bitext.target.text))}” has no counterpart in the source."
        span = Span.hull(w.span for w in hole.words[:SHOWN_WORDS])
        source = bitext.source_span(bead)
        yield found(ADDED_PASSAGE, _strength(odds), message, target=span, source=source, evidence=hole.evidence)


def _strength(odds: float) -> float:
    return min(SUREST, 1.0 / (1.0 + math.exp(-SLOPE * odds)))


def _content_indices(document: Document, parse: Parse) -> frozenset[int]:
    """Content words but for proper names, which the encoder often does not know: the name checks look at them."""
    return frozenset(w.index for t in parse.tokens if t.pos in CONTENT_TAGS for w in document.words_in(t.span))


def _length(span: Span | None) -> int:
    return len(span) if span else 0


def _first_words(document: Document, segment: Segment) -> Span:
    words = document.words_of(segment)[:SHOWN_WORDS]
    return Span.hull(w.span for w in words) if words else segment.span


def _last_words(document: Document, segment: Segment) -> Span:
    words = document.words_of(segment)[-4:]
    return Span.hull(w.span for w in words) if words else segment.span


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= SHOWN_WORDS else " ".join(words[:SHOWN_WORDS]) + " …"


FAMILY = Family("content", RULES, check)
