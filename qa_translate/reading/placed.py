"""A text that is taken out of a file, character by character, each with its place there."""

from __future__ import annotations

from qa_translate.article import Origin


class Placed:
    """A text that grows by characters with their places.

    Attributes:
        text: the characters.
        starts, ends: where each of them stands in what was given, in code points.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def put(self, chars: str, start: int, end: int) -> None:
        """Add characters that all stand at one place."""
        for char in chars:
            self.text.append(char)
            self.starts.append(start)
            self.ends.append(end)

    def copy(self, text: str, start: int) -> None:
        """Add a stretch that is written from `start` on as it reads."""
        places = list(range(start, start + len(text) + 1))
        self.text += text
        self.starts += places[:-1]
        self.ends += places[1:]

    def join(self, gap: str, other: Placed) -> None:
        """Add `other` behind a `gap`, which stands between the two; without one where this is empty."""
        if not other.text:
            return
        if self.text:
            self.put(gap, self.ends[-1], other.starts[0])
        self.text += other.text
        self.starts += other.starts
        self.ends += other.ends

    def origin(self, given: str) -> Origin:
        """Where the text stands in all that was given."""
        return Origin(given, tuple(self.starts), tuple(self.ends))
