"""Names: persons, places and bodies replaced, invented, lost, translated, or spelled as somebody else.

A mention of the translation is looked up among the Arabic words of its passage by sound (`qa_translate.romanise`), in
lists of places and bodies that are not spelled by sound, and through the encoder's word links. What the article calls
each Arabic name elsewhere tells whether a passage names somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.family import Family
from qa_translate.checks.names.common import given_names_as_words, names_as_words
from qa_translate.checks.names.confirm import weighed
from qa_translate.checks.names.exchanged import exchanged_names
from qa_translate.checks.names.exonyms import Exonyms
from qa_translate.checks.names.likeness import Likeness
from qa_translate.checks.names.listed import listed_names
from qa_translate.checks.names.lists import Lists
from qa_translate.checks.names.mentions import Mention, Mentions, NameWords
from qa_translate.checks.names.parts import swapped_parts
from qa_translate.checks.names.places import places_as_words
from qa_translate.checks.names.replaced import replaced_names
from qa_translate.checks.names.rules import RULES
from qa_translate.checks.names.sightings import Sightings
from qa_translate.checks.names.spelling import two_spellings
from qa_translate.checks.names.translated import surnames_as_words, titles_as_words
from qa_translate.finding import Finding
from qa_translate.romanise import Romaniser
from qa_translate.vocabulary import Vocabulary, prepared

# Languages, and pairs of them, whose data is kept ready.
_LANGUAGES = 16


def check(case: Case) -> Iterator[Finding]:
    """Findings about the names of a translation, with or without its source."""
    known = _words(case.translation.lang)
    if known is None:
        return
    mentions = Mentions(case.translation, case.parse, known).every()
    sightings = _sightings(case, mentions)
    # Names of another article would all be marked: that the texts do not belong together is said elsewhere.
    if sightings is not None and not sightings.fit:
        sightings = None
    yield from two_spellings(mentions, sightings)
    if sightings is not None:
        yield from swapped_parts(sightings)
        yield from exchanged_names(sightings)
        translated = (names_as_words, given_names_as_words, surnames_as_words, titles_as_words, places_as_words)
        for look in (replaced_names, listed_names, *translated):
            for finding in look(sightings):
                yield weighed(case, finding)


def _sightings(case: Case, mentions: Sequence[Mention]) -> Sightings | None:
    if case.bitext is None:
        return None
    tools = _tools(case.translation.lang, case.bitext.source.lang)
    return Sightings(case.bitext, *tools, mentions, case.parse) if tools is not None else None


@lru_cache(maxsize=_LANGUAGES)
def _words(lang: str) -> NameWords | None:
    table = Vocabulary().topic(lang, "names", Side.TRANSLATION)
    return NameWords.of(table) if table is not None else None


@lru_cache(maxsize=_LANGUAGES)
def _tools(target: str, source: str) -> tuple[Likeness, Lists, Exonyms] | None:
    """What compares the names of two languages; None where one of them has no data."""
    vocabulary = Vocabulary()
    latin, arabic = vocabulary.topic(target, "names", Side.TRANSLATION), vocabulary.topic(source, "names", Side.SOURCE)
    letters = vocabulary.topic(source, "romanisation")
    if latin is None or arabic is None or letters is None:
        return None
    lists = Lists(latin, arabic)
    respellings = tuple((one, other) for one, other in latin["respellings"])
    return Likeness(prepared(Romaniser.of, letters), respellings), lists, Exonyms(lists, target, source)


FAMILY = Family("names", RULES, check)
