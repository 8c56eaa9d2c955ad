"""Lines and columns of a file as it is."""

from __future__ import annotations

import re
from bisect import bisect_right

from qa_translate.answer import Place
from qa_translate.article import Span

_BREAK = re.compile(r"\r\n?|\n")


class Lines:
    """Where the lines of a text begin.

    Lines end with a line feed, a carriage return and line feed, or a lone carriage return, as editors count them.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def line(self, offset: int) -> int:
        """The line of a code point, from 1."""
        return bisect_right(self._starts, offset)

    def place(self, span: Span) -> Place:
        """Lines and columns of a stretch, from 1; it ends before its last column."""
        line, column, byte_column = self._at(span.start)
        end_line, end_column, end_byte_column = self._at(span.end)
        return Place(line, column, end_line, end_column, byte_column, end_byte_column)

    def _at(self, offset: int) -> tuple[int, int, int]:
        line = self.line(offset)
        before = self._text[self._starts[line - 1] : offset]
        return line, len(before) + 1, len(before.encode("utf-8", "surrogatepass")) + 1
