"""A run as a summary for a job's page (``$GITHUB_STEP_SUMMARY``): GitHub's Markdown, at most 1 MiB."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qa_translate.answer import Answer, Mark, Passage, Run, Status
from qa_translate.finding import Rule, Severity
from qa_translate.report.runs.parts import (
    explained,
    identity,
    of_status,
    one_line,
    percent,
    place_of,
    shortened,
    totals,
    verdict,
)
from qa_translate.report.view import is_right_to_left

_WORST = 10
_WORDS = 160
_MOST = 900_000
"""Bytes; GitHub drops a summary of more than 1 MiB whole."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@!&$])")
_SYMBOLS = {Severity.CRITICAL: "🔴", Severity.MAJOR: "🟠", Severity.MINOR: "🟡"}


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """Headline, the worst passages, the counts, and every mark to be opened."""
    kept: list[str] = []
    size = 0
    for line in _lines(run):
        size += len(line.encode("utf-8", "replace")) + 1
        if size > _MOST:
            kept += ["", "The rest is too long for this page; the JSON and SARIF reports have all of it."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def _lines(run: Run) -> Iterator[str]:
    yield f"## qa-translate: {_plain(verdict(run))}"
    yield ""
    yield _plain(totals(run))
    if run.worst:
        yield from _titled("Worst passages", _table(run.worst[:_WORST]))
        yield from _titled("By article", _by_article(run))
        yield from _titled("By category", _by_category(run))
    for status, marks in (
        (Status.NEW, run.worst if len(run.worst) > _WORST else ()),
        (Status.KNOWN, of_status(run, Status.KNOWN)),
        (Status.SUPPRESSED, of_status(run, Status.SUPPRESSED)),
    ):
        if marks:
            title = "All new" if status is Status.NEW else status.capitalize()
            table = _table(marks, reasons=status is Status.SUPPRESSED)
            yield from _folded(f"{title} marks ({len(marks)})", table)
    if run.gone:
        rows = [f"- {_code(gone.file)} {_code(gone.rule)}: {_plain(gone.words)}" for gone in run.gone]
        yield from _folded(f"Gone from the baseline ({len(run.gone)})", rows)
    if run.unused:
        rows = [f"- {_code(each.place)}: {_code(each.rule)}" for each in run.unused]
        yield from _folded(f"Suppressions that meet no mark ({len(run.unused)})", rows)
    if run.failures:
        yield from _titled("Not checked", [f"- {_plain(failure.message)}" for failure in run.failures])
    reasons = Counter(reason for answer in run.answers for reason in {skip.reason for skip in answer.skipped})
    if reasons:
        rows = [f"- {_plain(reason)} ({count} articles)" for reason, count in reasons.most_common()]
        yield from _folded("Rules that could not look", rows)


def _table(marks: Sequence[tuple[Answer, Mark]], *, reasons: bool = False) -> Iterator[str]:
    yield f"| | where | rule | words | what{' | reason' if reasons else ''} |"
    yield f"|---|---|---|---|---|{'---|' if reasons else ''}"
    for answer, mark in marks:
        reason = f" {_plain(mark.suppression.reason) if mark.suppression else ''} |" if reasons else ""
        how = f"{_SYMBOLS[mark.severity]} {mark.severity}"
        where = _code(place_of(answer, mark))
        what = f"{_plain(explained(mark))} <sub>{percent(mark)}, {identity(mark)}</sub>"
        yield f"| {how} | {where} | {_code(mark.rule)} | {_words(mark.target)} | {what} |{reason}"


def _by_article(run: Run) -> Iterator[str]:
    counts = {answer: Counter(m.severity for m in answer.marks if m.status is Status.NEW) for answer in run.answers}
    several = Counter(answer.file for answer in run.answers)
    yield "| article | critical | major | minor | score |"
    yield "|---|---:|---:|---:|---:|"
    for answer, count in sorted(counts.items(), key=lambda each: [-each[1][s] for s in reversed(Severity)]):
        if count:
            numbers = " | ".join(str(count[severity]) for severity in reversed(Severity))
            name = f"{answer.file} ({answer.id})" if several[answer.file] > 1 else answer.file
            yield f"| {_code(name)} | {numbers} | {answer.score:.1f} |"


def _by_category(run: Run) -> Iterator[str]:
    counts = Counter(mark.category for _, mark in run.worst)
    yield "| category | new marks |"
    yield "|---|---:|"
    yield from (f"| {category} | {count} |" for category, count in counts.most_common())


def _titled(title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    yield from ("", f"### {title}", "")
    yield from lines


def _folded(title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{title}</summary>", "")
    yield from lines
    yield from ("", "</details>")


def _words(passage: Passage | None) -> str:
    if passage is None:
        return ""
    words = _plain(shortened(one_line(passage.text), _WORDS))
    return f'<span dir="rtl">{words}</span>' if is_right_to_left(passage.text) else words


def _plain(text: str) -> str:
    """`text` that Markdown shows as it is, and in which nobody is mentioned."""
    return _SPECIAL.sub(lambda char: f"&#{ord(char[0])};", one_line(text))


def _code(text: str) -> str:
    return f"<code>{_plain(text)}</code>"
