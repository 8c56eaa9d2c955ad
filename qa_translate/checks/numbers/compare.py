"""Pairs the quantities of two aligned documents, and says which found no partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.numbers.agree import agree, same_value
from qa_translate.checks.numbers.dates import is_day_number
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
    """What did not match in one bead, and what did."""

    bead: Bead
    pairs: tuple[Pair, ...]
    lost: tuple[Quantity, ...]
    invented: tuple[Quantity, ...]
    matched: tuple[tuple[Quantity, Quantity], ...]


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
        lost = [s for s in source if not s.weak and not any(agree(s, t) for t in target)]
        new = [t for t in target if not t.weak and not any(agree(s, t) for s in source)]
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
            bead, tuple(pairs), tuple(s for s in lost if id(s) not in used | away_source),
            tuple(t for t in new if id(t) not in used | away_target), tuple(matched),
        )  # fmt: skip

    def _paired(
        self, lost: Sequence[Quantity], new: Sequence[Quantity]
    ) -> Iterator[tuple[Quantity, Quantity, bool]]:
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


def _comparable(s: Quantity, t: Quantity) -> bool:
    for day, other in ((s, t), (t, s)):
        if MONTH_DAY in day.units and not _may_be_day(other):
            return False
    return s.kind is t.kind or (s.kind in COUNTS and t.kind in COUNTS and Kind.CROWD not in {s.kind, t.kind})


def _may_be_day(q: Quantity) -> bool:
    return MONTH_DAY in q.units or (is_day_number(q.value) and not q.units)


def _around(segments: tuple[int, ...]) -> range:
    return range(segments[0] - _NEIGHBOURS, segments[-1] + _NEIGHBOURS + 1)


def _by_segment(quantities: Sequence[Quantity]) -> dict[int, list[Quantity]]:
    found: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        found[quantity.segment].append(quantity)
    return found
