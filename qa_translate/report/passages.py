"""Texts cut for showing: aligned rows, runs of equally marked words, and the context of a mark. Pure functions."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from qa_translate.article import Span

Alignment = Sequence[tuple[Span | None, Span | None]]

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_WORD = re.compile(r"\S+")
_GAP_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One passage in both texts; several spans on a side where the passage stands torn apart there.

    Attributes:
        source, target: spans in reading order; empty where the passage has no counterpart.
        opens: a paragraph of the translation (or, without one, of the source) begins here.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks.

    Attributes:
        span: where it is.
        marks: identities of the marks that cover it, ascending.
        ends: those of them that end with it.
    """

    span: Span
    marks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def rows_of(source: str, target: str, alignment: Alignment) -> tuple[Row, ...]:
    """Rows in the order of the translation that show every word of both texts exactly once.

    The alignment may overlap (the hull of a torn passage covers others), leave text out, or be empty: words in
    several passages go to the shortest, and words in none stand alone after what precedes them. Without any
    alignment the whole of both texts is one row.
    """
    if not any(first and second for first, second in alignment):
        return (Row(tuple(paragraphs_of(source)), tuple(paragraphs_of(target)), opens=True),)
    sources = _claimed(source, [pair[0] for pair in alignment])
    targets = _claimed(target, [pair[1] for pair in alignment])
    rows = [
        Row(tuple(sources.owned[k]), tuple(targets.owned[k]))
        for k in range(len(alignment))
        if sources.owned[k] or targets.owned[k]
    ]
    rows = _with_strays(rows, [Row((), (span,)) for span in targets.strays], by_target=True)
    rows = _with_strays(rows, [Row((span,), ()) for span in sources.strays], by_target=False)
    return tuple(_opened(rows, source, target))


def runs_of(marks: Sequence[tuple[int, Span]], pieces: Sequence[Span]) -> list[list[Run]]:
    """Cut each of `pieces` (sorted, apart) where a mark begins or ends.

    Args:
        marks: identity and span of each mark; they may overlap, and a mark may reach over several pieces.
        pieces: the stretches of text to show.
    """
    opening: dict[int, set[int]] = defaultdict(set)
    closing: dict[int, set[int]] = defaultdict(set)
    for name, span in marks:
        opening[span.start].add(name)
        closing[span.end].add(name)
    cuts = sorted({*opening, *closing, *(edge for piece in pieces for edge in (piece.start, piece.end))})
    active: set[int] = set()
    runs: list[list[Run]] = [[] for _ in pieces]
    current = 0
    for start, end in pairwise(cuts):
        active = (active - closing.get(start, set())) | opening.get(start, set())
        while current < len(pieces) and pieces[current].end <= start:
            current += 1
        if current < len(pieces) and pieces[current].start <= start:
            ends = active & closing.get(end, set())
            runs[current].append(Run(Span(start, end), tuple(sorted(active)), tuple(sorted(ends))))
    return runs


def paragraphs_of(text: str, stretch: Span | None = None) -> list[Span]:
    """The paragraphs of `text`, or of a stretch of it: what stands between blank lines."""
    stretch = stretch or Span(0, len(text))
    edges = [stretch.start]
    for gap in _PARAGRAPH_BREAK.finditer(text, stretch.start, stretch.end):
        edges += [gap.start(), gap.end()]
    edges.append(stretch.end)
    parts = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [part.stripped(text) for part in parts if part.of(text).strip()]


def passage_of(span: Span, passages: Sequence[Span]) -> Span:
    """The hull of those of `passages` (sorted, apart) that `span` touches, and of `span` itself."""
    first = max(0, bisect_right(passages, Span(span.start, sys.maxsize)) - 1)
    touched = takewhile(lambda passage: passage.start < span.end, passages[first:])
    return Span.hull([span, *(passage for passage in touched if passage.overlaps(span))])


def trimmed(text: str, span: Span, passage: Span, limit: int) -> Span:
    """`passage` cut at white space to about `limit` code points on each side of `span`, which it holds."""
    start = max(passage.start, span.start - limit)
    end = min(passage.end, span.end + limit)
    while passage.start < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < passage.end and not text[end].isspace():
        end -= 1
    return Span(start, end)


def visible(span: Span, text: str) -> Span | None:
    """`span` inside `text`, without white space around it; a place between words becomes the next word.

    None where the text has no word to show.
    """
    start, end = max(0, min(span.start, len(text))), max(0, min(span.end, len(text)))
    if text[start:end].strip():
        return Span(start, end).stripped(text)
    following = _WORD.search(text, start)
    if following is not None:
        return Span(*following.span())
    end = len(text.rstrip())
    return Span(max(text.rfind(gap, 0, end) for gap in " \n") + 1, end) if end else None


@dataclass(frozen=True, slots=True)
class _Claims:
    owned: dict[int, list[Span]]
    strays: list[Span]


def _claimed(text: str, spans: Sequence[Span | None]) -> _Claims:
    """Which passage shows which words: long passages are painted first, short ones over them."""
    owner = [-1] * len(text)
    painted = sorted(((span, k) for k, span in enumerate(spans) if span), key=lambda item: (-len(item[0]), item))
    for span, k in painted:
        start, end = max(0, span.start), min(span.end, len(text))
        owner[start:end] = [k] * max(0, end - start)
    owned: dict[int, list[Span]] = defaultdict(list)
    strays: list[Span] = []
    for k, group in groupby(range(len(text)), key=owner.__getitem__):
        places = list(group)
        stretch = Span(places[0], places[-1] + 1)
        if not stretch.of(text).strip():
            continue
        if k >= 0:
            owned[k].append(stretch.stripped(text))
        else:
            strays.extend(paragraphs_of(text, stretch))
    return _Claims(owned, strays)


def _with_strays(rows: list[Row], strays: list[Row], *, by_target: bool) -> list[Row]:
    """`rows` with each stray row behind the row whose words precede it in its own text."""

    def spans(row: Row) -> tuple[Span, ...]:
        return row.target if by_target else row.source

    places = sorted((spans(row)[-1].end, k) for k, row in enumerate(rows) if spans(row))
    behind: dict[int, list[Row]] = defaultdict(list)
    at = 0
    for stray in strays:
        while at < len(places) and places[at][0] <= spans(stray)[0].start:
            at += 1
        behind[places[at - 1][1] if at else -1].append(stray)
    merged = list(behind[-1])
    for k, row in enumerate(rows):
        merged += [row, *behind[k]]
    return merged


def _opened(rows: list[Row], source: str, target: str) -> Iterable[Row]:
    """`rows` with `opens` set where a paragraph begins."""
    for row in rows:
        text, spans = (target, row.target) if row.target else (source, row.source)
        yield Row(row.source, row.target, _opens(text, spans[0].start))


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - _GAP_SAMPLE) : start]
    gap = before[len(before.rstrip()) :]
    return start == len(gap) or gap.count("\n") > 1
