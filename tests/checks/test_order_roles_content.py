"""Order, roles and content: a firing and a silent version of the same text, through the real engines."""

from __future__ import annotations

import pytest

from qa_translate import Article
from qa_translate.pipeline import Tools, check_article

SENTENCES = [
    ("أغلقت الشرطة الطريق الساحلي صباح الاثنين.", "Police closed the coastal road on Monday morning."),
    (
        "ونفت البلدية أنها تلقت أي إنذار قبل انهيار الجسر.",
        "The municipality denied having received any warning before the bridge collapsed.",
    ),
    (
        "وقال سكان إنهم أرسلوا ثلاث رسائل إلى البلدية هذا العام.",
        "Residents said they had sent the municipality three letters this year.",
    ),
    ("ولم تعلّق الشركة المنفذة على هذه الرسائل.", "The contractor did not comment on these letters."),
    ("ومن المقرر أن تبدأ أعمال الترميم الأسبوع المقبل.", "Repair work is due to begin next week."),
]


def marks(tools: Tools, translation: str, source: str) -> dict[str, str]:
    report = check_article(Article(translation, source), tools)
    return {f.rule: f.target.of(translation) if f.target else "" for f in report.findings if f.confidence >= 0.5}


def text(side: int, order: list[int]) -> str:
    return " ".join(SENTENCES[k][side] for k in order)


def test_a_moved_sentence_is_marked_once_and_nothing_else_is(tools: Tools) -> None:
    found = marks(tools, text(1, [0, 3, 1, 2, 4]), text(0, [0, 1, 2, 3, 4]))
    assert set(found) == {"moved-sentence"}
    assert "contractor" in found["moved-sentence"]


def test_the_same_order_in_other_paragraphs_stays_silent(tools: Tools) -> None:
    translation = "\n\n".join(SENTENCES[k][1] for k in range(5))
    assert marks(tools, translation, text(0, [0, 1, 2, 3, 4])) == {}


def test_a_sentence_left_out_is_marked_beside_the_hole(tools: Tools) -> None:
    found = marks(tools, text(1, [0, 2, 3, 4]), text(0, [0, 1, 2, 3, 4]))
    assert set(found) == {"omitted-sentence"}


def test_a_sentence_made_up_is_marked(tools: Tools) -> None:
    translation = (
        text(1, [0, 1])
        + " Experts called the new stadium the most beautiful in the whole region. "
        + text(1, [2, 3, 4])
    )
    assert set(marks(tools, translation, text(0, [0, 1, 2, 3, 4]))) == {"added-sentence"}


PAIRS = {
    "exchanged-events": (
        "غادرت المرأة منزلها بعدما سمعت ابنها على الهاتف.",
        "The woman left her home after hearing her son on the phone.",
        "The woman heard her son on the phone after leaving her home.",
    ),
    "exchanged-roles": (
        "طلبت الشرطة صباح الثلاثاء من المحتجين العودة إلى الرصيف.",
        "On Tuesday morning police asked the protesters to go back to the pavement.",
        "On Tuesday morning the protesters asked police to go back to the pavement.",
    ),
}

# An act of speech is marked as one.
ALSO = {"exchanged-roles": {"inverted-attribution", "changed-speaker"}}


@pytest.mark.parametrize("rule", PAIRS)
def test_exchange_inside_a_sentence_is_marked(rule: str, tools: Tools) -> None:
    source, _, faulty = PAIRS[rule]
    found = marks(tools, faulty, source)
    assert ({rule} | ALSO.get(rule, set())) & set(found)


@pytest.mark.parametrize("rule", PAIRS)
def test_the_faithful_sentence_stays_silent(rule: str, tools: Tools) -> None:
    source, faithful, _ = PAIRS[rule]
    assert marks(tools, faithful, source) == {}


def test_what_came_first_is_compared_by_the_things_that_take_part(tools: Tools) -> None:
    source = "وأشار إلى أن المروحيتين اللتين وعد بهما التحالف لم تصلا إلا بعد انحسار المياه."
    sound = "He noted that the two helicopters promised by the coalition arrived only after the water had receded."
    faulty = "He noted that the water had receded only after the two helicopters promised by the coalition arrived."
    assert "exchanged-events" in marks(tools, faulty, source)
    assert marks(tools, sound, source) == {}


def test_a_relative_clause_that_hangs_on_another_name_is_marked(tools: Tools) -> None:
    source = "وسيبدأ الحارس ياسين بلشيخ أساسياً بدلاً من معز الدريدي الذي استقبل ستة أهداف في ثلاث مباريات."
    sound = "Goalkeeper Yassine Belcheikh will start instead of Moez Dridi, who conceded six goals in three matches."
    faulty = "Goalkeeper Yassine Belcheikh, who conceded six goals in three matches, will start instead of Moez Dridi."
    assert "misplaced-modifier" in marks(tools, faulty, source)
    assert marks(tools, sound, source) == {}
