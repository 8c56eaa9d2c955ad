"""Proper names that became common words: a surname after its name, the title of a newspaper or a publisher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.names.common import is_noun
from qa_translate.checks.names.likeness import SAME
from qa_translate.checks.names.rules import TRANSLATED_NAME
from qa_translate.checks.names.runs import Sighting
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import arabic_forms, fold_arabic, fold_latin

# A surname that the article has as a name elsewhere, and one that may be a description after the name.
SURNAME, PERHAPS_SURNAME = 0.7, 0.4
TITLE = 0.55
# Cosine from which a capitalised word counts as what became of a title.
MEANT = 0.45
# Words of a title.
_LONGEST_TITLE = 3
_OPENING, _CLOSING = '«"“', '»"”'
_ARTICLE = "ال"


def surnames_as_words(sightings: Sightings) -> Iterator[Finding]:
    """Findings about a description after a person's name ("X Y, the judge") where the source goes on with the name."""
    for run in sightings.runs.every:
        last = run[-1]
        if len(run) < 2 or not last.supported or last.mention.label != "PERSON":
            continue
        name, noun = _goes_on(sightings, last), _described_as(sightings, last)
        if name is None or noun is None or name.index in sightings.accounted(last.bead):
            continue
        known = bool(sightings.names_of(name))
        yield found(
            TRANSLATED_NAME,
            SURNAME if known else PERHAPS_SURNAME,
            f"“{noun.text}” stands where the source has {name.text}, perhaps the last part of the name.",
            target=noun.span,
            source=name.span,
        )


def titles_as_words(sightings: Sightings) -> Iterator[Finding]:
    """Findings about the title of a newspaper, channel or publisher that is translated word by word."""
    for bead in sightings.bitext.beads:
        if not bead.source or not bead.target:
            continue
        for title in _titles(sightings, sightings.bitext.source_words(bead)):
            taken = sightings.accounted(bead)
            listed = {w.index for name in sightings.listings.in_source(bead) for w in name.words}
            if any(w.index in taken or w.index in listed for w in title):
                continue
            words = _rendering(sightings, bead, title)
            if words:
                yield _title(sightings, title, words)


def _title(sightings: Sightings, title: Sequence[Word], words: Sequence[Word]) -> Finding:
    source, target = Span.hull(w.span for w in title), Span.hull(w.span for w in words)
    said, written = source.of(sightings.bitext.source.text), target.of(sightings.bitext.target.text)
    return found(
        TRANSLATED_NAME,
        TITLE,
        f"“{written}” translates {said}, which is the name of a publication or a channel.",
        target=target,
        source=source,
    )


def _goes_on(sightings: Sightings, last: Sighting) -> Word | None:
    """The Arabic word with an article right after the counterpart of a name's last part."""
    source, at = sightings.bitext.source, last.match.words[-1]
    after = source.words[at.index + 1] if at.index + 1 < len(source.words) else None
    if after is None or after.segment != at.segment or not source.text[at.span.end : after.span.start].isspace():
        return None
    return after if fold_arabic(after.text).startswith(_ARTICLE) else None


def _described_as(sightings: Sightings, last: Sighting) -> Word | None:
    """The common noun with an article right after a name."""
    words, at = sightings.bitext.target.words, last.mention.word.index
    article, noun = words[at + 1 : at + 2], words[at + 2 : at + 3]
    if not article or not noun or article[0].form not in sightings.lists.latin["articles"]:
        return None
    inside = noun[0].segment == last.mention.word.segment and noun[0].text.islower()
    return noun[0] if inside and is_noun(sightings, noun[0]) else None


def _titles(sightings: Sightings, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Titles behind a word for a newspaper or channel, quoted, or behind one for a publisher."""
    outlets = frozenset(map(fold_arabic, sightings.lists.arabic["outlets"]))
    house, trade = (frozenset(map(fold_arabic, sightings.lists.arabic[k])) for k in ("publisher", "publishing"))
    publishing = any(sightings.lists.stems_of(w.text) & trade for w in words)
    for k, head in enumerate(words[:-1]):
        stems = sightings.lists.stems_of(head.text)
        title = _quoted(sightings, words, k + 1) if stems & outlets else ()
        if publishing and stems & house:
            title = title or words[k + 1 : k + 2]
        if any(fold_arabic(w.text).startswith(_ARTICLE) for w in title):
            yield title


def _quoted(sightings: Sightings, words: Sequence[Word], at: int) -> Sequence[Word]:
    """The words from `at` to the closing mark, if a quotation opens there and is short."""
    text = sightings.bitext.source.text
    if not any(c in _OPENING for c in text[words[at - 1].span.end : words[at].span.start]):
        return ()
    for end in range(at, min(at + _LONGEST_TITLE, len(words))):
        after = text[words[end].span.end : words[end].span.end + 1]
        if after and after in _CLOSING:
            return words[at : end + 1]
    return ()


def _rendering(sightings: Sightings, bead: Bead, title: Sequence[Word]) -> Sequence[Word]:
    """Capitalised words of the translation, in one run, that mean what the title means and are no other name."""
    supported = {s.mention.word.index for s in sightings.of_bead.get(bead, ()) if s.supported}
    free = [
        w
        for w in sightings.bitext.target_words(bead)
        if w.text.istitle() and w.index not in supported and is_noun(sightings, w, proper=True)
    ]
    if not free:
        return ()
    free = [w for w in free if not _sounds_like(sightings, w, title)]
    if not free:
        return ()
    likest = sightings.bitext.cosines(tuple(title), tuple(free)).max(axis=0)
    return [w for w, cosine in zip(free, likest, strict=True) if cosine >= MEANT][:_LONGEST_TITLE]


def _sounds_like(sightings: Sightings, word: Word, title: Sequence[Word]) -> bool:
    """Whether a word is the title itself by its sound, also where a sentence opens with it."""
    parts = [fold_latin(part) for part in word.text.split("-")]
    evidence = sightings.likeness.romaniser.evidence
    return any(evidence(p, form) >= SAME for p in parts if len(p) > 2 for w in title for form in arabic_forms(w.text))
