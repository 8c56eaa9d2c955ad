"""'The former' and 'the latter' in each other's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.arabic import fold
from qa_translate.article import Document, Side, Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.syntax import words_tagged
from qa_translate.vocabulary import Table

REFERENCES = Rule(
    "exchanged-references",
    Category.ORDER,
    Severity.MAJOR,
    "'The former' and 'the latter' have changed places.",
    "What is told of the one is now told of the other.",
    "Source: يلعب الأول الأربعاء والثاني الخميس ('the former plays on Wednesday, the latter on Thursday'); "
    "translation: 'the latter plays on Wednesday, the former on Thursday'.",
    "The translation has also exchanged the two names that these words point at.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"order"}),
)
STRENGTH = 0.75
# How much more alike the clauses about the other must be, as a difference of mean cosines.
CROSSED = 0.15
TELLING = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses of one side: about the one named first, and about the other."""

    former: Sequence[Word]
    latter: Sequence[Word]


def exchanged_references(case: Case) -> Iterator[Finding]:
    """Compare what is told of 'the former' and of 'the latter' with what the source tells of the two."""
    bitext, parse = case.bitext, case.parse
    if bitext is None or parse is None:
        return
    own = case.vocabulary.topic(bitext.source.lang, "order", Side.SOURCE)
    other = case.vocabulary.topic(bitext.target.lang, "order", Side.TRANSLATION)
    telling = words_tagged(bitext.target, parse, TELLING)
    for bead in bitext.beads:
        here = _pair(bitext.target, bitext.target_words(bead), other)
        there = _pair(bitext.source, bitext.source_words(bead), own) if here else None
        if here and there:
            told = Pair(*([w for w in side if w.index in telling] for side in (here.former, here.latter)))
            if told.former and told.latter:
                yield from _compare(bitext, bead, told, there)


def _pair(document: Document, words: Sequence[Word], table: Table | None) -> Pair | None:
    """The two clauses around the one word for each, where a passage has just one of either."""
    references = (table or {}).get("references", {})
    first, second = (_named(words, frozenset(map(fold, references.get(k, ())))) for k in ("former", "latter"))
    if len(first) != 1 or len(second) != 1:
        return None
    early, late = sorted((first[0], second[0]))
    start = next((k for k in range(late, early, -1) if _is_cut(document, words[k - 1], words[k])), late)
    clauses = [w for w in words[:start] if w is not words[early]], [w for w in words[start:] if w is not words[late]]
    return Pair(*clauses) if early == first[0] else Pair(*reversed(clauses))


def _named(words: Sequence[Word], forms: frozenset[str]) -> list[int]:
    return [k for k, w in enumerate(words) if w.form in forms or (w.form[:1] in "وف" and w.form[1:] in forms)]


def _is_cut(document: Document, before: Word, word: Word) -> bool:
    return any(c in ",،;؛." for c in document.text[before.span.end : word.span.start])


def _compare(bitext: Bitext, bead: Bead, here: Pair, there: Pair) -> Iterator[Finding]:
    if not there.former or not there.latter:
        return
    straight = _likeness(bitext, here.former, there) - _likeness(bitext, here.latter, there)
    span, source = bitext.target_span(bead), bitext.source_span(bead)
    if straight > -CROSSED or span is None:
        return
    text = bitext.source.text
    told = Span(there.latter[0].span.start, there.latter[-1].span.end).of(text)
    shown = Span.hull(w.span for w in here.former[:SHOWN]).of(bitext.target.text)
    message = f"“{shown}” is told of the former; the source tells it of the latter (“{told}”)."
    evidence = (Evidence("likeness crossed", -straight),)
    yield found(REFERENCES, STRENGTH, message, target=span, source=source, evidence=evidence)


def _likeness(bitext: Bitext, words: Sequence[Word], there: Pair) -> float:
    """How much closer `words` are to what the source tells of the former than of the latter, in mean cosine."""
    former, latter = (bitext.cosines(side, words).max(axis=0) for side in (there.former, there.latter))
    return float((former - latter).mean())
