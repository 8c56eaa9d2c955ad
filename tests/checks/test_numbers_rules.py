"""Which numbers of a translation are doubted: a firing and a silent sample for every rule."""

from __future__ import annotations

import numpy as np
import pytest

from qa_translate.article import Article, Document, Segment, Side, Span, Word
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.case import Case
from qa_translate.checks.numbers import FAMILY, RULES, check
from qa_translate.finding import Finding
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary


def document(text: str, lang: str, side: Side) -> Document:
    words, at = [], 0
    for k, part in enumerate(text.split(" ")):
        words.append(Word(k, Span(at, at + len(part)), part, part.lower(), 0))
        at += len(part) + 1
    return Document(text, lang, side, (Segment(0, Span(0, len(text)), 0, 0, len(words)),), tuple(words))


def aligned(source: Document, target: Document, links: tuple[tuple[int, int], ...] = ()) -> Bitext:
    """One passage; the words at linked places get the same vector, all others vectors of their own."""
    size = len(source.words) + len(target.words)
    own = np.eye(size, dtype=np.float16)
    left, right = own[: len(source.words)], own[len(source.words) :].copy()
    for s, t in links:
        right[t] = left[s]
    best = [np.zeros(len(d.words), dtype=np.float32) for d in (source, target)]
    vectors = [DocumentVectors(np.zeros((1, size), dtype=np.float16), w) for w in (left, right)]
    found = tuple(sorted((Link(s, t, 0.9) for s, t in links), key=lambda link: link.target))
    return Bitext(source, target, (Bead((0,), (0,), 0.2),), found, best[0], best[1], vectors[0], vectors[1])


def findings(
    source: str | None, target: str, links: tuple[tuple[int, int], ...] = (), back: str | None = None
) -> list[Finding]:
    translation = document(target, "en", Side.TRANSLATION)
    original = document(source, "ar", Side.SOURCE) if source else None
    returned = document(back, "ar", Side.BACK) if back else None
    case = Case(
        Article(target, source, back), translation, Vocabulary(), original, returned,
        aligned(original, translation, links) if original else None, None,
        aligned(returned, translation) if returned else None,
    )  # fmt: skip
    return list(check(case))


FIRING = {
    "changed-number": ("سقط 15 قتيلا", "50 people were killed"),
    "changed-percentage": ("شملت 78 في المئة من القرى", "It covered 87 percent of the villages"),
    "changed-ordinal": ("الجولة الخامسة من المحادثات", "the sixth round of talks"),
    "changed-unit": ("خلال 48 ساعة", "within 48 days"),
    "changed-currency": ("خمسة ملايين جنيه", "five million dollars"),
    "changed-date": ("في 30 أيلول/سبتمبر", "on October 30"),
    "changed-weekday": ("يوم الخميس", "on Tuesday"),
    "changed-time": ("الساعة 8:46 صباحا", "at 6:48 a.m."),
    "changed-relative-time": ("الشهر المقبل", "next week"),
    "changed-amount-of-change": ("تراجع إلى 12.5 في المئة", "fell by 12.5 percent"),
    "changed-bound": ("أكثر من 40 شخصا", "fewer than 40 people"),
    "lost-number": ("إن قافلتين أخريين ستنطلقان", "another convoy would set out"),
    "invented-number": ("وصل بعد ساعات", "he arrived 17 hours later"),
}
SILENT = {
    "changed-number": ("نزح 120 ألف شخص", "120,000 people were displaced"),
    "changed-percentage": ("نصف القرى", "50 percent of the villages"),
    "changed-ordinal": ("القرن التاسع عشر", "the 19th century"),
    "changed-unit": ("خلال 48 ساعة", "within two days"),
    "changed-currency": ("خمسة ملايين ليرة", "five million pounds"),
    "changed-date": ("في الأول من تشرين الثاني", "on November 1"),
    "changed-weekday": ("يوم الاثنين", "on Monday"),
    "changed-time": ("الساعة السابعة والنصف", "at 7:30 p.m."),
    "changed-relative-time": ("الأسبوع الماضي", "last week"),
    "changed-amount-of-change": ("تراجع بنسبة 12.5 في المئة", "fell by 12.5 percent"),
    "changed-bound": ("ما لا يقل عن 40 شخصا", "at least 40 people"),
    "lost-number": ("قال الطرفان", "both sides said"),
    "invented-number": ("لمدة يومين", "for two days"),
}


@pytest.mark.parametrize("rule", FIRING)
def test_a_rule_marks_its_defect(rule: str) -> None:
    found = findings(*FIRING[rule])
    assert rule in {f.rule for f in found if f.confidence >= 0.5}


@pytest.mark.parametrize("rule", SILENT)
def test_a_rule_is_silent_on_a_faithful_translation(rule: str) -> None:
    assert [f for f in findings(*SILENT[rule]) if f.confidence >= 0.3] == []


def test_figures_that_changed_places_are_marked_together() -> None:
    source, target = "سجل 403 هدفا خلال مسيرته في 468 مباراة", "he scored 468 goals during career in 403 matches"
    links = ((0, 1), (2, 3), (6 - 1, 6), (7, 8), (1, 7), (6, 2))
    (found,) = [f for f in findings(source, target, links) if f.rule == "exchanged-numbers"]
    assert found.target is not None
    assert found.target.of(target).startswith("468 goals") or "403" in found.target.of(target)


def test_figures_beside_what_they_count_are_not_exchanged() -> None:
    source, target = "سجل 403 هدفا خلال مسيرته في 468 مباراة", "he scored 403 goals during career in 468 matches"
    links = ((0, 1), (2, 3), (7, 8), (1, 2), (6, 7))
    assert not findings(source, target, links)


MORE_FIRING = {
    "changed-currency": ("نصف دولار", "half a euro"),
    "changed-unit": ("بمقدار 5 نقاط مئوية", "by 5 percent"),
    "changed-number": ("ثلثي الحمولة", "a third of the cargo"),
    "changed-date": ("في ثمانينيات القرن الماضي", "in the 1990s"),
    "changed-time": ("الساعة الثامنة مساء", "at 8:00 a.m."),
}


@pytest.mark.parametrize("rule", MORE_FIRING)
def test_a_rule_marks_its_defect_in_words(rule: str) -> None:
    assert rule in {f.rule for f in findings(*MORE_FIRING[rule]) if f.confidence >= 0.5}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("نصف مليون دولار", "$500,000"), ("مليون ونصف المليون", "one and a half million"),
        ("في تسعينيات القرن الماضي", "in the 1990s"), ("خُمس السكان", "a fifth of the population"),
        ("الثامنة والنصف مساءً", "at 8:30 p.m."), ("في الخمسين من عمرها", "in her fifties"),
        ("14 رجب 1445", "26 January 2024"), ("14 رجب 1445هـ الموافق 26 يناير 2024", "on 26 January 2024"),
        ("خمسة أضعاف", "a fivefold rise"), ("الطابق الخامس", "a fifth floor"), ("ثلاث مرات", "for a third time"),
        ("مقارنة مع 116 يوما قبل عام", "against 116 a year earlier"), ("أقل من عُشر ما كان", "less than a tenth of it"),
        ("لن تستخدم أكثر من خمسة أيام", "used on no more than five days"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_left_alone(source: str, target: str) -> None:
    assert [f for f in findings(source, target) if f.confidence >= 0.4] == []


def test_a_wrongly_converted_date_says_which_day_it_is() -> None:
    (found,) = findings("14 رجب 1445", "16 January 2024")
    assert found.rule == "changed-date"
    assert "2024-01-26" in found.message


def test_the_first_is_not_the_second_where_the_two_are_linked() -> None:
    found = findings("في الشوط الأول", "in the second half", ((2, 2), (1, 3)))
    assert [f.rule for f in found if f.confidence >= 0.5] == ["changed-ordinal"]


def test_a_count_that_became_a_place_in_a_row_is_marked() -> None:
    found = findings("أضاف خمسة طوابق", "he added a fifth floor")
    assert [f.rule for f in found if f.confidence >= 0.5] == ["changed-number"]


def test_exchanged_units_are_both_marked() -> None:
    found = findings("ست سنوات وأربعة أشهر", "four years and six months")
    assert [f.rule for f in found] == ["changed-number", "changed-number"]


def test_the_mark_is_the_number_with_its_unit() -> None:
    target = "It covered 87 percent of the villages"
    (found,) = findings("شملت 78 في المئة من القرى", target)
    assert found.target is not None
    assert found.target.of(target) == "87 percent"
    assert "87 percent" in found.message
    assert "78 في المئة" in found.message


def test_a_round_trip_that_repeats_the_translation_makes_the_doubt_surer() -> None:
    source, target = "سقط 15 قتيلا", "50 people were killed"
    alone = findings(source, target)[0].confidence
    assert findings(source, target, back="قتل 50 شخصا")[0].confidence > alone
    assert findings(source, target, back="قتل 15 شخصا")[0].confidence < alone


@pytest.mark.parametrize("target", ["on 31 November", "on February 30, 2020"])
def test_impossible_dates_are_marked_without_a_source(target: str) -> None:
    assert [f.rule for f in findings(None, target)] == ["impossible-date"]


def test_a_weekday_that_does_not_fit_its_date_is_marked_without_a_source() -> None:
    assert [f.rule for f in findings(None, "on Monday, 15 November 2025")] == ["weekday-mismatch"]


@pytest.mark.parametrize("target", ["on Saturday, 15 November 2025", "on 29 February 2024", "31 people in April"])
def test_possible_dates_are_left_alone(target: str) -> None:
    assert findings(None, target) == []


def test_every_rule_has_a_name_of_its_own_and_documentation() -> None:
    assert len({r.name for r in RULES}) == len(RULES)
    assert all(r.marks and r.why and r.example and r.wrong_when for r in FAMILY.rules)


def test_behind_their_number_a_figure_counts_the_noun_before() -> None:
    source, target = "ضبطت ثلاثة قوارب وإن أفراد الطاقم وعددهم تسعة", "it seized three boats and the nine men aboard"
    links = ((6, 3), (4, 7))  # the word for "their number" is likest to a word that it does not stand for
    assert "exchanged-numbers" not in {f.rule for f in findings(source, target, links)}


@pytest.mark.parametrize(
    ("source", "target"),
    [("امتحان الصف السادس الإعدادي", "the exam of the last secondary class"), ("معلم من الدرجة الثالثة", "a teacher")],
)
def test_a_class_that_is_called_otherwise_is_weak_evidence_of_loss(source: str, target: str) -> None:
    assert [f for f in findings(source, target, back="امتحان الثانوية") if f.confidence >= 0.3] == []


def test_other_ordinals_and_counts_of_classes_still_count() -> None:
    lost = [findings(source, "the talks went on", back="المحادثات")[0] for source in ("الجولة الرابعة", "أربعة صفوف")]
    assert all(f.confidence >= 0.35 for f in lost)


@pytest.mark.parametrize("target", ["Out of 260 schools , 214 remain closed", "214 of the 260 schools remain closed"])
def test_a_part_and_its_whole_are_told_by_the_construction(target: str) -> None:
    source = "214 مدرسة من بين 260 ما زالت مغلقة"
    assert "exchanged-numbers" not in {f.rule for f in findings(source, target)}


def test_a_part_that_became_the_whole_is_exchanged() -> None:
    source = "214 مدرسة من بين 260 ما زالت مغلقة"
    target = "Out of 214 schools , 260 remain closed"
    assert [f.rule for f in findings(source, target)] == ["exchanged-numbers"]


def test_a_number_word_in_a_name_written_by_its_sound_is_no_number() -> None:
    assert findings("توجهت الحافلة إلى سيكس فلاجز", "The bus went to Six Flags") == []
    assert [f.rule for f in findings("توجهت الحافلة إلى المدينة", "The bus went to Six towns")] == ["invented-number"]


def test_former_and_latter_answer_first_and_second() -> None:
    assert findings("الأولى هذا العام والثانية لاحقا", "the former this year and the latter later") == []
