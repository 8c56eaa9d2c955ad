"""Reports of runs over many articles: pure functions of a `Run`, one file a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa_translate.answer import Run, Status
from qa_translate.finding import Rule
from qa_translate.report.runs import (
    code_quality,
    github,
    json_run,
    junit,
    markdown,
    rdjson,
    sarif,
    text,
    xliff,
)

__all__ = ["RUN_FORMATS", "RunFormat", "render"]

Render = Callable[[Run, Mapping[str, Rule]], str]
_EVERY = frozenset(Status)
_NEW = frozenset({Status.NEW})


@dataclass(frozen=True, slots=True)
class RunFormat:
    """A way to print a run.

    Attributes:
        name: what ``--format`` calls it.
        summary: what it is good for, in one sentence.
        render: makes the whole report, ending with a line end.
        carries: marks of which status are in it one by one; of the others it says how many they are, if anything.
    """

    name: str
    summary: str
    render: Render
    carries: frozenset[Status] = _EVERY


RUN_FORMATS: Mapping[str, RunFormat] = {
    made.name: made
    for made in (
        RunFormat("text", "for a terminal or a log: totals, the worst passages, why it fails", text.render, _NEW),
        RunFormat("json", "everything, for scripts: `qa-translate-run/1`", json_run.render),
        RunFormat("sarif", "SARIF 2.1.0, for code scanning and editors", sarif.render),
        RunFormat("junit", "JUnit XML: an article is a test", junit.render),
        RunFormat("github", "annotations of GitHub Actions within its limits, and the full log", github.render, _NEW),
        RunFormat(
            "gitlab",
            "GitLab's code quality, which compares branches by itself",
            code_quality.render,
            frozenset({Status.NEW, Status.KNOWN}),
        ),
        RunFormat("rdjson", "for reviewdog", rdjson.render, _NEW),
        RunFormat("markdown", "a summary for a job's page", markdown.render),
        RunFormat("xliff", "XLIFF 2.1 with ITS 2.0 localization quality issues, for CAT tools", xliff.render),
    )
}


def render(name: str, run: Run, rules: Mapping[str, Rule]) -> str:
    """`run` in the format called `name` (a key of `RUN_FORMATS`)."""
    return RUN_FORMATS[name].render(run, rules)
