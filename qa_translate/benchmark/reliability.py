"""Whether confidences mean what they say: predicted against observed, in ten bins."""

from __future__ import annotations

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
    """

    low: float
    high: float
    count: float
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability table of a set of marks."""

    bins: tuple[Bin, ...]

    @property
    def error(self) -> float:
        """Expected calibration error: mean distance of predicted and observed, by the weight of the bins, 0 to 1."""
        total = sum(part.count for part in self.bins)
        return sum(part.count * abs(part.predicted - part.observed) for part in self.bins) / total if total else 0.0


def reliability(marks: Iterable[tuple[float, bool, float]]) -> Reliability:
    """Sort marks into ten bins of equal width.

    Args:
        marks: confidence (0 to 1), whether the mark is true, and its weight.
    """
    count, predicted, observed = ([0.0] * BINS for _ in range(3))
    for confidence, true, weight in marks:
        k = min(BINS - 1, int(confidence * BINS + 1e-9))  # 0.3 * 10 is just below 3
        count[k] += weight
        predicted[k] += weight * confidence
        observed[k] += weight * true
    return Reliability(
        tuple(
            Bin(k / BINS, (k + 1) / BINS, n, predicted[k] / n if n else 0.0, observed[k] / n if n else 0.0)
            for k, n in enumerate(count)
        )
    )
