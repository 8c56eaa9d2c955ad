"""For each word of the translation: does it stand inside quotation marks, and does the source put it there?"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.article import Document, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.quotation import Quotation, quotations

# Links below this cosine say too little about single words to judge marks by.
_SURE = 0.58


class Vote(enum.Enum):
    """What the source says about one word."""

    INSIDE = enum.auto()
    OUTSIDE = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A document with its outermost quotations; `owner` gives each word the index of its quotation, or None."""

    document: Document
    quotes: tuple[Quotation, ...]
    owner: tuple[int | None, ...]

    @staticmethod
    def of(document: Document) -> Marked:
        """Find the quotations of `document`."""
        quotes = tuple(q for q in quotations(document.text) if q.depth == 0)
        owner: list[int | None] = [None] * len(document.words)
        for k, quote in enumerate(quotes):
            for word in document.words_in(quote.inner):
                owner[word.index] = k
        return Marked(document, quotes, tuple(owner))

    def words(self, quote: int) -> tuple[Word, ...]:
        """The words of one quotation."""
        return self.document.words_in(self.quotes[quote].inner)


@dataclass(frozen=True)
class Votes:
    """Quotations of both sides with what the word links say about each target word."""

    bitext: Bitext
    source: Marked
    target: Marked

    @cached_property
    def _source_votes(self) -> tuple[Vote, ...]:
        """Each source word: inside a whole quotation, outside, or unknown.

        Unknown is what stands in a faulty quotation, or after a colon without marks: Arabic newsrooms let a colon
        open a speech that nothing closes.
        """
        text = self.source.document.text
        found = [Vote.OUTSIDE] * len(self.source.document.words)
        document = self.source.document
        broken = [q.span for q in self.source.quotes if not q.whole]
        faulty_paragraphs = {document.segments[w.segment].paragraph for s in broken for w in document.words_in(s)}
        for paragraph in _paragraphs(document):
            faulty = document.segments[paragraph[0].segment].paragraph in faulty_paragraphs
            after_colon = False
            for before, word in zip((None, *paragraph), paragraph, strict=False):
                gap = text[before.span.end : word.span.start] if before is not None else ""
                after_colon = after_colon or ":" in gap
                if self.source.owner[word.index] is not None:
                    after_colon = False
                    found[word.index] = Vote.UNKNOWN if faulty else Vote.INSIDE
                elif faulty or after_colon:
                    found[word.index] = Vote.UNKNOWN
        return tuple(found)

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """One vote per target word; unknown for words without a close mutual link."""
        return tuple(self._vote(w) for w in self.target.document.words)

    def _vote(self, word: Word) -> Vote:
        links = [k for k in self.bitext.links_of_target(word.index) if k.mutual and k.score >= _SURE]
        cast = {self._source_votes[k.source] for k in links}
        return cast.pop() if len(cast) == 1 else Vote.UNKNOWN

    def source_quotes(self, words: Sequence[Word]) -> dict[int, int]:
        """How many of `words` are linked into each source quotation."""
        counts: dict[int, int] = {}
        for word in words:
            for link in self.bitext.links_of_target(word.index):
                owner = self.source.owner[link.source]
                if owner is not None and link.mutual and link.score >= _SURE:
                    counts[owner] = counts.get(owner, 0) + 1
        return counts

    def count(self, words: Sequence[Word], vote: Vote) -> int:
        """How many of `words` have that vote."""
        return sum(self.votes[w.index] is vote for w in words)


def cast_votes(case: Case) -> Votes | None:
    """Compare the quotation marks of both sides; None without a source."""
    bitext = case.bitext
    return Votes(bitext, Marked.of(bitext.source), Marked.of(bitext.target)) if bitext is not None else None


def _paragraphs(document: Document) -> Iterator[list[Word]]:
    words: list[Word] = []
    for segment in document.segments:
        if words and document.segments[words[-1].segment].paragraph != segment.paragraph:
            yield words
            words = []
        words.extend(document.words_of(segment))
    if words:
        yield words
