"""SARIF 2.1.0 (OASIS Standard): code scanning, editors, and whatever compares two runs.

Columns are code points (``columnKind``), marks carry fingerprints that outlive edits, known ones are ``unchanged``,
suppressed ones say by whom and why. Marks that are no more are notifications, no ``absent`` results: GitHub, which does
not read ``baselineState``, would show them as open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from qa_translate.answer import Answer, Mark, Passage, Run, Status, Suppression, Where
from qa_translate.finding import Rule, Severity
from qa_translate.mqm import ITS, MQM
from qa_translate.report.bidi import printable
from qa_translate.report.json_v1 import CONFIDENCE_PLACES, dump
from qa_translate.report.runs.parts import explained, gone_line, identity, one_line, shortened, unused_line
from qa_translate.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "qaTranslate/v1"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}
_MOST = 25_000
"""Results that GitHub takes of one run."""

_TEXT = 1000
Object = dict[str, Any]


def render(run: Run, rules: Mapping[str, Rule]) -> str:
    """A log with one run."""
    names = sorted({mark.rule for _, mark in run.marks})
    index = {name: k for k, name in enumerate(names)}
    results = [_result(answer, mark, index, run) for answer, mark in _worst_first(run)]
    one: Object = {
        "tool": {"driver": _driver(names, rules)},
        "automationDetails": {"id": "qa-translate/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "invocations": [_invocation(run)],
        "artifacts": _artifacts(run),
        "results": results[:_MOST],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [one]}, indent=2) + "\n"


def _worst_first(run: Run) -> list[tuple[Answer, Mark]]:
    """New marks first, so that none of them is among those that are too many."""
    order = {Status.NEW: 0, Status.KNOWN: 1, Status.SUPPRESSED: 2}
    return sorted(run.marks, key=lambda pair: (order[pair[1].status], -pair[1].severity.rank))


def _driver(names: Sequence[str], rules: Mapping[str, Rule]) -> Object:
    return {
        "name": "qa-translate",
        "semanticVersion": __version__,
        "rules": [_rule(rules[name]) if name in rules else {"id": name} for name in names],
    }


def _rule(rule: Rule) -> Object:
    parts = {"Why": rule.why, "Example": rule.example, "Wrong when": rule.wrong_when}
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.marks},
        "fullDescription": {"text": f"{rule.marks} {rule.why}"},
        "help": {
            "text": "\n\n".join([rule.marks, *(f"{title}: {text}" for title, text in parts.items())]),
            "markdown": "\n\n".join([rule.marks, *(f"**{title}**\n\n{text}" for title, text in parts.items())]),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "category": rule.category.value,
            "mqm": MQM[rule.category],
            "its": ITS[rule.category],
            "tags": ["translation", rule.category.value],
        },
    }


def _result(answer: Answer, mark: Mark, index: Mapping[str, int], run: Run) -> Object:
    made: Object = {
        "ruleId": mark.rule,
        "ruleIndex": index[mark.rule],
        "level": _LEVELS[mark.severity],
        "rank": round(100 * mark.confidence, 1),
        "message": {"text": _message(explained(mark))},
        "locations": [_location(mark.target, answer.file)],
        "partialFingerprints": {FINGERPRINT: identity(mark)},
        "properties": {
            "article": answer.id,
            "category": mark.category.value,
            "severity": mark.severity.value,
            "confidence": round(mark.confidence, CONFIDENCE_PLACES),
        },
    }
    related = [
        {"id": k, "message": {"text": name}, **_location(passage, passage.file)}
        for k, (name, passage) in enumerate((("source", mark.source), ("back-translation", mark.back)), 1)
        if passage is not None and passage.file
    ]
    if related:
        made["relatedLocations"] = related
    if run.has_baseline:
        made["baselineState"] = "unchanged" if mark.status is Status.KNOWN else "new"
    made["suppressions"] = [_suppression(mark.suppression)] if mark.suppression else []
    return made


def _location(passage: Passage | None, file: str) -> Object:
    physical: Object = {"artifactLocation": _artifact(file)}
    if passage is None:
        return {"physicalLocation": physical}
    if passage.place is not None:
        place = passage.place
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": {"text": shortened(printable(passage.text), _TEXT)},
        }
    location: Object = {"physicalLocation": physical}
    if passage.unit:
        location["logicalLocations"] = [{"name": one_line(passage.unit), "kind": "member"}]
    if passage.place is None:
        location["message"] = {"text": _message(one_line(passage.text))}
    return location


def _message(text: str) -> str:
    """Plain text in which nothing reads as a link (section 3.11.6)."""
    return shortened(text, _TEXT).replace("](", "] (")


def _artifact(file: str) -> Object:
    """A file by its address; one outside of the project has a whole one."""
    address = quote(file, safe="/", errors="replace")
    return {"uri": f"file://{address}"} if file.startswith("/") else {"uri": address, "uriBaseId": _ROOT}


def _suppression(suppression: Suppression) -> Object:
    kind = "inSource" if suppression.where is Where.ARTICLE else "external"
    made: Object = {"kind": kind, "status": "accepted", "justification": suppression.reason}
    file, _, line = suppression.place.rpartition(":")
    if line.isdigit() and file:
        physical = {"artifactLocation": _artifact(file), "region": {"startLine": int(line)}}
        made["location"] = {"physicalLocation": physical}
    return made


def _artifacts(run: Run) -> list[Object]:
    files: dict[str, str] = {}
    for answer in run.answers:
        for file, lang in ((answer.file, answer.target_lang), (answer.source_file, answer.source_lang)):
            if file:
                files.setdefault(file, lang)
    return [{"location": _artifact(file), "properties": {"language": lang}} for file, lang in files.items()]


def _invocation(run: Run) -> Object:
    made: Object = {"executionSuccessful": not run.failures, "exitCode": run.exit_code}
    notes = list(_notes(run))
    return {**made, "toolExecutionNotifications": notes} if notes else made


def _notes(run: Run) -> Iterator[Object]:
    for failure in run.failures:
        yield {
            "level": "error",
            "message": {"text": _message(one_line(failure.message))},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(failure.file)}}],
        }
    for gone in run.gone:
        yield {"level": "note", "message": {"text": _message(gone_line(gone))}}
    for each in run.unused:
        yield {"level": "note", "message": {"text": unused_line(each)}}
    reasons: dict[str, set[str]] = {}
    for answer in run.answers:
        for skip in answer.skipped:
            reasons.setdefault(skip.reason, set()).add(skip.rule)
    for reason, names in reasons.items():
        yield {"level": "note", "message": {"text": f"not looked for ({one_line(reason)}): {', '.join(sorted(names))}"}}
    if len(run.marks) > _MOST:
        left = len(run.marks) - _MOST
        yield {"level": "warning", "message": {"text": f"{left} further marks are left out: GitHub takes {_MOST}"}}
