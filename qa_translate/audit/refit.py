"""Fits the calibration to an editor's judgements: from what a house's marks claim to how often they are right there.

    logit(probability) = offset + category's offset + slope * logit(confidence)

by penalised logistic regression (Platt 1999; the penalties are normal priors around no change, so that few judgements
change little). The figures are folded into those that were there, so that the file holds all of a calibration.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa_translate.audit.sampling import Judged
from qa_translate.calibrate import LEAST, MOST, Calibration, Line, log_odds
from qa_translate.errors import InputError
from qa_translate.finding import Category

LEAST_JUDGED = 30
"""Judgements below which nothing is fitted."""

_OFFSET, _SLOPE, _CATEGORY = 1.0, 0.25, 0.5
"""Standard deviations that the figures are expected to have, in log odds."""

_LEAST_SLOPE = 0.1
_ROUNDS = 100
_CLOSE = 1e-9


def refitted(judged: Sequence[Judged], before: Calibration) -> Calibration:
    """`before`, changed so that confidences are as often right as they say.

    Args:
        judged: findings that `before` gave their confidences.
        before: the figures that were in use.

    Raises:
        InputError: there are too few judgements.
    """
    judged = [each for each in judged if each.category != Category.TERMINOLOGY]  # whose strengths stay as they are
    if len(judged) < LEAST_JUDGED:
        message = f"{len(judged)} judgements are too few to fit a calibration"
        raise InputError(message, where="--calibration", remedy=f"judge {LEAST_JUDGED} findings or more")
    categories = sorted({each.category for each in judged})
    figures = _newton(*_design(judged, categories))
    offset, slope = float(figures[0]), max(_LEAST_SLOPE, float(figures[1]))
    own = dict(zip(categories, map(float, figures[2:]), strict=True))
    names = sorted({*before.categories, *own})
    return Calibration(
        offset + slope * before.intercept,
        slope * before.slope,
        {name: own.get(name, 0.0) + slope * before.categories.get(name, 0.0) for name in names},
        {name: Line(slope * line.offset, slope * line.slope) for name, line in before.rules.items()},
    )


def _design(judged: Sequence[Judged], categories: Sequence[str]) -> tuple[np.ndarray, ...]:
    """Rows of the regression, verdicts, weights (their sum is the number of judgements), means and precisions."""
    rows = np.zeros((len(judged), 2 + len(categories)))
    for k, each in enumerate(judged):
        rows[k, 0], rows[k, 1] = 1.0, log_odds(min(MOST, max(LEAST, each.confidence)))
        rows[k, 2 + categories.index(each.category)] = 1.0
    right = np.array([each.right for each in judged], dtype=float)
    drawn: dict[str, int] = {}
    for each in judged:
        drawn[each.stratum] = drawn.get(each.stratum, 0) + 1
    weight = np.array([each.size / drawn[each.stratum] for each in judged])
    middle = np.array([0.0, 1.0, *([0.0] * len(categories))])
    precision = 1 / np.square([_OFFSET, _SLOPE, *([_CATEGORY] * len(categories))])
    return rows, right, weight * len(judged) / weight.sum(), middle, precision


def _newton(
    rows: np.ndarray, right: np.ndarray, weight: np.ndarray, middle: np.ndarray, precision: np.ndarray
) -> np.ndarray:
    """The most probable figures, by Newton's method; the log posterior is concave."""
    figures = middle.copy()
    for _ in range(_ROUNDS):
        expected = 1 / (1 + np.exp(-np.clip(rows @ figures, -30, 30)))
        gradient = rows.T @ (weight * (right - expected)) - precision * (figures - middle)
        curvature = (rows * (weight * expected * (1 - expected))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        figures = figures + step
        if np.abs(step).max() < _CLOSE:
            break
    return figures
