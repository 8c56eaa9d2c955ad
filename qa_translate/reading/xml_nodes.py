"""What an XML file is read into: elements, and text that knows where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text.

    Attributes:
        text: what it says.
        start, end: where it stands in the file, in code points. It is written there as it reads, or else it is one
            reference or one line end, which is longer.
    """

    text: str
    start: int
    end: int

    @property
    def literal(self) -> bool:
        """Whether it is written as it reads."""
        return self.end - self.start == len(self.text)

    def characters(self) -> Iterator[tuple[str, int, int]]:
        """Its characters, and where each of them stands in the file."""
        if self.literal:
            for place, char in enumerate(self.text, self.start):
                yield char, place, place + 1
        else:
            for char in self.text:
                yield char, self.start, self.end


@dataclass(slots=True, eq=False)
class Element:
    """An element; it equals only itself.

    Attributes:
        name: without prefix.
        namespace: its address, "" where it has none.
        attributes: by name; ``xml:lang`` and ``xml:space`` so, those of other namespaces as ``{namespace}name``.
        line: of the file, from 1, where it begins.
        preserve: whether its white space counts, as ``xml:space`` says here or further out.
        content: the elements and the text in it, in order; comments and processing instructions are left out.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    line: int
    preserve: bool
    content: list[Element | Run] = field(default_factory=list)

    def children(self, *names: str) -> Iterator[Element]:
        """The elements directly in it that are of its namespace and, if `names` are given, are called so."""
        for item in self.content:
            if isinstance(item, Element) and item.namespace == self.namespace and (not names or item.name in names):
                yield item

    def child(self, *names: str) -> Element | None:
        """The first of `children`."""
        return next(self.children(*names), None)

    def runs(self) -> Iterator[Run]:
        """All text in it and in the elements in it, in order."""
        for item in self.content:
            if isinstance(item, Run):
                yield item
            else:
                yield from item.runs()
