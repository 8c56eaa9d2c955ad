"""Markdown without its markup: blanked, not removed, so that offsets hold for the file as it is.

What is markup is markdown-it-py's judgement: CommonMark with GitHub's tables and strike-throughs, and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from qa_translate.reading.markdown_blocks import LITERAL, PLACES, place_blocks
from qa_translate.reading.markdown_inline import show_text, shown_inline
from qa_translate.reading.markup import Element, End, characters, items_of

LINE_END = re.compile(r"\r\n?|\n")
FRONT_MATTER = re.compile(
    r"""\A(?:
        ---[ \t]*+\n (?:[ \t]*+(?:\#[^\n]*+)?+\n)*+ (?=["'\w][^\n:]*+:(?:[ \t\n])) .*?^(?:---|\.\.\.)
      | \+\+\+[ \t]*+\n .*?^\+\+\+
    )[ \t]*+$""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""Front matter of a text whose lines end with line feeds: YAML that begins with a key, or TOML.

Without the key, a paragraph between two rules of three hyphens could pass for it.
"""

_BOX = re.compile(r"\[[ xX]\](?=\s)")
_NO_TEXT = frozenset({"head", "iframe", "noframes", "script", "style", "template", "textarea", "xmp"})
_LONGEST = 20_000
_MANY_LINKS = re.compile(r"(?:[^\[]*+\[){40}")
"""What of a paragraph is read at a time: what the parser looks ahead for is never further away."""

_DEEPEST = 60
"""Links and images within each other; see also `LITERAL`."""


def blanked(text: str) -> str:
    """`text` with every piece of markup replaced by as many spaces; line ends stay.

    Code blocks, front matter, comments, images, targets of links, definitions of references and labels of footnotes are
    markup; so are the tags of HTML, but not the words between them. Words in code within a line are text. A character
    reference is the character that it names, followed by spaces.
    """
    lines = LINE_END.split(text)
    given = FRONT_MATTER.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), "\n".join(lines))
    shown = [char if char == "\n" else " " for char in given]
    for content, places in _texts(given.replace("\0", "\ufffd")):
        for char, place in zip(content, places, strict=True):
            if place is not None:
                shown[place] = "\0" if given[place] == "\0" else char
    ends = [*LINE_END.findall(text), ""]
    return "".join(line + end for line, end in zip("".join(shown).split("\n"), ends, strict=True))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.core.ruler.enableOnly(["block"])
    place_blocks(parser)
    show_text(parser)
    return parser


def _texts(given: str) -> Iterator[tuple[list[str], list[int | None]]]:
    """What is shown of each block, blanks for markup, and where each of its characters stands."""
    parser = _parser()
    references: dict[str, object] = {}
    tokens = parser.parse(given, references)
    for index, token in enumerate(tokens):
        if token.type == "inline":
            shown = _shown(parser, token.content, references)
            if _BOX.match(token.content) and tokens[index - 2].type == "list_item_open":
                shown[:3] = "   "
            yield shown, token.meta[PLACES]
        elif token.type == "html_block":
            yield _between_tags(token), token.meta[PLACES]
        elif token.type == LITERAL:
            yield list(token.content), token.meta[PLACES]


def _shown(parser: MarkdownIt, content: str, references: dict[str, object]) -> list[str]:
    shown: list[str] = []
    while len(shown) < len(content):
        shown += shown_inline(parser, content[len(shown) : _cut(content, len(shown))], references)
    return shown


def _cut(content: str, start: int) -> int:
    """The end of what is read at a time from `start` on: mostly all, else between two words."""
    links = _MANY_LINKS.match(content, start)
    limit = min(start + _LONGEST, links.end() - 1 if links else len(content))
    if limit >= len(content):
        return len(content)
    gap = max(content.rfind(space, start, limit) for space in "\n ")
    return gap if gap > start else limit


def _between_tags(token: Token) -> list[str]:
    """The words of a block of HTML."""
    shown = [" "] * len(token.content)
    hidden: Element | None = None
    for item in items_of(token.content):
        if isinstance(item, Element):
            hidden = hidden or (item if item.tag in _NO_TEXT else None)
        elif isinstance(item, End):
            hidden = None if item.element is hidden else hidden
        elif hidden is None:
            for char, start, _ in characters(token.content, item):
                shown[start] = char
    return shown
