"""Texts as messages quote them."""

from __future__ import annotations

import pytest

from qa_translate.article import Span
from qa_translate.excerpt import first_letters, first_words


def test_few_words_stay_and_stand_in_one_line() -> None:
    assert first_words("one\ntwo  three", 3) == "one two three"
    assert first_letters("one\ntwo") == "one two"


def test_many_words_are_cut_with_a_mark() -> None:
    assert first_words("one two three", 2) == "one two …"
    assert first_letters("abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    ("span", "stripped"), [(Span(0, 8), Span(2, 5)), (Span(2, 5), Span(2, 5)), (Span(5, 8), Span(8, 8))]
)
def test_a_span_loses_the_white_space_at_its_ends(span: Span, stripped: Span) -> None:
    assert span.stripped("  abc \t\n") == stripped
