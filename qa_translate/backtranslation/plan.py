"""A text as slots that an engine renders and what stands between them, which stays as it is.

Line ends, blank lines and rows of asterisks never reach the engine, so that the result has the paragraphs of the text.
Neither do quotation marks around a slot, or at the edge of one whose other half is elsewhere: engines drop or pair
them as they please.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from qa_translate.article import Document, ScoredSpan, Segment, Side, Span
from qa_translate.ports import Rendering, Unit
from qa_translate.segment import segment

_MARKS = '"“”„‟«»‹›「」『』'
_EDGES = re.compile(rf"(?s)([{_MARKS}]?)([^{_MARKS}]*?)([{_MARKS}][.,;:!?؟،؛…]*)?")
_PLACES = (
    re.compile(rf"(?<=[.!?؟。…])[{_MARKS})]*\s+"),
    re.compile(r"(?<=[;:؛])\s+"),
    re.compile(r"(?<=[,،、])\s+"),
    re.compile(r"\s+(?=[-–—]\s)"),
    re.compile(r"\s+"),
)
"""Where a slot may be cut, the best places first; always at white space, so that no number is torn."""

_MARGIN = 0.25
"""Share of a slot at either end in which it is cut only where there is no place in the middle."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a text that an engine renders in one piece.

    Attributes:
        span: where it stands in the text, code points, without the marks in `lead` and `trail`.
        words: what the engine is given: the stretch without line ends.
        lead, trail: what stands before and after its rendering in the result.
    """

    span: Span
    words: str
    lead: str = ""
    trail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A text cut into slots.

    Attributes:
        text: all of it.
        slots: in order.
        tail: what stands after the last of them.
    """

    text: str
    slots: tuple[Slot, ...]
    tail: str = ""

    def cut(self, too_long: Container[str]) -> Plan:
        """This plan with every slot whose words are `too_long` cut in two, where there is white space to cut it at."""
        parts = (_halves(self.text, slot) if slot.words in too_long else (slot,) for slot in self.slots)
        return replace(self, slots=tuple(chain.from_iterable(parts)))

    def joined(self, renderings: Mapping[str, Rendering]) -> tuple[str, tuple[ScoredSpan, ...]]:
        """The result, with a rendering in place of each slot's words, and the engine's tokens in it."""
        parts: list[str] = []
        tokens: list[ScoredSpan] = []
        length = 0
        for slot in self.slots:
            rendering = renderings[slot.words]
            start = length + len(slot.lead)
            for token in rendering.pieces:
                tokens.append(ScoredSpan(Span(start + token.span.start, start + token.span.end), token.log_prob))
            parts += [slot.lead, rendering.text, slot.trail]
            length = start + len(rendering.text) + len(slot.trail)
        return "".join([*parts, self.tail]), tuple(tokens)


def plan(text: str, lang: str, unit: Unit) -> Plan:
    """Cut `text` into slots of one sentence, or of the sentences of a line.

    Args:
        text: as given.
        lang: ISO 639-1 code.
        unit: how much the engine renders best in one piece.
    """
    slots: list[Slot] = []
    end = 0
    for span in _spans(segment(text, lang, Side.TRANSLATION), unit):
        slots.append(_slot(text, span, _gap(text[end : span.start])))
        end = span.end
    return Plan(text, tuple(slots), _gap(text[end:]))


def _spans(document: Document, unit: Unit) -> Iterator[Span]:
    run: list[Segment] = []
    for part in document.segments:
        if run and (unit is Unit.SENTENCE or _apart(document.text, run[-1], part)):
            yield Span.hull(each.span for each in run)
            run = []
        run.append(part)
    if run:
        yield Span.hull(each.span for each in run)


def _apart(text: str, before: Segment, after: Segment) -> bool:
    """Whether more than spaces is between two segments."""
    between = text[before.span.end : after.span.start]
    return before.paragraph != after.paragraph or "\n" in between or bool(between.strip())


def _gap(between: str) -> str:
    """What is kept of a stretch between slots: blank lines and visible marks; one space for many."""
    return re.sub(r"[^\S\r\n]+", " ", between) if between.strip() or not _has_line_end(between) else _lines(between)


def _has_line_end(between: str) -> bool:
    return "\n" in between or "\r" in between


def _lines(between: str) -> str:
    return "".join(char for char in between if char in "\r\n")


def _slot(text: str, span: Span, lead: str = "", trail: str = "") -> Slot:
    edges = _EDGES.fullmatch(span.of(text))
    if edges and edges[2].strip():
        span = Span(span.start + edges.start(2), span.start + edges.end(2)).stripped(text)
        lead, trail = lead + edges[1], (edges[3] or "") + trail
    return Slot(span, " ".join(span.of(text).split()), lead, trail)


def _halves(text: str, slot: Slot) -> tuple[Slot, ...]:
    """Both parts of a slot, cut at the best place near its middle; the slot alone where there is none."""
    place = _place(slot.span.of(text))
    if place is None:
        return (slot,)
    first = Span(slot.span.start, slot.span.start + place).stripped(text)
    second = Span(slot.span.start + place, slot.span.end).stripped(text)
    return _slot(text, first, slot.lead), _slot(text, second, " ", slot.trail)


def _place(words: str) -> int | None:
    for pattern in _PLACES:
        places = [found.end() for found in pattern.finditer(words) if found.start() and words[found.end() :].strip()]
        inner = [at for at in places if _MARGIN <= at / len(words) <= 1 - _MARGIN]
        if inner or (places and pattern is _PLACES[-1]):
            return min(inner or places, key=lambda at: abs(2 * at - len(words)))
    return None
