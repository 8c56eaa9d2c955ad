"""Lines and columns, as editors count them."""

import pytest

from qa_translate.answer import Place
from qa_translate.article import Span
from qa_translate.report.places import Lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_any_editor(end: str) -> None:
    text = f"one{end}two{end}{end}three"
    start = text.index("three")
    assert Lines(text).place(Span(start, start + 5)) == Place(4, 1, 4, 6, 1, 6)
    assert Lines(text).line(text.index("two")) == 2


def test_columns_are_code_points_and_bytes() -> None:
    text = "é😀 قال x"
    start = text.index("x")
    assert Lines(text).place(Span(start, start + 1)) == Place(1, 8, 1, 9, 15, 16)


def test_a_stretch_may_reach_over_lines() -> None:
    assert Lines("ab\ncd").place(Span(1, 4)) == Place(1, 2, 2, 2, 2, 2)
    assert Lines("").place(Span(0, 0)) == Place(1, 1, 1, 1)
