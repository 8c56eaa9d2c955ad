"""Negation, direction and stance: a firing and a silent sample of each rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_translate import Article
from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.checks.polarity import FAMILY, RULES
from qa_translate.pipeline import Tools, check_article
from qa_translate.segment import segment

MakeCase = Callable[..., Case]
LINKS = {
    "road": "الطريق", "reopen": "فتح", "expected": "المتوقع", "minister": "الوزير", "denied": "نفي", "deny": "نفي",
    "shortage": "نقص", "drug": "الدواء", "church": "الكنيسة", "support": "عارضت", "oppose": "عارضت", "law": "القانون",
    "cholera": "الكوليرا", "spread": "تتفشي", "happen": "سيحدث", "call": "دعت", "praise": "دعت",
    "text": "نصه", "reject": "يرفضون",
    "rejected": "يرفضون", "accept": "يرفضون", "principle": "المبدا", "residents": "الاهالي",
}  # fmt: skip


def marked(case: Case, least: float = 0.5) -> list[tuple[str, str]]:
    return [
        (f.rule, f.target.of(case.translation.text))
        for f in FAMILY.check(case)
        if f.target is not None and f.confidence >= least
    ]


FIRING = [
    ("lost-negation", "The road is expected to reopen", "الطريق من غير المتوقع فتح", "expected"),
    ("lost-negation", "Residents rejected not only the principle", "الأهالي لا يرفضون المبدأ", "rejected"),
    ("added-negation", "The minister did not deny a drug shortage", "نفى الوزير نقص الدواء", "not deny"),
    ("reversed-direction", "Churches support the law", "عارضت الكنيسة القانون", "support"),
    ("lost-hedge", "The cholera has spread", "الكوليرا قد تتفشى", "spread"),
    ("added-hedge", "It will perhaps happen", "سيحدث ذلك", "perhaps happen"),
    ("changed-cue", "They praise the text", "دعت إلى نصه", "praise"),
]
SILENT = [
    ("The road is not expected to reopen", "الطريق من غير المتوقع فتح"),
    ("The road is unexpected", "الطريق غير المتوقع"),
    ("The road is uninterrupted", "الطريق دون انقطاع"),
    ("Contrary to what was said, the road is not open", "الطريق ليس مفتوحا، خلافا لما قيل"),
    ("It will perhaps happen", "رجح الوزير أن سيحدث ذلك"),
    ("Residents do not reject the principle", "الأهالي لا يرفضون المبدأ"),
    ("Residents accept the principle", "الأهالي لا يرفضون المبدأ"),
    ("The minister denied a drug shortage", "نفى الوزير نقص الدواء"),
    ("Churches oppose the law", "عارضت الكنيسة القانون"),
    ("The cholera could spread", "الكوليرا قد تتفشى"),
    ("The cholera has spread", "الكوليرا قد انتشرت"),
    ("The road still exists", "لا يزال الطريق قائماً"),
    ("They call for the text", "دعت إلى نصه"),
]


@pytest.mark.parametrize(("rule", "translation", "source", "mark"), FIRING)
def test_difference_is_marked(make_case: MakeCase, rule: str, translation: str, source: str, mark: str) -> None:
    assert marked(make_case(translation, source, links=LINKS)) == [(rule, mark)]


@pytest.mark.parametrize(("translation", "source"), SILENT)
def test_faithful_translation_is_left_alone(make_case: MakeCase, translation: str, source: str) -> None:
    assert marked(make_case(translation, source, links=LINKS)) == []


def test_every_rule_has_a_firing_sample() -> None:
    assert {rule for rule, *_ in FIRING} == {rule.name for rule in RULES}


def test_translation_alone_is_not_judged(make_case: MakeCase) -> None:
    assert marked(make_case("The road is not expected to reopen"), 0.0) == []


def strength(case: Case) -> float:
    return max(f.confidence for f in FAMILY.check(case))


def test_back_translation_speaks_for_or_against_a_mark(make_case: MakeCase) -> None:
    source = "الطريق من غير المتوقع فتح"
    alone = make_case("The road is expected to reopen", source, links=LINKS)

    def with_back(text: str) -> Case:
        trip = make_case(text, source, links={w: w for w in ("الطريق", "المتوقع", "فتح", "غير")}).bitext
        assert trip is not None
        back = segment(text, "ar", Side.BACK)
        return replace(alone, back=back, round_trip=replace(trip, target=back))

    assert strength(with_back(source)) < strength(alone) < strength(with_back("الطريق من المتوقع فتح"))


REAL = [
    (
        "lost-negation",
        "وأعلنت شركة المياه أنها لن ترفع الأسعار هذا العام.",
        "The water company announced that it will not raise prices this year.",
        "The water company announced that it will raise prices this year.",
    ),
    (
        "reversed-direction",
        "ارتفع سعر الخبز في العاصمة بعد قرار الحكومة.",
        "The price of bread in the capital rose after the government's decision.",
        "The price of bread in the capital fell after the government's decision.",
    ),
    (
        "lost-hedge",
        "وقال الخبير إن السد قد ينهار خلال أيام.",
        "The expert said the dam may collapse within days.",
        "The expert said the dam will collapse within days.",
    ),
]


@pytest.mark.parametrize(("rule", "source", "sound", "faulty"), REAL)
def test_real_engines_tell_the_faulty_draft_from_the_sound_one(
    tools: Tools, rule: str, source: str, sound: str, faulty: str
) -> None:
    def rules(translation: str) -> set[str]:
        report = check_article(Article(translation, source), tools)
        names = {r.name for r in RULES}
        return {f.rule for f in report.findings if f.rule in names and f.confidence >= 0.5}

    assert rules(sound) == set()
    assert rule in rules(faulty)
