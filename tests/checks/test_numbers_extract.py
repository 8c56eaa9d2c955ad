"""What the number grammar reads in Arabic and English."""

from __future__ import annotations

import pytest

from qa_translate.article import Document, Segment, Side, Span
from qa_translate.checks.numbers.extract import extract
from qa_translate.checks.numbers.quantities import MONTH_DAY, Kind, Quantity
from qa_translate.vocabulary import Vocabulary


def read(text: str, lang: str) -> list[Quantity]:
    document = Document(text, lang, Side.SOURCE, (Segment(0, Span(0, len(text)), 0, 0, 0),))
    return [q for q in extract(document, Vocabulary()) if not q.weak]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("١٢٠٬٠٠٠ شخص", 120_000), ("120,000 شخص", 120_000), ("120 ألف شخص", 120_000), ("۱۲۰ ألفا", 120_000),
        ("12,5 كيلومتر", 12.5), ("مليون و380 ألف لاجئ", 1_380_000), ("ثلاثة وعشرون قتيلا", 23),
        ("مئة وثلاثة وعشرين ألفا وخمسمئة", 123_500), ("خمسة عشر يوما", 15), ("اثنتا عشرة نقطة", 12),
        ("ألفي لتر", 2000), ("مئتي ألف", 200_000), ("ثلاثمائة", 300), ("مائة", 100), ("3.1 مليارات", 3.1e9),
        ("مليون ونصف المليون", 1.5e6), ("الدقائق العشر", 10), ("السنوات الست", 6), ("لكل 000 100 شخص", 100_000),
        ("عامين", 2), ("ساعتان", 2), ("قافلتين أخريين", 2), ("ساعة ونصف", 1.5), ("واحد وعشرون", 21),
        ("25,2 مليار", 25.2e9), ("خمساً من الآلات", 5), ("ثلاثاً وعشرين امرأة", 23), ("خمسًا وأربعين درجة", 45),
        ("واحداً وعشرين", 21), ("بسبعٍ وثلاثين", 37), ("ثمانياً وأربعين ساعة", 48), ("خمس مئة ألف", 500_000),
        ("ستة آلاف و350", 6350), ("ألف وخمسمئة", 1500), ("نصف مليون", 500_000), ("ربع مليار", 250e6),
        ("ثلاثة أرباع المليون", 750_000), ("مليون ونصف مليون دولار", 1.5e6), ("ثلاثة أخماس", 0.6),
        ("خُمس السكان", 0.2), ("خمس سنوات", 5), ("تسعينيات القرن الماضي", 90), ("نقطتين مئويتين", 2),
    ],
)  # fmt: skip
def test_arabic_numbers_have_their_value(text: str, value: float) -> None:
    assert read(text, "ar")[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-three people", 23), ("two thousand five hundred", 2500), ("a hundred and five", 105),
        ("2.2 million", 2.2e6), ("$3.1billion", 3.1e9), ("two dozen", 24), ("three and a half years", 3.5),
        ("1,000 men", 1000), ("half a dozen", 6), ("two-thirds of them", 2 / 3), ("the fifth round", 5),
        ("the twenty-first time", 21), ("the 30th", 30), ("53-year-old", 53), ("fifteen hours", 15),
        ("half a million", 500_000), ("three quarters of a million", 750_000), ("two and a half million", 2.5e6),
        ("the 1990s", 90), ("in her fifties", 50), ("three-fifths", 0.6),
    ],
)  # fmt: skip
def test_english_numbers_have_their_value(text: str, value: float) -> None:
    assert read(text, "en")[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("12.5 في المئة", "ar", "percent"), ("58٪", "ar", "percent"), ("40 في المائة", "ar", "percent"),
        ("14 per cent", "en", "percent"), ("ست سنوات", "ar", "year"), ("four-day", "en", "day"),
        ("165 mph", "en", "mile_per_hour"), ("105 أميال في الساعة", "ar", "mile_per_hour"), ("$750", "en", "dollar"),
        ("250 دولارًا", "ar", "dollar"), ("ألفي لتر", "ar", "litre"), ("two million US dollars", "en", "dollar"),
        ("نصف دولار", "ar", "dollar"), ("half a euro", "en", "euro"), ("ثلاث نقاط مئوية", "ar", "percentage_point"),
    ],
)  # fmt: skip
def test_units_are_read(text: str, lang: str, unit: str) -> None:
    assert unit in read(text, lang)[0].units


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("لست وحدي", "ar"), ("كمية من الماء", "ar"), ("المدنيين", "ar"), ("فلسطين", "ar"), ("الوضع الإثني", "ar"),
        ("Cardi B sang", "en"), ("he may go", "en"), ("one of them", "en"), ("both sides", "en"), ("COVID-19", "en"),
        ("هاتف 0123456789", "ar"), ("+961", "en"), ("at midnight", "en"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_numbers_are_not_stated(text: str, lang: str) -> None:
    assert read(text, lang) == []


@pytest.mark.parametrize("text", ["30 أيلول/سبتمبر", "30 سبتمبر", "الثلاثين من أيلول", "30 شتنبر"])
def test_arabic_month_vocabularies_are_one(text: str) -> None:
    found = read(text, "ar")
    months = [q for q in found if q.kind is Kind.MONTH]
    assert [q.value for q in months] == [9]
    assert any(MONTH_DAY in q.units and q.value == 30 for q in found)


def test_compound_month_names_hold_no_ordinal() -> None:
    assert [q.kind for q in read("في تشرين الثاني", "ar")] == [Kind.MONTH]


def test_hijri_months_are_apart_from_gregorian_ones() -> None:
    assert [q.value for q in read("14 رجب 1445", "ar") if q.kind is Kind.MONTH] == [107]


@pytest.mark.parametrize(
    ("text", "lang", "minutes"),
    [
        ("الساعة 8:46 صباحاً", "ar", 526), ("at 8:46 a.m.", "en", 526), ("الساعة الثامنة والنصف مساء", "ar", 510),
        ("at 8.30pm", "en", 510), ("7 p.m.", "en", 420), ("الساعة 4.40 صباحا", "ar", 280),
        ("الساعة السادسة", "ar", 360), ("عند الثامنة مساءً", "ar", 480), ("الساعة العاشرة إلا ربعاً", "ar", 585),
        ("الساعة الثالثة وعشر دقائق", "ar", 190), ("half past eight in the evening", "en", 510),
        ("a quarter to ten", "en", 585), ("eight o'clock", "en", 480),
    ],
)  # fmt: skip
def test_clock_times_are_minutes_of_half_a_day(text: str, lang: str, minutes: float) -> None:
    assert [q.value for q in read(text, lang) if q.kind is Kind.CLOCK] == [minutes]


@pytest.mark.parametrize(
    ("text", "lang", "half"),
    [("الساعة 8 صباحا", "ar", "am"), ("at 8:00 p.m.", "en", "pm"), ("الثالثة بعد الظهر", "ar", "pm"),
     ("الساعة 17:30", "ar", "pm"), ("الثانية عشرة ليلا", "ar", "")],
)  # fmt: skip
def test_clock_times_know_their_half_of_the_day(text: str, lang: str, half: str) -> None:
    assert [q.half for q in read(text, lang) if q.kind is Kind.CLOCK] == [half]


@pytest.mark.parametrize(("text", "lang"), [("الشهر المقبل", "ar"), ("next month", "en"), ("الشهر القادم", "ar")])
def test_relative_times_have_direction_and_unit(text: str, lang: str) -> None:
    (found,) = read(text, lang)
    assert (found.kind, found.value, found.units) == (Kind.RELATIVE, 1, frozenset({"month"}))


def test_spans_point_into_the_text_as_given() -> None:
    text = "بلغ\u200f ثَلاثةً وعشرين قتيلاً"
    (found,) = read(text, "ar")
    assert found.span.of(text) == "ثَلاثةً وعشرين"


def test_two_ranges_of_millions_are_two_numbers() -> None:
    assert [q.value for q in read("بين 340 مليون و500 مليون", "ar")] == [340e6, 500e6]


def test_a_language_without_number_words_still_gives_digits_and_months() -> None:
    found = read("Le 30 septembre, 12 % des 1 200 000 habitants", "fr")
    assert [q.value for q in found] == [30, 9, 12, 1_200_000]
