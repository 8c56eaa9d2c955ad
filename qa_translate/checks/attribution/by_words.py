"""Attribution frames by word patterns, for languages that write their words apart and have no parser here.

The speaker stands before the verb, behind it where the verb follows a quotation or a fronted phrase (French and Spanish
inversion, the German second place), or at the head of the sentence where the verb ends it (Turkish). What cannot be
told by the order of words is left open: a phrase too long, without anybody's name or calling, is nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa_translate.article import Document
from qa_translate.checks.attribution.by_pattern import with_antecedent
from qa_translate.checks.attribution.clause import Calls, Clause
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.hearers import REACH, Hearers
from qa_translate.checks.attribution.line import Line
from qa_translate.checks.attribution.subjects import Subject, Subjects
from qa_translate.checks.attribution.wording import Entry, Wording
from qa_translate.checks.patterns import Match


class WordFrames:
    """Finds frames in documents of one language by its ``reporting`` vocabulary of forms.

    Args:
        wording: the vocabulary.
        calls: whether a word is a name, or an office, trade, kin or body.
    """

    def __init__(self, wording: Wording, calls: Calls) -> None:
        self._is, self._calls = wording, calls

    def find(self, document: Document) -> list[Frame]:
        """All frames of `document`, in order, with antecedents."""
        found: list[Frame] = []
        for segment in document.segments:
            sentence = _Sentence(Clause(self._is, Line(document, segment), self._calls))
            for frame in sorted(sentence.frames(), key=lambda f: f.cue[0].index):
                told = bool(frame.pronoun) and frame.gender is Gender.UNKNOWN  # "one", "this": nobody named before
                found.append(frame if told else with_antecedent(frame, found))
        return found


class _Sentence:
    """The frames of one sentence."""

    def __init__(self, clause: Clause) -> None:
        self._clause, self._is, self._line, self._forms = clause, clause.wording, clause.line, clause.forms
        self._subjects, self._hearers = Subjects(clause), Hearers(clause)

    def frames(self) -> Iterator[Frame]:
        """The frames of the sentence, sources first."""
        taken: set[int] = set()
        for frame, places in self._sources():
            taken.update(places)
            yield frame
        for match in self._clause.matches:
            told = self._reported(match) if taken.isdisjoint(match.places) else None
            if told is not None:
                yield told

    def _sources(self) -> Iterator[tuple[Frame, Sequence[int]]]:
        for match in self._is.source_before.find(self._clause.keys):
            speaker = self._clause.phrase_from(match.places[-1] + 1)
            if speaker and self._clause.names_somebody(speaker):
                yield self._source(match, speaker), match.places
        for match in self._is.source_behind.find(self._clause.keys):
            parts, _ = self._clause.phrases_before(match.places[0])
            if parts and self._clause.names_somebody(parts[-1]):
                yield self._source(match, parts[-1]), match.places

    def _source(self, match: Match, speaker: Words) -> Frame:
        if len(speaker) == 1 and speaker[0].form in self._is.pronouns:
            return self._frame(Kind.SOURCE, "neutral", match, pronoun=speaker)
        head = self._clause.head(speaker)
        return self._frame(Kind.SOURCE, "neutral", match, speaker=speaker, head=head, described=speaker)

    def _frame(self, kind: Kind, stance: str, match: Match, **roles: Words) -> Frame:
        cue = tuple(self._line.words[k] for k in match.places)
        return Frame(kind, stance, cue, self._line.segment, **roles)  # type: ignore[arg-type]

    def _reported(self, match: Match) -> Frame | None:
        entry = self._is.entry(match)
        start, last = match.places[0], match.places[-1]
        if entry.auxiliary:
            auxiliary = self._subjects.auxiliary(start)
            if auxiliary is None or not self._is.passive.isdisjoint(self._forms[auxiliary : last + 2]):
                return None
            start = min(start, auxiliary)
        elif self._is.far_auxiliary and self._clause.ends_clause(last):
            start = min(
                start, self._subjects.auxiliary(start) or start
            )  # verlangt: the participle of the present's form
        frame = self._frame(entry.kind, entry.stance, match)
        if entry.final:
            return self._passed_on(frame, match)
        if entry.kind is Kind.CONTINUATION:
            return replace(frame, addressee=self._hearers.behind(last + 1))
        if entry.told:
            return self._told(frame, match)
        subject = self._subject(entry, match, start)
        if subject is None:
            return None
        frame = self._said_by(frame, subject)
        if entry.passive:
            relayer = self._clause.phrase_from(last + 1)
            passes_on = bool(frame.speaker) and self._clause.names_somebody(relayer)
            return replace(frame, relayer=relayer) if passes_on else None
        return self._said_to(frame, entry, match, subject, start)

    def _told(self, frame: Frame, match: Match) -> Frame | None:
        """The frame of a passive, with the one who is told; None where none is named."""
        if any(self._line.comma_before(k) for k in range(match.places[0] + 1, match.places[-1] + 1)):
            return None  # wurde kritisiert, dass sie nicht informiert habe
        pronoun = self._hearers.pronoun(match) or self._hearers.within(match)
        heard = () if pronoun else self._hearers.told(match) or self._told_subject(match)
        if not heard and not pronoun:
            return None
        gender = self._hearers.gender(pronoun)
        return replace(frame, addressee=heard, hearer_pronoun=pronoun, hearer_gender=gender, passive=True)

    def _told_subject(self, match: Match) -> Words:
        """The subject of a passive before it, where it names somebody."""
        if self._is.verb_final:
            return ()
        start = self._subjects.skipped_back(match.places[0])
        subject = self._subjects.fronted(self._clause.phrases_before(start)[0])
        return subject.words or subject.heard

    def _subject(self, entry: Entry, match: Match, start: int) -> Subject | None:
        """Who speaks; None where a verb that only reports behind or within what is said stands elsewhere."""
        if entry.inserted:
            subject = self._subjects.behind(match.places[-1])
            ends = bool(subject.behind) and self._clause.ends_clause(subject.behind - 1)
            return subject if ends and self._clause.mark_before(start) else None
        if entry.passive:
            return self._subjects.fronted(self._clause.phrases_before(start)[0])
        return self._subjects.final(match, entry) if self._is.verb_final else self._subjects.subject(start, match)

    def _said_by(self, frame: Frame, subject: Subject) -> Frame:
        gender = subject.gender
        if gender is Gender.UNKNOWN:
            gender = self._is.gender(frame.cue[0].form)
        return replace(
            frame,
            speaker=subject.words,
            head=self._clause.head(subject.words),
            described=subject.described,
            maybe=subject.described,
            pronoun=subject.pronoun,
            gender=gender,
            relative=subject.relative,
        )

    def _passed_on(self, frame: Frame, match: Match) -> Frame | None:
        """The frame of a phrase that ends with its cue: who passes on, in the genitive, then whom he quotes; without
        the latter it is the subject of the sentence behind."""
        parts, _ = self._clause.phrases_before(match.places[0])
        phrase = parts[-1] if parts else ()
        owner = next((k for k, w in enumerate(phrase) if w.form.endswith(self._is.genitives)), None)
        if owner is None:
            return None
        quoted = phrase[owner + 1 :] or self._subjects.behind(match.places[-1]).words
        if not self._clause.names_somebody(quoted):
            return None
        head = self._clause.head(quoted)
        return replace(frame, relayer=phrase[: owner + 1], speaker=quoted, head=head, described=quoted)

    def _said_to(self, frame: Frame, entry: Entry, match: Match, subject: Subject, start: int) -> Frame:
        pronoun = self._hearers.pronoun(match)
        parted = match.places[-1] - match.places[0] >= len(match.places)  # teilte der Zeitung mit
        after = max(match.places[0 if parted else -1] + 1, subject.behind)
        heard: Words = ()
        if entry.kind is Kind.RELAY:
            return self._relayed(frame, match)
        if entry.kind is Kind.TELL and not subject.behind and not self._is.verb_final:
            heard = self._clause.phrase_from(after + self._is.is_address(self._forms, after))
            heard = heard if self._clause.names_somebody(heard) else ()
        if not heard and not self._is.verb_final:
            heard = self._hearers.behind(after)
        heard = heard or subject.heard or self._hearers.before(start, match, entry)
        pronoun = () if heard else pronoun
        return replace(frame, addressee=heard, hearer_pronoun=pronoun, hearer_gender=self._hearers.gender(pronoun))

    def _relayed(self, frame: Frame, match: Match) -> Frame:
        start = match.places[-1] + 1
        place = self._line.find_within(start, self._is.relay_prepositions, REACH)
        quoted = self._clause.phrase_from(start if place is None else place + 1)
        quoted = quoted if self._clause.names_somebody(quoted) else ()
        if frame.described and frame.described[0].form in self._is.accusatives and quoted:
            relayer, quoted = quoted, frame.described  # "Einen von ihnen zitierte ein Beamter"
            return replace(frame, relayer=relayer, speaker=quoted, head=self._clause.head(quoted), pronoun=())
        relayer = frame.speaker if set(frame.speaker).isdisjoint(quoted) else ()
        head = self._clause.head(quoted)
        return replace(frame, relayer=relayer, speaker=quoted, head=head, described=quoted, pronoun=())
