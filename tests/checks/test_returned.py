"""What a round trip adds to an omission or an addition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.holes import Features, Hole
from qa_translate.checks.returned import addition_odds, omission_odds
from qa_translate.segment import segment

DRAFT, SOURCE, BACK = "fights broke out at night", "وقعت مشاجرات", "وقعت مشاجرات ليلا هناك"
LINKS = {"night": "ليلا", "at": "هناك"}


@pytest.fixture
def case_with(make_case: Callable[..., Case]) -> Callable[[Sequence[float]], Case]:
    """A case whose round trip has these likenesses, of the source's words and of its own."""

    def made(best: Sequence[float]) -> Case:
        case, there, trip = make_case(DRAFT, SOURCE), make_case(DRAFT, BACK, links=LINKS), make_case(BACK, SOURCE)
        assert there.bitext is not None
        assert trip.bitext is not None
        likeness = np.array(best, dtype=np.float32)
        round_trip = replace(trip.bitext, source_best=likeness[:2], target_best=likeness)
        back = segment(BACK, "ar", Side.BACK)
        return replace(case, back=back, round_trip=round_trip, retranslation=there.bitext)

    return made


def added(case: Case) -> Hole:
    words = case.translation.words[3:]
    return Hole(words, words, Features(*[0.0] * 10))


def omitted(case: Case) -> Hole:
    assert case.source is not None
    words = case.source.words
    return Hole(words, words, Features(*[0.0] * 10))


def test_an_addition_whose_words_are_strange_to_the_source_is_surer(case_with: Callable[..., Case]) -> None:
    strange, familiar = case_with([0.9, 0.9, 0.45, 0.5]), case_with([0.9, 0.9, 0.8, 0.75])
    assert addition_odds(strange, added(strange)) > 0
    assert addition_odds(familiar, added(familiar)) < 0


def test_a_sentence_that_has_no_place_in_the_source_says_nothing(case_with: Callable[..., Case]) -> None:
    lost = case_with([0.9, 0.9, 0.0, 0.0])
    assert addition_odds(lost, added(lost)) == 0


def test_an_omission_that_came_back_is_none(case_with: Callable[..., Case]) -> None:
    kept, gone = case_with([0.9, 0.9, 0.5, 0.5]), case_with([0.3, 0.4, 0.5, 0.5])
    assert omission_odds(kept, omitted(kept)) < 0 < omission_odds(gone, omitted(gone))


def test_without_a_round_trip_nothing_is_added(make_case: Callable[..., Case]) -> None:
    case = make_case(DRAFT, SOURCE)
    assert omission_odds(case, omitted(case)) == addition_odds(case, added(case)) == 0
