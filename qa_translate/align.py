"""Align the sentences of two documents many-to-many, whatever their paragraphs, and find the moved ones.

Sentences that have moved are set aside first: mutual best matches off the heaviest monotone chain of mutual best
matches (the least number of moves that explains the order). The rest is aligned by `qa_translate.monotone`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa_translate.article import Document
from qa_translate.bitext import Bead
from qa_translate.margins import SHAPES, Hubness, Side, hubness_of, margins_of
from qa_translate.monotone import monotone_path
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors

# Margin that a pair off the monotone path must have to count as one sentence that has moved.
MOVED_MARGIN = 0.03
# How many anchors back a chain may skip: a longer jump is no reordering within one article.
CHAIN_REACH = 60
# A block of more source times target segments than this is cut in two, at a pair near its middle: bounds memory and
# time for very long articles. Moves are then found within a block only.
LARGEST_BLOCK = 62_500
CUT_WINDOW = 60


def align_segments(
    source: Document, target: Document, source_vectors: DocumentVectors, target_vectors: DocumentVectors
) -> tuple[Bead, ...]:
    """Beads of the two documents, in target order; every segment is in exactly one bead.

    Args:
        source, target: documents with at least one segment each.
        source_vectors, target_vectors: their vectors.
    """
    left, right = Side.of(source, source_vectors), Side.of(target, target_vectors)
    beads: list[Bead] = []
    for rows, columns in _blocks(left, right, range(len(left.lengths)), range(len(right.lengths))):
        beads += _align_block(left, right, rows, columns)
    return tuple(beads)


def _blocks(left: Side, right: Side, rows: range, columns: range) -> Iterator[tuple[range, range]]:
    """Cut a very long pair of texts at its surest pairs near the middle, so that memory stays bounded."""
    if len(rows) * len(columns) <= LARGEST_BLOCK or min(len(rows), len(columns)) < 4:
        yield rows, columns
        return
    i, j = _surest_pair(left, right, rows, columns)
    yield from _blocks(left, right, range(rows.start, i), range(columns.start, j))
    yield from _blocks(left, right, range(i, rows.stop), range(j, columns.stop))


def _surest_pair(left: Side, right: Side, rows: range, columns: range) -> tuple[int, int]:
    """The mutual best match of the greatest margin among the segments around the middle of both ranges."""
    inner, outer = _middle(rows, CUT_WINDOW), _middle(columns, 4 * CUT_WINDOW)
    some, others = left.only(inner), right.only(outer)
    margins = margins_of(some, others, hubness_of(some.merged(1), others.merged(1)), (1, 1))
    best = margins.argmax(axis=1)
    mutual = [k for k in range(len(inner)) if margins[:, best[k]].argmax() == k] or list(range(len(inner)))
    k = max(mutual, key=lambda row: margins[row, best[row]])
    return inner[k], outer[int(best[k])]


def _middle(span: range, size: int) -> range:
    """At most `size` positions around the middle of `span`, its ends left out so that both halves are smaller."""
    centre = (span.start + span.stop) // 2
    return range(max(span.start + 1, centre - size // 2), min(span.stop - 1, centre + size // 2 + 1))


def _align_block(whole_left: Side, whole_right: Side, inside: range, across: range) -> list[Bead]:
    left, right = whole_left.only(inside), whole_right.only(across)
    if not inside or not across:
        return [Bead((i,), ()) for i in inside] + [Bead((), (j,)) for j in across]
    hubness = hubness_of(left.merged(1), right.merged(1))
    moved = _moved(margins_of(left, right, hubness, (1, 1)), right.lengths)
    away = {m.source[0] for m in moved}, {m.target[0] for m in moved}
    rows = [i for i in range(len(inside)) if i not in away[0]]
    columns = [j for j in range(len(across)) if j not in away[1]]
    path = monotone_path(left.only(rows), right.only(columns), (hubness[0][rows], hubness[1][columns]))
    placed = [Bead(tuple(rows[i] for i in b.source), tuple(columns[j] for j in b.target), b.score) for b in path]
    pairs = [*moved, *_left_over(placed, left, right, hubness)]
    paired = ({i for b in pairs for i in b.source}, {j for b in pairs for j in b.target})
    rest = [
        b for b in placed if (b.source and b.target) or not (paired[0] & set(b.source) or paired[1] & set(b.target))
    ]
    return [_shifted(b, inside.start, across.start) for b in _labelled([*rest, *pairs], right.lengths)]


def _shifted(bead: Bead, rows: int, columns: int) -> Bead:
    return replace(bead, source=tuple(i + rows for i in bead.source), target=tuple(j + columns for j in bead.target))


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


def _left_over(path: list[Bead], left: Side, right: Side, hubness: Hubness) -> list[Bead]:
    """Runs of segments that the path left alone on both sides and that fit each other, best first, each once."""
    alone = [{b.source[0] for b in path if not b.target}, {b.target[0] for b in path if not b.source}]
    fits: list[Bead] = []
    for (a, b), _ in SHAPES.items():
        rows, columns = _starts(alone[0], a), _starts(alone[1], b)
        if not rows or not columns:
            continue
        gains = margins_of(left, right, hubness, (a, b))
        fits += [
            Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), float(gains[i, j])) for i in rows for j in columns
        ]
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
