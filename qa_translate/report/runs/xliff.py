"""XLIFF 2.1 with the ITS module's localization quality issues: what Okapi and CAT tools read.

An article is a ``<file>``, a pair of passages a ``<unit>``. Every mark is one issue (ITS 2.0, section 8.17) on a pair
of ``<sm/>`` and ``<em/>``, which may overlap; where a mark goes on in another unit, a part without an issue of its own
points back to it. Marks without words in the translation are notes of their article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from qa_translate.answer import Answer, Mark, Pair, Run, Status
from qa_translate.finding import Rule
from qa_translate.mqm import ITS
from qa_translate.report.bidi import printable
from qa_translate.report.runs.parts import explained, identity, one_line, percent
from qa_translate.score import PENALTY

REPORT = "urn:qa-translate:1"
"""The namespace by which a report of this tool is known."""

_HEAD = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:its="http://www.w3.org/2005/11/its" '
    f'xmlns:qat="{REPORT}" version="2.1" its:version="2.0"'
)
_NO_UNIT = '  <unit id="u1"><segment><source/></segment></unit>'
"""What stands where there is nothing: a file has at least one unit."""

_PROFILE = "https://themqm.org/"
_UNITS = 10
"""What a penalty of MQM (1, 5, 10) is multiplied with to be a severity of ITS (0 to 100)."""

_FORBIDDEN = {chr(code): f'<cp hex="{code:04X}"/>' for code in range(32) if chr(code) not in "\t\n\r"}
"""Characters that no XML may hold, as XLIFF writes them."""


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """One document; where its articles are in several languages, it is in ``mul``."""
    source = _language({answer.source_lang for answer in run.answers})
    target = _language({answer.target_lang for answer in run.answers})
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'{_HEAD} srcLang="{source}" trgLang="{target}">']
    for number, answer in enumerate(run.answers, 1):
        lines += _file(answer, number)
    if not run.answers:
        lines += [' <file id="f1">', _NO_UNIT, " </file>"]
    return "\n".join([*lines, "</xliff>"]) + "\n"


def _language(languages: set[str]) -> str:
    return next(iter(languages)) if len(languages) == 1 else "mul"


def _file(answer: Answer, number: int) -> Iterator[str]:
    yield f' <file id="f{number}" original={_attribute(answer.file)} xml:space="preserve">'
    placed = {piece.mark for pair in answer.pairs for piece in pair.pieces}
    notes = [mark for k, mark in enumerate(answer.marks) if k not in placed]
    if notes:
        yield "  <notes>"
        yield from (f'   <note category="qa-translate">{_content(_comment(mark))}</note>' for mark in notes)
        yield "  </notes>"
    begun: dict[int, str] = {}
    for k, pair in enumerate(answer.pairs, 1):
        yield f'  <unit id="u{k}">'
        yield "   <segment>"
        yield f"    <source>{_content(pair.source)}</source>"
        if pair.target:
            yield f"    <target>{_marked(answer, pair, f'u{k}', begun)}</target>"
        yield "   </segment>"
        yield "  </unit>"
    if not answer.pairs:
        yield _NO_UNIT
    yield " </file>"


def _marked(answer: Answer, pair: Pair, unit: str, begun: dict[int, str]) -> str:
    """The words of a passage with its marks; `begun` gets the place where each of them begins."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for piece in pair.pieces:
        name = f"m{piece.mark + 1}"
        if piece.mark in begun:
            opened = f'<sm id="{name}" type="qat:continued" value="{begun[piece.mark]}"/>'
        else:
            begun[piece.mark] = f"#/f/{unit}/{name}"
            opened = f'<sm id="{name}" type="its:generic" {_issue(answer.marks[piece.mark])}/>'
        closed = f'<em startRef="{name}"/>'
        if piece.start == piece.end:
            opening.setdefault(piece.start, []).append(opened + closed)
        else:
            opening.setdefault(piece.start, []).append(opened)
            closing.setdefault(piece.end, []).append(closed)
    places = sorted({0, len(pair.target), *opening, *closing})
    parts: list[str] = []
    for at, end in zip(places, [*places[1:], len(pair.target)], strict=True):
        parts += [*closing.get(at, ()), *opening.get(at, ()), _content(pair.target[at:end])]
    return "".join(parts)


def _issue(mark: Mark) -> str:
    """The attributes of one localization quality issue."""
    given = {
        "Type": ITS[mark.category],
        "Comment": _comment(mark),
        "Severity": str(_UNITS * PENALTY[mark.severity]),
        "ProfileRef": _PROFILE,
        "Enabled": "no" if mark.status is Status.SUPPRESSED else "yes",
    }
    return " ".join(f"its:locQualityIssue{name}={_attribute(value)}" for name, value in given.items())


def _comment(mark: Mark) -> str:
    status = "" if mark.status is Status.NEW else f", {mark.status}"
    reason = f": {one_line(mark.suppression.reason)}" if mark.suppression else ""
    return f"{mark.rule}: {explained(mark)} ({mark.severity}, {percent(mark)}{status}{reason}) [{identity(mark)}]"


def _attribute(text: str) -> str:
    return f'"{escape(one_line(text))}"'


def _content(text: str) -> str:
    """Text of an element; what XML cannot hold as XLIFF writes it, or as U+FFFD where it is no character."""
    pieces = (
        _FORBIDDEN.get(char) or escape(printable(char) if char not in "\t\n\r" else char, quote=False) for char in text
    )
    return "".join(pieces).replace("\r", "&#13;")
