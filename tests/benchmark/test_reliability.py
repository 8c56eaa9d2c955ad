"""Predicted against observed."""

import pytest

from qa_translate.benchmark.reliability import BINS, reliability


def test_marks_fall_into_ten_bins_of_equal_width() -> None:
    table = reliability((k / 10, True, 1.0) for k in range(11))
    assert [part.count for part in table.bins] == [1] * 9 + [2]
    assert len(table.bins) == BINS


def test_the_error_is_the_weighted_distance_of_predicted_and_observed() -> None:
    marks = [(0.85, True, 1.0)] * 3 + [(0.85, False, 1.0)] + [(0.2, False, 1.0)] * 4
    table = reliability(marks)
    assert table.bins[8].predicted == pytest.approx(0.85)
    assert table.bins[8].observed == pytest.approx(0.75)
    assert table.error == pytest.approx((4 * 0.10 + 4 * 0.20) / 8)


def test_weights_stand_for_repeated_marks() -> None:
    repeated = reliability([(0.35, True, 1.0), (0.35, False, 1.0), (0.35, False, 1.0)])
    weighted = reliability([(0.35, True, 1.0), (0.35, False, 2.0)])
    assert weighted.error == pytest.approx(repeated.error)


def test_the_error_that_few_marks_show_by_chance_shrinks_with_their_number() -> None:
    few, many = (reliability([(0.5, True, 1.0), (0.5, False, 1.0)] * count) for count in (5, 500))
    assert few.chance == pytest.approx(0.126, abs=0.001)
    assert many.chance == pytest.approx(few.chance / 10)


def test_perfect_confidences_have_no_error() -> None:
    assert reliability([(0.5, True, 1.0), (0.5, False, 1.0)]).error == 0


def test_no_marks_no_error() -> None:
    assert reliability([]).error == 0
