"""Sentences told twice in other words, in a translation that has no source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from qa_translate.case import Case
from qa_translate.checks.duplicates import check
from qa_translate.finding import Finding
from qa_translate.vectors import DocumentVectors

STORY = (
    "Council opens bridge\n\n"
    "The old bridge reopened to traffic on Monday morning.\n\n"
    "The repairs cost two million dollars, the city council said.\n\n"
    "A ferryman lost his trade and his savings in one week.\n\n"
    "Repairs, according to the city council, cost some two million dollars."
)


def doubts(make_case: Callable[..., Case], angles: list[float], text: str = STORY) -> list[Finding]:
    """Findings where sentence k has a vector at `angles[k]` (radians) in a plane."""
    case = make_case(text)
    plane = np.array([[np.cos(a), np.sin(a)] for a in angles], dtype=np.float16)
    assert len(case.translation.segments) == len(angles)
    vectors = DocumentVectors(plane, np.zeros((len(case.translation.words), 2), dtype=np.float16))
    return [f for f in check(replace(case, vectors=vectors)) if f.rule == "reworded-sentence"]


def test_the_second_telling_is_marked(make_case: Callable[..., Case]) -> None:
    (found,) = doubts(make_case, [3.0, 1.5, 0.0, 2.2, 0.1])
    assert found.confidence >= 0.5
    assert found.target is not None
    assert found.target.of(STORY).startswith("Repairs, according")
    assert "The repairs cost" in found.message


@pytest.mark.parametrize(
    "angles",
    [
        pytest.param([3.0, 1.5, 0.0, 2.2, 0.8], id="other vectors"),
        pytest.param([3.0, 0.1, 1.5, 0.1, 2.2], id="other words"),
        pytest.param([0.1, 0.1, 1.5, 2.2, 3.0], id="a headline and its story"),
    ],
)
def test_sentences_that_say_something_new_are_left_alone(make_case: Callable[..., Case], angles: list[float]) -> None:
    assert doubts(make_case, angles) == []
