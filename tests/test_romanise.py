"""Whether an Arabic and a Latin word are one name, by the fitted table of letter pairs."""

from __future__ import annotations

import pytest

from qa_translate.romanise import Romaniser, fold_arabic, fold_latin
from qa_translate.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def romaniser() -> Romaniser:
    table = Vocabulary().topic("ar", "romanisation")
    assert table is not None
    return Romaniser.of(table)


def evidence(romaniser: Romaniser, latin: str, arabic: str) -> float:
    return romaniser.evidence(fold_latin(latin), fold_arabic(arabic))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Kavanaugh", "كافانو"),
        ("Macron", "ماكرون"),
        ("Mohammed", "محمد"),
        ("Muhammad", "محمد"),
        ("Abdullah", "عبدالله"),
        ("Kadhim", "كاظم"),
        ("Aicha", "عائشة"),
        ("Ayari", "عياري"),
        ("Qing", "تشينغ"),
        ("Tennessee", "تينيسي"),
        ("Molinari", "موليناري"),
        ("Zárate", "زاراتي"),
    ],
)
def test_spellings_of_one_name_have_evidence_for(romaniser: Romaniser, latin: str, arabic: str) -> None:
    assert evidence(romaniser, latin, arabic) > 0.6


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Gingrich", "رومني"), ("Kentucky", "تينيسي"), ("Milan", "لندن"), ("Edoardo", "فرانشيسكو"), ("Egypt", "مصر")],
)
def test_other_names_have_evidence_against(romaniser: Romaniser, latin: str, arabic: str) -> None:
    assert evidence(romaniser, latin, arabic) < -1.5


def test_a_misspelling_lies_between(romaniser: Romaniser) -> None:
    right, wrong = evidence(romaniser, "Macbeth", "مكبيث"), evidence(romaniser, "McPheet", "مكبيث")
    assert wrong < 0.6 < right
    assert romaniser.probability(wrong) < romaniser.probability(right)


def test_folding_drops_what_writers_add() -> None:
    assert fold_arabic("إِسـماعيلُ") == "اسماعيل"
    assert fold_arabic("لؤي") == "لوي"
    assert fold_latin("Ch'ing-Zárate") == "chingzarate"


def test_a_word_without_letters_is_no_name(romaniser: Romaniser) -> None:
    assert evidence(romaniser, "", "محمد") < -1.5
    assert evidence(romaniser, "Ali", "123") < -1.5
