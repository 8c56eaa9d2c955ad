"""What a glossary must not mark: right terms, however inflected, split, repeated or left to a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.article import Article
from qa_translate.finding import Finding
from qa_translate.glossary import Glossary, Term
from qa_translate.pipeline import Tools, check_article

STRIP = Term(("قطاع غزة",), ("Gaza Strip",))
SAMPLES = Path(__file__).resolve().parents[2] / "samples"

# source = preferred, words of one set apart by |; names of persons begin with @
HOUSES = {
    "silent-fronted-attributions": """
        سلحفاة|سلاحف = turtle; باحث = researcher; هيئة البيئة = Environment Authority; صياد = fisherman
        جهاز تعقب|أجهزة تعقب = tracking device; جزر الحلانيات = Hallaniyat Islands; محمية = reserve; شاطئ = beach
        جامعة السلطان قابوس = Sultan Qaboos University; عش|أعشاش = nest; صحيفة = newspaper; هيئة = authority
        شبكة = net; @بدرية الشحية = Badriya al-Shihhi; @سالم الغافري = Salim al-Ghafri
        @خميس الجنيبي = Khamis al-Junaibi""",
    "silent-moved-quotations": """
        عود = oud; صانع العود = oud maker; ورشة = workshop; جمعية = association; طلب = application; حلب = Aleppo
        متدرب = trainee; قانون = qanun; طالب|طلاب = student; وكالة = news agency; مهنة = craft; معرض = exhibition
        @أحمد الناشد = Ahmad al-Nashed; @ميادة حلاق = Mayada Hallaq; @نور الحموي = Nour al-Hamawi""",
    "silent-split-and-merged": """
        المجلس التصديري = Export Council; مجلس = council; مزارع = farmer; برتقال = orange; آسيا = Asia
        محطة التعبئة|محطة تعبئة = packing station; محافظة = governorate; حزيران = June; سوق|أسواق = market
        وزارة الزراعة = Agriculture Ministry|Ministry of Agriculture; مصدر = exporter; متحدث = spokesman
        ميناء = port; طن = tonne; فدان|أفدنة = feddan; كلفة = cost; تاجر|تجار = trader; تأخير = delay
        @رأفت الدميري = Raafat al-Demiri; @عبد الحميد شلبي = Abdel Hamid Shalaby""",
}


def house(lines: str) -> tuple[Term, ...]:
    pairs = (entry.split("=") for line in lines.strip().splitlines() for entry in line.split(";"))
    return tuple(
        Term(_cell(left.strip().removeprefix("@")), _cell(right), person=left.strip().startswith("@"))
        for left, right in pairs
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


def marks(tools: Tools, source: str, translation: str, terms: Sequence[Term], target_lang: str = "en") -> list[Finding]:
    article = Article(translation, source, target_lang=target_lang)
    glossary = Glossary(tuple(terms))
    report = check_article(article, replace(tools, glossary=lambda *_: glossary, similarity=False))
    return [finding for finding in report.findings if finding.rule == "terminology"]


def sample(name: str) -> tuple[str, str]:
    folder = SAMPLES / name
    return (folder / "source.ar.txt").read_text("utf-8"), (folder / "translation.en.txt").read_text("utf-8")


@pytest.mark.parametrize("name", HOUSES)
def test_a_free_translation_with_the_houses_own_words_is_silent(tools: Tools, name: str) -> None:
    assert [finding.message for finding in marks(tools, *sample(name), house(HOUSES[name]))] == []


def test_the_same_texts_are_marked_where_the_house_has_other_words(tools: Tools) -> None:
    missed: list[str] = []
    for name, lines in HOUSES.items():
        for term in house(lines):
            other = replace(term, preferred=("Xylo Zyx",) if term.person else ("xylophone",))
            missed += [] if marks(tools, *sample(name), [other]) else [term.source[0]]
    assert missed == []


@pytest.mark.parametrize(
    ("source", "text", "terms"),
    [
        (
            "وصل النائب إلى عمان صباح اليوم.",
            "The deputy arrived in Amman this morning.",
            [Term(("نائب",), ("MP",)), Term(("نائب",), ("deputy",))],
        ),
        (
            "التقى نائب الرئيس نائبا من المعارضة.",
            "The deputy president met an opposition MP.",
            [Term(("نائب",), ("MP",), ("deputy",)), Term(("نائب الرئيس",), ("deputy president",))],
        ),
        (
            "وصل نائب الرئيس إلى عمان.",
            "The deputy president arrived in Amman.",
            [Term((), (), ("deputy",)), Term(("نائب الرئيس",), ("deputy president",))],
        ),
        (
            "التقى النائب وكيل الوزارة في مكتبه.",
            "The MP met the ministry's deputy in his office.",
            [Term(("نائب",), ("MP",), ("deputy",)), Term(("وكيل",), ("deputy",))],
        ),
        (
            "التقى النائب وكيل الوزارة في مكتبه.",
            "The MP met the ministry's deputy in his office.",
            [Term(("نائب",), ("MP",), ("deputy",))],
        ),
        (
            "أعلن وقف إطلاق النار أمس.",
            "A cease-fire was declared yesterday.",
            [Term(("وقف إطلاق النار",), ("cease-fire",), ("cease fire",))],
        ),
        (
            "تنظيم الدولة هو الخطر الأكبر في المنطقة.",
            "Islamic State is the greatest danger in the region.",
            [Term(("تنظيم الدولة",), ("Islamic State",), ("IS",))],
        ),
        ("وصل الوفد إلى سوريا أمس.", "The delegation arrived in Damascus yesterday.", [Term(("سوري",), ("Syrian",))]),
        (
            "قال: «لن تقبل السلطة الفلسطينية بهذا».",
            "“The Palestinian Authority will not accept this,” he said.",
            [Term(("السلطة الفلسطينية",), ("Palestinian Authority",))],
        ),
    ],
)
def test_what_another_entry_or_another_meaning_explains_is_silent(
    tools: Tools, source: str, text: str, terms: list[Term]
) -> None:
    assert marks(tools, source, text, terms) == []


def test_pronouns_may_go_on_for_what_was_named_once(tools: Tools) -> None:
    source = (
        "أصدرت السلطة الفلسطينية بيانا أمس.\n\nورفضت السلطة الفلسطينية المشاركة في اللقاء.\n\n"
        "وقالت السلطة الفلسطينية إنها تدرس الرد.\n\nوأكدت السلطة الفلسطينية تمسكها بالحوار."
    )
    text = (
        "The Palestinian Authority issued a statement yesterday.\n\nIt refused to take part in the meeting.\n\n"
        "It also said that a response was being studied.\n\nIt affirmed its commitment to dialogue."
    )
    assert marks(tools, source, text, [Term(("السلطة الفلسطينية",), ("Palestinian Authority",))]) == []


def test_a_person_may_be_called_by_an_office(tools: Tools) -> None:
    source = (
        "قال محمد بن سلمان إن الخطة ستنفذ.\n\nوأضاف محمد بن سلمان أن العمل بدأ.\n\n"
        "وشدد محمد بن سلمان على أهمية التعليم.\n\nوختم محمد بن سلمان كلمته بالشكر."
    )
    text = (
        "Mohammed bin Salman said the plan would be carried out.\n\nThe crown prince added that work had begun.\n\n"
        "The prince stressed the importance of education.\n\nThe prince ended his speech with thanks."
    )
    assert marks(tools, source, text, [Term(("محمد بن سلمان",), ("Mohammed bin Salman",), person=True)]) == []


@pytest.mark.parametrize(
    ("lang", "text", "source", "term"),
    [
        (
            "fr",
            "Les ministres de l’Intérieur se réuniront.",
            "سيجتمع وزراء الداخلية.",
            ("وزراء الداخلية", "ministre de l'Intérieur"),
        ),
        ("fr", "Des conseils régionaux ont été élus.", "انتخبت مجالس إقليمية.", ("مجالس إقليمية", "conseil régional")),
        ("de", "Er sprach im Namen des Sicherheitsrats.", "تحدث باسم مجلس الأمن.", ("مجلس الأمن", "Sicherheitsrat")),
        ("de", "Die Räte der Städte tagten.", "عقدت مجالس المدن جلسة.", ("مجالس المدن", "Rat der Stadt")),
        ("ru", "Грузовики вошли в сектор Газа.", "دخلت الشاحنات قطاع غزة.", ("قطاع غزة", "сектор Газа")),
        (
            "tr",
            "Filistin Yönetiminin açıklaması dün yayımlandı.",
            "نشر أمس بيان السلطة الفلسطينية.",
            ("السلطة الفلسطينية", "Filistin Yönetimi"),
        ),
    ],
)
def test_other_languages_are_silent_in_every_inflection(
    tools: Tools, lang: str, text: str, source: str, term: tuple[str, str]
) -> None:
    assert marks(tools, source, text, [Term((term[0],), (term[1],))], lang) == []


def test_thousands_of_terms_are_looked_for_at_once(tools: Tools) -> None:
    letters = "بتثجحخدذرزسشصضطظعغفق"
    terms = [
        Term((f"كلمة {a}{b}{c}",), (f"word {a}{b}{c}",), (f"bad {a}{b}{c}",))
        for a in letters
        for b in letters
        for c in letters[:5]
    ]
    wrong = replace(STRIP, preferred=("xylophone",))
    assert len(marks(tools, "زار الوفد قطاع غزة.", "The delegation visited the Gaza Strip.", [*terms, wrong])) == 1
