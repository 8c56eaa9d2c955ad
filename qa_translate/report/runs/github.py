"""Annotations of GitHub Actions, and below them the full log.

Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. GitHub shows at most
ten errors, ten warnings and ten notices of a step; the others would vanish without a word, so they stand in the log
only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from qa_translate.answer import Answer, Mark, Run, Status
from qa_translate.finding import Rule, Severity
from qa_translate.report.runs import text
from qa_translate.report.runs.parts import identity, one_line, percent, rest_of, shortened, with_words

_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}
_OF_EACH_LEVEL = 10
_MESSAGE = 1000
"""Code points of one message; GitHub takes 64 KB, nobody reads them."""


def render(run: Run, rules: Mapping[str, Rule]) -> str:
    """The worst new marks as annotations, every new mark in the log."""
    return "\n".join(_lines(run, rules)) + "\n"


def _lines(run: Run, rules: Mapping[str, Rule]) -> Iterator[str]:
    shown: Counter[Severity] = Counter()
    for answer, mark in run.worst:
        if shown[mark.severity] < _OF_EACH_LEVEL:
            shown[mark.severity] += 1
            yield _command(answer, mark)
    yield "::group::qa-translate: every new mark"
    for line in text.render(run, rules).splitlines():
        yield _harmless(line)
    yield "::endgroup::"
    others = rest_of(run, [Status.NEW])
    left = len(run.worst) - shown.total()
    if left:
        yield f"{left} more new marks are in the log alone: GitHub shows {_OF_EACH_LEVEL} annotations of each level"
    if others:
        yield f"Not annotated: {others}"


def _command(answer: Answer, mark: Mark) -> str:
    place = mark.target.place if mark.target else None
    given = {"title": f"{mark.rule} ({percent(mark)})", "file": answer.file}
    if place is not None:
        given |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:  # GitHub takes columns within one line only
            given |= {"col": str(place.column), "endColumn": str(place.end_column)}
    said = ",".join(f"{name}={_property(value)}" for name, value in given.items())
    message = shortened(with_words(mark), _MESSAGE)
    return f"::{_LEVELS[mark.severity]} {said}::{_data(f'{message} ({identity(mark)})')}"


def _unbracketed(text: str) -> str:
    """`text` without the other form of commands, which the runner looks for anywhere in a line."""
    return text.replace("##[", "##\u200b[")


def _data(text: str) -> str:
    return _unbracketed(one_line(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """A line of an article is no command, however it begins."""
    return f"| {_unbracketed(line)}" if line.lstrip().startswith("::") else _unbracketed(line)
