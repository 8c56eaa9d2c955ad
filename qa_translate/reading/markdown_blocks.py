"""Where the text of a block of Markdown stands in the file: markdown-it-py gives its lines only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from markdown_it import MarkdownIt
from markdown_it import rules_block as rules
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

PLACES = "places"
"""Key of a token's `meta`: for each character of its content the place in the file, None for those without one."""

LITERAL = "literal"
"""Type of a token that holds a line as it is: what stands in `_DEEPEST` quotations and lists is not taken apart."""

_DEEPEST = 40
_PIPE = re.compile(r"(?<!\\)\|")

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def place_blocks(parser: MarkdownIt) -> None:
    """Have `parser` say of every token that holds text where its characters stand."""
    ruler = parser.block.ruler
    for name, rule in (("paragraph", rules.paragraph), ("lheading", rules.lheading), ("html_block", rules.html_block)):
        ruler.at(name, _placing(rule, _of_lines), {"alt": _ALTERNATIVES.get(name, [])})
    ruler.at("heading", _placing(rules.heading, _of_heading), {"alt": _ALTERNATIVES["heading"]})
    ruler.at("table", _placing(rules.table, _of_table), {"alt": _ALTERNATIVES["table"]})
    ruler.before("table", LITERAL, _too_deep)


_ALTERNATIVES = {
    "table": ["paragraph", "reference"],
    "heading": ["paragraph", "reference", "blockquote"],
    "html_block": ["paragraph", "reference", "blockquote"],
}
"""Blocks that these end, as markdown-it-py has it."""


def _placing(rule: BlockRule, place: Callable[[StateBlock, Sequence[Token]], None]) -> BlockRule:
    """The same rule, which then has `place` look at the tokens that it made: the state knows now where lines begin."""

    def placing(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        done = rule(state, start, end, silent)
        if done and not silent:
            place(state, [token for token in state.tokens[count:] if token.type in ("inline", "html_block")])
        return done

    return placing


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """Takes a line as it is, where the parser would give up the rest of the file."""
    if state.level < _DEEPEST:
        return False
    if not silent:
        first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
        token = state.push(LITERAL, "", 0)
        token.content = state.src[first:last]
        token.meta[PLACES] = list(range(first, last))
        state.line = start + 1
    return True


def _of_lines(state: StateBlock, tokens: Sequence[Token]) -> None:
    """Paragraphs: each line begins, but for white space, where its own text does."""
    for token in tokens:
        places: list[int | None] = []
        for number, line in enumerate(token.content.split("\n"), _first_words(state, token)):
            words = line.lstrip(MD_TRIM_CHARS)
            at = state.src.find(words, state.bMarks[number] + state.tShift[number]) if words else 0
            places += [None] * (len(line) - len(words))
            places += range(at, at + len(words))
            places.append(None)
        token.meta[PLACES] = places[:-1]


def _first_words(state: StateBlock, token: Token) -> int:
    """The line where a paragraph's content begins: lines of nothing but other white space than spaces are no part."""
    line = _first_line(token)
    while token.content and not state.src[state.bMarks[line] : state.eMarks[line]].strip(MD_TRIM_CHARS):
        line += 1
    return line


def _of_heading(state: StateBlock, tokens: Sequence[Token]) -> None:
    for token in tokens:
        line = _first_line(token)
        marks = len(state.tokens[-1].markup)
        at = state.src.find(token.content, state.bMarks[line] + state.tShift[line] + marks)
        token.meta[PLACES] = list(range(at, at + len(token.content)))


def _of_table(state: StateBlock, tokens: Sequence[Token]) -> None:
    for line, row in groupby(tokens, _first_line):
        cells = _cells(state, line)
        for token in row:
            places = next(cells, [])  # a row may lack cells
            at = "".join(state.src[place] for place in places).find(token.content)
            token.meta[PLACES] = places[at : at + len(token.content)]


def _cells(state: StateBlock, line: int) -> Iterator[list[int]]:
    """Where the characters of each cell of a row stand, without backslashes before pipes."""
    src, last = state.src, state.eMarks[line]
    first = state.bMarks[line] + state.tShift[line]
    bounds = [first - 1, *(found.start() for found in _PIPE.finditer(src, first, last)), last]
    for number, (start, end) in enumerate(pairwise(bounds)):
        if number or src[start + 1 : end].strip(MD_TRIM_CHARS):  # nothing before the first pipe is no cell
            yield [at for at in range(start + 1, end) if src[at : min(at + 2, end)] != "\\|"]


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
