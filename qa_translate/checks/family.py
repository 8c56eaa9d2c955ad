"""What a family of checks is: its rules, and a generator of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from qa_translate.article import Span
from qa_translate.case import Case
from qa_translate.finding import Evidence, Finding, Rule

Check = Callable[[Case], Iterator[Finding]]


def _able(_: Case) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Family:
    """Checks that share one file, its data and its vocabulary.

    A check looks only where its rule's needs are met; the registry asks and lists the others as skipped, so a
    check may take ``case.bitext`` for granted only after testing it itself.

    Attributes:
        name: of the family, and of its package or module.
        rules: what it can mark, in the order of the documentation.
        check: yields a finding for every doubt of those rules in a case.
        unable: rules that cannot look at a case although their needs are met, with the reason in plain words.
    """

    name: str
    rules: tuple[Rule, ...]
    check: Check
    unable: Callable[[Case], Mapping[str, str]] = _able


def found(
    rule: Rule,
    strength: float,
    message: str,
    *,
    target: Span | None,
    source: Span | None = None,
    back: Span | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    """A finding of `rule`; `strength` is its uncalibrated confidence, 0 to 1 (see `qa_translate.calibrate`)."""
    return Finding(rule.name, rule.category, rule.severity, _bounded(strength), message, target, source, back, evidence)


def seconded(finding: Finding, strength: float) -> Finding:
    """`finding` as strong as a back-translation makes it; how strong it is without one goes on to bound that.

    Every check that looks at a back-translation tells what it found there through this function.
    """
    direct = finding.direct if finding.direct is not None else finding.confidence
    return replace(finding, confidence=_bounded(strength), direct=direct)


def _bounded(strength: float) -> float:
    return min(0.99, max(0.01, strength))
