"""The text of XLIFF and TMX content: what a reader sees, without the codes of the original's markup."""

from __future__ import annotations

from collections.abc import Iterator, Set

from qa_translate.reading.placed import Placed
from qa_translate.reading.xml_tree import Element, Run

_NATIVE = frozenset({"bpt", "ept", "it", "ph", "sub", "ut"})
"""Elements that hold code of the original's format, and so no text: XLIFF 1.2, XLIFF 2 and TMX 1.4 agree on them."""

_LINE_ENDS = frozenset({"lb", "pb", "xlf:lb", "xlf:pb"})
_KINDS = ("ctype", "subType", "type")
"""Attributes that say what a code stands for, such as a line break: of XLIFF 1.2, XLIFF 2 and TMX."""

_DELETED = "x-sdl-deleted"
_SPACE = " \t"


class InlineText(Placed):
    """The text of one unit, with its places in the file.

    White space is kept as it is; but where the file does not say that it counts, a line end and the spaces around it
    are one space, since tools wrap and indent.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gap = ""
        self._apart = False

    def read(self, element: Element, skipped: Set[str] = frozenset(), *, preserve: bool | None = None) -> None:
        """Add the text in `element`.

        Args:
            element: ``source``, ``target``, ``seg`` or what stands in one.
            skipped: ``mid`` of segments (``<mrk mtype="seg">``) that are left out.
            preserve: whether white space counts; None: as the file says of `element`.
        """
        preserve = element.preserve if preserve is None else preserve
        for item in element.content:
            if not isinstance(item, Element):
                self._add_run(item, preserve=preserve)
            elif _ends_line(item):
                self._part("\n")
            elif not _unread(item, skipped):
                is_segment = item.attributes.get("mtype") == "seg"
                if is_segment:
                    self.apart()
                self.read(item, skipped, preserve=preserve)
                if is_segment:
                    self.apart()

    def apart(self) -> None:
        """What follows is another segment: set apart by a space where the file has none."""
        self._apart = True

    def stripped(self) -> InlineText:
        """This text without white space at its ends."""
        while self.text and self.text[-1].isspace():
            self._drop_last()
        first = next((k for k, char in enumerate(self.text) if not char.isspace()), len(self.text))
        del self.text[:first], self.starts[:first], self.ends[:first]
        return self

    def _add_run(self, run: Run, *, preserve: bool) -> None:
        wrapped = not preserve and ("\n" in run.text or "\r" in run.text)
        for done, (char, start, end) in enumerate(run.characters()):
            if run.literal and not (wrapped or self._gap or self._apart):
                self.copy(run.text[done:], start)
                return
            self._add(char, start, end, preserve=preserve)

    def _add(self, char: str, start: int, end: int, *, preserve: bool) -> None:
        if char in "\r\n" and not preserve:
            self._part(self._gap or " ")
            return
        if self._gap and char in _SPACE:
            return
        touches = bool(self.text) and not (self.text[-1].isspace() or char.isspace())
        gap = self._gap or (" " if self._apart and touches else "")
        if gap and self.text:
            self.put(gap, self.ends[-1], start)
        self._gap, self._apart = "", False
        self.put(char, start, end)

    def _part(self, gap: str) -> None:
        while self.text and self.text[-1] in _SPACE:
            self._drop_last()
        self._gap = gap

    def _drop_last(self) -> None:
        del self.text[-1], self.starts[-1], self.ends[-1]


def text_of(element: Element | None, skipped: Set[str] = frozenset(), *, preserve: bool | None = None) -> InlineText:
    """The text in one element (see `InlineText.read`), without white space at its ends; empty where there is none."""
    text = InlineText()
    if element is not None:
        text.read(element, skipped, preserve=preserve)
    return text.stripped()


def segments_in(element: Element) -> Iterator[tuple[str, Element]]:
    """The segments that are marked in an element of XLIFF 1.2, by their ``mid``."""
    for child in element.children():
        if child.name == "mrk" and child.attributes.get("mtype") == "seg":
            yield child.attributes.get("mid", ""), child
        elif not _unread(child, frozenset()):
            yield from segments_in(child)


def _unread(element: Element, skipped: Set[str]) -> bool:
    if element.name in _NATIVE:
        return True
    kind = element.attributes.get("mtype")
    return kind == _DELETED or (kind == "seg" and element.attributes.get("mid", "") in skipped)


def _ends_line(element: Element) -> bool:
    return any(element.attributes.get(kind) in _LINE_ENDS for kind in _KINDS)
