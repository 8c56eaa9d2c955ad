"""Names replaced, invented, exchanged, translated, misspelled: a firing and a silent sample for every rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from qa_translate.article import Span
from qa_translate.case import Case
from qa_translate.checks.names import FAMILY, check
from qa_translate.checks.names.mentions import Spelling
from qa_translate.finding import Finding
from qa_translate.ports import Parse, Token
from qa_translate.vocabulary import Vocabulary

MakeCase = Callable[..., Case]


def parse(text: str, labels: Mapping[str, str], nouns: frozenset[str] = frozenset()) -> Parse:
    """One token per word; words of `labels` are proper nouns with that entity, those of `nouns` common ones."""
    tokens, at = [], 0
    for k, word in enumerate(text.split()):
        at = text.index(word, at)
        bare = word.strip(".,:;“”\"'").removesuffix("'s").removesuffix("’s")
        start = at + word.index(bare)
        pos = "PROPN" if bare in labels else "NOUN" if bare in nouns else "X"
        tokens.append(Token(k, Span(start, start + len(bare)), bare, bare, pos, pos, "dep", k, 0, labels.get(bare, "")))
        at += len(word)
    return Parse(tuple(tokens))


def findings(case: Case, least: float = 0.5) -> list[Finding]:
    return [f for f in check(case) if f.confidence >= least]


def marked(case: Case, least: float = 0.5) -> list[tuple[str, str]]:
    return [(f.rule, f.target.of(case.translation.text)) for f in findings(case, least) if f.target is not None]


def test_another_person_of_the_article_is_marked(make_case: MakeCase) -> None:
    text = "Spieth played with Thomas. Thomas said: it was hard."
    source = "لعب سبيث مع توماس. قال سبيث: كان الأمر صعبا."
    links = {"spieth": "سبيث", "thomas": "توماس"}
    labels = {"Spieth": "PERSON", "Thomas": "PERSON"}
    found = findings(make_case(text, source, links=links, parse=parse(text, labels)))
    assert [(f.rule, f.target) for f in found] == [("changed-name", Span(27, 33))]
    assert found[0].source is not None
    assert found[0].source.of(source) == "سبيث"
    assert "Spieth" in found[0].message


def test_names_that_sound_like_the_source_are_left_alone(make_case: MakeCase) -> None:
    text = "Brett Kavanaugh met Sheikh Abdel-Rahman al-Bakour in New York."
    source = "التقى بريت كافانو بالشيخ عبد الرحمن البكور في نيويورك."
    labels = dict.fromkeys(["Brett", "Kavanaugh", "Sheikh", "Abdel-Rahman", "al-Bakour"], "PERSON")
    assert marked(make_case(text, source, parse=parse(text, labels | {"New": "GPE", "York": "GPE"})), 0.1) == []


def test_an_unknown_place_in_place_of_another_is_marked(make_case: MakeCase) -> None:
    text = "The ship returned to Bremen."
    source = "عادت السفينة إلى هامبورغ."
    case = make_case(text, source, links={"bremen": "هامبورغ"}, parse=parse(text, {"Bremen": "GPE"}))
    assert marked(case, 0.4) == [("changed-name", "Bremen")]


def test_a_listed_country_in_place_of_another_is_marked(make_case: MakeCase) -> None:
    text = "The border between North Korea and Russia is closed."
    source = "الحدود بين كوريا الشمالية والصين مغلقة."
    labels = {"Korea": "GPE", "Russia": "GPE"}
    assert marked(make_case(text, source, parse=parse(text, labels))) == [("changed-name", "Russia")]


def test_listed_names_in_other_words_are_left_alone(make_case: MakeCase) -> None:
    text = "The UK and Egyptian officials met in Damascus, Aleppo and Germany."
    source = "التقى مسؤولون من المملكة المتحدة ومصر في دمشق وحلب وألمانيا."
    labels = dict.fromkeys(["UK", "Egyptian", "Damascus", "Aleppo", "Germany"], "GPE")
    assert marked(make_case(text, source, parse=parse(text, labels)), 0.1) == []


def test_another_bank_is_marked(make_case: MakeCase) -> None:
    text = "The World Bank had been unable to close the gap."
    source = "لم يتمكن المصرف المركزي من سد العجز."
    assert marked(make_case(text, source, parse=parse(text, {"World": "ORG", "Bank": "ORG"}))) == [
        ("changed-name", "World Bank")
    ]


def test_a_name_that_the_source_has_nowhere_is_marked(make_case: MakeCase) -> None:
    text = "Governor Arar said the schools were open."
    source = "قال المحافظ إن المدارس مفتوحة."
    case = make_case(text, source, parse=parse(text, {"Governor": "", "Arar": "PERSON"}))
    assert marked(case) == [("invented-name", "Arar")]


def test_a_title_that_the_translator_fills_with_a_known_name_is_at_most_doubtful(make_case: MakeCase) -> None:
    text = "Perry spoke. Perry said the schools were open."
    source = "تحدث بيري. وقال المحافظ إن المدارس مفتوحة."
    assert marked(make_case(text, source, parse=parse(text, {"Perry": "PERSON"}))) == []


PERRY = "وصل بيري. تحدث بيري. خرج بيري. كان الجو باردا. كان الطريق طويلا. وعرض النادي عليه عقدا."


def test_a_name_for_a_pronoun_is_at_most_doubtful_for_whom_the_article_is_about(make_case: MakeCase) -> None:
    text = "Perry came. Perry spoke. Perry left. It was cold. It was far. The club offered Perry a deal."
    labels = {"Perry": "PERSON"}
    assert marked(make_case(text, PERRY, parse=parse(text, labels))) == []
    once = text.replace("Perry spoke. Perry left.", "He spoke. He left.")
    seldom = make_case(once, PERRY.replace("تحدث بيري. خرج بيري.", "تحدث. خرج."), parse=parse(once, labels))
    assert marked(seldom) == [("invented-name", "Perry")]


@pytest.mark.parametrize(
    ("source", "expected"), [("وأوضح أن جنك لن يوقع", []), ("وأوضح جنك أنه لن يوقع", ["Vanhoven"])]
)
def test_a_name_for_the_subject_in_a_verb_s_ending_is_normal(
    source: str, expected: list[str], make_case: MakeCase, make_parse: Callable[..., Parse]
) -> None:
    text = "Genk thanked Vanhoven. Nobody would sign, Vanhoven added."
    rows = [("Genk", "PROPN", "nsubj", 1), ("thanked", "VERB", "ROOT", 1), ("Vanhoven", "PROPN", "dobj", 1)]
    rows += [("Nobody", "PRON", "nsubj", 4), ("sign", "VERB", "ccomp", 6)]
    rows += [("Vanhoven", "PROPN", "nsubj", 6), ("added", "VERB", "ROOT", 6)]
    syntax = make_parse(text, [(word, word, pos, "", dep, head) for word, pos, dep, head in rows])
    syntax = Parse(tuple(replace(t, entity="PERSON" if t.pos == "PROPN" else "") for t in syntax.tokens))
    links = {"added": "واوضح", "genk": "جنك"}
    case = make_case(text, f"شكر جنك فانهوفن. {source}.", links=links, parse=syntax)
    assert [name for _, name in marked(case)] == expected


def test_a_common_noun_that_opens_a_sentence_is_no_name(make_case: MakeCase) -> None:
    text = "Turnout stood at 38 percent."
    source = "وبلغت نسبة المشاركة 38 في المئة."
    case = make_case(text, source, links={"turnout": "المشاركة"}, parse=parse(text, {"Turnout": "PERSON"}))
    assert marked(case) == []


def test_a_rival_club_is_marked(make_case: MakeCase) -> None:
    text = "The fee goes to Wydad Casablanca."
    labels = {"Wydad": "PERSON", "Casablanca": "PERSON"}
    wrong = make_case(text, "يحصل الرجاء البيضاوي على المبلغ.", parse=parse(text, labels))
    assert ("changed-name", "Wydad") in marked(wrong)
    assert marked(make_case(text, "يحصل الوداد البيضاوي على المبلغ.", parse=parse(text, labels))) == []


def test_a_place_that_is_almost_written_like_another_is_marked(make_case: MakeCase) -> None:
    text = "They are kept in the Nazareth Museum."
    labels, links = {"Nazareth": "ORG"}, {"nazareth": "الناصرية"}
    wrong = make_case(text, "وهي محفوظة في متحف الناصرية.", links=links, parse=parse(text, labels))
    assert marked(wrong) == [("changed-name", "Nazareth")]
    right = make_case(text, "وهي محفوظة في متحف الناصرة.", links={"nazareth": "الناصرة"}, parse=parse(text, labels))
    assert marked(right) == []


def test_exchanged_given_name_and_patronymic_are_marked(make_case: MakeCase) -> None:
    text = "The third man, Raouf Nabil Ayari, was sentenced."
    source = "حكم على الرجل الثالث نبيل رؤوف العياري."
    labels = dict.fromkeys(["Raouf", "Nabil", "Ayari"], "PERSON")
    assert marked(make_case(text, source, parse=parse(text, labels))) == [("swapped-name-parts", "Raouf Nabil")]


def test_places_in_each_others_place_are_marked(make_case: MakeCase, make_parse: Callable[..., Parse]) -> None:
    text = "They married in Buffalo and came to Texas."
    rows = [("married", "VERB", 0), ("in", "ADP", 0), ("Buffalo", "PROPN", 1)]
    rows += [("came", "VERB", 0), ("to", "ADP", 3), ("Texas", "PROPN", 4)]
    syntax = make_parse(text, [(word, word, pos, "", "", head) for word, pos, head in rows])
    links = {"in": "في", "to": "الي"}
    wrong = make_case(text, "تزوجا في تكساس وجاءا إلى بافالو.", links=links, parse=syntax)
    assert marked(wrong) == [("exchanged-names", "Buffalo and came to Texas")]
    assert marked(make_case(text, "تزوجا في بافالو وجاءا إلى تكساس.", links=links, parse=syntax)) == []


def test_an_adjective_after_its_noun_is_no_exchange(make_case: MakeCase) -> None:
    text = "He sang with the Orkney Vikings."
    source = "غنى مع فايكنغ الأوركني."
    labels = dict.fromkeys(["Orkney", "Vikings"], "PERSON")
    assert marked(make_case(text, source, parse=parse(text, labels))) == []


def test_a_given_name_translated_as_a_word_is_marked(make_case: MakeCase) -> None:
    text = "We recorded four deaths, said the conqueror Mohamed Ahmed al-Daw."
    source = "وقال الفاتح محمد أحمد الضو إننا سجلنا أربع وفيات."
    labels = dict.fromkeys(["Mohamed", "Ahmed", "al-Daw"], "PERSON")
    case = make_case(text, source, parse=parse(text, labels, frozenset({"conqueror"})))
    assert marked(case) == [("translated-name", "conqueror")]


def test_a_description_before_a_name_is_left_alone(make_case: MakeCase) -> None:
    text = "He was seen by the doctor Mohamed Ahmed."
    source = "عاينه الطبيب محمد أحمد."
    labels = dict.fromkeys(["Mohamed", "Ahmed"], "PERSON")
    case = make_case(text, source, links={"doctor": "الطبيب"}, parse=parse(text, labels, frozenset({"doctor"})))
    assert marked(case) == []


@pytest.mark.parametrize("before", ["الخبيرة الاقتصادية", "العالمة المصرية", "الروائي"])
def test_an_adjective_with_an_article_before_a_name_is_no_part_of_it(before: str, make_case: MakeCase) -> None:
    text = "So warned the economist Dina Salem."
    labels = dict.fromkeys(["Dina", "Salem"], "PERSON")
    case = make_case(text, f"وحذرت {before} دينا سالم.", parse=parse(text, labels, frozenset({"economist"})))
    assert marked(case) == []


@pytest.mark.parametrize(("source", "country"), [("الأوزبكي", "Uzbekistan"), ("الطاجيكية", "Tajikistan")])
def test_a_country_for_its_adjective_is_no_invention(source: str, country: str, make_case: MakeCase) -> None:
    text = f"They won against visitors {country} last night."
    case = make_case(text, f"وفازوا على الضيف {source} أمس.", parse=parse(text, {country: "GPE"}))
    assert marked(case, 0.3) == []
    other = make_case(text, "وفازوا على الضيف السنغالي أمس.", parse=parse(text, {country: "GPE"}))
    assert [name for _, name in marked(other, 0.4)] == [country]


@pytest.mark.parametrize("later", ["Alaoui", "el-Alaoui"])
def test_a_name_that_drops_its_article_later_is_spelled_as_before(later: str, make_case: MakeCase) -> None:
    text = f"They spoke to al-Alaoui. Then {later} left."
    labels = {"al-Alaoui": "PERSON", later: "PERSON"}
    assert marked(make_case(text, "تحدثوا إلى العلوي. ثم غادرت العلوي.", parse=parse(text, labels)), 0.1) == []


def test_letters_that_do_not_fit_are_marked(make_case: MakeCase) -> None:
    text = "The flat was in McPheet Street."
    source = "كانت الشقة في شارع مكبيث."
    case = make_case(text, source, links={"mcpheet": "مكبيث"}, parse=parse(text, {"McPheet": "FAC"}))
    assert marked(case) == [("misspelled-name", "McPheet")]


def test_two_spellings_of_one_arabic_name_are_marked(make_case: MakeCase) -> None:
    text = "They spoke to Reid. Later they caught Reed."
    source = "تحدثوا إلى ريد. ثم أمسكوا ريد."
    labels = {"Reid": "PERSON", "Reed": "PERSON"}
    assert marked(make_case(text, source, parse=parse(text, labels))) == [("inconsistent-name-spelling", "Reed")]


def test_two_spellings_are_seen_without_a_source_but_doubtful(make_case: MakeCase) -> None:
    text = "They spoke to Bakour. Later they caught Bakkour."
    case = make_case(text, parse=parse(text, {"Bakour": "PERSON", "Bakkour": "PERSON"}))
    assert marked(case, 0.1) == [("inconsistent-name-spelling", "Bakkour")]
    assert marked(case) == []


def test_a_passage_that_names_nobody_is_a_weak_doubt(make_case: MakeCase) -> None:
    text = "Stofan met Bakour. Then Bakour spoke. And so it was."
    source = "التقت ستوفان بكور. ثم تحدث بكور. وهكذا كانت ستوفان."
    labels = {"Stofan": "PERSON", "Bakour": "PERSON"}
    case = make_case(text, source, links={"stofan": "ستوفان"}, parse=parse(text, labels))
    assert marked(case, 0.1) == [("lost-name", "And so it was.")]
    assert marked(case) == []


def test_a_pronoun_for_who_was_named_last_loses_no_name(make_case: MakeCase) -> None:
    text = "Stofan spoke. He accused the ministry."
    source = "تحدث ستوفان. واتهم ستوفان الوزارة."
    case = make_case(text, source, links={"stofan": "ستوفان"}, parse=parse(text, {"Stofan": "PERSON"}))
    assert marked(case, 0.05) == []


@pytest.mark.parametrize(("text", "source"), [
    ("The clashes broke out in Sons of Boredom.", "اندلعت الاشتباكات في بني ملال."),
    ("They drove from House of the Cloud.", "انطلقوا من دار الغيمة."),
])  # fmt: skip
def test_a_place_translated_word_by_word_is_marked(text: str, source: str, make_case: MakeCase) -> None:
    assert [rule for rule, _ in marked(make_case(text, source, parse=parse(text, {})))] == ["translated-name"]


@pytest.mark.parametrize(("text", "source"), [
    ("They met in the House of Representatives.", "اجتمعوا في مجلس النواب."),
    ("They met in House of Assembly.", "اجتمعوا في مجلس النواب."),
    ("They visited the House of the Cloud.", "زاروا دار الغيمة."),
])  # fmt: skip
def test_a_body_or_a_phrase_with_an_article_is_no_translated_place(text: str, source: str, make_case: MakeCase) -> None:
    assert marked(make_case(text, source, parse=parse(text, {}))) == []


def test_a_common_noun_that_opens_a_sentence_is_no_invented_name(make_case: MakeCase) -> None:
    text = "They painted graffiti. Graffiti has become art."
    case = make_case(text, "رسموا على الجدران. وصارت فنا.", parse=parse(text, {"Graffiti": "PERSON"}))
    assert marked(case, 0.1) == []


def test_a_second_rendering_that_has_the_name_weakens_the_mark(make_case: MakeCase) -> None:
    text = "Governor Arar said the schools were open."
    source = "قال المحافظ إن المدارس مفتوحة."
    case = make_case(text, source, parse=parse(text, {"Arar": "PERSON"}))
    pivot = make_case(text, text)
    assert pivot.bitext is not None
    back = replace(pivot.bitext.source, lang="en")
    with_pivot = replace(case, back=back, retranslation=replace(pivot.bitext, source=back))
    assert [f.confidence for f in check(with_pivot)] < [f.confidence for f in check(case)]


def test_a_language_without_names_data_is_left_alone(make_case: MakeCase) -> None:
    case = make_case("Governor Arar said the schools were open.", "قال المحافظ إن المدارس مفتوحة.")
    assert list(check(replace(case, translation=replace(case.translation, lang="xx")))) == []


@pytest.mark.parametrize("text", ["", "...", "A", "1234 — 5678", "AL-", "'s"])
def test_texts_without_names_are_no_trouble(make_case: MakeCase, text: str) -> None:
    assert list(check(make_case(text, "نص"))) == []


def test_every_rule_is_documented() -> None:
    for rule in FAMILY.rules:
        assert all((rule.marks, rule.why, rule.example, rule.wrong_when)), rule.name


def spelling(lang: str) -> Spelling:
    table = Vocabulary().topic(lang, "names")
    assert table is not None
    return Spelling.of(table)


@pytest.mark.parametrize(
    ("lang", "text", "bare"),
    [
        ("tr", "Irak'a", "Irak"), ("tr", "İzmir’de", "İzmir"), ("tr", "'Ali", "'Ali"), ("fr", "Houthi-run", "Houthi"),
        ("en", "Khatib's", "Khatib"), ("en", "O'Brien", "O'Brien"), ("ru", "Бейруте", "Бейруте"),
    ],
)  # fmt: skip
def test_a_name_is_bare_without_what_an_apostrophe_or_hyphen_adds(lang: str, text: str, bare: str) -> None:
    assert spelling(lang).bare(text) == bare


@pytest.mark.parametrize(
    ("lang", "text", "key"),
    [("tr", "IRAK'a", "ırak"), ("tr", "İzmir'e", "izmir"), ("en", "IRAQ", "iraq"), ("fr", "St.", "st")],
)
def test_turkish_puts_its_two_capital_letters_i_in_lower_case_apart(lang: str, text: str, key: str) -> None:
    assert spelling(lang).key(text) == key


@pytest.mark.parametrize(
    ("lang", "text", "stems"),
    [
        ("ru", "Бейруте", ("Бейруте", "Бейрут")),
        ("ru", "Самером", ("Самером", "Самер")),
        ("ru", "Али", ("Али",)),
        ("fr", "Alaa", ("Alaa",)),
    ],
)
def test_a_russian_name_may_end_in_a_case(lang: str, text: str, stems: tuple[str, ...]) -> None:
    assert spelling(lang).stems(text) == stems
