"""Attribution frames by word patterns, for languages without a parser (Arabic).

Arabic puts the subject after the verb (قال فلان), before it (لكن فلاناً قال) or leaves it out (وأضاف); a left-out
subject is the last speaker that agrees with the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from qa_translate.arabic import fold
from qa_translate.article import Document, Segment, Word
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.vocabulary import Table

LONGEST_SPEAKER = 9
LONGEST_DESCRIPTION = 16
LONGEST_FRONTED = 6
LONGEST_TOPIC = 14
LONGEST_BEFORE = 20
SHORTEST_KNOWN = 4
# How many segments back a left-out subject may refer.
REACH = 4
# Whether a phrase ends before a word, given the word before it and the word itself.
_Ends = Callable[[str, str], bool]
CONJUNCTIONS = "وف"
# The indefinite accusative, with its alef before or behind the mark: never a subject behind its verb.
TANWIN = ("\u064b", "\u064b\u0627")
_PERFECT = {"": Gender.MASCULINE, "ت": Gender.FEMININE, "وا": Gender.PLURAL, "ا": Gender.PLURAL, "تا": Gender.PLURAL}
_IMPERFECT_PREFIX = {"ي": Gender.MASCULINE, "ت": Gender.FEMININE}
_OBJECTS = ("", "ه", "ها", "هم")
_OPENING, _CLOSING = '«“"‹„', '»”"›'


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue form tells."""

    kind: Kind
    stance: str
    gender: Gender
    ambiguous: bool = False


class PatternFrames:
    """Finds frames in documents of one language by its ``reporting`` vocabulary."""

    def __init__(self, vocabulary: Table) -> None:
        table = _folded(vocabulary)
        self._cues = _cue_forms(table)
        self._forms: frozenset[str] = frozenset()
        self._sources = frozenset(table["source"]["words"])
        self._relay_prepositions = tuple(table["relay"]["prepositions"])
        self._boundaries = frozenset(table["boundary"]["words"])
        self._content_markers = frozenset(table["boundary"]["content"])
        self._openers = frozenset(table["boundary"]["openers"])
        self._verb_first = frozenset(table["boundary"]["verb_first"])
        self._particles = frozenset(table["boundary"]["particles"])
        self._relatives = frozenset(table["boundary"]["relatives"])
        self._topics = frozenset(table["boundary"]["topics"])
        self._no_subject = frozenset(table["boundary"]["no_subject"])
        self._subjects = frozenset(table["boundary"]["subjects"])
        self._prepositions = frozenset(table["boundary"]["prepositions"])
        self._address = frozenset(table["address"]["nouns"]) | frozenset(table["address"]["participles"])
        self._hearers = frozenset(table["address"]["hearers"])
        self._belonging = frozenset(table["address"]["belonging"])
        self._hearer_pronouns = frozenset(table["address"]["pronouns"])

    def find(self, document: Document) -> list[Frame]:
        """All frames of `document`, in order, with antecedents."""
        found: list[Frame] = []
        self._forms = frozenset(w.form for w in document.words)
        for segment in document.segments:
            for frame in self._in_segment(document, segment):
                found.append(_with_antecedent(frame, found))
        return found

    def _in_segment(self, document: Document, segment: Segment) -> Iterator[Frame]:
        line = _Line(document, segment)
        for k, word in enumerate(line.words):
            if self._source_form(word.form):
                frame = self._source_frame(line, k)
                if frame:
                    yield frame
                continue
            cue, joined = self._cue(word.form)
            if cue and (joined or not cue.ambiguous or self._is_verb(line, k)):
                yield self._verb_frame(line, k, cue, joined)

    def _is_verb(self, line: _Line, k: int) -> bool:
        """Whether a form that is also a noun is the verb here: it starts a clause, or ends one that أن began."""
        if line.starts_clause(k, self._openers):
            return True
        before, certain = self._fronted(line, k)
        at = k - len(before) - 1
        return certain and bool(before) and at >= 0 and line.words[at].form in self._content_markers

    def _source_form(self, form: str) -> bool:
        return form in self._sources or (form[:1] in CONJUNCTIONS and form[1:] in self._sources)

    def _cue(self, form: str) -> tuple[Cue | None, bool]:
        if form in self._cues:
            return self._cues[form], False
        if form[:1] in CONJUNCTIONS and form[1:] in self._cues:
            return self._cues[form[1:]], True
        if form[:1] == "س" and form[1:] in self._cues:
            return self._cues[form[1:]], False
        return None, False

    def _source_frame(self, line: _Line, k: int) -> Frame | None:
        speaker = self._nominal(line.noun_phrase(k + 1, self._ends_source))
        if not speaker:
            return None
        return Frame(Kind.SOURCE, "neutral", (line.words[k],), line.segment, speaker=speaker)

    def _verb_frame(self, line: _Line, k: int, cue: Cue, joined: bool) -> Frame:
        base = Frame(cue.kind, cue.stance, (line.words[k],), line.segment, gender=cue.gender)
        if cue.kind is Kind.CONTINUATION:
            return replace(base, addressee=self._addressee(line, k + 1))
        hearer = k + 1 < len(line.words) and line.words[k + 1].form in self._hearer_pronouns
        after = self._nominal(line.noun_phrase(k + 1 + hearer, self._ends_subject))
        if cue.kind is Kind.RELAY:
            return self._relay_frame(line, k, base, after)
        before, certain = (self._topic(line, k), False) if joined else self._fronted(line, k)
        certain = certain or bool(joined and before)
        certain = certain and not (after and before and self._is_indefinite(before))
        fronted = certain or cue.gender is Gender.PLURAL
        aside = bool(before) and not certain and not joined and line.comma_before(k)
        speaker = before if fronted and not aside else after or (() if aside else before)
        object_ = after if fronted and cue.kind is Kind.TELL else ()
        return replace(
            base,
            speaker=speaker,
            addressee=object_ or self._addressee(line, k + 1),
            maybe=self._region(line, k, fronted=certain),
            relative=self._is_relative(line, k),
            doubtful=joined and cue.kind is Kind.TELL,
        )

    def _region(self, line: _Line, k: int, *, fronted: bool) -> Words:
        """All words around the verb that its grammar lets be the speaker: from what introduces this clause up to what
        introduces hearer or content; a verb with a fronted subject has none behind it."""
        start = k
        while start and not line.ends_clause(start) and line.words[start - 1].form not in self._content_markers:
            start -= 1
        return line.words[start:k] + (() if fronted else line.until(k + 1, self._ends_description))

    def _is_relative(self, line: _Line, k: int) -> bool:
        while k and self._is_particle(line.words[k - 1].form):
            k -= 1
        return k > 0 and line.words[k - 1].form in self._relatives

    def _nominal(self, phrase: Words) -> Words:
        """`phrase` unless its first word can be no subject: an adverb in -an, or one with a preposition."""
        if not phrase:
            return ()
        first = phrase[0]
        adverb = first.text.endswith(TANWIN) or first.form in self._no_subject or first.form.startswith(("بال", "كال"))
        return () if adverb else phrase

    def _fronted(self, line: _Line, k: int) -> tuple[Words, bool]:
        """The phrase before the verb at `k`, and whether it must be the subject (as after أنه, or no comma between)."""
        while k and self._is_particle(line.words[k - 1].form) and line.words[k - 1].form not in self._verb_first:
            k -= 1
            if line.words[k].form[:1] in CONJUNCTIONS and line.words[k].form not in self._particles:
                return (), False
        previous = line.words[k - 1].form if k else ""
        if previous in self._verb_first or self._source_form(previous):
            return (), False
        if previous in self._subjects:
            return (), True
        before = line.phrase_before(k, self._openers | self._subjects | self._verb_first)
        if line.comma_before(k):
            return before, False
        if not before or len(before) > LONGEST_FRONTED or before[0].form in self._prepositions:
            return (), False
        return before, True

    def _is_indefinite(self, phrase: Words) -> bool:
        """One bare common noun, as the head of a relative clause (سعر يقول المزارعون إنه): no subject of what follows."""
        return len(phrase) == 1 and not phrase[0].form.startswith(("ال", "وال")) and not phrase[0].text.endswith(TANWIN)

    def _topic(self, line: _Line, k: int) -> Words:
        """The fronted subject of أما فلان فقال."""
        for i in range(k - 1, max(-1, k - LONGEST_TOPIC), -1):
            if line.words[i].form in self._topics:
                return line.words[i + 1 : k]
        return ()

    def _is_particle(self, form: str) -> bool:
        return form in self._particles or (form[:1] in CONJUNCTIONS and form[1:] in self._particles)

    def _relay_frame(self, line: _Line, k: int, base: Frame, after: Words) -> Frame:
        place = line.find_within(k + 1, self._relay_prepositions, LONGEST_SPEAKER + 4)
        if place is None:
            pronoun = line.find_within(k + 1, ("عنه", "عنها", "عنهم"), LONGEST_SPEAKER)
            if pronoun is None:  # ما أورده الموقع: the outlet itself says so
                return replace(base, kind=Kind.SAY, speaker=after, maybe=self._region(line, k, fronted=False))
            return replace(base, relayer=after, hearer_pronoun=(line.words[pronoun],))
        speaker = line.noun_phrase(place + 1, self._ends_subject)
        return replace(base, relayer=after, speaker=speaker)

    def _ends_subject(self, previous: str, form: str) -> bool:
        plain = form[1:] if form[:1] in CONJUNCTIONS and len(form) > 3 else form
        return (
            form in self._boundaries
            or plain in self._boundaries
            or self._is_hearer(previous, form)
            or self._cue(form)[0] is not None
            or self._source_form(form)
            or form in self._address
        )

    def _ends_description(self, previous: str, form: str) -> bool:
        return form in self._content_markers or form in self._address or self._is_hearer(previous, form)

    def _ends_source(self, _: str, form: str) -> bool:
        return form in self._boundaries or self._cue(form)[0] is not None

    def _is_hearer(self, previous: str, form: str) -> bool:
        if previous in self._belonging:
            return False
        if form in self._hearer_pronouns or form.startswith("لل") or form == "ل":
            return True
        return form.startswith("ل") and (form[1:] in self._hearers or self._is_known(form[1:]))

    def _is_known(self, form: str) -> bool:
        """Whether the document has this word on its own, so that ل before it is the preposition (لمصطفى, not لبنان)."""
        return len(form) >= SHORTEST_KNOWN and form in self._forms

    def _addressee(self, line: _Line, start: int) -> Words:
        """The words after ل or إلى that name whom the speaker speaks to."""
        for k in range(start, min(len(line.words), start + 16)):
            form = line.words[k].form
            if form in ("ان", "بان", "انه", "انها") or ":" in line.gap_before(k):
                return ()
            if form in self._hearer_pronouns:
                return (line.words[k],)
            if self._is_hearer(line.words[k - 1].form if k else "", form):
                return (line.words[k], *line.noun_phrase(k + 1, self._ends_subject))
            if form == "الى" and k and line.words[k - 1].form in self._address:
                return line.noun_phrase(k + 1, self._ends_subject)
        return ()


class _Line:
    """The words of one segment with the punctuation between them."""

    def __init__(self, document: Document, segment: Segment) -> None:
        self.words = document.words_of(segment)
        self.segment = segment.index
        starts = [segment.span.start, *(w.span.end for w in self.words)]
        ends = [*(w.span.start for w in self.words), segment.span.end]
        self._gaps = [document.text[a:b] for a, b in zip(starts, ends, strict=True)]

    def _form(self, k: int) -> str:
        return self.words[k].form if k >= 0 else ""

    def gap_before(self, k: int) -> str:
        return self._gaps[k]

    def starts_clause(self, k: int, openers: frozenset[str]) -> bool:
        return k == 0 or any(c in self._gaps[k] for c in "،,:;؛—–.«»\"“”") or self.words[k - 1].form in openers

    def noun_phrase(self, start: int, ends: _Ends) -> Words:
        """Words from `start` up to a boundary; a quoted name right at the start is taken with its marks."""
        quoted = start < len(self.words) and any(c in self._gaps[start] for c in _OPENING)
        if start < len(self.words) and any(c in self._gaps[start] for c in ":،,؛"):
            return ()
        found: list[Word] = []
        for k in range(start, min(len(self.words), start + LONGEST_SPEAKER)):
            gap = self._gaps[k]
            if k > start and any(c in gap for c in ":،,؛.–—("):
                break
            if k > start and any(c in gap for c in _OPENING + _CLOSING) and not (quoted or found):
                break
            if ends(self._form(k - 1), self._form(k)):
                break
            found.append(self.words[k])
        return tuple(found)

    def ends_clause(self, k: int) -> bool:
        """Whether a mark that no comma is stands before word `k`."""
        return any(c in self._gaps[k] for c in ".:؛؟!")

    def comma_before(self, k: int) -> bool:
        return any(c in self._gaps[k] for c in "،,")

    def until(self, start: int, ends: _Ends) -> Words:
        """Words from `start` up to what introduces hearer or content (ل, أن, a colon), one apposition at most."""
        found: list[Word] = []
        commas = 0
        for k in range(start, min(len(self.words), start + LONGEST_DESCRIPTION)):
            commas += k > start and self.comma_before(k)
            if commas == 2 or ends(self._form(k - 1), self._form(k)) or ":" in self._gaps[k]:
                break
            found.append(self.words[k])
        return tuple(found)

    def phrase_before(self, k: int, openers: frozenset[str]) -> Words:
        """The fronted subject before word `k`: back to the start of the clause."""
        found: list[Word] = []
        for i in range(k - 1, max(-1, k - LONGEST_BEFORE), -1):
            if any(c in self._gaps[i + 1] for c in '.:؛؟!"«»“”'):
                break
            form = self.words[i].form
            if form in openers or (form[:1] in CONJUNCTIONS and form[1:] in openers):
                break
            found.append(self.words[i])
        return tuple(reversed(found))

    def find_within(self, start: int, forms: tuple[str, ...], reach: int) -> int | None:
        for k in range(start, min(len(self.words), start + reach)):
            if self.words[k].form in forms:
                return k
        return None


def _folded(value: Any) -> Any:
    """The vocabulary with every word in the form of `Word.form`."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        return [_folded(v) for v in value]
    return {key: _folded(v) for key, v in value.items()} if isinstance(value, dict) else value


def _with_antecedent(frame: Frame, before: list[Frame]) -> Frame:
    if (frame.speaker and not frame.doubtful) or frame.relative or frame.kind is Kind.SOURCE:
        return frame
    if frame.kind is Kind.CONTINUATION:
        main = next((f for f in before if f.segment == frame.segment and f.speaker and f.kind is not Kind.SOURCE), None)
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


def _cue_forms(table: Table) -> dict[str, Cue]:
    ambiguous = frozenset(table["ambiguous"]["words"])
    found: dict[str, Cue] = {}
    for word_list, kind in (("tell", Kind.TELL), ("say", Kind.SAY)):
        for stance, verbs in table[word_list].items():
            for verb in verbs:
                _add_verb(found, verb, kind, stance, ambiguous)
    for verb in table["relay"]["verbs"]:
        _add_verb(found, verb, Kind.RELAY, "neutral", ambiguous)
    for stance, words in table["continuation"].items():
        for word in words:
            gender = Gender.FEMININE if word.endswith("ة") else Gender.UNKNOWN
            found.setdefault(word, Cue(Kind.CONTINUATION, stance, gender))
    return found


def _add_verb(found: dict[str, Cue], verb: str, kind: Kind, stance: str, ambiguous: frozenset[str]) -> None:
    perfect, imperfect = verb.split("/")
    for suffix, gender in _PERFECT.items():
        stem = perfect[:-1] + "ا" if perfect.endswith("ى") and suffix == "ا" else perfect
        for pronoun in _OBJECTS:
            form = stem + suffix + pronoun
            found.setdefault(form, Cue(kind, stance, gender, form in ambiguous))
    for prefix, gender in _IMPERFECT_PREFIX.items():
        for suffix in ("", "ون", "ان", "وا"):
            for pronoun in _OBJECTS:
                number = Gender.PLURAL if suffix else gender
                found.setdefault(prefix + imperfect + suffix + pronoun, Cue(kind, stance, number, False))
