"""Bounds under negation, elided units, and words that are a count or a part."""

from __future__ import annotations

import pytest

from qa_translate.article import Document, Segment, Side, Span
from qa_translate.checks.numbers.agree import agree
from qa_translate.checks.numbers.extract import extract
from qa_translate.checks.numbers.quantities import Kind, Quantity
from qa_translate.vocabulary import Vocabulary


def read(text: str, lang: str) -> list[Quantity]:
    document = Document(text, lang, Side.SOURCE, (Segment(0, Span(0, len(text)), 0, 0, 0),))
    return [q for q in extract(document, Vocabulary()) if not q.weak]


@pytest.mark.parametrize(
    ("text", "lang", "bound"),
    [
        ("more than 40", "en", "more"), ("no more than 40", "en", "less"), ("no fewer than 40", "en", "more"),
        ("not exceeding 40", "en", "less"), ("does not exceed 40", "en", "less"), ("up to 40", "en", "less"),
        ("five people at most", "en", "less"), ("40 or more", "en", "more"), ("hasn't exceeded 40", "en", "less"),
        ("أكثر من 40", "ar", "more"), ("لا يزيد على 40", "ar", "less"), ("ما لا يقل عن 40", "ar", "more"),
        ("لن يتجاوز 40", "ar", "less"), ("ألا يتجاوز 40", "ar", "less"), ("ما يزيد على 40", "ar", "more"),
        ("ليس أكثر من 40", "ar", "less"), ("خمسة أشخاص على الأقل", "ar", "more"),
    ],
)  # fmt: skip
def test_a_negation_right_before_a_bound_turns_it(text: str, lang: str, bound: str) -> None:
    assert read(text, lang)[0].bound == bound


@pytest.mark.parametrize(
    ("text", "lang"),
    [("لن تستخدم أكثر من 40", "ar"), ("would not be used on more than 40", "en"), ("didn't sign over 40", "en")],
)
def test_a_negation_further_off_leaves_the_bound_open(text: str, lang: str) -> None:
    assert read(text, lang)[0].bound == ""


def test_a_negation_of_another_clause_turns_nothing() -> None:
    assert read("he did not come, more than 40 did", "en")[0].bound == "more"


def test_a_bound_of_the_next_number_is_not_that_of_the_last() -> None:
    assert [q.bound for q in read("ten people at least two of them", "en")] == ["", "more"]


@pytest.mark.parametrize(
    "text", ["against 116 a year earlier", "from 116 a month ago", "116 a week before", "116 an hour later"]
)
def test_a_unit_behind_an_article_is_not_that_of_the_number_before(text: str) -> None:
    assert not read(text, "en")[0].units


@pytest.mark.parametrize(("text", "unit"), [("half an hour", "hour"), ("half a euro", "euro"), ("116 days", "day")])
def test_other_units_stay_with_their_number(text: str, unit: str) -> None:
    assert unit in read(text, "en")[0].units


@pytest.mark.parametrize(
    ("text", "value"),
    [("أقل من عُشر ما كان", 0.1), ("عشر ما كان", 0.1), ("بسُبع السكان", 1 / 7), ("ثُمن الميزانية", 1 / 8),
     ("تسعة أعشار", 0.9)],
)  # fmt: skip
def test_a_part_is_told_by_its_vowel_or_its_whole(text: str, value: float) -> None:
    found = read(text, "ar")[0]
    assert found.kind is Kind.FRACTION
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["ثمن الخبز", "الثمن"])
def test_a_price_is_no_eighth(text: str) -> None:
    assert read(text, "ar") == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("خمس سكان العالم", "a fifth of them"), ("خمس نساء", "five women"), ("خُمس السكان", "one in five people"),
        ("طفل من كل خمسة", "a fifth of them"), ("خمس سكان العالم", "20 percent"), ("عُشر السكان", "one in every ten"),
    ],
)  # fmt: skip
def test_an_ambiguous_count_agrees_with_both_readings(source: str, target: str) -> None:
    assert any(agree(s, t) for s in read(source, "ar") for t in read(target, "en"))


@pytest.mark.parametrize(
    ("source", "target"),
    [("خمس سنوات", "a fifth of them"), ("خَمس نساء", "a fifth of them"), ("عُشر السكان", "ten people")],
)
def test_a_plain_count_or_part_agrees_with_its_own_reading_only(source: str, target: str) -> None:
    assert not any(agree(s, t) for s in read(source, "ar") for t in read(target, "en"))
