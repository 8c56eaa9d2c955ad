"""What a speaker is called: the offices, trades, kin and bodies that a phrase names, by concept across languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_translate.arabic import fold, stems
from qa_translate.article import Side, Word
from qa_translate.case import Case
from qa_translate.checks.patterns import ANY_END, bare
from qa_translate.vocabulary import Table, prepared

Concepts = frozenset[str]
# English plurals: ending, and what it stands for in the singular.
_PLURALS = (("ies", "y"), ("men", "man"), ("children", "child"), ("wives", "wife"), ("ses", "s"), ("es", ""), ("s", ""))
_POSSESSIVES = ("'s", "’s", "'", "’")


class Called:
    """Concepts of the words of one language that is written in letters with capitals, by its forms."""

    def __init__(self, table: Table) -> None:
        self._concepts: dict[str, set[str]] = defaultdict(set)
        for concept, words in table["concepts"].items():
            for word in words:
                self._concepts[word.casefold()].add(concept)
        self._stems = sorted({len(word) for word in self._concepts if word.endswith(ANY_END)}, reverse=True)

    def of(self, word: Word) -> Concepts:
        """Concepts that a word may name."""
        form = word.text.lower()
        for mark in _POSSESSIVES:
            form = form.removesuffix(mark)
        singulars = (form[: -len(end)] + single for end, single in _PLURALS if form.endswith(end))
        stem = bare(word.form)  # unlike the text in lower case it tells a dotted i from one without
        beginnings = (stem[: n - 1] + ANY_END for n in self._stems if n <= len(stem) + 1)
        forms = (form, *singulars, word.form, stem, *beginnings)
        return frozenset(next((self._concepts[f] for f in forms if f in self._concepts), ()))


class Callings:
    """Concepts of the words of two languages, and which concepts may name one speaker.

    Attributes:
        general: concepts that say little without what stands beside them (sources, officials).
        of_target: concepts that a word of the translation may name.
    """

    def __init__(self, source: Table, target: Table) -> None:
        endings = source["endings"]
        self._source: dict[str, set[str]] = defaultdict(set)
        for concept, words in source["concepts"].items():
            for word in words:
                for ending in endings:
                    self._source[_joined(fold(word), fold(ending))].add(concept)
        self.of_target = Called(target).of
        self.general: Concepts = frozenset(source["general"]["concepts"])
        self._possessive = tuple(source["general"]["possessives"])
        wider = source["wider"].items()
        self._pairs = {(a, b) for a, narrower in wider for b in narrower} | {(b, a) for a, n in wider for b in n}

    def of_source(self, word: Word) -> Concepts:
        """Concepts that a word of the source may name."""
        return frozenset(c for stem in stems(word.form) for c in self._source.get(stem, ()))

    def of_target_words(self, words: Iterable[Word]) -> Concepts:
        """Concepts that any of some words of the translation may name."""
        return frozenset(c for w in words for c in self.of_target(w))

    def of_source_words(self, words: Iterable[Word]) -> Concepts:
        """Concepts that any of some words of the source may name."""
        return frozenset(c for w in words for c in self.of_source(w))

    def is_possessed(self, word: Word) -> bool:
        """Whether a pronoun may be written onto a noun of the source ("its head", "in her name")."""
        return word.form.endswith(self._possessive)

    def compatible(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether a concept of `one` may name whom a concept of `other` names."""
        other = tuple(other)
        return any(a == b or (a, b) in self._pairs for a in one for b in other)


def callings_of(case: Case) -> Callings | None:
    """Of the languages of a case with a source; None where one has no vocabulary for it."""
    if case.bitext is None:
        return None
    own = case.vocabulary.topic(case.bitext.source.lang, "speakers", Side.SOURCE)
    other = case.vocabulary.topic(case.translation.lang, "speakers", Side.TRANSLATION)
    return prepared(Callings, own, other) if own and other else None


def _joined(word: str, ending: str) -> str:
    return word[:-1] + ending if ending and word.endswith("ة") else word + ending
