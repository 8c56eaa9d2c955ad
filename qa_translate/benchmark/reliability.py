"""Whether confidences mean what they say: predicted against observed, in ten bins."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Marks of nearly the same confidence.

    Attributes:
        low, high: the confidences that fall here (`low` included; `high` only in the last bin).
        count: weight of the marks here, their number where each weighs 1.
        predicted: mean confidence, 0 in an empty bin.
        observed: share of them that is true, 0 in an empty bin.
        chance: how far the two are expected to be apart by chance alone, were all confidences right.
    """

    low: float
    high: float
    count: float
    predicted: float
    observed: float
    chance: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability table of a set of marks."""

    bins: tuple[Bin, ...]

    @property
    def error(self) -> float:
        """Expected calibration error: mean distance of predicted and observed, by the weight of the bins, 0 to 1."""
        return self._mean([abs(part.predicted - part.observed) for part in self.bins])

    @property
    def chance(self) -> float:
        """The error that so few marks are expected to show by chance alone, were all confidences right."""
        return self._mean([part.chance for part in self.bins])

    def _mean(self, distances: list[float]) -> float:
        total = sum(part.count for part in self.bins)
        weighted = (part.count * distance for part, distance in zip(self.bins, distances, strict=True))
        return sum(weighted) / total if total else 0.0


def reliability(marks: Iterable[tuple[float, bool, float]]) -> Reliability:
    """Sort marks into ten bins of equal width.

    Args:
        marks: confidence (0 to 1), whether the mark is true, and its weight.
    """
    count, predicted, observed, variance = ([0.0] * BINS for _ in range(4))
    for confidence, true, weight in marks:
        k = min(BINS - 1, int(confidence * BINS + 1e-9))  # 0.3 * 10 is just below 3
        count[k] += weight
        predicted[k] += weight * confidence
        observed[k] += weight * true
        variance[k] += weight**2 * confidence * (1 - confidence)
    by_chance = [math.sqrt(2 / math.pi * v) for v in variance]  # mean distance of a normal variable from its mean
    sums = zip(count, predicted, observed, by_chance, strict=True)
    return Reliability(
        tuple(
            Bin(k / BINS, (k + 1) / BINS, n, *((p / n, o / n, c / n) if n else (0.0, 0.0, 0.0)))
            for k, (n, p, o, c) in enumerate(sums)
        )
    )
