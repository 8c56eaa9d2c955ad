"""Attribution frames: who says something to whom, by which word."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from qa_translate.article import Span, Word

Words = tuple[Word, ...]


# How many words of each role a mark shows, and how many words it may span.
NEAREST = 4
LONGEST_MARK = 13


class Kind(enum.StrEnum):
    """How a cue relates speaker and addressee."""

    SAY = "say"  # X said (to Y)
    TELL = "tell"  # X told Y
    RELAY = "relay"  # X quoted Y as saying: Y is the speaker
    SOURCE = "source"  # according to X
    CONTINUATION = "continuation"  # ..., adding that


class Gender(enum.StrEnum):
    """What the cue or pronoun says about the speaker."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    PLURAL = "plural"
    FIRST = "first"  # the one who writes or speaks
    UNKNOWN = "unknown"


GENDERS = {
    "masculine": Gender.MASCULINE,
    "feminine": Gender.FEMININE,
    "plural": Gender.PLURAL,
    "first": Gender.FIRST,
    "other": Gender.UNKNOWN,
}
"""What a row of pronouns in the vocabulary says of the speaker."""


def is_capitalised(word: Word) -> bool:
    """Whether a part of a word has a capital: al-Hamdani."""
    return any(part[:1].isupper() for part in word.text.split("-"))


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting.

    Attributes:
        kind, stance: of the cue.
        cue: the reporting words.
        segment: index of the segment that holds the cue.
        speaker: who says it; empty where the text leaves it out or it is a pronoun.
        head: of the speaker's phrase, its main word.
        described: the speaker with all that describes him, where syntax tells.
        addressee: to whom; may be empty.
        relayer: who passes it on ("X quoted Y").
        pronoun: a pronoun in the speaker's place.
        hearer_pronoun: a pronoun in the addressee's (or, for a relay, the speaker's) place.
        gender: of the speaker, as far as verb or pronoun tell.
        hearer_gender: of the addressee, as far as a pronoun tells.
        passive: the cue is passive ("was told").
        maybe: all words that the cue's grammar lets be the speaker (an apposition, a fronted phrase).
        doubtful: `speaker` may be the object of a verb whose subject is left out.
        relative: the cue stands in a relative clause: its subject is the noun before, not the last speaker.
        first_alike: the cue may be a verb in the first person.
        nested: the cue stands in what somebody else says.
        antecedent: for a left-out or pronominal speaker (of a passive: hearer), the last speaker it can refer to.
    """

    kind: Kind
    stance: str
    cue: Words
    segment: int
    speaker: Words = ()
    head: Words = ()
    described: Words = ()
    addressee: Words = ()
    relayer: Words = ()
    pronoun: Words = ()
    hearer_pronoun: Words = ()
    gender: Gender = Gender.UNKNOWN
    hearer_gender: Gender = Gender.UNKNOWN
    passive: bool = False
    maybe: Words = ()
    relative: bool = False
    doubtful: bool = False
    first_alike: bool = False
    nested: bool = False
    antecedent: Words = ()

    @property
    def resolved(self) -> Words:
        """The speaker, or whom a left-out speaker refers to; a passive leaves out nobody who was named before."""
        return self.speaker or (() if self.passive else self.antecedent)

    @property
    def mark(self) -> Span:
        """What to show of the frame: the cue with the words of speaker and hearer nearest to it."""
        near = [*self.cue]
        for role in (self.speaker or self.pronoun, self.addressee or self.hearer_pronoun or self.relayer):
            near += sorted(role, key=lambda w: abs(w.index - self.cue[0].index))[:NEAREST]
        span = Span.hull(w.span for w in near)
        return (
            span
            if len(near) and max(w.index for w in near) - min(w.index for w in near) < LONGEST_MARK
            else self._short
        )

    @property
    def _short(self) -> Span:
        return Span.hull(w.span for w in (self.speaker or self.pronoun or self.cue)[:NEAREST])

    @property
    def span(self) -> Span:
        """From the first to the last word of speaker, cue and addressee."""
        parts = (*self.cue, *self.speaker, *self.pronoun, *self.addressee, *self.hearer_pronoun, *self.relayer)
        return Span.hull(w.span for w in parts)
