"""Two names of a passage in each other's place, told by the prepositions before them (`exchanged-names`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.rules import EXCHANGED_NAMES
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.ports import Parse, Token

EXCHANGED = 0.6
# Cosine from which two prepositions count as translations of each other.
LINKED = 0.6
# Words after an Arabic preposition within which its name begins.
_AFTER = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A name after a preposition: its word, the Arabic of the name, and the Arabic of the preposition."""

    word: Word
    arabic: Word
    preposition: int


def exchanged_names(sightings: Sightings) -> Iterator[Finding]:
    """Findings about two names that follow each other's preposition."""
    if sightings.parse is None:
        return
    for bead in sightings.of_bead:
        places = list(_places(sightings, sightings.parse, bead))
        for first, second in combinations(places, 2):
            if first.preposition != second.preposition and _follows(first, second) and _follows(second, first):
                yield _finding(first, second)


def _follows(one: _Place, other: _Place) -> bool:
    """Whether the Arabic of `one` stands after the preposition of `other`."""
    return 0 < one.arabic.index - other.preposition <= _AFTER


def _places(sightings: Sightings, parse: Parse, bead: Bead) -> Iterator[_Place]:
    for word, arabic in _names(sightings, bead):
        preposition = _preposition(parse, sightings.token(word))
        if preposition is None:
            continue
        links = [
            link
            for before in sightings.bitext.target.words_in(preposition.span)
            for link in sightings.bitext.links_of_target(before.index)
            if link.mutual and link.score >= LINKED
        ]
        if links:
            yield _Place(word, arabic, links[0].source)


def _names(sightings: Sightings, bead: Bead) -> Iterator[tuple[Word, Word]]:
    """Names of a passage with their Arabic; listed ones where the Arabic has them once."""
    for sighting in sightings.of_bead[bead]:
        if sighting.supported and not sightings.listings.holds(sighting.mention.word, bead):
            yield sighting.mention.word, sighting.match.words[0]
    there = sightings.listings.in_source(bead)
    for name in sightings.listings.in_target(bead):
        same = [n for n in there if n.entry == name.entry]
        if name.entry[0] == "places" and len(same) == 1:
            yield name.words[-1], same[0].words[0]


def _preposition(parse: Parse, token: Token | None) -> Token | None:
    """The preposition that governs a name, perhaps through the other parts of the name."""
    while token is not None and token.pos == "PROPN" and token.head != token.index:
        token = parse.tokens[token.head]
    return token if token is not None and token.pos == "ADP" else None


def _finding(first: _Place, second: _Place) -> Finding:
    source = Span.hull((first.arabic.span, second.arabic.span))
    one, other = first.word, second.word
    return found(
        EXCHANGED_NAMES,
        EXCHANGED,
        f"“{one.text}” and “{other.text}” stand in each other's place: the source has {first.arabic.text} where the"
        f" translation has {other.text}.",
        target=Span.hull((one.span, other.span)),
        source=source,
    )
