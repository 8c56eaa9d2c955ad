"""The words of one segment with the punctuation between them, and the phrases around a place in it."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.article import Document, Segment, Word
from qa_translate.checks.attribution.frames import Words

LONGEST_SPEAKER = 9
LONGEST_DESCRIPTION = 16
LONGEST_BEFORE = 20
_OPENING, _CLOSING = '«“"‹„', '»”"›'
# Whether a phrase ends before a word, given the form of the word before it and of the word itself.
Ends = Callable[[str, str], bool]


class Line:
    """One segment as a sequence of words and the text between them."""

    def __init__(self, document: Document, segment: Segment) -> None:
        self.words = document.words_of(segment)
        self.segment = segment.index
        starts = [segment.span.start, *(w.span.end for w in self.words)]
        ends = [*(w.span.start for w in self.words), segment.span.end]
        self._gaps = [document.text[a:b] for a, b in zip(starts, ends, strict=True)]

    def form(self, k: int) -> str:
        """The form of word `k`, or "" before the first."""
        return self.words[k].form if k >= 0 else ""

    def has_before(self, k: int, marks: str) -> bool:
        """Whether one of the characters `marks` stands between word `k` and the word before it."""
        return any(c in self._gaps[k] for c in marks)

    def comma_before(self, k: int) -> bool:
        """Whether a comma stands before word `k`."""
        return self.has_before(k, "،,")

    def dash_before(self, k: int) -> bool:
        """Whether a dash or slash stands before word `k`, as behind the place or agency that a report begins with."""
        return self.has_before(k, "—–/") or " - " in self._gaps[k]

    def ends_clause(self, k: int) -> bool:
        """Whether a mark that is no comma ends a clause before word `k`."""
        return self.has_before(k, ".:؛؟!")

    def starts_clause(self, k: int, openers: frozenset[str]) -> bool:
        """Whether word `k` comes first in its clause."""
        return k == 0 or self.has_before(k, '،,:;؛—–.«»"“”') or self.form(k - 1) in openers

    def noun_phrase(self, start: int, ends: Ends) -> Words:
        """Words from `start` up to a boundary; a quoted name right at the start is taken with its marks."""
        if start >= len(self.words) or self.has_before(start, ":،,؛"):
            return ()
        quoted = self.has_before(start, _OPENING)
        found: list[Word] = []
        for k in range(start, min(len(self.words), start + LONGEST_SPEAKER)):
            if k > start and self.has_before(k, ":،,؛.–—("):
                break
            if k > start and self.has_before(k, _OPENING + _CLOSING) and not (quoted or found):
                break
            if ends(self.form(k - 1), self.form(k)):
                break
            found.append(self.words[k])
        return tuple(found)

    def description(self, start: int, ends: Ends) -> Words:
        """Words from `start` up to what introduces hearer or content, one apposition at most."""
        found: list[Word] = []
        commas = 0
        for k in range(start, min(len(self.words), start + LONGEST_DESCRIPTION)):
            commas += k > start and self.comma_before(k)
            if commas == 2 or ends(self.form(k - 1), self.form(k)) or self.has_before(k, ":"):
                break
            found.append(self.words[k])
        return tuple(found)

    def phrase_before(self, k: int, is_opener: Callable[[str], bool]) -> Words:
        """The words before word `k`, back to the start of the clause."""
        first = k
        while first > max(0, k - LONGEST_BEFORE):
            if self.has_before(first, '.:؛؟!"«»“”') or self.dash_before(first) or is_opener(self.form(first - 1)):
                break
            first -= 1
        return self.words[first:k]

    def before_apposition(self, k: int, phrase: Words) -> Words:
        """The words of `phrase`, which a comma ends before word `k`, up to the comma that begins an apposition."""
        start = k - len(phrase)
        commas = [i for i in range(start + 1, k) if self.comma_before(i)]
        return self.words[start : commas[0]] if len(commas) == 1 else ()

    def find_within(self, start: int, forms: frozenset[str], reach: int) -> int | None:
        """Place of the first word from `start` on, within `reach`, whose form is one of `forms`."""
        return next((k for k in range(start, min(len(self.words), start + reach)) if self.form(k) in forms), None)
