"""Terms of a glossary: marked where the draft has another word, silent in every inflection of the right one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_translate.article import Article
from qa_translate.finding import Category, Finding, Severity
from qa_translate.glossary import Glossary, Term
from qa_translate.pipeline import Tools, check_article

AUTHORITY = Term(("السلطة الفلسطينية",), ("Palestinian Authority",), ("Palestinian Power",), "style guide, 3.2")
STRIP = Term(("قطاع غزة",), ("Gaza Strip",), ("Gaza Sector",))
MEMBER = Term(("نائب",), ("member of parliament", "MP"), ("deputy",))
KALLAL = Term(("البشير القلال",), ("Bechir Kallal",), person=True)
ALIEN = Term((), (), ("illegal alien",), "write “undocumented migrant”")


def marks(tools: Tools, source: str | None, translation: str, *terms: Term, target_lang: str = "en") -> list[Finding]:
    article = Article(translation, source, target_lang=target_lang)
    report = check_article(article, replace(tools, glossary=lambda *_: Glossary(terms), similarity=False))
    return [finding for finding in report.findings if finding.rule == "terminology"]


def words(found: list[Finding], translation: str) -> list[str]:
    return [finding.target.of(translation) for finding in found if finding.target]


def test_a_forbidden_translation_is_marked_with_what_to_write(tools: Tools) -> None:
    source = "أعلنت السلطة الفلسطينية أمس تشكيل لجنة جديدة للتحقيق في الحادث."
    text = "The Palestinian Power announced yesterday the formation of a new committee to investigate the incident."
    (mark,) = marks(tools, source, text, AUTHORITY)
    assert words([mark], text) == ["Palestinian Power"]
    assert mark.source is not None
    assert mark.source.of(source) == "السلطة الفلسطينية"
    assert (mark.category, mark.severity) == (Category.TERMINOLOGY, Severity.MINOR)
    assert round(mark.confidence, 2) == 0.9
    assert mark.message == (
        "“Palestinian Power” is not to be used; the glossary says “Palestinian Authority” (style guide, 3.2)."
    )


def test_another_translation_is_marked_at_the_words_that_stand_for_the_term(tools: Tools) -> None:
    source = "دخلت الشاحنات إلى قطاع غزة صباح اليوم محملة بالدقيق والدواء."
    text = "Trucks loaded with flour and medicine entered the Gaza region this morning."
    (mark,) = marks(tools, source, text, STRIP)
    assert "Gaza" in words([mark], text)[0]
    assert round(mark.confidence, 2) == 0.7
    assert "stands for “قطاع غزة”; the glossary says “Gaza Strip”" in mark.message


@pytest.mark.parametrize(
    ("source", "text", "term"),
    [
        (
            "وقالت السلطة الفلسطينية إنها ترفض القرار.",
            "The PALESTINIAN AUTHORITY said it rejects the decision.",
            AUTHORITY,
        ),
        (
            "وذكر بيان للسلطة الفلسطينية أن اللقاء تأجل.",
            "A Palestinian Authority's statement said it was postponed.",
            AUTHORITY,
        ),
        ("زار الوفد قطاع غزة يوم الأحد.", "The delegation visited the Gaza-Strip on Sunday.", STRIP),
        ("وقال النائب إن القانون لن يمر.", "The member of parliament said the law would not pass.", MEMBER),
        ("وقال النائبان إن القانون لن يمر.", "The two members of parliament said the law would not pass.", MEMBER),
        ("وقال النائب سمير إنه لن يعود إلى الجلسة.", "MP Samir said he would not return to the session.", MEMBER),
        ("صرح البشير القلال أن المفاوضات ستستأنف.", "Bechir Kallal declared that the talks would resume.", KALLAL),
    ],
)
def test_the_right_term_is_silent_in_every_inflection(tools: Tools, source: str, text: str, term: Term) -> None:
    assert marks(tools, source, text, term) == []


def test_prefixes_pronouns_and_plurals_of_the_source_are_the_term(tools: Tools) -> None:
    source = "اجتمع الوزير بنائبات الحزب ونوابه في مقر البرلمان يوم الخميس."
    text = "The minister met the party's female deputies at parliament headquarters on Thursday."
    assert words(marks(tools, source, text, replace(MEMBER, source=("نائبة",))), text) == ["deputies"]


def test_a_longer_term_goes_before_one_within_it(tools: Tools) -> None:
    council = Term(("مجلس",), ("board",))
    security = Term(("مجلس الأمن",), ("Security Council",))
    source = "عقد مجلس الأمن جلسة طارئة مساء الثلاثاء."
    assert marks(tools, source, "The Security Council held an emergency session on Tuesday.", council, security) == []


def test_a_forbidden_word_within_a_preferred_phrase_is_fine(tools: Tools) -> None:
    term = Term(("نائب الرئيس",), ("deputy president",), ("deputy",))
    assert marks(tools, "وصل نائب الرئيس إلى عمان.", "The deputy president arrived in Amman.", term) == []


def test_a_pronoun_or_a_short_form_may_stand_for_what_was_named(tools: Tools) -> None:
    source = "أصدرت السلطة الفلسطينية بيانا أمس.\n\nوقالت السلطة الفلسطينية في بيانها إنها لن تشارك."
    text = "The Palestinian Authority issued a statement yesterday.\n\nIn it the Authority said it will not take part."
    assert marks(tools, source, text, AUTHORITY) == []


def test_a_name_may_be_its_surname_after_the_whole_and_not_another_spelling(tools: Tools) -> None:
    source = "قال البشير القلال إن المفاوضات كادت تنهار.\n\nوأضاف القلال أن العمال متعبون."
    fine = "Bechir Kallal said the talks had almost collapsed.\n\nKallal added that the workers were tired."
    assert marks(tools, source, fine, KALLAL) == []
    wrong = "Bashir Qallal said the talks had almost collapsed.\n\nQallal added that the workers were tired."
    found = marks(tools, source, wrong, KALLAL)
    assert words(found, wrong)[0] == "Bashir Qallal"
    assert found[0].severity is Severity.MAJOR
    assert "the glossary writes “Bechir Kallal”" in found[0].message


@pytest.mark.parametrize(
    ("source", "text", "term", "marked"),
    [
        (
            "قال مسئول كبير إن القرار نهائي.",
            "A senior functionary said it was final.",
            ("مسؤول", "official"),
            "functionary",
        ),
        (
            "عقد الحزب مجلسا طارئا أمس.",
            "The party held an urgent gathering yesterday.",
            ("مجلس", "council"),
            "gathering",
        ),
        (
            "قال معلمو المدرسة إن القرار نهائي.",
            "The school's instructors called it final.",
            ("معلم", "teacher"),
            "instructors",
        ),
        ("التقى الوفد الأميركي بنا أمس.", "The Yankee delegation met us yesterday.", ("الأميركي", "US"), "Yankee"),
    ],
)
def test_every_spelling_and_ending_of_the_source_is_the_term(
    tools: Tools, source: str, text: str, term: tuple[str, str], marked: str
) -> None:
    (mark,) = marks(tools, source, text, Term((term[0],), (term[1],)))
    assert marked in words([mark], text)[0]


def test_a_forbidden_acronym_is_no_word_that_looks_like_it(tools: Tools) -> None:
    term = Term(("تنظيم الدولة",), ("Islamic State",), ("IS",))
    text = "IS launched an attack which is its first in the region."
    (mark,) = marks(tools, "شن تنظيم الدولة هجوما هو الأول له في المنطقة.", text, term)
    assert words([mark], text) == ["IS"]


def test_full_stops_may_be_what_is_forbidden(tools: Tools) -> None:
    term = Term(("الجيش الأميركي",), ("US army",), ("U.S. army",))
    source = "قال الجيش الأميركي إنه سينسحب."
    assert marks(tools, source, "The US army said it would withdraw.", term) == []
    wrong = "The U.S. army said it would withdraw."
    assert words(marks(tools, source, wrong, term), wrong) == ["U.S. army"]


def test_a_term_that_nothing_is_linked_to_is_not_said_to_be_rendered(tools: Tools) -> None:
    source = "وقال عضو المجلس رأفت الدميري إن أول شحنة غادرت ميناء دمياط في 4 آذار."
    text = "Council member Raafat al-Demiri said that the first shipment left Damietta on 4 March."
    (mark,) = marks(tools, source, text, Term(("ميناء",), ("port",)))
    assert round(mark.confidence, 2) == 0.6
    assert mark.message == "“ميناء” has other words here, or none; the glossary says “port”."


def test_without_a_source_only_what_is_forbidden_in_any_case_is_marked(tools: Tools) -> None:
    text = "Two illegal aliens were rescued near the coast, the deputy said."
    assert words(marks(tools, None, text, ALIEN, MEMBER), text) == ["illegal aliens"]


def test_a_term_that_is_not_in_the_source_is_not_looked_for(tools: Tools) -> None:
    source = "وصل السفير إلى المطار صباح اليوم واستقبله مدير المراسم."
    assert marks(tools, source, "The ambassador's deputy arrived at the airport this morning.", MEMBER) == []


@pytest.mark.parametrize(
    ("lang", "term", "fine", "wrong"),
    [
        (
            "fr",
            Term(("قطاع غزة",), ("bande de Gaza",), ("secteur de Gaza",)),
            "Les camions sont entrés dans la bande de Gaza ce matin.",
            "Les camions sont entrés dans le secteur de Gaza ce matin.",
        ),
        (
            "de",
            Term(("قطاع غزة",), ("Gazastreifen",), ("Gazasektor",)),
            "Die Lastwagen fuhren am Morgen durch Teile des Gazastreifens.",
            "Die Lastwagen fuhren am Morgen in den Gazasektor.",
        ),
    ],
)
def test_other_languages_are_inflected_too(tools: Tools, lang: str, term: Term, fine: str, wrong: str) -> None:
    source = "دخلت الشاحنات إلى قطاع غزة صباح اليوم."
    assert marks(tools, source, fine, term, target_lang=lang) == []
    (mark,) = marks(tools, source, wrong, term, target_lang=lang)
    assert words([mark], wrong)[0] in term.forbidden


def test_the_signature_of_a_score_names_the_glossary(tools: Tools) -> None:
    article = Article("The MP spoke.", "تكلم النائب.")
    plain = check_article(article, replace(tools, similarity=False)).signature
    assert "settings:" not in plain
    with_terms = check_article(
        article, replace(tools, similarity=False, glossary=lambda *_: Glossary((MEMBER,)))
    ).signature
    assert with_terms == f"{plain}|settings:{Glossary((MEMBER,)).signature}"


def test_a_glossary_for_other_languages_is_said_not_to_be_used(tools: Tools) -> None:
    article = Article("The MP spoke.", "تكلم النائب.")
    report = check_article(article, replace(tools, glossary=lambda *_: Glossary(given=True)))
    assert [skip.reason for skip in report.skipped if skip.rule == "terminology"] == [
        "the glossary has no term for ar and en"
    ]
    plain = check_article(article, tools)
    assert not [skip for skip in plain.skipped if skip.rule == "terminology"]
