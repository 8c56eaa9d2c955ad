"""How well runs of sentences of two texts fit each other: margins of their vectors, less what a merge costs.

Margins as in Artetxe and Schwenk, *Margin-based Parallel Corpus Mining* (ACL 2019): the cosine of a pair less the mean
cosine of each side's nearest neighbours, since raw cosines of sentence vectors sit high for any two sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.article import Document
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors

Shape = tuple[int, int]
Hubness = tuple[Floats, Floats]

# Shapes of a bead (source segments, target segments) and what a shape costs: merging and splitting are usual in
# translation, but should not win by the mere length of the merged text.
SHAPES = {(1, 1): 0.0, (1, 2): 0.02, (2, 1): 0.02, (1, 3): 0.05, (3, 1): 0.05, (2, 2): 0.06, (1, 4): 0.08, (4, 1): 0.08}
# How strongly a bead is punished for lengths that do not fit (per unit of log ratio beyond what is usual).
LENGTH_WEIGHT = 0.04
USUAL_LOG_RATIO = 0.35
NEIGHBOURS = 3


@dataclass(frozen=True)
class Side:
    """One text as running sums over its segments, so that a merged bead costs no more than a single one.

    Attributes:
        sums: float32 [segments + 1, hidden], sums of the sentence vectors weighted by the root of their lengths.
        lengths: float32 [segments], code points.
    """

    sums: Floats
    lengths: Floats

    @staticmethod
    def of(document: Document, vectors: DocumentVectors) -> Side:
        """The side of one document."""
        lengths = np.array([len(s.span) for s in document.segments], dtype=np.float32)
        weighted = vectors.segments.astype(np.float32) * np.sqrt(lengths)[:, None]
        zero = np.zeros((1, weighted.shape[1]), dtype=np.float32)
        return Side(np.concatenate([zero, np.cumsum(weighted, axis=0, dtype=np.float32)]), lengths)

    def only(self, rows: Sequence[int]) -> Side:
        """The side with the segments `rows` alone."""
        chosen = np.asarray(rows, dtype=np.intp)
        steps = self.sums[chosen + 1] - self.sums[chosen]
        zero = np.zeros((1, self.sums.shape[1]), dtype=np.float32)
        return Side(np.concatenate([zero, np.cumsum(steps, axis=0, dtype=np.float32)]), self.lengths[chosen])

    def merged(self, size: int) -> Floats:
        """Float32 [segments - size + 1, hidden]: unit vectors of each run of `size` segments."""
        run = self.sums[size:] - self.sums[:-size]
        norms = np.linalg.norm(run, axis=1, keepdims=True)
        unit: Floats = np.divide(run, norms, out=np.zeros_like(run), where=norms > 0)
        return unit

    def run_lengths(self, size: int) -> Floats:
        """Float32 [segments - size + 1]: characters of each run of `size` segments."""
        total = np.concatenate([[0.0], np.cumsum(self.lengths)]).astype(np.float32)
        return total[size:] - total[:-size]


def hubness_of(left: Floats, right: Floats) -> Hubness:
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


def margins_of(left: Side, right: Side, hubness: Hubness, shape: Shape) -> Floats:
    """Float32 [source runs, target runs]: margin of each possible bead of `shape` less its cost."""
    a, b = shape
    cosines = left.merged(a) @ right.merged(b).T
    rows = np.convolve(hubness[0], np.ones(a) / a, mode="valid")
    columns = np.convolve(hubness[1], np.ones(b) / b, mode="valid")
    plain = cosines - (rows[:, None] + columns[None, :]) / 2
    scale = left.lengths.sum() / max(1.0, float(right.lengths.sum()))
    ratio = np.abs(np.log((left.run_lengths(a)[:, None] + 5) / (right.run_lengths(b)[None, :] * scale + 5)))
    punished = plain - LENGTH_WEIGHT * np.maximum(0.0, ratio - USUAL_LOG_RATIO) - SHAPES[shape]
    return np.asarray(punished, dtype=np.float32)
