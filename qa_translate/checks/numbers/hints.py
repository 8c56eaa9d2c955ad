"""Reads duals, Roman numerals and words that imply a number without stating it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_translate.article import Segment, Span
from qa_translate.checks.numbers.lexer import Token
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.numerals import and_fraction
from qa_translate.checks.numbers.quantities import Kind, Quantity

_SHORTEST_DUAL = 5
_ROMAN = re.compile(r"[IVXLC]+")
_ROMAN_DIGITS = {"I": 1.0, "V": 5.0, "X": 10.0, "L": 50.0, "C": 100.0}
_LOOSE_DUALS = frozenset({"century", "decade", "time"})  # "the 19th and 20th centuries", "twice"

Found = tuple[Quantity, int]
"""A quantity, and the token after it."""


def read_hint(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    """Duals, and words that imply a number without stating it."""
    span = span_of(words, i, i + 1)
    dual = lex.at(words, i, "dual")
    if dual:
        units = frozenset(e.unit for e in dual.entries if e.cls == "dual")
        more = and_fraction(words, dual.end, lex)
        values: tuple[float, ...] = (2.0 + more[0], 2.0) if more else (2.0,)
        end = more[1] if more else dual.end
        whole = span_of(words, i, end)
        weak = bool(units & _LOOSE_DUALS)
        return Quantity(Kind.NUMBER, values, whole, span, segment.index, units, weak=weak), end
    unit = lex.at(words, i, "unit name")
    if unit and (more := and_fraction(words, unit.end, lex)):
        # An hour and a half; the first is not said.
        units = frozenset(e.unit for e in unit.entries)
        whole = span_of(words, i, more[1])
        return Quantity(Kind.NUMBER, (1.0 + more[0], more[0]), whole, whole, segment.index, units), more[1]
    if lex.proclitic and _is_dual(words, i, lex):
        agreeing = i + 1 < len(words) and words[i + 1].form in lex.dual("agreement")
        weak = not agreeing or words[i].form in lex.dual("agreement")
        whole = span_of(words, i, i + 2) if not weak else span
        return Quantity(Kind.NUMBER, (2.0,), whole, span, segment.index, weak=weak), i + 1
    if not lex.proclitic and _ROMAN.fullmatch(words[i].text):
        # Ramses II, Super Bowl XXXIII
        return Quantity(Kind.ORDINAL, (_roman(words[i].text),), span, span, segment.index, weak=True), i + 1
    if decade := lex.at(words, i, "decade"):
        span = span_of(words, i, decade.end)
        return Quantity(Kind.DECADE, (decade.entries[0].value,), span, span, segment.index), decade.end
    hint = lex.at(words, i, "confirming")
    if hint is None:
        return None
    span = span_of(words, i, hit_end := hint.end)
    values = tuple(dict.fromkeys(e.value for e in hint.entries))
    return Quantity(Kind.NUMBER, values, span, span, segment.index, weak=True), hit_end


def _roman(text: str) -> float:
    values = [_ROMAN_DIGITS[c] for c in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0.0], strict=True))


def _is_dual(words: Sequence[Token], i: int, lex: Lexicon) -> bool:
    form = words[i].form
    return len(form) >= _SHORTEST_DUAL and form.endswith(("ان", "ين")) and form not in lex.dual("never")


def span_of(words: Sequence[Token], start: int, end: int) -> Span:
    """The stretch of text that ``words[start:end]`` covers."""
    return Span(words[start].start, words[max(start, end - 1)].end)
