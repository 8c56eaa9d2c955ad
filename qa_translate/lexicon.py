"""Which source words stand for a target word in one article, learnt from its word links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_translate.arabic import light_stem
from qa_translate.article import Word
from qa_translate.bitext import Bitext

LEAST_COSINE = 0.55


class Lexicon:
    """Translation pairs of one article, from its mutual links, with the target segments that show them."""

    def __init__(self, bitext: Bitext) -> None:
        self._shown: dict[tuple[str, str], set[int]] = defaultdict(set)
        for link in bitext.links:
            if link.mutual and link.score >= LEAST_COSINE:
                target, source = bitext.target.words[link.target], bitext.source.words[link.source]
                self._shown[target.form, light_stem(source.form)].add(target.segment)

    def paired_elsewhere(self, word: Word, source: Iterable[Word]) -> bool:
        """Whether another segment of the article links the form of target `word` to the form of a word of `source`."""
        return any(self._shown.get((word.form, light_stem(s.form)), set()) - {word.segment} for s in source)
