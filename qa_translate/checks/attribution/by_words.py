"""Attribution frames by word patterns, for languages that write their words apart and have no parser here.

The speaker stands before the verb, behind it where the verb follows a quotation or a fronted phrase (French and Spanish
inversion, the German second place), or at the head of the sentence where the verb ends it (Turkish). What cannot be
told by the order of words is left open: a phrase too long, without anybody's name or calling, is nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa_translate.article import Document, Word
from qa_translate.checks.attribution.by_pattern import with_antecedent
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.line import Line
from qa_translate.checks.attribution.wording import Entry, Wording
from qa_translate.checks.patterns import Match

# Words between an auxiliary and its participle, at most: as a rule, and where the participle ends the clause (German).
NEAR_AUXILIARY, FAR_AUXILIARY = 4, 18
# Words behind the verb within which one spoken to stands.
REACH = 12
# Words before the verb that are looked at.
LONGEST_BEFORE = 32
# Words of the longest phrase that is one speaker, and of one that calls nobody by a name or an office.
LONGEST_SPEAKER, LONGEST_PLAIN = 14, 3
# Words of the longest phrase before a verb that is surely no clause of its own.
LONGEST_NAMED = 10
# Words of the longest name in quotation marks.
LONGEST_QUOTED = 8
# Words before the first that names somebody in the phrase of a subject.
LONGEST_LEAD = 6
# A full stop inside a sentence belongs to an abbreviation.
_STRONG, _STRAIGHT, _OPENING, _CLOSING = ":;!?()", '"', "«“„‹", "»”“›"
_QUOTES = _STRAIGHT + _OPENING + _CLOSING

Calls = Callable[[Word], bool]


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
            sentence = _Sentence(self._is, Line(document, segment), self._calls)
            for frame in sorted(sentence.frames(), key=lambda f: f.cue[0].index):
                told = bool(frame.pronoun) and frame.gender is Gender.UNKNOWN  # "one", "this": nobody named before
                found.append(frame if told else with_antecedent(frame, found))
        return found


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who speaks, as far as the order of words tells; `behind` is the place of the word behind a subject that follows
    its verb."""

    words: Words = ()
    described: Words = ()
    pronoun: Words = ()
    gender: Gender = Gender.UNKNOWN
    relative: bool = False
    behind: int = 0
    heard: Words = ()


class _Sentence:
    """One sentence and what stands around its reporting words."""

    def __init__(self, wording: Wording, line: Line, calls: Calls) -> None:
        self._is, self._line, self._calls = wording, line, calls
        self._forms = [w.form for w in line.words]
        self._keys = [self._keys_of(form) for form in self._forms]
        self._matches = list(wording.cues.find(self._keys))
        self._final = frozenset(m.places[-1] for m in self._matches if wording.entry(m).final)
        self._reporting = frozenset(k for m in self._matches for k in m.places)

    def frames(self) -> Iterator[Frame]:
        """The frames of the sentence, sources first."""
        taken: set[int] = set()
        for frame, places in self._sources():
            taken.update(places)
            yield frame
        for match in self._matches:
            if taken.isdisjoint(match.places) and (frame := self._reported(match)):
                yield frame

    def _keys_of(self, form: str) -> frozenset[str]:
        """The forms under which a word is found: without an ending behind an apostrophe, without a pronoun."""
        bare = form.partition("'")[0] or form
        attached = {form.partition("-")[0]} if self._is.attached(form) else set()
        return frozenset({form, bare, *attached})

    def _sources(self) -> Iterator[tuple[Frame, Sequence[int]]]:
        for match in self._is.source_before.find(self._keys):
            speaker = self._phrase_from(match.places[-1] + 1)
            if speaker and self._shown(speaker):
                yield self._source(match, speaker), match.places
        for match in self._is.source_behind.find(self._keys):
            parts, _ = self._before(match.places[0])
            if parts and self._shown(parts[-1]):
                yield self._source(match, parts[-1]), match.places

    def _source(self, match: Match, speaker: Words) -> Frame:
        if len(speaker) == 1 and speaker[0].form in self._is.pronouns:
            return self._frame(Kind.SOURCE, "neutral", match, pronoun=speaker)
        return self._frame(Kind.SOURCE, "neutral", match, speaker=speaker, head=self._head(speaker), described=speaker)

    def _frame(self, kind: Kind, stance: str, match: Match, **roles: Words) -> Frame:
        cue = tuple(self._line.words[k] for k in match.places)
        return Frame(kind, stance, cue, self._line.segment, **roles)  # type: ignore[arg-type]

    def _reported(self, match: Match) -> Frame | None:
        entry = self._is.entry(match)
        start, last = match.places[0], match.places[-1]
        if entry.auxiliary:
            auxiliary = self._auxiliary(start)
            if auxiliary is None or not self._is.passive.isdisjoint(self._forms[auxiliary : last + 2]):
                return None
            start = min(start, auxiliary)
        elif self._is.far_auxiliary and self._ends_clause(last):  # verlangt: also the participle of the present's form
            start = min(start, self._auxiliary(start) or start)
        frame = self._frame(entry.kind, entry.stance, match)
        if entry.final:
            return self._passed_on(frame, match)
        if entry.kind is Kind.CONTINUATION:
            return replace(frame, addressee=self._addressee(last + 1))
        if entry.inserted:
            subject = self._behind(last)
        else:
            subject = self._final_subject(match, entry) if self._is.verb_final else self._subject(start, match)
        if entry.inserted and not (
            subject.behind and self._mark_before(start) and self._ends_clause(subject.behind - 1)
        ):
            return None
        frame = self._said_by(frame, subject)
        if entry.passive:
            relayer = self._phrase_from(last + 1)
            return replace(frame, relayer=relayer) if frame.speaker and self._shown(relayer) else None
        return self._said_to(frame, entry, match, subject, start)

    def _ends_clause(self, k: int) -> bool:
        return k + 1 >= len(self._forms) or self._mark_before(k + 1)

    def _said_by(self, frame: Frame, subject: _Subject) -> Frame:
        gender = subject.gender
        if gender is Gender.UNKNOWN:
            gender = self._is.gender(frame.cue[0].form)
        return replace(
            frame,
            speaker=subject.words,
            head=self._head(subject.words),
            described=subject.described,
            pronoun=subject.pronoun,
            gender=gender,
            relative=subject.relative,
        )

    def _passed_on(self, frame: Frame, match: Match) -> Frame | None:
        """The frame of a phrase that ends with its cue: who passes on, in the genitive, then whom he quotes; without
        the latter it is the subject of the sentence behind."""
        parts, _ = self._before(match.places[0])
        phrase = parts[-1] if parts else ()
        owner = next((k for k, w in enumerate(phrase) if w.form.endswith(self._is.genitives)), None)
        if owner is None:
            return None
        quoted = phrase[owner + 1 :] or self._behind(match.places[-1]).words
        if not self._shown(quoted):
            return None
        return replace(frame, relayer=phrase[: owner + 1], speaker=quoted, head=self._head(quoted), described=quoted)

    def _said_to(self, frame: Frame, entry: Entry, match: Match, subject: _Subject, start: int) -> Frame:
        pronoun = self._hearer_pronoun(match)
        after = max(match.places[-1] + 1, subject.behind)
        heard: Words = ()
        if entry.kind is Kind.RELAY:
            return self._relayed(frame, match)
        if entry.kind is Kind.TELL and not subject.behind and not self._is.verb_final:
            heard = self._phrase_from(after)
            heard = heard if self._shown(heard) else ()
        if not heard and not self._is.verb_final:
            heard = self._addressee(after)
        heard = heard or subject.heard or self._heard_before(start, match, entry)
        return replace(frame, addressee=heard, hearer_pronoun=() if heard else pronoun)

    def _relayed(self, frame: Frame, match: Match) -> Frame:
        start = match.places[-1] + 1
        place = self._line.find_within(start, self._is.relay_prepositions, REACH)
        quoted = self._phrase_from(start if place is None else place + 1)
        quoted = quoted if self._shown(quoted) else ()
        if frame.described and frame.described[0].form in self._is.accusatives and quoted:
            relayer, quoted = quoted, frame.described  # "Einen von ihnen zitierte ein Beamter"
            return replace(frame, relayer=relayer, speaker=quoted, head=self._head(quoted), pronoun=())
        relayer = frame.speaker if set(frame.speaker).isdisjoint(quoted) else ()
        return replace(frame, relayer=relayer, speaker=quoted, head=self._head(quoted), described=quoted, pronoun=())

    def _auxiliary(self, k: int) -> int | None:
        """Place of the auxiliary of the participle at `k`, or `k` where it stands right behind it."""
        far = self._is.far_auxiliary
        if far and k + 1 < len(self._forms) and not self._line.comma_before(k + 1):
            if self._forms[k + 1] in self._is.auxiliaries:
                return k
        reach = FAR_AUXILIARY if far else NEAR_AUXILIARY
        for marks in (_STRONG + ",", _STRONG) if far else (_STRONG,):
            for i in range(k - 1, max(-1, k - reach - 1), -1):
                if self._line.has_before(i + 1, marks):
                    break
                if not self._is.auxiliaries.isdisjoint(self._keys[i]):
                    return i
        return None

    def _subject(self, start: int, match: Match) -> _Subject:
        """The subject of a verb whose auxiliary or first word is at `start`, in a language that is not verb-final."""
        attached = self._attached((start, *match.places))
        if attached is not None:
            return attached
        i = self._skipped_back(start)
        if i and self._forms[i - 1] in self._is.joining:  # "... and added": the subject stands before the other verb
            return _Subject()
        if i and self._is_pronoun(i - 1) and not self._mark_before(i):
            word = self._line.words[i - 1]
            return _Subject(pronoun=(word,), gender=self._is.pronouns[word.form])
        parts, relative = self._before(i)
        if self._is.far_auxiliary and parts and self._opens_with_pronoun(parts[0]):
            word = parts[0][0]  # nachdem sie ihrem Sohn ... gesagt habe
            return _Subject(pronoun=(word,), gender=self._is.pronouns[word.form])
        behind = self._behind(self._verb_end(start, match))
        first = i == 0 or self._mark_before(i) or not parts
        inserted = not behind.words and not behind.pronoun and self._comma_behind(match.places[-1])
        if i and self._line.comma_before(i) and inserted:  # ..., added, ...: the subject is left out
            return _Subject()
        takes_object = self._is.entry(match).kind in (Kind.TELL, Kind.RELAY)
        fronted = self._fronted(parts)
        if takes_object and any(map(self._calls, fronted.words)) and len(fronted.words) <= LONGEST_NAMED:
            return fronted
        if behind.pronoun and first:
            return behind
        if first and behind.words and any(map(self._calls, behind.words)):
            return behind
        if relative:
            return _Subject(relative=True, described=tuple(w for part in parts for w in part))
        plain = i == start and i > 0 and self._mark_before(i) and not fronted.words and self._may_be_name(behind.words)
        return behind if plain else fronted

    def _may_be_name(self, phrase: Words) -> bool:
        """Whether a phrase is so short, and its words so written, that it may be a name nobody knows."""
        return 0 < len(phrase) <= LONGEST_PLAIN and all(w.text[:1].isupper() for w in phrase)

    def _opens_with_pronoun(self, phrase: Words) -> bool:
        """Whether a clause that ends with its verb begins with a pronoun, which is no article of a noun behind it."""
        function = self._is.inserted | self._is.prepositions | self._is.hearer_pronouns | self._is.datives
        alone = len(phrase) == 1 or phrase[1].form in function
        return alone and self._is_pronoun(self._place(phrase[0]))

    def _verb_end(self, start: int, match: Match) -> int:
        """Place of the word behind which an inverted subject stands: of the finite verb, where its rest follows later."""
        parted = match.places[-1] - match.places[0] >= len(match.places)
        if parted or (start != match.places[0] and self._is.far_auxiliary):
            return start
        return match.places[-1]

    def _comma_behind(self, k: int) -> bool:
        return k + 1 < len(self._forms) and self._line.comma_before(k + 1)

    def _is_pronoun(self, k: int) -> bool:
        form = self._forms[k]
        return form in self._is.pronouns and form not in self._is.content and form not in self._is.relatives

    def _attached(self, places: Sequence[int]) -> _Subject | None:
        for k in places:
            gender = self._is.attached(self._forms[k])
            if gender is not None:
                return _Subject(pronoun=(self._line.words[k],), gender=gender)
        return None

    def _skipped_back(self, start: int) -> int:
        """Place of the first of the particles, adverbs and clitics right before the verb."""
        skipped = self._is.inserted | self._is.hearer_pronouns | self._is.auxiliaries
        while start and self._forms[start - 1] in skipped and not self._mark_before(start):
            start -= 1
        return start

    def _mark_before(self, k: int) -> bool:
        return self._line.has_before(k, _STRONG + _QUOTES + ",—–")

    def _before(self, k: int) -> tuple[list[Words], bool]:
        """The phrases before place `k` in its clause, which commas part, and whether a relative pronoun opens them."""
        first, passed, foreign = k, -1, False
        while first and k - first < LONGEST_BEFORE and not self._line.has_before(first, _STRONG):
            form = self._forms[first - 1]
            if form in self._is.content or form in self._is.openers or form in self._is.relatives:
                break
            if first - 1 in self._reporting:
                foreign = True  # what follows up to a comma belongs to that verb
                break
            if first != passed and (self._line.has_before(first, _QUOTES) or self._line.dash_before(first)):
                opened = self._quoted_name(first)
                if opened is None:
                    break
                first = passed = opened
                continue
            first -= 1
        foreign = foreign or k - first >= LONGEST_BEFORE
        parts = [p for p in (self._stripped(p) for p in list(self._parted(first, k))[foreign:]) if p]
        opened = first > 0 and self._forms[first - 1] in self._is.relatives
        return parts, opened or any(map(self._is_clause, parts[-1:]))

    def _is_clause(self, phrase: Words) -> bool:
        """Whether a phrase is a relative clause that an article opens, as in German: "die sich im Sender"."""
        function = self._is.inserted | self._is.prepositions | self._is.hearer_pronouns | frozenset(self._is.pronouns)
        return len(phrase) > 1 and phrase[0].form in self._is.pronouns and phrase[1].form in function

    def _quoted_name(self, k: int) -> int | None:
        """Place of the first word of a short quotation that ends before place `k` within a sentence: a name in marks."""
        if not self._line.has_before(k, _CLOSING + _STRAIGHT):
            return None
        for i in range(k - 1, max(0, k - LONGEST_QUOTED) - 1, -1):
            if self._line.has_before(i, _OPENING + _STRAIGHT):
                return i if self._line.words[i].text[:1].isupper() else None
        return None

    def _parted(self, first: int, end: int) -> Iterator[Words]:
        """The phrases between two places that commas part."""
        start = first
        for k in range(first + 1, end):
            if self._line.comma_before(k):
                yield self._line.words[start:k]
                start = k
        yield self._line.words[start:end]

    def _stripped(self, phrase: Words) -> Words:
        """A phrase without the particles that it begins with; nothing where a preposition makes it no subject."""
        while phrase and phrase[0].form in self._is.inserted | self._is.openers:
            phrase = phrase[1:]
        if not phrase or phrase[0].form in self._is.prepositions:
            return ()
        return phrase

    def _behind(self, k: int) -> _Subject:
        """The subject that stands right behind place `k`."""
        start = k + 1
        if start < len(self._forms) and self._forms[start] in self._is.joining:
            return _Subject()
        while start < len(self._forms) and self._forms[start] in self._is.inserted and not self._mark_before(start):
            start += 1
        if start >= len(self._forms) or self._line.has_before(start, _STRONG + ","):
            return _Subject()
        word = self._line.words[start]
        phrase = self._phrase_from(start)
        if self._is.cases and self._is_spoken_to(start):
            said = self._past_hearer(phrase)
            return _Subject(said, said, behind=start + len(phrase)) if said else _Subject()
        if self._is_pronoun(start) and (len(phrase) == 1 or self._is.pronouns[word.form] is not Gender.UNKNOWN):
            return _Subject(pronoun=(word,), gender=self._is.pronouns[word.form], behind=start + 1)
        if not phrase or self._is_spoken_to(start):
            return _Subject()
        return _Subject(phrase, phrase, behind=start + len(phrase))

    def _is_spoken_to(self, k: int) -> bool:
        """Whether the phrase at `k` has the form of one spoken to."""
        if self._is.cases and any(map(self._is.is_hearer, self._line.words[k : k + 3])):
            return True
        if self._forms[k] in self._is.datives:
            near = self._line.words[k + 1 : k + 3]
            return any(map(self._is.is_hearer, near)) or (self._forms[k] in self._is.sure_datives and self._shown(near))
        return self._is.is_dative(self._forms[k])

    def _fronted(self, parts: Sequence[Words]) -> _Subject:
        """The first of the phrases before a verb that names somebody, with all that is said of him."""
        named = [p for p in map(self._unspoken, parts) if any(map(self._calls, p))]
        if not named or len(named[0]) > LONGEST_SPEAKER:
            return _Subject()
        first = next(w for w in named[0] if self._calls(w))
        if self._is.cases and self._is.is_hearer(first) and (said := self._past_hearer(named[0])):
            return _Subject(said, said, heard=named[0][: -len(said)])
        if self._is.cases and self._is.is_dative(first.form):  # "председателю ... заявили": they said it to him
            return _Subject(heard=named[0])
        return _Subject(named[0], tuple(w for part in parts for w in part))

    def _unspoken(self, phrase: Words) -> Words:
        """A phrase up to where it says to whom somebody speaks ("in an interview with")."""
        start = phrase[0].index - self._line.words[0].index
        found = next(self._is.speeches.find(self._keys[start : start + len(phrase)]), None)
        return phrase[: found.places[0]] if found else phrase

    def _past_hearer(self, phrase: Words) -> Words:
        """What of a phrase follows the one spoken to: from the next office or trade that is no hearer."""
        for k, word in enumerate(phrase[1:], 1):
            inside = self._is_inside(self._place(word))
            nominative = word.text.islower() and not word.form.endswith(self._is.oblique)
            if nominative and self._calls(word) and not self._is.is_hearer(word) and not inside:
                return phrase[k:]
        return ()

    def _final_subject(self, match: Match, entry: Entry) -> _Subject:
        """The subject of a verb that ends its sentence: its first phrase, or, of a participle, what follows."""
        if entry.behind:
            return self._behind(match.places[-1])
        follows = self._behind(match.places[-1])
        if follows.words and any(map(self._calls, follows.words)):  # “...” dedi bakan
            return follows
        start = 0
        for k in range(match.places[0] - 1, 0, -1):
            if self._line.has_before(k, ".;!?") or self._forms[k - 1] in self._is.openers:
                start = k
                break
        participles = (m.places[-1] + 1 for m in self._matches if self._is.entry(m).behind)
        start = max((start, *(k for k in participles if k < match.places[0])))
        for part in self._unquoted(start, match.places[0]):
            rest = self._stripped(self._behind_source(part))
            phrase = self._nominative(rest)
            short = len(phrase) <= LONGEST_PLAIN and self._line.comma_before(self._place(part[-1]) + 1)
            if phrase and (short or any(map(self._calls, phrase))):
                return _Subject(phrase, phrase)
            if any(map(self._calls, rest)):  # the clause is about others: its subject is left out, or not the speaker
                break
        return _Subject()

    def _behind_source(self, part: Words) -> Words:
        """A phrase without the source that it begins with."""
        keys = self._keys[self._place(part[0]) : self._place(part[-1]) + 1]
        ends = [m.places[-1] + 1 for m in self._is.source_behind.find(keys)]
        ends += [k + 1 for k, w in enumerate(part) if self._place(w) in self._final]
        return part[max(ends, default=0) :]

    def _place(self, word: Word) -> int:
        return word.index - self._line.words[0].index

    def _unquoted(self, start: int, end: int) -> Iterator[Words]:
        """The phrases between two places that commas and quotation marks part, without those in quotation marks."""
        inside, first = self._is_inside(start), start
        for k in range(start, end + 1):
            turned = self._turned(k, inside=inside) if k < len(self._forms) and k > start else inside
            if k == end or turned is not inside or (k > start and self._line.comma_before(k)):
                part = self._line.words[first:k]
                if part and (not inside or self._is_quoted_name(part)):
                    yield part
                first, inside = k, turned

    def _is_quoted_name(self, part: Words) -> bool:
        return len(part) <= LONGEST_QUOTED and all(w.text[:1].isupper() for w in part)

    def _is_inside(self, k: int) -> bool:
        """Whether word `k` stands in quotation marks that open in its sentence."""
        inside = False
        for i in range(k + 1):
            inside = self._turned(i, inside=inside)
        return inside

    def _turned(self, k: int, *, inside: bool) -> bool:
        """Whether word `k` stands in quotation marks, given whether the word before it does."""
        if self._line.has_before(k, _STRAIGHT):
            return not inside
        opens, closes = self._line.has_before(k, _OPENING), self._line.has_before(k, _CLOSING)
        return opens or (inside and not closes)

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
                break  # Hükümet er-Razihi'yi suçladı
            named = self._calls(word) or any(part[:1].isupper() for part in word.text.split("-"))
            modifies = bool(found) and found[-1].form.endswith(self._is.oblique)
            if found and self._calls(found[-1]) and not named and not modifies:
                break
            found.append(word)
        lead = next((k for k, w in enumerate(found) if self._calls(w)), LONGEST_LEAD)
        if len(found) > LONGEST_SPEAKER or (lead >= LONGEST_LEAD and len(found) > LONGEST_PLAIN):
            return ()
        if not found or found[-1].form.endswith(self._is.oblique):
            return ()
        inflected = found[-1].text.islower() and found[-1].form.endswith(self._is.inflected)
        return () if inflected else tuple(found)

    def _hearer_pronoun(self, match: Match) -> Words:
        """A pronoun for the one spoken to, right before the verb with its auxiliary or right behind it."""
        first, last = match.places[0], match.places[-1]
        near = [*range(max(0, first - 3), first), last + 1]
        found = [k for k in near if 0 <= k < len(self._forms) and self._forms[k] in self._is.hearer_pronouns]
        return tuple(self._line.words[k] for k in found[-1:])

    def _addressee(self, start: int) -> Words:
        """The phrase behind a preposition, or in a form, that names whom the speaker speaks to."""
        for k in range(start, min(len(self._forms), start + REACH)):
            if self._forms[k] in self._is.content or self._line.has_before(k, _STRONG + _OPENING + _STRAIGHT):
                return ()
            step = self._is.is_address(self._forms, k)
            dative = self._is_spoken_to(k) if k > start or not step else False
            if step or dative or (self._is.is_hearer(self._line.words[k]) and not self._is.address):
                heard = self._phrase_from(k + step)
                if self._shown(heard) or any(map(self._is.is_hearer, heard)):
                    return heard
        return ()

    def _heard_before(self, start: int, match: Match, entry: Entry) -> Words:
        """The one spoken to in a phrase before the verb: "in an interview with X", or an object before a final verb."""
        end = match.places[0]
        if self._is.verb_final:
            return self._object_before(end, entry)
        for speech in self._is.speeches.find(self._keys[:end]):
            heard = self._phrase_from(speech.places[-1] + 1)
            heard = tuple(w for w in heard if self._place(w) < end)
            if heard:
                return heard
        first = start + 1 if start < end else max((k for k in range(end) if self._mark_before(k)), default=0)
        for k in range(first, end - 1):  # hat seinem Sohn am Telefon gesagt
            if self._forms[k] in self._is.datives and self._calls(self._line.words[k + 1]):
                return self._line.words[k : k + 2]
        return ()

    def _object_before(self, end: int, entry: Entry) -> Words:
        """The nearest word before a final verb that its ending shows to be the one spoken to, or the one accused."""
        for k in range(end - 1, -1, -1):
            word = self._line.words[k]
            if self._is_inside(k):
                continue
            if entry.kind is Kind.TELL and self._calls(word) and word.form.endswith(self._is.accusative_endings):
                return (word,)
            named = "'" in word.form and self._calls(word)
            if (named or self._is.is_hearer(word)) and self._is.is_dative(word.form):
                return self._line.words[max(0, k - 2) : k + 1]
        return ()

    def _phrase_from(self, start: int) -> Words:
        """The noun phrase that begins at place `start`, with a short name in quotation marks that it ends with."""
        found: list[Word] = []
        quoted = start < len(self._forms) and self._line.has_before(start, _OPENING + _STRAIGHT)
        for k in range(start, min(len(self._forms), start + LONGEST_SPEAKER)):
            if k > start and self._line.has_before(k, _STRONG + ",–—"):
                break
            if k > start and self._line.has_before(k, _QUOTES):
                if (
                    quoted
                    or not self._line.has_before(k, _OPENING + _STRAIGHT)
                    or not self._line.words[k].text[:1].isupper()
                ):
                    break
                quoted = True
            if self._stops(k, start) or (found and self._ends_nouns(k, found)):
                break
            found.append(self._line.words[k])
        return tuple(found)

    def _ends_nouns(self, k: int, found: Sequence[Word]) -> bool:
        """Whether word `k` ends a noun phrase: a number, or, where nouns have capitals, a small word that joins none."""
        word = self._line.words[k]
        if word.text[:1].isdigit():
            return True
        small = bool(self._is.links) and word.text[:1].islower() and word.form not in self._is.links
        return small and "-" not in word.text and found[-1].text[:1].isupper() and not self._calls(word)

    def _stops(self, k: int, start: int) -> bool:
        """Whether a noun phrase that begins at `start` ends before place `k`: no name is a function word."""
        form, word = self._forms[k], self._line.words[k]
        if k in self._reporting:
            return True
        if k and word.text[:1].isupper() and not self._line.has_before(k, _STRONG + _OPENING + _STRAIGHT):
            return False
        ends = self._is.ends | self._is.content | self._is.openers | self._is.relatives | self._is.prepositions
        if form in ends or form in self._is.auxiliaries or form in self._is.address:
            return True
        return k > start and (form in self._is.inserted or self._is_spoken_to(k))

    def _shown(self, phrase: Words) -> bool:
        """Whether a phrase names somebody."""
        return any(self._calls(w) or w.form in self._is.pronouns for w in phrase)

    def _head(self, phrase: Words) -> Words:
        """The main word of a phrase: the first that calls somebody, or the last where a phrase ends with it."""
        calling = [w for w in phrase if self._calls(w)]
        return tuple(calling[-1:] if self._is.verb_final else calling[:1])
