"""Names of places translated word by word (`translated-name`): "in Sons of Boredom" for في بني ملال.

Many Arabic names of places begin with a common noun in the construct state (``house``, ``sons``, ``spring``). English
has them by their sound, and says a phrase of the same form with an article ("the House of Representatives").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.rules import TRANSLATED_NAME
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import fold_arabic

PLACE = 0.62
# Words of "House of the Cloud" behind its head.
_LONGEST = 3


def places_as_words(sightings: Sightings) -> Iterator[Finding]:
    """Findings about "Head of (the) Noun" without an article before it, where the source has such a name."""
    latin = _heads(sightings.lists.latin["place_heads"])
    arabic = {fold_arabic(word): head for word, head in _heads(sightings.lists.arabic["place_heads"]).items()}
    for bead in sightings.bitext.beads:
        if not bead.source or not bead.target:
            continue
        for phrase in _phrases(sightings, sightings.bitext.target_words(bead), latin):
            name = _name(sightings, bead, latin[phrase[0].form], arabic)
            if name:
                yield _finding(sightings, phrase, name)


def _heads(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: head for head, words in table.items() for word in words}


def _phrases(sightings: Sightings, words: Sequence[Word], heads: Mapping[str, str]) -> Iterator[Sequence[Word]]:
    """Places of the translation: a capitalised head behind a preposition of place, "of", and what it is of."""
    lists = sightings.lists.latin
    for k in range(1, len(words) - 2):
        head = words[k]
        if head.form not in heads or not head.text.istitle() or words[k - 1].form not in lists["place_prepositions"]:
            continue
        after = words[k + 1 : k + 1 + _LONGEST]
        if after[0].form not in lists["particles_of_place"]:
            continue
        end = 2 if after[1].form in lists["articles"] else 1
        if end < len(after) and after[end].text.istitle() and after[end].segment == head.segment:
            yield (head, *after[: end + 1])


def _name(sightings: Sightings, bead: Bead, head: str, heads: Mapping[str, str]) -> tuple[Word, Word] | None:
    """The two words of the source that such a phrase translates: its head, and a word that no name accounts for."""
    taken, words = sightings.accounted(bead), sightings.bitext.source_words(bead)
    wanted = {word for word, other in heads.items() if other == head}
    for first, second in pairwise(words):
        adjacent = first.segment == second.segment and not {first.index, second.index} & taken
        if adjacent and sightings.lists.stems_of(first.text) & wanted:
            return first, second
    return None


def _finding(sightings: Sightings, phrase: Sequence[Word], name: Sequence[Word]) -> Finding:
    source, target = Span.hull(w.span for w in name), Span.hull(w.span for w in phrase)
    said, written = source.of(sightings.bitext.source.text), target.of(sightings.bitext.target.text)
    return found(
        TRANSLATED_NAME,
        PLACE,
        f"“{written}” translates {said}, which is the name of a place.",
        target=target,
        source=source,
    )
