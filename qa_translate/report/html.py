"""The report as one page for a browser or a printer: self-contained, and forbidden to load anything.

Both texts stand side by side, passage by passage. The page works without its script (every note is then open below
the texts); the script adds the filters, the keys and the link between a mark and its note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from qa_translate.article import Side, Span
from qa_translate.finding import Report, Rule, Severity
from qa_translate.messages import language_name
from qa_translate.report.bidi import printable
from qa_translate.report.options import Options
from qa_translate.report.passages import runs_of
from qa_translate.report.unchecked import counted
from qa_translate.report.view import Mark, View, is_right_to_left, view_of
from qa_translate.report.web import asset, content_hash, environment, isolated

LEAST_CONFIDENCE = 0.2
"""Findings below it are not in the page, whatever its slider says (unless the reader's threshold is lower still)."""

_CONTEXT = 70
_QUOTED = re.compile('“([^“”]+)”|«([^«»]+)»|"([^"]+)"')
_BLANK_LINE = re.compile(r"\n\s*\n")
_SYMBOLS = {Severity.CRITICAL: "▲", Severity.MAJOR: "◆", Severity.MINOR: "●"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words in the page; `ends` are the marks whose number stands behind it."""

    text: str
    marks: tuple[_Note, ...]
    ends: tuple[_Note, ...]

    @property
    def shown(self) -> list[_Note]:
        return [note for note in self.marks if note.mark.number]


@dataclass(frozen=True, slots=True)
class _Note:
    """A mark and its name in the page, 1 for the first whether or not it is shown."""

    id: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class _Compared:
    """A passage in pieces, and of each piece whether its words differ."""

    side: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What HTML must know of a text."""

    lang: str
    dir: str
    name: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """One row of the page."""

    opens: bool
    source: Sequence[_Piece | None]
    target: Sequence[_Piece | None]


def render(report: Report, rules: Mapping[str, Rule], options: Options) -> str:
    """A whole HTML document; marks below the threshold are in it, unseen until the reader lowers the slider."""
    view = view_of(report, rules, options.min_confidence)
    floor = min(LEAST_CONFIDENCE, options.min_confidence)
    notes = [_Note(k, mark) for k, mark in enumerate((m for m in view.every if m.finding.confidence >= floor), 1)]
    texts = _texts(view)
    page = _environment().get_template("report.html.j2")
    style, script = (asset("qa_translate.report", f"report.{kind}") for kind in ("css", "js"))
    return printable(
        page.render(
            view=view,
            notes=notes,
            left_out=len(view.every) - len(notes),
            floor=floor,
            pairs=_pairs(view, notes),
            texts=texts,
            message=lambda text: _message(text, view, texts),
            rules=_rules(notes),
            categories=_categories(notes),
            likeness=_likeness(view),
            differing=_differing(view),
            severities=list(reversed(Severity)),
            symbols=_SYMBOLS,
            side=Side,
            context=_CONTEXT,
            style=Markup(style),
            script=Markup(script),
            style_hash=content_hash(style),
            script_hash=content_hash(script),
        )
    )


def _pairs(view: View, notes: Sequence[_Note]) -> list[_Pair]:
    sources = _pieces(view, Side.SOURCE, notes, [row.source for row in view.rows])
    targets = _pieces(view, Side.TRANSLATION, notes, [row.target for row in view.rows])
    return [_Pair(row.opens, *pieces) for row, *pieces in zip(view.rows, sources, targets, strict=True)]


def _pieces(
    view: View, side: Side, notes: Sequence[_Note], rows: Sequence[tuple[Span, ...]]
) -> list[list[_Piece | None]]:
    """The pieces of each row's text on one side; None where words of other rows are left out."""
    text = view.text(side)
    by_id = {note.id: note for note in notes}
    marks = [(note.id, note.mark.spans[side]) for note in notes if side in note.mark.spans]
    placed = sorted((span, k) for k, row in enumerate(rows) for span in row)
    cells: list[list[_Piece | None]] = [[] for _ in rows]
    last: dict[int, int] = {}
    for (span, k), runs in zip(placed, runs_of(marks, [span for span, _ in placed]), strict=True):
        gap = text[last[k] : span.start] if k in last else ""
        if gap.strip():
            cells[k].append(None)
        elif gap:
            cells[k].append(_Piece(gap, (), ()))
        for run in runs:
            covering, ends = ([by_id[name] for name in names] for names in (run.marks, run.ends))
            cells[k].append(_Piece(run.span.of(text), tuple(covering), tuple(ends)))
        last[k] = span.end
    return cells


def _texts(view: View) -> dict[Side, _Text]:
    return {
        side: _Text(lang, "rtl" if is_right_to_left(view.text(side)) else "ltr", language_name(lang) or lang)
        for side, lang in view.languages.items()
    }


def _message(message: str, view: View, texts: Mapping[Side, _Text]) -> Markup:
    """`message` escaped, each piece that it quotes from a text with the language and the direction of that text."""
    parts, end = [], 0
    for quoted in _QUOTED.finditer(message):
        piece = quoted[1] or quoted[2] or quoted[3]
        side = next((s for s in texts if piece in view.text(s)), None)
        if side is None:
            continue
        start = quoted.start() + 1
        parts += [isolated(message[end:start]), _foreign(piece, texts[side])]
        end = start + len(piece)
    return Markup("").join([*parts, isolated(message[end:])])


def _foreign(words: str, text: _Text) -> Markup:
    kind = ' class="rtl"' if text.dir == "rtl" else ""
    return Markup('<bdi{} lang="{}" dir="{}">{}</bdi>').format(Markup(kind), text.lang, text.dir, words)


def _categories(notes: Iterable[_Note]) -> dict[str, int]:
    """How many marks are shown of each category that the page knows."""
    shown = Counter(note.mark.finding.category.value for note in notes if note.mark.number)
    return {name: shown[name] for name in sorted({note.mark.finding.category.value for note in notes})}


def _rules(notes: Iterable[_Note]) -> list[tuple[Rule, bool]]:
    """The rules of all marks in the page, by name, and whether one of its marks is shown."""
    shown = {note.mark.finding.rule for note in notes if note.mark.number}
    every = {note.mark.rule.name: note.mark.rule for note in notes if note.mark.rule}
    return [(every[name], name in shown) for name in sorted(every)]


def _likeness(view: View) -> list[tuple[str, float, str]]:
    """sacreBLEU's scores: name, value, and what it means."""
    similarity = view.report.similarity
    if similarity is None:
        return []
    return [
        ("chrF++", similarity.chrf, "letters and words that the two texts share, 0 to 100: higher is more alike"),
        ("BLEU", similarity.bleu, "groups of words that the two texts share, 0 to 100: higher is more alike"),
        ("TER", similarity.ter, "edits that turn one text into the other, per 100 words: lower is more alike"),
    ]


def _differing(view: View) -> list[tuple[_Compared, _Compared]]:
    """Passages of the two texts in one language whose words differ, in order."""
    similarity = view.report.similarity
    if similarity is None:
        return []
    sides = tuple(map(Side, similarity.comparison.split("/")))
    if not all(side in view.languages for side in sides):
        return []
    return [
        (
            _compared(view, sides[0], segment.reference, [d.reference for d in segment.differences]),
            _compared(view, sides[1], segment.hypothesis, [d.hypothesis for d in segment.differences]),
        )
        for segment in similarity.segments
        if segment.differences
    ]


def _compared(view: View, side: Side, passage: Span, differing: Iterable[Span | None]) -> _Compared:
    marks = [(k, span) for k, span in enumerate(differing) if span is not None]
    (runs,) = runs_of(marks, [passage])
    text = view.text(side)
    return _Compared(side.value, tuple((run.span.of(text), bool(run.marks)) for run in runs))


def _worst(notes: Iterable[_Note]) -> str:
    """The gravest severity among `notes`, "" without any."""
    return max((note.mark.finding.severity for note in notes), key=lambda s: s.rank, default="")


def _breaks(text: str) -> Markup:
    """`text` escaped, its blank lines kept."""
    return Markup("<br><br>").join(escape(part) for part in _BLANK_LINE.split(text))


def _signature(text: str) -> Markup:
    """`text` escaped, with leave to break behind each of its parts."""
    return Markup("|<wbr>").join(escape(part) for part in text.split("|"))


@cache
def _environment() -> Environment:
    made = environment("qa_translate.report")
    made.filters.update(breaks=_breaks, isolated=isolated, signature=_signature, worst=_worst)
    made.globals["counted"] = counted
    return made
