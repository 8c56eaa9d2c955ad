"""Lines and columns of a file as it is."""

from __future__ import annotations

from bisect import bisect_right

from qa_translate.answer import Place
from qa_translate.article import Span


class Lines:
    """Where the lines of a text begin.

    Lines end with a line feed, a carriage return and line feed, or a lone carriage return, as editors count them.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n") if "\r" not in text else -1
        if "\r" in text:
            self._starts += [k + 1 for k, char in enumerate(text) if char == "\n" or _lone(text, k)]
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def line(self, offset: int) -> int:
        """The line of a code point, from 1."""
        return bisect_right(self._starts, offset)

    def place(self, span: Span) -> Place:
        """Lines and columns of a stretch, from 1; it ends before its last column."""
        first, last = self.line(span.start), self.line(span.end)
        return Place(first, span.start - self._starts[first - 1] + 1, last, span.end - self._starts[last - 1] + 1)


def _lone(text: str, at: int) -> bool:
    return text[at] == "\r" and text[at + 1 : at + 2] != "\n"
