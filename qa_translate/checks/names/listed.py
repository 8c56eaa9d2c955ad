"""A listed place, body or office in the translation where the source has another one of its group (`changed-name`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.lists import Entry, Listed
from qa_translate.checks.names.rules import CHANGED_NAME, INVENTED_NAME
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import arabic_forms, fold_arabic

OTHER = 0.68
OTHER_LINKED = 0.12
INVENTED = 0.3
# A place that is almost written like the source's word for another one.
MISTAKEN = 0.62
LINKED = 0.55
# Letters of Arabic that a name needs for one of them to tell.
_TELLING = 5
# What speaks against: the same name stands in a neighbouring sentence; the translation always says it so.
BESIDE = 0.25
HABIT = 0.3
LOOSE = 0.25
# Groups whose members are common words in lower case.
_CAPITALISED = frozenset({"places", "compass", "faiths", "parties", "clubs"})


def listed_names(sightings: Sightings) -> Iterator[Finding]:
    """Findings about listed names that have no counterpart in their passage."""
    lost = [
        (bead, name, _rivals(sightings, bead, name))
        for bead in sightings.bitext.beads
        if bead.source and bead.target
        for name in _unmatched(sightings, bead)
    ]
    habits = Counter((name.entry, rival.entry) for _, name, rivals in lost for rival in rivals[:1])
    for bead, name, rivals in lost:
        if rivals:
            yield _changed(sightings, bead, name, rivals[0], habits[name.entry, rivals[0].entry] > 1)
        elif name.entry[0] == "places" and not sightings.listings.anywhere(name.entry):
            other = _nearly_alike(sightings, bead, name)
            yield _mistaken(sightings, name, other) if other is not None else _invented(sightings, name)


def _unmatched(sightings: Sightings, bead: Bead) -> Iterator[Listed]:
    there = {n.entry for n in sightings.listings.in_source(bead)}
    sounded = {s.mention.word.index for s in sightings.of_bead.get(bead, ()) if s.supported}
    for name in sightings.listings.in_target(bead):
        small = name.entry[0] in _CAPITALISED and not name.words[0].text[:1].isupper()
        if name.entry not in there and not small and not any(w.index in sounded for w in name.words):
            yield name


def _rivals(sightings: Sightings, bead: Bead, name: Listed) -> Sequence[Listed]:
    """Listed names of the same group that only the source of the passage has, likeliest first."""
    here = {n.entry for n in sightings.listings.in_target(bead)}
    taken = sightings.accounted(bead)
    found_ = [
        n
        for n in sightings.listings.in_source(bead)
        if n.entry[0] == name.entry[0] and n.entry not in here and not any(w.index in taken for w in n.words)
    ]
    return sorted(found_, key=lambda n: -sightings.link(name.words, n.words))


def _changed(sightings: Sightings, bead: Bead, name: Listed, rival: Listed, habit: bool) -> Finding:
    target, source = Span.hull(w.span for w in name.words), Span.hull(w.span for w in rival.words)
    linked = sightings.link(name.words, rival.words) > 0
    beside = name.entry in sightings.listings.beside(bead)
    # An adjective may belong to anything near it.
    loose = name.entry[0] == "places" and not linked and sightings.lists.is_adjective(rival.words[-1].text)
    strength = OTHER + OTHER_LINKED * linked - BESIDE * beside - HABIT * habit - LOOSE * loose
    written, said = target.of(sightings.bitext.target.text), source.of(sightings.bitext.source.text)
    return found(
        CHANGED_NAME,
        strength,
        f"The translation has “{written}” where the source has {said} ({_readable(rival.entry)}).",
        target=target,
        source=source,
    )


def _nearly_alike(sightings: Sightings, bead: Bead, name: Listed) -> Word | None:
    """A word of the passage, linked to the name, that is written almost like its Arabic and is another place's."""
    written = [fold_arabic(text) for text in sightings.lists.arabic["groups"][name.entry[0]][name.entry[1]]]
    other = sightings.bitext.counterpart(name.words, LINKED)
    if other is None or other.index in sightings.accounted(bead):
        return None
    near = any(_one_letter_apart(form, text) for form in arabic_forms(other.text) for text in written)
    return other if near else None


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two Arabic words become one by taking out a single letter, and are long enough to be told apart."""
    short, long = sorted((one, other), key=len)
    if len(short) < _TELLING or len(long) != len(short) + 1:
        return False
    return any(long[:k] + long[k + 1 :] == short for k in range(1, len(long)))


def _mistaken(sightings: Sightings, name: Listed, other: Word) -> Finding:
    target = Span.hull(w.span for w in name.words)
    written = target.of(sightings.bitext.target.text)
    message = f"“{written}” is written otherwise in Arabic than {other.text}, which the source names here."
    return found(CHANGED_NAME, MISTAKEN, message, target=target, source=other.span)


def _invented(sightings: Sightings, name: Listed) -> Finding:
    target = Span.hull(w.span for w in name.words)
    written = target.of(sightings.bitext.target.text)
    return found(INVENTED_NAME, INVENTED, f"The source does not name “{written}” anywhere.", target=target)


def _readable(entry: Entry) -> str:
    group, key = entry
    return key.title() if group == "places" else f"{key}, {group}"
