"""Which source words stand for a target word form in one article, counted over its word links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from qa_translate.arabic import light_stem
from qa_translate.article import Word
from qa_translate.bitext import Bitext


class Lexicon:
    """Translation pairs of one article, from its mutual links."""

    def __init__(self, bitext: Bitext) -> None:
        self._sources: dict[str, Counter[str]] = defaultdict(Counter)
        for link in bitext.links:
            if link.mutual:
                target, source = bitext.target.words[link.target], bitext.source.words[link.source]
                self._sources[target.form][light_stem(source.form)] += 1

    def pairs(self, target: Iterable[Word], source: Iterable[Word]) -> int:
        """How often any form of `target` was linked to any of `source` in the article."""
        forms = {light_stem(w.form) for w in source}
        return sum(self._sources[w.form][f] for w in target if w.form in self._sources for f in forms)
