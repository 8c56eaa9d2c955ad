"""Number words that are no numbers: parts of a name that the other text writes by its sound, and verbs that look so.

"Six Flags" is سيكس فلاجز, and قناة ألفا is Alpha and not two thousand; ألف is "wrote" as well as a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.numbers.compare import Leftovers
from qa_translate.checks.numbers.quantities import Quantity
from qa_translate.ports import Parse
from qa_translate.romanise import Romaniser, arabic_forms, fold_latin
from qa_translate.vocabulary import Vocabulary, prepared

# Evidence per letter (nats) from which a word is the sound of another
SAME = 0.6
# Cosine of a mutual link that tells what a word means
MEANT = 0.6


@dataclass(frozen=True)
class Sounded:
    """Tells number words of one bitext that only sound like one, or only look like one.

    Attributes:
        bitext: source and translation.
        parse: syntax of the translation, or None.
        romaniser: what Arabic words sound like; None where the source's language has no data.
    """

    bitext: Bitext
    parse: Parse | None
    romaniser: Romaniser | None

    @staticmethod
    def of(case: Case, bitext: Bitext) -> Sounded:
        """What tells them in the bitext of `case`."""
        return Sounded(bitext, case.parse, _romaniser(bitext.source.lang))

    def without(self, left: Leftovers) -> Leftovers:
        """`left` without the lost and invented numbers that are none."""
        lost = tuple(q for q in left.lost if q.digits or not self._is_other_word(q, left.bead))
        invented = tuple(q for q in left.invented if q.digits or not self._is_name(q, left.bead))
        return replace(left, lost=lost, invented=invented)

    def _is_name(self, quantity: Quantity, bead: Bead) -> bool:
        """Whether a number word with a capital is written by its sound in the source."""
        words = self.bitext.target.words_in(quantity.core)
        if len(words) != 1 or not words[0].text.istitle():
            return False
        return any(self._sounds_like(words[0], arabic) for arabic in self.bitext.source_words(bead))

    def _is_other_word(self, quantity: Quantity, bead: Bead) -> bool:
        """Whether a number word of the source is the sound of a name of the translation, or is linked to a verb."""
        words = self.bitext.source.words_in(quantity.span)
        if len(words) != 1:
            return False
        names = (w for w in self.bitext.target_words(bead) if w.text.istitle())
        return any(self._sounds_like(w, words[0]) for w in names) or any(self._verbs(words[0]))

    def _sounds_like(self, word: Word, arabic: Word) -> bool:
        if self.romaniser is None:
            return False
        latin = fold_latin(word.text)
        return any(self.romaniser.evidence(latin, form) >= SAME for form in arabic_forms(arabic.text))

    def _verbs(self, word: Word) -> Iterator[bool]:
        for link in self.bitext.links_of_source(word.index):
            if link.mutual and link.score >= MEANT and self.parse is not None:
                tokens = self.parse.overlapping(self.bitext.target.words[link.target].span)
                yield any(t.pos == "VERB" for t in tokens)


@lru_cache(maxsize=16)
def _romaniser(lang: str) -> Romaniser | None:
    letters = Vocabulary().topic(lang, "romanisation")
    return prepared(Romaniser.of, letters) if letters is not None else None
