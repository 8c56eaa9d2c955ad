"""The order of two events, and the former and the latter, through the real engines."""

from __future__ import annotations

import pytest

from qa_translate import Article
from qa_translate.pipeline import Tools, check_article

# rule, source, sound translation, faulty translation
EVENTS = {
    "after": (
        "وقال المزارع إنه حفر بئرا جديدة بعد جفاف النبع.",
        "The farmer said that he dug a new well after the spring dried up.",
        "The farmer said that the spring dried up after he dug a new well.",
    ),
    "before": (
        "وسحبت البلدية الرخصة قبل انهيار السقف.",
        "The municipality withdrew the licence before the roof collapsed.",
        "The roof collapsed before the municipality withdrew the licence.",
    ),
    "following": (
        "وأوقفت الشركة الإنتاج إثر إضراب العمال.",
        "The company halted production following a strike by workers.",
        "Workers went on strike after the company halted production.",
    ),
    "until": (
        "ولم يدفع المشتري الثمن إلا بعد استلام السيارة.",
        "The buyer did not pay the price until he had received the car.",
        "The buyer did not receive the car until he had paid the price.",
    ),
    "opening": (
        "وبعد أن أنهت اللجنة تقريرها، أقال الرئيس المدير.",
        "After the committee finished its report, the president sacked the director.",
        "After the president sacked the director, the committee finished its report.",
    ),
    "turned": (
        "وغادر السفير العاصمة بعد توقيع الاتفاق.",
        "The ambassador left the capital after the agreement was signed.",
        "The ambassador left the capital before the agreement was signed.",
    ),
    "once": (
        "وستُفتح المدرسة فور إصلاح الجسر.",
        "The school will open once the bridge has been repaired.",
        "The bridge will be repaired once the school has opened.",
    ),
}
SAME = {
    "the contrary word with the other event": (
        "وغادر السفير العاصمة بعد توقيع الاتفاق.",
        "The agreement was signed before the ambassador left the capital.",
    ),
    "a connector that opens its sentence": (
        "وبعد توقيع الاتفاق، غادر السفير العاصمة.",
        "The ambassador left the capital after the agreement was signed.",
    ),
    "not until": (
        "ولم يغادر السفير العاصمة إلا بعد توقيع الاتفاق.",
        "The ambassador did not leave the capital until the agreement was signed.",
    ),
    "a distance": (
        "وتقع القرية على بعد كيلومترين من السد الذي انهار.",
        "The village lies two kilometres before the dam that collapsed.",
    ),
}
REFERENCES = (
    "وفاز الهلال على النصر. ويستضيف الأول الوحدة مساء الأحد، بينما يسافر الثاني إلى دمشق يوم الاثنين.",
    "Hilal beat Nasr. The {} hosts Wahda on Sunday evening, while the {} travels to Damascus on Monday.",
)


def rules(tools: Tools, translation: str, source: str) -> set[str]:
    report = check_article(Article(translation, source), tools)
    return {f.rule for f in report.findings if f.confidence >= 0.5}


@pytest.mark.parametrize("name", EVENTS)
def test_events_in_each_others_place_are_marked(name: str, tools: Tools) -> None:
    source, _, faulty = EVENTS[name]
    assert "exchanged-events" in rules(tools, faulty, source)


@pytest.mark.parametrize("name", EVENTS)
def test_events_in_their_place_are_not(name: str, tools: Tools) -> None:
    source, sound, _ = EVENTS[name]
    assert not {"exchanged-events", "reversed-direction"} & rules(tools, sound, source)


@pytest.mark.parametrize("name", SAME)
def test_the_same_order_in_other_words_is_left_alone(name: str, tools: Tools) -> None:
    source, translation = SAME[name]
    assert "exchanged-events" not in rules(tools, translation, source)


def test_a_connector_turned_round_is_marked_once(tools: Tools) -> None:
    source, _, faulty = EVENTS["turned"]
    assert rules(tools, faulty, source) == {"exchanged-events"}


def test_the_former_and_the_latter_exchanged_are_marked(tools: Tools) -> None:
    source, translation = REFERENCES
    assert "exchanged-references" in rules(tools, translation.format("latter", "former"), source)


def test_the_former_and_the_latter_in_their_place_are_not_nor_is_a_number_lost(tools: Tools) -> None:
    source, translation = REFERENCES
    assert rules(tools, translation.format("former", "latter"), source) == set()
