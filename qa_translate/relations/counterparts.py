"""Source words that may stand for words of the translation, with weights where no single link decides.

A weight is a log chance: 0 where two words are each other's likest and surely alike, less by how much either prefers
another, as in the soft alignments of Jalili Sabet et al. (SimAlign, Findings of EMNLP 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.ports import Floats
from qa_translate.syntax import CONTENT_TAGS, Tree

# Cosine that halves a chance twice over, cosine from which two words may well be a pair, and how sharply.
_TEMPERATURE, _ALIKE, _SHARPNESS = 0.06, 0.5, 0.04
LEAST_WEIGHT = -4.0
"""Below this log chance a source word stands for nothing."""
# Cosine and letters of a source word that may be an act without a link.
_LEAST_LIKE_ACT, _SHORTEST_ACT = 0.55, 3
# Cosine from which a mutual link says what a source word means.
_LINKED = 0.55
_CONTENT = CONTENT_TAGS | {"PROPN"}


@dataclass(frozen=True)
class Counterparts:
    """Counterparts of words in the passage that renders theirs."""

    bitext: Bitext
    tree: Tree
    _cosines: dict[Bead, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)
    _meant: dict[int, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, words: Sequence[Word], bead: Bead) -> dict[int, float]:
        """Source words of a passage by their log chance to stand for any of some words of its translation."""
        source, target = self.bitext.source_words(bead), self.bitext.target_words(bead)
        forms, asked = {w.form for w in words}, {w.index for w in words}
        cosines = self._of_passage(bead, source, target)
        others = [j for j, w in enumerate(target) if w.form not in forms]
        rival = cosines[:, others].max(axis=1) if others else np.zeros(len(source), dtype=np.float32)
        best = np.full(len(source), -np.inf)
        for own in (cosines[:, j] for j, w in enumerate(target) if w.index in asked):
            preferred = np.maximum(0, own.max() - own) + np.maximum(0, rival - own)
            alike = -np.logaddexp(0, (_ALIKE - own) / _SHARPNESS)
            best = np.maximum(best, alike - preferred / _TEMPERATURE)
        return {w.index: float(weight) for w, weight in zip(source, best, strict=True) if weight > LEAST_WEIGHT}

    def act(self, words: Sequence[Word], bead: Bead) -> int | None:
        """The source word likest to an act that has no link, of those that only words without content are linked to.

        Arabic verbs carry their participants, so that the encoder may pair one with a pronoun ("he" with أخبره).
        """
        free = [w for w in self.bitext.source_words(bead) if not self._is_meant(w)]
        if not free or not words:
            return None
        cosines = self.bitext.cosines(free, words).max(axis=1)
        best = int(np.argmax(cosines))
        return free[best].index if cosines[best] >= _LEAST_LIKE_ACT else None

    def _is_meant(self, word: Word) -> bool:
        """Whether a source word is a particle, or linked to a word of the translation that carries content."""
        if word.index not in self._meant:
            links = [x for x in self.bitext.links_of_source(word.index) if x.mutual and x.score >= _LINKED]
            tokens = self.tree.tokens_of(self.bitext.target.words[x.target] for x in links)
            meant = len(word.form) < _SHORTEST_ACT or any(t.pos in _CONTENT for t in tokens)
            self._meant[word.index] = meant
        return self._meant[word.index]

    def _of_passage(self, bead: Bead, source: Sequence[Word], target: Sequence[Word]) -> Floats:
        if bead not in self._cosines:
            self._cosines[bead] = self.bitext.cosines(source, target)
        return self._cosines[bead]
