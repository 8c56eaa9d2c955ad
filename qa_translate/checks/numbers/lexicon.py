"""The number vocabulary of one language, compiled for look-up by phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError

from qa_translate.arabic import fold
from qa_translate.checks.numbers.lexer import Stem, Token
from qa_translate.vocabulary import Table, Vocabulary

NUMERALS = {
    "units_of_ten": "unit", "teens": "teen", "tens": "ten", "hundreds": "hundred", "scales": "scale",
    "ordinals": "ordinal",
}  # fmt: skip
_NEUTRAL_UNITS = {"percent": ("%",), "dollar": ("$",), "euro": ("€",), "pound_money": ("£",), "lira": ("₺",)}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: its class, its value, and the unit that it names."""

    cls: str
    value: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at a token: what it may mean, the token after it, and whether an attached و came with it."""

    entries: tuple[Entry, ...]
    end: int
    conj: bool
    cut: bool

    def first(self, *classes: str) -> Entry | None:
        """The first meaning of one of `classes`."""
        return next((e for e in self.entries if e.cls in classes), None)


@dataclass(eq=False)
class Lexicon:
    """Phrases of one language by their first word.

    Attributes:
        lang: ISO 639-1 code.
        spelled: whether the language's number words are known; else only digits and names of dates are read.
        numbers, dates: the tables as read, for the parts that are no phrases.
    """

    lang: str
    spelled: bool
    numbers: Table
    dates: Table
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)

    def add(self, phrase: str, entry: Entry) -> None:
        """Let `phrase` mean `entry`, besides what it means already."""
        parts = tuple(split(phrase))
        if parts:
            self.phrases.setdefault(parts[0], []).append((parts, entry))

    def at(self, tokens: Sequence[Token], i: int, *classes: str) -> Hit | None:
        """The longest phrase of one of `classes` that starts at token `i`."""
        if i >= len(tokens) or tokens[i].form in self.never:
            return None
        best: Hit | None = None
        for stem in tokens[i].stems:
            hit = self._at(tokens, i, stem, classes)
            if hit and (best is None or hit.end > best.end):
                best = hit
        return best

    def _at(self, tokens: Sequence[Token], i: int, stem: Stem, classes: tuple[str, ...]) -> Hit | None:
        length, entries = 0, list[Entry]()
        for parts, entry in self.phrases.get(stem.form, ()):
            if entry.cls not in classes or len(parts) < length:
                continue
            if any(i + k >= len(tokens) or tokens[i + k].form != parts[k] for k in range(1, len(parts))):
                continue
            if len(parts) > length:
                length, entries = len(parts), []
            entries.append(entry)
        return Hit(tuple(entries), i + length, stem.conj, stem.cut) if entries else None

    @cached_property
    def never(self) -> frozenset[str]:
        """Folded words that are no numbers though they look like one with a clitic."""
        return folded(self.numbers.get("never", ()))

    @cached_property
    def proclitic(self) -> bool:
        """Whether the parts of a number are joined by an attached conjunction."""
        return bool(self.numbers.get("joiner") == "proclitic")

    @cached_property
    def ambiguous_dates(self) -> frozenset[str]:
        """Names of months and weekdays that are other words too."""
        return folded(self.dates.get("ambiguous", {}).get("words", ()))

    @cached_property
    def dates_and_names(self) -> frozenset[str]:
        """Names of months that are names of persons too."""
        return folded(self.dates.get("ambiguous", {}).get("names", ()))

    @cached_property
    def introducing_dates(self) -> frozenset[str]:
        """Words beside which an ambiguous name is a date."""
        return folded(self.dates.get("ambiguous", {}).get("introduces", ()))

    @cached_property
    def vague_scales(self) -> frozenset[str]:
        """Words for a vague number that are also parts of exact ones (آلاف)."""
        return folded(form for forms in self.numbers.get("vague", {}).values() for form in forms)

    @cached_property
    def confirming(self) -> frozenset[str]:
        """Words too vague to raise a doubt (``dozen``)."""
        return folded(form for forms in self.numbers.get("confirming", {}).values() for form in forms)

    @cache  # noqa: B019 - one lexicon per language lives as long as the program
    def dual(self, part: str) -> frozenset[str]:
        """Words that tell duals, by their row in the data."""
        return folded(self.numbers.get("dual", {}).get(part, ()))

    @cache  # noqa: B019 - one lexicon per language lives as long as the program
    def clock(self, part: str) -> frozenset[str]:
        """Words of clock times, by their row in the data."""
        return folded(self.dates.get("clock", {}).get(part, ()))

    @cache  # noqa: B019 - see above
    def context(self, part: str) -> tuple[tuple[str, ...], ...]:
        """Phrases before a number that say more about it, by their row in the data."""
        return tuple(tuple(split(p)) for p in self.numbers.get("context", {}).get(part, ()))


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words in the form of tokens."""
    return frozenset(fold(w).lower() for w in words)


def split(phrase: str) -> Iterator[str]:
    """The words and signs of a phrase, folded as tokens are."""
    word = ""
    for char in fold(phrase).lower():
        if char.isalpha() or char.isdigit() or (char in "'." and word and phrase not in {"."}):
            word += char
            continue
        if word:
            yield word
        word = ""
        if not char.isspace():
            yield char
    if word:
        yield word


_COMPILED: dict[str, Lexicon] = {}


def lexicon(lang: str, vocabulary: Vocabulary) -> Lexicon:
    """The number vocabulary of `lang`, from its data files and, for months and weekdays, CLDR."""
    numbers = vocabulary.topic(lang, "numbers") or {}
    dates = vocabulary.topic(lang, "dates") or {}
    known = _COMPILED.get(lang)
    if known is None or known.numbers != numbers or known.dates != dates:
        known = _COMPILED[lang] = _compile(Lexicon(lang, bool(numbers), numbers, dates))
    return known


def _compile(lex: Lexicon) -> Lexicon:
    numbers, dates = lex.numbers, lex.dates
    for table, cls in NUMERALS.items():
        _add_values(lex, numbers.get(table, {}), cls)
    for table, cls in (("fractions", "fraction"), ("vague", "vague"), ("confirming", "confirming")):
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
        if not (lex.proclitic and form.isalpha() and len(form) > 1):
            continue
        if not form.endswith("ة"):
            lex.add(form + "ا", Entry(cls, unit=unit))
        # The dual of a unit is a number of its own: ساعتان, عامين. Short forms and cents would be other words.
        if len(form) > 2 and unit != "cent" and k in (0, 2):
            stem = form[:-1] + "ت" if form.endswith("ة") else form
            for ending in ("ان", "ين"):
                lex.add(stem + ending, Entry("dual", 2.0, unit))


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
    if not dates:
        _add_cldr(lex)


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
