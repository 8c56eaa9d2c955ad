"""Words of one document that negate or hedge, and what each applies to."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.arabic import fold, stems
from qa_translate.article import Document, Segment, Word
from qa_translate.checks.polarity.patterns import Match, Patterns
from qa_translate.ports import Parse, Token
from qa_translate.vocabulary import Table

Words = tuple[Word, ...]
# Arabic words of at most so many letters are looked up behind و and ف only: لا is not ل + ا
SHORT = 3
LONGEST_SCOPE = 3


class Weight(enum.StrEnum):
    """How much a cue says."""

    STRONG = "strong"  # must have a counterpart
    INHERENT = "inherent"  # likewise, but synonyms abound
    SOFT = "soft"  # may be the counterpart of another cue


@dataclass(frozen=True, slots=True)
class Cue:
    """One negation or hedge: its words, and the words that it negates or hedges."""

    weight: Weight
    words: Words
    scope: Words

    @property
    def own(self) -> frozenset[int]:
        """Document word indices of the cue itself."""
        return frozenset(w.index for w in self.words)

    @property
    def reach(self) -> frozenset[int]:
        """Document word indices of cue and scope."""
        return frozenset(w.index for w in (*self.words, *self.scope))

    @property
    def shown(self) -> str:
        """Cue and scope as an editor reads them."""
        return " ".join(w.text for w in sorted({*self.words, *self.scope}, key=lambda w: w.index))


class Reader:
    """A document with the forms under which each word can be found, and its syntax if there is any."""

    def __init__(self, document: Document, parse: Parse | None, light: frozenset[str]) -> None:
        self.document = document
        self.parse = parse
        self._light = light

    @cached_property
    def tokens(self) -> dict[int, list[Token]]:
        """Syntactic tokens by document word index."""
        found: dict[int, list[Token]] = {}
        if self.parse is None:
            return found
        words, k = self.document.words, 0
        for token in self.parse.tokens:
            while k < len(words) and words[k].span.end <= token.span.start:
                k += 1
            if k < len(words) and words[k].span.overlaps(token.span):
                found.setdefault(k, []).append(token)
        return found

    @cached_property
    def word_of(self) -> dict[int, Word]:
        """Document word by token index."""
        return {t.index: self.document.words[k] for k, tokens in self.tokens.items() for t in tokens}

    @cached_property
    def forms(self) -> tuple[frozenset[str], ...]:
        """Of every word, what an entry of the vocabulary may call it."""
        arabic = self.document.lang == "ar"
        return tuple(
            _arabic_forms(w) if arabic else _plain_forms(w, self.tokens.get(w.index, ())) for w in self.document.words
        )

    def matches(self, patterns: Patterns, segment: Segment, *, every: bool = False) -> Iterator[tuple[Match, Words]]:
        """Entries found in one segment, with their words."""
        words = self.document.words_of(segment)
        for match in patterns.find(self.forms[segment.first : segment.last], every=every):
            yield match, tuple(words[k] for k in match.places)

    def is_light(self, word: Word) -> bool:
        """Whether a word carries no sense of its own (auxiliaries, particles)."""
        return bool(self.forms[word.index] & self._light)

    def scope(self, cue: Words) -> Words:
        """What `cue` applies to: by syntax where there is one, else the next words that carry sense."""
        scope = self._by_syntax(cue) if self.parse is not None else ()
        return scope or self._next(cue[-1])

    def _next(self, word: Word) -> Words:
        segment = self.document.segments[word.segment]
        for after in self.document.words[word.index + 1 : min(segment.last, word.index + 1 + LONGEST_SCOPE)]:
            if not self.is_light(after):
                return (after,)
        return ()

    def _by_syntax(self, cue: Words) -> Words:
        tokens = [t for w in cue for t in self.tokens.get(w.index, ())]
        if not tokens or self.parse is None:
            return ()
        inside = {t.index for t in tokens}
        heads: list[Token] = []
        for token in tokens:
            head = self.parse.tokens[token.head]
            if token.dep in ("prep", "mark", "cc", "preconj"):
                heads += [t for t in self.parse.children(token.index) if t.dep in ("pobj", "pcomp")] or [head]
            elif head.index not in inside:
                heads.append(head)
                if token.dep == "det":
                    heads.append(self.parse.tokens[head.head])
        for head in list(heads):
            if head.lemma.lower() in self._light or head.pos == "AUX":
                heads += [t for t in self.parse.children(head.index) if t.dep in ("attr", "acomp", "xcomp", "oprd")]
            heads += [t for t in self.parse.children(head.index) if t.dep == "xcomp"]
        found = {w.index: w for t in heads if (w := self.word_of.get(t.index)) and not self.is_light(w)}
        return tuple(found[k] for k in sorted(found) if found[k].segment == cue[0].segment)


def _arabic_forms(word: Word) -> frozenset[str]:
    plain = "".join(c for c in word.text if not unicodedata.combining(c) and c != "\u0640")
    found = {word.form, f"={plain}"}
    if word.form[:1] in "وف" and len(word.form) > SHORT - 1:
        found |= {word.form[1:], f"={plain[1:]}"}
    found.update(stem for stem in stems(word.form) if len(stem) > SHORT)
    return frozenset(found)


def _plain_forms(word: Word, tokens: Sequence[Token]) -> frozenset[str]:
    found = {word.form}
    for token in tokens:
        for form in (token.text.lower(), token.lemma.lower()):
            found |= {form, f"{form}:{token.pos}", f"{form}:{token.tag}"}
    if word.form.endswith("n't"):
        found.add("not")
    return frozenset(found)


class CueFinder:
    """Finds the cues of one topic (``negation``, ``hedge``) of a language's ``polarity`` vocabulary."""

    def __init__(self, table: Table) -> None:
        labels = (*Weight, "neutral", "particle")
        self._patterns = Patterns({str(label): table.get(str(label), ()) for label in labels})
        self._pluperfect = frozenset(map(fold, table.get("pluperfect", ())))
        self._imperfect = frozenset(map(fold, table.get("imperfect", ())))
        self._prefixes = tuple(table.get("prefixes", ()))
        self._suffixes = tuple(table.get("suffixes", ()))

    def find(self, reader: Reader) -> list[Cue]:
        """All cues of a document, in order."""
        return [cue for segment in reader.document.segments for cue in self._in_segment(reader, segment)]

    def _in_segment(self, reader: Reader, segment: Segment) -> Iterator[Cue]:
        for match, words in reader.matches(self._patterns, segment):
            if match.label == "particle":
                weight = Weight.STRONG if self._hedges(reader, words[0]) else Weight.SOFT
                yield Cue(weight, words, reader.scope(words))
            elif match.label == "neutral":
                yield Cue(Weight.SOFT, words, reader.scope(words))
            else:
                yield Cue(Weight(match.label), words, reader.scope(words))

    def affixed(self, word: Word) -> bool:
        """Whether the word may hold a negation in its prefix or suffix (unclear, harmless)."""
        return word.form.startswith(self._prefixes) or word.form.endswith(self._suffixes)

    def _hedges(self, reader: Reader, particle: Word) -> bool:
        """Whether قد stands before an imperfect: 'may'; before a perfect it only stresses that it happened."""
        words = reader.document.words
        if particle.index + 1 >= len(words) or words[particle.index + 1].segment != particle.segment:
            return False
        before = words[particle.index - 1] if particle.index else None
        if before is not None and reader.forms[before.index] & self._pluperfect:
            return False
        after = words[particle.index + 1].form
        return after in self._imperfect or (len(after) > SHORT and after.startswith(("ي", "تت")))
