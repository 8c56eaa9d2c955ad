"""Where a negation turns what another word says, and words of a row that oppose no conjunction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.polarity import FAMILY
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.doubts import Text
from qa_translate.segment import segment

MakeCase = Callable[..., Case]
LINKS = {
    "school": "المدارس", "schools": "المدارس", "reopen": "تفتح", "used": "تستخدم", "use": "تستخدم", "days": "ايام",
    "previous": "بعد", "next": "السابق", "attack": "هجوم", "match": "المباراة", "team": "الفريق", "before": "قبل",
    "persuading": "اقناع", "task": "المهمة", "easy": "سهلا", "difficult": "سهلا", "journey": "الرحلة", "long": "قصيرة",
    "work": "العمل", "announced": "اعلنه", "held": "تحميل", "members": "اعضائها", "refer": "تحيلهما",
}  # fmt: skip


def rules(case: Case) -> set[str]:
    return {f.rule for f in FAMILY.check(case) if f.confidence >= 0.5}


def read(text: str) -> list[Cue]:
    found = Text.read(segment(text, "ar", Side.SOURCE))
    assert found is not None
    return found.negations


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("They would be used on no more than five days", "لن تستخدم أكثر من خمسة أيام"),
        ("They would be used on five days at most", "لن تستخدم أكثر من خمسة أيام"),
        ("Schools reopen only in May", "لن تفتح المدارس قبل أيار"),
        ("The previous attack killed two", "جاء بعد هجوم"),
        ("The journey was long", "لم تكن الرحلة قصيرة"),
        ("The task was difficult", "لم تكن المهمة سهلا"),
    ],
)
def test_the_same_said_with_another_end_of_the_scale_is_left_alone(
    make_case: MakeCase, translation: str, source: str
) -> None:
    assert rules(make_case(translation, source, links=LINKS)) == set()


@pytest.mark.parametrize(
    ("rule", "translation", "source"),
    [
        ("lost-negation", "They would be used on at least five days", "لن تستخدم أكثر من خمسة أيام"),
        ("lost-negation", "Schools reopen before May", "لن تفتح المدارس قبل أيار"),
        ("reversed-direction", "It came before an attack", "جاء بعد هجوم"),
        ("lost-negation", "The task was easy", "لم تكن المهمة سهلا"),
        ("lost-negation", "As the minister announced, work began", "خلافا لما أعلنه الوزير بدأ العمل"),
    ],
)
def test_a_real_reversal_is_still_marked(make_case: MakeCase, rule: str, translation: str, source: str) -> None:
    assert rules(make_case(translation, source, links=LINKS)) == {rule}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("لم يكن إقناع رهف بالعودة سهلاً", "سهلاً"), ("لم تكن المهمة صعبة", "صعبة"), ("ليس الاتفاق نهائياً", "نهائياً"),
        ("لم يكن تنفيذ الاتفاق سهلا", "سهلا"), ("لم تعد المدينة آمنة", "آمنة"),
        # ... and where no subject stands between, the next word
        ("لم يكن يعلم شيئا", "يعلم"), ("لم يكن هناك جنود", "هناك"), ("ليس من السهل العودة", "السهل"),
        ("ليست مؤثرة بقدر غيرها", "مؤثرة"),
    ],
)  # fmt: skip
def test_a_negated_copula_denies_its_predicate(text: str, scope: str) -> None:
    (cue,) = (c for c in read(text) if c.weight is Weight.STRONG)
    assert " ".join(w.text for w in cue.scope) == scope


def test_a_predicate_without_counterpart_is_no_sure_loss(make_case: MakeCase) -> None:
    case = make_case("Rahaf took some persuading to return", "لم يكن إقناع رهف بالعودة سهلاً", links=LINKS)
    assert rules(case) == set()


@pytest.mark.parametrize(("text", "weight"), [("عدم تحميل أعضائها", Weight.STRONG), ("عدم الاستقرار", Weight.LEXICAL)])
def test_a_negated_noun_of_action_needs_an_answer_more_than_an_abstract_one(text: str, weight: Weight) -> None:
    assert [c.weight for c in read(text) if c.words[0].text == "عدم"] == [weight]


@pytest.mark.parametrize(
    ("text", "hedged"), [("أنها قد تحيل الملف", True), ("أنه قد تحول إلى رماد", False), ("أنها قد تحولت", False)]
)
def test_a_feminine_subject_tells_an_imperfect_behind_the_particle(text: str, hedged: bool) -> None:
    found = Text.read(segment(text, "ar", Side.SOURCE))
    assert found is not None
    assert any(c.weight is Weight.STRONG for c in found.hedges) is hedged
