"""Where two texts in one language differ in their words, found through the word alignment.

Words that are linked and have one stem, or are nearly the same to the encoder, are no difference, wherever they stand:
a paraphrase in another order is none. What is left on both sides between the same neighbours faces each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.arabic import light_stem
from qa_translate.article import Span, Word
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.finding import Difference, DifferenceKind

SAME = 0.9
"""Cosine from which two linked words of one language are taken for the same."""

_SHORTEST = 3
"""Letters of a word that carries content."""

Run = tuple[Word, ...]


def differences(bitext: Bitext, bead: Bead) -> tuple[Difference, ...]:
    """What differs between the two sides of `bead`, in the order of the source side.

    Args:
        bitext: two texts in the same language.
        bead: one of its pairs of passages, with both sides.
    """
    source, target = bitext.source_words(bead), bitext.target_words(bead)
    arabic = bitext.source.lang == "ar"
    kept = _kept(bitext, target, arabic)
    lost = list(_runs(source, frozenset(kept)))
    new = list(_runs(target, frozenset(kept.values())))
    found: list[Difference] = []
    for run in lost:
        facing = next((other for other in new if _face(bitext, run, other, kept)), None)
        if facing is not None:
            new.remove(facing)
        kind = DifferenceKind.CHANGED if facing else DifferenceKind.MISSING
        found.append(Difference(kind, _hull(run), _hull(facing) if facing else None))
    return (*found, *(Difference(DifferenceKind.ADDED, None, _hull(run)) for run in new))


def _kept(bitext: Bitext, target: Sequence[Word], arabic: bool) -> dict[int, int]:
    """Source words and the target words that are the same, by index."""
    links = [link for word in target for link in bitext.links_of_target(word.index)]
    kept: dict[int, int] = {}
    for link in sorted(links, key=lambda k: -k.score):
        if link.source not in kept and link.target not in kept.values() and _same(bitext, link, arabic):
            kept[link.source] = link.target
    return kept


def _same(bitext: Bitext, link: Link, arabic: bool) -> bool:
    one, other = bitext.source.words[link.source].form, bitext.target.words[link.target].form
    return link.score >= SAME or one == other or (arabic and light_stem(one) == light_stem(other))


def _runs(words: Sequence[Word], kept: frozenset[int]) -> Iterator[Run]:
    """Neighbouring words of a passage without a counterpart, content words among them."""
    run: list[Word] = []
    for word in words:
        if word.index not in kept:
            run.append(word)
            continue
        yield from _telling(run)
        run = []
    yield from _telling(run)


def _telling(run: Sequence[Word]) -> Iterator[Run]:
    if any(len(word.form) >= _SHORTEST for word in run):
        yield tuple(run)


def _face(bitext: Bitext, lost: Run, new: Run, kept: dict[int, int]) -> bool:
    """Whether two runs stand for each other: linked, or between the same neighbours."""
    inside = {word.index for word in new}
    if any(link.target in inside for word in lost for link in bitext.links_of_source(word.index)):
        return True
    before, after = kept.get(lost[0].index - 1), kept.get(lost[-1].index + 1)
    return (before is not None and before == new[0].index - 1) or (after is not None and after == new[-1].index + 1)


def _hull(run: Run) -> Span:
    return Span(run[0].span.start, run[-1].span.end)
