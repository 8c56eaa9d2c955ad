"""Whom a speaker speaks to, as far as prepositions, endings and the order of words tell."""

from __future__ import annotations

from qa_translate.checks.attribution.clause import OPENING, STRAIGHT, STRONG, Clause
from qa_translate.checks.attribution.frames import Gender, Kind, Words
from qa_translate.checks.attribution.wording import Entry
from qa_translate.checks.patterns import Match

# Words behind the verb within which one spoken to stands.
REACH = 12


class Hearers:
    """Finds the ones spoken to in one clause."""

    def __init__(self, clause: Clause) -> None:
        self._clause, self._is, self._line = clause, clause.wording, clause.line
        self._calls, self._forms = clause.calls, clause.forms

    def pronoun(self, match: Match) -> Words:
        """A pronoun for the one spoken to, right before the verb with its auxiliary or right behind it."""
        first, last = match.places[0], match.places[-1]
        start = first
        while start > max(0, first - 3) and not self._clause.mark_before(start):
            start -= 1
        near = [*range(start, first), last + 1]
        if last + 1 < len(self._forms) and self._clause.is_pronoun(last + 1):
            near.insert(-1, last + 2)  # sagte man ihm
        found = [k for k in near if 0 <= k < len(self._forms) and self._forms[k] in self._is.hearer_pronouns]
        return tuple(self._line.words[k] for k in found[-1:])

    def gender(self, pronoun: Words) -> Gender:
        """Of a pronoun for the one spoken to, as far as it speaks of the writer."""
        first = any(self._is.pronouns.get(w.form) is Gender.FIRST for w in pronoun)
        return Gender.FIRST if first else Gender.UNKNOWN

    def within(self, match: Match) -> Words:
        """A pronoun for the one spoken to between the words of a verb: "wurde ihm gesagt"."""
        between = range(match.places[0] + 1, match.places[-1])
        return tuple(self._line.words[k] for k in between if self._forms[k] in self._is.hearer_pronouns)[:1]

    def told(self, match: Match) -> Words:
        """The one who is told in a passive whose verb ends its clause: a dative, or a phrase within the verb."""
        if self._is.verb_final:
            return self._object_before(match.places[0], self._is.entry(match))
        if match.places[-1] - match.places[0] < len(match.places):
            return ()
        heard = self._clause.phrase_from(match.places[0] + 1)
        inside = tuple(w for w in heard if self._clause.place(w) < match.places[-1])
        return inside if self._clause.names_somebody(inside) else ()

    def behind(self, start: int) -> Words:
        """The phrase behind a preposition, or in a form, that names whom the speaker speaks to."""
        for k in range(start, min(len(self._forms), start + REACH)):
            if self._forms[k] in self._is.content or self._line.has_before(k, STRONG + OPENING + STRAIGHT):
                return ()
            step = self._is.is_address(self._forms, k) if self._line.words[k].text.islower() else 0
            led = k > 0 and self._forms[k - 1] in self._is.prepositions
            dative = self._clause.is_spoken_to(k) if (k > start or not step) and not led else False
            if step or dative or (self._is.is_hearer(self._line.words[k]) and not self._is.address):
                heard = self._clause.phrase_from(k + step)
                if self._clause.names_somebody(heard) or any(map(self._is.is_hearer, heard)):
                    return heard
        return ()

    def before(self, start: int, match: Match, entry: Entry) -> Words:
        """The one spoken to in a phrase before the verb: "in an interview with X", or an object before a final verb."""
        end = match.places[0]
        if self._is.verb_final:
            return self._object_before(end, entry)
        if doubled := self._doubled(match):
            return doubled
        for speech in self._is.speeches.find(self._clause.keys[:end]):
            heard = self._clause.phrase_from(speech.places[-1] + 1)
            heard = tuple(w for w in heard if self._clause.place(w) < end)
            lead = self._line.words[speech.places[0] : speech.places[-1] + 1]
            subject = self._clause.past_preposition((*lead, *heard), self._is.gender(self._forms[start]))
            heard = heard[: len(heard) - len(subject)]
            if heard:
                return heard
        first = start + 1 if start < end else max((k for k in range(end) if self._clause.mark_before(k)), default=0)
        for k in range(first, end - 1):  # hat seinem Sohn am Telefon gesagt
            if self._forms[k] in self._is.sure_datives and self._calls(self._line.words[k + 1]):
                return self._line.words[k : k + 2]
        return ()

    def _doubled(self, match: Match) -> Words:
        """The one spoken to that opens the clause where a pronoun repeats him before the verb: "al juez le dijo"."""
        end = match.places[0]
        first = max((k for k in range(end) if self._clause.mark_before(k)), default=0)
        step = self._is.is_address(self._forms, first)
        if not step or not self.pronoun(match):
            return ()
        heard = tuple(w for w in self._clause.phrase_from(first + step) if self._clause.place(w) < end)
        return heard if self._clause.names_somebody(heard) else ()

    def _object_before(self, end: int, entry: Entry) -> Words:
        """The nearest word before a final verb that its ending shows to be the one spoken to, or the one accused."""
        for k in range(end - 1, -1, -1):
            word = self._line.words[k]
            if self._clause.is_inside(k):
                continue
            if (
                entry.kind is Kind.TELL
                and not entry.told
                and self._calls(word)
                and word.form.endswith(self._is.accusative_endings)
            ):
                return (word,)
            named = "'" in word.form and self._calls(word)
            if (named or self._is.is_hearer(word)) and self._is.is_dative(word.form):
                first = k
                while first > max(0, k - 2) and not self._clause.mark_before(first):
                    first -= 1
                return self._line.words[first : k + 1]
        return ()
