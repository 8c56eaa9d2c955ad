"""What is shown of the text of a Markdown block: markdown-it-py's own rules, watched while they read.

Its tokens do not say where they stand. Its rules do: each consumes a stretch, and what none consumes is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it import rules_inline as rules
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_NOTE = re.compile(r"\[\^[^\]\s]{1,100}\]")

InlineRule = Callable[[StateInline, bool], bool]


class _Watched(StateInline):
    """The state of a parser, with what is shown so far: blanks stand for markup."""

    def __init__(self, content: str, parser: MarkdownIt, references: dict[str, object]) -> None:
        super().__init__(content, parser, references, [])
        self.shown = list(content)
        self.marks: list[tuple[int, int, Token]] = []
        """From where to where marks of emphasis stand, and their tokens, which say in the end whether they are any."""

    def blank(self, start: int, end: int) -> None:
        self.shown[start:end] = " " * (end - start)


def show_text(parser: MarkdownIt) -> None:
    """Have `parser` take part in `shown_inline`."""
    ruler = parser.inline.ruler
    for name, rule, look in (
        ("image", _bracketed(rules.image), _hide),
        ("autolink", rules.autolink, _hide),
        ("html_inline", rules.html_inline, _hide),
        ("footnote_ref", _note, _hide),
        ("link", _bracketed(rules.link), _show_label),
        ("backticks", rules.backtick, _show_code),
        ("escape", rules.escape, _show_escaped),
        ("entity", rules.entity, _show_entity),
        ("emphasis", rules.emphasis.tokenize, _remember),
        ("strikethrough", rules.strikethrough.tokenize, _remember),
    ):
        ruler.at(name, _watched(rule, look))
    parser.inline.ruler2.disable("fragments_join")  # marks that are none would no longer be told apart


def shown_inline(parser: MarkdownIt, content: str, references: dict[str, object]) -> list[str]:
    """The characters of `content`, a space for each one of markup.

    Args:
        parser: see `show_text`.
        content: of one block, without what begins its lines.
        references: what the parser has defined.
    """
    state = _Watched(content, parser, references)
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    for start, end, token in state.marks:
        if token.type != "text" or not token.content:
            state.blank(start, end)
    return state.shown


def _watched(rule: InlineRule, look: Callable[[_Watched, int, Sequence[Token]], None]) -> InlineRule:
    """The same rule, which then has `look` see what it consumed: from where, and which tokens it made of it."""

    def watched(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent and isinstance(state, _Watched):
            look(state, start, state.tokens[count:])
        return done

    return watched


def _bracketed(rule: InlineRule) -> InlineRule:
    """The same rule, which is not asked where no bracket closes: it would read to the end to find that out."""
    return lambda state, silent: state.src.find("]", state.pos, state.posMax) >= 0 and rule(state, silent)


def _note(state: StateInline, silent: bool) -> bool:
    """The mark of a footnote, whether this is defined or not."""
    found = _NOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = found.end()
    return True


def _hide(state: _Watched, start: int, _: Sequence[Token]) -> None:
    state.blank(start, state.pos)


def _show_label(state: _Watched, start: int, _: Sequence[Token]) -> None:
    end = state.md.helpers.parseLinkLabel(state, start, True)
    state.blank(start, start + 1)
    state.blank(end, state.pos)


def _show_code(state: _Watched, start: int, tokens: Sequence[Token]) -> None:
    if tokens:
        marks = len(tokens[-1].markup)
        state.blank(start, start + marks)
        state.blank(state.pos - marks, state.pos)


def _show_escaped(state: _Watched, start: int, tokens: Sequence[Token]) -> None:
    token = tokens[-1]
    if token.type == "hardbreak" or token.content != token.markup:
        state.blank(start, start + 1)


def _show_entity(state: _Watched, start: int, tokens: Sequence[Token]) -> None:
    char = tokens[-1].content
    state.blank(start, state.pos)
    if char.isprintable():
        state.shown[start : start + len(char)] = char


def _remember(state: _Watched, start: int, tokens: Sequence[Token]) -> None:
    end = state.pos
    for token in reversed(tokens):
        if end == start:
            return  # the text that the marks have ended
        state.marks.append((end - len(token.content), end, token))
        end -= len(token.content)
