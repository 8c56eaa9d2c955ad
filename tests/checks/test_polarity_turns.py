"""Where a negation turns what another word says, and words of a row that oppose no conjunction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.polarity import FAMILY
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.text import Text
from qa_translate.ports import Parse
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


@pytest.mark.parametrize(
    ("translation", "source", "links"),
    [
        ("She will decline to give interviews", "اعتذرت اللاعبة عن عدم الإدلاء بتصريحات",
         {"decline": "اعتذرت", "give": "الادلاء"}),
        ("She did excuse herself from giving interviews", "اعتذرت عن عدم الإدلاء بتصريحات",
         {"excuse": "اعتذرت", "giving": "الادلاء"}),
        ("They avoid naming him", "تعمدوا عدم ذكر اسمه", {"avoid": "تعمدوا", "naming": "ذكر"}),
        ("Return it, no questions asked", "أن يعيده بلا أسئلة", {"asked": "اسئله"}),
    ],
)  # fmt: skip
def test_a_verb_of_declining_or_a_negated_noun_holds_the_negation(
    make_case: MakeCase, translation: str, source: str, links: dict[str, str]
) -> None:
    assert rules(make_case(translation, source, links=links)) == set()


@pytest.mark.parametrize(
    ("translation", "source", "links"),
    [
        ("She apologised for giving interviews", "اعتذرت عن عدم الإدلاء بتصريحات",
         {"apologised": "اعتذرت", "giving": "الادلاء"}),
        ("They chose to name him", "اختاروا عدم ذكر اسمه", {"chose": "اختاروا", "name": "ذكر"}),
    ],
)  # fmt: skip
def test_other_verbs_hold_no_negation(
    make_case: MakeCase, translation: str, source: str, links: dict[str, str]
) -> None:
    assert rules(make_case(translation, source, links=links)) == {"lost-negation"}


@pytest.mark.parametrize("target", ["say", "tell", "add"])
@pytest.mark.parametrize("source", ["يشكون", "يشككون", "يأملون"])
def test_a_plain_verb_of_saying_tones_down(make_case: MakeCase, target: str, source: str) -> None:
    links = {target: {"يأملون": "ياملون"}.get(source, source)}
    assert rules(make_case(f"Farmers {target} so", f"الفلاحون {source} ذلك", links=links)) == set()


@pytest.mark.parametrize(("target", "source"), [("say", "ينفون"), ("doubt", "يقولون"), ("deny", "يقولون")])
def test_denial_and_doubt_are_no_plain_saying(make_case: MakeCase, target: str, source: str) -> None:
    found = rules(make_case(f"Farmers {target} so", f"الفلاحون {source} ذلك", links={target: source}))
    assert found & {"changed-cue", "lost-negation", "added-negation"}


def test_an_increase_over_is_no_fewer_than(make_case: MakeCase) -> None:
    links = {"fewer": "بزيادة", "three": "ثلاثة"}
    case = make_case("19 bags, three fewer than last year", "19 كيسا بزيادة ثلاثة أكياس على العام الماضي", links=links)
    assert rules(case) == {"reversed-direction"}
    case = make_case("19 bags, three more than last year", "19 كيسا بزيادة ثلاثة على العام الماضي", links=links)
    assert rules(case) == set()


def test_what_is_believed_must_not_become_a_fact(make_case: MakeCase) -> None:
    links = {"held": "محتجز", "ahdal": "الاهدل"}
    source = "ويُعتقد أن الأهدل محتجز في صعدة"
    assert rules(make_case("Ahdal is being held in Saada", source, links=links)) == {"lost-hedge"}
    assert rules(make_case("They believe Ahdal is held in Saada", source, links=links)) == set()


def test_no_questions_is_a_negation_though_no_question_is_none(
    make_case: MakeCase, make_parse: Callable[..., Parse]
) -> None:
    text = "no questions asked"
    parse = make_parse(text, [
        ("no", "no", "DET", "DT", "det", 1), ("questions", "question", "NOUN", "NNS", "nsubj", 2),
        ("asked", "ask", "VERB", "VBD", "ROOT", 2),
    ])  # fmt: skip
    assert rules(make_case(text, "بلا أسئلة", links={"asked": "اسيله", "questions": "اسيله"}, parse=parse)) == set()
    read_text = Text.read(segment(text, "en", Side.TRANSLATION), parse)
    assert read_text is not None
    assert [c.weight for c in read_text.negations][:1] == [Weight.STRONG]


def test_a_bound_in_one_clause_answers_no_negation_far_from_it(make_case: MakeCase) -> None:
    source = "وستبدأ المباراة الثلاثاء ولن تستخدم أكثر من خمسة أيام، مشيراً إلى أن بقية المدارس في كل المدن لن تفتح"
    target = "The match begins on Tuesday and takes no more than five days; schools in all of the big cities reopen"
    assert "lost-negation" in rules(make_case(target, source, links=LINKS))


@pytest.mark.parametrize(("target", "faulty"), [("did not rule it out", False), ("ruled it out", True)])
def test_a_negated_negation_that_loses_one_half_is_marked(make_case: MakeCase, target: str, faulty: bool) -> None:
    links = {"rule": "يستبعد", "ruled": "يستبعد", "not": "لم", "respected": "تحترم"}
    case = make_case(f"He {target} if its terms were not respected", "ولم يستبعد ذلك إذا لم تحترم بنوده", links=links)
    assert ("lost-negation" in rules(case)) is faulty


def test_a_part_of_a_sum_is_nothing_on_top_of_it(make_case: MakeCase) -> None:
    links = {"including": "منها", "plus": "منها", "nine": "تسعة", "two": "مليونان"}
    source = "تسعة ملايين يورو، منها مليونان"
    assert "reversed-direction" in rules(make_case("Nine million euros, plus two million", source, links=links))
    assert rules(make_case("Nine million euros, including two million", source, links=links)) == set()


def test_what_is_denied_is_compared_as_well(make_case: MakeCase) -> None:
    links = {"after": "بعد", "before": "قبل", "not": "لا", "strike": "الاضراب"}
    source = "اغلقت الابواب قبل الإضراب لا بعده"
    faulty, sound = "The doors shut after the strike, not before it", "The doors shut before the strike, not after it"
    assert "reversed-direction" in rules(make_case(faulty, source, links=links))
    assert rules(make_case(sound, source, links=links)) == set()
