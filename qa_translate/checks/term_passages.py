"""Where a translation has other words for a term than a glossary wants: the aligned passages of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.term_wanted import Terms, Wanted
from qa_translate.glossary import Term
from qa_translate.phrases import Part, Phrase, Place, parts_of

_FORBIDDEN = 0.9
_LINKED = 0.7
_LESS_SURE = 0.6
_LONGEST = 6
"""Words of the translation that one term is taken to be rendered by at most."""

_SHORT = 3
"""Letters of the longest word that is no name of anything; pronouns are so short."""

Places = Mapping[int, Sequence[Place]]
"""Where the terms of these numbers stand."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of the translation that a glossary does not want.

    Attributes:
        term: the entry that says so.
        target: the words.
        source: the words of the source that they stand for; none for an entry without a source.
        forbidden: whether the entry forbids them; else it wants others.
        strength: see `qa_translate.checks.family.found`.
        linked: whether they surely stand for the source's; else they are the likest ones near.
    """

    term: Term
    target: tuple[Word, ...]
    source: tuple[Word, ...] = ()
    forbidden: bool = False
    strength: float = _FORBIDDEN
    linked: bool = True


def forbidden_in(text: str, parts: Sequence[Part], terms: Terms) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """What is forbidden whatever the source says: number of the term, words.

    Args:
        text: the translation.
        parts: its words.
        terms: of the glossary.
    """
    fine = _grouped((number, place) for number, _, place in terms.preferred.find(parts))
    for number, place in _once(terms.forbidden.find(parts)):
        wanted = terms.wanted[number]
        if not _is_fine(place, fine) and not _is_preferred_spelling(text, parts, place, wanted, fine[number]):
            yield number, _words(parts, place)


class Passages:
    """The passages of one article, as terms are looked for in them."""

    def __init__(self, bitext: Bitext, terms: Terms) -> None:
        self._bitext = bitext
        self._terms = terms
        self._beads = [bead for bead in bitext.beads if bead.target]
        self._sources = [parts_of(bitext.source_words(bead), bitext.source.lang) for bead in self._beads]
        self._targets = [parts_of(bitext.target_words(bead), bitext.target.lang) for bead in self._beads]
        self._right = [_grouped((n, place) for n, _, place in terms.preferred.find(parts)) for parts in self._targets]

    def doubts(self) -> Iterator[Doubt]:
        """At most one of every term and passage, in order."""
        met: set[int] = set()
        for bead in range(len(self._beads)):
            held = self._terms_in(bead, met)
            for number in sorted(held, key=lambda n: held[n][0].first):
                doubt = self._judged(bead, number, held, again=number in met)
                if doubt is not None:
                    yield doubt
            met.update(held)

    def _terms_in(self, bead: int, met: set[int]) -> dict[int, list[Place]]:
        """The terms that a passage's source holds; where two overlap, the longer one.

        A person's surname alone is that person once the whole name was there.
        """
        parts = self._sources[bead]
        every = {(n, place) for n, _, place in self._terms.sources.find(parts)}
        every |= {(n, place) for n, _, place in self._terms.surnames.find(parts) if n in met}
        kept: dict[int, list[Place]] = defaultdict(list)
        longest: list[Place] = []
        for number, place in sorted(every, key=lambda pair: (-len(pair[1]), pair[1].first, pair[0])):
            if not any(place.overlaps(other) and len(other) > len(place) for other in longest):
                kept[number].append(place)
                longest.append(place)
        return kept

    def _judged(self, bead: int, number: int, held: Places, *, again: bool) -> Doubt | None:
        """The doubt about one term in one passage, if there is one."""
        wanted = self._terms.wanted[number]
        places = held[number]
        source = _words(self._sources[bead], places[0])
        banned = self._forbidden(bead, number, held)
        if banned:
            return Doubt(wanted.term, banned, source, forbidden=True)
        rivals = [n for n, others in held.items() if any(place in places for place in others)]
        if not wanted.preferred or self._is_right(bead, rivals):
            return None
        in_short = wanted.term.person and len(places[0]) == 1 and any(len(each.forms) > 1 for each in wanted.source)
        if (again or in_short) and self._is_there(bead, wanted.short):
            return None
        return self._other_words(bead, wanted, source, again=again)

    def _other_words(self, bead: int, wanted: Wanted, source: tuple[Word, ...], *, again: bool) -> Doubt | None:
        """The doubt about the words that stand for `source`, where they are none of the glossary's.

        What was named before may be a pronoun or left out, and a person may be called by an office: then only words
        that are linked to the term are doubted, and of a person only names.
        """
        words = linked = self._linked(self._beads[bead], source)
        if wanted.term.person and not any(_may_be_name(word.text) for word in words):
            return None
        if again and all(len(word.form) <= _SHORT for word in words):
            return None
        words = linked or self._likest(bead, source)
        strength = _LINKED if linked and not again else _LESS_SURE
        return Doubt(wanted.term, words, source, strength=strength, linked=bool(linked)) if words else None

    def _is_right(self, bead: int, numbers: Iterable[int]) -> bool:
        """Whether a passage has what is written for one of these terms, or one beside it has."""
        return any(self._right[k][number] for number in numbers for k in self._near(bead))

    def _is_there(self, bead: int, phrases: Sequence[Phrase]) -> bool:
        return any(True for k in self._near(bead) for phrase in phrases for _ in phrase.places(self._targets[k]))

    def _near(self, bead: int) -> range:
        """A passage and those beside it, with what lies between (see `_within`)."""
        within = self._within(bead)
        return range(max(0, within.start - 1), min(len(self._beads), within.stop + 1))

    def _within(self, bead: int) -> range:
        """A passage, with those around it that no source was found for: parts of split sentences."""
        first = next((k + 1 for k in range(bead - 1, -1, -1) if self._beads[k].source), 0)
        stop = next((k for k in range(bead + 1, len(self._beads)) if self._beads[k].source), len(self._beads))
        return range(first, stop)

    def _forbidden(self, bead: int, number: int, held: Places) -> tuple[Word, ...]:
        """The first words of a passage that a term forbids, and that stand for nothing else there."""
        parts, right, wanted = self._targets[bead], self._right[bead], self._terms.wanted[number]
        others = {place for n in held if n != number for place in right[n]}
        source = {word.index for place in held[number] for word in _words(self._sources[bead], place)}
        for phrase in wanted.forbidden:
            for place in phrase.places(parts, strictly=True):
                words = _words(parts, place)
                fine = place in others or _is_fine(place, right)
                text = self._bitext.target.text
                if fine or _is_preferred_spelling(text, parts, place, wanted, right[number]):
                    continue
                links = [link for word in words for link in self._bitext.links_of_target(word.index)]
                if not right[number] or any(link.source in source for link in links):
                    return words
        return ()

    def _linked(self, bead: Bead, source: Sequence[Word]) -> tuple[Word, ...]:
        """The longest stretch of a passage that is linked to `source`, a word between two of its words at most."""
        within = {word.index for word in self._bitext.target_words(bead)}
        runs: list[list[Word]] = [[]]
        for word in self._bitext.to_target(source):
            if word.index not in within:
                continue
            near = runs[-1] and word.index - runs[-1][-1].index <= 2 and word.segment == runs[-1][-1].segment
            if near and word.index - runs[-1][0].index < _LONGEST:
                runs[-1].append(word)
            else:
                runs.append([word])
        longest: list[Word] = max(runs, key=len)
        return tuple(longest)

    def _likest(self, bead: int, source: Sequence[Word]) -> tuple[Word, ...]:
        """The word of a passage that is likest to `source`; none where all are too short."""
        every = (word for k in self._within(bead) for word in self._bitext.target_words(self._beads[k]))
        words = [word for word in every if len(word.form) > _SHORT]
        if not words:
            return ()
        return (words[int(self._bitext.cosines(source, words).max(axis=0).argmax())],)


def _is_fine(place: Place, right: Places) -> bool:
    """Whether what stands there is a part of a longer phrase that any term wants."""
    return any(place.within(other) for places in right.values() for other in places)


def _is_preferred_spelling(
    text: str, parts: Sequence[Part], place: Place, wanted: Wanted, right: Sequence[Place]
) -> bool:
    """Whether forbidden words are the preferred ones, as the two differ in a hyphen, full stops or an inflection."""
    written = Span.hull(word.span for word in _words(parts, place)).of(text).casefold()
    return place in right and written not in map(str.casefold, wanted.term.forbidden)


def _grouped(found: Iterable[tuple[int, Place]]) -> dict[int, list[Place]]:
    groups: dict[int, list[Place]] = defaultdict(list)
    for number, place in found:
        groups[number].append(place)
    return groups


def _once(found: Iterable[tuple[int, Phrase, Place]]) -> Iterable[tuple[int, Place]]:
    return dict.fromkeys((number, place) for number, _, place in found)


def _words(parts: Sequence[Part], place: Place) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(part.word for part in parts[place.first : place.last]))


def _may_be_name(text: str) -> bool:
    """Whether a word has a capital, or is in a script without any."""
    return any(char.isupper() for char in text) or text.lower() == text.upper()
