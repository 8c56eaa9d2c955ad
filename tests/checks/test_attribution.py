"""Who said what to whom: a firing and a silent version of one sentence for each rule, through the real engines."""

from __future__ import annotations

import pytest

from qa_translate import Article
from qa_translate.article import Side
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.by_syntax import SyntaxFrames
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.pipeline import Tools, check_article
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary

# Each case: the source, the faithful translation, the faulty one, the rule that must mark the faulty one.
CASES = {
    "told-exchanged": (
        "وقال مروان الحداد، رئيس بلدية صيدا، لوكالة الأنباء الوطنية إن المرفأ سيُغلق أسبوعين.",
        "Marwan al-Haddad, the mayor of Sidon, told the National News Agency that the port would close for two weeks.",
        "The National News Agency told Marwan al-Haddad, the mayor of Sidon, that the port would close for two weeks.",
        "inverted-attribution",
    ),
    "relay-exchanged": (
        "ونقلت صحيفة السفير عن الوزير قوله إن المرفأ سيُغلق أسبوعين.",
        "The newspaper As-Safir quoted the minister as saying that the port would be closed for two weeks.",
        "The minister quoted the newspaper As-Safir as saying that the port would be closed for two weeks.",
        "inverted-attribution",
    ),
    "accuser-exchanged": (
        "اتهمت نقابة الصيادين شركة المرفأ بتلويث الشاطئ.",
        "The fishermen's union accused the port company of polluting the beach.",
        "The port company accused the fishermen's union of polluting the beach.",
        "inverted-accusation",
    ),
    "other-speaker": (
        "وأوضح المصدر أن الحداد عرض تأجيل الإغلاق مرتين.",
        "The source explained that al-Haddad had twice offered to postpone the closure.",
        "Al-Haddad explained that the source had twice offered to postpone the closure.",
        "changed-speaker",
    ),
}


def rules_of(tools: Tools, translation: str, source: str) -> set[str]:
    report = check_article(Article(translation, source), tools)
    return {f.rule for f in report.findings if f.confidence >= 0.5}


@pytest.mark.parametrize("name", CASES)
def test_exchanged_speakers_are_marked(name: str, tools: Tools) -> None:
    source, _, faulty, rule = CASES[name]
    assert rule in rules_of(tools, faulty, source)


@pytest.mark.parametrize("name", CASES)
def test_the_faithful_translation_stays_silent(name: str, tools: Tools) -> None:
    source, faithful, _, _ = CASES[name]
    assert rules_of(tools, faithful, source) == set()


def test_a_newcomer_who_is_told_his_own_words_is_marked_without_a_source(tools: Tools) -> None:
    text = "“The shelling has not stopped for a single day,” he told Marwan al-Haddad, a leader of the fishermen."
    report = check_article(Article(text), tools)
    assert "unresolved-speaker" in {f.rule for f in report.findings}


def test_an_addressee_known_from_before_is_not_a_newcomer(tools: Tools) -> None:
    text = (
        "Marwan al-Haddad asked the minister for an answer.\n\n"
        "“The port will be closed for two weeks,” he told Marwan al-Haddad, a leader of the fishermen."
    )
    report = check_article(Article(text), tools)
    assert "unresolved-speaker" not in {f.rule for f in report.findings}


def arabic_frames(text: str) -> list[Frame]:
    table = Vocabulary().topic("ar", "reporting")
    assert table is not None
    return PatternFrames(table).find(segment(text, "ar", Side.SOURCE))


def said(words: Words) -> str:
    return " ".join(w.text for w in words)


def test_the_subject_behind_the_verb_is_the_speaker_and_the_noun_with_lam_the_addressee() -> None:
    (frame,) = arabic_frames("وقال الوزير لوكالة الأنباء إن المرفأ مغلق.")
    assert (said(frame.speaker), said(frame.addressee), frame.kind) == ("الوزير", "لوكالة الأنباء", Kind.SAY)


def test_the_subject_before_the_verb_is_the_speaker() -> None:
    (frame,) = arabic_frames("غير أن مصدراً عسكرياً قال لموقع الخبر إن المرفأ مغلق.")
    assert said(frame.speaker) == "مصدراً عسكرياً"


def test_a_left_out_subject_is_the_last_speaker_that_agrees_with_the_verb() -> None:
    frames = arabic_frames("وقالت الوزيرة إن المرفأ مغلق. وقال المدير إن السفن عادت. وأضافت أن الإغلاق مؤقت.")
    assert said(frames[-1].antecedent) == "الوزيرة"
    assert frames[-1].gender is Gender.FEMININE


def test_what_a_source_word_names_is_the_speaker() -> None:
    (frame,) = arabic_frames("وبحسب منظمة الصحة العالمية، ارتفع عدد الإصابات.")
    assert (frame.kind, said(frame.speaker)) == (Kind.SOURCE, "منظمة الصحة العالمية")


def test_the_quoted_one_is_the_speaker_and_the_quoting_one_relays() -> None:
    frame = arabic_frames("ونقلت الصحيفة عن المحافظ قوله إن المرفأ مغلق.")[0]
    assert (said(frame.relayer), said(frame.speaker)) == ("الصحيفة", "المحافظ")


@pytest.mark.parametrize(
    ("text", "speaker", "addressee"),
    [
        ("The minister told reporters that the port was closed.", "minister", "reporters"),
        ("Reporters were told by the minister that the port was closed.", "minister", "Reporters"),
        ("According to the minister, the port was closed.", "minister", ""),
        ("The minister, who warned the mayor, left.", "minister", "mayor"),
    ],
)
def test_english_speakers_and_addressees(text: str, speaker: str, addressee: str, tools: Tools) -> None:
    document = segment(text, "en", Side.TRANSLATION)
    table = Vocabulary().topic("en", "reporting")
    assert table is not None
    parse = tools.parsers["en"].parse([[(s.span.of(text), s.span.start) for s in document.segments]])[0]
    frame = SyntaxFrames(table).find(document, parse)[0]
    assert (said(frame.speaker), said(frame.addressee)) == (speaker, addressee)
