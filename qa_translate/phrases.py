"""Phrases of a glossary found in a text, however they are inflected there.

Arabic: proclitics, pronouns, dual and plural endings (see `qa_translate.arabic`). Other languages: the stems of the
Snowball project (Porter 2001, https://snowballstem.org); where it has none, the word as it is. Hyphens are spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from qa_translate.arabic import fold, stems
from qa_translate.article import Word
from qa_translate.tokens import form, words

_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ku", "ug"})
_ENDINGS = (("تان", "ة"), ("تين", "ة"), ("ات", "ة"), ("ات", ""), ("ان", ""), ("ين", ""), ("ون", ""), ("ة", ""))
"""What a noun may end with beside its own form, and what stands there instead in that."""

_SHORTEST = 3
_PART = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")

Keys = frozenset[str]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - snowballstemmer calls it so


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a text, or what of it stands between hyphens.

    Attributes:
        keys: forms under which it is found.
        word: the word.
    """

    keys: Keys
    word: Word


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: ``parts[first:last]`` of the parts that were searched."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    def overlaps(self, other: Place) -> bool:
        """Whether the two share a part."""
        return self.first < other.last and other.first < self.last

    def within(self, other: Place) -> bool:
        """Whether it lies in a longer one."""
        return other.first <= self.first and self.last <= other.last and self != other


def parts_of(document_words: Sequence[Word], lang: str) -> list[Part]:
    """The words of a text as phrases are looked for in them."""
    return [Part(keys, word) for word in document_words for keys in _keys(word.form, lang)]


def phrase_of(text: str, lang: str) -> tuple[Keys, ...]:
    """The words of a phrase; each may be found under any of its keys."""
    return tuple(keys for span in words(text, lang) for keys in _wanted(form(span.of(text), lang), lang))


def places(phrase: Sequence[Keys], parts: Sequence[Part]) -> Iterator[Place]:
    """Where a phrase stands, word for word in a row."""
    length = len(phrase)
    for first in range(len(parts) - length + 1) if length else ():
        if all(wanted & part.keys for wanted, part in zip(phrase, parts[first : first + length], strict=True)):
            yield Place(first, first + length)


@lru_cache(maxsize=50_000)
def _keys(word: str, lang: str) -> tuple[Keys, ...]:
    """Forms under which the parts of a word of a text are found."""
    if lang in _ARABIC_SCRIPT:
        return (frozenset(base for stem in stems(fold(word)) for base in _bases(stem)),)
    return tuple(_stemmed(part, lang) for part in _parts(word))


@lru_cache(maxsize=20_000)
def _wanted(word: str, lang: str) -> tuple[Keys, ...]:
    """Forms of the parts of a glossary's word, any of which a text may have."""
    if lang in _ARABIC_SCRIPT:
        folded = fold(word)
        bare = folded[2:] if folded.startswith("ال") and len(folded) - 2 >= _SHORTEST else folded
        return (frozenset({folded, bare}),)
    return tuple(_stemmed(part, lang) for part in _parts(word))


def _bases(stem: str) -> Iterator[str]:
    yield stem
    for ending, own in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            yield stem[: -len(ending)] + own


def _parts(word: str) -> list[str]:
    return _PART.findall(_POSSESSIVE.sub("", word)) or [word]


def _stemmed(part: str, lang: str) -> Keys:
    stemmer = _stemmer(lang)
    return frozenset({part} if stemmer is None else {part, stemmer.stemWord(part)})


@cache
def _stemmer(lang: str) -> _Stemmer | None:
    import snowballstemmer

    name = _SNOWBALL.get(lang)
    return snowballstemmer.stemmer(name) if name else None


_SNOWBALL = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
