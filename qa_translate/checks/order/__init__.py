"""The order of sentences, and of events inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.case import Case
from qa_translate.checks.family import Family
from qa_translate.checks.order.clauses import EXCHANGED, exchanged_events
from qa_translate.checks.order.moves import MOVED, moved_sentences
from qa_translate.finding import Finding

RULES = (MOVED, EXCHANGED)


def check(case: Case) -> Iterator[Finding]:
    """Moved sentences, then exchanged events."""
    yield from moved_sentences(case)
    yield from exchanged_events(case)


FAMILY = Family("order", RULES, check)
