"""Terms that a glossary translates otherwise, and phrases that it forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa_translate.article import Span, Word
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.checks.term_passages import Doubt, Passages, forbidden_in
from qa_translate.checks.term_wanted import terms_of
from qa_translate.finding import Category, Finding, Rule, Severity
from qa_translate.phrases import parts_of

TERMINOLOGY = Rule(
    "terminology",
    Category.TERMINOLOGY,
    Severity.MINOR,
    "A term of the glossary is not translated as the glossary says, or a phrase is used that it forbids.",
    "A house has agreed on one name for one thing, so that readers know that it is the same.",
    "Glossary: السلطة الوطنية, Palestinian Authority; translation: 'the National Power announced'.",
    "The source's word means something else here, or a shorter form was chosen on purpose. Without a source only "
    "entries that forbid a phrase whatever the source says are looked for.",
)
RULES = (TERMINOLOGY,)


def check(case: Case) -> Iterator[Finding]:
    """Phrases that are forbidden whatever the source says, then every term, passage by passage."""
    if not case.glossary:
        return
    source_lang = case.source.lang if case.source is not None else case.article.source_lang
    terms = terms_of(case.glossary.terms, source_lang, case.translation.lang)
    parts = parts_of(case.translation.words, case.translation.lang)
    for number, words in forbidden_in(case.translation.text, parts, terms):
        yield _finding(case, Doubt(terms.wanted[number].term, words, forbidden=True))
    if case.bitext is not None:
        for doubt in Passages(case.bitext, terms).doubts():
            yield _finding(case, doubt)


def _finding(case: Case, doubt: Doubt) -> Finding:
    term = doubt.term
    made = found(
        TERMINOLOGY,
        doubt.strength,
        _message(case, doubt),
        target=_span(doubt.target),
        source=_span(doubt.source) if doubt.source else None,
    )
    return replace(made, severity=Severity.MAJOR) if term.person else made


def _message(case: Case, doubt: Doubt) -> str:
    term = doubt.term
    words = _span(doubt.target).of(case.translation.text)
    says = f"the glossary {'writes' if term.person else 'says'}"
    choice = " or ".join(f"“{text}”" for text in term.preferred)
    note = f" ({term.note})." if term.note else "."
    if doubt.forbidden:
        return f"“{words}” is not to be used" + (f"; {says} {choice}" if choice else "") + note
    source = _span(doubt.source).of(case.source.text) if case.source is not None else ""
    term_there = f"“{' '.join(source.split())}”"
    said = f"“{words}” stands for {term_there}" if doubt.linked else f"{term_there} has other words here, or none"
    return f"{said}; {says} {choice}{note}"


def _span(words: Sequence[Word]) -> Span:
    return Span.hull(word.span for word in words)


def _unable(case: Case) -> dict[str, str]:
    """Without a glossary there is nothing to look for; one for other languages is to be said."""
    if case.glossary or not case.glossary.given:
        return {}
    languages = f"{case.article.source_lang} and {case.translation.lang}"
    return {TERMINOLOGY.name: f"the glossary has no term for {languages}"}


FAMILY = Family("terminology", RULES, check, _unable)
