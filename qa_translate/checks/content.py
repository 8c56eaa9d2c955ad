"""What one side says and the other does not: omissions, additions and exchanged content words.

A whole sentence counts where no sentence of the other side is aligned with it, a stretch of a sentence where
`qa_translate.checks.holes` finds one; and neither where the neighbours say it (`qa_translate.checks.told`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_translate.arabic import fold
from qa_translate.article import Document, Segment, Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.adjuncts import Adjuncts, Joining
from qa_translate.checks.content_rules import (
    ADDED_PASSAGE,
    ADDED_SENTENCE,
    OMITTED_PASSAGE,
    OMITTED_SENTENCE,
    RULES,
)
from qa_translate.checks.family import Family, found, seconded
from qa_translate.checks.holes import ADDED, ADDED_BIAS, OMITTED, OMITTED_BIAS, Hole, Side, clearest, holes
from qa_translate.checks.returned import addition_odds, omission_odds
from qa_translate.checks.told import source_tells, target_tells
from qa_translate.excerpt import first_words
from qa_translate.finding import Finding
from qa_translate.romanise import Romaniser, arabic_forms, fold_latin
from qa_translate.syntax import CONTENT_TAGS, Tree, words_tagged
from qa_translate.vocabulary import prepared

# Proper names are not among them: the encoder often does not know them, and the name checks look at them.
COUNTED_TAGS = CONTENT_TAGS | {"NUM"}
SHORTEST_OMISSION, SHORTEST_ADDITION = 3, 2  # content words
LEAST_ODDS = -2.0  # log odds below which a stretch is not worth a mark at any threshold
SLOPE = 0.5  # of strength by log odds: planted holes are likelier than real ones
SUREST = 0.85
# Strength of a whole sentence without counterpart, and of one of the source that a sentence beside its place tells. Its
# length says nothing more: short ones (up to 9 words) are wrong oftener only because they are told nearby oftener.
OMITTED_WHOLE, ADDED_WHOLE, OMITTED_TOLD = 0.6, 0.55, 0.15
TAIL, _BOTH_ENDS = 1.2, 2.0  # log odds that the end of a sentence adds
MISALIGNED = 3.0  # log odds that a passage whose best match is elsewhere takes away
SHOWN_WORDS = 12
SHORTEST_JOINED = 3  # letters: in a shorter word, a letter like a conjunction is its own
SAME_SOUND = 0.6  # evidence per letter (nats) from which a name and a word are one
SHORTEST_NAME = 4  # letters: shorter ones sound like too much
SHORTEST_SENTENCE = 3  # words: a heading of two words may well be left out


def check(case: Case) -> Iterator[Finding]:
    """Whole sentences first, then stretches inside aligned passages."""
    bitext = case.bitext
    if bitext is None:
        return
    table = case.vocabulary.topic(bitext.source.lang, "content")
    joining = Joining.of(table["function"]) if table else Joining()
    function_words = frozenset(map(fold, table["function"]["words"])) if table else None
    content_words, names = _content_words(case), _names(case)
    letters = case.vocabulary.topic(bitext.source.lang, "romanisation")
    romaniser = prepared(Romaniser.of, letters) if letters else None
    carriers = _Carriers(function_words, joining, content_words, names, romaniser)
    before: Bead | None = None
    for bead in bitext.beads:
        if not bead.target:
            yield from _omitted_sentence(bitext, bead, before, carriers)
        elif not bead.source:
            yield from _added_sentence(bitext, bead, carriers)
        if bead.target and not bead.moved:
            before = bead
    yield from _inside(case, bitext, carriers)


def _content_words(case: Case) -> frozenset[int] | None:
    """Words of the translation that carry content, by index: by syntax, else all but the function words of its
    language; None where these are not known."""
    if case.parse is not None:
        return words_tagged(case.translation, case.parse, COUNTED_TAGS)
    table = case.vocabulary.topic(case.translation.lang, "content")
    if table is None:
        return None
    function = frozenset(map(fold, table["function"]["words"]))
    return frozenset(w.index for w in case.translation.words if w.form not in function)


def _names(case: Case) -> frozenset[int]:
    """Proper nouns of the translation, by index; without syntax, all words with a capital."""
    if case.parse is not None:
        return words_tagged(case.translation, case.parse, frozenset({"PROPN"}))
    return frozenset(w.index for w in case.translation.words if any(map(str.isupper, w.text)))


@dataclass(frozen=True, slots=True)
class _Carriers:
    """Which words carry content: all, where nothing is known of a language.

    Attributes:
        function_words: folded words of the source language that do not.
        joining: its conjunctions.
        content_words: words of the translation that do, by index.
        names: proper nouns of the translation, by index.
        romaniser: compares them with words of the source; None where it is not written in another script.
    """

    function_words: frozenset[str] | None
    joining: Joining
    content_words: frozenset[int] | None
    names: frozenset[int] = frozenset()
    romaniser: Romaniser | None = None

    def said(self, source: Sequence[Word], target: Sequence[Word]) -> frozenset[int]:
        """Indices of the names among `target` that sound like a word of `source`."""
        names = {w.index: fold_latin(w.text) for w in target if w.index in self.names}
        if self.romaniser is None or not names:
            return frozenset()
        forms, evidence = [form for w in source for form in arabic_forms(w.text)], self.romaniser.evidence
        return frozenset(
            k
            for k, name in names.items()
            if len(name) >= SHORTEST_NAME and any(evidence(name, form) >= SAME_SOUND for form in forms)
        )

    def of_source(self, word: Word) -> bool:
        return word.form not in (self.function_words or ())

    def opens_source(self, word: Word) -> bool:
        """Whether a phrase may begin at a source word."""
        joined = word.form.startswith(self.joining.attached) and len(word.form) > SHORTEST_JOINED
        return joined or not self.of_source(word)

    def of_target(self, word: Word) -> bool:
        return self.content_words is None or word.index in self.content_words


def _omitted_sentence(bitext: Bitext, bead: Bead, before: Bead | None, carriers: _Carriers) -> Iterator[Finding]:
    """`before` is the last passage before the hole that stands in its place."""
    segment = bitext.source.segments[bead.source[0]]
    if segment.last - segment.first < SHORTEST_SENTENCE:
        return
    words = list(filter(carriers.of_source, bitext.source_words(bead)))
    told = target_tells(bitext, bead, words, len(segment.span), carriers.of_target)
    strength = OMITTED_TOLD if told else OMITTED_WHOLE
    message = f"“{first_words(segment.span.of(bitext.source.text))}” has no counterpart in the translation."
    yield found(OMITTED_SENTENCE, strength, message, target=_beside(bitext, before), source=segment.span)


def _beside(bitext: Bitext, before: Bead | None) -> Span | None:
    """The end of the translation's sentence before the hole, its beginning where there is none."""
    if before is not None:
        return _last_words(bitext.target, bitext.target.segments[before.target[-1]])
    segments = bitext.target.segments
    return _first_words(bitext.target, segments[0]) if segments else None


def _added_sentence(bitext: Bitext, bead: Bead, carriers: _Carriers) -> Iterator[Finding]:
    segment = bitext.target.segments[bead.target[0]]
    if segment.last - segment.first < SHORTEST_SENTENCE:
        return
    words = list(filter(carriers.of_target, bitext.target_words(bead)))
    if source_tells(bitext, bead, words, len(segment.span), carriers.of_source):
        return
    message = f"“{first_words(segment.span.of(bitext.target.text))}” has no counterpart in the source."
    yield found(ADDED_SENTENCE, ADDED_WHOLE, message, target=_first_words(bitext.target, segment))


def _inside(case: Case, bitext: Bitext, carriers: _Carriers) -> Iterator[Finding]:
    scale = len(bitext.target.text) / max(1, len(bitext.source.text))
    tree = Tree(bitext.target, case.parse) if case.parse else None
    adjuncts = Adjuncts(bitext, tree, carriers.of_target, carriers.joining.joins) if tree else None
    for bead in bitext.beads:
        if not bead.source or not bead.target:
            continue
        source, target = _sides(bitext, bead, carriers)
        excess = _length(bitext.source_span(bead)) * scale - _length(bitext.target_span(bead))
        cosines, several = bitext.cosines(source.words, target.words), len(bead.source) + len(bead.target) > 2
        if carriers.function_words is not None:
            candidates = holes(source, target, cosines, excess / scale, several=several)
            yield from _omitted(case, bitext, bead, candidates, carriers)
        if carriers.content_words is not None:
            candidates = holes(target, source, cosines.T, -excess, several=several)
            yield from _added(case, bitext, bead, candidates, carriers, adjuncts)


def _sides(bitext: Bitext, bead: Bead, carriers: _Carriers) -> tuple[Side, Side]:
    words, others = bitext.source_words(bead), bitext.target_words(bead)
    carry, opening = list(map(carriers.of_source, words)), list(map(carriers.opens_source, words))
    source = Side(bitext.source, words, carry, opening, bitext.source_best, bitext.links_of_source)
    carry = list(map(carriers.of_target, others))
    opening = [not c for c in carry]
    said = carriers.said(words, others)
    carry = [c or w.index in said for c, w in zip(carry, others, strict=True)]
    return source, Side(bitext.target, others, carry, opening, bitext.target_best, bitext.links_of_target, said)


def _omitted(
    case: Case, bitext: Bitext, bead: Bead, candidates: Iterable[Hole], carriers: _Carriers
) -> Iterator[Finding]:
    for hole, alone in clearest(candidates, OMITTED, OMITTED_BIAS):
        direct = alone + TAIL * _is_tail(bitext, hole) - MISALIGNED * (bead.score < 0)
        odds = direct + omission_odds(case, hole)
        if len(hole.content) < SHORTEST_OMISSION or odds < LEAST_ODDS:
            continue
        if target_tells(bitext, bead, hole.content, len(hole.span), carriers.of_target):
            continue
        message = f"“{first_words(hole.span.of(bitext.source.text))}” has no counterpart in the translation."
        target = _place(bitext, bead, hole)
        finding = found(
            OMITTED_PASSAGE, _strength(direct), message, target=target, source=hole.span, evidence=hole.evidence
        )
        yield seconded(finding, _strength(odds))


def _is_tail(bitext: Bitext, hole: Hole) -> bool:
    """Whether a phrase begins with the hole and its sentence ends with it: what is left out is mostly the end."""
    segment = bitext.source.segments[hole.words[-1].segment]
    return hole.features.whole == _BOTH_ENDS and hole.words[-1].index == segment.last - 1


def _place(bitext: Bitext, bead: Bead, hole: Hole) -> Span:
    """Where the missing words should stand: the linked words around the hole, or the passage's end."""
    first, last = hole.words[0].index, hole.words[-1].index
    before = bitext.to_target(bitext.source.words[max(0, first - 3) : first])
    after = bitext.to_target(bitext.source.words[last + 1 : last + 4])
    near = before[-2:] or after[:2]
    if near:
        return Span.hull(w.span for w in near)
    return _last_words(bitext.target, bitext.target.segments[bead.target[-1]])


def _added(
    case: Case, bitext: Bitext, bead: Bead, candidates: Iterable[Hole], carriers: _Carriers, adjuncts: Adjuncts | None
) -> Iterator[Finding]:
    for hole, alone in clearest(candidates, ADDED, ADDED_BIAS):
        odds = alone - MISALIGNED * (bead.score < 0)
        if len(hole.content) < SHORTEST_ADDITION or odds < LEAST_ODDS:
            continue
        odds += adjuncts.worth(bead, hole.words) if adjuncts else 0.0
        if source_tells(bitext, bead, hole.content, len(hole.span), carriers.of_source):
            continue
        message = f"“{first_words(hole.span.of(bitext.target.text))}” has no counterpart in the source."
        span = Span.hull(w.span for w in hole.words[:SHOWN_WORDS])
        source = bitext.source_span(bead)
        finding = found(ADDED_PASSAGE, _strength(odds), message, target=span, source=source, evidence=hole.evidence)
        yield seconded(finding, _strength(odds + addition_odds(case, hole)))


def _strength(odds: float) -> float:
    return min(SUREST, 1.0 / (1.0 + math.exp(-SLOPE * odds)))


def _length(span: Span | None) -> int:
    return len(span) if span else 0


def _first_words(document: Document, segment: Segment) -> Span:
    words = document.words_of(segment)[:SHOWN_WORDS]
    return Span.hull(w.span for w in words) if words else segment.span


def _last_words(document: Document, segment: Segment) -> Span:
    words = document.words_of(segment)[-4:]
    return Span.hull(w.span for w in words) if words else segment.span


def _unable(case: Case) -> dict[str, str]:
    lang = case.translation.lang
    if case.parse is not None or case.vocabulary.has(lang, "content"):
        return {}
    return {ADDED_PASSAGE.name: f"neither syntax nor vocabulary for {lang} (content)"}


FAMILY = Family("content", RULES, check, _unable)
