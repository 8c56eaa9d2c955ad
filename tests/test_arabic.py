"""Folding and light stemming of Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.arabic import fold, folded_with_map, is_arabic_letter, light_stem, proclitics, stems


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("كَثَّفَت", "كثفت"),
        ("الـــحرب", "الحرب"),
        ("أإآٱ", "اااا"),
        ("مستشفى", "مستشفي"),
        ("مدينة", "مدينة"),
        ("رؤساء رئيس", "رؤساء رئيس"),
        ("ري\u0654يس", "رئيس"),
        ("٣٫٥٪ و١٢٠٬٠٠٠ و۱۲", "3.5% و120,000 و12"),
        ("\u202bسوريا\u202c\u200f", "سوريا"),
        ("ﺳﻮﺭﻳﺎ ﻻ", "سوريا لا"),
        ("کتاب یک", "كتاب يك"),
        ("plain text, 12", "plain text, 12"),
        ("", ""),
    ],
)
def test_fold_removes_what_writers_add_at_will(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_map_leads_back_to_the_text_as_given() -> None:
    text = "قال مُصطفى: الـحرب"
    folded, offsets = folded_with_map(text)
    at = folded.index("مصطفي")
    assert text[offsets[at] : offsets[at + 5]] == "مُصطفى"


_ARABIC = st.text(
    st.characters(codec=None, min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from("ﻻﷺﱠ\u200fab \ud800")
)


@given(_ARABIC | st.text())
def test_map_agrees_with_fold(text: str) -> None:
    folded, offsets = folded_with_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(_ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_letters_are_told_from_marks_digits_and_punctuation() -> None:
    assert all(map(is_arabic_letter, "ابةىپۀﻻ"))
    assert not any(map(is_arabic_letter, "a1٣،؟ـَ "))


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("وبالمدينة", "مدينة"),
        ("للجنة", "لجنة"),
        ("فقال", "قال"),
        ("كالاسد", "اسد"),
        ("سيذهب", "يذهب"),
        ("ولدمشق", "دمشق"),
    ],
)
def test_proclitics_are_cut(form: str, stem: str) -> None:
    assert stem in proclitics(form)


def test_short_words_keep_their_first_letter() -> None:
    assert proclitics("ولد") == ()
    assert proclitics("بيت") == ()


@pytest.mark.parametrize(
    ("form", "stem"), [("مدينتهم", "مدينة"), ("كتابها", "كتاب"), ("وكتابنا", "كتاب"), ("اخبرني", "اخبر")]
)
def test_suffix_pronouns_are_cut(form: str, stem: str) -> None:
    assert stem in stems(form)
    assert form in stems(form)


def test_light_stem_unites_forms_of_a_word() -> None:
    assert light_stem("والمدنيين") == light_stem("مدنيون") == light_stem("للمدنيين")
