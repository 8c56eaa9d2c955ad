"""One mark where several rules saw the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa_translate.finding import Category, Finding

_GENERAL = frozenset({Category.MISTRANSLATION, Category.ADDITION, Category.UNTRANSLATED})
"""Categories that say only that words do not match: a rule that also says why explains them."""
_PERSONS = frozenset({Category.ATTRIBUTION, Category.ROLE, Category.NAME})
"""Categories that say that somebody else stands where a person should: as speaker, as actor, or at all."""
_FORM = frozenset({Category.GARBLED, Category.NUMBER, Category.NAME})
"""Categories that page furniture explains: its figures, names and grammar are nobody's doubt."""
_TORN = frozenset({"torn-quote", "orphaned-quote"})
"""Rules about a quotation torn in two: what stands in the tear is no speaker."""
_BOUNDS = frozenset({"reversed-direction", "changed-bound"})
"""Rules that may read the same words ("less than 120") as a direction and as a figure's limit."""
_TURNED = frozenset({"reversed-direction", "exchanged-events"})
"""Rules that see 'after' where the source has 'before': as a word turned round, or as the two events it links."""
_BLOCK = 1000


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without those that a stronger one at the same place already says, sorted by place.

    Two findings are about the same thing when their targets overlap and either their categories are equal, or both are
    about persons, or the weaker one is general (`mistranslation`, `addition`) or lies in page furniture. The stronger
    one stays, but a wrong speaker says more than a wrong name; it takes over words of the source or the
    back-translation that only the other one points at.

    Findings of one rule that follow each other without a space between are one doubt about one stretch (a blob of
    data, a line of signs): the first of them stays.
    """
    kept: list[Finding] = []
    near: dict[int, list[int]] = defaultdict(list)
    for finding in sorted(_first_of_stretches(findings), key=_strongest_first):
        blocks = _blocks(finding)
        same = next((k for block in blocks for k in near[block] if _same_thing(finding, kept[k])), None)
        if same is None:
            for block in blocks:
                near[block].append(len(kept))
            kept.append(finding)
        else:
            kept[same] = _joined(kept[same], finding)
    return tuple(sorted(kept, key=_place))


def _first_of_stretches(findings: Iterable[Finding]) -> Iterator[Finding]:
    ends: dict[str, int] = {}
    for finding in sorted(findings, key=_place):
        target = finding.target
        if target is None or ends.get(finding.rule) != target.start:
            yield finding
        if target is not None:
            ends[finding.rule] = target.end


def _blocks(finding: Finding) -> range:
    """Numbers of the stretches of the translation that a finding touches: only findings that share one may overlap."""
    if finding.target is None:
        return range(0)
    return range(finding.target.start // _BLOCK, max(finding.target.start, finding.target.end - 1) // _BLOCK + 1)


def _strongest_first(finding: Finding) -> tuple[float, bool]:
    return (-finding.confidence, finding.category in _GENERAL)


def _joined(stronger: Finding, weaker: Finding) -> Finding:
    """The one finding that two about the same thing become."""
    named = stronger.category is Category.NAME and weaker.category is Category.ATTRIBUTION
    events = stronger.rule == "reversed-direction" and weaker.rule == "exchanged-events"
    if named or events or weaker.rule in _TORN:
        stronger, weaker = replace(weaker, confidence=stronger.confidence, direct=stronger.direct), stronger
    return replace(stronger, source=stronger.source or weaker.source, back=stronger.back or weaker.back)


def _same_thing(weaker: Finding, stronger: Finding) -> bool:
    if weaker.target is None or stronger.target is None or not weaker.target.overlaps(stronger.target):
        return False
    if weaker.category is stronger.category or {weaker.category, stronger.category} <= _PERSONS:
        return True
    if _TORN & {stronger.rule, weaker.rule} and Category.ATTRIBUTION in (stronger.category, weaker.category):
        return True
    if {stronger.rule, weaker.rule} in (_BOUNDS, _TURNED):
        return True
    if stronger.category is Category.BOILERPLATE and weaker.category in _FORM:
        return True
    return weaker.category in _GENERAL


def _place(finding: Finding) -> tuple[bool, int, int, str]:
    span = finding.target
    return (span is None, span.start if span else 0, span.end if span else 0, finding.rule)
