"""A name of the source that became a common word (`translated-name`) or is not there at all (`lost-name`)."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.mentions import without_ending
from qa_translate.checks.names.rules import LOST_NAME, TRANSLATED_NAME
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import arabic_forms, fold_arabic

TRANSLATED = 0.35
TRANSLATED_GIVEN_NAME = 0.52
LOST = 0.1
# Cosine from which a common word counts as the translation of an Arabic word.
MEANT = 0.6
_ARTICLE = "ال"


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
    for run in sightings.runs.every:
        first = run[0]
        if not first.supported or first.mention.label != "PERSON" or len(run) < 2:
            continue
        before, after = first.mention.word, first.match.words[0]
        word = sightings.bitext.target.words[before.index - 1] if before.index else None
        name = _word_before(sightings, after)
        if word is None or name is None or name.index in sightings.accounted(first.bead) or _describes(sightings, name):
            continue
        if sightings.is_title(word):
            continue
        if _described(sightings, word, before) and _unlinked(sightings, word, name):
            yield found(
                TRANSLATED_NAME,
                TRANSLATED_GIVEN_NAME,
                f"“{word.text}” stands where the source has {name.text}, perhaps the first part of the name.",
                target=word.span,
                source=name.span,
            )


def _describes(sightings: Sightings, name: Word) -> bool:
    """Whether a word with ال describes who is named after it: an adjective of relation, or any after a noun with ال."""
    if not fold_arabic(name.text).startswith(_ARTICLE):
        return False
    before = _word_before(sightings, name)
    defined = before is not None and any(f.startswith(_ARTICLE) for f in arabic_forms(before.text))
    return defined or sightings.lists.is_adjective(name.text)


def _unlinked(sightings: Sightings, word: Word, name: Word) -> bool:
    links = sightings.bitext.links_of_source(name.index)
    return not sightings.bitext.links_of_target(word.index) and not any(link.mutual for link in links)


def _described(sightings: Sightings, word: Word, name: Word) -> bool:
    """Whether `word` is a common noun with an article right before the name: titles before names have none."""
    article = sightings.bitext.target.words[word.index - 1].form if word.index else ""
    if article not in sightings.lists.latin["articles"]:
        return False
    between = sightings.bitext.target.text[word.span.end : name.span.start]
    return word.segment == name.segment and between.isspace() and word.text.islower() and is_noun(sightings, word)


def _judge(sightings: Sightings, bead: Bead, word: Word) -> Iterator[Finding]:
    name = sightings.names_of(word).most_common(1)[0][0]
    links = sightings.bitext.links_of_source(word.index)
    for link in links:
        other = sightings.bitext.target.words[link.target]
        if (
            link.mutual
            and link.score >= MEANT
            and other.text.islower()
            and is_noun(sightings, other)
            and sightings.is_written_as_name(word)
        ):
            yield found(
                TRANSLATED_NAME,
                TRANSLATED,
                f"“{other.text}” translates {word.text}, which is the name {name.title()} elsewhere in this article.",
                target=other.span,
                source=word.span,
            )
            return
    target = sightings.bitext.target_span(bead)
    if target is not None and not sightings.of_bead.get(bead) and not _is_understood(sightings, bead, word):
        yield found(
            LOST_NAME,
            LOST,
            f"The source names {word.text} ({name.title()}) here, the translation names nobody.",
            target=target,
            source=word.span,
        )


def _is_understood(sightings: Sightings, bead: Bead, word: Word) -> bool:
    """Whether a pronoun for the name is taken for nobody else: who was named last, or is named here, is the same."""
    names = sightings.names_of(word)
    inside = {without_ending(w.text).lower() for w in sightings.bitext.target_words(bead)}
    first = sightings.bitext.target.segments[bead.target[0]].first
    before = [s.mention for s in sightings.every if s.mention.word.index < first and s.mention.label == "PERSON"]
    return not inside.isdisjoint(names) or (bool(before) and sightings.runs.related(before[-1].key, names))


def _word_before(sightings: Sightings, word: Word) -> Word | None:
    before = sightings.bitext.source.words[word.index - 1] if word.index else None
    return before if before is not None and before.segment == word.segment else None


def is_noun(sightings: Sightings, word: Word, *, proper: bool = False) -> bool:
    """Whether a word is a common noun or an adjective, or a `proper` noun as well, as far as the parser can tell."""
    token = sightings.token(word)
    return token is None or token.pos in {"NOUN", "ADJ"} or (proper and token.pos == "PROPN")
