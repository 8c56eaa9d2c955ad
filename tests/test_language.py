"""Which language and script a text is in."""

from __future__ import annotations

import pytest

from qa_translate.language import detect, script_of, script_of_language, share_of_script, sole_script

_TEXTS = {
    "ar": "قال مصطفى البكور إن التصعيد العسكري على المدنيين في الشمال لم يتوقف يوماً واحداً منذ بداية العام",
    "fa": "این یک متن فارسی است که برای آزمایش نوشته شده و در آن از جنگ سخن گفته می شود",
    "ur": "یہ ایک اردو متن ہے جو جانچ کے لیے لکھا گیا ہے اور اس میں جنگ کا ذکر بھی ہے",
    "en": "The army said on Monday that it had taken the town and that the soldiers were on their way to the border",
    "fr": "L'armée a déclaré lundi que les soldats sont entrés dans la ville et que la route est de nouveau ouverte",
    "es": "El ejército dijo el lunes que los soldados entraron en la ciudad y que la carretera está abierta de nuevo",
    "de": "Die Armee sagte am Montag, dass die Soldaten in die Stadt gekommen sind und die Straße wieder offen ist",
    "tr": "Ordu pazartesi günü askerlerin kente girdiğini ve yolun yeniden açıldığını söyledi, ancak bu sonra oldu",
    "ru": "Армия заявила в понедельник, что солдаты вошли в город и что дорога снова открыта для всех жителей",
    "he": "הצבא אמר ביום שני כי החיילים נכנסו לעיר",
    "zh": "军队星期一说士兵已经进入城市",
    "ja": "軍は月曜日に兵士が町に入ったと述べた",
}


@pytest.mark.parametrize("lang", _TEXTS)
def test_a_sentence_tells_its_language(lang: str) -> None:
    assert detect(_TEXTS[lang]) == lang


@pytest.mark.parametrize("text", ["", "123 45%", "M4", "***", "\ud800\0"])
def test_no_evidence_gives_no_language(text: str) -> None:
    assert detect(text) is None


def test_candidates_of_different_scripts_are_told_by_script_alone() -> None:
    assert detect("الحرب", ("ar", "en")) == "ar"
    assert detect("War", ("ar", "en")) == "en"
    assert detect("Война", ("ar", "en")) is None


def test_shares_of_scripts_count_letters_only() -> None:
    assert share_of_script("abcd حرب1 2", "Arabic") == pytest.approx(3 / 7)
    assert share_of_script("12", "Arabic") == 0
    assert script_of("Syria سوريا والعالم") == "Arabic"
    assert script_of("...") is None


def test_scripts_of_languages_are_known() -> None:
    assert script_of_language("ar") == "Arabic"
    assert script_of_language("tr") == "Latin"
    assert script_of_language("xx") is None


def test_a_language_without_data_has_a_script_if_it_is_written_in_one_only() -> None:
    assert sole_script("sw") == "Latin"
    assert sole_script("mi") == "Latin"
    assert sole_script("bo") is None
    assert sole_script("uz") is None
