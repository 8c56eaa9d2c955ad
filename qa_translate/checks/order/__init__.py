"""The order of sentences, and of events inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.family import Family
from qa_translate.checks.order.adverbials import SHIFTED, shifted_phrases
from qa_translate.checks.order.clauses import EXCHANGED, exchanged_events
from qa_translate.checks.order.modifiers import MISPLACED, misplaced_modifiers
from qa_translate.checks.order.moves import MOVED, moved_sentences
from qa_translate.checks.order.references import REFERENCES, exchanged_references
from qa_translate.checks.order.repaired import REPAIRED, exchanged_around, repaired_words
from qa_translate.checks.order.reversal import REVERSED, SIDES, exchanged_phrases
from qa_translate.finding import Finding

RULES = (MOVED, EXCHANGED, REVERSED, SIDES, MISPLACED, SHIFTED, REFERENCES, REPAIRED)


def check(case: Case) -> Iterator[Finding]:
    """Moved sentences, then what has changed places or hangs on something else inside a sentence."""
    yield from moved_sentences(case)
    yield from exchanged_events(case)
    yield from exchanged_phrases(case)
    yield from misplaced_modifiers(case)
    yield from shifted_phrases(case)
    yield from exchanged_references(case)
    yield from repaired_words(case)
    yield from exchanged_around(case)


def _unable(case: Case) -> dict[str, str]:
    """The rule that stands in for syntax needs to know which words of the translation carry content."""
    lang = case.translation.lang
    if case.parse is not None or case.vocabulary.has(lang, "content", Side.TRANSLATION):
        return {}
    return {REPAIRED.name: f"no vocabulary for {lang} (content)"}


FAMILY = Family("order", RULES, check, _unable)
