"""The monotone path of greatest total margin through two texts, many-to-many, by dynamic programming.

As in Thompson and Koehn, *Vecalign* (EMNLP 2019), without its approximation: texts are cut into blocks before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa_translate.bitext import Bead
from qa_translate.margins import SHAPES, Hubness, Shape, Side, margins_of
from qa_translate.ports import Floats

Steps = npt.NDArray[np.int8]

# What each further segment of a merged bead adds to the weight of its margin: less than a pair of its own would, or a
# sentence without counterpart would always be swallowed by its neighbour.
MERGED_WEIGHT = 0.7
# A pair below this margin is no pair: both sides stay alone.
LEAST_MARGIN = -0.01


def monotone_path(left: Side, right: Side, hubness: Hubness) -> list[Bead]:
    """Beads of two sides in order, each segment in one; those that fit nothing stand alone."""
    n, m = len(left.lengths), len(right.lengths)
    gains = {(a, b): margins_of(left, right, hubness, (a, b)) for a, b in SHAPES if a <= n and b <= m}
    return _best_path(n, m, gains)


def _best_path(n: int, m: int, gains: dict[Shape, Floats]) -> list[Bead]:
    """The monotone path of greatest total gain; a segment alone gains nothing."""
    worth = {(a, b): (gain - LEAST_MARGIN) * (2 + MERGED_WEIGHT * (a + b - 2)) for (a, b), gain in gains.items()}
    best = np.full((n + 1, m + 1), -np.inf, dtype=np.float32)
    step = np.zeros((n + 1, m + 1, 2), dtype=np.int8)
    above = [0.0, *[-math.inf] * m]
    for i in range(n + 1):
        above, step[i] = _row(above, *_paired(best, i, worth))
        best[i] = above
    return _trace(step, n, m, gains)


def _paired(best: Floats, i: int, worth: dict[Shape, Floats]) -> tuple[list[float], list[Shape]]:
    """The best that a bead with both sides gives at each place of row `i`, and the first shape that gives it."""
    shapes = list(worth)
    values, which = np.full(best.shape[1], -np.inf, dtype=np.float32), np.zeros(best.shape[1], dtype=np.int64)
    for k, (a, b) in enumerate(shapes):
        if a <= i:
            here = best[i - a, : best.shape[1] - b] + worth[a, b][i - a]
            better = here > values[b:]
            values[b:][better], which[b:][better] = here[better], k
    return values.tolist(), [shapes[k] for k in which]


def _row(above: Sequence[float], paired: Sequence[float], shapes: Sequence[Shape]) -> tuple[list[float], list[Shape]]:
    """The best of a row's places and the steps to them: a segment of either side alone, or a bead that is better."""
    row: list[float] = []
    steps: list[Shape] = []
    for j, value in enumerate(above):
        step = (1, 0)
        if j and row[j - 1] > value:
            value, step = row[j - 1], (0, 1)
        if paired[j] > value:
            value, step = paired[j], shapes[j]
        row.append(value)
        steps.append(step)
    return row, steps


def _trace(step: Steps, n: int, m: int, gains: dict[Shape, Floats]) -> list[Bead]:
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        a, b = int(step[i, j, 0]), int(step[i, j, 1])
        i, j = i - a, j - b
        score = float(gains[(a, b)][i, j]) if a and b else 0.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), score))
    return beads[::-1]
