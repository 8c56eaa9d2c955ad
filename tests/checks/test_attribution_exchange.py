"""Speakers called, crossed, exchanged and addressed as in the source, and not so, through the real engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.article import Side
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.callings import Callings
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary

RulesOf = Callable[[str, str], set[str]]

# Each case: the source, the faithful translation, the faulty one, the rules one of which must mark the faulty one.
CASES = {
    "called-by-another-trade": (
        "وقال الصيادون إن المرفأ سيبقى مغلقاً حتى نهاية الشهر.",
        "The fishermen said the port would remain closed until the end of the month.",
        "The doctors said the port would remain closed until the end of the month.",
        {"changed-speaker"},
    ),
    "speaks-of-the-speaker": (
        "غير أن مصدراً أمنياً قال لصحيفة «الميناء» إن البلدية أصدرت الرخصة قبل شهرين.",
        "However, a security source told the newspaper Al-Mina that the municipality had issued the licence two months "
        "before.",
        "However, the municipality told the newspaper Al-Mina that a security source had issued the licence two months "
        "before.",
        {"changed-speaker"},
    ),
    "sources-exchanged": (
        "وكشفت مصادر نقابية أن ثلاثة عمال أصيبوا بحروق في حريق المصنع، فيما أكد مصدر أمني أن الشرطة فتحت تحقيقاً في "
        "ملابسات الحادث.",
        "Union sources disclosed that three workers had suffered burns in the factory fire. A security source affirmed "
        "that the police had opened an inquiry into the circumstances of the accident.",
        "Security sources disclosed that three workers had suffered burns in the factory fire. A union source affirmed "
        "that the police had opened an inquiry into the circumstances of the accident.",
        {"swapped-speakers"},
    ),
    "told-to-another": (
        "وقالت الطبيبة للصيادين إن الماء ملوث منذ أسبوع.",
        "The doctor told the fishermen that the water had been polluted for a week.",
        "The doctor told the judges that the water had been polluted for a week.",
        {"changed-addressee"},
    ),
    "speaker-put-to-a-plain-statement": (
        "وصلت السفينة إلى المرفأ مساء الاثنين. ارتفع سعر الخبز عشرين في المئة خلال شهر.",
        "The ship reached the port on Monday evening. The price of bread rose by twenty percent in a month.",
        "The ship reached the port on Monday evening. The price of bread rose by twenty percent in a month, the mayor "
        "said.",
        {"invented-attribution"},
    ),
    "warner-is-warned": (
        "ورحّب الوزير بالقرار، لكنه حذّر من أنه لا يكفي لحماية الشاطئ.",
        "The minister welcomed the decision but warned that it was not enough to protect the shore.",
        "The minister welcomed the decision but was warned that it was not enough to protect the shore.",
        {"inverted-attribution"},
    ),
    "words-given-to-another-in-the-passage": (
        "وروى الحارس أن المتهم قال له صباح الحادث إن الشقوق قديمة ولا تستدعي إخلاء المبنى.",
        "The guard recounted that on the morning of the accident the defendant told him that the cracks were old.",
        "The defendant recounted that on the morning of the accident the guard told him that the cracks were old.",
        {"changed-speaker", "inverted-attribution"},
    ),
    "teller-in-the-first-person": (
        "«وقد أبلغت الوزيرة بهذا التحفظ قبل أسبوع».",
        "“I informed the minister of this reservation a week ago.”",
        "“The minister informed me of this reservation a week ago.”",
        {"inverted-attribution"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_wrong_speaker_or_hearer_is_marked(name: str, rules_of: RulesOf) -> None:
    source, _, faulty, rules = CASES[name]
    assert rules & rules_of(faulty, source)


@pytest.mark.parametrize("name", CASES)
def test_the_faithful_translation_stays_silent(name: str, rules_of: RulesOf) -> None:
    source, faithful, _, _ = CASES[name]
    assert rules_of(faithful, source) == set()


def arabic_frames(text: str) -> list[Frame]:
    table = Vocabulary().topic("ar", "reporting")
    assert table is not None
    return PatternFrames(table).find(segment(text, "ar", Side.SOURCE))


def said(words: Words) -> str:
    return " ".join(w.text for w in words)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("وقال والي الولاية إن السد انهار.", "وقال", "والي الولاية"),
        ("وكانت الأسعار مستقرة، على حد قول الوزير، قبل الأزمة.", "قول", "الوزير"),
        ("وأوضح المتحدث، نقلاً عن الوزير، أن التحقيق بدأ.", "نقلاً", "الوزير"),
        ("واتهم الحكومة بإهمال القرى.", "واتهم", ""),
        ("وهذا ما أخبرتني به السيدة بعد أعوام.", "أخبرتني", ""),
    ],
)
def test_arabic_speakers(text: str, cue: str, speaker: str) -> None:
    (frame,) = (f for f in arabic_frames(text) if said(f.cue) == cue)
    assert said(frame.speaker) == speaker


def test_the_feminine_behind_a_masculine_verb_of_telling_is_told() -> None:
    (frame,) = arabic_frames("كان قد أبلغ الشركة كتابياً بالعطل.")
    assert said(frame.addressee).startswith("الشركة")


def test_a_pronoun_written_onto_the_verb_tells_who_is_spoken_to() -> None:
    (frame,) = arabic_frames("وأبلغته المديرة بأن المرفأ مغلق.")
    assert (frame.kind, frame.gender, frame.hearer_gender) == (Kind.TELL, Gender.FEMININE, Gender.MASCULINE)


@pytest.fixture(name="callings")
def _callings() -> Callings:
    source, target = Vocabulary().topic("ar", "speakers"), Vocabulary().topic("en", "speakers")
    assert source is not None
    assert target is not None
    return Callings(source, target)


def test_both_languages_call_by_the_same_concepts() -> None:
    source, target = Vocabulary().topic("ar", "speakers"), Vocabulary().topic("en", "speakers")
    assert source is not None
    assert target is not None
    assert set(source["concepts"]) == set(target["concepts"])
    named = {*source["wider"], *source["general"]["concepts"], *(c for n in source["wider"].values() for c in n)}
    assert named <= set(source["concepts"])


@pytest.mark.parametrize(
    ("arabic", "english", "alike"),
    [
        ("للصيادين", "Fishermen", True),
        ("المحافظ", "official", True),
        ("والدتها", "mother", True),
        ("السائقون", "donors", False),
        ("الوزارة", "court", False),
    ],
)
def test_callings(arabic: str, english: str, *, alike: bool, callings: Callings) -> None:
    (source,) = segment(arabic, "ar", Side.SOURCE).words
    (target,) = segment(english, "en", Side.TRANSLATION).words
    assert callings.compatible(callings.of_target(target), callings.of_source(source)) is alike
