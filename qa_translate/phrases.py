"""Phrases of a glossary found in a text, however their words are inflected there (see `qa_translate.inflection`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.inflection import Form, forms_in_text, forms_wanted, is_form_of
from qa_translate.tokens import words


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a text, or what of it stands between hyphens."""

    form: Form
    word: Word


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: ``parts[first:last]`` of the parts that were searched."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    def overlaps(self, other: Place) -> bool:
        """Whether the two share a part."""
        return self.first < other.last and other.first < self.last

    def within(self, other: Place) -> bool:
        """Whether it lies in a longer one."""
        return other.first <= self.first and self.last <= other.last and self != other


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for.

    Attributes:
        text: as the glossary writes it.
        lang: ISO 639-1 code.
        forms: its words, in order; none where it holds no word.
    """

    text: str
    lang: str
    forms: tuple[Form, ...]

    @staticmethod
    def of(text: str, lang: str) -> Phrase:
        """The phrase that a glossary writes so."""
        written = [span.of(text) for span in words(text, lang)]
        return Phrase(text, lang, tuple(form for word in written for form in forms_wanted(word, lang)))

    @property
    def last_word(self) -> Phrase:
        """Its last word alone."""
        return Phrase(self.text, self.lang, self.forms[-1:])

    @property
    def single_words(self) -> tuple[Phrase, ...]:
        """Each of its words alone."""
        return tuple(Phrase(self.text, self.lang, (form,)) for form in self.forms)

    @property
    def spelling(self) -> tuple[str, ...]:
        """What two phrases share that differ in no word."""
        return tuple(form.form for form in self.forms)

    def stands_at(self, first: int, parts: Sequence[Part], *, strictly: bool = False) -> bool:
        """Whether it stands there word for word (see `is_form_of`)."""
        beside = parts[first : first + len(self.forms)]
        return len(beside) == len(self.forms) and all(
            wanted.keys & part.form.keys and is_form_of(part.form.form, wanted.form, self.lang, strictly=strictly)
            for wanted, part in zip(self.forms, beside, strict=True)
        )

    def places(self, parts: Sequence[Part], *, strictly: bool = False) -> Iterator[Place]:
        """Where it stands, in order."""
        for first in range(len(parts) if self.forms else 0):
            if self.stands_at(first, parts, strictly=strictly):
                yield Place(first, first + len(self.forms))


class PhraseIndex:
    """Many phrases at once, found by their first words.

    Args:
        phrases: each with the number of whose it is.
        strictly: see `is_form_of`.
    """

    def __init__(self, phrases: Iterable[tuple[int, Phrase]], *, strictly: bool = False) -> None:
        self._strictly = strictly
        self._by_key: dict[str, list[tuple[int, Phrase]]] = defaultdict(list)
        for number, phrase in phrases:
            for key in phrase.forms[0].keys if phrase.forms else ():
                self._by_key[key].append((number, phrase))

    def find(self, parts: Sequence[Part]) -> Iterator[tuple[int, Phrase, Place]]:
        """Whose phrases stand where, in order of the text; one place may come more than once."""
        for first, part in enumerate(parts):
            for key in part.form.keys & self._by_key.keys():
                for number, phrase in self._by_key[key]:
                    if phrase.stands_at(first, parts, strictly=self._strictly):
                        yield number, phrase, Place(first, first + len(phrase.forms))


def parts_of(document_words: Sequence[Word], lang: str) -> list[Part]:
    """The words of a text as phrases are looked for in them; articles are left out."""
    return [Part(form, word) for word in document_words for form in forms_in_text(word.text, lang)]
