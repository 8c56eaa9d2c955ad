"""What the number checks compare: one quantity, date or time as a text states it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from qa_translate.article import Span


class Kind(enum.StrEnum):
    """What sort of statement a quantity is; only like is compared with like, save where noted in `compare`."""

    NUMBER = "number"
    YEAR = "year"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    CROWD = "crowd"
    DECADE = "decade"
    MONTH = "month"
    WEEKDAY = "weekday"
    CLOCK = "time"
    RELATIVE = "relative time"
    DAY = "relative day"


COUNTS = frozenset({Kind.NUMBER, Kind.YEAR, Kind.ORDINAL, Kind.FRACTION, Kind.CROWD})
"""Kinds that state how many or which in a row, and may be said with each other's words."""

MONTH_DAY = "day of the month"
"""Unit of the day number beside a month's name."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, date or time of a text.

    Attributes:
        kind: what it states.
        values: what it may mean, the likeliest first: amounts; 1 to 12 for months (101 to 112 Hijri), 1 to 7
            for weekdays (Monday is 1), 20 to 90 (and the year) for decades, minutes after midnight or noon for clock
            times, -1, 0 or 1 for relative times.
        span: the number with its unit, in code points of the document.
        core: the number alone.
        units: what it may count (``kilometre``, ``percent``, ``dollar``); empty: something without a known unit.
        digits: whether it is written in digits.
        weak: good only to confirm a quantity of the other side (``both``, ``COVID-19``), not to raise a doubt.
        before: ``to`` or ``by`` where such a word stands before it.
        bound: ``more`` or ``less`` where the text sets a bound.
        half: ``am`` or ``pm`` where a clock time says so.
        grade: an ordinal that names a class, a rank or a floor (الصف السادس), which other systems name otherwise.
        segment: index of its segment in the document.
    """

    kind: Kind
    values: tuple[float, ...]
    span: Span
    core: Span
    segment: int
    units: frozenset[str] = frozenset()
    digits: bool = False
    weak: bool = False
    before: str = ""
    bound: str = ""
    half: str = ""
    grade: bool = False

    @property
    def value(self) -> float:
        """The likeliest meaning."""
        return self.values[0]
