"""Who said what to whom: a firing and a silent version of one sentence for each rule, through the real engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate import Article
from qa_translate.article import Side
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.by_syntax import SyntaxFrames
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.pipeline import Tools, check_article
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary

RulesOf = Callable[[str, str], set[str]]

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


CASES["attribution-left-out"] = (
    "انهار المبنى فجر الاثنين. وبحسب وزارة الداخلية، أوقف المالك في المطار بعد يومين من الانهيار.",
    "The building collapsed at dawn on Monday. According to the interior ministry, the owner was detained at the "
    "airport two days after the collapse.",
    "The building collapsed at dawn on Monday. The owner was detained at the airport two days after the collapse.",
    "lost-attribution",
)
CASES["first-person-exchanged"] = (
    "قلت له: «أعطني ذلك مكتوباً»، لكنه لم يعد أبداً.",
    "I told him: “Give me that in writing”, but he never came back.",
    "He told me: “Give me that in writing”, but he never came back.",
    "inverted-attribution",
)
CASES["told-becomes-teller"] = (
    "وأعلنت المنظمة أنها أُبلغت بالأمر يوم الأربعاء.",
    "The organisation said it had been informed of the matter on Wednesday.",
    "The organisation said it had informed the ministry of the matter on Wednesday.",
    "inverted-attribution",
)
CASES["two-quotations-in-one"] = (
    "قال رئيس البلدية خالد الشامي: «لن نقطع المياه عن أي حي هذا الشتاء». وقالت المهندسة ليلى حداد: «المحطة القديمة لا "
    "تحتمل شهراً آخر من الإهمال».",
    "Mayor Khaled al-Shami said: “We will not cut off water to any neighbourhood this winter,” and engineer "
    "Laila Haddad said: “The old station cannot bear another month of neglect.”",
    "Mayor Khaled al-Shami said: “We will not cut off water to any neighbourhood this winter. The old station "
    "cannot bear another month of neglect.”",
    "merged-quotes",
)
CASES["two-quotations-in-one-before-their-speaker"] = (
    "وأوضح عضو المجلس سامر نعمة: «المال يكفي لإصلاح نصف الشبكة القديمة». «المحطة لا تحتمل شهراً آخر من الإهمال»، قالت "
    "المهندسة ليلى حداد.",
    "Council member Samer Nehme explained: “The money is enough to repair half of the old network.” “The station "
    "cannot bear another month of neglect,” said the engineer Laila Haddad.",
    "“The money is enough to repair half of the old network, and the station cannot bear another month of "
    "neglect,” said the engineer Laila Haddad.",
    "merged-quotes",
)

# Sources with faithful translations that were once marked.
FAITHFUL = {
    "quotations-of-one-speaker-joined": (
        "وقالت الوزارة: «لن نقطع المياه عن أي حي هذا الشتاء». وأضاف المتحدث باسمها: «المحطة القديمة لا تحتمل شهراً "
        "آخر».",
        "The ministry said: “We will not cut off water to any neighbourhood this winter. The old station cannot bear "
        "another month.”",
    ),
    "quotations-of-one-man-joined": (
        "وقال خالد الشامي: «لن نقطع المياه عن أي حي هذا الشتاء». وأضاف رئيس البلدية: «المحطة القديمة لا تحتمل شهراً "
        "آخر».",
        "Khaled al-Shami said: “We will not cut off water to any neighbourhood this winter. The old station cannot "
        "bear another month.”",
    ),
    "asked-participle": (
        "وحين سألها محامي أحد المهندسين عن سبب بقائها، أجابت: «وأين أذهب؟».",
        "Asked by a lawyer for one of the engineers why she had stayed on, she replied: “Where would I go?”",
    ),
    "hearer-pronoun-beside-possessive": (
        "وكشفت ناشطة أن مديرتها قالت لها بعد الجلسة إن الشركة ستفكر مرتين.",
        "An activist disclosed that after the session her manager had told her the company would think twice.",
    ),
    "speaker-in-a-relative-clause": (
        "وقالت المعلمة إن الموظف الذي ردّ عليها في المرة الأخيرة نصحها ببيع الشقة.",
        "The teacher said the official who answered the last time advised her to sell the flat.",
    ),
    "media-that-cite": (
        "لكن وسائل الإعلام الألمانية أشارت إلى عدد من العيوب الحاسمة في السفينة.",
        "But German media cited a number of critical flaws in the ship.",
    ),
    "name-withheld": (
        "وقال عامل إغاثة، طلب عدم نشر اسمه، إن رجال الأمن زاروا المخيم وسألوا السكان عن موعد مغادرتهم.",
        "An aid worker who did not want to be named said that security men had come to the camp. They asked residents "
        "when they would leave.",
    ),
    "subject-left-out-before-an-object": (
        "وقال الجعدني إن المبدأ هو الزيارات. ودعا الأمم المتحدة إلى الضغط لكشف مصير السجين.",
        "Al-Jaadani said the principle was the visits. He urged the United Nations to press for the prisoner's fate "
        "to be disclosed.",
    ),
    "subject-behind-the-verb-of-saying": (
        "وأوضحت رئيسة لجنة التحكيم أن القرار اتُّخذ بأربعة أصوات مقابل ثلاثة.",
        "The decision was taken by four votes to three, explained the president of the jury.",
    ),
    "feminine-of-a-weak-verb": (
        "وشددت الطبيبة على أن الوزارة لا تتهم أحداً، لكنها دعت الأهالي إلى التوقف عن استخدام الدواء.",
        "The doctor stressed that the ministry was not accusing anyone, but she urged parents to stop using the drug.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_exchanged_speakers_are_marked(name: str, rules_of: RulesOf) -> None:
    source, _, faulty, rule = CASES[name]
    assert rule in rules_of(faulty, source)


@pytest.mark.parametrize("name", CASES)
def test_the_faithful_translation_stays_silent(name: str, rules_of: RulesOf) -> None:
    source, faithful, _, _ = CASES[name]
    assert rules_of(faithful, source) == set()


@pytest.mark.parametrize("name", FAITHFUL)
def test_faithful_reporting_in_other_words_stays_silent(name: str, rules_of: RulesOf) -> None:
    source, translation = FAITHFUL[name]
    assert rules_of(translation, source) == set()


def test_a_newcomer_who_is_told_his_own_words_is_marked_without_a_source(tools: Tools) -> None:
    text = "“The shelling has not stopped for a single day,” he told Marwan al-Haddad, a leader of the fishermen."
    report = check_article(Article(text), tools)
    assert "unresolved-speaker" in {f.rule for f in report.findings}


def test_a_pronoun_inside_what_somebody_says_is_that_speaker(tools: Tools) -> None:
    text = "Salma Wazzani said that in March she had warned the chairman of the board, Driss Lamrabet, in writing."
    report = check_article(Article(text), tools)
    assert "unresolved-speaker" not in {f.rule for f in report.findings}


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


def english_frames(text: str, tools: Tools) -> list[Frame]:
    document = segment(text, "en", Side.TRANSLATION)
    table = Vocabulary().topic("en", "reporting")
    assert table is not None
    parse = tools.parsers["en"].parse([[(s.span.of(text), s.span.start) for s in document.segments]])[0]
    return SyntaxFrames(table).find(document, parse)


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
    ("text", "cue", "speaker"),
    [
        ("الموظف الذي ردّ عليها في المرة الأخيرة نصحها بالانتظار.", "نصحها", "الموظف"),
        ("وقال الوزير إن النادي عرض عليه العقد وإنه ردّ بالرفض.", "ردّ", ""),
        ("وقالت ناشطة، وهي موظفة في شركة، أكدت مراراً أنها صابرة، إن الاجتماع تأجل.", "أكدت", ""),
        ("وقال المدرب إن الرواتب مبلغ زهيد، وهو مبلغ تقول سناء إنه لا يكفي.", "تقول", "سناء"),
        ("فطلب منه رئيس الجلسة الجلوس.", "فطلب", "رئيس الجلسة الجلوس"),
        ("غير أن القاضي كافانو، الذي اتهمه النقاد بالغضب، حضر.", "اتهمه", "النقاد بالغضب"),
        ("ويحث الآخرين على العمل.", "ويحث", ""),
        ("غير أن نقيب الفلاحين، رجب عبد التواب، قال إن كثيرين لم يتقاضوا شيئاً.", "قال", "نقيب الفلاحين"),
    ],
)
def test_arabic_speakers(text: str, cue: str, speaker: str) -> None:
    (frame,) = (f for f in arabic_frames(text) if said(f.cue) == cue)
    assert said(frame.speaker) == speaker


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("لكن المديرة تبدو أكثر حذراً من غيرها.", "حذراً"),
        ("وكتبت الرسالة امرأة تدعى أخاتيا في القرية.", "تدعى"),
        ("ولم يصدر نفي من الوزارة، لكنها على علم.", "نفي"),
        ("ورداً على سؤال، نفى الوزير ذلك.", "ورداً"),
        ("وحضر شاهد طلب عدم نشر اسمه.", "طلب"),
        ("وردا على سؤال، نفى الوزير ذلك.", "وردا"),
    ],
)
def test_what_is_spelled_like_a_verb_of_saying_is_none(text: str, cue: str) -> None:
    assert cue not in {said(f.cue) for f in arabic_frames(text)}


def test_a_document_in_egyptian_spelling_keeps_its_verbs() -> None:
    assert [said(f.cue) for f in arabic_frames("ويدعى المحامى أن العقد مزور.")] == ["ويدعى"]


def test_who_speaks_within_the_words_of_another_does_not_go_on_after_them() -> None:
    frames = arabic_frames("وقال المدير إن اللاعب رفض العقد. وأضاف أن النادي سيبحث عن بديل.")
    assert said(frames[-1].antecedent) == "المدير"


def test_a_passive_verb_has_its_subject_told() -> None:
    (frame,) = arabic_frames("أُبلغت الوزارة بالأمر.")
    assert (frame.passive, said(frame.speaker), said(frame.addressee)) == (True, "", "الوزارة بالأمر")


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The owner goes on trial on Monday.", []),
        ("He went on: “We are ready.”", ["went"]),
        (
            "The mission has found a tomb in the area of the governorate, the minister, Dr Hossam Raafat, said.",
            ["said"],
        ),
    ],
)
def test_english_cues(text: str, cues: list[str], tools: Tools) -> None:
    assert [said(f.cue) for f in english_frames(text, tools)] == cues


@pytest.mark.parametrize(
    ("text", "speaker", "addressee"),
    [
        ("The minister told reporters that the port was closed.", "minister", "reporters"),
        ("Reporters were told by the minister that the port was closed.", "minister", "Reporters"),
        ("According to the minister, the port was closed.", "minister", ""),
        ("The minister, who warned the mayor, left.", "minister", "mayor"),
        ("The decision was taken by four votes to three, explained the president of the jury.", "president", ""),
    ],
)
def test_english_speakers_and_addressees(text: str, speaker: str, addressee: str, tools: Tools) -> None:
    frame = english_frames(text, tools)[0]
    assert (said(frame.speaker), said(frame.addressee)) == (speaker, addressee)
