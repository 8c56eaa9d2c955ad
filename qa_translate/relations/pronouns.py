"""Which words of the source may stand for a pronoun of the translation, and which verbs cannot carry it."""

from __future__ import annotations

from qa_translate.arabic import fold
from qa_translate.article import Word
from qa_translate.ports import Token
from qa_translate.vocabulary import Table

# What a verb that names another person in the pronoun's place is worth (log chance).
DISAGREES = -3.0


class Pronouns:
    """Pronouns of two languages by person: ``roles.toml`` of the source and of the translation.

    Args:
        source, target: the tables.
    """

    def __init__(self, source: Table, target: Table) -> None:
        self._persons = {word: person for person, words in target["persons"].items() for word in words}
        own = source["pronouns"]
        self._words: dict[str, set[str]] = {}
        for person, endings in own["written"].items():
            words = {fold(c + e) for c in own["carriers"] for e in endings} | set(map(fold, own["free"][person]))
            self._words[person] = words | {lead + w for lead in own["leading"] for w in words}
        self._leading = tuple(own["leading"])
        self._others = own["others"]

    def person(self, token: Token) -> str | None:
        """The person and number of a pronoun of the translation; None for what says too little."""
        return self._persons.get(token.text.lower())

    def is_word_for(self, person: str, word: Word) -> bool:
        """Whether a word of the source is a pronoun of that person, alone or written onto a particle."""
        return word.form in self._words[person]

    def carried(self, person: str, role: str, act: Word) -> float:
        """Log chance, as far as the form of a verb tells, that it carries a pronoun of that person in a role."""
        other = self._others.get(role, {}).get(person)
        if other is None:
            return 0.0
        form = next((act.form[len(lead) :] for lead in self._leading if act.form.startswith(lead)), act.form)
        disagrees = form.endswith(tuple(other["ends"])) or form.startswith(tuple(other["begins"]))
        return DISAGREES if disagrees else 0.0
