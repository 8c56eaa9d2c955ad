"""Pairs the quantities of two aligned documents, and says which found no partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.numbers.agree import agree, same_value
from qa_translate.checks.numbers.dates import is_day_number
from qa_translate.checks.numbers.hijri import FullDate, full_dates, is_hijri
from qa_translate.checks.numbers.quantities import COUNTS, MONTH_DAY, Kind, Quantity
from qa_translate.checks.numbers.units import compatible

_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A quantity of the source and one of the target that stand for each other but differ.

    Attributes:
        linked: whether the word alignment joins the two numbers (or what they count).
        only: whether they are the only quantities of their kind left over in the passage.
        elsewhere: whether one of them has a partner in the neighbouring passages.
    """

    source: Quantity
    target: Quantity
    linked: bool
    only: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What did not match in one bead, and what did; `dates` of two calendars that are not the same day."""

    bead: Bead
    pairs: tuple[Pair, ...]
    lost: tuple[Quantity, ...]
    invented: tuple[Quantity, ...]
    matched: tuple[tuple[Quantity, Quantity], ...]
    dates: tuple[tuple[FullDate, FullDate], ...] = ()


class Comparison:
    """The quantities of both sides of a bitext by segment.

    Args:
        bitext: the aligned documents.
        source, target: their quantities.
    """

    def __init__(self, bitext: Bitext, source: Sequence[Quantity], target: Sequence[Quantity]) -> None:
        self.bitext = bitext
        self._source = _by_segment(source)
        self._target = _by_segment(target)

    def leftovers(self) -> Iterator[Leftovers]:
        """One result per bead that has both sides."""
        for bead in self.bitext.beads:
            if bead.source and bead.target:
                yield self._of_bead(bead)

    def _of_bead(self, bead: Bead) -> Leftovers:
        source = [q for k in bead.source for q in self._source[k]]
        target = [q for k in bead.target for q in self._target[k]]
        settled, dates = _dates(source, target)
        lost, new = self._unmatched(source, target, settled)
        near_source = [q for k in _around(bead.source) for q in self._source[k]]
        near_target = [q for k in _around(bead.target) for q in self._target[k]]
        away_source = {id(s) for s in lost if any(agree(s, t) for t in near_target)}
        away_target = {id(t) for t in new if any(agree(s, t) for s in near_source)}
        pairs = [
            Pair(s, t, self._linked(s, t), only, id(s) in away_source or id(t) in away_target)
            for s, t, only in self._paired(lost, new)
            if not (id(s) in away_source and id(t) in away_target)
        ]
        used = {id(q) for p in pairs for q in (p.source, p.target)}
        matched = [(s, t) for s in source for t in target if agree(s, t)]
        return Leftovers(
            bead, tuple(pairs), tuple(s for s in lost if not s.weak and id(s) not in used | away_source),
            tuple(t for t in new if not t.weak and id(t) not in used | away_target), tuple(matched), dates,
        )  # fmt: skip

    def _unmatched(
        self, source: Sequence[Quantity], target: Sequence[Quantity], settled: set[int]
    ) -> tuple[list[Quantity], list[Quantity]]:
        """What nothing on the other side agrees with; "first", else too weak, where it is linked to another place."""
        left = [s for s in source if id(s) not in settled and not any(agree(s, t) for t in target)]
        right = [t for t in target if id(t) not in settled and not any(agree(s, t) for s in source)]
        lost, new = [s for s in left if not s.weak], [t for t in right if not t.weak]
        firsts = [s for s in left if _is_first(s) and any(t.kind is Kind.ORDINAL and self._linked(s, t) for t in new)]
        others = [t for t in right if _is_first(t) and any(s.kind is Kind.ORDINAL and self._linked(s, t) for s in lost)]
        return lost + firsts, new + others

    def _paired(self, lost: Sequence[Quantity], new: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity, bool]]:
        """Best pairs first; each quantity once."""
        scored = [(self._affinity(s, t, lost, new), i, j) for i, s in enumerate(lost) for j, t in enumerate(new)]
        used: set[tuple[str, int]] = set()
        for score, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
            if score <= 0 or ("s", i) in used or ("t", j) in used:
                continue
            used |= {("s", i), ("t", j)}
            group = sum(_comparable(lost[i], t) for t in new) == 1 == sum(_comparable(s, new[j]) for s in lost)
            yield lost[i], new[j], group

    def _affinity(self, s: Quantity, t: Quantity, lost: Sequence[Quantity], new: Sequence[Quantity]) -> float:
        if not _comparable(s, t):
            return 0.0
        score = 1.0 + 3.0 * self._linked(s, t) + (s.kind is t.kind) + (s.digits == t.digits)
        score += 2.0 * bool(s.units & t.units) + 2.0 * same_value(s, t) - 2.0 * (not compatible(s.units, t.units))
        place = abs(lost.index(s) / len(lost) - new.index(t) / len(new))
        return score - place

    def _linked(self, s: Quantity, t: Quantity) -> bool:
        words = self.bitext.target.words_in(t.span)
        return any(w.span.overlaps(s.span) for w in self.bitext.to_source(words))


def _dates(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[set[int], tuple[tuple[FullDate, FullDate], ...]]:
    """Quantities (by identity) of full dates that were compared as days, and the pairs that are not one day."""
    left, right = list(full_dates(source)), list(full_dates(target))
    if not any(d.hijri for d in (*left, *right)):
        return set(), ()
    settled = [d for d in left if any(d.same_day(o) for o in right)]
    settled += [d for d in right if any(d.same_day(o) for o in left)]
    differ: tuple[tuple[FullDate, FullDate], ...] = ()
    if not settled and len(left) == len(right) == 1 and left[0].hijri is not right[0].hijri:
        settled, differ = [left[0], right[0]], ((left[0], right[0]),)
    return {id(q) for d in settled for q in d.parts}, differ


def _comparable(s: Quantity, t: Quantity) -> bool:
    if is_hijri(s) is not is_hijri(t):
        # A month of one calendar has days of two of the other's.
        return False
    for day, other in ((s, t), (t, s)):
        if MONTH_DAY in day.units and not _may_be_day(other):
            return False
    return s.kind is t.kind or (s.kind in COUNTS and t.kind in COUNTS and Kind.CROWD not in {s.kind, t.kind})


def _is_first(q: Quantity) -> bool:
    """Too weak to be lost ("first of all"), and yet not the same as the second."""
    return q.weak and q.kind is Kind.ORDINAL and q.value == 1


def _may_be_day(q: Quantity) -> bool:
    return MONTH_DAY in q.units or (is_day_number(q.value) and not q.units)


def _around(segments: tuple[int, ...]) -> range:
    return range(segments[0] - _NEIGHBOURS, segments[-1] + _NEIGHBOURS + 1)


def _by_segment(quantities: Sequence[Quantity]) -> dict[int, list[Quantity]]:
    found: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        found[quantity.segment].append(quantity)
    return found
