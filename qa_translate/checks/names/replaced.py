"""A name that its passage of the source lacks: another one instead (`changed-name`) or none (`invented-name`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_translate.article import Document, Word
from qa_translate.checks.family import found
from qa_translate.checks.names.capitals import is_name
from qa_translate.checks.names.pronouns import may_be_meant, stands_for_ending
from qa_translate.checks.names.rules import CHANGED_NAME, INVENTED_NAME, MISSPELLED_NAME
from qa_translate.checks.names.runs import Sighting
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Evidence, Finding
from qa_translate.romanise import fold_arabic

# Letters of Arabic that a name needs for its spelling to be judged.
_TELLING = 4
# Evidence per letter (nats) below which two words surely are not one name.
DOUBTFUL = -1.5
# ... below which they hardly are, and the cosine of a title with its counterpart.
UNLIKE, TITLED = -1.0, 0.5
# Parts of the longest name of a person.
LONGEST_NAME = 4
# A word of the source must be linked at least this well to stand for a name that is not like it.
LINKED = 0.55
TRANSLATION = 0.72
# Strengths before what speaks against is taken off.
KNOWN_OTHER = 0.68
KNOWN_BOTH = 0.82
UNLINKED_OTHER = 0.72
LISTED_OTHER = 0.42
GIVEN_NAME = 0.7
UNKNOWN_OTHER = 0.58
OWN_NAME = 0.4
COMMON_NOUN = 0.2
INVENTED = 0.55
ADDED_PART = 0.25
FROM_ELSEWHERE = 0.5
FOR_PRONOUN = 0.3
MISSPELLED = 0.5
# What is taken off: the name stands in a neighbouring sentence, its capital says nothing, its sentence is a heading.
BESIDE = 0.1
OPENING = 0.05
HEADING = 0.2
# A long name is written in too many ways for a near miss to say much.
NEARLY = 0.15
_NEAR, _LONG = 0.2, 8
# Letters at the beginning of two words that make them one name and its adjective
_STEM = 4
_PLACES = frozenset({"GPE", "LOC", "FAC", ""})


@dataclass(frozen=True, slots=True)
class _Doubt:
    strength: float
    word: Word | None
    called: str = ""


def replaced_names(sightings: Sightings) -> Iterator[Finding]:
    """Findings about mentions that their passage does not support."""
    for sighting in sightings.every:
        if sighting.supported and sightings.parse is None and sightings.is_other_elsewhere(sighting):
            yield _changed(sighting, _Doubt(GIVEN_NAME, sighting.match.words[0]), beside=False)
        if sighting.supported or not is_name(sightings, sighting):
            continue
        finding = _judge(sightings, sighting)
        if finding is not None:
            yield finding


def _judge(sightings: Sightings, sighting: Sighting) -> Finding | None:
    if _same_otherwise(sightings, sighting):
        return None
    near = sightings.near(sighting)
    if near.same and sighting.cosine < LINKED and stands_for_ending(sightings, sighting):
        return None  # whether it is the right one is for the attribution checks
    known = bool(sightings.forms_of(sighting.mention.key))
    if sightings.parse is None:
        part = _other_part(sightings, sighting)
        part = part or _other_place(sightings, sighting)
        if part is not None or not known:
            return _changed(sighting, part, beside=near.same and not known) if part is not None else None
    doubt = _other_known(sightings, sighting) or _other_given_name(sightings, sighting)
    if doubt is not None:
        return _changed(sighting, doubt, beside=near.same)
    if near.same:
        return None
    if known or sightings.anywhere(sighting).same:
        perhaps = (
            not _is_full_name(sightings, sighting) if sightings.parse is None else may_be_meant(sightings, sighting)
        )
        strength = FOR_PRONOUN if perhaps else FROM_ELSEWHERE
        return _invented(sighting, strength) if known or sighting.mention.sounded else None
    if sighting.match.evidence > DOUBTFUL and _is_linked_free(sightings, sighting):
        return _misspelled(sighting) if _spelled_by_sound(sighting) else None
    return _judge_unknown(sightings, sighting)


def _judge_unknown(sightings: Sightings, sighting: Sighting) -> Finding | None:
    """About a name that the source has nowhere."""
    doubt = _other_listed(sightings, sighting)
    if doubt is None and sighting.mention.sounded:
        doubt = _other_unknown(sightings, sighting)
    if doubt is not None:
        return _changed(sighting, doubt, beside=False)
    if not sighting.mention.sounded:
        return None
    if sighting.mention.opening and (not sighting.mention.label or _means_common_noun(sighting)):
        return None  # a capital that opens a sentence makes no name
    after = sightings.runs.next_part(sighting)
    return _invented(sighting, ADDED_PART if after is not None and after.supported else INVENTED)


def _means_common_noun(sighting: Sighting) -> bool:
    """Whether the name is linked to a word with an article, which few names of Arabic and no foreign one have."""
    return any(fold_arabic(w.text).startswith("ال") for w in sighting.linked)


def _same_otherwise(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether a free word of the passage is the name by another spelling, or stands where it should and is like it."""
    taken = sightings.accounted(sighting.bead)
    linked = [w for w in sighting.linked if w.index not in taken]
    beside = [w for w in sightings.beside_parts(sighting) if w.index not in taken]
    if sightings.likeness.respelled(sighting.mention, (*linked, *beside)):
        return True
    return bool(beside) and sightings.likeness.best_alone(sighting.mention, beside).evidence > DOUBTFUL


def _is_linked_free(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether the likeliest word is linked to the mention and no other mention's."""
    taken = sightings.accounted(sighting.bead)
    return any(w in sighting.linked and w.index not in taken for w in sighting.match.words)


def _spelled_by_sound(sighting: Sighting) -> bool:
    """Whether the likeliest source word is a name that is written by its sound, and long enough to tell."""
    mention, word = sighting.mention, fold_arabic(sighting.match.words[0].text)
    foreign = not word.startswith("ال") or mention.text.lower() != mention.text.lower().removeprefix("al-")
    plain = mention.text[1:].islower() or mention.text.startswith("Mc") or "-" in mention.text
    return mention.label in {"PERSON", "GPE", "FAC", ""} and foreign and plain and len(sighting.match.form) >= _TELLING


def _other_known(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """A free word of the passage that the article knows as another name."""
    mention = sighting.mention
    best: _Doubt | None = None
    for word in sightings.free(sighting.bead):
        names = sightings.names_of(word)
        if any(name[:_STEM] == mention.key[:_STEM] for name in names if len(name) > _STEM):
            continue  # "Eurasia" for what is European elsewhere
        # One person by two names, or another part of the name that the passage has.
        if any(sightings.runs.related(s.mention.key, names) for s in sightings.of_bead[sighting.bead]):
            continue
        if word in sighting.linked and sighting.cosine >= LINKED:
            strength = KNOWN_BOTH if sightings.forms_of(mention.key) else KNOWN_OTHER
        elif mention.label == "PERSON" and sightings.is_person(word):
            strength = UNLINKED_OTHER
        else:
            continue
        if best is None or strength > best.strength:
            best = _Doubt(strength, word, names.most_common(1)[0][0])
    return best


def _other_given_name(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """The free word before the counterpart of the next part of the same name."""
    after = sightings.runs.next_part(sighting)
    if after is None or not after.supported or sighting.mention.label != "PERSON":
        return None
    before = after.match.words[0].index - 1
    if before < 0 or before in sightings.accounted(sighting.bead):
        return None
    word = sightings.bitext.source.words[before]
    if word.segment != after.match.words[0].segment or word not in sighting.linked:
        return None
    if fold_arabic(word.text).startswith("ال"):  # a title (المهندس سليم), not a given name
        return None
    return _Doubt(GIVEN_NAME, word) if sighting.match.evidence < DOUBTFUL else None


def _other_part(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """The free word that stands beside the counterpart of another part of the same name, or of the title before it, on
    the same side of it.

    Arabic puts what somebody is called before the name, and no article into it.
    """
    known = bool(sightings.forms_of(sighting.mention.key))
    for at, step in _beside_name(sightings, sighting):
        word = _neighbour(sightings.bitext.source, at, step)
        if word is None or word.index in sightings.accounted(sighting.bead):
            continue
        titled = sightings.runs.part_before(sighting) is None and step > 0
        if (titled and not known) or (word not in sighting.linked and (sighting.linked or not known)):
            continue  # a name that the article has elsewhere needs no link to stand for another here
        # Nor is a name what has an article, or is no Arabic; and a long run of capitals is a title.
        foreign = word.text.isascii() or fold_arabic(word.text).startswith(("ال", "لل"))
        if (
            not foreign
            and len(sightings.runs.of(sighting)) <= LONGEST_NAME
            and sightings.likeness.best_alone(sighting.mention, (word,)).evidence < UNLIKE
        ):
            return _Doubt(GIVEN_NAME, word)
    return None


def _other_place(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """The only place of the passage that no name of its translation stands for, where the mention is another place."""
    if not sightings.is_place(sighting.mention):
        return None
    here = {w.index for s in sightings.of_bead[sighting.bead] if s.supported for w in s.match.words}
    words = sightings.bitext.source_words(sighting.bead)
    free = [w for w in sightings.exonyms.places(words) if w.index not in here]
    return _Doubt(KNOWN_OTHER, free[0]) if len(free) == 1 else None


def _is_full_name(sightings: Sightings, sighting: Sighting) -> bool:
    """Whether a mention is part of a name of several parts that the article has elsewhere, and the passage has none."""
    run = sightings.runs.of(sighting)
    known = all(sightings.forms_of(s.mention.key) and not s.supported for s in run)
    return 1 < len(run) <= LONGEST_NAME and known


def _beside_name(sightings: Sightings, sighting: Sighting) -> Iterator[tuple[Word, int]]:
    """Source words beside which the counterpart of a mention should stand, and on which side of them."""
    before, after = sightings.runs.part_before(sighting), sightings.runs.next_part(sighting)
    if before is not None and before.supported:
        yield before.match.words[-1], 1
    if after is not None and after.supported:
        yield after.match.words[0], -1
    place = sighting.mention.word.index
    if before is None and place:
        links = (k for k in sightings.bitext.links_of_target(place - 1) if k.mutual and k.score >= TITLED)
        titled = sightings.is_title(sightings.bitext.target.words[place - 1])
        yield from ((sightings.bitext.source.words[k.source], 1) for k in links if titled)


def _neighbour(document: Document, word: Word, step: int) -> Word | None:
    """The word beside another in its sentence, if nothing but a blank stands between them."""
    k = word.index + step
    if not 0 <= k < len(document.words) or document.words[k].segment != word.segment:
        return None
    first, second = sorted((word, document.words[k]), key=lambda w: w.index)
    return document.words[k] if document.text[first.span.end : second.span.start].isspace() else None


def _other_listed(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """A listed place of the passage that its translation lacks, in place of a name that the source has nowhere."""
    mention, token = sighting.mention, sightings.token(sighting.mention.word)
    if not mention.proper or mention.opening or mention.label not in _PLACES:
        return None
    if not mention.label and token is not None and (mention.plural or token.entity):
        return None  # "Eurosceptics"; a word of a law ("Affordable Care Act") or of a date
    here = {name.entry for name in sightings.listings.in_target(sighting.bead)}
    for name in sightings.listings.in_source(sighting.bead):
        if (
            name.entry[0] == "places"
            and name.entry not in here
            and not sightings.lists.is_adjective(name.words[-1].text)
        ):
            return _Doubt(LISTED_OTHER, name.words[0])
    return None


def _other_unknown(sightings: Sightings, sighting: Sighting) -> _Doubt | None:
    """A free word that the encoder links to the mention; names of foreigners have no article."""
    for word in sighting.linked:
        if sighting.cosine >= LINKED and word.index not in sightings.accounted(sighting.bead):
            # A link as close as this is a translation: the place has a name of its own in Arabic.
            if fold_arabic(word.text).startswith("ال") and not _has_article(sighting):
                return _Doubt(COMMON_NOUN, word)
            return _Doubt(OWN_NAME if sighting.cosine >= TRANSLATION else UNKNOWN_OTHER, word)
    return None


def _has_article(sighting: Sighting) -> bool:
    """Whether the name is written with an Arabic article, as its counterpart then is as well ("Al-Masri")."""
    return sighting.mention.text.lower().startswith(("al-", "el-", "as-", "ash-", "ar-", "an-", "at-", "az-", "ad-"))


def _changed(sighting: Sighting, doubt: _Doubt, *, beside: bool) -> Finding:
    mention, word = sighting.mention, doubt.word
    weakness = BESIDE * beside + OPENING * mention.opening + HEADING * mention.heading
    called = f" ({doubt.called.title()} elsewhere in the translation)" if doubt.called else ""
    there = f"names {word.text}{called}" if word else "names somebody else"
    return found(
        CHANGED_NAME,
        doubt.strength - weakness,
        f"The translation has “{mention.text}” where the source {there}.",
        target=mention.word.span,
        source=word.span if word else None,
        evidence=_evidence(sighting),
    )


def _invented(sighting: Sighting, strength: float) -> Finding:
    mention = sighting.mention
    return found(
        INVENTED_NAME,
        strength - OPENING * mention.opening - HEADING * mention.heading - NEARLY * _is_nearly_heard(sighting),
        f"The source has no name like “{mention.text}” here.",
        target=mention.word.span,
        evidence=_evidence(sighting),
    )


def _is_nearly_heard(sighting: Sighting) -> bool:
    return sighting.match.evidence >= _NEAR and len(sighting.mention.text) >= _LONG


def _misspelled(sighting: Sighting) -> Finding:
    mention, word = sighting.mention, sighting.match.words[0]
    return found(
        MISSPELLED_NAME,
        MISSPELLED,
        f"“{mention.text}” does not sound like {word.text} in the source.",
        target=mention.word.span,
        source=word.span,
        evidence=_evidence(sighting),
    )


def _evidence(sighting: Sighting) -> tuple[Evidence, ...]:
    """Evidence per letter (nats) that the likeliest source word is the name."""
    return (Evidence("name likeness", round(sighting.match.evidence, 2)),)
