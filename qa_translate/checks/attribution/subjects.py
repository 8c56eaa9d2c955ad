"""Who speaks, as far as the order of words tells, in a language without a parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.checks.attribution.clause import CLOSING, LONGEST_SPEAKER, OPENING, STRAIGHT, STRONG, Clause
from qa_translate.checks.attribution.frames import Gender, Kind, Words, is_capitalised
from qa_translate.checks.attribution.wording import Entry
from qa_translate.checks.patterns import Match

# Words between an auxiliary and its participle, at most: as a rule, and where the participle ends the clause (German).
NEAR_AUXILIARY, FAR_AUXILIARY = 4, 18
# Words of the longest phrase before a verb that is surely no clause of its own, and of a name that nobody knows.
LONGEST_NAMED, LONGEST_PLAIN = 10, 3
# Words before the first that names somebody in the phrase of a subject.
LONGEST_LEAD = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks.

    Attributes:
        words: the phrase; empty where it is left out, or a pronoun.
        described: the phrase with all that describes him.
        pronoun, gender: of the speaker.
        relative: the verb stands in a relative clause.
        behind: the place behind a subject that follows its verb, else 0.
        heard: the one spoken to, where the order of words shows him first.
    """

    words: Words = ()
    described: Words = ()
    pronoun: Words = ()
    gender: Gender = Gender.UNKNOWN
    relative: bool = False
    behind: int = 0
    heard: Words = ()


class Subjects:
    """Finds the subjects of the verbs of one clause."""

    def __init__(self, clause: Clause) -> None:
        self._clause, self._is, self._line = clause, clause.wording, clause.line
        self._calls, self._forms = clause.calls, clause.forms

    def auxiliary(self, k: int) -> int | None:
        """Place of the auxiliary of the participle at `k`, or `k` where it stands right behind it."""
        far = self._is.far_auxiliary
        beside = far and k + 1 < len(self._forms) and not self._line.comma_before(k + 1)
        if beside and self._forms[k + 1] in self._is.auxiliaries:
            return k
        reach = FAR_AUXILIARY if far else NEAR_AUXILIARY
        clause = STRONG + STRAIGHT + OPENING + CLOSING
        for marks in (clause + ",", clause) if far else (clause,):
            for i in range(k - 1, max(-1, k - reach - 1), -1):
                if self._line.has_before(i + 1, marks):
                    break
                if not self._is.auxiliaries.isdisjoint(self._clause.keys[i]):
                    return i
        return None

    def subject(self, start: int, match: Match) -> Subject:
        """The subject of a verb whose auxiliary or first word is at `start`, in a language that is not verb-final."""
        auxiliary = (start - 1,) if start and not self._clause.mark_before(start) else ()  # lui a-t-on dit
        attached = self._attached((*auxiliary, start, *match.places))
        if attached is not None:
            return attached
        i = self.skipped_back(start)
        if i and self._forms[i - 1] in self._is.joining:  # "... and added": the subject stands before the other verb
            return Subject()
        if i and self._clause.is_pronoun(i - 1) and not self._clause.mark_before(i):
            word = self._line.words[i - 1]
            return Subject(pronoun=(word,), gender=self._is.pronouns[word.form])
        parts, relative = self._clause.phrases_before(i)
        if self._is.far_auxiliary and parts and self._opens_with_pronoun(parts[0]):
            word = parts[0][0]  # nachdem sie ihrem Sohn ... gesagt habe
            return Subject(pronoun=(word,), gender=self._is.pronouns[word.form])
        behind = self.behind(self._verb_end(start, match))
        first = i == 0 or self._clause.mark_before(i) or not parts
        alone = not behind.words and not behind.pronoun
        if (
            i and self._line.comma_before(i) and alone and len(parts) <= 1
        ):  # ..., added: no comma parts it from its verb
            return Subject()
        takes_object = self._is.entry(match).kind in (Kind.TELL, Kind.RELAY)
        fronted = self.fronted(parts)
        apposed = len(parts) > 1 and self._clause.is_name(parts[-1])
        if (takes_object or apposed) and any(map(self._calls, fronted.words)) and len(fronted.words) <= LONGEST_NAMED:
            return fronted
        if behind.pronoun and first:
            return behind
        if first and behind.words and any(map(self._calls, behind.words)):
            return behind
        if relative:
            return Subject(relative=True, described=tuple(w for part in parts for w in part))
        plain = (
            i == start
            and i > 0
            and self._clause.mark_before(i)
            and not fronted.words
            and self._may_be_name(behind.words)
        )
        return behind if plain else fronted

    def _opens_with_pronoun(self, phrase: Words) -> bool:
        """Whether a clause that ends with its verb begins with a pronoun, which is no article of a noun behind it."""
        function = self._is.inserted | self._is.prepositions | self._is.hearer_pronouns | self._is.datives
        alone = len(phrase) == 1 or phrase[1].form in function
        return alone and self._clause.is_pronoun(self._clause.place(phrase[0]))

    def _verb_end(self, start: int, match: Match) -> int:
        """Place of the word behind which an inverted subject stands: the finite verb, where its rest follows later."""
        parted = match.places[-1] - match.places[0] >= len(match.places)
        if parted or (start != match.places[0] and self._is.far_auxiliary):
            return start
        return match.places[-1]

    def _may_be_name(self, phrase: Words) -> bool:
        """Whether a phrase is so short, and its words so written, that it may be a name nobody knows."""
        return 0 < len(phrase) <= LONGEST_PLAIN and all(w.text[:1].isupper() for w in phrase)

    def _attached(self, places: Sequence[int]) -> Subject | None:
        for k in places:
            gender = self._is.attached(self._forms[k])
            if gender is not None:
                return Subject(pronoun=(self._line.words[k],), gender=gender)
        return None

    def skipped_back(self, start: int) -> int:
        """Place of the first of the particles, adverbs and clitics right before the verb."""
        skipped = self._is.inserted | self._is.hearer_pronouns | self._is.auxiliaries
        while start and self._forms[start - 1] in skipped and not self._clause.mark_before(start):
            start -= 1
        return start

    def behind(self, k: int) -> Subject:
        """The subject that stands right behind place `k`."""
        start = k + 1
        if start < len(self._forms) and self._forms[start] in self._is.joining:
            return Subject()
        while (
            start < len(self._forms) and self._forms[start] in self._is.inserted and not self._clause.mark_before(start)
        ):
            start += 1
        if start >= len(self._forms) or self._line.has_before(start, STRONG + ","):
            return Subject()
        start = self._past_time(start)
        word = self._line.words[start]
        phrase = self._clause.phrase_from(start)
        if self._is.cases and self._clause.is_spoken_to(start):
            said = self._past_hearer(phrase)
            return Subject(said, said, behind=start + len(phrase)) if said else Subject()
        if self._is.cases and word.form in self._is.hearer_pronouns:  # сказали ему
            return Subject()
        if self._clause.is_pronoun(start) and (len(phrase) == 1 or self._is.pronouns[word.form] is not Gender.UNKNOWN):
            return Subject(pronoun=(word,), gender=self._is.pronouns[word.form], behind=start + 1)
        function = self._is.prepositions | self._is.ends | self._is.address
        no_subject = word.text.islower() and self._forms[start] in function
        if not phrase or no_subject or self._clause.is_spoken_to(start):
            return Subject()
        return Subject(phrase, phrase, behind=start + len(phrase))

    def _past_time(self, start: int) -> int:
        """The place behind a short phrase of place or time before a subject with its article: sagte am Montag der."""
        if not self._is.nominatives or self._forms[start] not in self._is.prepositions:
            return start
        for k in range(start + 2, min(start + 4, len(self._forms) - 1)):
            if self._clause.mark_before(k):
                break
            if self._forms[k] in self._is.nominatives and self._calls(self._line.words[k + 1]):
                return k
        return start

    def fronted(self, parts: Sequence[Words]) -> Subject:
        """The first of the phrases before a verb that names somebody, with all that is said of him."""
        named = [p for p in map(self._unspoken, parts) if any(map(self._calls, p))]
        if not named or len(named[0]) > LONGEST_SPEAKER:
            return Subject()
        first = next(w for w in named[0] if self._calls(w))
        if self._is.cases and self._is.is_hearer(first) and (said := self._past_hearer(named[0])):
            return Subject(said, said, heard=named[0][: -len(said)])
        if self._is.cases and self._clause.is_person_told(first):  # "председателю ... заявили": they said it to him
            return Subject(heard=named[0])
        return Subject(named[0], tuple(w for part in parts for w in part))

    def _unspoken(self, phrase: Words) -> Words:
        """A phrase up to where it says to whom somebody speaks ("in an interview with")."""
        start = phrase[0].index - self._line.words[0].index
        found = next(self._is.speeches.find(self._clause.keys[start : start + len(phrase)]), None)
        return phrase[: found.places[0]] if found else phrase

    def _past_hearer(self, phrase: Words) -> Words:
        """What of a phrase follows the one spoken to: from the next office or trade that is no hearer."""
        for k, word in enumerate(phrase[1:], 1):
            inside = self._clause.is_inside(self._clause.place(word))
            nominative = word.text.islower() and not word.form.endswith(self._is.oblique)
            if nominative and self._calls(word) and not self._is.is_hearer(word) and not inside:
                return phrase[k:]
        return ()

    def _is_part_of_name(self, word: Word) -> bool:
        """Whether a word has the capital of a name, which is none that opens its sentence or is written in a body's."""
        return self._clause.place(word) > 0 and word.text[:1].isupper() and "'" not in word.form

    def final(self, match: Match, entry: Entry) -> Subject:
        """The subject of a verb that ends its sentence: its first phrase, or, of a participle, what follows."""
        if entry.behind:
            return self.behind(match.places[-1])
        follows = self.behind(match.places[-1])
        if follows.words and any(map(self._calls, follows.words)):  # “...” dedi bakan
            return follows
        start = 0
        for k in range(match.places[0] - 1, 0, -1):
            if self._line.has_before(k, ".;!?") or self._forms[k - 1] in self._is.openers:
                start = k
                break
        participles = (m.places[-1] + 1 for m in self._clause.matches if self._is.entry(m).behind)
        start = max((start, *(k for k in participles if k < match.places[0])))
        for part in self._clause.unquoted(start, match.places[0]):
            rest = self._clause.stripped(self._behind_source(part))
            phrase = self._nominative(rest)
            short = len(phrase) <= LONGEST_PLAIN and self._line.comma_before(self._clause.place(part[-1]) + 1)
            if phrase and (short or any(map(self._calls, phrase))):
                return Subject(phrase, phrase)
            if any(map(self._calls, rest)):  # the clause is about others: its subject is left out, or not the speaker
                break
        return Subject()

    def _behind_source(self, part: Words) -> Words:
        """A phrase without the source that it begins with."""
        keys = self._clause.keys[self._clause.place(part[0]) : self._clause.place(part[-1]) + 1]
        ends = [m.places[-1] + 1 for m in self._is.source_behind.find(keys)]
        ends += [k + 1 for k, w in enumerate(part) if self._clause.place(w) in self._clause.final]
        return part[max(ends, default=0) :]

    def _nominative(self, phrase: Words) -> Words:
        """The subject that a phrase begins with: up to a particle, a pronoun, or the end of its run of names and
        callings; nothing where that run begins late or ends in another case."""
        found: list[Word] = []
        for k, word in enumerate(phrase):
            small = word.text.islower() or (not k and not word.text.isupper())
            if small and word.form in self._is.inserted | self._is.ends | frozenset(self._is.pronouns):
                break
            if self._is.is_dative(word.form) and (self._is.is_hearer(word) or not self._calls(word)):
                return self._nominative(phrase[k + 2 :]) if self._is.is_hearer(word) else ()
            apart = word.form.endswith(self._is.oblique) and not word.form.endswith(self._is.genitives)
            if found and apart and "'" in word.form and self._calls(found[-1]):
                if self._is_part_of_name(found[-1]):
                    return ()  # Bakan Ahmed es-Salih'e ... söylediler
                break  # Hükümet er-Razihi'yi suçladı
            named = self._calls(word) or is_capitalised(word)
            modifies = bool(found) and found[-1].form.endswith(self._is.oblique)
            case = word.form.endswith(self._is.oblique + self._is.inflected)
            goes_on = not case and k + 1 < len(phrase) and is_capitalised(phrase[k + 1])
            if found and self._calls(found[-1]) and not named and not modifies and not goes_on:
                break
            found.append(word)
        lead = next((k for k, w in enumerate(found) if self._calls(w)), LONGEST_LEAD)
        if len(found) > LONGEST_SPEAKER or (lead >= LONGEST_LEAD and len(found) > LONGEST_PLAIN):
            return ()
        if not found or found[-1].form.endswith(self._is.oblique):
            return ()
        inflected = found[-1].text.islower() and found[-1].form.endswith(self._is.inflected)
        return () if inflected else tuple(found)
