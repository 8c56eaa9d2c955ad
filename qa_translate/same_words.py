"""Which words of two texts in one language are the same word, wherever they stand.

Words are the same when they share a stem, or when each is the other's best match and hardly less alike than a word and
its inflection. A likeness below that says little: the encoder finds days of the week, or grief and anger, as alike as
synonyms.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from qa_translate.arabic import is_arabic_letter, light_stem, stems
from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext

ALIKE = 0.9
"""Cosine of a mutual link from which two words of different stems are forms of one word."""
# What a pair of the same spelling, or one that is linked, is worth more than one that only shares a stem, and what a
# whole passage between the places of the two takes off.
_SPELLED, _LINKED, _PLACE = 1.0, 0.5, 1.0
# Letters that two words of an alphabet must share at their beginning, and letters that may follow.
_SHORTEST_STEM, _LONGEST_ENDING = 4, 3


def same_words(bitext: Bitext) -> dict[int, int]:
    """Target word by source word (document indices) of the words that two texts in one language share.

    Each word is in one pair at most; of several that could be, those of the same spelling, linked, or in the same
    relative place are.
    """
    return {i: j for bead in bitext.beads if bead.source and bead.target for i, j in _of(bitext, bead).items()}


def _of(bitext: Bitext, bead: Bead) -> dict[int, int]:
    source, target = bitext.source_words(bead), bitext.target_words(bead)
    known, places = _by_key(target), {w.index: k / len(target) for k, w in enumerate(target)}
    gains: dict[tuple[int, int], float] = {}
    for k, word in enumerate(source):
        linked = {x.target: x.score for x in bitext.links_of_source(word.index) if x.mutual}
        likely = {w.index for key in keys(word) for w in known[key]}
        likely |= {j for j, score in linked.items() if score >= ALIKE}
        likely = {j for j in likely if _digits(word) == _digits(bitext.target.words[j])}
        for j in likely:
            gain = _SPELLED * (word.form == bitext.target.words[j].form) + _LINKED * (j in linked)
            gains[word.index, j] = gain - _PLACE * abs(places[j] - k / len(source))
    return _greedy(gains)


def _greedy(gains: dict[tuple[int, int], float]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), _ in sorted(gains.items(), key=lambda item: (-item[1], item[0])):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _by_key(words: Sequence[Word]) -> defaultdict[str, list[Word]]:
    found: defaultdict[str, list[Word]] = defaultdict(list)
    for word in words:
        for key in keys(word):
            found[key].append(word)
    return found


def keys(word: Word) -> frozenset[str]:
    """Stems by which a word is known: two words that share one are the same."""
    return _keys(word.form)


@lru_cache(maxsize=20_000)
def _keys(form: str) -> frozenset[str]:
    if any(map(is_arabic_letter, form)):
        return frozenset((*stems(form), light_stem(form)))
    form = form.removesuffix("'s").removesuffix("’s")
    return frozenset((form, *(form[:-k] for k in range(1, _LONGEST_ENDING + 1) if len(form) - k >= _SHORTEST_STEM)))


def _digits(word: Word) -> tuple[int, ...]:
    """The digits of a word, in any script: numbers are as alike to the encoder as synonyms."""
    return tuple(unicodedata.digit(char) for char in word.form if char.isdecimal())
