"""What the shape of the source's words says about their roles: particles, prefixes, endings, the signs between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa_translate.article import Document, Word

Numbers = npt.NDArray[np.int64]
# Words too short to carry a prefix or an ending.
SHORTEST = 4
DAMMA = "\u064f"
OTHER_WORD = 1
NO_GAP, COMMA, QUOTE, OTHER_SIGN, SEGMENT_START = range(5)
_COMMAS = frozenset("،,")
_QUOTES = frozenset('"«»“”„')


@dataclass(frozen=True)
class Surface:
    """Numbers of the shapes of words, the same in training and in use.

    Attributes:
        particles: words that have a number of their own (2, 3, ...), folded; all others have 1, and 0 is none.
        prefixes, suffixes: folded, the first that fits counts (1, 2, ...); 0 is none of them.
        initials: first letters that say something of a verb's form.
    """

    particles: tuple[str, ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    initials: tuple[str, ...]

    def of(self, document: Document) -> Shapes:
        """The shapes of all words of a document."""
        particles = {form: k for k, form in enumerate(self.particles, start=2)}
        rows = [
            (
                particles.get(word.form, OTHER_WORD),
                _number(word.form, self.prefixes, ends=False),
                _number(word.form, self.suffixes, ends=True),
                _gap(document, word),
                _initial(word, self.initials),
            )
            for word in document.words
        ]
        table = np.array(rows, dtype=np.int64).reshape(-1, 5)
        before = np.concatenate([[0], table[:-1, 0]]) if len(rows) else np.zeros(0, dtype=np.int64)
        before = np.where(table[:, 3] == SEGMENT_START, 0, before)
        return Shapes(table[:, 0], before, table[:, 1], table[:, 2], table[:, 3], table[:, 4])


@dataclass(frozen=True, slots=True)
class Shapes:
    """One number a word, int64 [words] each.

    Attributes:
        particle: which particle it is.
        before: which particle the word before it in its segment is, 0 for none.
        prefix, suffix, initial: of its form.
        gap: what stands between the word before and it.
    """

    particle: Numbers
    before: Numbers
    prefix: Numbers
    suffix: Numbers
    gap: Numbers
    initial: Numbers

    @property
    def signs(self) -> Numbers:
        """Int64 [words]: signs and starts of segments up to and with the gap before each word."""
        return np.cumsum(self.gap > NO_GAP)


@lru_cache(maxsize=20_000)
def _number(form: str, parts: tuple[str, ...], *, ends: bool) -> int:
    if len(form) < SHORTEST:
        return 0
    fits = form.endswith if ends else form.startswith
    return next((k for k, part in enumerate(parts, start=1) if fits(part)), 0)


def _initial(word: Word, initials: Sequence[str]) -> int:
    """Which letter a word begins with, and (as a number of its own) whether a damma behind it makes a verb passive."""
    if word.text[1:2] == DAMMA:
        return len(initials) + 1
    return next((k for k, letter in enumerate(initials, start=1) if word.form.startswith(letter)), 0)


def _gap(document: Document, word: Word) -> int:
    if word.index == document.segments[word.segment].first:
        return SEGMENT_START
    between = document.text[document.words[word.index - 1].span.end : word.span.start]
    signs = set(between) - set(" \t\n\r\u00a0\u200e\u200f")
    if not signs:
        return NO_GAP
    return COMMA if signs & _COMMAS else QUOTE if signs & _QUOTES else OTHER_SIGN
