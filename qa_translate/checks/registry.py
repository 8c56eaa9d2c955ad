"""All check families, in the order in which they look, and the one function that runs them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable

from qa_translate.article import Document, Side
from qa_translate.case import Case
from qa_translate.checks import (
    attribution,
    boilerplate,
    content,
    designations,
    duplicates,
    garbled,
    meaning,
    names,
    numbers,
    order,
    polarity,
    quotes,
    roles,
    terminology,
    untranslated,
)
from qa_translate.checks.family import Family
from qa_translate.finding import Finding, Need, Rule, Skipped

log = logging.getLogger(__name__)

FAMILIES: tuple[Family, ...] = (
    attribution.FAMILY,
    quotes.FAMILY,
    order.FAMILY,
    roles.FAMILY,
    numbers.FAMILY,
    names.FAMILY,
    designations.FAMILY,
    polarity.FAMILY,
    content.FAMILY,
    meaning.FAMILY,
    garbled.FAMILY,
    untranslated.FAMILY,
    duplicates.FAMILY,
    boilerplate.FAMILY,
    terminology.FAMILY,
)


def rules(families: Iterable[Family] = FAMILIES) -> dict[str, Rule]:
    """All rules by name, in the order of the table."""
    return {rule.name: rule for family in families for rule in family.rules}


def rules_hash(families: Iterable[Family] = FAMILIES) -> str:
    """Eight hex digits that change when a rule comes, goes or starts from another severity."""
    lines = sorted(f"{r.name} {r.category} {r.severity}" for r in rules(families).values())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]


def run(case: Case, families: Iterable[Family] = FAMILIES) -> tuple[list[Finding], list[Skipped]]:
    """Let every family look at `case`.

    A family that raises never stops the article: its rules are listed as skipped, and what it had found before
    is kept.

    Returns:
        Findings in the order in which they were found, and the rules that did not look with the reason.
    """
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for family in families:
        unmet: dict[str, str] = {}
        try:
            unmet |= {**family.unable(case), **_unmet_needs(family, case)}
            if len(unmet) == len(family.rules):
                continue
            for finding in family.check(case):
                if finding.rule not in unmet:
                    findings.append(finding)
        except Exception as error:
            reason = f"the check failed: {_in_short(error)}"
            log.warning("%s of article %r: %s", family.name, case.article.id, reason)
            log.debug("traceback of the failed check", exc_info=True)
            unmet = {**dict.fromkeys((rule.name for rule in family.rules), reason), **unmet}
        finally:
            skipped += [Skipped(name, reason) for name, reason in unmet.items()]
    return findings, skipped


def _unmet_needs(family: Family, case: Case) -> dict[str, str]:
    return {rule.name: reason for rule in family.rules if (reason := unmet_need(rule, case))}


def unmet_need(rule: Rule, case: Case) -> str:
    """Why `rule` cannot look at `case`, in plain words, or "" if it can."""
    if Need.SOURCE in rule.needs and case.bitext is None:
        return "no source given"
    if Need.SYNTAX in rule.needs and case.parse is None:
        return f"no syntax for {case.translation.lang}"
    for topic in sorted(rule.vocabulary):
        name = topic.rpartition(":")[2]
        for document in _documents(topic, rule, case):
            side = Side.TRANSLATION if document.side is Side.TRANSLATION else Side.SOURCE
            if not case.vocabulary.has(document.lang, name, side):
                return f"no vocabulary for {document.lang} ({name})"
    return ""


def _documents(topic: str, rule: Rule, case: Case) -> list[Document]:
    """Texts whose languages must have `topic`: of the side that it names, else every text that the rule needs."""
    side = topic.rpartition(":")[0]
    texts = [case.translation] if side != Side.SOURCE else []
    if side != Side.TRANSLATION and Need.SOURCE in rule.needs and case.source is not None:
        texts.append(case.source)
    return texts


def _in_short(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
