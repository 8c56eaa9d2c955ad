"""One document with everything that the polarity vocabulary of its language found in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from qa_translate.arabic import fold
from qa_translate.article import Document
from qa_translate.checks.patterns import Patterns
from qa_translate.checks.polarity.classes import Classed, ClassFinder
from qa_translate.checks.polarity.compare import Absorbed
from qa_translate.checks.polarity.cues import Cue, CueFinder
from qa_translate.checks.polarity.reader import Reader, Words
from qa_translate.ports import Parse
from qa_translate.vocabulary import Table, Vocabulary

TOPIC = "polarity"
# Words that a phrase with a gap may span in a mark
LONGEST_PHRASE = 10


@dataclass(frozen=True)
class _Lexicon:
    """The vocabulary of one language, ready to search."""

    light: frozenset[str]
    negation: CueFinder
    hedge: CueFinder
    certain: Patterns
    anywhere: Patterns
    around: bool
    classes: ClassFinder

    @staticmethod
    def of(table: Table) -> _Lexicon:
        negation, hedge = CueFinder(table["negation"]), CueFinder(table["hedge"])
        certain = Patterns({"": table["hedge"].get("certain", ())})
        anywhere = Patterns({"": table["hedge"].get("anywhere", ())})
        around = table["negation"].get("around", False)
        return _Lexicon(
            frozenset(map(fold, table["light"])), negation, hedge, certain, anywhere, around, ClassFinder(table)
        )


@cache
def _lexicon(lang: str) -> _Lexicon | None:
    # Built once a language: folding and conjugating the entries takes longer than searching an article.
    table = Vocabulary().topic(lang, TOPIC)
    return _Lexicon.of(table) if table else None


@dataclass(frozen=True)
class Text:
    """One document with everything the vocabulary of its language found in it."""

    reader: Reader
    negations: list[Cue]
    hedges: list[Cue]
    certain: list[Words]
    modals: list[Words]
    classed: dict[int, list[Classed]]
    affixed: Absorbed

    @cached_property
    def _by_segment(self) -> tuple[dict[int, list[Cue]], dict[int, list[Cue]]]:
        return _grouped(self.negations), _grouped(self.hedges)

    def negations_of(self, segments: tuple[int, ...]) -> list[Cue]:
        """The negations of some segments, in order."""
        return [c for k in segments for c in self._by_segment[0].get(k, ())]

    def hedges_of(self, segments: tuple[int, ...]) -> list[Cue]:
        """The hedges of some segments, in order."""
        return [c for k in segments for c in self._by_segment[1].get(k, ())]

    def certain_of(self, segments: tuple[int, ...]) -> list[Words]:
        """Words of some segments by which something is said to be certain."""
        return [words for words in self.certain if words[0].segment in segments]

    def has_modal(self, segments: tuple[int, ...]) -> bool:
        """Whether some segments have a verb that says may or can, or one that says so in its ending."""
        by_word = any(words[0].segment in segments for words in self.modals)
        return by_word or any(cue.words == cue.scope for cue in self.hedges_of(segments))

    def whole(self, words: Words) -> Words:
        """Some words with the rest of the phrases that they belong to: of a separable verb, its particle."""
        inside = {w.index for w in words}
        phrases = [
            c.words for w in words for c in self.classed.get(w.segment, ()) if inside & {x.index for x in c.words}
        ]
        near = (p for p in phrases if p[-1].index - p[0].index <= LONGEST_PHRASE)
        every = {w.index: w for p in (words, *near) for w in p}
        return tuple(every[k] for k in sorted(every))

    @staticmethod
    def read(document: Document, parse: Parse | None = None) -> Text | None:
        """`document` searched, or None where its language has no vocabulary."""
        lexicon = _lexicon(document.lang)
        if lexicon is None:
            return None
        reader = Reader(document, parse, lexicon.light, around=lexicon.around)
        negations, hedges = lexicon.negation.find(reader), lexicon.hedge.find(reader)
        certain, modals = (
            [words for s in document.segments for _, words in reader.matches(patterns, s)]
            for patterns in (lexicon.certain, lexicon.anywhere)
        )
        return Text(reader, negations, hedges, certain, modals, lexicon.classes.find(reader), lexicon.negation.affixed)


def _grouped(cues: list[Cue]) -> dict[int, list[Cue]]:
    """Cues by the segment in which they begin."""
    found: dict[int, list[Cue]] = defaultdict(list)
    for cue in cues:
        found[cue.words[0].segment].append(cue)
    return found
