"""Where two texts in one language differ in their words, found through the word alignment.

Words that both texts have (`qa_translate.same_words`) are no difference, wherever they stand: a paraphrase in another
order is none. What is left on both sides between the same neighbours faces each other.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.finding import Difference, DifferenceKind

_SHORTEST = 3
"""Letters of a word that carries content; a number always does."""

Run = tuple[Word, ...]


def differences(bitext: Bitext, bead: Bead, kept: Mapping[int, int]) -> tuple[Difference, ...]:
    """What differs between the two sides of `bead`, in the order of the source side.

    Args:
        bitext: two texts in the same language.
        bead: one of its pairs of passages, with both sides.
        kept: the words that they share, see `same_words`.
    """
    lost = list(_runs(bitext.source_words(bead), kept.keys()))
    new = list(_runs(bitext.target_words(bead), frozenset(kept.values())))
    found: list[Difference] = []
    for run in lost:
        facing = next((other for other in new if _face(bitext, run, other, kept)), None)
        if facing is not None:
            new.remove(facing)
        kind = DifferenceKind.CHANGED if facing else DifferenceKind.MISSING
        found.append(Difference(kind, _hull(run), _hull(facing) if facing else None))
    return (*found, *(Difference(DifferenceKind.ADDED, None, _hull(run)) for run in new))


def _runs(words: Sequence[Word], kept: Container[int]) -> Iterator[Run]:
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
    if any(len(word.form) >= _SHORTEST or any(map(str.isdigit, word.form)) for word in run):
        yield tuple(run)


def _face(bitext: Bitext, lost: Run, new: Run, kept: Mapping[int, int]) -> bool:
    """Whether two runs stand for each other: linked, or between the same neighbours."""
    inside = {word.index for word in new}
    if any(link.target in inside for word in lost for link in bitext.links_of_source(word.index)):
        return True
    before, after = kept.get(lost[0].index - 1), kept.get(lost[-1].index + 1)
    return (before is not None and before == new[0].index - 1) or (after is not None and after == new[-1].index + 1)


def _hull(run: Run) -> Span:
    return Span(run[0].span.start, run[-1].span.end)
