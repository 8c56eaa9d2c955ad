"""One clause of a language that writes its words apart: its words, the marks between them, and the phrases in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Gender, Words, is_capitalised
from qa_translate.checks.attribution.line import Line
from qa_translate.checks.attribution.wording import Wording
from qa_translate.checks.patterns import bare

# Words before the verb that are looked at.
LONGEST_BEFORE = 32
# Words of the longest phrase that is one speaker, and of the longest name in quotation marks.
LONGEST_SPEAKER, LONGEST_QUOTED = 14, 8
# A full stop inside a sentence belongs to an abbreviation.
STRONG, STRAIGHT, OPENING, CLOSING = ":;!?()", '"', "«“„‹", "»”“›"
_QUOTES = STRAIGHT + OPENING + CLOSING

Calls = Callable[[Word], bool]


class Clause:
    """A sentence as what stands around its reporting words is looked for in it. Places count its words from 0.

    Attributes:
        wording: the vocabulary of its language.
        line: its words and the text between them.
        calls: whether a word is a name, or an office, trade, kin or body.
        forms: the form of each word.
        keys: the forms under which each is found.
        matches: reporting words and phrases.
        reporting: the places of their words.
        final: where phrases end that name both the one who passes on and the one quoted.
    """

    def __init__(self, wording: Wording, line: Line, calls: Calls) -> None:
        self.wording, self.line, self.calls = wording, line, calls
        self.forms = [w.form for w in line.words]
        self.keys = [self._keys_of(form) for form in self.forms]
        self.matches = list(wording.cues.find(self.keys))
        self.reporting = frozenset(k for m in self.matches for k in m.places)
        self.final = frozenset(m.places[-1] for m in self.matches if wording.entry(m).final)

    def _keys_of(self, form: str) -> frozenset[str]:
        """The forms under which a word is found: without an ending behind an apostrophe, without a pronoun."""
        attached = {form.partition("-")[0]} if self.wording.attached(form) else set()
        return frozenset({form, bare(form), *attached})

    def ends_clause(self, k: int) -> bool:
        """Whether a mark or the end of the sentence follows word `k`."""
        return k + 1 >= len(self.forms) or self.mark_before(k + 1)

    def is_pronoun(self, k: int) -> bool:
        """Whether word `k` stands for a person, and introduces no clause."""
        form = self.forms[k]
        return form in self.wording.pronouns and form not in self.wording.content and form not in self.wording.relatives

    def mark_before(self, k: int) -> bool:
        """Whether a mark stands before word `k`: of punctuation, of a quotation, a dash."""
        return self.line.has_before(k, STRONG + _QUOTES + ",—–")

    def phrases_before(self, k: int) -> tuple[list[Words], bool]:
        """The phrases before place `k` in its clause, which commas part, and whether a relative pronoun opens them."""
        first, passed, end, foreign = k, -1, k, False
        while first and k - first < LONGEST_BEFORE and not self.line.has_before(first, STRONG):
            form = self.forms[first - 1]
            if self._closes_relative(first - 1, k):
                first = end = first - 1
                continue
            if form in self.wording.content or form in self.wording.openers or form in self.wording.relatives:
                break
            if first - 1 in self.reporting:
                foreign = True  # what follows up to a comma belongs to that verb
                break
            if first != passed and (self.line.has_before(first, _QUOTES) or self.line.dash_before(first)):
                opened = self._quoted_name(first)
                if opened is None:
                    break
                first = passed = opened
                continue
            first -= 1
        foreign = foreign or k - first >= LONGEST_BEFORE
        verb = self.wording.gender(self.forms[k]) if k < len(self.forms) else Gender.UNKNOWN
        parted = list(self._parted(first, end))[foreign:]
        parts = [p for p in (self.stripped(p) or self.past_preposition(p, verb) for p in parted) if p]
        opened = first > 0 and self.forms[first - 1] in self.wording.relatives
        return parts, opened or any(map(self._is_clause, parts[-1:]))

    def _closes_relative(self, pronoun: int, k: int) -> bool:
        """Whether a relative clause lies between commas before place `k`: the verb there is the main clause's."""
        relative = self.forms[pronoun] in self.wording.relatives
        return relative and pronoun > 0 and self.line.comma_before(pronoun) and self.line.comma_before(k)

    def _is_clause(self, phrase: Words) -> bool:
        """Whether a phrase is a relative clause that an article opens, as in German: "die sich im Sender"."""
        function = (
            self.wording.inserted
            | self.wording.prepositions
            | self.wording.hearer_pronouns
            | frozenset(self.wording.pronouns)
        )
        return len(phrase) > 1 and phrase[0].form in self.wording.pronouns and phrase[1].form in function

    def _quoted_name(self, k: int) -> int | None:
        """Place of the first word of a short quotation that ends before place `k`: a name in marks."""
        if not self.line.has_before(k, CLOSING + STRAIGHT) or self.line.comma_before(k):
            return None  # "...", says X: no name but what is said
        for i in range(k - 1, max(0, k - LONGEST_QUOTED) - 1, -1):
            if self.line.has_before(i, OPENING + STRAIGHT):
                return i if self.line.words[i].text[:1].isupper() else None
        return None

    def _parted(self, first: int, end: int) -> Iterator[Words]:
        """The phrases between two places that commas part."""
        start = first
        for k in range(first + 1, end):
            if self.line.comma_before(k):
                yield self.line.words[start:k]
                start = k
        yield self.line.words[start:end]

    def is_name(self, phrase: Words) -> bool:
        """Whether a phrase is a name alone: in capitals, but for particles."""
        capitals = sum(map(is_capitalised, phrase))
        return 0 < len(phrase) <= LONGEST_QUOTED and 2 * capitals > len(phrase) and phrase[-1].text != phrase[-1].form

    def stripped(self, phrase: Words) -> Words:
        """A phrase without the particles that it begins with; nothing where a preposition makes it no subject."""
        while phrase and phrase[0].form in self.wording.inserted | self.wording.openers:
            phrase = phrase[1:]
        if not phrase or phrase[0].form in self.wording.prepositions:
            return ()
        return phrase

    def past_preposition(self, phrase: Words, verb: Gender) -> Words:
        """The subject that follows the phrase of a preposition without a comma: by its case, or by its article.

        "В понедельник министр заявил": an office or trade in small letters comes before what is written as a name.
        "Dans un communiqué le ministère a indiqué"; not in German, where it would be a genitive.
        """
        own = self.wording
        if not own.cases:
            return () if own.far_auxiliary else self._past_article(phrase)
        if not phrase or phrase[0].form in own.openers:
            return ()
        subjects = [k for k in range(2, len(phrase)) if self._may_be_subject(phrase, k, verb)]
        small = (k for k in subjects if phrase[k].text.islower())
        named = (k for k in subjects if phrase[k - 1].text.islower())
        start = next(small, next(named, None))
        return () if start is None else phrase[start:]

    def _past_article(self, phrase: Words) -> Words:
        """A phrase from the first article behind its beginning that no preposition leads to, and somebody follows."""
        own = self.wording
        for k in range(2, len(phrase) - 1):
            led = phrase[k - 1].form in own.prepositions | own.address
            if phrase[k].form in own.articles and not led and self.calls(phrase[k + 1]):
                return phrase[k:]
        return ()

    def _may_be_subject(self, phrase: Words, k: int, verb: Gender) -> bool:
        """Whether a word of a phrase calls somebody in the nominative, as far as its ending and its verb's tell."""
        own, word = self.wording, phrase[k]
        if not self.calls(word) or own.is_hearer(word) or phrase[k - 1].form in own.prepositions:
            return False
        if word.form.endswith(own.feminine):
            return verb is Gender.FEMININE
        return not word.form.endswith(own.oblique)

    def is_spoken_to(self, k: int) -> bool:
        """Whether the phrase at `k` has the form of one spoken to."""
        own = self.wording
        if own.cases and self._leads_to_hearer(k):
            return True
        if self.forms[k] in own.datives:
            near = self.line.words[k + 1 : k + 3]
            sure = self.forms[k] in own.sure_datives and self.names_somebody(near)
            return sure or any(map(own.is_hearer, near))
        word = self.line.words[k]
        return (own.is_dative(word.form) and (own.verb_final or self.calls(word))) or self._is_inflected(word)

    def is_person_told(self, word: Word) -> bool:
        """Whether the first word that calls somebody has the ending of one spoken to, which opens a sentence or not."""
        if self.wording.is_dative(word.form):
            return True
        return self._is_inflected(word) or (self.place(word) == 0 and self.wording.is_hearer(word))

    def _is_inflected(self, word: Word) -> bool:
        """Whether a word is somebody's calling with the ending of one spoken to (Russian шейху of шейх)."""
        for ending in self.wording.person_datives:
            stem = word.form.removesuffix(ending)
            if stem != word.form and (word.text.islower() or self.place(word) == 0):
                return self.calls(replace(word, text=stem, form=stem)) and not self.wording.is_hearer(word)
        return False

    def _leads_to_hearer(self, k: int) -> bool:
        """Whether a hearer stands at `k`, or behind its adjectives; behind somebody else it is another phrase."""
        for word in self.line.words[k : k + 3]:
            if self.wording.is_hearer(word):
                return True
            if (word.text.islower() and self.calls(word)) or word.form in self.wording.pronouns:
                return False
        return False

    def place(self, word: Word) -> int:
        """The place of a word of the sentence."""
        return word.index - self.line.words[0].index

    def unquoted(self, start: int, end: int) -> Iterator[Words]:
        """The phrases between two places that commas and quotation marks part, without those in quotation marks."""
        inside, first = self.is_inside(start), start
        for k in range(start, end + 1):
            turned = self._turned(k, inside=inside) if k < len(self.forms) and k > start else inside
            if k == end or turned is not inside or (k > start and self.line.comma_before(k)):
                part = self.line.words[first:k]
                if part and (not inside or self._is_quoted_name(part)):
                    yield part
                first, inside = k, turned

    def _is_quoted_name(self, part: Words) -> bool:
        return len(part) <= LONGEST_QUOTED and all(w.text[:1].isupper() for w in part)

    def is_inside(self, k: int) -> bool:
        """Whether word `k` stands in quotation marks that open in its sentence, or that close there first."""
        inside = self._begins_inside
        for i in range(k + 1):
            inside = self._turned(i, inside=inside)
        return inside

    @cached_property
    def _begins_inside(self) -> bool:
        """Whether the first quotation mark of the sentence closes what an earlier one opens."""
        marked = [k for k in range(len(self.forms)) if self.line.has_before(k, OPENING + CLOSING + STRAIGHT)]
        if not marked or self.line.has_before(marked[0], OPENING + STRAIGHT):
            return False
        german = any(self.line.has_before(k, "«") for k in marked[1:])  # »...«
        return self.line.has_before(marked[0], "”›" if german else "”›»")

    def _turned(self, k: int, *, inside: bool) -> bool:
        """Whether word `k` stands in quotation marks, given whether the word before it does."""
        if self.line.has_before(k, STRAIGHT):
            return not inside
        opens, closes = self.line.has_before(k, OPENING), self.line.has_before(k, CLOSING)
        return opens or (inside and not closes)

    def phrase_from(self, start: int) -> Words:
        """The noun phrase that begins at place `start`, with a short name in quotation marks that it ends with."""
        found: list[Word] = []
        quoted = start < len(self.forms) and self.line.has_before(start, OPENING + STRAIGHT)
        for k in range(start, min(len(self.forms), start + LONGEST_SPEAKER)):
            if k > start and self.line.has_before(k, STRONG + ",–—"):
                break
            if k > start and self.line.has_before(k, _QUOTES):
                if (
                    quoted
                    or not self.line.has_before(k, OPENING + STRAIGHT)
                    or not self.line.words[k].text[:1].isupper()
                ):
                    break
                quoted = True
            if self._stops(k, start) or (found and self._ends_nouns(k, found)):
                break
            found.append(self.line.words[k])
        return tuple(found)

    def _ends_nouns(self, k: int, found: Sequence[Word]) -> bool:
        """Whether word `k` ends a noun phrase: a number, or, where nouns have capitals, a small word."""
        word = self.line.words[k]
        if word.text[:1].isdigit() or (word.form in self.wording.articles and found[-1].text[:1].isupper()):
            return True
        small = bool(self.wording.links) and word.text[:1].islower() and word.form not in self.wording.links
        return small and "-" not in word.text and found[-1].text[:1].isupper() and not self.calls(word)

    def _stops(self, k: int, start: int) -> bool:
        """Whether a noun phrase that begins at `start` ends before place `k`: no name is a function word."""
        form, word, own = self.forms[k], self.line.words[k], self.wording
        if k in self.reporting:
            return True
        if k and word.text[:1].isupper() and not self.line.has_before(k, STRONG + OPENING + STRAIGHT):
            return False
        if form in own.content or form in own.openers or form in own.relatives or form in own.auxiliaries:
            return True
        if k == start:
            return False
        ends = own.ends | own.prepositions | own.address | own.inserted
        return form in ends or self.is_spoken_to(k)

    def names_somebody(self, phrase: Words) -> bool:
        """Whether a phrase names somebody."""
        return any(self.calls(w) or w.form in self.wording.pronouns for w in phrase)

    def head(self, phrase: Words) -> Words:
        """The main word of a phrase: the first that calls somebody, or the last where a phrase ends with it."""
        calling = [w for w in phrase if self.calls(w)]
        return tuple(calling[-1:] if self.wording.verb_final else calling[:1])
