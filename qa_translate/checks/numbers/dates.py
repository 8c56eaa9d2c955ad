"""Reads months, weekdays and relative times at one token of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.checks.numbers.clock import read_clock
from qa_translate.checks.numbers.lexer import Token, values_of
from qa_translate.checks.numbers.lexicon import Hit, Lexicon
from qa_translate.checks.numbers.quantities import Kind

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
    half: str = ""


def read_moment(tokens: Sequence[Token], i: int, lex: Lexicon) -> Moment | None:
    """The date or time that starts at token `i`, or None."""
    clock = read_clock(tokens, i, lex)
    if clock is not None:
        return Moment(Kind.CLOCK, (clock.minutes,), clock.start, clock.end, weak=clock.weak, half=clock.half)
    return _relative(tokens, i, lex) or _name(tokens, i, lex)


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
    before = table["before"]
    found = _unit_and_word(tokens, i, lex, before=before)
    if found is None and table.get("either", False):
        before = not before
        found = _unit_and_word(tokens, i, lex, before=before)
    if found is None:
        return None
    unit, word = found
    if not before and i and tokens[i - 1].form in table["article"]:
        # "the last month" may be the last of several
        return None
    names = frozenset(e.unit for e in unit.entries) & frozenset(table["units"])
    if before and lex.proclitic:
        plural = not _definite(tokens[i])
    else:  # weeks: of several nothing is next or last
        name = tokens[i if before else word.end].form
        plural = bool(table["plural"]) and name.endswith(table["plural"])
    if not names or plural:
        return None
    return Moment(Kind.RELATIVE, (word.entries[0].value,), i, max(unit.end, word.end), names)


def _unit_and_word(tokens: Sequence[Token], i: int, lex: Lexicon, *, before: bool) -> tuple[Hit, Hit] | None:
    """The unit of time and the word for next or last that begin at token `i`; `before`: the unit comes first."""
    first, second = ("unit name", "relative") if before else ("relative", "unit name")
    hit = lex.at(tokens, i, first)
    following = lex.at(tokens, hit.end, second) if hit else None
    if hit is None or following is None or following.conj:
        return None
    return (hit, following) if before else (following, hit)


def _definite(token: Token) -> bool:
    return any(s.form.startswith("ال") for s in token.stems)


def is_day_number(value: float) -> bool:
    """Whether `value` can be the day of a month."""
    return 1 <= value <= _LAST_DAY and value == int(value)
