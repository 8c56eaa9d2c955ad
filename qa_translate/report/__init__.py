"""Reports: pure functions of a `Report`, one file a format, drawn from one shared `View`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa_translate.finding import Report, Rule
from qa_translate.report import html, json_v1, text
from qa_translate.report.options import Options

__all__ = ["FORMATS", "Format", "Options", "Render", "render"]

Render = Callable[[Report, Mapping[str, Rule], Options], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to print a report.

    Attributes:
        name: what ``--format`` calls it.
        summary: what it is good for, in one sentence.
        suffix: how files in this format end.
        render: makes the whole report, ending with a line end.
    """

    name: str
    summary: str
    suffix: str
    render: Render


FORMATS: Mapping[str, Format] = {
    made.name: made
    for made in (
        Format("text", "for a terminal or a log: each mark, what differs, a summary", ".txt", text.render),
        Format("json", "the public contract qa-translate/1, for scripts", ".json", json_v1.render),
        Format("html", "one page for a browser or a printer: both texts side by side", ".html", html.render),
    )
}


def render(name: str, report: Report, rules: Mapping[str, Rule], options: Options) -> str:
    """`report` in the format called `name` (a key of `FORMATS`)."""
    return FORMATS[name].render(report, rules, options)
