"""Whether two quantities may say the same."""

from __future__ import annotations

import math

from qa_translate.checks.numbers.quantities import COUNTS, MONTH_DAY, Kind, Quantity
from qa_translate.checks.numbers.units import compatible, converted

_CLOSE = 1e-6
_MONDAY_OR_TWO = 1.0
_PERCENT = 100.0


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether `a` and `b` may be the same number, date or time, said in different words."""
    if a.kind in COUNTS and b.kind in COUNTS:
        return _same_count(a, b)
    if a.kind is b.kind:
        shared = bool(set(a.values) & set(b.values))
        return shared and (a.kind is not Kind.RELATIVE or bool(a.units & b.units))
    return _across_kinds(a, b) or _across_kinds(b, a)


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether the numbers are equal, whatever their units."""
    return any(math.isclose(x, y, rel_tol=_CLOSE) for x in a.values for y in b.values)


def _same_count(a: Quantity, b: Quantity) -> bool:
    if same_value(a, b):
        return compatible(a.units, b.units) or _day(a, b) or _day(b, a)
    if a.units and b.units and converted(a.value, a.units, b.value, b.units):
        return True
    return _part_of_whole(a, b) or _part_of_whole(b, a)


def _day(a: Quantity, b: Quantity) -> bool:
    return MONTH_DAY in a.units and (b.kind is Kind.ORDINAL or not b.units)


def _part_of_whole(part: Quantity, other: Quantity) -> bool:
    """A half is 50 percent, a quarter of an hour 15 minutes; also where a part is only the second reading."""
    if part.kind is not Kind.FRACTION and len(part.values) == 1:
        return False
    return any(_is_part(v, other) for v in part.values if 0 < v < 1)


def _is_part(part: float, other: Quantity) -> bool:
    if other.kind is Kind.ORDINAL:
        # "a third" is a third part, or one more after two.
        return math.isclose(part * other.value, 1.0)
    if "percent" in other.units:
        return math.isclose(part * _PERCENT, other.value, rel_tol=0.01)
    return "minute" in other.units and math.isclose(part * 60, other.value)


def _decade(decade: Quantity, other: Quantity) -> bool:
    """The nineties are the 1990s, may hold the year 1990, and belong to the 20th century (سبعينيات القرن العشرين)."""
    if decade.kind is not Kind.DECADE or other.kind not in COUNTS:
        return False
    return other.value % 100 == decade.value or any(year // 100 + 1 == other.value for year in decade.values[1:])


def _across_kinds(a: Quantity, b: Quantity) -> bool:
    if _decade(a, b):
        return True
    if a.kind is Kind.CLOCK and b.kind in COUNTS:
        # الساعة السادسة is 6 o'clock, and 4.40 صباحا twenty to five.
        return any(v * 60 % 720 == a.value or (v // 1 * 60 + round(v % 1 * 100)) % 720 == a.value for v in b.values)
    if a.kind is Kind.WEEKDAY:
        # الاثنين is Monday, and "the two".
        return b.kind is Kind.NUMBER and _MONDAY_OR_TWO in a.values and b.value == 2
    return a.kind is Kind.MONTH and b.kind is Kind.NUMBER and b.digits and b.value in a.values
