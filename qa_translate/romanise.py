"""Whether an Arabic word and a name in Latin letters can be the same name, and what an Arabic name may look like in Latin letters.

Arabic leaves short vowels out and writes foreign sounds with the nearest letter, so one name has many spellings on both
sides. The model is a table of letter pairs (``ش`` to ``sh``, ``كس`` to ``x``) with the evidence that each pair brings:
the logarithm of how much oftener it is seen in pairs of the same name than by chance. The best way of pairing all letters
gives the evidence of two words. The table is data (`data/ar/romanisation.toml`), fitted by ``models/names/fit.py``.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

# How many letters one pair may hold on each side.
_LONGEST_ARABIC = 2
_LONGEST_LATIN = 3

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
_LATIN_FOLD = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})

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


def fold_arabic(word: str) -> str:
    """`word` in the letters of the table: no diacritics, hamza, tatweel, alef variants or Persian forms."""
    plain = "".join(c for c in word if not unicodedata.combining(c))
    return "".join(c for c in plain.translate(_ARABIC_FOLD) if "ء" <= c <= "ي")


def fold_latin(word: str) -> str:
    """`word` in lower-case letters a to z: accents, apostrophes and hyphens dropped."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_LATIN_FOLD))
    return "".join(c for c in plain if "a" <= c <= "z")


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

    def probability(self, latin: str, arabic: str) -> float:
        """Probability that two words, folded (see `fold_latin`, `fold_arabic`), are spellings of one name."""
        return 1 / (1 + math.exp(-max(-30.0, self.slope * self.evidence(latin, arabic) + self.intercept)))

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
        n, m = len(arabic), len(latin)
        rows = [[_NEVER] * (m + 1) for _ in range(n + 1)]
        rows[0][0] = 0.0
        for i in range(n + 1):
            shapes = [(a, self.pairs.get(arabic[i : i + a])) for a in range(min(_LONGEST_ARABIC, n - i) + 1)]
            for j in range(m + 1):
                here = rows[i][j]
                if here > _NEVER:
                    _step(rows, (i, j), here, shapes, latin)
        return rows[n][m] * 2 / (n + m)


_LEAST = -5.0
"""Least evidence per letter that is told apart."""


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> tuple[int, tuple[int, ...]]:
    found = tuple(_SOUNDS[c] for c in word if c in _SOUNDS)
    every = 0
    for sound in found:
        every |= sound
    return every, found


def _alike(latin: str, arabic: str) -> bool:
    if not latin or not arabic or len(latin) > 3 * len(arabic) + 3 or len(arabic) > 2 * len(latin) + 1:
        return False
    (left, lefts), (right, rights) = _sounds(latin), _sounds(arabic)
    unmatched = sum(not sound & right for sound in lefts) + sum(not sound & left for sound in rights)
    return unmatched <= _MOST_UNMATCHED * (len(lefts) + len(rights))


def _step(
    rows: list[list[float]],
    at: tuple[int, int],
    here: float,
    shapes: list[tuple[int, Mapping[str, float] | None]],
    latin: str,
) -> None:
    i, j = at
    for a, row in shapes:
        if row is None:
            continue
        below = rows[i + a]
        for b in range(0 if a else 1, min(_LONGEST_LATIN, len(latin) - j) + 1):
            value = row.get(latin[j : j + b])
            if value is not None and here + value > below[j + b]:
                below[j + b] = here + value
