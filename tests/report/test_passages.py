"""Rows, runs and contexts."""

from __future__ import annotations

import random

from qa_translate.article import Span
from qa_translate.report.passages import Row, passage_of, rows_of, runs_of, trimmed, visible

SOURCE = "A one. B two.\n\nC three."
TARGET = "a one. b two.\n\nc three."
A, B, C = Span(0, 6), Span(7, 13), Span(15, 23)


def test_rows_follow_the_translation_and_show_where_paragraphs_open() -> None:
    rows = rows_of(SOURCE, TARGET, [(A, A), (B, B), (C, C)])
    assert rows == (Row((A,), (A,), opens=True), Row((B,), (B,)), Row((C,), (C,), opens=True))


def test_a_passage_without_counterpart_is_a_row_of_its_own() -> None:
    rows = rows_of(SOURCE, TARGET, [(A, A), (B, None), (None, B), (C, C)])
    assert rows[1] == Row((B,), ())
    assert rows[2] == Row((), (B,))


def test_text_that_no_pair_covers_stands_after_what_precedes_it() -> None:
    rows = rows_of(SOURCE, TARGET, [(A, A), (C, C)])
    assert [(row.source, row.target) for row in rows] == [((A,), (A,)), ((B,), ()), ((), (B,)), ((C,), (C,))]


def test_the_hull_of_a_torn_passage_leaves_the_words_between_to_their_own_row() -> None:
    rows = rows_of(SOURCE, TARGET, [(Span(0, 23), A), (B, B), (None, C)])
    assert rows[0].source == (A, C)
    assert rows[1].source == (B,)


def test_without_an_alignment_both_texts_are_one_row() -> None:
    assert rows_of(SOURCE, TARGET, []) == (Row((Span(0, 13), C), (Span(0, 13), C), opens=True),)


def test_every_word_is_shown_exactly_once_whatever_the_alignment() -> None:
    chance = random.Random(7)
    for _ in range(200):
        alignment = [(_any_span(chance), _any_span(chance)) for _ in range(chance.randrange(6))]
        rows = rows_of(SOURCE, TARGET, alignment)
        for text, spans in (
            (SOURCE, [s for r in rows for s in r.source]),
            (TARGET, [s for r in rows for s in r.target]),
        ):
            shown = "".join(span.of(text) for span in sorted(spans))
            assert "".join(shown.split()) == "".join(text.split())


def test_overlapping_marks_are_split_where_one_begins_or_ends() -> None:
    [runs] = runs_of([(1, Span(2, 8)), (2, Span(5, 10)), (3, Span(5, 8))], [Span(0, 12)])
    assert [(run.span, run.marks, run.ends) for run in runs] == [
        (Span(0, 2), (), ()),
        (Span(2, 5), (1,), ()),
        (Span(5, 8), (1, 2, 3), (1, 3)),
        (Span(8, 10), (2,), (2,)),
        (Span(10, 12), (), ()),
    ]


def test_a_mark_over_several_pieces_ends_in_the_last() -> None:
    first, second = runs_of([(1, Span(3, 9))], [Span(0, 5), Span(7, 12)])
    assert [(run.span, run.marks, run.ends) for run in first] == [(Span(0, 3), (), ()), (Span(3, 5), (1,), ())]
    assert [(run.span, run.marks, run.ends) for run in second] == [(Span(7, 9), (1,), (1,)), (Span(9, 12), (), ())]


def test_the_passage_of_a_mark_is_the_hull_of_what_it_touches() -> None:
    assert passage_of(Span(2, 4), [A, B, C]) == A
    assert passage_of(Span(2, 9), [A, B, C]) == Span(0, 13)
    assert passage_of(Span(13, 15), [A, B, C]) == Span(13, 15)


def test_a_long_passage_is_cut_at_white_space() -> None:
    text = "alpha beta gamma delta epsilon"
    assert trimmed(text, Span(11, 16), Span(0, 30), 8).of(text) == "beta gamma delta"
    assert trimmed(text, Span(11, 16), Span(0, 30), 0) == Span(11, 16)


def test_a_place_between_words_is_shown_as_the_next_word_and_a_span_never_leaves_its_text() -> None:
    assert visible(Span(6, 6), TARGET) == Span(7, 8)
    assert visible(Span(23, 23), TARGET) == Span(17, 23)
    assert visible(Span(15, 99), TARGET) == C
    assert visible(Span(6, 8), TARGET) == Span(7, 8)
    assert visible(Span(0, 3), " \n ") is None


def _any_span(chance: random.Random) -> Span | None:
    start = chance.randrange(-2, 25)
    return None if chance.random() < 0.2 else Span(max(0, start), max(0, start) + chance.randrange(30))
