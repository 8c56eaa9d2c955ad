"""Find the quotations of a text in any script: what stands between quotation marks, and which mark is missing.

Marks with two shapes say by their shape what they do, straight ones by what stands beside them and, where that does
not tell, by parity within the paragraph. Single marks count only as a pair, because most of them are apostrophes.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.article import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»'‘’‚‹›]")
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE = frozenset("'‘’‚")
_OPENS_BY_SHAPE = frozenset(["“", "„", "«", "‹", "‘", "‚", "``"])
_CLOSES_BY_SHAPE = frozenset(["”", "‟", "»", "›", "’"])
_FAMILY = {**dict.fromkeys(["«", "»"], "«"), **dict.fromkeys(["‹", "›"], "‹"), **dict.fromkeys("'‘’‚", "'")}
# Elided beginnings of English words, which look like an opening single mark.
_ELIDED = re.compile(r"(?:s|d|m|t|re|ve|ll|em|til|cause|tis|twas|n|\d0s)\b", re.IGNORECASE)
# Bounds that keep a text full of marks from costing more than it is worth: open quotations, code points.
_DEEPEST = 8
_LONGEST_SINGLE = 2_000
# Marks that end or begin nested quotations together, and the character beyond them.
_FARTHEST = 4
# A straight double mark typed for the apostrophe of a plural's possessive.
_POSSESSIVE = re.compile(r"s\" \w")


class _Role(enum.Enum):
    OPENS = enum.auto()
    CLOSES = enum.auto()
    EITHER = enum.auto()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        span: the quotation with its marks, code points.
        inner: the words without the marks.
        opened, closed: whether each mark is there. An unclosed quotation reaches to the end of its paragraph, one
            never opened back to the quotation before or the start of its paragraph.
        continued: unclosed because the next paragraph opens the same quotation again, as English style has it.
        depth: 0 for an outermost quotation, 1 for one inside it, and so on.
    """

    span: Span
    inner: Span
    opened: bool = True
    closed: bool = True
    continued: bool = False
    depth: int = 0

    @property
    def whole(self) -> bool:
        """Whether no mark is missing."""
        return self.opened and (self.closed or self.continued)


@dataclass(frozen=True, slots=True)
class _Open:
    family: str
    start: int
    inner: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of `text`, in the order of their first code point; nested ones follow the outer one."""
    found: list[Quotation] = []
    paragraphs = [Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    for paragraph in paragraphs:
        here = sorted(_in_paragraph(text, paragraph), key=lambda q: (q.span.start, -q.span.end))
        _join(text, found, here, paragraph)
    return tuple(found)


def _join(text: str, found: list[Quotation], here: list[Quotation], paragraph: Span) -> None:
    """Append the quotations of a paragraph, after seeing whether they go on with an unclosed one before."""
    place = _last_unclosed(found)
    if place is not None and here:
        pending, first = found[place], here[0]
        if first.opened and not text[paragraph.start : first.span.start].strip():
            found[place] = replace(pending, continued=True)
        elif not first.opened:
            found[place] = Quotation(
                Span(pending.span.start, first.span.end), Span(pending.inner.start, first.inner.end)
            )
            here = here[1:]
    found.extend(here)


def _last_unclosed(found: list[Quotation]) -> int | None:
    """The quotation that is still open where the text has arrived, if nothing but what it holds came after."""
    for place in range(len(found) - 1, -1, -1):
        if found[place].depth == 0:
            return place if found[place].opened and not found[place].closed else None
    return None


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    stack: list[_Open] = []
    floor = paragraph.start
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        role, family = _role(text, mark, paragraph, stack), _family(mark.group())
        if role is _Role.OPENS:
            if len(stack) == _DEEPEST:
                yield from _unclosed(text, stack.pop(0), mark.start(), 0)
            stack.append(_Open(family, mark.start(), mark.end()))
        elif role is _Role.CLOSES and any(o.family == family for o in stack):
            while stack[-1].family != family:
                yield from _unclosed(text, stack.pop(), mark.start(), len(stack))
            opened = stack.pop()
            yield Quotation(Span(opened.start, mark.end()), Span(opened.inner, mark.start()), depth=len(stack))
            floor = mark.end()
        elif role is _Role.CLOSES and family != "'":
            start = floor + len(text[floor : mark.start()]) - len(text[floor : mark.start()].lstrip())
            yield Quotation(Span(start, mark.end()), Span(start, mark.start()), opened=False)
            floor = mark.end()
    for depth, opened in enumerate(stack):
        yield from _unclosed(text, opened, paragraph.end, depth)


def _unclosed(text: str, opened: _Open, end: int, depth: int) -> Iterator[Quotation]:
    """A quotation without its closing mark; a lone single mark is an apostrophe."""
    if opened.family != "'":
        end = opened.inner + len(text[opened.inner : end].rstrip())
        yield Quotation(Span(opened.start, end), Span(opened.inner, end), closed=False, depth=depth)


def _family(mark: str) -> str:
    """Marks that can close each other: guillemets, single marks, and all double ones together."""
    return _FAMILY.get(mark, '"')


def _role(text: str, mark: re.Match[str], paragraph: Span, stack: list[_Open]) -> _Role | None:
    shape, place = mark.group(), _place(text, mark, paragraph)
    family = _family(shape)
    is_open = any(o.family == family for o in stack)
    if shape in _SINGLE:
        return _single_role(text, mark, paragraph, is_open, place)
    if shape in _OPENS_BY_SHAPE:
        return _Role.CLOSES if is_open and place is _Role.CLOSES else _Role.OPENS
    if shape in _CLOSES_BY_SHAPE:
        return _Role.OPENS if not is_open and place is _Role.OPENS else _Role.CLOSES
    if place is _Role.CLOSES and not is_open and _POSSESSIVE.match(text, mark.start() - 1):
        return None
    if place is not _Role.EITHER:
        return place
    return _Role.CLOSES if is_open else _Role.OPENS


def _place(text: str, mark: re.Match[str], paragraph: Span) -> _Role:
    """What the neighbours of a mark say: an opening one stands before a word, a closing one after one."""
    before = _beyond(text[paragraph.start : mark.start()][-_FARTHEST:][::-1], mark.group())
    after = _beyond(text[mark.end() : min(paragraph.end, mark.end() + _FARTHEST)], mark.group())
    free_before = before.isspace() or before in "([{—–-/:\u200f\u200e" or before in _OPENS_BY_SHAPE
    free_after = after.isspace() or after in ".,;:!?)]}—–-/…،؛؟\u200f\u200e" or after in _CLOSES_BY_SHAPE
    if free_before and not free_after:
        return _Role.OPENS
    if free_after and not free_before:
        return _Role.CLOSES
    return _Role.EITHER


def _beyond(neighbours: str, mark: str) -> str:
    """The nearest neighbour of a mark that is no straight mark of the other kind, as nested quotations have them."""
    others = "'" if _family(mark) != "'" else '"'
    rest = neighbours.lstrip(others)
    return rest[0] if rest else " "


def _single_role(text: str, mark: re.Match[str], paragraph: Span, is_open: bool, place: _Role) -> _Role | None:
    """A single mark opens where another one can close it, and closes what is open; else it is an apostrophe."""
    if place is _Role.OPENS and not is_open:
        if mark.group() == "’" or _ELIDED.match(text, mark.end()):
            return None
        return _Role.OPENS if _closer_after(text, mark.end(), paragraph) else None
    if place is _Role.CLOSES and is_open and mark.group() not in ("‘", "‚"):
        possessive = text[mark.start() - 1] in "sz" and text[mark.end() : mark.end() + 2].strip().isalpha()
        return None if possessive and _closer_after(text, mark.end(), paragraph) else _Role.CLOSES
    return None


def _closer_after(text: str, start: int, paragraph: Span) -> bool:
    end = min(paragraph.end, start + _LONGEST_SINGLE)
    for mark in re.finditer(r"['’‘]", text[start:end]):
        at = start + mark.start()
        before = text[at - 1]
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if (before.isspace() or before in '(["“') and not after.isspace():
            return False
        if not before.isspace() and not after.isalnum():
            return True
    return False
