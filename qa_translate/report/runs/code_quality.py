"""GitLab's code quality report (a subset of Code Climate's): GitLab tells new from known by comparing branches itself.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from qa_translate.answer import Answer, Mark, Run, Status
from qa_translate.finding import Rule
from qa_translate.report.json_v1 import Json, dump
from qa_translate.report.runs.parts import identity, of_status, percent, with_words


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """A list of issues: every mark that is not suppressed."""
    issues = [_issue(answer, mark) for answer, mark in of_status(run, Status.NEW, Status.KNOWN)]
    return dump(issues, indent=2) + "\n"


def _issue(answer: Answer, mark: Mark) -> Json:
    place = mark.target.place if mark.target else None
    return {
        "description": f"{with_words(mark)} ({percent(mark)})",
        "check_name": mark.rule,
        # Unique in the report, and the same in the next one.
        "fingerprint": hashlib.sha256(
            f"{answer.file}\0{answer.id}\0{identity(mark)}".encode("utf-8", "replace")
        ).hexdigest(),
        "severity": mark.severity.value,
        "location": {"path": answer.file, "lines": {"begin": place.line if place else 1}},
        "qa_translate": {"mark": identity(mark), "status": mark.status.value},
    }
