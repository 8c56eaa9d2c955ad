"""Tokens of a segment for the number grammar: numbers, words and single signs, with the text as it was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa_translate.arabic import folded_with_map
from qa_translate.article import Segment

_LETTERS = r"[^\W\d_]+"
_TOKEN = re.compile(
    r"(?P<clock>(?<![\d.:])\d{1,2}[:.]\d{2}(?=\s*(?:[ap]\.?m\b))|(?<![\d.:])\d{1,2}:\d{2}(?![\d:]))"
    r"|(?P<number>(?<!\d)(?:000 )+[1-9]\d{0,2}(?![\d.,])"
    r"|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?: \d{3})* 000(?!\d)|\d+(?:[.,،'’]\d+)*)"
    rf"|(?P<word>(?:u\.s\.?(?!\w)|[ap]\.m\b\.?|{_LETTERS}(?:['’]{_LETTERS})?))"
    r"|(?P<sign>[^\w\s])",
)
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_SHORTEST = 2
_GROUP = 3
# What Romance languages write onto a word before a vowel: l'année
_ELIDED = frozenset({"l", "d", "qu", "j", "n", "s", "c", "m", "t"})
_UNEVEN = frozenset("Σ")


@dataclass(frozen=True, slots=True)
class Stem:
    """A word without some of its Arabic clitics; `conj` that an attached و was cut, `cut` that anything was."""

    form: str
    conj: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `start` and `end` in code points of the document, `kind` is clock, number, word or sign."""

    kind: str
    start: int
    end: int
    text: str
    form: str
    glued: bool
    stems: tuple[Stem, ...]


def tokens(text: str, segment: Segment) -> tuple[Token, ...]:
    """The tokens of one segment of `text`."""
    at = segment.span.start
    folded, offsets = folded_with_map(segment.span.of(text))
    lowered = _lowered(folded)
    found: list[Token] = []
    for match in _TOKEN.finditer(lowered):
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        form = match[0].replace("’", "'")
        kind = match.lastgroup or "sign"
        stems = stems_of(form) if kind == "word" else (Stem(form),)
        glued = match.start() > 0 and not lowered[match.start() - 1].isspace()
        found.append(Token(kind, at + start, at + end, text[at + start : at + end], form, glued, stems))
    return tuple(found)


def groups_joined(found: Sequence[Token], text: str) -> tuple[Token, ...]:
    """`found` with digits in groups of three that plain blanks part (12 345) as one number, as some languages write."""
    joined: list[Token] = []
    for token in found:
        before = joined[-1] if joined else None
        if before is not None and _goes_on(before, token, text):
            form = f"{before.form} {token.form}"
            joined[-1] = replace(
                before, end=token.end, text=text[before.start : token.end], form=form, stems=(Stem(form),)
            )
        else:
            joined.append(token)
    return tuple(joined)


def _goes_on(before: Token, token: Token, text: str) -> bool:
    digits = before.kind == token.kind == "number" and len(token.form) == _GROUP and token.form.isdigit()
    groups = before.form.split(" ")
    return digits and text[before.end : token.start] == " " and len(groups[0]) <= _GROUP and "".join(groups).isdigit()


def _lowered(text: str) -> str:
    """`text` in lower case, every character by itself and in its place: İ would grow, Σ depends on its neighbours."""
    text = text.replace("İ", "i")
    if _UNEVEN.isdisjoint(text):
        return text.lower()
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=50_000)
def stems_of(form: str) -> tuple[Stem, ...]:
    """A word and what is left when the clitics و ف, then ب ل ك, then ال are cut one after another."""
    elided, mark, rest = form.partition("'")
    if mark and elided in _ELIDED:
        return Stem(form), Stem(rest)
    possessive = form.removesuffix("'s")
    if form[:1].isascii():
        return (Stem(form),) if possessive == form else (Stem(form), Stem(possessive))
    found = [Stem(form)]
    if form[:1] in _CONJUNCTIONS and len(form) > _SHORTEST:
        found.append(Stem(form[1:], conj=True, cut=True))
    for stem in tuple(found):
        if stem.form.startswith("لل") and len(stem.form) >= _SHORTEST + 2:
            found.append(Stem("ال" + stem.form[2:], stem.conj, cut=True))
        elif stem.form[:1] in _PREPOSITIONS and len(stem.form) > _SHORTEST:
            found.append(Stem(stem.form[1:], stem.conj, cut=True))
    for stem in tuple(found):
        if stem.form.startswith("ال") and len(stem.form) >= _SHORTEST + 2:
            found.append(Stem(stem.form[2:], stem.conj, cut=True))
    return tuple(found)


def values_of(digits: str) -> tuple[float, ...]:
    """What a token of digits may mean, the likeliest first: separators may group thousands or start decimals."""
    if digits.startswith("000 "):
        # 000 100: groups in the order of the script, as United Nations documents write them.
        digits = "".join(reversed(digits.split(" ")))
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits).replace("،", ",")
    parts = re.split(r"[.,]", plain)
    if len(parts) == 1:
        return (float(plain),)
    grouped = all(len(p) == 3 for p in parts[1:]) and 0 < len(parts[0]) <= 3 and parts[0] != "0"
    whole, decimal = float("".join(parts)), float("".join(parts[:-1]) + "." + parts[-1])
    if len(parts) > 2:
        same = len(set(re.findall(r"[.,]", plain))) == 1
        return (whole,) if same else (decimal,)
    if not grouped:
        return (decimal,)
    return (whole, decimal) if "," in plain else (decimal, whole)
