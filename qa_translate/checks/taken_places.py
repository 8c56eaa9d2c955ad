"""Nouns in each other's place, seen in one language: the source beside its round trip.

The round trip has a noun between the same words between which the source has another one, and the other one elsewhere.
An engine that turns a sentence round does this as well, so that this alone is no doubt; and that the draft names two
nouns in another order than the source is a weak one, as languages differ in that. Where both agree on the same two
nouns, they are almost always exchanged: in 56 faulty articles with round trips all 12 such pairs were (2 of them in 8
articles that played no part in the making); 34 sound ones and 278 of FLORES, with the outputs of seven engines, have
none. Sound drafts that do are those with relative clauses ("the applications that the association received").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.arabic import fold
from qa_translate.article import Document, Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found, seconded
from qa_translate.checks.role_words import ActionNouns
from qa_translate.finding import Finding, Rule
from qa_translate.ports import Token
from qa_translate.same_words import keys, same_words
from qa_translate.syntax import Tree

# Strength of a doubt by the order of the draft alone, and with the round trip.
DIRECT, SECONDED = 0.3, 0.55
# Words of the round trip on either side of a noun among which those that bound its place are looked for, words of the
# source between their counterparts, and how many of these carry content.
REACH, WIDEST, MOST_IN_PLACE = 4, 5, 3
# Cosine of a mutual link from which two words bound the same place, and from which a name is one in another spelling.
BOUNDING, RESPELLED = 0.55, 0.8
# Cosine from which a word of the draft renders one of the source or of the round trip.
RENDERED = 0.5
# Words of the draft between two nouns that may have been exchanged.
FARTHEST = 16
LONGEST_MARK = 13
SHORTEST = 3  # letters
_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Taken:
    """A noun in the place of another one.

    Attributes:
        back: the noun, in the round trip.
        place: the source's noun in that place.
        here, other: the draft's words for the two.
        swapped: whether the source has `here` elsewhere; if not, the round trip has it once more than the source.
    """

    back: Word
    place: Word
    here: Word
    other: Word
    swapped: bool


def exchanged_places(case: Case, exchanged: Rule, changed: Rule) -> Iterator[Finding]:
    """Findings of `exchanged` about two nouns in each other's place, and of `changed` about one in another's place."""
    places = _Places.of(case)
    marked: list[Span] = []
    for taken in places.taken() if places else ():
        words = sorted((taken.here, taken.other), key=lambda w: w.index)
        wide = words[1].index - words[0].index >= LONGEST_MARK
        target = taken.here.span if wide else Span.hull(w.span for w in words)
        if any(target.overlaps(span) for span in marked):
            continue
        marked.append(target)
        message = (
            f"The back-translation has “{taken.back.text}” where the source has “{taken.place.text}”, as the "
            f"translation has “{taken.here.text}” and “{taken.other.text}” in another order than the source."
        )
        rule = exchanged if taken.swapped else changed
        finding = found(rule, DIRECT, message, target=target, source=taken.place.span, back=taken.back.span)
        yield seconded(finding, SECONDED)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the source.

    Attributes:
        words: that carry content and stand there.
        bounds: source words before and behind it, None at an end of the passage.
        inside: indices of the words of the round trip between the counterparts of `bounds`.
    """

    words: tuple[Word, ...]
    bounds: tuple[int | None, int | None]
    inside: range


@dataclass(frozen=True)
class _Places:
    round_trip: Bitext
    bitext: Bitext
    retranslation: Bitext
    tree: Tree
    function_words: frozenset[str]
    prepositions: frozenset[str]
    actions: ActionNouns | None

    @staticmethod
    def of(case: Case) -> _Places | None:
        """None where a text, its syntax or its vocabulary is missing."""
        bitext, round_trip, retranslation = case.bitext, case.round_trip, case.retranslation
        if bitext is None or round_trip is None or retranslation is None or case.parse is None:
            return None
        lang = bitext.source.lang
        table, reporting = case.vocabulary.topic(lang, "content"), case.vocabulary.topic(lang, "reporting", Side.SOURCE)
        if table is None or reporting is None:
            return None
        function_words = frozenset(map(fold, table["function"]["words"]))
        prepositions = frozenset(map(fold, reporting["boundary"]["prepositions"]))
        tree, actions = Tree(case.translation, case.parse), ActionNouns.of(case.vocabulary.topic(lang, "roles"))
        return _Places(round_trip, bitext, retranslation, tree, function_words, prepositions, actions)

    def taken(self) -> Iterator[Taken]:
        """All nouns of the round trip that stand in another's place, in order."""
        for bead in self.round_trip.beads:
            if not bead.source or not bead.target:
                continue
            source, words = self.round_trip.source_words(bead), self.round_trip.target_words(bead)
            named = [(w.index, keys(w)) for w in source]
            for k, word in enumerate(words):
                own = self._own(named, word) if self._carries(word) else set()
                place = self._place(source, words, k) if own else None
                if place and not any(
                    w.index in own or self._bounding.get(w.index) in place.inside for w in place.words
                ):
                    yield from self._instead(word, own, place)

    def _instead(self, word: Word, own: set[int], place: _Place) -> Iterator[Taken]:
        """`word`, which the source has at `own`, instead of what stands in `place`."""
        here = self._noun(word)
        if here is None or self._is_agent(word):
            return
        swapped = self._bounded.get(word.index) in own
        for noun in place.words:
            if self._is_oblique(self.round_trip.source, noun) is not self._is_oblique(self.round_trip.target, word):
                continue
            back = self._shared.get(noun.index)
            other = self._noun(self.round_trip.target.words[back]) if back is not None else None
            if back is None or other is None or self._is_agent(self.round_trip.target.words[back]):
                continue
            first, second = here[1].index, other[1].index
            far = abs(first - second) > FARTHEST or self.tree.same_phrase(here[0], other[0])
            far = far or self._describes(here[0], other[0]) or self._describes(other[0], here[0])
            crossed = self._are_crossed(noun, own, second < first) if swapped else self._parted(place, first, second)
            if crossed and not far:
                yield Taken(word, noun, here[1], other[1], swapped)
                return

    def _place(self, source: Sequence[Word], words: Sequence[Word], k: int) -> _Place | None:
        """The place of the source that the `k`-th of the round trip's `words` takes, None where nothing bounds it."""
        before, after = self._bound(words[:k][::-1]), self._bound(words[k + 1 :])
        if before is None or after is None or not (before or after):
            return None
        left = self._bounded[before[0].index] if before else None
        right = self._bounded[after[0].index] if after else None
        start = left if left is not None else source[0].index - 1
        stop = right if right is not None else source[-1].index + 1
        if not 0 < stop - start <= WIDEST + 1:
            return None
        inside = tuple(w for w in source if start < w.index < stop and self._carries(w))
        first = before[0].index + 1 if before else words[0].index
        last = after[0].index if after else words[-1].index + 1
        return _Place(inside, (left, right), range(first, last)) if len(inside) <= MOST_IN_PLACE else None

    def _bound(self, words: Sequence[Word]) -> tuple[Word, ...] | None:
        """The nearest of `words` with a counterpart, none at the end of the passage, None where there is only later."""
        found = next(((w,) for w in words[:REACH] if self._carries(w) and w.index in self._bounded), None)
        return found if found is not None or len(words) >= REACH else ()

    def _are_crossed(self, noun: Word, own: set[int], comes_first: bool) -> bool:
        """Whether the source names two nouns, with words between, in another order than the draft has them."""
        apart = [i for i in own if any(self._binds(k) for k in range(min(i, noun.index) + 1, max(i, noun.index)))]
        nearest = min(apart, key=lambda i: abs(i - noun.index), default=None)
        return nearest is not None and (noun.index < nearest) is not comes_first

    def _parted(self, place: _Place, here: int, other: int) -> bool:
        """Whether the draft has a noun on this side of the verb that bounds its place, and the other one beyond."""
        left, right = map(self._verb, place.bounds)
        return (right is not None and here < right < other) or (left is not None and other < left < here)

    def _verb(self, source: int | None) -> int | None:
        """Index of the draft's verb for a source word."""
        links = self.bitext.links_of_source(source) if source is not None else []
        best = max((x for x in links if x.score > RENDERED), key=lambda x: x.score, default=None)
        tokens = self.tree.tokens_of([self.bitext.target.words[best.target]]) if best else []
        return best.target if best and any(t.pos == "VERB" for t in tokens) else None

    def _noun(self, word: Word) -> tuple[Token, Word] | None:
        """The draft's noun that a word of the round trip renders."""
        links = sorted(self.retranslation.links_of_source(word.index), key=lambda x: -x.score)
        rendered = (self.retranslation.target.words[x.target] for x in links if x.score > RENDERED)
        return next(((t, w) for w in rendered for t in self.tree.tokens_of([w]) if t.pos in _NOUNS), None)

    def _own(self, source: Sequence[tuple[int, frozenset[str]]], back: Word) -> set[int]:
        """Which words of the source (index and keys) are that of the round trip, or a name spelled otherwise there."""
        known, links = keys(back), self.round_trip.links_of_target(back.index)
        respelled = {x.source for x in links if x.mutual and x.score >= RESPELLED}
        return {index for index, own in source if index in respelled or not known.isdisjoint(own)}

    def _describes(self, token: Token, noun: Token) -> bool:
        """Whether `token` stands in a relative clause of `noun`, which stands before it in any language."""
        relative = False
        while token.head != token.index and token.index != noun.index:
            relative = relative or token.dep == "relcl"
            token = self.tree.head(token)
        return relative and token.index == noun.index

    def _is_oblique(self, document: Document, word: Word) -> bool:
        """Whether a preposition stands before a word: what stands behind one takes no other noun's place."""
        first = document.segments[word.segment].first
        return word.index > first and document.words[word.index - 1].form in self.prepositions

    def _is_agent(self, back: Word) -> bool:
        return self.actions is not None and self.actions.is_agent(self.round_trip.target, back)

    def _carries(self, word: Word) -> bool:
        return len(word.form) >= SHORTEST and word.form not in self.function_words

    def _binds(self, source: int) -> bool:
        return source in self._bounding and self._carries(self.round_trip.source.words[source])

    @cached_property
    def _shared(self) -> dict[int, int]:
        return same_words(self.round_trip)

    @cached_property
    def _bounding(self) -> dict[int, int]:
        """Words of the round trip by the source words that they render: the same ones, then linked ones."""
        found, taken = dict(self._shared), set(self._shared.values())
        for link in sorted(self.round_trip.links, key=lambda x: -x.score):
            unused = link.source not in found and link.target not in taken
            if unused and link.mutual and link.score >= BOUNDING:
                found[link.source] = link.target
                taken.add(link.target)
        return found

    @cached_property
    def _bounded(self) -> dict[int, int]:
        return {j: i for i, j in self._bounding.items()}
