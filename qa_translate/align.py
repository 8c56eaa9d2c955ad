"""Align the sentences of two documents many-to-many, whatever their paragraphs, and find the moved ones.

Dynamic programming over margins of sentence vectors (Thompson and Koehn, *Vecalign*, EMNLP 2019; margin as in
Artetxe and Schwenk, *Margin-based Parallel Corpus Mining*, ACL 2019). Sentences that have moved are set aside first: mutual best
matches off the heaviest monotone chain of mutual best matches (the least number of moves that explains the order).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa_translate.article import Document
from qa_translate.bitext import Bead
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors

# Shapes of a bead (source segments, target segments) and what a shape costs: merging and splitting are usual in
# translation, but should not win by the mere length of the merged text.
SHAPES = {(1, 1): 0.0, (1, 2): 0.02, (2, 1): 0.02, (1, 3): 0.05, (3, 1): 0.05, (2, 2): 0.06, (1, 4): 0.08, (4, 1): 0.08}
# What each further segment of a merged bead adds to the weight of its margin: less than a pair of its own would, or a
# sentence without counterpart would always be swallowed by its neighbour.
MERGED_WEIGHT = 0.7
# A pair below this margin is no pair: both sides stay alone.
LEAST_MARGIN = -0.01
# Margin that a pair off the monotone path must have to count as one sentence that has moved.
MOVED_MARGIN = 0.03
# How strongly a bead is punished for lengths that do not fit (per unit of log ratio beyond what is usual).
LENGTH_WEIGHT = 0.04
USUAL_LOG_RATIO = 0.35
NEIGHBOURS = 3
# How many anchors back a chain may skip: a longer jump is no reordering within one article.
CHAIN_REACH = 60
# A block of more source times target segments than this is cut in two, at a pair near its middle: bounds memory and
# time for very long articles. Moves are then found within a block only.
LARGEST_BLOCK = 62_500
CUT_WINDOW = 60


@dataclass(frozen=True)
class _Side:
    """Running sums over segments, so that a merged bead costs no more than a single one."""

    sums: Floats
    lengths: Floats

    @staticmethod
    def of(document: Document, vectors: DocumentVectors) -> _Side:
        lengths = np.array([len(s.span) for s in document.segments], dtype=np.float32)
        weighted = vectors.segments.astype(np.float32) * np.sqrt(lengths)[:, None]
        zero = np.zeros((1, weighted.shape[1]), dtype=np.float32)
        return _Side(np.concatenate([zero, np.cumsum(weighted, axis=0, dtype=np.float32)]), lengths)

    def only(self, rows: Sequence[int]) -> _Side:
        """The side with the segments `rows` alone."""
        chosen = np.asarray(rows, dtype=np.intp)
        steps = self.sums[chosen + 1] - self.sums[chosen]
        zero = np.zeros((1, self.sums.shape[1]), dtype=np.float32)
        return _Side(np.concatenate([zero, np.cumsum(steps, axis=0, dtype=np.float32)]), self.lengths[chosen])

    def merged(self, size: int) -> Floats:
        """Float32 [segments - size + 1, hidden]: unit vectors of each run of `size` segments."""
        run = self.sums[size:] - self.sums[:-size]
        norms = np.linalg.norm(run, axis=1, keepdims=True)
        return np.divide(run, norms, out=np.zeros_like(run), where=norms > 0)

    def run_lengths(self, size: int) -> Floats:
        """Float32 [segments - size + 1]: characters of each run of `size` segments."""
        total = np.concatenate([[0.0], np.cumsum(self.lengths)]).astype(np.float32)
        return total[size:] - total[:-size]


def align_segments(
    source: Document, target: Document, source_vectors: DocumentVectors, target_vectors: DocumentVectors
) -> tuple[Bead, ...]:
    """Beads of the two documents, in target order; every segment is in exactly one bead.

    Args:
        source, target: documents with at least one segment each.
        source_vectors, target_vectors: their vectors.
    """
    left, right = _Side.of(source, source_vectors), _Side.of(target, target_vectors)
    beads: list[Bead] = []
    for rows, columns in _blocks(left, right, range(len(left.lengths)), range(len(right.lengths))):
        beads += _align_block(left, right, rows, columns)
    return tuple(beads)


def _blocks(left: _Side, right: _Side, rows: range, columns: range) -> Iterator[tuple[range, range]]:
    """Cut a very long pair of texts at its surest pairs near the middle, so that memory stays bounded."""
    if len(rows) * len(columns) <= LARGEST_BLOCK or min(len(rows), len(columns)) < 4:
        yield rows, columns
        return
    i, j = _surest_pair(left, right, rows, columns)
    yield from _blocks(left, right, range(rows.start, i), range(columns.start, j))
    yield from _blocks(left, right, range(i, rows.stop), range(j, columns.stop))


def _surest_pair(left: _Side, right: _Side, rows: range, columns: range) -> tuple[int, int]:
    """The mutual best match of the greatest margin among the segments around the middle of both ranges."""
    inner, outer = _middle(rows, CUT_WINDOW), _middle(columns, 4 * CUT_WINDOW)
    some, others = left.only(inner), right.only(outer)
    margins = _gains(some, others, _hubness(some.merged(1), others.merged(1)), (1, 1))
    best = margins.argmax(axis=1)
    mutual = [k for k in range(len(inner)) if margins[:, best[k]].argmax() == k] or list(range(len(inner)))
    k = max(mutual, key=lambda row: margins[row, best[row]])
    return inner[k], outer[int(best[k])]


def _middle(span: range, size: int) -> range:
    """At most `size` positions around the middle of `span`, its ends left out so that both halves are smaller."""
    centre = (span.start + span.stop) // 2
    return range(max(span.start + 1, centre - size // 2), min(span.stop - 1, centre + size // 2 + 1))


def _align_block(whole_left: _Side, whole_right: _Side, inside: range, across: range) -> list[Bead]:
    left, right = whole_left.only(inside), whole_right.only(across)
    if not inside or not across:
        return [Bead((i,), ()) for i in inside] + [Bead((), (j,)) for j in across]
    hubness = _hubness(left.merged(1), right.merged(1))
    moved = _moved(_gains(left, right, hubness, (1, 1)), right.lengths)
    rows = [i for i in range(len(inside)) if all(i != m.source[0] for m in moved)]
    columns = [j for j in range(len(across)) if all(j != m.target[0] for m in moved)]
    path = _monotone(left.only(rows), right.only(columns), (hubness[0][rows], hubness[1][columns]))
    placed = [Bead(tuple(rows[i] for i in b.source), tuple(columns[j] for j in b.target), b.score) for b in path]
    pairs = [*moved, *_left_over(placed, left, right, hubness)]
    paired = ({i for b in pairs for i in b.source}, {j for b in pairs for j in b.target})
    rest = [b for b in placed if (b.source and b.target) or not (paired[0] & set(b.source) or paired[1] & set(b.target))]
    return [_shifted(b, inside.start, across.start) for b in _labelled([*rest, *pairs], right.lengths)]


def _shifted(bead: Bead, rows: int, columns: int) -> Bead:
    return replace(bead, source=tuple(i + rows for i in bead.source), target=tuple(j + columns for j in bead.target))


def _monotone(left: _Side, right: _Side, hubness: tuple[Floats, Floats]) -> list[Bead]:
    n, m = len(left.lengths), len(right.lengths)
    gains = {(a, b): _gains(left, right, hubness, (a, b)) for a, b in SHAPES if a <= n and b <= m}
    return _best_path(n, m, gains)


def _moved(margins: Floats, lengths: Floats) -> list[Bead]:
    """Pairs that are each other's best match but stand off the heaviest monotone chain of such pairs: the least
    that must have moved to explain the order."""
    best_target, best_source = margins.argmax(axis=1), margins.argmax(axis=0)
    anchors = [
        (int(best_source[j]), j)
        for j in range(margins.shape[1])
        if best_target[best_source[j]] == j and margins[best_source[j], j] >= MOVED_MARGIN
    ]
    kept = _heaviest_chain(anchors, [float(lengths[j]) for _, j in anchors])
    return [Bead((i,), (j,), float(margins[i, j])) for k, (i, j) in enumerate(anchors) if k not in kept]


def _heaviest_chain(anchors: list[tuple[int, int]], weights: list[float]) -> set[int]:
    """Indices of the increasing subsequence of greatest weight; `anchors` are sorted by their second part."""
    total = list(weights)
    previous: list[int | None] = [None] * len(anchors)
    for k, (i, _) in enumerate(anchors):
        for earlier in range(max(0, k - CHAIN_REACH), k):
            if anchors[earlier][0] < i and total[earlier] + weights[k] > total[k]:
                total[k], previous[k] = total[earlier] + weights[k], earlier
    kept: set[int] = set()
    at: int | None = max(range(len(anchors)), key=total.__getitem__) if anchors else None
    while at is not None:
        kept.add(at)
        at = previous[at]
    return kept


def _hubness(left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Mean cosine of each segment with its nearest neighbours on the other side (its best one left out)."""
    rows, columns = _nearest(left, right), _nearest(right, left)
    return rows, columns


def _nearest(some: Floats, others: Floats) -> Floats:
    found = np.zeros(len(some), dtype=np.float32)
    k = min(NEIGHBOURS + 1, len(others))
    for first in range(0, len(some), 512):
        cosines = some[first : first + 512] @ others.T
        top = np.partition(cosines, len(others) - k, axis=1)[:, len(others) - k :]
        top.sort(axis=1)
        rest = top[:, :-1] if k > 1 else top
        found[first : first + 512] = rest.mean(axis=1)
    return found


def _gains(left: _Side, right: _Side, hubness: tuple[Floats, Floats], shape: tuple[int, int]) -> Floats:
    """Float32 [source runs, target runs]: margin of each possible bead of `shape` less its cost."""
    a, b = shape
    cosines = left.merged(a) @ right.merged(b).T
    rows = np.convolve(hubness[0], np.ones(a) / a, mode="valid")
    columns = np.convolve(hubness[1], np.ones(b) / b, mode="valid")
    margins = cosines - (rows[:, None] + columns[None, :]) / 2
    scale = left.lengths.sum() / max(1.0, float(right.lengths.sum()))
    ratio = np.abs(np.log((left.run_lengths(a)[:, None] + 5) / (right.run_lengths(b)[None, :] * scale + 5)))
    punished = margins - LENGTH_WEIGHT * np.maximum(0.0, ratio - USUAL_LOG_RATIO) - SHAPES[shape]
    return np.asarray(punished, dtype=np.float32)


def _best_path(n: int, m: int, gains: dict[tuple[int, int], Floats]) -> list[Bead]:
    """The monotone path of greatest total gain; a segment alone gains nothing."""
    best = np.full((n + 1, m + 1), -np.inf, dtype=np.float32)
    step = np.zeros((n + 1, m + 1, 2), dtype=np.int8)
    best[0, 0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            _relax(best, step, i, j, gains)
    return _trace(step, n, m, gains)


def _relax(best: Floats, step: np.ndarray, i: int, j: int, gains: dict[tuple[int, int], Floats]) -> None:  # type: ignore[type-arg]
    if i and best[i - 1, j] > best[i, j]:
        best[i, j], step[i, j] = best[i - 1, j], (1, 0)
    if j and best[i, j - 1] > best[i, j]:
        best[i, j], step[i, j] = best[i, j - 1], (0, 1)
    for (a, b), gain in gains.items():
        if a <= i and b <= j:
            value = best[i - a, j - b] + (gain[i - a, j - b] - LEAST_MARGIN) * (2 + MERGED_WEIGHT * (a + b - 2))
            if value > best[i, j]:
                best[i, j], step[i, j] = value, (a, b)


def _trace(step: np.ndarray, n: int, m: int, gains: dict[tuple[int, int], Floats]) -> list[Bead]:  # type: ignore[type-arg]
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        a, b = int(step[i, j, 0]), int(step[i, j, 1])
        i, j = i - a, j - b
        score = float(gains[(a, b)][i, j]) if a and b else 0.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), score))
    return beads[::-1]


def _left_over(path: list[Bead], left: _Side, right: _Side, hubness: tuple[Floats, Floats]) -> list[Bead]:
    """Runs of segments that the path left alone on both sides and that fit each other, best first, each once."""
    alone = [{b.source[0] for b in path if not b.target}, {b.target[0] for b in path if not b.source}]
    fits: list[Bead] = []
    for (a, b), _ in SHAPES.items():
        rows, columns = _starts(alone[0], a), _starts(alone[1], b)
        if not rows or not columns:
            continue
        gains = _gains(left, right, hubness, (a, b))
        fits += [Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), float(gains[i, j])) for i in rows for j in columns]
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for bead in sorted(fits, key=lambda x: -x.score * (len(x.source) + len(x.target))):
        fresh = taken[0].isdisjoint(bead.source) and taken[1].isdisjoint(bead.target)
        if fresh and bead.score >= MOVED_MARGIN:
            taken[0].update(bead.source)
            taken[1].update(bead.target)
            found.append(bead)
    return found


def _starts(alone: set[int], size: int) -> list[int]:
    return [i for i in sorted(alone) if all(i + k in alone for k in range(size))]


def _labelled(beads: list[Bead], lengths: Floats) -> tuple[Bead, ...]:
    """In target order, with those off the heaviest monotone chain marked as moved."""
    pairs = sorted((b for b in beads if b.source and b.target), key=lambda b: b.target[0])
    weights = [float(lengths[list(b.target)].sum()) for b in pairs]
    kept = _heaviest_chain([(b.source[0], b.target[0]) for b in pairs], weights)
    moved = {id(b) for k, b in enumerate(pairs) if k not in kept}
    placed: list[Bead] = []
    waiting = [replace(b, moved=id(b) in moved) for b in pairs]
    waiting += [b for b in beads if b.target and not b.source]
    placed = sorted(waiting, key=lambda b: b.target[0])
    for bead in (b for b in beads if not b.target):
        placed.insert(_place(placed, bead.source[0]), bead)
    return tuple(placed)


def _place(beads: list[Bead], segment: int) -> int:
    """Index behind the last bead in its place whose source stands before source segment `segment`."""
    place = 0
    for k, bead in enumerate(beads):
        if bead.source and not bead.moved and bead.source[-1] < segment:
            place = k + 1
    return place
