"""What a round trip says of a hole: whether the words of one side are in its wording of the draft, too."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from qa_translate.case import Case
from qa_translate.checks.holes import Hole

# Log odds for each unit of mean likeness below `LIKENESS`, and the most that is taken away or added.
WEIGHT, LIKENESS, LIMITS = 8.0, 0.6, (-2.0, 1.0)
FEWEST = 2
"""Words that an addition must have in the round trip: the likeness of one says too little."""


def omission_odds(case: Case, hole: Hole) -> float:
    """Log odds that a round trip adds to a stretch of the source without counterpart: what came back was there."""
    trip = case.round_trip
    return 0.0 if trip is None else _odds(float(trip.source_best[w.index]) for w in hole.content)


def addition_odds(case: Case, hole: Hole) -> float:
    """Log odds that a round trip adds to a stretch of the draft: are its words for it in none of the source?"""
    trip = case.round_trip
    if trip is None or case.retranslation is None:
        return 0.0
    words = case.retranslation.to_source(hole.content)
    # A sentence that the aligner finds no place for has no likeness at all: that says nothing of its words.
    likest = [best for w in words if (best := float(trip.target_best[w.index])) > 0]
    return _odds(likest) if len(likest) >= FEWEST else 0.0


def _odds(likest: Iterable[float]) -> float:
    return float(np.clip(WEIGHT * (LIKENESS - float(np.mean(list(likest)))), *LIMITS))
