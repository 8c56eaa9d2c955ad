"""Words that may be names: capitalised words of the translation, all words of the source by their forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.article import Document, Segment, Word
from qa_translate.ports import Parse, Token
from qa_translate.romanise import fold_latin
from qa_translate.vocabulary import Table

NAME_LABELS = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART"})
"""Entity labels of names; the first three are written by sound in Arabic, the others are often translated."""
SOUNDED_LABELS = frozenset({"PERSON", "GPE", "LOC"})

_PART = re.compile(r"[-‐‑–·’'ʼ`&]")
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|s['’ʼ])$", re.IGNORECASE)
_COMPOUND = re.compile(r"(?<=\w)[-‐‑–][a-z]{3,}$")
# Share of capitalised long words above which a segment is a heading in capitals, where capitals say nothing.
_HEADING_SHARE = 0.6
_HEADING_WORDS = 4
_LONG_WORD = 4
_APOSTROPHE = re.compile("['’ʼ]")
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Mention:
    """One capitalised word of the translation that may be a name, or a part of one.

    Attributes:
        word: the word of the document.
        text: as written, without a possessive or compound ending.
        key: lower case, as the vocabulary writes it.
        parts: its sounds (see `romanise.fold_latin`), one per hyphenated part that is no mere particle.
        joined: sounds of the word written together with the capitalised word before or after it.
        label: entity label of the parser, or "".
        proper: the parser calls it a proper noun.
        plural: the parser calls it a plural, which is as a rule translated ("the White Helmets").
        opening: it is the first word of its segment or of a quotation, where any word has a capital.
        heading: its segment is written in capitals throughout.
    """

    word: Word
    text: str
    key: str
    parts: tuple[str, ...]
    joined: tuple[str, ...]
    label: str
    proper: bool
    plural: bool
    opening: bool
    heading: bool

    @cached_property
    def sounded(self) -> bool:
        """Whether it is a name of the kind that Arabic writes by sound, as far as the parser can tell."""
        return self.label in SOUNDED_LABELS and self.proper and not self.plural

    @cached_property
    def acronym(self) -> bool:
        """Whether it is written in capitals alone."""
        bare = self.text.replace(".", "")
        return bare.isupper() and len(bare) <= 6


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language writes a name in a sentence.

    Attributes:
        endings: what cases add to a name, the longest first.
        apostrophe: its endings stand behind an apostrophe (Turkish).
        dotless: I is the capital of ı, not of i (Turkish).
        capital_nouns: a capital makes no name: every noun has one (German).
    """

    endings: tuple[str, ...] = ()
    apostrophe: bool = False
    dotless: bool = False
    capital_nouns: bool = False

    @staticmethod
    def of(table: Table) -> Spelling:
        """What vocabulary topic ``names`` says of it."""
        return Spelling(
            tuple(table.get("case_endings", ())),
            table.get("suffix_apostrophe", False),
            table.get("dotless_i", False),
            table.get("nouns_capitalised", False),
        )

    def bare(self, text: str) -> str:
        """A word as written, without ``'s``, what a hyphen adds in lower case (``Houthi-run``), and its ending."""
        if self.apostrophe:
            return _APOSTROPHE.split(text, maxsplit=1)[0] or text
        return without_ending(text)

    def key(self, text: str) -> str:
        """A word as the vocabulary writes it: bare, in lower case, without a full stop."""
        bare = self.bare(text)
        return (bare.replace("I", "ı").replace("İ", "i") if self.dotless else bare).lower().strip(".")

    def stems(self, part: str) -> tuple[str, ...]:
        """A part of a name, and what it may be without the endings of its case."""
        lower = part.lower()
        stems = (part[: -len(e)] for e in self.endings if lower.endswith(e) and len(part) - len(e) >= _SHORTEST_STEM)
        return (part, *stems)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words of a language that are no name, or carry no sound of their own in one; lower case."""

    plain: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    spelling: Spelling

    @staticmethod
    def of(table: Table) -> NameWords:
        """The words of vocabulary topic ``names``."""
        plain = frozenset((*table["plain"], *table["titles"], *table["common"].split()))
        return NameWords(plain, frozenset(table["particles"]), frozenset(table["titles"]), Spelling.of(table))


@dataclass(frozen=True)
class Mentions:
    """Finds the mentions of a translation.

    Attributes:
        document: the translation.
        parse: its syntax, or None.
        known: words of its language that are no name.
    """

    document: Document
    parse: Parse | None
    known: NameWords

    def every(self) -> list[Mention]:
        """All mentions, in order."""
        return [m for segment in self.document.segments for m in self._of(segment)]

    def _of(self, segment: Segment) -> Iterator[Mention]:
        words = self.document.words_of(segment)
        heading = _is_heading(words)
        for k, word in enumerate(words):
            if _capital(word):
                opening = k == 0 or self._opens(words[k - 1], word)
                found = self._mention(word, opening, heading, words[max(0, k - 1) : k + 2])
                if found is not None:
                    yield found

    def _opens(self, before: Word, word: Word) -> bool:
        # Without syntax a name in quotation marks could not be told from any word that opens a sentence there.
        marks = '.!?:"“”«‘\n' if self.parse is not None else ".!?:\n"
        return any(c in marks for c in self.document.text[before.span.end : word.span.start])

    def _mention(self, word: Word, opening: bool, heading: bool, around: Sequence[Word]) -> Mention | None:
        spelling = self.known.spelling
        text, key = spelling.bare(word.text), spelling.key(word.text)
        tokens = self._tokens.get(word.index, ())
        label = next((t.entity for t in tokens if t.entity in NAME_LABELS), "")
        proper = any(t.pos == "PROPN" for t in tokens)
        if self.parse is None:
            label, proper = self._unparsed(around, word, opening=opening)
        if key in self.known.plain or key in self.known.particles or (opening and not proper):
            return None
        parts = self._parts(text)
        joined = tuple(self._joined(around, word, text))
        plural = any(t.tag == "NNPS" for t in tokens)
        return Mention(word, text, key, parts, joined, label, proper, plural, opening, heading) if parts else None

    def _unparsed(self, around: Sequence[Word], word: Word, *, opening: bool) -> tuple[str, bool]:
        """Label of a mention, and whether it is a proper noun, by what stands beside it: a title or another name."""
        beside = [w for w in around if w is not word and self._adjoins(w, word)]
        titled = any(w.index < word.index and self.known.spelling.key(w.text) in self.known.titles for w in beside)
        if self.known.spelling.capital_nouns:
            return ("PERSON", True) if titled else ("", False)
        named = [w for w in beside if _capital(w) and self.known.spelling.key(w.text) not in self.known.plain]
        return "PERSON" if titled or named else "", not opening or bool(named)

    def _adjoins(self, one: Word, other: Word) -> bool:
        first, last = sorted((one, other), key=lambda w: w.index)
        return self.document.text[first.span.end : last.span.start].isspace()

    def _joined(self, around: Sequence[Word], word: Word, text: str) -> Iterator[str]:
        for other in around:
            first, last = sorted((other, word), key=lambda w: w.index)
            between = self.document.text[first.span.end : last.span.start]
            if other is not word and _capital(other) and between.isspace():
                bare = self.known.spelling.bare
                yield fold_latin(other.text + text if other is first else text + bare(other.text))

    def _parts(self, text: str) -> tuple[str, ...]:
        pieces = [p for p in _PART.split(text) if p]
        kept = [p for p in pieces if p.lower() not in self.known.particles] or pieces
        folded = [fold_latin(stem) for p in kept for stem in self.known.spelling.stems(p)]
        return tuple(p for p in folded if len(p) > 1)

    @cached_property
    def _tokens(self) -> dict[int, tuple[Token, ...]]:
        """Tokens of the parse by word index."""
        found: dict[int, list[Token]] = {}
        if self.parse is None:
            return {}
        words = self.document.words
        at = 0
        for token in self.parse.tokens:
            while at < len(words) and words[at].span.end <= token.span.start:
                at += 1
            if at < len(words) and words[at].span.overlaps(token.span):
                found.setdefault(at, []).append(token)
        return {k: tuple(v) for k, v in found.items()}


def without_ending(text: str) -> str:
    """A word without ``'s`` and without what a hyphen adds in lower case (``Houthi-run``)."""
    return _COMPOUND.sub("", _POSSESSIVE.sub("", text))


def _capital(word: Word) -> bool:
    return any(c.isupper() for c in word.text) and not word.text[0].isdigit()


def _is_heading(words: Sequence[Word]) -> bool:
    long = [w for w in words if len(w.text) >= _LONG_WORD and w.text[0].isalpha()]
    return len(long) >= _HEADING_WORDS and sum(w.text[0].isupper() for w in long) >= _HEADING_SHARE * len(long)
