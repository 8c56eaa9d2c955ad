"""A glossary's words are found in their inflections, and not in other words that look like them."""

from __future__ import annotations

import pytest

from qa_translate.article import Side
from qa_translate.phrases import Phrase, parts_of
from qa_translate.segment import segment


def stands(phrase: str, text: str, lang: str, *, strictly: bool = False) -> bool:
    parts = parts_of(segment(text, lang, Side.TRANSLATION).words, lang)
    return any(True for _ in Phrase.of(phrase, lang).places(parts, strictly=strictly))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("مجلس", "عقد مجلسا طارئا"),
        ("مجلس", "وبمجلسهم"),
        ("مجلس", "للمجلس"),
        ("مجلس", "مَجْلِسٌ"),
        ("مجلس", "مجـــلس"),
        ("معلم", "معلمو المدرسة"),
        ("معلم", "المعلمين"),
        ("معلمة", "معلمتا المدرسة"),
        ("معلمة", "المعلمات"),
        ("مسؤول", "قال مسئول"),
        ("مسئول", "المسؤولون"),
        ("إدارة", "والادارة"),
        ("مستشفى", "بالمستشفي"),
        ("السلطة الفلسطينية", "للسلطة الفلسطينية"),
        ("السلطة الفلسطينية", "السلطه الفلسطينيه"),
        ("السلطه الفلسطينيه", "والسلطة الفلسطينية"),
        ("مدينة", "مدينتهم"),
    ],
)
def test_arabic_words_are_found_as_they_are_written(phrase: str, text: str) -> None:
    assert stands(phrase, text, "ar")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("سوري", "سوريا"),
        ("ليبي", "ليبيا"),
        ("السلطة الفلسطينية", "السلطة اللبنانية"),
        ("عين", "معين"),
        ("نائبة", "نائبه"),
    ],
)
def test_arabic_words_that_look_alike_are_others(phrase: str, text: str) -> None:
    assert not stands(phrase, text, "ar")


@pytest.mark.parametrize(
    ("phrase", "text", "lang"),
    [
        ("Minister of Interior", "the Ministers of the Interior", "en"),
        ("the Security Council", "a Security-Council vote", "en"),
        ("businessman", "three businessmen", "en"),
        ("deputy", "the deputies' vote", "en"),
        ("US Navy", "the U.S. Navy's ships", "en"),
        ("MP", "two MPs", "en"),
        ("policy", "policies", "en"),
        ("ministre de l’Intérieur", "les ministres de l'intérieur", "fr"),
        ("général", "des généraux", "fr"),
        ("armée libre", "l’Armée libre", "fr"),
        ("Nationalrat", "des Nationalrats", "de"),
        ("Rat", "die Räte", "de"),
        ("Rat der Stadt", "Räte einer Stadt", "de"),
        ("cese", "los ceses", "es"),
        ("боевик", "с боевиками", "ru"),
        ("сектор Газа", "в секторе Газа", "ru"),
        ("Strefa Gazy", "w Strefie Gazy", "pl"),
        ("Gazaremsan", "Gazaremsans", "sv"),
        ("Filistin Yönetimi", "Filistin Yönetiminin", "tr"),
        ("рада безпеки", "раді безпеки", "uk"),
    ],
)
def test_words_of_other_languages_are_found_in_their_inflections(phrase: str, text: str, lang: str) -> None:
    assert stands(phrase, text, lang)


@pytest.mark.parametrize(
    ("phrase", "text", "lang"),
    [
        ("IS", "this is it", "en"),
        ("US", "they told us", "en"),
        ("WHO", "those who went", "en"),
        ("Gaza Strip", "Gaza region", "en"),
        ("рада", "район", "uk"),
    ],
)
def test_words_that_look_alike_are_others(phrase: str, text: str, lang: str) -> None:
    assert not stands(phrase, text, lang)


@pytest.mark.parametrize(
    ("phrase", "other", "own", "lang"),
    [
        ("illegal immigrant", "illegal immigration", "illegal immigrants", "en"),
        ("operative", "operation", "operatives", "en"),
        ("businessman", "business", "businessmen", "en"),
        ("MP", "mp3", "MPs", "en"),
        ("opération", "opérateur", "opérations", "fr"),
    ],
)
def test_strictly_only_inflections_are_the_same_word(phrase: str, other: str, own: str, lang: str) -> None:
    assert stands(phrase, own, lang, strictly=True)
    assert not stands(phrase, other, lang, strictly=True)


def test_a_phrase_of_articles_alone_holds_no_word() -> None:
    assert Phrase.of("the", "en").forms == ()
    assert not stands("the", "the end", "en")
