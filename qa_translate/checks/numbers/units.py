"""Which units can stand for each other, and what an amount is in another unit."""

from __future__ import annotations

from qa_translate.checks.numbers.quantities import MONTH_DAY

# Dimension and size in its base unit (days, metres, grams, litres, square metres, metres per second).
_SIZES: dict[str, tuple[str, float]] = {
    "second": ("time", 1 / 86400), "minute": ("time", 1 / 1440), "hour": ("time", 1 / 24), "day": ("time", 1.0),
    "week": ("time", 7.0), "month": ("time", 30.4375), "year": ("time", 365.25), "decade": ("time", 3652.5),
    "century": ("time", 36525.0), "millimetre": ("length", 0.001), "centimetre": ("length", 0.01),
    "metre": ("length", 1.0), "kilometre": ("length", 1000.0), "mile": ("length", 1609.34), "foot": ("length", 0.3048),
    "inch": ("length", 0.0254), "yard": ("length", 0.9144), "square_metre": ("area", 1.0),
    "square_kilometre": ("area", 1e6), "square_mile": ("area", 2.59e6), "hectare": ("area", 1e4),
    "acre": ("area", 4046.86), "dunum": ("area", 1000.0), "gram": ("mass", 1.0), "kilogram": ("mass", 1000.0),
    "pound": ("mass", 453.592), "tonne": ("mass", 1e6), "litre": ("volume", 1.0), "gallon": ("volume", 3.785),
    "barrel": ("volume", 158.987), "cubic_metre": ("volume", 1000.0),
    "kilometre_per_hour": ("speed", 1 / 3.6), "mile_per_hour": ("speed", 0.44704),
}  # fmt: skip
_CURRENCIES = frozenset({
    "dollar", "euro", "pound_money", "lira", "riyal", "rial", "real", "dinar", "dirham", "rouble", "yuan", "yen",
    "rupee", "shekel", "franc", "peso", "tuman", "krona", "cent",
})  # fmt: skip
LOOSE = frozenset({"time", "degree", "celsius", "point", "bed", "second", "cent", "foot"})
"""Words that count as units in one language and are left out or said otherwise in the next."""
_CLOSE = {"time": 0.02}
_ROUNDED = 0.06


def compatible(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether amounts in units `a` and `b` may be the same if their values are."""
    if a & b or a & LOOSE or b & LOOSE or {_base(u) for u in a} & {_base(u) for u in b}:
        return True
    if not a or not b:
        return MONTH_DAY not in a | b or not (a | b) - {MONTH_DAY}
    return False


def _base(unit: str) -> str:
    """A unit without "square" and "per hour", which are abbreviated in more ways than can be listed."""
    return unit.removesuffix("_per_hour").removeprefix("square_").removeprefix("cubic_")


def converted(value: float, a: frozenset[str], other: float, b: frozenset[str]) -> bool:
    """Whether `value` in one of `a` is about `other` in one of `b` (48 hours, two days; 105 mph, 169 km/h)."""
    for first in a:
        for second in b:
            (dimension, size), (same, unit) = _SIZES.get(first, ("", 0.0)), _SIZES.get(second, ("-", 1.0))
            if dimension != same or first == second:
                continue
            left, right = value * size, other * unit
            if abs(left - right) <= _CLOSE.get(dimension, _ROUNDED) * max(left, right):
                return True
    return False


def is_money(units: frozenset[str]) -> bool:
    """Whether one of `units` is a currency."""
    return bool(units & _CURRENCIES)


def is_percent(units: frozenset[str]) -> bool:
    """Whether `units` say per hundred."""
    return "percent" in units


def name(units: frozenset[str]) -> str:
    """The plainest of `units` in words, for messages."""
    return min(units, default="").replace("_money", "").replace("_", " ")
