"""When a mark finds an error, names it rightly, or is a false alarm."""

import pytest

from qa_translate.article import Article, Span
from qa_translate.benchmark.labels import Place, Planted
from qa_translate.benchmark.score import count_words, judge
from qa_translate.finding import Category

from .articles import ARTICLE, TEXT, at, error, labels, mark


def test_a_mark_that_overlaps_the_planted_words_finds_the_error() -> None:
    (judged,) = judge(ARTICLE, labels(error("Monday")), [mark("on Monday")]).marks
    assert judged.found == {0}
    assert judged.typed == {0}
    assert judged.true


def test_a_mark_elsewhere_is_a_false_alarm() -> None:
    (judged,) = judge(ARTICLE, labels(error("Monday")), [mark("delegation")]).marks
    assert not judged.found
    assert not judged.true


@pytest.mark.parametrize(
    ("planted", "named", "typed"),
    [
        (Category.ATTRIBUTION, Category.STANCE, True),
        (Category.STANCE, Category.QUOTE, False),
        (Category.OMISSION, Category.ADDITION, False),
        (Category.DUPLICATE, Category.ADDITION, True),
        (Category.ADDITION, Category.DUPLICATE, False),
    ],
)
def test_a_category_near_enough_counts_as_typed(planted: Category, named: Category, typed: bool) -> None:
    (judged,) = judge(ARTICLE, labels(error("Monday", planted)), [mark("Monday", named)]).marks
    assert judged.found == {0}
    assert (judged.typed == {0}) is typed


def test_a_hole_is_found_in_the_sentence_before_or_after_it_and_nowhere_else() -> None:
    hole = labels(error("on Monday.", Category.OMISSION, hole=True))
    marks = [mark(words, Category.OMISSION) for words in ("talks", "delegation", "minister", "Nobody")]
    assert [bool(judged.found) for judged in judge(ARTICLE, hole, marks).marks] == [True, True, False, False]


def test_a_hole_is_found_by_its_source() -> None:
    hole = labels(error("on Monday.", Category.OMISSION, hole=True, source="عاد الوفد"))
    by_source, other = (mark(None, Category.OMISSION, source=said) for said in ("عاد", "لم يصب"))
    assert [bool(judged.found) for judged in judge(ARTICLE, hole, [by_source, other]).marks] == [True, False]


def test_words_that_are_there_are_not_found_by_their_source_except_for_order() -> None:
    for category, found in ((Category.NUMBER, False), (Category.ORDER, True)):
        planted = labels(error("Monday", category, source="الاثنين"))
        (judged,) = judge(ARTICLE, planted, [mark(None, category, source="الاثنين")]).marks
        assert bool(judged.found) is found


def test_a_mark_that_is_too_long_finds_nothing() -> None:
    text = " ".join(f"word{k}" for k in range(60))
    article = Article(text, id="long")
    planted = labels(Planted((Place(at("word5", text), Category.NAME),)))
    wide, tight = (Span(0, at(f"word{k}", text).start - 1) for k in (41, 40))
    marks = [mark(None, Category.NAME), mark(None, Category.NAME)]
    object.__setattr__(marks[0], "target", wide)
    object.__setattr__(marks[1], "target", tight)
    assert [count_words(span.of(text)) for span in (wide, tight)] == [41, 40]
    assert [bool(judged.found) for judged in judge(article, planted, marks).marks] == [False, True]


def test_an_error_with_two_stretches_is_one_error() -> None:
    exchanged = Planted((Place(at("The talks"), Category.ORDER), Place(at("Nobody"), Category.ORDER)))
    answer = judge(ARTICLE, labels(exchanged), [mark("Nobody", Category.ORDER), mark("talks", Category.ORDER)])
    assert [judged.found for judged in answer.marks] == [{0}, {0}]


def test_a_mark_on_a_known_slip_is_true_but_finds_no_error() -> None:
    (judged,) = judge(ARTICLE, labels(known=(at("in the fire"),)), [mark("fire")]).marks
    assert judged.true
    assert not judged.found


def test_words_of_the_translation_are_counted() -> None:
    assert judge(ARTICLE, labels(), []).words == len(TEXT.split())
