"""Whether a capital makes a name: the first word of a sentence and a heading have one anyway."""

from __future__ import annotations

from qa_translate.checks.names.runs import Sighting
from qa_translate.checks.names.sightings import Sightings

# How a word depends on the noun that it stands before
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod"})


def is_name(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether a mention without support is a name that its passage should have, as far as can be told."""
    mention = sighting.mention
    if mention.acronym or sightings.listings.holds(sighting.mention.word, sighting.bead):
        return False
    if sightings.forms_of(mention.key):
        return True
    if sightings.parse is None and (mention.opening or mention.label != "PERSON"):
        # Without syntax nothing but another part of the name beside it tells it from a common noun.
        return sightings.is_place(mention) and not mention.opening
    return mention.proper and not mention.heading and not _is_common(sightings, sighting)


def _is_common(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether a capital makes a name of a common noun: written small elsewhere, or the first of "sulphur dioxide"."""
    mention, token = sighting.mention, sightings.token(sighting.mention.word)
    if (mention.opening or mention.label != "PERSON") and mention.text.lower() in sightings.small:
        return True
    if not mention.opening or mention.label == "GPE" or token is None or sightings.parse is None:
        return False
    head = sightings.parse.tokens[token.head]
    return token.dep in _BEFORE_NOUN and head.pos == "NOUN" and head.text.islower()
