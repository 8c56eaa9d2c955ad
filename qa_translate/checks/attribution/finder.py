"""The attribution frames of one segment by word patterns: verbs of saying with the noun phrases around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.article import Document, Segment
from qa_translate.checks.attribution.cues import Cue, WordClasses
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.line import LONGEST_SPEAKER, Line
from qa_translate.checks.attribution.nouns import TANWIN, is_accusative, is_indefinite

LONGEST_FRONTED = 6
LONGEST_TOPIC = 14
LONGEST_WAY_TO_HEARER = 16
YEH, MAQSURA = "ي", "ى"
# Behind the first letter of a perfect verb: the passive.
DAMMA = "\u064f"
NUNATION = (*TANWIN, "\u064c", "\u064d")
# Prepositions written onto a noun, and one of them with the article: no subject either.
PREPOSITIONS = ("ب", "كال")
THE_BY = "بال"
AND_THE = "وال"


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a whole document tells about its spelling.

    Attributes:
        forms: of all words.
        tells_yeh: whether a yeh at the end of a word is written other than an alef maqsura (in Egypt it often is not).
    """

    forms: frozenset[str]
    tells_yeh: bool

    @staticmethod
    def of(document: Document) -> Spelling:
        """Of one document."""
        return Spelling(frozenset(w.form for w in document.words), any(w.text.endswith(YEH) for w in document.words))


class Finder:
    """Finds the frames of one segment."""

    def __init__(self, classes: WordClasses, document: Document, segment: Segment, known: Spelling) -> None:
        self._is = classes
        self._line = Line(document, segment)
        self._known = known

    def frames(self) -> Iterator[Frame]:
        """Frames in the order of their cues, without antecedents."""
        first = None
        for k, word in enumerate(self._line.words):
            if self._is.is_source(word.form, self._line.form(k - 1)):
                yield from self._source_frame(k)
                continue
            cue, joined = self._is.cue(word.form)
            if cue and self._is_spelled(word.text, cue) and self._reports(k, cue, joined=joined):
                frame = self._frame(k, cue, joined=joined)
                if any(self._relays(w.form) for w in frame.speaker):
                    continue  # ونقل عن المحافظ تعهده: a noun, what is passed on
                nested = first is not None and not joined and self._has_content_between(first, k)
                first = k if first is None else first
                yield replace(frame, nested=nested)

    def _relays(self, form: str) -> bool:
        cue, _ = self._is.cue(form)
        return cue is not None and cue.kind is Kind.RELAY

    def _is_spelled(self, text: str, cue: Cue) -> bool:
        """Whether a form is the verb by what folding hides: حذرا، حذراً and نفى، نفي."""
        if cue.kind is not Kind.CONTINUATION and text.endswith(TANWIN):
            return False
        final = text[-1]
        if cue.has_object:
            return True
        return not self._known.tells_yeh or final not in (YEH, MAQSURA) or final == (MAQSURA if cue.perfect else YEH)

    def _reports(self, k: int, cue: Cue, *, joined: bool) -> bool:
        """Whether the form at `k` is a verb, and does not only ask for or refuse something (طلب عدم نشر اسمه)."""
        after = self._line.form(k + 1) if k + 1 < len(self._line.words) else ""
        return (joined or not cue.ambiguous or self._is_verb(k)) and after not in self._is.withheld

    def _has_content_between(self, first: int, k: int) -> bool:
        return any(self._is.is_in(self._line.form(i), self._is.content) for i in range(first + 1, k))

    def _is_verb(self, k: int) -> bool:
        """Whether a form that is also a noun is the verb here: it starts a clause, or ends one that أن began."""
        previous = self._line.form(k - 1)
        has_pronoun = self._is.is_in(previous, self._is.subjects) and previous not in self._is.prepositions
        if has_pronoun or self._line.starts_clause(k, self._is.openers):
            return True
        before, certain = self._fronted(k)
        return certain and bool(before) and self._line.form(k - len(before) - 1) in self._is.content

    def _source_frame(self, k: int) -> Iterator[Frame]:
        start = k + 1 + (k + 1 < len(self._line.words) and self._line.form(k + 1) in self._is.source_prepositions)
        speaker = self._nominal(self._line.noun_phrase(start, self._ends_source))
        if speaker:
            yield Frame(Kind.SOURCE, "neutral", (self._line.words[k],), self._line.segment, speaker=speaker)

    def _frame(self, k: int, cue: Cue, *, joined: bool) -> Frame:
        base = Frame(
            cue.kind,
            cue.stance,
            (self._line.words[k],),
            self._line.segment,
            gender=cue.gender,
            first_alike=cue.first_alike,
        )
        if cue.kind is Kind.CONTINUATION:
            return replace(base, addressee=self._addressee(k + 1))
        start = k + 1
        while start < len(self._line.words) and self._line.form(start) in self._is.inserted | self._is.resumed:
            start += 1
        after = self._nominal(self._line.noun_phrase(start, self._ends_subject))
        if cue.has_object and after and after[0].form.startswith(PREPOSITIONS):  # نصحتني بترك العمل
            after = ()
        if cue.kind is Kind.RELAY:
            return self._relay_frame(k, base, after)
        objects = after if is_accusative(cue, after) else ()
        after = () if cue.gender is Gender.FIRST or objects else after
        frame = self._verb_frame(k, base, after, subject_follows=cue.has_object and bool(after), joined=joined)
        if objects and cue.kind is Kind.TELL and not frame.addressee:
            return replace(frame, addressee=objects)
        if cue.kind is Kind.TELL and cue.perfect and DAMMA in self._line.words[k].text[: 2 + joined]:
            return replace(frame, passive=True, speaker=(), addressee=frame.speaker)
        if len(frame.addressee) == 1 and frame.addressee[0].form in self._is.inserted:
            gender = self._is.hearer_gender(frame.addressee[0].form)
            return replace(frame, addressee=(), hearer_pronoun=frame.addressee, hearer_gender=gender)
        return replace(frame, hearer_gender=self._is.hearer_gender(self._line.form(k))) if cue.has_object else frame

    def _verb_frame(self, k: int, base: Frame, after: Words, *, subject_follows: bool, joined: bool) -> Frame:
        before, certain = self._topic(k) if joined else self._fronted(k)
        relative = bool(after and before) and self._heads_relative(k, before)
        certain = certain and not relative
        # Behind a subject of its own the verb with a pronoun goes on with what it is about (الطبيب أخبره بحجم الإصابة).
        certain = certain and not (subject_follows and (not before or before[-1].text.endswith(NUNATION)))
        fronted = certain or base.gender is Gender.PLURAL
        aside = bool(before) and not certain and not joined and self._line.comma_before(k)
        object_ = after if fronted and base.kind is Kind.TELL else ()
        return replace(
            base,
            speaker=before if fronted and not aside else after or (() if aside else before),
            addressee=object_ or self._addressee(k + 1),
            maybe=self._region(k, fronted=certain),
            relative=self._is_relative(k),
            doubtful=self._may_be_object(k, base, joined=joined) and not subject_follows,
        )

    def _heads_relative(self, k: int, before: Words) -> bool:
        """Whether the verb at `k` belongs to a relative clause of the noun before it, and has its subject behind it."""
        introduced = self._line.form(k - len(before) - 1) in self._is.content  # بأن موظفة وقعت
        return self._line.form(k + 1) in self._is.resumed or (is_indefinite(before) and not introduced)

    def _may_be_object(self, k: int, base: Frame, *, joined: bool) -> bool:
        """Whether the noun behind the verb at `k` may be its object, its subject left out."""
        takes_object = base.kind is Kind.TELL or base.stance in ("question", "demand")
        return takes_object and (joined or self._line.form(k - 1) in self._is.dropping)

    def _relay_frame(self, k: int, base: Frame, after: Words) -> Frame:
        before, certain = self._fronted(k)
        after = after or (before if certain else ())  # وكانت وكالة رويترز قد نقلت عن
        place = self._line.find_within(k + 1, self._is.relay_prepositions, LONGEST_SPEAKER + 4)
        if place is not None:
            if after and place - k - 1 <= LONGEST_SPEAKER:  # ونقل أحدهم، كريم حلمي، عن: with his name
                after = self._line.words[k + 1 : place]
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
        is_other = first.text.endswith(TANWIN) or first.form in self._is.no_subject or self._is_oblique(first.form)
        return () if is_other else phrase

    def _is_oblique(self, form: str) -> bool:
        """Whether a preposition is written onto the front of `form`: the text has the rest of it as a word, too."""
        return form.startswith(THE_BY) or (form.startswith(PREPOSITIONS) and form[1:] in self._known.forms)

    def _fronted(self, k: int) -> tuple[Words, bool]:
        """The phrase before the verb at `k`, and whether it must be the subject (as after أنه, or no comma between)."""
        form = self._line.form
        while k and form(k - 1) not in self._is.verb_first and self._is.is_in(form(k - 1), self._is.particles):
            k -= 1
            if form(k) not in self._is.particles:  # ولم: a new clause
                return (), False
        if form(k - 1) in self._is.verb_first or self._is.is_source(form(k - 1)):
            return (), False
        if self._is.is_in(form(k - 1), self._is.subjects):
            return (), True
        before = self._line.phrase_before(k, self._opens_clause)
        if self._line.comma_before(k):
            apposed = self._line.before_apposition(k, before)
            opener = form(k - len(before) - 1)
            return (apposed, True) if apposed and self._is.is_in(opener, self._is.openers) else (before, False)
        relative = k - len(before) - 1
        if before and form(relative) in self._is.appositions:  # ناشطة، وهي موظفة طلبت: the subject stands before it
            return (), not is_indefinite(before)  # وهو مبلغ تقول سناء: behind a bare noun the verb has one of its own
        if before and form(relative) in self._is.relatives:  # الموظف الذي رد عليها نصحها: the clause has its own verb
            before = self._line.phrase_before(relative, self._opens_clause)
        before = before if len(before) <= LONGEST_FRONTED else _second_clause(before)
        if not before or len(before) > LONGEST_FRONTED:
            return (), False
        if before[0].form in self._is.prepositions | self._is.no_subject:
            return (), False
        return before, True

    def _topic(self, k: int) -> tuple[Words, bool]:
        """The fronted subject of أما فلان فقال, and whether there is one, as `_fronted` has it."""
        for i in range(k - 1, max(-1, k - LONGEST_TOPIC), -1):
            if self._line.form(i) in self._is.topics:
                return self._line.words[i + 1 : k], i + 1 < k
        return (), False

    def _addressee(self, start: int) -> Words:
        """The words after ل or إلى that name whom the speaker speaks to."""
        for k in range(start, min(len(self._line.words), start + LONGEST_WAY_TO_HEARER)):
            form, previous = self._line.form(k), self._line.form(k - 1)
            if form in self._is.content or self._line.has_before(k, ":") or self._is.cue(form)[0] is not None:
                return ()
            if form in self._is.hearer_pronouns or (k == start and form in self._is.inserted):
                return (self._line.words[k],)
            if self._is.is_hearer(previous, form, self._known.forms):
                return (self._line.words[k], *self._line.noun_phrase(k + 1, self._ends_subject))
            if form in self._is.address_prepositions and previous in self._is.address:
                return self._line.noun_phrase(k + 1, self._ends_subject)
        return ()

    def _opens_clause(self, form: str) -> bool:
        opens = self._is.openers | self._is.subjects | self._is.content
        return self._is.is_in(form, opens) or form in self._is.verb_first

    def _ends_subject(self, previous: str, form: str) -> bool:
        return self._is.ends_subject(form) or self._is.is_hearer(previous, form, self._known.forms)

    def _ends_description(self, previous: str, form: str) -> bool:
        ends = form in self._is.content or form in self._is.address
        return ends or self._is.is_hearer(previous, form, self._known.forms)

    def _ends_source(self, _: str, form: str) -> bool:
        return form in self._is.boundaries or self._is.cue(form)[0] is not None


def _second_clause(words: Words) -> Words:
    """The end of `words` from the last noun that 'and' joins (... والقائممقام), to which the verb behind belongs."""
    first = next((i for i in range(len(words) - 1, 0, -1) if words[i].form.startswith(AND_THE)), len(words))
    return words[first:]
