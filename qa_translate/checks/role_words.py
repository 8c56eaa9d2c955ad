"""What the vocabulary of a language says of who acts and who is acted upon (topic ``roles``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_translate.arabic import fold, proclitics
from qa_translate.article import Document, Word
from qa_translate.vocabulary import Table


@dataclass(frozen=True, slots=True)
class Clitics:
    """How verbs of the source language carry a pronoun as their object."""

    suffixes: tuple[str, ...]
    between: frozenset[str]
    indirect: frozenset[str]

    @staticmethod
    def of(table: Table | None) -> Clitics | None:
        """The clitics of a vocabulary table, None where a language has none."""
        if table is None or "object" not in table:
            return None
        part = table["object"]
        return Clitics(
            tuple(part["suffixes"]), frozenset(map(fold, part["between"])), frozenset(map(fold, part["indirect"]))
        )


@dataclass(frozen=True, slots=True)
class ActionNouns:
    """Nouns of action of the source language (إنهاء الخدمات), whose order proves nothing, and agents that are named.

    Attributes:
        pattern: matches a folded noun of action without its proclitics.
        verbs: finite verbs that match it as well.
        before: words behind which no finite verb stands.
        agents: phrases that name the one who acts, each as folded words.
    """

    pattern: re.Pattern[str]
    verbs: frozenset[str]
    before: frozenset[str]
    agents: tuple[tuple[str, ...], ...]

    @staticmethod
    def of(table: Table | None) -> ActionNouns | None:
        """The nouns of action of a vocabulary table, None where a language has none."""
        if table is None or "noun_of_action" not in table:
            return None
        part = table["noun_of_action"]
        return ActionNouns(
            re.compile("|".join(map(fold, part["patterns"]))),
            frozenset(map(fold, part["verbs"])),
            frozenset(map(fold, part["before"])),
            tuple(tuple(fold(phrase).split()) for phrase in part["agents"]),
        )

    def is_noun(self, document: Document, word: Word) -> bool:
        """Whether the word that names the action is no finite verb."""
        if any(self.before & _bare(form) for form in _forms_before(document, word, 1)):
            return True
        forms = _bare(word.form)
        return not self.verbs & forms and any(map(self.pattern.fullmatch, forms))

    def is_agent(self, document: Document, word: Word) -> bool:
        """Whether the words before `word` say that it is the one who acts (على يد الشرطة)."""
        for phrase in self.agents:
            before = _forms_before(document, word, len(phrase))
            if len(before) == len(phrase) and before[1:] == phrase[1:] and phrase[0] in _bare(before[0]):
                return True
        return False


def _forms_before(document: Document, word: Word, count: int) -> tuple[str, ...]:
    first = document.segments[word.segment].first
    return tuple(w.form for w in document.words[max(first, word.index - count) : word.index])


def _bare(form: str) -> frozenset[str]:
    """A folded form with and without its proclitics."""
    return frozenset({form, *proclitics(form)})
