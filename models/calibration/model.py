"""The fitted model: logistic regression on the strength, with shrunken figures of categories and rules.

Checks are developed with the articles in view that the figures are fitted on, so that their marks are right more often
there than elsewhere. How much more, articles tell that nobody had seen: see `Shift`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.calibrate import LEAST, MOST, Calibration, Line, log_odds

SLOPE_SPREAD = 0.5  # strengths are estimates of probabilities already: the slope stays near 1 unless the data insist
LEAST_SLOPE = 0.1
FREE = 100.0
SHIFT_SPREAD = (1.0, 0.25)  # of a shift's offset and slope
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
    """Standard deviations that figures are expected to have: the smaller, the more they are shrunk.

    Attributes:
        category: of offsets, in log odds, around that of all rules together.
        rule: of a rule's offset around its category's.
        slope: of a rule's slope around the common one.
    """

    category: float
    rule: float
    slope: float


@dataclass(frozen=True, slots=True)
class Shift:
    """From log odds on articles that checks were developed with to log odds on others, after Platt (1999).

    Attributes:
        offset: how much less (below 0) often a mark is true.
        slope: how much of the difference between sure and unsure marks is left, above 0.
    """

    offset: float = 0.0
    slope: float = 1.0

    def probability(self, other: float) -> float:
        """The probability elsewhere of a mark that has probability `other` on the articles of the fit."""
        return min(MOST, max(LEAST, 1 / (1 + math.exp(-self.offset - self.slope * log_odds(other)))))

    def of(self, fitted: Calibration) -> Calibration:
        """The figures that give the shifted probability at once."""
        lines = {name: Line(self.slope * line.offset, self.slope * line.slope) for name, line in fitted.rules.items()}
        categories = {name: self.slope * offset for name, offset in fitted.categories.items()}
        return Calibration(self.offset + self.slope * fitted.intercept, self.slope * fitted.slope, categories, lines)


def fit_shift(marks: Sequence[tuple[float, bool, float]]) -> Shift:
    """Most probable shift, given marks in articles new to the checks: probability, truth, weight; none is likeliest."""
    probability, true, weight = (np.array(column, dtype=float) for column in zip(*marks, strict=True))
    design = np.stack([np.ones(len(marks)), [log_odds(p) for p in probability]], axis=1)
    offset, slope = _newton(design, true, weight, np.array([0.0, 1.0]), 1 / np.square(SHIFT_SPREAD))
    return Shift(float(offset), max(LEAST_SLOPE, float(slope)))


def fit(observations: Sequence[Observation], spread: Spread) -> Calibration:
    """Most probable figures, given normal priors around those of all rules; the common slope is expected near 1.

    A rule that was seen n times moves by about n / (n + 4 / spread²) of what its own data say.
    """
    categories = sorted({o.category for o in observations})
    rules = sorted({o.rule for o in observations})
    spreads = [FREE, SLOPE_SPREAD, *[spread.category] * len(categories)]
    spreads += [*[spread.rule] * len(rules), *[spread.slope] * len(rules)]
    centre = np.zeros(len(spreads))
    centre[1] = 1.0
    figures = _newton(
        _design(observations, categories, rules),
        np.array([float(o.true) for o in observations]),
        np.array([o.weight for o in observations]),
        centre,
        1 / np.square(spreads),
    )
    common = max(LEAST_SLOPE, float(figures[1]))
    offsets, moves = np.split(figures[2 + len(categories) :], 2)
    lines = (Line(float(o), max(LEAST_SLOPE, common + float(m))) for o, m in zip(offsets, moves, strict=True))
    by_category = zip(categories, figures[2:].tolist(), strict=False)
    return Calibration(float(figures[0]), common, dict(by_category), dict(zip(rules, lines, strict=True)))


def log_loss(observations: Sequence[Observation], probabilities: Sequence[float]) -> float:
    """Mean surprise, in nats, by weight: the smaller, the better the probabilities."""
    pairs = zip(observations, probabilities, strict=True)
    surprise = sum(-o.weight * math.log(p if o.true else 1 - p) for o, p in pairs)
    return surprise / sum(o.weight for o in observations)


def _design(observations: Sequence[Observation], categories: list[str], rules: list[str]) -> np.ndarray:
    """One row per observation: 1, log odds, its category, its rule, its rule times the log odds."""
    column = {name: 2 + k for k, name in enumerate([*categories, *rules])}
    design = np.zeros((len(observations), 2 + len(categories) + 2 * len(rules)))
    for row, o in enumerate(observations):
        odds, rule = log_odds(o.strength), column[o.rule]
        design[row, [0, 1, column[o.category], rule, rule + len(rules)]] = (1.0, odds, 1.0, 1.0, odds)
    return design


def _newton(
    design: np.ndarray, true: np.ndarray, weight: np.ndarray, centre: np.ndarray, precision: np.ndarray
) -> np.ndarray:
    """Newton's method; a step that makes matters worse is halved until it does not."""

    def badness(figures: np.ndarray) -> float:
        odds = design @ figures
        return float(weight @ (np.logaddexp(0, odds) - true * odds) + precision @ np.square(figures - centre) / 2)

    figures, now = centre.copy(), badness(centre)
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-design @ figures))
        slope = design.T @ (weight * (true - p)) - precision * (figures - centre)
        curvature = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        while badness(figures + step) > now + CLOSE and np.abs(step).max() > CLOSE:
            step /= 2
        figures, now = figures + step, badness(figures + step)
        if np.abs(step).max() < CLOSE:
            return figures
    raise RuntimeError("the fit does not converge")
