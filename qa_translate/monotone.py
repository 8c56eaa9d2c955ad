"""The monotone path of greatest total margin through two texts, many-to-many, by dynamic programming.

As in Thompson and Koehn, *Vecalign* (EMNLP 2019), without its approximation: texts are cut into blocks before.
"""

from __future__ import annotations

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
    best = np.full((n + 1, m + 1), -np.inf, dtype=np.float32)
    step = np.zeros((n + 1, m + 1, 2), dtype=np.int8)
    best[0, 0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            _relax(best, step, i, j, gains)
    return _trace(step, n, m, gains)


def _relax(best: Floats, step: Steps, i: int, j: int, gains: dict[Shape, Floats]) -> None:
    if i and best[i - 1, j] > best[i, j]:
        best[i, j], step[i, j] = best[i - 1, j], (1, 0)
    if j and best[i, j - 1] > best[i, j]:
        best[i, j], step[i, j] = best[i, j - 1], (0, 1)
    for (a, b), gain in gains.items():
        if a <= i and b <= j:
            value = best[i - a, j - b] + (gain[i - a, j - b] - LEAST_MARGIN) * (2 + MERGED_WEIGHT * (a + b - 2))
            if value > best[i, j]:
                best[i, j], step[i, j] = value, (a, b)


def _trace(step: Steps, n: int, m: int, gains: dict[Shape, Floats]) -> list[Bead]:
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        a, b = int(step[i, j, 0]), int(step[i, j, 1])
        i, j = i - a, j - b
        score = float(gains[(a, b)][i, j]) if a and b else 0.0
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), score))
    return beads[::-1]
