"""Markdown without its markup: blanked, not removed, so that offsets hold for the file as it is."""

from __future__ import annotations

import re

# Quantifiers are bounded or possessive: no text is slow.

_DROPPED = (
    re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE),  # front matter
    re.compile(
        r"^ {0,3}(`{3,20}+|~{3,20}+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*+[ \t]*+\r?$|\Z)", re.DOTALL | re.MULTILINE
    ),  # code
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S[^\n]*$", re.MULTILINE),  # link definitions
    re.compile(r"!\[[^\[\]\n]{0,500}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)"),  # images
    re.compile(r"<(?:https?|mailto):[^<>\s]{1,500}>"),
    re.compile(r"</?[A-Za-z][^<>\n]{0,500}>"),
    re.compile(r"^[ \t]*+(?:=++|(?:[-*_][ \t]*+){2,}+)[ \t]*+(?=\r?$)", re.MULTILINE),  # underlines, rules
    re.compile(r"^[ \t]*+\|?[ \t]*+:?-{2,}+[-:| \t]*+(?=\r?$)", re.MULTILINE),  # the line under a table's head
    re.compile(r"\[\^[^\]\s]{1,50}\]:?"),
)
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\](\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\[\]\n]{0,200}\])")
_MARKUP = re.compile(
    r"^[ \t]{0,3}\#{1,6}(?=[ \t])|(?<=[ \t])\#{1,6}[ \t]{0,9}(?=\r?$)"  # headings
    r"|^[ \t]{0,3}(?:>[ \t]?)+"  # quotations
    r"|\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`+|\||\\(?=[!-/:-@\[-`{-~])",
    re.MULTILINE,
)


def blanked(text: str) -> str:
    """`text` with every piece of markup replaced by as many spaces; line ends stay."""
    for pattern in _DROPPED:
        text = pattern.sub(_blank, text)
    text = _LINK.sub(lambda m: f" {m[1]} {' ' * len(m[2])}", text)
    return _MARKUP.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", match.group())
