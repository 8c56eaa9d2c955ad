"""What one side says and the other does not: omissions, additions and exchanged content words.

A stretch of content words without a counterpart counts only where the passage is also too short (or too long) by
about as much: a free wording also leaves words unlinked, but says the same in about the same length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.arabic import fold
from qa_translate.article import Document, Segment, Span, Word
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Floats, Parse

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
LINKED = 0.5  # a link of at least this cosine is a counterpart
MATCHED = 0.62  # so is a word this close to any word of the passage, linked or not
SHOWN_WORDS = 12
SHORTEST_SENTENCE = 3  # words: a heading of two words may well be left out


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch without counterpart.

    Attributes:
        words: all its words.
        content: how many of them carry content.
        likeness: mean best cosine of the content words.
        excess: by how much the passage is longer than its counterpart, in lengths of this stretch.
    """

    words: tuple[Word, ...]
    content: int
    likeness: float
    excess: float

    @property
    def span(self) -> Span:
        return Span.hull(w.span for w in self.words)


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
        excess = _length(bitext.source_span(bead)) * scale - _length(bitext.target_span(bead))
        if function_words is not None:
            yield from _omitted(bitext, bead, excess / scale, function_words)
        if content_words is not None:
            yield from _added(bitext, bead, -excess, content_words)


def _omitted(bitext: Bitext, bead: Bead, excess: float, function_words: frozenset[str]) -> Iterator[Finding]:
    words = bitext.source_words(bead)
    carries = [w.form not in function_words for w in words]
    for run in _runs(words, carries, bitext.source_best, bitext.links_of_source, excess):
        if run.content < 4 or run.likeness >= 0.55 or run.excess <= 0:
            continue
        sure = run.likeness < 0.5 and run.excess > 0.4
        strength = (0.52 if sure else 0.35) + 0.02 * min(6, run.content - 4)
        message = f"“{_short(run.span.of(bitext.source.text))}” has no counterpart in the translation."
        target = _place(bitext, bead, run)
        yield found(OMITTED_PASSAGE, strength, message, target=target, source=run.span, evidence=_evidence(run))


def _place(bitext: Bitext, bead: Bead, run: _Run) -> Span:
    """Where the missing words should stand: the linked words around the hole, or the passage's end."""
    before = bitext.to_target(bitext.source.words[max(0, run.words[0].index - 3) : run.words[0].index])
    after = bitext.to_target(bitext.source.words[run.words[-1].index + 1 : run.words[-1].index + 4])
    near = before[-2:] or after[:2]
    if near:
        return Span.hull(w.span for w in near)
    return _last_words(bitext.target, bitext.target.segments[bead.target[-1]])


def _added(bitext: Bitext, bead: Bead, excess: float, content_words: frozenset[int]) -> Iterator[Finding]:
    words = bitext.target_words(bead)
    carries = [w.index in content_words for w in words]
    for run in _runs(words, carries, bitext.target_best, bitext.links_of_target, excess):
        if run.content < 3 or run.likeness >= 0.55 or run.excess <= 0.4:
            continue
        strength = (0.52 if run.likeness < 0.5 else 0.4) + 0.03 * min(5, run.content - 3)
        message = f"“{_short(run.span.of(bitext.target.text))}” has no counterpart in the source."
        span = Span.hull(w.span for w in run.words[:SHOWN_WORDS])
        yield found(ADDED_PASSAGE, strength, message, target=span, source=bitext.source_span(bead), evidence=_evidence(run))


def _runs(
    words: Sequence[Word], carries: Sequence[bool], best: Floats, links: Callable[[int], list[Link]], excess: float
) -> Iterator[_Run]:
    """Maximal stretches without a linked content word; function words inside neither end nor count."""
    here: list[tuple[Word, bool]] = []
    for word, content in zip(words, carries, strict=True):
        matched = best[word.index] > MATCHED or any(x.mutual and x.score > LINKED for x in links(word.index))
        if not matched:
            here.append((word, content))
        elif content:
            yield from _run(here, best, excess)
            here = []
    yield from _run(here, best, excess)


def _run(words: list[tuple[Word, bool]], best: Floats, excess: float) -> Iterator[_Run]:
    content = [w for w, carries in words if carries]
    if content:
        every = tuple(w for w, _ in words)
        likeness = float(np.mean([best[w.index] for w in content]))
        yield _Run(every, len(content), likeness, excess / max(1, len(Span.hull(w.span for w in every))))


def _content_indices(document: Document, parse: Parse) -> frozenset[int]:
    """Content words but for proper names, which the encoder often does not know: the name checks look at them."""
    return frozenset(w.index for t in parse.tokens if t.pos in CONTENT_TAGS for w in document.words_in(t.span))


def _evidence(run: _Run) -> tuple[Evidence, ...]:
    return (Evidence("likeness", run.likeness), Evidence("content words", run.content), Evidence("excess", run.excess))


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
