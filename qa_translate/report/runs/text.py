"""A run for a terminal or a log: every new mark at its place, the worst ones, what was not checked, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa_translate.answer import Run, Status
from qa_translate.finding import Rule
from qa_translate.report.runs.parts import (
    explained,
    gone_line,
    identity,
    of_status,
    one_line,
    percent,
    place_of,
    quoted,
    totals,
    unused_line,
    verdict,
)
from qa_translate.report.unchecked import counted, unchecked_of

_WORST = 5
_FEW = 8
"""New marks up to which the worst are not named once more."""
_AROUND = 50


def render(run: Run, rules: Mapping[str, Rule]) -> str:
    """Lines in the manner of a compiler: ``FILE:LINE:COLUMN: severity rule (sure): message``."""
    return "\n".join(_lines(run, rules)) + "\n"


def _lines(run: Run, rules: Mapping[str, Rule]) -> Iterator[str]:
    for answer, mark in of_status(run, Status.NEW):
        head = f"{place_of(answer, mark)}: {mark.severity} {mark.rule} ({percent(mark)})"
        yield f"{head}: {explained(mark)}  [{identity(mark)}]"
        if mark.target is not None:
            yield f"    {quoted(mark.target, _AROUND)}"
    yield from map(gone_line, run.gone)
    yield from map(unused_line, run.unused)
    yield from (f"not checked: {one_line(failure.message)}" for failure in run.failures)
    yield from _unchecked(run, rules)
    if len(run.worst) > _FEW:
        yield ""
        yield f"the worst {_WORST} of {len(run.worst)}:"
        for answer, mark in run.worst[:_WORST]:
            words = quoted(mark.target) if mark.target else ""
            yield f"  {mark.severity} {mark.rule} ({percent(mark)})  {place_of(answer, mark)}  {words}".rstrip()
    yield f"{totals(run)}; {verdict(run)}"


def _unchecked(run: Run, rules: Mapping[str, Rule]) -> Iterator[str]:
    """What was not looked for, by reason, with the number of articles."""
    articles: dict[str, list[str]] = {}
    for answer in run.answers:
        for reason in dict.fromkeys(skip.reason for skip in answer.skipped):
            articles.setdefault(reason, []).append(answer.file)
    skipped = {skip for answer in run.answers for skip in answer.skipped}
    for group in unchecked_of(skipped, frozenset(rules)):
        where = articles[group.reason]
        name = where[0] if len(where) == 1 else counted(len(where), "article")
        yield f"not looked for in {name}: {group.what}: {one_line(group.reason)}"
