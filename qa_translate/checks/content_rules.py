"""The rules of the content family, with their documentation."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

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
    _NEEDS,
)
RULES = (OMITTED_SENTENCE, OMITTED_PASSAGE, ADDED_SENTENCE, ADDED_PASSAGE)
