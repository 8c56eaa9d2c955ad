"""Numbers, dates and times: what the translation states against what the source states."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.case import Case
from qa_translate.checks.family import Family
from qa_translate.checks.numbers.calendar_check import calendar_findings
from qa_translate.checks.numbers.compare import Comparison
from qa_translate.checks.numbers.confirm import confirmation
from qa_translate.checks.numbers.duals import dual_findings
from qa_translate.checks.numbers.extract import extract
from qa_translate.checks.numbers.findings import findings_of
from qa_translate.checks.numbers.rules import RULES
from qa_translate.checks.numbers.sounded import Sounded
from qa_translate.finding import Finding

__all__ = ["FAMILY", "RULES"]


def check(case: Case) -> Iterator[Finding]:
    """Compare every quantity of the translation with the source's; look for dates that cannot be."""
    target = extract(case.translation, case.vocabulary)
    yield from calendar_findings(case.translation, target)
    if case.bitext is None:
        return
    source = extract(case.bitext.source, case.vocabulary)
    confirm, sounded = confirmation(case), Sounded.of(case, case.bitext)
    for left in Comparison(case.bitext, source, target).leftovers():
        yield from findings_of(case.bitext, sounded.without(left), confirm, case.vocabulary)
    yield from dual_findings(case, target)


FAMILY = Family("numbers", RULES, check)
