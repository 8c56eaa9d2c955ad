"""Tells when the source and the translation are not the same article, so that nobody is flooded with marks."""

from __future__ import annotations

import numpy as np

from qa_translate.errors import InputError
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors

LEAST_SEGMENTS = 3
"""Shorter texts are not judged: a true pair of one or two sentences may look as unlike as a false one."""

LEAST_CLOSENESS = -0.04
"""How close to its nearest sentence of the other text a sentence must be, measured by how close it is to the nearest
other one of its own text. True pairs of news articles in six languages: -0.03 at the least; articles paired at random:
below -0.04 in 9 of 10 cases (with `multilingual-e5-small`)."""

_SAMPLE = 200
_SAME = 0.97
"""Cosine from which two sentences of one text are a repetition and tell nothing about how close others are."""


def check_related(source: DocumentVectors, translation: DocumentVectors) -> None:
    """Compare two texts that should be the same article.

    Raises:
        InputError: they are not.
    """
    if min(len(source.segments), len(translation.segments)) < LEAST_SEGMENTS:
        return
    one, other = source.segments.astype(np.float32), translation.segments.astype(np.float32)
    if closeness(one, other) < LEAST_CLOSENESS and not paired_in_order(one, other):
        raise InputError(
            "source and translation do not look like the same article",
            remedy="check that the two texts belong together",
        )


def closeness(source: Floats, translation: Floats) -> float:
    """Mean best cosine across the two texts (of the side that is covered better) less that within each of them.

    Args:
        source, translation: float32 [segments, hidden], unit vectors; at least two segments each.
    """
    across = max(_best(source, translation).mean(), _best(translation, source).mean())
    within = (_best_other(source).mean() + _best_other(translation).mean()) / 2
    return float(across - within)


def paired_in_order(source: Floats, translation: Floats) -> bool:
    """Whether every sentence of the shorter text and one of the other are each other's nearest, all in the same order.

    Sentences about one thing (how a tornado forms) may be nearer to each other than to their translations, and still
    each to its own translation first; by accident that happens to three sentences in one pair of articles of many.

    Args:
        source, translation: float32 [segments, hidden], unit vectors; of long texts nothing is said (False).
    """
    shorter = min(len(source), len(translation))
    if shorter > _SAMPLE:
        return False
    cosines = source @ translation.T
    there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    pairs = [int(k) for place, k in enumerate(there) if back[k] == place]
    return len(pairs) == shorter and pairs == sorted(pairs)


def _best(some: Floats, others: Floats) -> Floats:
    return np.asarray((some[_sample(len(some))] @ others.T).max(axis=1))


def _best_other(some: Floats) -> Floats:
    chosen = _sample(len(some))
    cosines = some[chosen] @ some.T
    cosines[np.arange(len(chosen)), chosen] = -1.0
    cosines[cosines > _SAME] = -1.0
    best = cosines.max(axis=1)
    kept = best[best > -1.0]
    return kept if len(kept) else np.array([-1.0], dtype=np.float32)


def _sample(size: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.unique(np.linspace(0, size - 1, min(size, _SAMPLE)).astype(np.intp))
