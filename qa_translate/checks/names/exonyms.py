"""Names that two languages do not share by sound: listed ones, and countries and cities from Babel's locale data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from babel import Locale, UnknownLocaleError

from qa_translate.article import Word
from qa_translate.checks.names.lists import Lists
from qa_translate.romanise import fold_arabic

# Letters of a word of a name of several words, below which it is a particle.
_TELLING = 4
_COUNTRY = 2
_SHORTEST_STEM = 3
_ARTICLE = "ال"


@dataclass(frozen=True)
class Exonyms:
    """What supports a name of the translation although it sounds otherwise.

    Attributes:
        lists: the vocabulary of names of both languages.
        target, source: language codes.
    """

    lists: Lists
    target: str
    source: str

    def counterpart(self, key: str, words: Sequence[Word]) -> tuple[Word, ...]:
        """The first words of a passage that are the source's name for `key` (lower case), or none."""
        beginnings = (key[:k] + "*" for k in range(len(key), _SHORTEST_STEM - 1, -1))
        phrases = next((self._phrases[k] for k in (key, *beginnings) if k in self._phrases), ())
        countries = self._countries.get(key, ())
        if not phrases:
            return ()
        stems = [self.lists.stems_of(w.text) for w in words]
        for phrase in phrases:
            for at in range(len(words) - len(phrase) + 1):
                if all(part in stems[at + k] for k, part in enumerate(phrase)):
                    return tuple(words[at : at + len(phrase)])
        return next(((w,) for w in words for country in countries if self._belongs(w, country)), ())

    def is_place(self, key: str) -> bool:
        """Whether `key` (lower case) is a country or city that the locale data names by one word."""
        return key in self._places[0]

    def places(self, words: Sequence[Word]) -> list[Word]:
        """Words of a passage of the source that are by themselves the name of a country or city."""
        return [w for w in words if not self._places[1].isdisjoint(self.lists.stems_of(w.text))]

    @cached_property
    def _places(self) -> tuple[frozenset[str], frozenset[str]]:
        """Countries and cities of one word: in the translation's language, and in Arabic."""
        pairs = [(name, other) for name, other in (*self._territories(), *self._cities()) if other]
        names = frozenset(name.lower() for name, _ in pairs if " " not in name)
        return names, frozenset(fold_arabic(other) for _, other in pairs if " " not in other)

    def _belongs(self, word: Word, country: str) -> bool:
        """Whether a word is the adjective of a country, whose name goes on after what they share (``اوزبكي``)."""
        if not self.lists.is_adjective(word.text):
            return False
        stems = (s for s in self.lists.stems_of(word.text) if len(s) >= _TELLING)
        return any(country.removeprefix(_ARTICLE).startswith(stem) for stem in stems)

    @cached_property
    def _countries(self) -> Mapping[str, tuple[str, ...]]:
        """Arabic names of one word of countries, by the name in the translation's language."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, arabic in self._territories():
            if arabic and len(name.split()) == len(arabic.split()) == 1:
                found[name.lower()].append(fold_arabic(arabic))
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for latin, arabic in (*self._listed(), *self._of_locales()):
            found[latin][tuple(fold_arabic(w) for w in arabic.split())] = None
        return {key: tuple(phrases) for key, phrases in found.items()}

    def _listed(self) -> Iterator[tuple[str, str]]:
        there = self.lists.arabic["exonyms"]
        for key, names in self.lists.latin["exonyms"].items():
            for name in names:
                yield from ((name, arabic) for arabic in there.get(key, ()))

    @cached_property
    def _locales(self) -> tuple[Locale, Locale] | None:
        """Of the translation's language and of the source's; None where the CLDR lacks one."""
        try:
            return Locale.parse(self.target), Locale.parse(self.source)
        except (UnknownLocaleError, ValueError):
            return None

    def _territories(self) -> Iterator[tuple[str, str | None]]:
        if self._locales is not None:
            target, source = self._locales
            for key, name in target.territories.items():
                if len(str(key)) == _COUNTRY:
                    yield name, source.territories.get(key)

    def _cities(self) -> Iterator[tuple[str, str | None]]:
        if self._locales is not None:
            target, source = self._locales
            for key, zone in source.time_zones.items():
                own = str(target.time_zones.get(key, {}).get("city") or key.split("/")[-1].replace("_", " "))
                yield own, zone.get("city")

    def _languages(self) -> Iterator[tuple[str, str | None]]:
        if self._locales is not None:
            target, source = self._locales
            yield from ((target.languages[k], source.languages.get(k)) for k in target.languages)

    def _of_locales(self) -> Iterator[tuple[str, str]]:
        for name, other in (*self._territories(), *self._cities(), *self._languages()):
            words = name.lower().split()
            if other:
                yield from ((w, other) for w in words if len(words) == 1 or self._tells(w))

    def _tells(self, word: str) -> bool:
        weak = {*self.lists.latin["plain"], *self.lists.latin["common"].split()}
        return len(word) >= _TELLING and word.isalpha() and word not in weak
