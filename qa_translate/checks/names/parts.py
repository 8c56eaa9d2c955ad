"""Parts of one name in another order than in the source (`swapped-name-parts`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_translate.article import Span, Word
from qa_translate.checks.family import found
from qa_translate.checks.names.rules import SWAPPED_NAME_PARTS
from qa_translate.checks.names.runs import Sighting
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import fold_arabic

SWAPPED = 0.7
NO_PERSON = 0.3
# Words of the source that two parts of one name may be apart: the second itself, or one بن between them.
_APART = 2


def swapped_parts(sightings: Sightings) -> Iterator[Finding]:
    """Findings about neighbouring parts of a name whose counterparts stand the other way round."""
    fathers = frozenset(fold_arabic(w) for w in sightings.lists.arabic["patronymic"])
    for run in sightings.runs.every:
        for first, second in pairwise(run):
            listed = any(sightings.listings.holds(s.mention.word, s.bead) for s in (first, second))
            if not listed and _by_sound(first) and _by_sound(second) and _swapped(sightings, first, second, fathers):
                yield _finding(sightings, first, second)


def _by_sound(sighting: Sighting) -> bool:
    return sighting.supported and len(sighting.match.words) == 1 and sighting.mention.proper


def _swapped(sightings: Sightings, first: Sighting, second: Sighting, fathers: frozenset[str]) -> bool:
    one, other = first.match.words[0], second.match.words[0]
    if not 0 < one.index - other.index <= _APART or one.segment != other.segment:
        return False
    # A later part with something written onto its front (و ب ل) begins another phrase; with an ending of relation it is
    # an adjective, which follows its noun.
    if first.mention.key == second.mention.key or first.match.form not in _bare(one.text):
        return False
    if fold_arabic(one.text).startswith("ال") and sightings.lists.is_adjective(one.text):
        return False
    words = sightings.bitext.source.words
    between = words[other.index + 1 : one.index]
    return all(fold_arabic(w.text) in fathers for w in between) and not _both_ways(sightings, first, second, one, other)


def _bare(word: str) -> tuple[str, str]:
    whole = fold_arabic(word)
    return whole, whole.removeprefix("ال")


def _both_ways(sightings: Sightings, first: Sighting, second: Sighting, one: Word, other: Word) -> bool:
    """Whether each part is as much like the other's counterpart, so that nothing is exchanged."""
    pairs: Sequence[tuple[Sighting, Word]] = ((first, other), (second, one))
    return all(sightings.likeness.best(s.mention, (w,)).same for s, w in pairs)


def _finding(sightings: Sightings, first: Sighting, second: Sighting) -> Finding:
    target = Span.hull((first.mention.word.span, second.mention.word.span))
    source = Span.hull((first.match.words[0].span, second.match.words[0].span))
    person = any(s.mention.label == "PERSON" for s in (first, second))
    written, said = target.of(sightings.bitext.target.text), source.of(sightings.bitext.source.text)
    return found(
        SWAPPED_NAME_PARTS,
        SWAPPED if person else NO_PERSON,
        f"The parts of the name “{written}” stand in the other order in the source: {said}.",
        target=target,
        source=source,
    )
