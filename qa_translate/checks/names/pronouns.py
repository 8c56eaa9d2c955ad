"""Names that a translator writes where the source has a pronoun or leaves the subject to the verb's ending."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Word
from qa_translate.checks.names.runs import Sighting
from qa_translate.checks.names.sightings import Sightings
from qa_translate.romanise import arabic_forms, fold_arabic

# Sentences of the source that name somebody from which on the article is about them.
TOPIC = 3
LINKED = 0.5
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def may_be_meant(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether a pronoun may stand for the name here: for whoever the article is about, named often.

    A place is not named so, and a word of the source to which the name is linked is no pronoun.
    """
    if sighting.mention.label in _PLACES or sighting.linked:
        return False
    forms, source = sightings.forms_of(sighting.mention.key), sightings.bitext.source
    named = {w.segment for w in source.words if not forms.isdisjoint(arabic_forms(w.text))}
    return len(named) >= TOPIC


def stands_for_ending(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether the name is the subject of a verb whose counterpart has none: what was said follows it at once."""
    token = sightings.token(sighting.mention.word)
    if token is None or token.dep != "nsubj" or sightings.parse is None:
        return False
    verb = sightings.parse.tokens[token.head]
    return any(_has_no_subject(sightings, word) for word in _counterparts(sightings, verb.span.start))


def _counterparts(sightings: Sightings, start: int) -> Iterator[Word]:
    bitext = sightings.bitext
    segment = bitext.target.segment_at(start)
    words = bitext.target.words_of(segment) if segment is not None else ()
    for word in (w for w in words if w.span.start <= start < w.span.end):
        links = bitext.links_of_target(word.index)
        yield from (bitext.source.words[k.source] for k in links if k.score >= LINKED)


def _has_no_subject(sightings: Sightings, verb: Word) -> bool:
    words = sightings.bitext.source.words
    after = words[verb.index + 1] if verb.index + 1 < len(words) else None
    that: list[str] = sightings.lists.arabic["that"]
    return after is not None and after.segment == verb.segment and fold_arabic(after.text) in that
