"""Phrases and sentences that have changed places, and adjectives on another name, through the real engines."""

from __future__ import annotations

import pytest

from qa_translate import Article
from qa_translate.pipeline import Tools, check_article

# rule: source, sound translation, faulty translation
SAMPLES = {
    "exchanged-phrases": (
        "وأمر القاضي بمصادرة ثلاث سيارات مسجلة باسم المقاول، لكنه رفض طلب النيابة مصادرة منزله في الجبل.",
        "The judge ordered the confiscation of three cars registered in the contractor's name but rejected the "
        "prosecution's request to confiscate his house in the mountains.",
        "The judge ordered the confiscation of his house in the mountains but rejected the prosecution's request to "
        "confiscate three cars registered in the contractor's name.",
    ),
    "exchanged-sides": (
        "وأضاف التاجر أن البلدية تقول لهم إن الشركة لم تسدد الفواتير منذ عام.",
        "The merchant added that the municipality tells them that the company has not paid the bills for a year.",
        "The merchant added that the company tells them that the municipality has not paid the bills for a year.",
    ),
    "misplaced-modifier": (
        "وقال المدرب إن الزعبي سيخلف القائد المصاب سامر العلي في مباراة الجمعة.",
        "The coach said that Zoubi will replace the injured captain Samer al-Ali in Friday's match.",
        "The coach said that the injured Zoubi will replace the captain Samer al-Ali in Friday's match.",
    ),
    "shifted-phrase": (
        "وأكد المدير أنه لن يقدّم أي عقد إلى النقابة، وأنه يأمل إنهاء المفاوضات قبل عطلة العيد في العاشر من الشهر "
        "المقبل.",
        "The director said that he would not submit any contract to the union and hoped to finish the negotiations "
        "before the feast holiday on the tenth of next month.",
        "The director said that before the feast holiday on the tenth of next month he would not submit any contract "
        "to the union and hoped to finish the negotiations.",
    ),
}


def marks(tools: Tools, translation: str, source: str) -> dict[str, str]:
    report = check_article(Article(translation, source), tools)
    return {f.rule: f.target.of(translation) if f.target else "" for f in report.findings if f.confidence >= 0.5}


@pytest.mark.parametrize("rule", SAMPLES)
def test_what_changed_places_is_marked(rule: str, tools: Tools) -> None:
    source, _, faulty = SAMPLES[rule]
    # Two beside a verb of saying are marked once, by whichever rule is surer of it.
    same = {rule, "changed-speaker"} if rule == "exchanged-sides" else {rule}
    assert same & set(marks(tools, faulty, source))


@pytest.mark.parametrize("rule", SAMPLES)
def test_what_stands_in_its_place_is_not(rule: str, tools: Tools) -> None:
    source, sound, _ = SAMPLES[rule]
    assert rule not in marks(tools, sound, source)


def test_a_passive_for_an_active_is_no_exchange(tools: Tools) -> None:
    source = "وقال السكان إن الجرافات هدمت المدرسة القديمة فجر الأحد."
    turned = "Residents said that the old school was demolished by bulldozers at dawn on Sunday."
    assert not {"exchanged-phrases", "exchanged-sides"} & set(marks(tools, turned, source))


NEIGHBOURS = [
    ("أغلقت الشرطة الطريق الساحلي صباح الاثنين.", "Police closed the coastal road on Monday morning."),
    ("وانهار الجسر القديم بعد أمطار غزيرة.", "The old bridge collapsed after heavy rain."),
    ("ونقل ثلاثة عمال إلى المستشفى الحكومي.", "Three workers were taken to the public hospital."),
    ("ومن المقرر أن تبدأ أعمال الترميم الأسبوع المقبل.", "Repair work is due to begin next week."),
]


def _text(side: int, order: list[int]) -> str:
    return " ".join(NEIGHBOURS[k][side] for k in order)


def test_two_neighbours_that_changed_places_are_marked_where_they_meet(tools: Tools) -> None:
    found = marks(tools, _text(1, [0, 2, 1, 3]), _text(0, [0, 1, 2, 3]))
    assert found["moved-sentence"].startswith("to the public hospital. The old bridge")


def test_one_sentence_that_went_past_several_is_the_one_that_moved(tools: Tools) -> None:
    found = marks(tools, _text(1, [1, 2, 0, 3]), _text(0, [0, 1, 2, 3]))
    assert found["moved-sentence"].startswith("Police closed")
