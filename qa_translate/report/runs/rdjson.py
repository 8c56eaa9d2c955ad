"""Reviewdog's diagnostic format, https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns are bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa_translate.answer import Answer, Mark, Passage, Run, Status
from qa_translate.finding import Rule, Severity
from qa_translate.report.json_v1 import Json, dump
from qa_translate.report.runs.parts import explained, identity, of_status, one_line, percent

_MENTION = re.compile(r"[@#](?=\w)")
_LEVELS = {Severity.CRITICAL: "ERROR", Severity.MAJOR: "WARNING", Severity.MINOR: "INFO"}


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """A ``DiagnosticResult`` with every new mark."""
    result: Json = {
        "source": {"name": "qa-translate"},
        "severity": "WARNING",
        "diagnostics": [_diagnostic(answer, mark) for answer, mark in of_status(run, Status.NEW)],
    }
    return dump(result, indent=2) + "\n"


def _diagnostic(answer: Answer, mark: Mark) -> Json:
    related = [
        {"message": _unmentioned(f"{name}: {one_line(passage.text)}"), "location": _location(passage, passage.file)}
        for name, passage in (("source", mark.source), ("back-translation", mark.back))
        if passage is not None and passage.file
    ]
    return {
        "message": _unmentioned(f"{explained(mark)} ({percent(mark)})"),
        "location": _location(mark.target, answer.file),
        "severity": _LEVELS[mark.severity],
        "code": {"value": mark.rule},
        "original_output": identity(mark),
        **({"related_locations": related} if related else {}),
    }


def _unmentioned(text: str) -> str:
    """reviewdog posts messages as comments, in which a name that an article quotes would call its owner."""
    return _MENTION.sub("\\g<0>\u200b", text)


def _location(passage: Passage | None, file: str) -> Json:
    place = passage.place if passage else None
    if place is None:
        return {"path": file}
    start = {"line": place.line, "column": place.byte_column}
    return {"path": file, "range": {"start": start, "end": {"line": place.end_line, "column": place.end_byte_column}}}
