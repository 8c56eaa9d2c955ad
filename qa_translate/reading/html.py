"""The main text of an HTML page: what a reader would call the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from qa_translate.errors import InputError

_NEVER = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "math", "canvas"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "menu", "dialog", "label", "input"})
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|reply|share|sharing|social|related|sidebar|menu|nav|navbar|breadcrumbs?|cookies?"
    r"|newsletter|subscribe|promo|advert|advertisement|ads?|footer|tags|popup|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
    }
    | {"q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE, _BLOCK = "\x1d", "\x1e"
_UNWANTED = re.compile("[\0\x1d\x1e\ud800-\udfff]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_MAIN_SHARE = 0.3
_MANY = 50


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's ``meta`` element names, None where it names none."""
    found = _CHARSET.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def main_text(page: str, where: str) -> str:
    """The paragraphs of the article on a page, separated by blank lines.

    Scripts are dropped, and so are navigation, footers, forms and readers' comments unless nothing else is left.

    Args:
        page: the page's source.
        where: the file's name, for messages.

    Raises:
        InputError: the page holds no text.
    """
    data = _UNWANTED.sub("\ufffd", page).encode("utf-8")
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError as error:
        raise InputError("holds no text", where=where, remedy="give a page with an article on it") from error
    body = root.find("body")
    body = root if body is None else body
    text = _paragraphs(_main(body), furniture=False) or _paragraphs(body, furniture=False)
    text = text or _paragraphs(body, furniture=True)
    if not text:
        raise InputError("holds no text", where=where, remedy="give a page with an article on it")
    return "\n\n".join(_with_title(body, text))


def _main(body: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article: ``article`` or ``main``, where it has a fair share of the page's text."""
    whole = max(1, _size(body))
    for path in (".//article", ".//main", ".//*[@role='main' or @itemprop='articleBody']"):
        found = max(body.xpath(path)[:_MANY], key=_size, default=None)
        if found is not None and _size(found) >= _MAIN_SHARE * whole:
            return found
    return body


def _size(element: html.HtmlElement) -> int:
    return sum(map(len, _paragraphs(element, furniture=False)))


def _with_title(body: html.HtmlElement, text: list[str]) -> list[str]:
    """`text`, headed by the page's only ``h1`` where that stands outside of it."""
    titles = [" ".join(h.text_content().split()) for h in body.iter("h1")]
    if len(titles) == 1 and titles[0] and titles[0] not in text:
        return [titles[0], *text]
    return text


def _paragraphs(root: html.HtmlElement, *, furniture: bool) -> list[str]:
    """The text of each block under `root`, white space collapsed, ``br`` as a line end."""
    blocks = "".join(_stream(root, furniture=furniture)).split(_BLOCK)
    lines = ("\n".join(filter(None, map(_collapsed, block.split(_LINE)))) for block in blocks)
    return [line for line in lines if line]


def _collapsed(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def _stream(root: html.HtmlElement, *, furniture: bool) -> Iterator[str]:
    """The text under `root`, with a mark at each edge of a block and each line end; no recursion, any depth."""
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: html.HtmlElement | None = None
    for event, node in walker:
        if event == "start":
            if node is not root and _unwanted(node, furniture=furniture):
                walker.skip_subtree()
                skipped = node
            else:
                yield _edge(node) + (node.text or "")
            continue
        if event == "end":
            yield "" if node is skipped else _edge(node)
        if node is not root:
            yield node.tail or ""


def _edge(node: html.HtmlElement) -> str:
    if node.tag == "br":
        return _LINE
    return "" if node.tag in _INLINE else _BLOCK


def _unwanted(node: html.HtmlElement, *, furniture: bool) -> bool:
    if node.tag in _NEVER:
        return True
    if furniture or node.tag in ("body", "main", "article"):
        return False
    if node.tag in _FURNITURE or node.get("role") in _FURNITURE_ROLES or node.get("hidden") is not None:
        return True
    return bool(_FURNITURE_NAME.search(f"{node.get('id', '')} {node.get('class', '')}"))
