"""Finds every quantity, date and time of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa_translate.article import Document, Segment, Span
from qa_translate.checks.numbers.bounds import bound, is_grade, preposition
from qa_translate.checks.numbers.compiled import lexicon
from qa_translate.checks.numbers.dates import is_day_number, read_moment
from qa_translate.checks.numbers.hints import Found, read_hint, span_of
from qa_translate.checks.numbers.lexer import Token, groups_joined, tokens
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.numerals import Numeral, and_fraction, read_fraction_of_scale, read_numeral
from qa_translate.checks.numbers.parts import other_readings, read_part
from qa_translate.checks.numbers.quantities import MONTH_DAY, Kind, Quantity
from qa_translate.checks.numbers.units import LOOSE, is_money
from qa_translate.vocabulary import Vocabulary

_DIGITS = frozenset({"number", "clock"})  # kinds of tokens
_YEARS = (1800, 2100)
_SHORTEST_PREFIX = 3  # digits: +20 may be a change
_ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_GAP_TO_MONTH = 6  # code points: " of ", " من شهر" is longer and rarer


def extract(document: Document, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """The quantities of `document`, in order."""
    lex = lexicon(document.lang, vocabulary)
    found: list[Quantity] = []
    for segment in document.segments:
        words = tokens(document.text, segment)
        if lex.numbers.get("blank_groups", False):
            words = groups_joined(words, document.text)
        found += _linked_to_months(list(_of_segment(words, segment, lex)))
    return tuple(found)


def _of_segment(words: Sequence[Token], segment: Segment, lex: Lexicon) -> Iterator[Quantity]:
    i = 0
    while i < len(words):
        found = _stated(words, i, segment, lex) or read_hint(words, i, segment, lex)
        if found is None:
            i += 1
            continue
        yield found[0]
        i = max(found[1], i + 1)


def _stated(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    """The date, time or amount that starts at token `i`: with digits or with a word of the vocabulary."""
    if words[i].kind not in _DIGITS and not lex.opens(words[i]):
        return None
    return _moment(words, i, segment, lex) or _amount(words, i, segment, lex)


def _moment(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    moment = read_moment(words, i, lex)
    if moment is None:
        return None
    span = span_of(words, moment.start, moment.end)
    digits = any(t.kind in _DIGITS for t in words[moment.start : moment.end])
    quantity = Quantity(moment.kind, moment.values, span, span, segment.index, moment.units, digits, moment.weak,
                        half=moment.half)  # fmt: skip
    return quantity, moment.end


def _amount(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    fraction = lex.at(words, i, "fraction")
    numeral = read_fraction_of_scale(words, i, lex) or read_numeral(words, i, lex)
    if fraction and (numeral is None or fraction.end >= numeral.end):
        unit, end = _unit(words, fraction.end, lex, definite=True)
        span = span_of(words, i, end if unit else fraction.end)
        values = tuple(e.value for e in fraction.entries)
        # After and, the fraction belongs to a number with a unit between them: عام ونصف.
        weak = fraction.conj
        units = unit - LOOSE
        core = span_of(words, i, fraction.end)
        return Quantity(Kind.FRACTION, values, span, core, segment.index, units, weak=weak), max(end, fraction.end)
    if numeral is None or numeral.end == i + 1:
        part = read_part(words, i, segment, lex)
        if part is not None:
            return part
    if numeral is None:
        return _crowd(words, i, segment, lex)
    if words[i].form in lex.vague_scales and numeral.end == i + 1 and lex.proclitic:
        return _crowd(words, i, segment, lex)
    return _counted(words, i, numeral, segment, lex)


def _counted(words: Sequence[Token], i: int, numeral: Numeral, segment: Segment, lex: Lexicon) -> Found:
    units, end = (frozenset[str](), numeral.end) if numeral.ordinal else _unit(words, numeral.end, lex)
    start = i
    if not units and i and (words[i - 1].form,) in lex.context("percent_before"):
        units, start = frozenset({"percent"}), i - 1
    named = bool(i) and (words[i - 1].kind == "sign" or words[i - 1].text.isupper())
    if named and (sign := lex.at(words, i - 1, "currency")) and sign.end == i:
        units, start = frozenset(e.unit for e in sign.entries), i - 1
        if start and words[start].glued and words[start - 1].form in {"us", "a", "c"}:
            start -= 1
    kind = _kind(words, i, numeral, units)
    values = numeral.values
    if decade := _decade(words, i, numeral, lex):
        span = span_of(words, i, decade)
        return Quantity(Kind.DECADE, (values[0] % 100, values[0]), span, span, segment.index, digits=True), decade
    if units and (more := and_fraction(words, end, lex)):
        values, end = (values[0] + more[0], *values), more[1]
    end, ordinal, code = _suffix(words, i, numeral, end)
    kind = Kind.ORDINAL if ordinal else kind
    code = code and not is_money(units)
    if not units and numeral.end == i + 1:
        values += other_readings(words, i, values, lex)
    values = tuple(dict.fromkeys(values))
    weak = code or (numeral.end == i + 1 and words[i].form in lex.confirming)
    weak = weak or (values[0] == 1 and not (numeral.digits and units)) or (kind is Kind.ORDINAL and values[0] == 1)
    grade = kind is Kind.ORDINAL and is_grade(words, start, end, lex)
    quantity = Quantity(kind, values, span_of(words, start, end), span_of(words, i, numeral.end), segment.index, units,
                        numeral.digits, weak, preposition(words, start, lex),
                        bound(words, start, end, lex), grade=grade)  # fmt: skip
    return quantity, end


def _decade(words: Sequence[Token], i: int, numeral: Numeral, lex: Lexicon) -> int:
    """The token after a decade in digits (1990s) at token `i`; 0 if it is none."""
    end = numeral.end
    plain = numeral.digits and end == i + 1 and words[i].form.isdigit()
    if not plain or end >= len(words) or not words[end].glued:
        return 0
    value = numeral.values[0]
    tens = value % 10 == 0 and value % 100 and (value < 100 or _YEARS[0] <= value <= _YEARS[1])
    return end + 1 if tens and words[end].form in lex.numbers.get("decade_suffix", ()) else 0


def _suffix(words: Sequence[Token], i: int, numeral: Numeral, end: int) -> tuple[int, bool, bool]:
    """What is glued to digits: (end, an ordinal's suffix, part of a code such as G20, 5G or 1990s)."""
    if not numeral.digits:
        return end, False, False
    code = bool(i) and words[i].glued and words[i - 1].form.isalpha() and words[i - 1].form.isascii()
    hyphen = i > 1 and words[i].glued and words[i - 1].form in "-‑" and words[i - 1].glued
    code = code or (hyphen and words[i - 2].form.isalpha()) or _telephone(words, i)
    letter = words[numeral.end - 1]
    if letter.kind == "word" and len(letter.form) == 1 and letter.text.isascii():
        return end, False, True
    if end == numeral.end and end < len(words) and words[end].glued and words[end].kind == "word":
        if words[end].form in _ORDINAL_SUFFIXES:
            return end + 1, True, code
        return end, False, True
    return end, False, code


def _telephone(words: Sequence[Token], i: int) -> bool:
    """Whether digits start like a telephone number: with a nought, or an international prefix."""
    form = words[i].form
    prefix = bool(i) and words[i - 1].form == "+" and words[i].glued
    return form.isdigit() and ((form.startswith("0") and len(form) > 1) or (prefix and len(form) >= _SHORTEST_PREFIX))


def _kind(words: Sequence[Token], i: int, numeral: Numeral, units: frozenset[str]) -> Kind:
    if numeral.ordinal:
        return Kind.ORDINAL
    value = numeral.values[0]
    plain = numeral.end == i + 1 and words[i].form.isdigit()
    if plain and not units and _YEARS[0] <= value <= _YEARS[1]:
        return Kind.YEAR
    return Kind.NUMBER


def _unit(words: Sequence[Token], i: int, lex: Lexicon, *, definite: bool = False) -> tuple[frozenset[str], int]:
    """The unit that starts at token `i`, and the token after it; `definite` that it may bear an article.

    Behind a whole number an article begins another phrase: "116 a year earlier" counts what was counted before.
    """
    between = (*lex.numbers.get("skip", ()), *(lex.numbers.get("articles", ()) if definite else ()))
    at = i
    if at + 1 < len(words) and words[at].form in "-‐‑" and words[at].glued and words[at + 1].glued:
        at += 1
    for _ in range(2):
        hit = lex.at(words, at, "unit name", "currency")
        if hit and (definite or not hit.cut) and not hit.conj and not (words[hit.end - 1].form == "second" and at == i):
            return frozenset(e.unit for e in hit.entries), hit.end
        if at >= len(words) or words[at].form not in between:
            break
        at += 1
    return frozenset(), i


def _crowd(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    """``dozens``, ``hundreds of thousands``, عشرات الآلاف."""
    hit = lex.at(words, i, "vague")
    if hit is None:
        return None
    value, end = hit.entries[0].value, hit.end
    at = end + 1 if end < len(words) and words[end].form in lex.numbers.get("of", ()) else end
    more = lex.at(words, at, "vague") or (lex.at(words, at, "scale") if lex.proclitic else None)
    if more and not more.conj:
        value, end = value * more.entries[0].value, more.end
    span = span_of(words, i, end)
    return Quantity(Kind.CROWD, (value,), span, span, segment.index), end


def _linked_to_months(found: list[Quantity]) -> list[Quantity]:
    """Day numbers beside a month get the unit of days; a month named twice (أيلول/سبتمبر) is one."""
    for k, (a, b) in enumerate(pairwise(found)):
        if b.span.start - a.span.end > _GAP_TO_MONTH:
            continue
        for day, month, at in ((a, b, k), (b, a, k + 1)):
            if month.kind is Kind.MONTH and _is_day(day):
                found[at] = replace(day, kind=Kind.NUMBER, units=frozenset({MONTH_DAY}), weak=False)
    return list(_once(found))


def _once(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """A month named in both vocabularies (أيلول/سبتمبر) is one."""
    pending: Quantity | None = None
    for quantity in found:
        if pending and pending.kind is quantity.kind is Kind.MONTH and pending.values == quantity.values:
            near = quantity.span.start - pending.span.end <= _GAP_TO_MONTH
            if near:
                span = Span.hull((pending.span, quantity.span))
                pending = replace(pending, span=span, core=span, weak=False)
                continue
        if pending:
            yield pending
        pending = quantity
    if pending:
        yield pending


def _is_day(quantity: Quantity) -> bool:
    stated = quantity.digits or not quantity.weak or quantity.kind is Kind.ORDINAL
    counted = quantity.kind in {Kind.NUMBER, Kind.ORDINAL} and not quantity.units
    return stated and counted and is_day_number(quantity.value)
