"""A bitext looked at from one of its sides: links of a word, and where a cue should stand on the other side."""

from __future__ import annotations

from collections.abc import Iterable

from qa_translate.article import Word
from qa_translate.bitext import Bitext
from qa_translate.checks.polarity.cues import Cue
from qa_translate.checks.polarity.reader import Reader

# Words between a cue's place on the other side and a word that may answer it
NEAR = 4
# Cosine that makes an unlinked word the likely counterpart, and that of one which nothing else accounts for
LIKELY, LEFT_OVER = 0.55, 0.2


class Sides:
    """A bitext looked at from one of its sides."""

    def __init__(self, bitext: Bitext, source: Reader, target: Reader, *, from_source: bool) -> None:
        self.bitext = bitext
        self.from_source = from_source
        self.here, self.there = (source, target) if from_source else (target, source)

    def links(self, word: int) -> list[tuple[float, int, bool]]:
        """(cosine, word of the other side, mutual) of the links of `word`."""
        if self.from_source:
            return [(k.score, k.target, k.mutual) for k in self.bitext.links_of_source(word)]
        return [(k.score, k.source, k.mutual) for k in self.bitext.links_of_target(word)]

    def light(self, word: int) -> bool:
        """Whether a word of the other side carries no sense of its own."""
        return self.there.is_light(self.there.document.words[word])

    def linked(self, words: Iterable[int]) -> set[int]:
        """Words of the other side linked to any of `words`."""
        return {other for w in words for _, other, _ in self.links(w)}

    def nearest(self, cue: Cue) -> list[tuple[float, int]]:
        """The likeliest counterpart of what an unlinked cue applies to: cosine and word of the other side."""
        return [(c, k) for c, k in self._ranked(cue, self.opposite(cue)) if c >= LIKELY]

    def left_over(self, cue: Cue) -> list[tuple[float, int]]:
        """Like `nearest`, among the words of the other side that no word of this side is the counterpart of."""
        links_of = self.bitext.links_of_target if self.from_source else self.bitext.links_of_source
        free = tuple(w for w in self.opposite(cue) if not any(link.mutual for link in links_of(w.index)))
        return [(c, k) for c, k in self._ranked(cue, free) if c >= LEFT_OVER]

    def opposite(self, cue: Cue) -> tuple[Word, ...]:
        """Telling words of the passage on the other side of a cue."""
        segment = cue.words[0].segment
        bead = self.bitext.bead_of_source(segment) if self.from_source else self.bitext.bead_of_target(segment)
        if bead is None:
            return ()
        others = self.bitext.target_words(bead) if self.from_source else self.bitext.source_words(bead)
        return tuple(w for w in others if not self.there.is_light(w))

    def _ranked(self, cue: Cue, others: tuple[Word, ...]) -> list[tuple[float, int]]:
        """The word of `others` most like what the cue applies to, with its cosine."""
        if not cue.scope or not others:
            return []
        sides = (cue.scope, others) if self.from_source else (others, cue.scope)
        cosines = self.bitext.cosines(*sides)
        best = (cosines if self.from_source else cosines.T).max(axis=0)
        k = int(best.argmax())
        return [(float(best[k]), others[k].index)]

    def place(self, cue: Cue) -> tuple[float, int] | None:
        """Where on the other side the cue should stand, and the cosine of the link that says so.

        It is beside what its scope became, or its words, or else its nearest neighbours.
        """
        for words in (cue.scope, cue.words):
            sure = [(s, o) for w in words for s, o, m in self.links(w.index) if m]
            if sure:
                return max(sure)
        return self.beside(cue.words[-1])

    def beside(self, word: Word) -> tuple[float, int] | None:
        """Where on the other side the nearest neighbours of `word` are, whatever `word` itself is linked to."""
        segment, at = self.here.document.segments[word.segment], word.index
        for step in range(1, NEAR + 1):
            for k in (at + step, at - step):
                sure = [(s, o) for s, o, m in self.links(k) if m] if segment.first <= k < segment.last else []
                if sure:
                    return max(sure)
        return None
