"""Roads, aircraft and weapons named by letters and a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.case import Case
from qa_translate.checks.designations import FAMILY

LINKS = {"road": "الطريق", "international": "الدولي", "opened": "فتح", "missile": "صاروخ", "fired": "اطلق"}


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("They opened the Gaza international road.", "فتح الطريق الدولي «إم 4»."),
        ("They fired a missile.", "أطلق صاروخ إس 300."),
        ("They fired a Patriot missile.", "أطلق صاروخ إس-300."),
    ],
)
def test_a_designation_without_counterpart_is_marked(
    translation: str, source: str, make_case: Callable[..., Case]
) -> None:
    (finding,) = FAMILY.check(make_case(translation, source, links=LINKS))
    assert finding.rule == "lost-designation"


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("They opened the M4 international road.", "فتح الطريق الدولي «إم 4»."),
        ("They fired an S-300 missile.", "أطلق صاروخ إس-300."),
        ("They opened it in 4 days.", "فتح الطريق في 4 أيام."),
        ("Or 4 days.", "أو 4 أيام."),
    ],
)
def test_a_designation_that_is_there_and_common_words_are_not(
    translation: str, source: str, make_case: Callable[..., Case]
) -> None:
    assert list(FAMILY.check(make_case(translation, source, links=LINKS))) == []
