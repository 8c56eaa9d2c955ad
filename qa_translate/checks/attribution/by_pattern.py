"""Attribution frames by word patterns, for languages without a parser (Arabic).

Arabic puts the subject after the verb (قال فلان), before it (لكن فلاناً قال) or leaves it out (وأضاف); a left-out
subject is the last speaker that agrees with the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from qa_translate.article import Document, Segment
from qa_translate.checks.attribution.cues import Cue, WordClasses
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.line import LONGEST_SPEAKER, Line
from qa_translate.vocabulary import Table

LONGEST_FRONTED = 6
LONGEST_TOPIC = 14
LONGEST_WAY_TO_HEARER = 16
# How many segments back a left-out subject may refer.
REACH = 4
# The indefinite accusative, with its alef before or behind the mark: never a subject behind its verb.
TANWIN = ("\u064b", "\u064b\u0627")
ARTICLE = "ال"
# The article behind a preposition: no subject either.
OBLIQUE = ("بال", "كال")


class PatternFrames:
    """Finds frames in documents of one language by its ``reporting`` vocabulary."""

    def __init__(self, vocabulary: Table) -> None:
        self._is = WordClasses(vocabulary)

    def find(self, document: Document) -> list[Frame]:
        """All frames of `document`, in order, with antecedents."""
        found: list[Frame] = []
        known = frozenset(w.form for w in document.words)
        for segment in document.segments:
            for frame in _Finder(self._is, document, segment, known).frames():
                found.append(_with_antecedent(frame, found))
        return found


class _Finder:
    """Finds the frames of one segment."""

    def __init__(self, classes: WordClasses, document: Document, segment: Segment, known: frozenset[str]) -> None:
        self._is = classes
        self._line = Line(document, segment)
        self._known = known

    def frames(self) -> Iterator[Frame]:
        for k, word in enumerate(self._line.words):
            if self._is.is_source(word.form):
                yield from self._source_frame(k)
                continue
            cue, joined = self._is.cue(word.form)
            if cue and (joined or not cue.ambiguous or self._is_verb(k)):
                yield self._frame(k, cue, joined=joined)

    def _is_verb(self, k: int) -> bool:
        """Whether a form that is also a noun is the verb here: it starts a clause, or ends one that أن began."""
        if self._line.starts_clause(k, self._is.openers):
            return True
        before, certain = self._fronted(k)
        return certain and bool(before) and self._line.form(k - len(before) - 1) in self._is.content

    def _source_frame(self, k: int) -> Iterator[Frame]:
        speaker = self._nominal(self._line.noun_phrase(k + 1, self._ends_source))
        if speaker:
            yield Frame(Kind.SOURCE, "neutral", (self._line.words[k],), self._line.segment, speaker=speaker)

    def _frame(self, k: int, cue: Cue, *, joined: bool) -> Frame:
        base = Frame(cue.kind, cue.stance, (self._line.words[k],), self._line.segment, gender=cue.gender)
        if cue.kind is Kind.CONTINUATION:
            return replace(base, addressee=self._addressee(k + 1))
        told = k + 1 < len(self._line.words) and self._line.form(k + 1) in self._is.hearer_pronouns
        after = self._nominal(self._line.noun_phrase(k + 1 + told, self._ends_subject))
        if cue.kind is Kind.RELAY:
            return self._relay_frame(k, base, after)
        return self._verb_frame(k, base, after, joined=joined)

    def _verb_frame(self, k: int, base: Frame, after: Words, *, joined: bool) -> Frame:
        before, certain = (self._topic(k), False) if joined else self._fronted(k)
        certain = certain or bool(joined and before)
        certain = certain and not (after and before and _is_indefinite(before))
        fronted = certain or base.gender is Gender.PLURAL
        aside = bool(before) and not certain and not joined and self._line.comma_before(k)
        object_ = after if fronted and base.kind is Kind.TELL else ()
        return replace(
            base,
            speaker=before if fronted and not aside else after or (() if aside else before),
            addressee=object_ or self._addressee(k + 1),
            maybe=self._region(k, fronted=certain),
            relative=self._is_relative(k),
            doubtful=base.kind is Kind.TELL and (joined or self._line.form(k - 1) in self._is.dropping),
        )

    def _relay_frame(self, k: int, base: Frame, after: Words) -> Frame:
        place = self._line.find_within(k + 1, self._is.relay_prepositions, LONGEST_SPEAKER + 4)
        if place is not None:
            return replace(base, relayer=after, speaker=self._line.noun_phrase(place + 1, self._ends_subject))
        pronoun = self._line.find_within(k + 1, self._is.relay_pronouns, LONGEST_SPEAKER)
        if pronoun is None:  # ما أورده الموقع: the outlet itself says so
            return replace(base, kind=Kind.SAY, speaker=after, maybe=self._region(k, fronted=False))
        return replace(base, relayer=after, hearer_pronoun=(self._line.words[pronoun],))

    def _region(self, k: int, *, fronted: bool) -> Words:
        """All words around the verb that its grammar lets be the speaker: from what introduces this clause up to what
        introduces hearer or content; a verb with a fronted subject has none behind it."""
        start = k
        while start and not self._line.ends_clause(start) and self._line.form(start - 1) not in self._is.content:
            start -= 1
        behind = () if fronted else self._line.description(k + 1, self._ends_description)
        return self._line.words[start:k] + behind

    def _is_relative(self, k: int) -> bool:
        while k and self._is.is_in(self._line.form(k - 1), self._is.particles):
            k -= 1
        return self._line.form(k - 1) in self._is.relatives

    def _nominal(self, phrase: Words) -> Words:
        """`phrase` unless its first word can be no subject: an adverb in -an, or one with a preposition."""
        if not phrase:
            return ()
        first = phrase[0]
        is_other = first.text.endswith(TANWIN) or first.form in self._is.no_subject or first.form.startswith(OBLIQUE)
        return () if is_other else phrase

    def _fronted(self, k: int) -> tuple[Words, bool]:
        """The phrase before the verb at `k`, and whether it must be the subject (as after أنه, or no comma between)."""
        form = self._line.form
        while k and form(k - 1) not in self._is.verb_first and self._is.is_in(form(k - 1), self._is.particles):
            k -= 1
            if form(k) not in self._is.particles:  # ولم: a new clause
                return (), False
        if form(k - 1) in self._is.verb_first or self._is.is_source(form(k - 1)):
            return (), False
        if form(k - 1) in self._is.subjects:
            return (), True
        before = self._line.phrase_before(k, self._opens_clause)
        if self._line.comma_before(k):
            return before, False
        if not before or len(before) > LONGEST_FRONTED or before[0].form in self._is.prepositions:
            return (), False
        return before, True

    def _topic(self, k: int) -> Words:
        """The fronted subject of أما فلان فقال."""
        for i in range(k - 1, max(-1, k - LONGEST_TOPIC), -1):
            if self._line.form(i) in self._is.topics:
                return self._line.words[i + 1 : k]
        return ()

    def _addressee(self, start: int) -> Words:
        """The words after ل or إلى that name whom the speaker speaks to."""
        for k in range(start, min(len(self._line.words), start + LONGEST_WAY_TO_HEARER)):
            form, previous = self._line.form(k), self._line.form(k - 1)
            if form in self._is.content or self._line.has_before(k, ":") or self._is.cue(form)[0] is not None:
                return ()
            if form in self._is.hearer_pronouns:
                return (self._line.words[k],)
            if self._is.is_hearer(previous, form, self._known):
                return (self._line.words[k], *self._line.noun_phrase(k + 1, self._ends_subject))
            if form in self._is.address_prepositions and previous in self._is.address:
                return self._line.noun_phrase(k + 1, self._ends_subject)
        return ()

    def _opens_clause(self, form: str) -> bool:
        return self._is.is_in(form, self._is.openers) or form in self._is.subjects or form in self._is.verb_first

    def _ends_subject(self, previous: str, form: str) -> bool:
        return self._is.ends_subject(form) or self._is.is_hearer(previous, form, self._known)

    def _ends_description(self, previous: str, form: str) -> bool:
        ends = form in self._is.content or form in self._is.address
        return ends or self._is.is_hearer(previous, form, self._known)

    def _ends_source(self, _: str, form: str) -> bool:
        return form in self._is.boundaries or self._is.cue(form)[0] is not None


def _is_indefinite(phrase: Words) -> bool:
    """One bare common noun, as the head of a relative clause (سعر يقول المزارعون إنه): no subject of what follows."""
    return len(phrase) == 1 and ARTICLE not in phrase[0].form[:3] and not phrase[0].text.endswith(TANWIN)


def _with_antecedent(frame: Frame, before: list[Frame]) -> Frame:
    if (frame.speaker and not frame.doubtful) or frame.relative or frame.kind is Kind.SOURCE:
        return frame
    if frame.kind is Kind.CONTINUATION:
        here = takewhile(lambda f: f.segment == frame.segment, reversed(before))
        main = next((f for f in reversed(list(here)) if f.speaker and f.kind is not Kind.SOURCE), None)
        return replace(frame, antecedent=main.speaker) if main else frame
    for earlier in reversed(before):
        if frame.segment - earlier.segment > REACH:
            break
        if earlier.resolved and earlier.kind is not Kind.SOURCE and _agree(frame.gender, earlier.gender):
            return replace(frame, antecedent=earlier.resolved)
    return frame


def _agree(a: Gender, b: Gender) -> bool:
    # A verb before its plural subject is singular, so a plural verb may follow either.
    return a == b or Gender.UNKNOWN in (a, b) or Gender.PLURAL in (a, b)
