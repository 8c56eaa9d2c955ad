"""The main text of an HTML page: what a reader would call the article, and where it stands in the page's source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_translate.article import Origin
from qa_translate.errors import InputError
from qa_translate.reading.markup import INLINE, Element, End, Item, characters, items_of
from qa_translate.reading.placed import Placed

_NEVER = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title", "math", "canvas"}
)
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "menu", "dialog", "label", "input"})
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|reply|share|sharing|social|related|sidebar|menu|nav|navbar|breadcrumbs?|cookies?"
    r"|newsletter|subscribe|promo|advert|advertisement|ads?|footer|tags|popup|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_SPACE = frozenset(" \t\r\n\f")
_LINE, _BLOCK = "\n", "\n\n"
_GAPS = ("", " ", _LINE, _BLOCK)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_MAIN_SHARE = 0.3
_MANY = 50


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's ``meta`` element names, None where it names none."""
    found = _CHARSET.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def main_text(page: str, where: str) -> tuple[str, Origin]:
    """The paragraphs of the article on a page, separated by blank lines, and where they stand in its source.

    Scripts are dropped, and so are navigation, footers, forms and readers' comments unless nothing else is left.

    Args:
        page: the page's source.
        where: the file's name, for messages.

    Raises:
        InputError: the page holds no text.
    """
    reader = _Page(page)
    for element, furniture in ((reader.main(), False), (reader.body, False), (reader.body, True)):
        found = reader.text_of(element, furniture=furniture)
        if found.text:
            found = reader.with_title(found)
            return "".join(found.text), found.origin(page)
    raise InputError("holds no text", where=where, remedy="give a page with an article on it")


class _Text(Placed):
    """A text that grows by characters with their places; white space is collapsed."""

    def __init__(self) -> None:
        super().__init__()
        self._gap = ""

    def add(self, char: str, start: int, end: int) -> None:
        """Put one character behind the others; white space only sets the next one apart."""
        if char in _SPACE:
            self.part(" ")
            return
        if self._gap and self.text:
            self.put(self._gap, self.ends[-1], start)
        self._gap = ""
        self.put(char, start, end)

    def part(self, gap: str) -> None:
        """Set what follows apart: by a space, a line end, or as another paragraph, whichever is the most."""
        self._gap = max(self._gap, gap, key=_GAPS.index)


class _Page:
    """One page, and which of its elements are text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._items: Sequence[Item] = items_of(source)
        self._elements = [item for item in self._items if isinstance(item, Element)]
        whole = Element("html", {}, 0, len(self._items))
        self.body = next((e for e in self._elements if e.tag == "body"), whole)

    def main(self) -> Element:
        """The element that holds the article: ``article`` or ``main``, if it has a fair share of the page's text."""
        whole = max(1, self._size(self.body))
        for wanted in (_is_article, _is_main, _is_called_main):
            found = max(list(filter(wanted, self._elements))[:_MANY], key=self._size, default=None)
            if found is not None and self._size(found) >= _MAIN_SHARE * whole:
                return found
        return self.body

    def text_of(self, root: Element, *, furniture: bool) -> _Text:
        """The text of each block under `root`, white space collapsed, ``br`` as a line end."""
        text = _Text()
        for item in self._kept(root, furniture=furniture):
            if isinstance(item, Element | End):
                tag = item.tag if isinstance(item, Element) else item.element.tag
                if tag not in INLINE:
                    text.part(_LINE if tag == "br" else _BLOCK)
            else:
                for char in characters(self._source, item):
                    text.add(*char)
        return text

    def with_title(self, text: _Text) -> _Text:
        """`text`, headed by the page's only ``h1`` where that stands before it."""
        titles = [element for element in self._elements if element.tag == "h1"]
        title = self.text_of(titles[0], furniture=True) if len(titles) == 1 else _Text()
        if not title.text or title.starts[0] >= text.starts[0]:
            return text
        title.join(_BLOCK, text)
        return title

    def _size(self, root: Element) -> int:
        """Characters of the text under `root`, roughly."""
        texts = (item for item in self._kept(root, furniture=False) if not isinstance(item, Element | End))
        return sum(len("".join(span.of(self._source).split())) for span in texts)

    def _kept(self, root: Element, *, furniture: bool) -> Iterator[Item]:
        """What stands under `root`, without elements that are no text."""
        at = root.first
        while at < root.last:
            item = self._items[at]
            if isinstance(item, Element) and _unwanted(item, furniture=furniture):
                at = item.last
                continue
            yield item
            at += 1


def _is_article(element: Element) -> bool:
    return element.tag == "article"


def _is_main(element: Element) -> bool:
    return element.tag == "main"


def _is_called_main(element: Element) -> bool:
    return element.attributes.get("role") == "main" or element.attributes.get("itemprop") == "articleBody"


def _unwanted(element: Element, *, furniture: bool) -> bool:
    if element.tag in _NEVER:
        return True
    if furniture or element.tag in ("body", "main", "article"):
        return False
    given = element.attributes
    if element.tag in _FURNITURE or given.get("role") in _FURNITURE_ROLES or "hidden" in given:
        return True
    return bool(_FURNITURE_NAME.search(f"{given.get('id', '')} {given.get('class', '')}"))
