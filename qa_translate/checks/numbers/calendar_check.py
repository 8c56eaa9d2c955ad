"""Dates that cannot be, whatever the source says."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date

from qa_translate.article import Document, Span
from qa_translate.checks.family import found
from qa_translate.checks.numbers.quantities import MONTH_DAY, Kind, Quantity
from qa_translate.checks.numbers.rules import IMPOSSIBLE_DATE, WEEKDAY_MISMATCH
from qa_translate.finding import Finding

_LEAP_YEAR = 2000
_GAP = 8  # code points between the parts of one date
_HIJRI = 100


def calendar_findings(document: Document, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Impossible days and weekdays that do not fit, from the translation alone."""
    for k, month in enumerate(quantities):
        if month.kind is not Kind.MONTH or month.weak or month.value > _HIJRI:
            continue
        near = [q for q in quantities[max(0, k - 3) : k + 4] if q.segment == month.segment]
        day = next((q for q in near if MONTH_DAY in q.units and _beside(q, month)), None)
        if day is None:
            continue
        whole = Span.hull((day.span, month.span))
        year = next((q for q in near if q.kind is Kind.YEAR and _beside_span(q.span, whole)), None)
        last = calendar.monthrange(int(year.value) if year else _LEAP_YEAR, int(month.value))[1]
        if day.value > last:
            text = whole.of(document.text)
            yield found(IMPOSSIBLE_DATE, 0.85, f"“{text}” is no date: the month has {last} days.", target=whole)
        elif year:
            yield from _weekday(document, near, day, month, year)


def _weekday(
    document: Document, near: Sequence[Quantity], day: Quantity, month: Quantity, year: Quantity
) -> Iterator[Finding]:
    whole = Span.hull((day.span, month.span, year.span))
    named = next((q for q in near if q.kind is Kind.WEEKDAY and _beside_span(q.span, whole)), None)
    if named is None:
        return
    real = date(int(year.value), int(month.value), int(day.value)).isoweekday()
    if real not in named.values:
        whole = Span.hull((whole, named.span))
        text = f"“{whole.of(document.text)}”: that day was a {calendar.day_name[real - 1]}."
        yield found(WEEKDAY_MISMATCH, 0.6, text, target=named.span)


def _beside(a: Quantity, b: Quantity) -> bool:
    return _beside_span(a.span, b.span)


def _beside_span(a: Span, b: Span) -> bool:
    return max(a.start, b.start) - min(a.end, b.end) <= _GAP
