"""The elements and the texts of an HTML page, with their places in its source; nothing is too broken to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from qa_translate.article import Span

# Quantifiers are possessive, and what is never closed reaches to the end of the page: no page is slow.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[!?][^>]*+(?:>|\Z)"
    r"""|<(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^>"']|"[^"]*+"|'[^']*+')*+>|[^>]*+(?:>|\Z))""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?""")
_RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noframes", "xmp"})
"""Elements that hold no elements."""

_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_IN_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
_ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"td", "th", "tr"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
    "body": frozenset({"head"}),
}
"""Elements that end where another one begins, if nothing has been opened within them."""

INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
"""Elements that leave the text around them in one line."""

_DEEPEST = 300
"""Elements within each other; what lies deeper counts to the last of them."""

_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,8}+|[xX][0-9A-Fa-f]{1,8}+)|[A-Za-z][0-9A-Za-z]{1,40}+);?")
_UNUSABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(slots=True)
class Element:
    """An element of a page.

    Attributes:
        tag: in lower case.
        attributes: names in lower case, values as written.
        first, last: half-open range of what stands within it, in the page's items.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element."""

    element: Element


Item = Element | End | Span
"""The beginning of an element, the end of one, or where text stands in the source."""


def items_of(page: str) -> list[Item]:
    """What a page consists of, in order; every element ends within the one that it began in."""
    return _Reader(page).items


def characters(page: str, text: Span) -> Iterator[tuple[str, int, int]]:
    """The characters of a stretch of text, and where each of them stands in the source.

    A character reference is the character that it names, at the place of the whole reference; a NUL and half of a
    surrogate pair are U+FFFD.
    """
    at = text.start
    while at < text.end:
        found = _REFERENCE.search(page, at, text.end)
        for place in range(at, found.start() if found else text.end):
            char = page[place]
            yield "\ufffd" if _UNUSABLE.match(char) else char, place, place + 1
        if found is None:
            return
        named = unescape(found.group())
        if named == found.group():
            yield from ((char, place, place + 1) for place, char in enumerate(named, found.start()))
        else:
            yield from ((char, found.start(), found.end()) for char in named)
        at = found.end()


class _Reader:
    """Reads a page from its beginning to its end."""

    def __init__(self, page: str) -> None:
        self.items: list[Item] = []
        self._open: list[Element] = []
        self._count: Counter[str] = Counter()
        at = 0
        while at < len(page):
            found = _MARKUP.search(page, at)
            self._text(at, found.start() if found else len(page))
            if found is None:
                break
            at = found.end()
            tag = (found["tag"] or "").lower()
            if found["data"] is not None:
                self._text(*found.span("data"))
            elif tag and found["end"]:
                self._ended(tag)
            elif tag:
                self._begun(tag, found["rest"])
                if tag in _RAW and self._open and self._open[-1].tag == tag:
                    closing = re.compile(rf"</{tag}(?=[\s/>])|\Z", re.IGNORECASE).search(page, at)
                    start, at = at, closing.start() if closing else len(page)
                    self._text(start, at)
        while self._open:
            self._close()

    def _text(self, start: int, end: int) -> None:
        if start < end:
            self.items.append(Span(start, end))

    def _begun(self, tag: str, rest: str) -> None:
        self._close_before(tag)
        pairs = _ATTRIBUTE.findall(rest.removesuffix(">"))
        element = Element(tag, {name.lower(): first or second or bare for name, first, second, bare in pairs})
        self.items.append(element)
        element.first = element.last = len(self.items)
        self._open.append(element)
        self._count[tag] += 1
        if tag in _EMPTY or rest.endswith("/>") or len(self._open) > _DEEPEST:
            self._close()

    def _close_before(self, tag: str) -> None:
        """Close what ends where `tag` begins."""
        while self._open:
            last = self._open[-1].tag
            paragraph = last == "p" and tag not in INLINE | _EMPTY - {"hr"}
            head = last == "head" and tag not in _IN_HEAD
            if not (paragraph or head or last in _ENDS.get(tag, ())):
                return
            self._close()

    def _ended(self, tag: str) -> None:
        """Close an element and what is still open in it; no inline element ends a block."""
        if not self._count[tag]:
            return
        for depth in range(len(self._open) - 1, -1, -1):
            here = self._open[depth].tag
            if here == tag:
                while len(self._open) > depth:
                    self._close()
                return
            if tag in INLINE and here not in INLINE:
                return

    def _close(self) -> None:
        element = self._open.pop()
        self._count[element.tag] -= 1
        element.last = len(self.items)
        self.items.append(End(element))
