"""JUnit XML, as Jenkins, GitLab and most job runners read it: an article is a test, which fails with its new marks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qa_translate.answer import Answer, Failure, Mark, Run, Status
from qa_translate.finding import Rule, reaches
from qa_translate.report.bidi import printable
from qa_translate.report.runs.parts import (
    counted_marks,
    explained,
    gone_line,
    identity,
    percent,
    place_of,
    totals,
    unused_line,
    verdict,
)


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """One suite with a test for each article; what does not fail it stands in its output."""
    suite = Element("testsuite", name="qa-translate", time="0")
    failed = sum(_case(suite, answer, run) for answer in run.answers)
    for failure in run.failures:
        _broken(suite, failure)
    if run.failing and not failed:  # too many marks, none of them too bad
        case = SubElement(suite, "testcase", name="new marks per 1,000 words", classname="articles", time="0")
        SubElement(case, "failure", message="; ".join(run.failing), type="rate")
        failed = 1
    for name, value in (
        ("tests", len(suite)),
        ("failures", failed),
        ("errors", len(run.failures)),
        ("skipped", 0),
    ):
        suite.set(name, str(value))
    SubElement(suite, "system-out").text = printable(_summary(run))
    root = Element("testsuites", {name: suite.attrib[name] for name in ("tests", "failures", "errors")})
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, answer: Answer, run: Run) -> bool:
    """Add the test of one article; whether it fails."""
    case = _test(suite, answer.file, answer.id)
    new = [mark for mark in answer.marks if mark.status is Status.NEW]
    others = [mark for mark in answer.marks if mark.status is not Status.NEW]
    worst = max((mark.severity for mark in new), key=lambda s: s.rank, default=None)
    fails = reaches(worst, run.fail_on)
    if fails:
        failure = SubElement(case, "failure", message=counted_marks(new), type=str(worst))
        failure.text = _listed(answer, new)
    shown = others if fails else [*new, *others]
    if shown:
        SubElement(case, "system-out").text = _listed(answer, shown)
    return fails


def _broken(suite: Element, failure: Failure) -> None:
    case = _test(suite, failure.file, failure.file)
    message = printable(failure.message)
    SubElement(case, "error", message=message, type="unreadable").text = message


def _test(suite: Element, file: str, name: str) -> Element:
    folder = str(PurePosixPath(file).parent).replace("/", ".").strip(".")
    given = {"name": printable(name or file), "classname": printable(folder or "articles"), "time": "0"}
    return SubElement(suite, "testcase", {**given, "file": printable(file)})


def _listed(answer: Answer, marks: list[Mark]) -> str:
    """One line a mark."""
    return printable(
        "\n".join(
            f"{place_of(answer, mark)}: {mark.severity} {mark.rule} ({percent(mark)}, {_status(mark)}): "
            f"{explained(mark)}  [{identity(mark)}]"
            for mark in marks
        )
    )


def _status(mark: Mark) -> str:
    return f"suppressed: {mark.suppression.reason}" if mark.suppression else mark.status.value


def _summary(run: Run) -> str:
    gone = [f"{gone_line(gone)} [{gone.fingerprint}]" for gone in run.gone]
    return "\n".join([f"{totals(run)}; {verdict(run)}", *gone, *map(unused_line, run.unused)])
