"""Words by which a speaker's own words are told from the newsroom's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.vocabulary import Table

TAG_WORDS = 2
"""Words of a speaker tag up to its verb: "she said"."""


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """What ``quotation.toml`` says of the translation's language.

    Attributes:
        reporting: forms of verbs that introduce or close a quotation.
        phrases: such verbs of two words, by their first ("went" of "went on").
        first_person: words by which speakers speak of themselves.
        indirect: words that make reported speech of what follows.
        tag_inside: whether the tag of the speaker stands inside the marks.
    """

    reporting: frozenset[str]
    phrases: dict[str, str]
    first_person: frozenset[str]
    third_person: frozenset[str]
    indirect: frozenset[str]
    tag_inside: bool

    @staticmethod
    def of(table: Table) -> SpeechWords:
        """Read the tables."""
        names = ("reporting", "first_person", "third_person", "indirect")
        words = (frozenset(table.get(name, {}).get("words", ())) for name in names)
        reporting, first_person, third_person, indirect = words
        phrases = dict(phrase.split() for phrase in table["reporting"].get("phrases", ()))
        inside = table.get("style", {}).get("tag_inside", False)
        return SpeechWords(reporting, phrases, first_person, third_person, indirect, inside)

    def tag_length(self, words: Sequence[Word]) -> int:
        """Words of a speaker tag at the beginning of `words` ("she said", "he went on"), 0 without one."""
        for k, word in enumerate(words[:TAG_WORDS]):
            if word.form in self.reporting:
                return k + 1
            if word.form in self.phrases and [w.form for w in words[k + 1 : k + 2]] == [self.phrases[word.form]]:
                return k + 2
        return 0
