"""Compiles the number vocabulary of a language from its data files and from CLDR."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from qa_translate.checks.numbers.lexicon import NUMERALS, Entry, Lexicon
from qa_translate.vocabulary import Table, Vocabulary

_NEUTRAL_UNITS = {"percent": ("%",), "dollar": ("$",), "euro": ("€",), "pound_money": ("£",), "lira": ("₺",)}
_VALUES = {"fractions": "fraction", "parts": "part", "vocalised_parts": "vocalised part", "vague": "vague",
           "decades": "decade", "confirming": "confirming"}  # fmt: skip
_CLOCK = ("hour", "o_clock", "am", "pm", "night", "noon", "midnight")
_COMPILED: dict[str, Lexicon] = {}


def lexicon(lang: str, vocabulary: Vocabulary) -> Lexicon:
    """The number vocabulary of `lang`, from its data files and, for months and weekdays, CLDR."""
    numbers = vocabulary.topic(lang, "numbers") or {}
    dates = vocabulary.topic(lang, "dates") or {}
    known = _COMPILED.get(lang)
    if known is None or known.numbers != numbers or known.dates != dates:
        known = _COMPILED[lang] = _compile(Lexicon(lang, numbers, dates))
    return known


def _compile(lex: Lexicon) -> Lexicon:
    numbers, dates = lex.numbers, lex.dates
    for table, cls in NUMERALS.items():
        _add_values(lex, numbers.get(table, {}), cls)
    for table, cls in _VALUES.items():
        _add_values(lex, numbers.get(table, {}), cls)
    for table in ("units", "currencies"):
        for unit, forms in numbers.get(table, {}).items():
            _add_unit(lex, unit, forms, "unit name" if table == "units" else "currency")
    for unit, signs in _NEUTRAL_UNITS.items():
        for sign in () if numbers else signs:
            lex.add(sign, Entry("unit name" if unit == "percent" else "currency", unit=unit))
    _add_dates(lex, dates)
    return lex


def _add_values(lex: Lexicon, table: Table, cls: str) -> None:
    for key, forms in table.items():
        numerator, _, denominator = key.partition("/")
        value = float(numerator) / float(denominator or 1)
        for form in forms:
            for suffix in ("", *lex.numbers.get("pronouns", ())) if cls == "fraction" else ("",):
                lex.add(form + suffix, Entry(cls, value))


def _add_unit(lex: Lexicon, unit: str, forms: Sequence[str], cls: str) -> None:
    for k, form in enumerate(forms):
        lex.add(form, Entry(cls, unit=unit))
        if not lex.proclitic or not all(w.isalpha() and len(w) > 1 for w in form.split()):
            continue
        if form.isalpha() and not form.endswith("ة"):
            lex.add(form + "ا", Entry(cls, unit=unit))
        # The dual of a unit is a number of its own: ساعتان, عامين. Short forms and cents would be other words.
        if len(form) > 2 and unit != "cent" and k in (0, 2):
            for ending in ("ان", "ين"):
                # Its adjective follows: نقطتين مئويتين.
                dual = " ".join(w.removesuffix("ة") + ("ت" if w.endswith("ة") else "") + ending for w in form.split())
                lex.add(dual, Entry("dual", 2.0, unit))


def _add_dates(lex: Lexicon, dates: Table) -> None:
    tables: list[tuple[str, str, int]] = [("months", "month", 0), ("hijri", "month", 100), ("weekdays", "weekday", 0)]
    for table, cls, offset in tables:
        for key, forms in dates.get(table, {}).items():
            for form in forms:
                lex.add(form, Entry(cls, float(key) + offset))
    for key, forms in dates.get("days", {}).items():
        for form in forms:
            lex.add(form, Entry("day", float(key)))
    for direction, value in (("next", 1.0), ("last", -1.0)):
        for form in dates.get("relative", {}).get(direction, ()):
            lex.add(form, Entry("relative", value))
    _add_clock(lex, dates.get("clock", {}))
    if not dates:
        _add_cldr(lex)


def _add_clock(lex: Lexicon, clock: Table) -> None:
    for cls in _CLOCK:
        for form in clock.get(cls, ()):
            lex.add(form, Entry(cls))
    for cls in ("before", "after"):
        _add_values(lex, clock.get(cls, {}), cls)


def _add_cldr(lex: Lexicon) -> None:
    try:
        locale = Locale(lex.lang)
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for key, name in locale.months[context]["wide"].items():
            lex.add(str(name), Entry("month", float(key)))
        for key, name in locale.days[context]["wide"].items():
            lex.add(str(name), Entry("weekday", float(key) + 1))
