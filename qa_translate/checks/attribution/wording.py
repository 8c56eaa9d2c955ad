"""Word classes of a language without a parser that writes its words apart, read from its ``reporting`` vocabulary.

The notation of an entry: ``stem~class`` is written out by the vocabulary; ``…`` in a phrase stands for up to ten words;
``+`` before a form says that it reports only with an auxiliary, ``,`` that it does so only behind or within what is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Gender, Kind
from qa_translate.checks.patterns import Match, Patterns
from qa_translate.vocabulary import Table

_GENDERS = {
    "masculine": Gender.MASCULINE,
    "feminine": Gender.FEMININE,
    "plural": Gender.PLURAL,
    "first": Gender.FIRST,
    "other": Gender.UNKNOWN,
}
_NEEDS_AUXILIARY, _INSERTED = "+", ","
_SHORTEST_ENDED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reporting form tells.

    Attributes:
        kind, stance: of the verb.
        behind: the speaker stands behind it (Turkish *diyen*, "who says").
        auxiliary: it reports only with an auxiliary.
        inserted: it reports only within or behind what is said, its speaker behind it.
        passive: the phrase behind it passes on what the one before it says.
        final: it ends a phrase with the one who passes on, and the one quoted (Turkish).
    """

    kind: Kind
    stance: str
    behind: bool = False
    auxiliary: bool = False
    inserted: bool = False
    passive: bool = False
    final: bool = False


def is_by_words(table: Table) -> bool:
    """Whether a ``reporting`` vocabulary is one of forms, for which no parser is needed."""
    return "verb_final" in table


class Wording:
    """Which forms are cues, boundaries, hearers and so on."""

    def __init__(self, table: Table) -> None:
        self.verb_final: bool = table["verb_final"]
        self._entries: dict[str, Entry] = {}
        self.cues = Patterns(self._labelled(table))
        self.source_before = Patterns({"": table["source"]["before"]})
        self.source_behind = Patterns({"": table["source"]["behind"]})
        self.speeches = Patterns({"": table["address"]["speeches"]})
        self.auxiliaries = _forms(table["auxiliary"]["words"])
        self.passive = _forms(table["auxiliary"].get("passive", ()))
        self.far_auxiliary: bool = table["auxiliary"].get("far", False)
        address, part = table["address"], table["boundary"]
        self.address, self._to = _forms(address["prepositions"]), Patterns({"": address["prepositions"]})
        self.datives = _forms(address["datives"])
        self._dative_endings = tuple(address["endings"])
        self.accusatives = _forms(address.get("accusatives", ()))
        self.accusative_endings = tuple(address.get("accusative_endings", ()))
        self.genitives = tuple(address.get("genitives", ()))
        self.inflected = tuple(address.get("inflected", ()))
        self.oblique = tuple(address.get("oblique", ()))
        self.cases: bool = bool(address["endings"]) and not self.verb_final
        self._hearers = tuple(w.casefold() for w in address["hearers"])
        self.hearer_pronouns = _forms(address["pronouns"])
        self.relay_prepositions = _forms(table["relay"]["prepositions"])
        self.content, self.openers = _forms(part["content"]), _forms(part["openers"])
        self.joining, self.links = _forms(part["joining"]), _forms(part["links"])
        self.relatives, self.prepositions = _forms(part["relatives"]), _forms(part["prepositions"])
        self.inserted, self.ends = _forms(part["inserted"]), _forms(part["ends"])
        pronouns = table["pronouns"]
        self._attached = {end: _GENDERS[kind] for end, kind in pronouns["attached"].items()}
        self.pronouns = {w.casefold(): g for kind, g in _GENDERS.items() for w in pronouns[kind]}
        self._verb_genders = {tuple(table["gender"][k]): _GENDERS[k] for k in ("masculine", "feminine", "plural")}
        self._first = _forms(table["gender"]["first"])
        self.moods = _forms(table["reported"]["moods"])

    def entry(self, match: Match) -> Entry:
        """What the matched form tells."""
        return self._entries[match.label]

    def is_address(self, forms: Sequence[str], k: int) -> int:
        """How many words from `k` on are a preposition before one spoken to."""
        found = next(self._to.find([frozenset({f}) for f in forms[k : k + 3]]), None)
        return found.places[-1] + 1 if found and found.places[0] == 0 else 0

    def is_hearer(self, word: Word) -> bool:
        """Whether a word names who is spoken to in the news: a channel, a reporter, a court."""
        return word.form.startswith(self._hearers)

    def is_dative(self, form: str) -> bool:
        """Whether a noun has the ending of one spoken to."""
        return bool(self._dative_endings) and len(form) > _SHORTEST_ENDED and form.endswith(self._dative_endings)

    def attached(self, form: str) -> Gender | None:
        """What a pronoun written onto a verb says of the speaker (*a-t-il*), if there is one."""
        ends = [end for end in self._attached if form.endswith(end)]
        return self._attached[max(ends, key=len)] if ends else None

    def gender(self, form: str) -> Gender:
        """What the form of a verb says of its subject."""
        if form in self._first:
            return Gender.FIRST
        return next((g for ends, g in self._verb_genders.items() if ends and form.endswith(ends)), Gender.UNKNOWN)

    def _labelled(self, table: Table) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        groups = [
            *((stance, words, Entry(Kind.TELL, stance)) for stance, words in table["tell"].items()),
            *((stance, words, Entry(Kind.SAY, stance)) for stance, words in table["say"].items()),
            *((stance, words, Entry(Kind.SAY, stance, behind=True)) for stance, words in table["behind"].items()),
            ("neutral", table["relay"]["verbs"], Entry(Kind.RELAY, "neutral")),
            ("neutral", table["relay"].get("passive", ()), Entry(Kind.RELAY, "neutral", passive=True)),
            ("neutral", table["relay"].get("final", ()), Entry(Kind.RELAY, "neutral", final=True)),
            *((stance, words, Entry(Kind.CONTINUATION, stance)) for stance, words in table["continuation"].items()),
        ]
        for _, words, entry in groups:
            for word in words:
                marked = replace(entry, auxiliary=word[0] == _NEEDS_AUXILIARY, inserted=word[0] == _INSERTED)
                label = repr(marked)
                self._entries[label] = marked
                found[label].append(word.lstrip(_NEEDS_AUXILIARY + _INSERTED))
        return found


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.casefold() for w in words)
