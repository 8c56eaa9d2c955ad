"""Which quotations a text holds: marks of several scripts, nesting, apostrophes, paragraphs, missing marks."""

from __future__ import annotations

import pytest

from qa_translate.quotation import quotations


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said: “We will win.”",
        'He said: "We will win."',
        "He said: «We will win.»",
        "He said: « We will win. »",
        "Er sagte: „We will win.“",
        "Er sagte: »We will win.«",
        "He said: ‘We will win.’",
        "He said: 'We will win.'",
        "He said: ``We will win.''",
        "قال: ”We will win.“",
    ],
)
def test_marks_of_many_shapes_enclose_the_same_words(text: str) -> None:
    assert [words.strip() for words in inner(text)] == ["We will win."]
    assert all(q.whole for q in quotations(text))


def test_spans_take_the_marks_in() -> None:
    text = "A “b” c"
    (quotation,) = quotations(text)
    assert (quotation.span.of(text), quotation.inner.of(text)) == ("“b”", "b")


@pytest.mark.parametrize(
    "text",
    ["The ministers' house isn't his; it's Sami's.", "Rock 'n' roll of the '90s", "He spoke of ‘Ali and the Qur’an."],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert quotations(text) == ()


def test_a_quotation_in_a_quotation_is_one_deeper() -> None:
    text = "“He told me ‘go home’ and left,” she said."
    assert [(q.depth, q.inner.of(text)) for q in quotations(text)] == [
        (0, "He told me ‘go home’ and left,"),
        (1, "go home"),
    ]


def test_straight_marks_nest_by_what_stands_beside_them() -> None:
    text = '"He asked, "Who are you?"" she told me.'
    assert [(q.depth, q.whole) for q in quotations(text)] == [(0, True), (1, True)]


def test_straight_marks_between_spaces_go_by_parity() -> None:
    assert inner('He said " come here " and " go " twice.') == [" come here ", " go "]


def test_a_quotation_opened_again_in_the_next_paragraph_is_continued() -> None:
    text = "“We came early.\n\n“We left late,” he said."
    first, second = quotations(text)
    assert (first.closed, first.continued, first.whole, second.whole) == (False, True, True, True)


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "“We came early.\n\nWe left late,” he said."
    assert inner(text) == ["We came early.\n\nWe left late,"]


def test_a_mark_that_closes_nothing_reaches_back_to_the_paragraph() -> None:
    text = "One.\n\nWe left late,” he said."
    (quotation,) = quotations(text)
    assert (quotation.opened, quotation.whole, quotation.inner.of(text)) == (False, False, "We left late,")


def test_an_unclosed_quotation_reaches_to_the_end_of_the_paragraph() -> None:
    text = "He said: “We left late.\n\nThen he went."
    (quotation,) = quotations(text)
    assert (quotation.closed, quotation.inner.of(text)) == (False, "We left late.")


def test_a_straight_mark_for_a_possessive_apostrophe_is_ignored() -> None:
    assert quotations('The Headmasters" Conference met.') == ()


def test_long_texts_without_marks_cost_nothing() -> None:
    assert quotations("x" * 200_000) == ()


def test_straight_marks_that_begin_or_end_together_are_nested() -> None:
    text = """He said: "'Do not cry,' she told me, and I said, 'I never do.'" Then he left."""
    assert inner(text) == ["'Do not cry,' she told me, and I said, 'I never do.'", "Do not cry,", "I never do."]
    assert [q.depth for q in quotations(text)] == [0, 1, 1]
