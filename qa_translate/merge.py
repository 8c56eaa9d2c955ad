"""One mark where several rules saw the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa_translate.finding import Category, Finding

_GENERAL = frozenset({Category.MISTRANSLATION, Category.ADDITION, Category.UNTRANSLATED})
"""Categories that say only that words do not match: a rule that also says why explains them."""


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without those that a stronger one at the same place already says, sorted by place.

    Two findings are about the same thing when their targets overlap and either their categories are equal or one of
    them is general (`mistranslation`, `addition`). The stronger one stays, and takes over words of the source or the
    back-translation that only the other one points at.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=_strongest_first):
        for k, other in enumerate(kept):
            if _same_thing(finding, other):
                kept[k] = replace(other, source=other.source or finding.source, back=other.back or finding.back)
                break
        else:
            kept.append(finding)
    return tuple(sorted(kept, key=_place))


def _strongest_first(finding: Finding) -> tuple[float, bool]:
    return (-finding.confidence, finding.category in _GENERAL)


def _same_thing(weaker: Finding, stronger: Finding) -> bool:
    if weaker.target is None or stronger.target is None or not weaker.target.overlaps(stronger.target):
        return False
    if weaker.category is stronger.category:
        return True
    return weaker.category in _GENERAL


def _place(finding: Finding) -> tuple[bool, int, int, str]:
    span = finding.target
    return (span is None, span.start if span else 0, span.end if span else 0, finding.rule)
