"""Word classes of a language without a parser that writes its words apart, read from its ``reporting`` vocabulary.

The notation of an entry: ``stem~class`` is written out by the vocabulary; ``…`` in a phrase stands for up to ten words;
``+`` before a form says that it reports only with an auxiliary, ``,`` that it does so only behind or within what is
said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import GENDERS, Gender, Kind
from qa_translate.checks.patterns import Match, Patterns
from qa_translate.vocabulary import Table

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
        told: its subject, or the dative with it, is told what is said ("was informed").
    """

    kind: Kind
    stance: str
    behind: bool = False
    auxiliary: bool = False
    inserted: bool = False
    passive: bool = False
    final: bool = False
    told: bool = False


def is_by_words(table: Table) -> bool:
    """Whether a ``reporting`` vocabulary is one of forms, for which no parser is needed."""
    return "verb_final" in table


class Wording:
    """Which forms are cues, boundaries, hearers and so on."""

    def __init__(self, table: Table) -> None:
        self.verb_final: bool = table["verb_final"]
        self._entries: dict[str, Entry] = {}
        self.cues = Patterns(self._labelled(table))
        self.source_before = Patterns({"": _row(table, "source", "before")})
        self.source_behind = Patterns({"": _row(table, "source", "behind")})
        self.auxiliaries = _forms(_row(table, "auxiliary", "words"))
        self.passive = _forms(_row(table, "auxiliary", "passive"))
        self.far_auxiliary: bool = table.get("auxiliary", {}).get("far", False)
        self._read_address(table)
        self._read_boundaries(table)
        self._read_persons(table)

    def _read_address(self, table: Table) -> None:
        self.speeches = Patterns({"": _row(table, "address", "speeches")})
        prepositions = _row(table, "address", "prepositions")
        self.address, self._to = _forms(prepositions), Patterns({"": prepositions})
        self.datives = _forms(_row(table, "address", "datives"))
        self.person_datives = tuple(_row(table, "address", "person_datives"))
        self.sure_datives = self.datives - _forms(_row(table, "address", "ambiguous"))
        self._dative_endings = tuple(_row(table, "address", "endings"))
        self.accusatives = _forms(_row(table, "address", "accusatives"))
        self.accusative_endings = tuple(_row(table, "address", "accusative_endings"))
        self.genitives = tuple(_row(table, "address", "genitives"))
        self.inflected = tuple(_row(table, "address", "inflected"))
        self.feminine = tuple(_row(table, "address", "feminine"))
        self.oblique = tuple(_row(table, "address", "oblique"))
        self.cases: bool = bool(self._dative_endings) and not self.verb_final
        self._hearers = tuple(_forms(_row(table, "address", "hearers")))
        self.hearer_pronouns = _forms(_row(table, "address", "pronouns"))
        self.relay_prepositions = _forms(_row(table, "relay", "prepositions"))

    def _read_boundaries(self, table: Table) -> None:
        self.articles = _forms(_row(table, "boundary", "articles"))
        self.nominatives = _forms(_row(table, "boundary", "nominatives"))
        names = ("content", "openers", "joining", "links", "relatives", "prepositions", "inserted", "ends")
        rows = [_forms(_row(table, "boundary", name)) for name in names]
        self.content, self.openers, self.joining, self.links = rows[:4]
        self.relatives, self.prepositions, self.inserted, self.ends = rows[4:]

    def _read_persons(self, table: Table) -> None:
        attached = table.get("pronouns", {}).get("attached", {})
        self._attached = {end: GENDERS[kind] for end, kind in attached.items()}
        self.pronouns = {w: g for kind, g in GENDERS.items() for w in _forms(_row(table, "pronouns", kind))}
        numbers = ("masculine", "feminine", "plural")
        self._verb_genders = {tuple(_row(table, "gender", k)): GENDERS[k] for k in numbers}
        self._first = _forms(_row(table, "gender", "first"))

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
        behind, continuation = table.get("behind", {}), table.get("continuation", {})
        groups = [
            *((stance, words, Entry(Kind.TELL, stance)) for stance, words in table["tell"].items()),
            *((stance, words, Entry(Kind.SAY, stance)) for stance, words in table["say"].items()),
            *((stance, words, Entry(Kind.SAY, stance, behind=True)) for stance, words in behind.items()),
            ("neutral", _row(table, "relay", "verbs"), Entry(Kind.RELAY, "neutral")),
            ("neutral", _row(table, "relay", "passive"), Entry(Kind.RELAY, "neutral", passive=True)),
            ("neutral", _row(table, "relay", "final"), Entry(Kind.RELAY, "neutral", final=True)),
            *((stance, words, Entry(Kind.CONTINUATION, stance)) for stance, words in continuation.items()),
            ("neutral", _row(table, "told", "verbs"), Entry(Kind.TELL, "neutral", told=True)),
        ]
        for _, words, entry in groups:
            for word in words:
                marked = replace(entry, auxiliary=word[0] == _NEEDS_AUXILIARY, inserted=word[0] == _INSERTED)
                label = repr(marked)
                self._entries[label] = marked
                found[label].append(word.lstrip(_NEEDS_AUXILIARY + _INSERTED))
        return found


def _row(table: Table, group: str, name: str) -> Sequence[str]:
    """A row of the vocabulary; a language without such words leaves it out."""
    row: Sequence[str] = table.get(group, {}).get(name, ())
    return row


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w.casefold() for w in words)
