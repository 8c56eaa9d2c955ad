"""Names that are not spelled by sound: places, bodies, offices and faiths of the vocabulary, found in both texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qa_translate.article import Word
from qa_translate.checks.names.mentions import Spelling
from qa_translate.romanise import arabic_forms, fold_arabic
from qa_translate.vocabulary import Table

Entry = tuple[str, str]
"""Group and key of a listed name: ``("places", "egypt")``."""

_Phrase = tuple[tuple[str, ...], Entry]
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed name at its place in a text.

    Attributes:
        entry: which one.
        words: the words that say it.
    """

    entry: Entry
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Lists:
    """Finds listed names.

    Attributes:
        latin, arabic: vocabulary topic ``names`` of the translation's and of the source's language.
    """

    latin: Table
    arabic: Table
    _stems: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def in_target(self, words: Sequence[Word]) -> list[Listed]:
        """Listed names in consecutive words of the translation, the longest at each place."""
        keys = [self._spelling.key(w.text) for w in words]
        found, at = [], 0
        while at < len(words):
            phrase = max(self._at(keys, at), key=lambda p: len(p[0]), default=None)
            if phrase is None:
                at += 1
                continue
            found.append(Listed(phrase[1], tuple(words[at : at + len(phrase[0])])))
            at += len(phrase[0])
        return found

    def in_source(self, words: Sequence[Word]) -> list[Listed]:
        """Listed names in consecutive Arabic words, in every reading."""
        stems = [self.stems_of(w.text) for w in words]
        return [
            Listed(entry, tuple(words[at : at + len(phrase)]))
            for at in range(len(words))
            for stem in stems[at]
            for phrase, entry in self._arabic.get(stem, ())
            if all(at + k < len(words) and part in stems[at + k] for k, part in enumerate(phrase))
        ]

    def _at(self, keys: Sequence[str], at: int) -> Iterator[_Phrase]:
        first = keys[at]
        beginnings = (first[:k] + "*" for k in range(_SHORTEST_STEM, _STEM + 1))
        for phrase, entry in (p for key in dict.fromkeys((first, *beginnings)) for p in self._latin.get(key, ())):
            if at + len(phrase) <= len(keys) and all(map(_fits, phrase, keys[at:])):
                yield phrase, entry

    def stems_of(self, arabic: str) -> frozenset[str]:
        """An Arabic word without what may be written onto its front and without its endings, in every reading."""
        found = self._stems.get(arabic)
        if found is None:
            if len(self._stems) > _MOST_REMEMBERED:
                self._stems.clear()
            forms = [f for f in arabic_forms(arabic) if f not in self._unlike]
            found = self._stems[arabic] = frozenset(
                form[: len(form) - len(ending)]
                for form in forms
                for ending in self._endings
                if form.endswith(ending) and len(form) > len(ending) + 1
            )
        return found

    def is_adjective(self, arabic: str) -> bool:
        """Whether an Arabic word has an ending of relation, which makes an adjective of a place (``مصري``)."""
        return fold_arabic(arabic).endswith(tuple(self.arabic["relations"]))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling.of(self.latin)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return ("", *self.arabic["endings"])

    @cached_property
    def _unlike(self) -> frozenset[str]:
        return frozenset(map(fold_arabic, self.arabic["unlike"]))

    @cached_property
    def _latin(self) -> Mapping[str, tuple[_Phrase, ...]]:
        found: dict[str, list[_Phrase]] = defaultdict(list)
        for entry, text in _phrases(self.latin):
            phrase = tuple(text.lower().split())
            first = phrase[0]
            found[first[:-1][:_STEM] + "*" if first.endswith("*") else first].append((phrase, entry))
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def _arabic(self) -> Mapping[str, tuple[_Phrase, ...]]:
        found: dict[str, list[_Phrase]] = defaultdict(list)
        for entry, text in _phrases(self.arabic):
            phrase = tuple(fold_arabic(w) for w in text.split())
            found[phrase[0]].append((phrase, entry))
        return {k: tuple(v) for k, v in found.items()}


# Letters by which phrases that begin with an open word (``minist*``) are looked up.
_STEM = 4
_SHORTEST_STEM = 3


def _fits(part: str, key: str) -> bool:
    return key.startswith(part[:-1]) if part.endswith("*") else key == part


def _phrases(table: Table) -> Iterator[tuple[Entry, str]]:
    for group, entries in table["groups"].items():
        for key, texts in entries.items():
            for text in texts:
                yield (group, key), text
