"""A glossary's terms as they are looked for in texts; made once for all articles of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from qa_translate.glossary import Term
from qa_translate.phrases import Phrase, PhraseIndex

_SHORT = 3
"""Letters of the longest word that alone cannot stand for a term."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term as it is looked for.

    Attributes:
        term: the glossary's entry.
        source, preferred, forbidden: its phrases.
    """

    term: Term
    source: tuple[Phrase, ...]
    preferred: tuple[Phrase, ...]
    forbidden: tuple[Phrase, ...]

    @property
    def surnames(self) -> tuple[Phrase, ...]:
        """The last word of each name of a person in the source."""
        return tuple(phrase.last_word for phrase in self.source if self.term.person and len(phrase.forms) > 1)

    @property
    def short(self) -> tuple[Phrase, ...]:
        """What will do once the whole was there: a person's surname, any longer word of another term."""
        if self.term.person:
            return tuple(phrase.last_word for phrase in self.preferred)
        every = (word for phrase in self.preferred for word in phrase.single_words)
        return tuple(word for word in every if len(word.forms[0].form) > _SHORT)


class Terms:
    """All terms of a glossary.

    Args:
        wanted: the terms.

    Attributes:
        wanted: the same; others name a term by its number in them.
        sources: finds those that a text of the source holds.
        surnames: finds the surnames of those that are persons.
        preferred: finds what is written for them, in any inflection.
        forbidden: finds what the entries without a source forbid.
    """

    def __init__(self, wanted: tuple[Wanted, ...]) -> None:
        self.wanted = wanted
        self.sources = self._index(lambda each: each.source)
        self.surnames = self._index(lambda each: each.surnames)
        self.preferred = self._index(lambda each: each.preferred)
        self.forbidden = self._index(lambda each: () if each.source else each.forbidden, strictly=True)

    def _index(self, phrases: Callable[[Wanted], Iterable[Phrase]], *, strictly: bool = False) -> PhraseIndex:
        numbered = ((number, phrase) for number, each in enumerate(self.wanted) for phrase in phrases(each))
        return PhraseIndex(numbered, strictly=strictly)


@lru_cache(maxsize=4)
def terms_of(terms: tuple[Term, ...], source_lang: str, target_lang: str) -> Terms:
    """The terms of a glossary for texts in two languages (ISO 639-1 codes)."""
    return Terms(
        tuple(
            Wanted(
                term,
                tuple(Phrase.of(text, source_lang) for text in term.source),
                tuple(Phrase.of(text, target_lang) for text in term.preferred),
                tuple(Phrase.of(text, target_lang) for text in term.forbidden),
            )
            for term in terms
        )
    )
