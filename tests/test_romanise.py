"""Whether an Arabic and a Latin word are one name, by the fitted table of letter pairs."""

from __future__ import annotations

import pytest

from qa_translate.romanise import Romaniser, fold_arabic, fold_latin, respelled
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


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Хатиб", "khatib"), ("Джамаль", "jamal"), ("аль-Джубейр", "aljubeyr"), ("Щукин", "shukin"), ("Жуков", "jukov"),
        ("Ёлкин", "yolkin"), ("Їжак", "yijak"), ("Ћосић", "chosich"),
    ],
)  # fmt: skip
def test_cyrillic_is_folded_into_latin_letters(cyrillic: str, latin: str) -> None:
    assert fold_latin(cyrillic) == latin


def test_turkish_letters_are_folded_without_their_marks() -> None:
    assert [fold_latin(w) for w in ("Işık", "İzmir", "Çağrı", "Ünlü")] == ["isik", "izmir", "cagri", "unlu"]


@pytest.mark.parametrize(("cyrillic", "arabic"), [("Хатиб", "خطيب"), ("Мансур", "منصور"), ("Джамаль", "جمال")])
def test_a_russian_name_has_evidence_for_its_arabic_spelling(romaniser: Romaniser, cyrillic: str, arabic: str) -> None:
    assert evidence(romaniser, cyrillic, arabic) > 0.6


@pytest.mark.parametrize(
    ("word", "respellings", "found"),
    [
        ("jatib", [("j", "kh"), ("z", "s")], {"khatib"}),
        ("charif", [("ch", "sh"), ("f", "ph")], {"sharif", "chariph", "shariph"}),
        ("ababa", [("b", "p")], {"apapa"}),
        ("ali", [("j", "kh")], set()),
        ("ali", [], set()),
    ],
)
def test_a_name_is_respelled_by_each_way_and_by_all(
    word: str, respellings: list[tuple[str, str]], found: set[str]
) -> None:
    assert respelled(word, respellings) == found
