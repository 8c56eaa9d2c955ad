"""Reads months, weekdays, clock times and relative times at one token of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.checks.numbers.lexer import Token, values_of
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.numerals import read_numeral
from qa_translate.checks.numbers.quantities import Kind

_HALF_DAY = 12 * 60
_LAST_HOUR = 24
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time found at a token: `tokens[start:end]`."""

    kind: Kind
    values: tuple[float, ...]
    start: int
    end: int
    units: frozenset[str] = frozenset()
    weak: bool = False


def read_moment(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    """The date or time that starts at token `i`, or None."""
    return _clock(tokens, i, lex) or _relative(tokens, i, lex) or _name(tokens, i, lex)


def _name(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    hit = lex.at(tokens, i, "month", "weekday", "day")
    if hit is None:
        return None
    entry = hit.entries[0]
    if entry.cls == "day":
        return Moment(Kind.DAY, (entry.value,), i, hit.end)
    if lex.dates.get("capitalised") and tokens[i].text.islower():
        return None
    ambiguous = any(s.form in lex.ambiguous_dates for s in tokens[i].stems)
    weak = ambiguous and not _introduced(tokens, i, hit.end, lex)
    kind = Kind.MONTH if entry.cls == "month" else Kind.WEEKDAY
    # الاثنين is also "the two".
    values = tuple(dict.fromkeys(e.value for e in hit.entries if e.cls == entry.cls))
    return Moment(kind, values, i, hit.end, weak=weak)


def _introduced(tokens: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether a word that is a date only in company has it: a day number, another month, ``in``, ``last``."""
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    for near in (before, after):
        if near is None:
            continue
        if near.kind == "number" and max(values_of(near.form)) <= 2100:
            return True
        if tokens[start].stems[-1].form in lex.dates_and_names:
            continue
        if near.form == "/" or any(s.form in lex.introducing_dates for s in near.stems):
            return True
    return False


def _relative(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    """``next week``, الأسبوع المقبل: the direction and the unit of time."""
    table = lex.dates.get("relative")
    if not table:
        return None
    first, second = ("unit name", "relative") if table["before"] else ("relative", "unit name")
    hit = lex.at(tokens, i, first)
    following = lex.at(tokens, hit.end, second) if hit else None
    if hit is None or following is None or following.conj:
        return None
    unit, word = (hit, following) if table["before"] else (following, hit)
    if not table["before"] and i and tokens[i - 1].form == "the":
        # "the last month" may be the last of several
        return None
    names = frozenset(e.unit for e in unit.entries) & frozenset(table["units"])
    plural = tokens[hit.end].form.endswith("s") if not table["before"] else not _definite(tokens[i])
    if not names or plural:
        return None
    return Moment(Kind.RELATIVE, (word.entries[0].value,), i, following.end, names)


def _definite(token: Token) -> bool:
    return any(s.form.startswith("ال") for s in token.stems)


def _clock(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    """``8:46 a.m.``, ``7 pm``, الساعة السابعة والنصف: minutes after midnight."""
    token, table = tokens[i], lex.dates.get("clock", {})
    if token.kind == "clock":
        hours, _, minutes = token.form.replace(".", ":").partition(":")
        return _timed(tokens, i, i + 1, float(hours), float(minutes), table)
    if table and any(s.form in lex.clock("hour") for s in token.stems) and lex.proclitic:
        return _spelled_clock(tokens, i, lex)
    if token.kind == "number" or not lex.proclitic:
        numeral = read_numeral(tokens, i, lex)
        marks = lex.clock("am") | lex.clock("pm") | lex.clock("hour")
        if numeral and not lex.proclitic and numeral.end < len(tokens) and tokens[numeral.end].form in marks:
            return _timed(tokens, i, numeral.end, numeral.values[0], 0.0, table)
    return None


def _spelled_clock(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    """الساعة, then an hour as an ordinal, a number or a clock, then a part of the hour."""
    if i + 1 >= len(tokens):
        return None
    if tokens[i + 1].kind == "clock":
        return _clock(tokens, i + 1, lex)
    numeral = read_numeral(tokens, i + 1, lex)
    if numeral is None or not 0 < numeral.values[0] <= _LAST_HOUR or not _definite(tokens[i]):
        return None
    end, minutes = numeral.end, 0.0
    hour = numeral.values[0]
    if hour % 1:
        # 4.40 is twenty to five in digits, four and two fifths of an hour never.
        hour, minutes = hour // 1, round((100 if numeral.digits else 60) * (hour % 1))
    elif (part := lex.at(tokens, end, "fraction")) and part.conj:
        minutes, end = 60 * part.entries[0].value, part.end
    elif end + 1 < len(tokens) and tokens[end].form == "الا" and tokens[end + 1].form.endswith(("ربع", "ربعا")):
        minutes, end = -15.0, end + 2
    elif (rest := read_numeral(tokens, end, lex)) and rest.end < len(tokens) and "دقيقة" in tokens[rest.end].form:
        minutes, end = rest.values[0], rest.end + 1
    return _timed(tokens, i + 1, end, hour, minutes, lex.dates["clock"])


def _timed(
    tokens: Sequence[Token], start: int, end: int, hours: float, minutes: float, table: dict[str, list[str]]
) -> Moment | None:
    if not (0 <= hours <= _LAST_HOUR and minutes < 60):
        return None
    if end < len(tokens) and any(s.form in (*table.get("am", ()), *table.get("pm", ()), *table.get("hour", ()))
                                 for s in tokens[end].stems):  # fmt: skip
        end += 1
    return Moment(Kind.CLOCK, ((hours * 60 + minutes) % _HALF_DAY,), start, end)


def is_day_number(value: float) -> bool:
    """Whether `value` can be the day of a month."""
    return 1 <= value <= _LAST_DAY and value == int(value)
