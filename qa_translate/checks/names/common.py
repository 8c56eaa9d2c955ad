"""A name of the source that became a common word (`translated-name`) or is not there at all (`lost-name`)."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.rules import LOST_NAME, TRANSLATED_NAME
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding

TRANSLATED = 0.35
TRANSLATED_GIVEN_NAME = 0.52
LOST = 0.2
# Cosine from which a common word counts as the translation of an Arabic word.
MEANT = 0.6


def names_as_words(sightings: Sightings) -> Iterator[Finding]:
    """Findings about Arabic names that the article knows and that a passage translates or drops."""
    for bead in sightings.bitext.beads:
        if bead.source and bead.target:
            for word in sightings.free(bead):
                if sightings.is_person(word):
                    yield from _judge(sightings, bead, word)


def given_names_as_words(sightings: Sightings) -> Iterator[Finding]:
    """Findings about a common word before a person's name where the source has the first part of the name.

    A description before the name ("the doctor") is linked to its Arabic; a translated name ("the conqueror") is not.
    """
    for run in sightings.runs:
        first = run[0]
        if not first.supported or first.mention.label != "PERSON" or len(run) < 2:
            continue
        word = sightings.bitext.target.words[first.mention.word.index - 1] if first.mention.word.index else None
        name = sightings.word_before(first.match.words[0])
        if word is None or name is None or name.index in sightings.accounted(first.bead):
            continue
        if _stands_before(sightings, word, first.mention.word) and not sightings.bitext.links_of_target(word.index):
            if not any(link.mutual for link in sightings.bitext.links_of_source(name.index)):
                yield found(
                    TRANSLATED_NAME,
                    TRANSLATED_GIVEN_NAME,
                    f"“{word.text}” stands where the source has {name.text}, perhaps the first part of the name.",
                    target=word.span,
                    source=name.span,
                )


def _stands_before(sightings: Sightings, word: Word, name: Word) -> bool:
    between = sightings.bitext.target.text[word.span.end : name.span.start]
    return word.segment == name.segment and between.isspace() and word.text.islower() and sightings.is_noun(word)


def _judge(sightings: Sightings, bead: Bead, word: Word) -> Iterator[Finding]:
    name = sightings.names_of(word).most_common(1)[0][0]
    links = sightings.bitext.links_of_source(word.index)
    for link in links:
        other = sightings.bitext.target.words[link.target]
        if link.mutual and link.score >= MEANT and other.text.islower() and sightings.is_noun(other) and word.form == sightings.written(word):
            yield found(
                TRANSLATED_NAME,
                TRANSLATED,
                f"“{other.text}” translates {word.text}, which is the name {name.title()} elsewhere in this article.",
                target=other.span,
                source=word.span,
            )
            return
    target = sightings.bitext.target_span(bead)
    if target is not None and not sightings.of_bead.get(bead):
        yield found(
            LOST_NAME,
            LOST,
            f"The source names {word.text} ({name.title()}) here, the translation names nobody.",
            target=target,
            source=word.span,
        )
