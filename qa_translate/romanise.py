"""Whether an Arabic word and a name in Latin letters can be the same name.

Arabic leaves short vowels out and writes foreign sounds with the nearest letter, so one name has many spellings on both
sides. The model is a table of letter pairs (``ش`` to ``sh``, ``كس`` to ``x``) with the evidence that each pair brings:
the logarithm of how much oftener it is seen in pairs of the same name than by chance. The best way of pairing all
letters gives the evidence of two words. The table is data (``data/ar/romanisation.toml``), fitted by
``models/names/fit.py``.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

# How many letters one pair may hold on each side.
_LONGEST_ARABIC = 2
_LONGEST_LATIN = 3
_LONGEST_SILENT = 2

_ARABIC_FOLD = str.maketrans(
    {
        **dict.fromkeys("أإآٱا", "ا"),
        **dict.fromkeys("ىﻯ", "ا"),
        **dict.fromkeys("ؤ", "و"),
        **dict.fromkeys("ئیﻱے", "ي"),
        **dict.fromkeys("کگ", "ك"),
        **dict.fromkeys("ةۀە", "ه"),
        "پ": "ب",
        "ڤ": "ف",
        "چ": "ج",
        "ژ": "ج",
        "ء": "",
        "ـ": "",
    }
)
_LATIN_FOLD = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)

# Russian as its newspapers are romanised; signs that only soften are dropped.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіґѓќў", "abvgdeziyklmnoprstufyeiggku", strict=True)),
        "ё": "yo",
        "ж": "j",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ю": "yu",
        "я": "ya",
        "ї": "yi",
        "є": "ye",
        "ј": "y",
        "љ": "l",
        "њ": "n",
        "ћ": "ch",
        "ђ": "j",
        "џ": "j",
        "ъ": "",
        "ь": "",
    }
)

# Classes of sounds that one consonant of either script may stand for, as bits: a cheap test before the exact one.
# Letters that may be silent or stand for a vowel (ا و ي ع ح ه, h w y and the vowels) are in no class.
_LIPS, _TEETH, _HISS, _THROAT, _ROLL, _SIDE, _NOSE = (1 << k for k in range(7))
_SOUNDS: dict[str, int] = {
    **dict.fromkeys("بفbpvf", _LIPS),
    **dict.fromkeys("تطدضd", _TEETH),
    **dict.fromkeys("ثذظt", _TEETH | _HISS),
    **dict.fromkeys("سصزsz", _HISS),
    **dict.fromkeys("شجcjx", _HISS | _THROAT),
    **dict.fromkeys("غقكخgkq", _THROAT),
    **dict.fromkeys("رr", _ROLL),
    **dict.fromkeys("لl", _SIDE),
    **dict.fromkeys("منmn", _NOSE),
}
# Share of consonants without a counterpart above which two words are not the same name.
_MOST_UNMATCHED = 0.34


@lru_cache(maxsize=50_000)
def fold_arabic(word: str) -> str:
    """`word` in the letters of the table: no diacritics, hamza, tatweel, alef variants or Persian forms."""
    plain = "".join(c for c in word if not unicodedata.combining(c))
    return "".join(c for c in plain.translate(_ARABIC_FOLD) if "ء" <= c <= "ي")


@lru_cache(maxsize=50_000)
def fold_latin(word: str) -> str:
    """`word` in lower-case letters a to z: accents, apostrophes and hyphens dropped, Cyrillic in Latin letters."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("дж", "j").translate(_CYRILLIC).translate(_LATIN_FOLD))
    return "".join(c for c in plain if "a" <= c <= "z")


def respelled(word: str, respellings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """A folded word as another tradition spells it: with one of its `respellings`, and with all of them."""
    found, every = set(), word
    for one, other in respellings:
        if one in word:
            found.add(word.replace(one, other))
            every = every.replace(one, other)
    return frozenset({*found, every} if found else ())


_NEVER = -99.0
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True)
class Romaniser:
    """The table of letter pairs, and what follows from it.

    Attributes:
        pairs: evidence of each pair of letters, by Arabic then Latin letters; "" stands for no letter.
        slope, intercept: of the logistic function that turns evidence per letter into a probability.
    """

    pairs: Mapping[str, Mapping[str, float]]
    slope: float
    intercept: float
    _memory: dict[tuple[str, str], float] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def of(table: Mapping[str, Any]) -> Romaniser:
        """The romaniser of a vocabulary table (topic ``romanisation``)."""
        return Romaniser(table["pairs"], table["scale"]["slope"], table["scale"]["intercept"])

    def probability(self, evidence: float) -> float:
        """Probability that two words with so much `evidence` per letter are one name, where half of all pairs are."""
        return 1 / (1 + math.exp(-(self.slope * evidence + self.intercept)))

    def evidence(self, latin: str, arabic: str) -> float:
        """Evidence per letter that two folded words are the same name: above 0 for, below 0 against (nats)."""
        found = self._memory.get((latin, arabic))
        if found is None:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            found = max(_LEAST, self._align(latin, arabic)) if _alike(latin, arabic) else _LEAST
            self._memory[latin, arabic] = found
        return found

    def _align(self, latin: str, arabic: str) -> float:
        """The best way of pairing all letters, row by row of the Arabic, hopeless beginnings dropped."""
        n, m = len(arabic), len(latin)
        rows: list[dict[int, float]] = [{} for _ in range(n + 1)]
        rows[0][0] = 0.0
        pieces, silent = _pieces(latin), self._silent(latin)
        for i in range(n + 1):
            row = rows[i]
            if not row:
                continue
            _insert(row, silent)
            floor = max(row.values()) - _HOPELESS
            steps = [
                (rows[i + a], pairs)
                for a in range(1, min(_LONGEST_ARABIC, n - i) + 1)
                if (pairs := self.pairs.get(arabic[i : i + a])) is not None
            ]
            for j, here in row.items():
                if here >= floor:
                    _step(steps, pieces[j], j, here)
        return rows[n].get(m, _NEVER) * 2 / (n + m)

    def _silent(self, latin: str) -> list[list[tuple[int, float]]]:
        """By the place of a letter: how far one or two letters reach that may be silent, and the evidence for it."""
        silent = self.pairs.get("", {})
        return [
            [(j + len(piece), silent[piece]) for piece in pieces[1 : _LONGEST_SILENT + 1] if piece in silent]
            for j, pieces in enumerate(_pieces(latin)[:-1])
        ]


_LEAST = -5.0
"""Least evidence per letter that is told apart."""


# Evidence (nats) by which one beginning may lag behind the best before it is dropped.
_HOPELESS = 6.0


def _insert(row: dict[int, float], silent: Sequence[Sequence[tuple[int, float]]]) -> None:
    """Let each beginning go on by one or two Latin letters that no Arabic letter stands for."""
    for j, reached in enumerate(silent):
        here = row.get(j)
        if here is None:
            continue
        for end, value in reached:
            if here + value > row.get(end, _NEVER):
                row[end] = here + value


def _step(
    steps: Sequence[tuple[dict[int, float], Mapping[str, float]]], pieces: Sequence[str], j: int, here: float
) -> None:
    """Let a beginning go on by one or two Arabic letters and the Latin letters that they may stand for."""
    for row, pairs in steps:
        for end, piece in enumerate(pieces, j):
            value = pairs.get(piece)
            if value is not None and here + value > row.get(end, _NEVER):
                row[end] = here + value


@lru_cache(maxsize=20_000)
def _pieces(latin: str) -> tuple[tuple[str, ...], ...]:
    """By the place of a letter, and of the end: no letter, and the next one, two, ... that one Arabic letter may be."""
    return tuple(
        tuple(latin[j : j + b] for b in range(min(_LONGEST_LATIN, len(latin) - j) + 1)) for j in range(len(latin) + 1)
    )


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> tuple[int, tuple[int, ...]]:
    """All sound classes of a word, and those of its consonants in order, doubled ones once."""
    found = [_SOUNDS[c] for k, c in enumerate(word) if c in _SOUNDS and word[k - 1 : k] != c]
    every = 0
    for sound in found:
        every |= sound
    return every, tuple(found)


def _alike(latin: str, arabic: str) -> bool:
    if not latin or not arabic or len(latin) > 3 * len(arabic) + 3 or len(arabic) > 2 * len(latin) + 1:
        return False
    (left, lefts), (right, rights) = _sounds(latin), _sounds(arabic)
    most = _MOST_UNMATCHED * (len(lefts) + len(rights))
    if abs(len(lefts) - len(rights)) > most + 0.5:
        return False  # however many matched in order, too many would be left
    unmatched = 0
    for sound in lefts:
        unmatched += not sound & right
    for sound in rights:
        unmatched += not sound & left
    return unmatched <= most and len(lefts) + len(rights) - 2 * _in_order(lefts, rights) <= most + 0.5


def _in_order(lefts: tuple[int, ...], rights: tuple[int, ...]) -> int:
    """How many consonants match in order when each takes the first that follows."""
    matched = at = 0
    for sound in lefts:
        for k in range(at, len(rights)):
            if sound & rights[k]:
                matched, at = matched + 1, k + 1
                break
    return matched


# Letters written onto the front of an Arabic word, in the order in which they are taken off.
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلكس"
_SHORTEST = 2


@lru_cache(maxsize=50_000)
def arabic_forms(word: str) -> tuple[str, ...]:
    """Sounds that an Arabic word may stand for: itself, then without what may be written onto its front."""
    whole = fold_arabic(word)
    found = {whole: None}
    rests = [whole]
    if whole[:1] in _CONJUNCTIONS and len(whole) > _SHORTEST:
        rests.append(whole[1:])
    for rest in list(rests):
        if rest[:1] in _PREPOSITIONS and len(rest) > _SHORTEST:
            rests.append(rest[1:])
        if rest.startswith("لل"):
            rests.append("ا" + rest)
    for rest in rests:
        found[rest] = None
        if rest.startswith(("ال", "لل")) and len(rest) > _SHORTEST + 1:
            found[rest[2:]] = None
    if word.endswith("ة"):
        # The ending is silent in some spellings and a T in others (Najat, Nadjet, Hayet).
        found |= {f[:-1] + "ت": None for f in found}
    return tuple(f for f in found if len(f) >= _SHORTEST)
