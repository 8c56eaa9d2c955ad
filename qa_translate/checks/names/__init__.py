"""Names: persons, places and bodies replaced, invented, lost, translated, or spelled as somebody else.

A mention of the translation is looked up among the Arabic words of its passage by sound (`qa_translate.romanise`), in
lists of places and bodies that are not spelled by sound, and through the encoder's word links. What the article calls
each Arabic name elsewhere tells whether a passage names somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.case import Case
from qa_translate.checks.family import Family
from qa_translate.checks.names.common import given_names_as_words, names_as_words
from qa_translate.checks.names.confirm import weighed
from qa_translate.checks.names.likeness import Likeness
from qa_translate.checks.names.listed import listed_names
from qa_translate.checks.names.lists import Lists
from qa_translate.checks.names.mentions import Mention, Mentions
from qa_translate.checks.names.parts import swapped_parts
from qa_translate.checks.names.replaced import replaced_names
from qa_translate.checks.names.rules import RULES
from qa_translate.checks.names.sightings import Sightings
from qa_translate.checks.names.spelling import two_spellings
from qa_translate.finding import Finding
from qa_translate.romanise import Romaniser
from qa_translate.vocabulary import Table, Vocabulary


def check(case: Case) -> Iterator[Finding]:
    """Findings about the names of a translation, with or without its source."""
    table = case.vocabulary.topic(case.translation.lang, "names")
    if table is None:
        return
    mentions = Mentions(case.translation, case.parse, table).every()
    sightings = _sightings(case, table, mentions)
    yield from two_spellings(mentions, sightings)
    if sightings is not None:
        yield from swapped_parts(sightings)
        for look in (replaced_names, listed_names, names_as_words, given_names_as_words):
            for finding in look(sightings):
                yield weighed(case, finding)


def _sightings(case: Case, table: Table, mentions: Sequence[Mention]) -> Sightings | None:
    if case.bitext is None:
        return None
    arabic = case.vocabulary.topic(case.bitext.source.lang, "names")
    romaniser = _romaniser(case.vocabulary, case.bitext.source.lang)
    if arabic is None or romaniser is None:
        return None
    return Sightings(case.bitext, Likeness(romaniser), Lists(table, arabic), mentions, case.parse)


_ROMANISERS: dict[str, Romaniser | None] = {}


def _romaniser(vocabulary: Vocabulary, lang: str) -> Romaniser | None:
    if lang not in _ROMANISERS:
        letters = vocabulary.topic(lang, "romanisation")
        _ROMANISERS[lang] = Romaniser.of(letters) if letters is not None else None
    return _ROMANISERS[lang]


FAMILY = Family("names", RULES, check)
