"""Full dates of the Islamic and the Gregorian calendar, compared as days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hijridate import Hijri

from qa_translate.article import Span
from qa_translate.checks.numbers.quantities import MONTH_DAY, Kind, Quantity

_HIJRI_MONTHS = 100  # added to their numbers
_HIJRI_YEARS = range(1343, 1501)  # those that the conversion knows
_GAP = 8  # code points between the parts of one date
_MOON = 1  # days by which the start of a month differs from country to country
_NEARBY = 3  # quantities


@dataclass(frozen=True, slots=True)
class FullDate:
    """A day, month and year that stand together.

    Attributes:
        day: the Gregorian date.
        parts: the quantities that it is made of.
        hijri: whether the text gives it in the Islamic calendar.
    """

    day: date
    parts: tuple[Quantity, ...]
    hijri: bool

    @property
    def span(self) -> Span:
        """The whole date in the text."""
        return Span.hull(q.span for q in self.parts)

    def same_day(self, other: FullDate) -> bool:
        """Whether the two may be one day."""
        return abs((self.day - other.day).days) <= (_MOON if self.hijri or other.hijri else 0)


def full_dates(quantities: Sequence[Quantity]) -> Iterator[FullDate]:
    """The full dates among the quantities of one passage, in order."""
    for k, month in enumerate(quantities):
        if month.kind is not Kind.MONTH:
            continue
        near = [q for q in quantities[max(0, k - _NEARBY) : k + _NEARBY + 1] if q.segment == month.segment]
        number = next((q for q in near if MONTH_DAY in q.units and _beside(q.span, month.span)), None)
        year = next((q for q in near if q.digits and q.value > _HIJRI_MONTHS and _follows(q, month)), None)
        made = _date(number.value, month.value, year.value) if number and year else None
        if number and year and made:
            yield FullDate(made, (number, month, year), month.value > _HIJRI_MONTHS)


def is_hijri(month: Quantity) -> bool:
    """Whether a month is one of the Islamic calendar."""
    return month.kind is Kind.MONTH and month.value > _HIJRI_MONTHS


def _date(day: float, month: float, year: float) -> date | None:
    try:
        if month > _HIJRI_MONTHS:
            if year not in _HIJRI_YEARS:
                return None
            return date.fromisoformat(Hijri(int(year), int(month) - _HIJRI_MONTHS, int(day)).to_gregorian().isoformat())
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _follows(year: Quantity, month: Quantity) -> bool:
    return year.span.start >= month.span.end and _beside(year.span, month.span)


def _beside(a: Span, b: Span) -> bool:
    return max(a.start, b.start) - min(a.end, b.end) <= _GAP
