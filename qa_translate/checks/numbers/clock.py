"""Reads clock times: ``8:46 a.m.``, ``half past eight``, الساعة السابعة والنصف."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.checks.numbers.lexer import Token
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.numerals import Numeral, read_numeral

_HALF_DAY = 12 * 60
_HOUR = 60
_LAST_HOUR = 24
_NOON = 12
_MARKS = ("am", "pm", "night", "o_clock")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time at ``tokens[start:end]``.

    Attributes:
        minutes: after midnight or noon.
        half: ``am`` or ``pm`` where the text says so, else "".
        weak: whether it is only implied (``midnight``).
    """

    minutes: float
    start: int
    end: int
    half: str = ""
    weak: bool = False


def read_clock(tokens: Sequence[Token], i: int, lex: Lexicon) -> Clock | None:
    """The clock time that starts at token `i`, or None."""
    if tokens[i].kind == "clock":
        hours, _, rest = tokens[i].form.replace(".", ":").partition(":")
        return _timed(tokens, i, i + 1, float(hours), float(rest), lex)
    if lex.at(tokens, i, "hour") and _definite(tokens[i]):
        return _after_hour(tokens, i + 1, lex)
    if before := lex.at(tokens, i, "before"):
        numeral = read_numeral(tokens, before.end, lex)
        minutes = _HOUR * before.entries[0].value
        return _timed(tokens, i, numeral.end, numeral.values[0], minutes, lex) if numeral and _hour(numeral) else None
    if whole := lex.at(tokens, i, "noon", "midnight"):
        return Clock(0.0, i, whole.end, weak=True)
    return _before_mark(tokens, i, lex)


def _after_hour(tokens: Sequence[Token], i: int, lex: Lexicon) -> Clock | None:
    """What follows الساعة: an hour as an ordinal, a number or a clock, then a part of the hour."""
    if i >= len(tokens):
        return None
    if tokens[i].kind == "clock":
        return read_clock(tokens, i, lex)
    numeral = read_numeral(tokens, i, lex)
    if numeral is None or not _hour(numeral):
        return None
    hour = numeral.values[0]
    if hour % 1:
        # 4.40 is twenty to five in digits, four and two fifths of an hour never.
        part = round((100 if numeral.digits else _HOUR) * (hour % 1))
        return _timed(tokens, i, numeral.end, hour // 1, part, lex)
    minutes, end = _part(tokens, numeral.end, lex)
    return _timed(tokens, i, end, hour, minutes, lex)


def _before_mark(tokens: Sequence[Token], i: int, lex: Lexicon) -> Clock | None:
    """An hour told by what follows it: ``7 pm``, الثامنة والنصف مساء."""
    # In languages with articles on numbers, a spelled hour is a definite ordinal.
    if lex.proclitic and not (tokens[i].kind == "number" or _definite(tokens[i])):
        return None
    numeral = read_numeral(tokens, i, lex)
    if numeral is None or not _hour(numeral):
        return None
    hour = numeral.values[0]
    minutes, end = _part(tokens, numeral.end, lex) if hour == int(hour) else (_HOUR * (hour % 1), numeral.end)
    if not lex.at(tokens, end, *_MARKS) or (lex.proclitic and numeral.digits):
        return None
    return _timed(tokens, i, end, hour // 1, minutes, lex)


def _part(tokens: Sequence[Token], i: int, lex: Lexicon) -> tuple[float, int]:
    """Minutes that are added to an hour at token `i`, and the token after them."""
    if (part := lex.at(tokens, i, "after")) and (part.conj or part.entries[0].value < 0):
        return _HOUR * part.entries[0].value, part.end
    rest = read_numeral(tokens, i, lex) if i < len(tokens) and lex.proclitic else None
    minute = lex.at(tokens, rest.end, "unit name") if rest else None
    if rest and minute and any(e.unit == "minute" for e in minute.entries) and rest.values[0] < _HOUR:
        return rest.values[0], minute.end
    return 0.0, i


def _hour(numeral: Numeral) -> bool:
    return 0 < numeral.values[0] <= _LAST_HOUR


def _definite(token: Token) -> bool:
    return any(s.form.startswith("ال") for s in token.stems)


def _timed(tokens: Sequence[Token], start: int, end: int, hours: float, minutes: float, lex: Lexicon) -> Clock | None:
    if not (0 <= hours <= _LAST_HOUR and minutes < _HOUR):
        return None
    half = "pm" if hours > _NOON else ""
    for _ in range(2):
        # eight o'clock in the evening
        mark = lex.at(tokens, end, *_MARKS)
        if mark is None:
            break
        named = mark.entries[0].cls
        # Which half of the day "12 at night" and 12 مساء belong to is told in too many ways.
        half = named if named in {"am", "pm"} and hours != _NOON else half
        end = mark.end
    return Clock((hours * _HOUR + minutes) % _HALF_DAY, start, end, half)
