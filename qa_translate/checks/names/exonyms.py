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
        phrases = self._phrases.get(key, ())
        if not phrases:
            return ()
        stems = [self.lists.stems_of(w.text) for w in words]
        for phrase in phrases:
            for at in range(len(words) - len(phrase) + 1):
                if all(part in stems[at + k] for k, part in enumerate(phrase)):
                    return tuple(words[at : at + len(phrase)])
        return ()

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

    def _of_locales(self) -> Iterator[tuple[str, str]]:
        try:
            target, source = Locale.parse(self.target), Locale.parse(self.source)
        except (UnknownLocaleError, ValueError):
            return
        pairs = [
            (target.territories[k], source.territories.get(k)) for k in target.territories if len(str(k)) == _COUNTRY
        ]
        for key, zone in source.time_zones.items():
            own = str(target.time_zones.get(key, {}).get("city") or key.split("/")[-1].replace("_", " "))
            pairs.append((own, zone.get("city")))
        pairs += [(target.languages[k], source.languages.get(k)) for k in target.languages]
        for name, other in pairs:
            words = name.lower().split()
            if other:
                yield from ((w, other) for w in words if len(words) == 1 or self._tells(w))

    def _tells(self, word: str) -> bool:
        weak = {*self.lists.latin["plain"], *self.lists.latin["common"].split()}
        return len(word) >= _TELLING and word.isalpha() and word not in weak
