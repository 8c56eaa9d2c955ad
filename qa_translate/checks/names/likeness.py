"""How a name of the translation can be an Arabic word: by sound, by the list of places and bodies, or not at all."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qa_translate.article import Word
from qa_translate.checks.names.mentions import Mention, arabic_forms
from qa_translate.romanise import Romaniser, fold_arabic, fold_latin
from qa_translate.vocabulary import Table

# Evidence per letter (nats) above which two words are one name; a word linked to the mention needs less.
SAME = 0.6
SAME_LINKED = 0.0
# Evidence that ends the search for a better word.
SURE = 1.2
_LEAST = -5.0
_LISTED = 5.0
_SHORT = 4
# Letters from which on an Arabic word may be two that lost their space.
_GLUED = 7


class Kind(enum.IntEnum):
    """By what an Arabic word and a name are held to be the same, weakest first."""

    NONE = 0
    SOUND = 1
    LISTED = 2


@dataclass(frozen=True, slots=True)
class Match:
    """The best Arabic counterpart of a mention.

    Attributes:
        kind: by what they match; NONE where the best one does not match well enough.
        evidence: by sound, nats per letter.
        words: the Arabic words (two where a name is written in two), or empty where nothing is alike at all.
        form: the sound of the Arabic that matched, without what is written onto its front.
    """

    kind: Kind = Kind.NONE
    evidence: float = _LEAST
    words: tuple[Word, ...] = ()
    form: str = ""


@dataclass(frozen=True)
class Likeness:
    """Compares mentions with Arabic words.

    Attributes:
        romaniser: evidence by sound.
        latin, arabic: vocabulary topic ``names`` of the two languages.
    """

    romaniser: Romaniser
    latin: Table
    arabic: Table
    _entries: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def best(self, mention: Mention, words: Sequence[Word], linked: Sequence[Word] = ()) -> Match:
        """The word of a passage that is most like `mention`.

        Args:
            mention: a name of the translation.
            words: the Arabic passage, in order.
            linked: words of the passage that the encoder links to the mention; they are tried first.
        """
        found = Match()
        for word in linked:
            found = _better(found, self._compare(mention, word, SAME_LINKED))
        if found.kind is Kind.LISTED or found.evidence >= SURE:
            return found
        for word in words:
            found = _better(found, self._compare(mention, word, SAME))
            if found.kind is Kind.LISTED or found.evidence >= SURE:
                return found
        found = found if found.kind else _better(found, self._joined(mention, words))
        return found if found.kind else _better(found, self._inside(mention, words))

    def _compare(self, mention: Mention, word: Word, least: float) -> Match:
        if word.text.isascii():
            same = fold_latin(word.text) in mention.parts
            return Match(Kind.SOUND, _LISTED, (word,), fold_latin(word.text)) if same else Match()
        if self.listed(mention.key, word.text):
            return Match(Kind.LISTED, _LISTED, (word,), fold_arabic(word.text))
        evidence, form = self._by_sound(mention.parts, arabic_forms(word.text))
        # Two letters of Arabic are like almost any short name.
        least = least if len(form) >= _SHORT - 1 else max(least, SURE)
        return Match(Kind.SOUND if evidence >= least else Kind.NONE, evidence, (word,), form)

    def _joined(self, mention: Mention, words: Sequence[Word]) -> Match:
        """The best match where one side writes the name in two words."""
        found = Match()
        for k, word in enumerate(words):
            if mention.joined:
                evidence, form = self._by_sound(mention.joined, arabic_forms(word.text))
                found = _better(found, Match(Kind(evidence >= SAME), evidence, (word,), form))
            if k + 1 < len(words) and len(word.text) <= _SHORT + 1:
                after = fold_arabic(words[k + 1].text)
                pairs = tuple(form + after for form in arabic_forms(word.text))
                evidence, form = self._by_sound((*mention.parts, *mention.joined), pairs)
                found = _better(found, Match(Kind(evidence >= SAME), evidence, (word, words[k + 1]), form))
        return found

    def _inside(self, mention: Mention, words: Sequence[Word]) -> Match:
        """The best match with the beginning or the end of a long word: words that lost the space between them."""
        found = Match()
        for word in words:
            whole = fold_arabic(word.text)
            if len(whole) < _GLUED:
                continue
            ends = [whole[:k] for k in range(_SHORT - 1, len(whole) - 1)] + [whole[k:] for k in range(2, len(whole) - 2)]
            if any(self.listed(mention.key, end) for end in ends if len(end) >= _SHORT):
                return Match(Kind.LISTED, _LISTED, (word,), whole)
            evidence, form = self._by_sound(mention.parts, ends)
            found = _better(found, Match(Kind(evidence >= SURE), evidence, (word,), form))
        return found

    def _by_sound(self, parts: Iterable[str], forms: Iterable[str]) -> tuple[float, str]:
        """Best evidence of any part with any form, and that form."""
        return max(((self.romaniser.evidence(p, f), f) for p in parts for f in forms), default=(_LEAST, ""))

    def listed(self, key: str, arabic: str) -> bool:
        """Whether the lists of places and bodies have `key` and the Arabic word under one entry."""
        names = self._names.get(key)
        return bool(names) and not names.isdisjoint(self.entries(arabic))

    def is_listed(self, key: str) -> bool:
        """Whether the lists of places and bodies know `key`."""
        return key in self._names

    def entries(self, arabic: str) -> frozenset[str]:
        """Entries of the lists that an Arabic word, as written, may stand for."""
        found = self._entries.get(arabic)
        if found is None:
            found = self._entries[arabic] = frozenset(
                entry
                for form in arabic_forms(arabic)
                if form not in self._unlike
                for stem in _stems(form)
                for entry in self._beginnings.get(stem, ())
            )
        return found

    @cached_property
    def _unlike(self) -> frozenset[str]:
        return frozenset(map(fold_arabic, self.arabic["unlike"]))

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return _reversed(self.latin, str.lower)

    @cached_property
    def _beginnings(self) -> Mapping[str, frozenset[str]]:
        return _reversed(self.arabic, fold_arabic)


# Endings of gender, number and relation that may follow the beginning of a listed word.
_ENDINGS = ("", *"ي يه يا يون يين يات ا ه و وي ويه يان انيا اني انيه ات ين ون تي تيه اوي اويه".split())


def _stems(form: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            yield form[: len(form) - len(ending)]


def _reversed(table: Table, fold: Callable[[str], str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for topic in ("places", "bodies"):
        for entry, words in table[topic].items():
            for word in words:
                found.setdefault(fold(word), set()).add(entry)
    return {k: frozenset(v) for k, v in found.items()}


def _better(one: Match, other: Match) -> Match:
    return other if (other.kind, other.evidence) > (one.kind, one.evidence) else one
