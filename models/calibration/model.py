"""The fitted model: logistic regression on the strength, with shrunken offsets of categories and rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.calibrate import Calibration, log_odds

SLOPE_SPREAD = 0.5  # strengths are estimates of probabilities already: the slope stays near 1 unless the data insist
FREE = 100.0
ROUNDS = 60
CLOSE = 1e-8


@dataclass(frozen=True, slots=True)
class Observation:
    """One finding whose truth is known; `group` names its article whatever the set, `weight` is how much it counts."""

    group: str
    rule: str
    category: str
    strength: float
    true: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations, in log odds, that offsets are expected to have: the smaller, the more they are shrunk.

    Attributes:
        category: around the figure of all rules together.
        rule: around the figure of the rule's category.
    """

    category: float
    rule: float


def fit(observations: Sequence[Observation], spread: Spread) -> Calibration:
    """Most probable figures, given normal priors: offsets around 0, the slope around 1.

    A rule that was seen n times moves by about n / (n + 4 / spread²) of what its own data say.
    """
    categories = sorted({o.category for o in observations})
    rules = sorted({o.rule for o in observations})
    design = _design(observations, categories, rules)
    spreads = [FREE, SLOPE_SPREAD, *[spread.category] * len(categories), *[spread.rule] * len(rules)]
    centre = np.zeros(design.shape[1])
    centre[1] = 1.0
    figures = _newton(
        design,
        np.array([float(o.true) for o in observations]),
        np.array([o.weight for o in observations]),
        centre,
        1 / np.square(spreads),
    )
    offsets = dict(zip([*categories, *rules], figures[2:].tolist(), strict=True))
    return Calibration(
        float(figures[0]), float(figures[1]), {c: offsets[c] for c in categories}, {r: offsets[r] for r in rules}
    )


def log_loss(observations: Sequence[Observation], probabilities: Sequence[float]) -> float:
    """Mean surprise, in nats, by weight: the smaller, the better the probabilities."""
    pairs = zip(observations, probabilities, strict=True)
    surprise = sum(-o.weight * math.log(p if o.true else 1 - p) for o, p in pairs)
    return surprise / sum(o.weight for o in observations)


def _design(observations: Sequence[Observation], categories: list[str], rules: list[str]) -> np.ndarray:
    column = {name: 2 + k for k, name in enumerate([*categories, *rules])}
    design = np.zeros((len(observations), 2 + len(column)))
    for row, o in enumerate(observations):
        design[row, [0, 1, column[o.category], column[o.rule]]] = (1.0, log_odds(o.strength), 1.0, 1.0)
    return design


def _newton(
    design: np.ndarray, true: np.ndarray, weight: np.ndarray, centre: np.ndarray, precision: np.ndarray
) -> np.ndarray:
    figures = centre.copy()
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-design @ figures))
        slope = design.T @ (weight * (true - p)) - precision * (figures - centre)
        curvature = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        figures += step
        if np.abs(step).max() < CLOSE:
            return figures
    raise RuntimeError("the fit does not converge")
