"""Figures of one passage that changed places: told by the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from qa_translate.article import Document, Span
from qa_translate.bitext import Bitext
from qa_translate.checks.numbers.compare import Leftovers
from qa_translate.checks.numbers.quantities import COUNTS, Kind, Quantity
from qa_translate.checks.numbers.units import compatible

_REACH = 4  # words on each side that tell what a figure counts
_LEAST_CROSSED = 2

Exchange = tuple[Quantity, Quantity, Quantity, Quantity, int, int]


def exchanges(bitext: Bitext, left: Leftovers) -> Iterator[Exchange]:
    """Pairs of matched figures whose surroundings are matched crosswise.

    Yields:
        (source 1, source 2, target 1, target 2, links across, links straight).
    """
    pairs = [(s, t) for s, t in left.matched if _once(s, t, left) and not (s.weak and t.weak)]
    quantities = [s for s, _ in left.matched], [t for _, t in left.matched]
    for (s1, t1), (s2, t2) in combinations(pairs, 2):
        if not _alike(s1, s2) or not _alike(t1, t2) or s1.value == s2.value:
            continue
        around_s = _contexts(bitext.source, s1, s2, quantities[0])
        around_t = _contexts(bitext.target, t1, t2, quantities[1])
        straight = sum(_links(bitext, around_s[k], around_t[k]) for k in (0, 1))
        crossed = [_links(bitext, around_s[0], around_t[1]), _links(bitext, around_s[1], around_t[0])]
        if sum(crossed) >= _LEAST_CROSSED and sum(crossed) > straight:
            yield s1, s2, t1, t2, sum(crossed), straight


def _once(s: Quantity, t: Quantity, left: Leftovers) -> bool:
    """Whether the two are each other's only match."""
    return sum(x is s for x, _ in left.matched) == 1 == sum(y is t for _, y in left.matched)


def _alike(a: Quantity, b: Quantity) -> bool:
    if a.kind in COUNTS and b.kind in COUNTS:
        return compatible(a.units, b.units) and Kind.YEAR not in {a.kind, b.kind}
    return a.kind is b.kind


def _contexts(
    document: Document, first: Quantity, second: Quantity, others: Sequence[Quantity]
) -> tuple[set[int], set[int]]:
    """Words around each of two quantities that are not around the other."""
    numbers = {w.index for q in others for w in document.words_in(q.core)}
    a, b = (_around(document, q.core, numbers) for q in (first, second))
    return a - b, b - a


def _around(document: Document, core: Span, numbers: set[int]) -> set[int]:
    words = document.words_in(core)
    if not words:
        return set()
    found: set[int] = set()
    for start, step in ((words[-1].index, 1), (words[0].index, -1)):
        for k in range(start + step, start + step * (_REACH + 1), step):
            if not 0 <= k < len(document.words) or k in numbers:
                break
            if document.words[k].segment != words[0].segment:
                break
            found.add(k)
    return found


def _links(bitext: Bitext, source: set[int], target: set[int]) -> int:
    return sum(1 for k in source if any(link.target in target for link in bitext.links_of_source(k)))
