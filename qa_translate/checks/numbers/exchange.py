"""Figures of one passage that changed places: told by the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.checks.numbers.compare import Leftovers
from qa_translate.checks.numbers.compiled import lexicon
from qa_translate.checks.numbers.lexicon import Lexicon, length_before
from qa_translate.checks.numbers.quantities import Kind, Quantity
from qa_translate.checks.numbers.shares import part
from qa_translate.checks.numbers.units import compatible
from qa_translate.vocabulary import Vocabulary

_REACH = 4  # words on each side that tell what a figure counts
_SHORTEST_TELLING = 3  # letters
_TOUCHING = 6  # code points, " and " among them
_SHORTEST_AFTER_WAW = 3  # letters: و before a shorter rest is a letter of the word

_LEAST_MARGIN = 0.01
# What it is worth that both texts say which figure is a part of the other
SHARE_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two matched pairs of figures whose surroundings match crosswise.

    Attributes:
        source, target: the two figures of each side, in the order of their matches.
        margin: mean cosine of the crossed surroundings minus that of the straight ones, summed over the two.
    """

    source: tuple[Quantity, Quantity]
    target: tuple[Quantity, Quantity]
    margin: float


def exchanges(bitext: Bitext, left: Leftovers, vocabulary: Vocabulary) -> Iterator[Exchange]:
    """Pairs of matched figures that each stand beside what the other one counts."""
    lexicons = [lexicon(d.lang, vocabulary) for d in (bitext.source, bitext.target)]
    pairs = [(s, t) for s, t in left.matched if _once(s, t, left)]
    sources, targets = [s for s, _ in left.matched], [t for _, t in left.matched]
    for (s1, t1), (s2, t2) in combinations(pairs, 2):
        if not _alike(s1, s2) or not _alike(t1, t2) or s1.value == s2.value:
            continue
        if _touching(s1, s2) or _touching(t1, t2) or _told_by_units(s1, t1, s2, t2):
            continue
        parts = part(bitext.source, s1, s2, lexicons[0]), part(bitext.target, t1, t2, lexicons[1])
        if None not in parts:
            if (parts[0] is s1) is not (parts[1] is t1):
                yield Exchange((s1, s2), (t1, t2), SHARE_MARGIN)
            continue
        if lexicons[1].numbers.get("verb_final", False):
            continue  # what stands around a figure is told by endings, not by its nearness
        around_s = _contexts(bitext.source, s1, s2, sources, lexicons[0])
        around_t = _contexts(bitext.target, t1, t2, targets, lexicons[1])
        sides = (bitext.source, (s1, s2), around_s), (bitext.target, (t1, t2), around_t)
        if not all(_telling(d, k, own) for d, own, both in sides for k in both):
            continue
        margin = sum(_likeness(bitext, around_s[k], around_t[1 - k]) for k in (0, 1))
        margin -= sum(_likeness(bitext, around_s[k], around_t[k]) for k in (0, 1))
        if margin > _LEAST_MARGIN:
            yield Exchange((s1, s2), (t1, t2), margin)


def _once(s: Quantity, t: Quantity, left: Leftovers) -> bool:
    """Whether the two are each other's only match."""
    return sum(x is s for x, _ in left.matched) == 1 == sum(y is t for _, y in left.matched)


def _alike(a: Quantity, b: Quantity) -> bool:
    if a.kind is not b.kind or a.kind is Kind.YEAR:
        return False
    # The first of several is weak elsewhere, not among others in a row.
    return compatible(a.units, b.units) and (a.kind is Kind.ORDINAL or not (a.weak or b.weak))


def _told_by_units(s1: Quantity, t1: Quantity, s2: Quantity, t2: Quantity) -> bool:
    """Whether each figure has its own unit on both sides, such as percent, and the other has none: they stand right."""
    return s1.units == t1.units and s2.units == t2.units and bool(s1.units) is not bool(s2.units)


def _touching(a: Quantity, b: Quantity) -> bool:
    """Scores and lists (5-3, first and third): no words of their own between them."""
    return max(a.span.start, b.span.start) - min(a.span.end, b.span.end) <= _TOUCHING


def _contexts(
    document: Document, first: Quantity, second: Quantity, others: Sequence[Quantity], lex: Lexicon
) -> tuple[set[int], set[int]]:
    """Words around each of two quantities, a word between them with the nearer one."""
    numbers = {w.index for q in others for w in document.words_in(q.core)}
    a, b = (_around(document, q.core, numbers, lex) for q in (first, second))
    return {k for k in a if a[k] < b.get(k, _REACH + 1)}, {k for k in b if b[k] < a.get(k, _REACH + 1)}


def _around(document: Document, core: Span, numbers: set[int], lex: Lexicon) -> dict[int, int]:
    """Words near a number, with their distance; the clause ends at ``and``, at و and at punctuation."""
    inside = document.words_in(core)
    found: dict[int, int] = {}
    if not inside:
        return found
    first = _numbering(document, inside[0].index, lex)
    for start, step in ((inside[-1].index, 1), (first, -1)):
        for distance in range(1, _REACH + 1):
            k = start + step * distance
            if not 0 <= k < len(document.words) or k in numbers or document.words[k].segment != inside[0].segment:
                break
            left, right = document.words[min(k, k - step)], document.words[max(k, k - step)]
            leads_back = right.index == first < inside[0].index
            if not leads_back and _parted(document, left, right, lex):
                break
            found[k] = distance
    return found


def _numbering(document: Document, number: int, lex: Lexicon) -> int:
    """The first word of what says that a number counts the noun before it (وعددهم, ``who number``), else the number's.

    Such words tell nothing themselves, and what they count stands before them, across a comma.
    """
    verbs, k = lex.context("numbering_verbs"), number
    while k and length_before(document, k, verbs, lex):
        k -= 1
    length = length_before(document, k, lex.context("numbering"), lex)
    if not length:
        return number
    k -= length
    while k and length_before(document, k, verbs, lex):
        k -= 1
    return k


def _parted(document: Document, left: Word, right: Word, lex: Lexicon) -> bool:
    gap = document.text[left.span.end : right.span.start]
    words = tuple(lex.numbers.get("and", ()))
    attached = lex.proclitic and right.form.startswith(words) and len(right.form) > _SHORTEST_AFTER_WAW
    return any(c in gap for c in ",،;؛.:()") or attached or left.form in words or right.form in words


def _telling(document: Document, words: set[int], own: tuple[Quantity, Quantity]) -> bool:
    """Whether there is more than a preposition ("67 of the 128 MPs") or a unit that both figures have to tell by."""
    shared = all(q.units for q in own)
    units = {w.index for q in own for w in document.words_in(q.span)} if shared else set()
    return any(len(document.words[k].form) >= _SHORTEST_TELLING for k in words - units)


def _likeness(bitext: Bitext, source: set[int], target: set[int]) -> float:
    """Mean over both sides of each word's best cosine with the other side."""
    left = bitext.source_vectors.words[sorted(source)].astype(np.float32)
    right = bitext.target_vectors.words[sorted(target)].astype(np.float32)
    cosines = left @ right.T
    return float(cosines.max(axis=0).mean() + cosines.max(axis=1).mean()) / 2
