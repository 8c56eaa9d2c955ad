"""Quotation marks: a firing and a silent sample of each rule."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.case import Case
from qa_translate.checks.quotes import check
from qa_translate.ports import Parse

MakeCase = Callable[..., Case]
MakeParse = Callable[..., Parse]

ARABIC = "وقال الوزير إن «المدينة آمنة والناس عادوا إلى بيوتهم» واتهم دولا غربية بالكذب."
LINKS = {
    "minister": "الوزير", "city": "المدينة", "safe": "امنة", "people": "والناس", "returned": "عادوا",
    "homes": "بيوتهم", "accused": "واتهم", "western": "غربية", "countries": "دولا", "lying": "بالكذب",
}  # fmt: skip


def marked(case: Case, least: float = 0.5) -> list[tuple[str, str]]:
    return [
        (f.rule, f.target.of(case.translation.text))
        for f in check(case)
        if f.target is not None and f.confidence >= least
    ]


def compared(make_case: MakeCase, translation: str) -> list[tuple[str, str]]:
    return marked(make_case(translation, ARABIC, links=LINKS))


def test_two_quotations_side_by_side_are_torn(make_case: MakeCase) -> None:
    text = "“It was built to guard the harbour.” “And the road to it,” said the engineer."
    assert marked(make_case(text)) == [("torn-quote", "the harbour.” “And the road to it")]


def test_quotations_with_a_speaker_between_them_are_not_torn(make_case: MakeCase) -> None:
    assert marked(make_case("“It was built for us,” he said. “The forces moved in,” he added.")) == []


def test_a_scare_quote_before_a_quotation_is_not_torn(make_case: MakeCase) -> None:
    assert marked(make_case("He called it “domination.” “We must do it now,” he said.")) == []


def test_a_quoted_fragment_that_the_source_has_in_a_longer_quotation_is_orphaned(
    make_case: MakeCase, make_parse: MakeParse
) -> None:
    text = "“The plan was never a serious,” she said. “Proposal.”"
    nouns = [("Proposal", "proposal", "NOUN", "NN", "ROOT", 0)]
    links = {"plan": "الخطة", "proposal": "اقتراحا"}
    source = "وقالت إن «الخطة لم تكن اقتراحا جديا على الاطلاق»."
    case = make_case(text, source, links=links, beads=[((0,), (0, 1))], parse=make_parse(text, nouns))
    assert ("orphaned-quote", "“Proposal.”") in marked(case)


def test_a_quotation_never_closed_is_marked_where_it_begins(make_case: MakeCase) -> None:
    text = "He shouted: “The bridge is down! The drivers turned back."
    assert marked(make_case(text)) == [("unbalanced-quotes", "“The bridge is")]


def test_a_quotation_never_opened_is_marked_where_it_ends(make_case: MakeCase) -> None:
    assert marked(make_case("We left late at night,” he said.")) == [("unbalanced-quotes", "late at night,”")]


def test_words_that_the_source_leaves_outside_are_marked_inside(make_case: MakeCase) -> None:
    text = (
        "The minister said “the city is safe and people have returned to their homes "
        "and accused western countries of lying.”"
    )
    assert compared(make_case, text) == [("moved-quote-boundary", "accused western countries of lying")]


def test_words_that_the_source_quotes_are_marked_outside(make_case: MakeCase) -> None:
    text = "The minister said “the city is safe and” people have returned to their homes."
    assert compared(make_case, text) == [("moved-quote-boundary", "people have returned to their homes")]


def test_faithful_marks_are_left_alone(make_case: MakeCase) -> None:
    text = (
        "The minister said “the city is safe and people have returned to their homes” "
        "and accused western countries of lying."
    )
    assert compared(make_case, text) == []


def test_a_quotation_split_around_its_tag_is_left_alone(make_case: MakeCase) -> None:
    text = "“The city is safe,” the minister said, “and people have returned to their homes.”"
    assert compared(make_case, text) == []


def test_reported_speech_in_marks_is_invented(make_case: MakeCase) -> None:
    text = "The minister said the city was safe and he “accused western countries of lying.”"
    assert compared(make_case, text) == [("invented-quote", "accused western countries of lying")]


def test_speech_without_its_marks_and_without_a_speaker_is_lost(make_case: MakeCase) -> None:
    text = "The city is safe and people returned to their homes."
    assert compared(make_case, text) == [("lost-quote", "The city is safe and people returned to their homes")]


def test_a_paraphrase_with_its_speaker_is_left_alone(make_case: MakeCase) -> None:
    text = "The minister said that the city was safe and people had returned to their homes."
    assert compared(make_case, text) == []


def test_a_first_person_of_the_source_told_of_others_is_marked(make_case: MakeCase) -> None:
    case = make_case("“They are all well and fear nobody,” the mother said.", "وقالت الأم: نحن بخير ولا نخاف أحدا.")
    assert marked(case) == [("changed-person", "They are all well")]


def test_reported_speech_with_its_speaker_may_change_the_person(make_case: MakeCase) -> None:
    assert marked(make_case("The mother said they were all well.", "وقالت الأم: نحن بخير ولا نخاف أحدا.")) == []


def test_a_first_person_that_stays_is_left_alone(make_case: MakeCase) -> None:
    assert marked(make_case("We are all well.", "نحن جميعا بخير.")) == []


def test_what_follows_a_tag_outside_the_marks_is_marked(make_case: MakeCase) -> None:
    text = "“The city is safe,” he went on, but people returned to their homes."
    assert compared(make_case, text) == [("moved-quote-boundary", "but people returned to their homes")]


def test_a_stretch_in_which_a_speaker_speaks_of_himself_keeps_its_marks(make_case: MakeCase) -> None:
    links = LINKS | {"our": "بيوتهم"}
    text = "The minister said the city is safe and people returned to our homes and accused “western countries”."
    assert ("lost-quote", "city is safe and people returned to our") in marked(make_case(text, ARABIC, links=links))


def test_a_tag_between_two_quotations_of_the_source_stays_outside_the_marks(make_case: MakeCase) -> None:
    source = "«المدينة آمنة اليوم»، كما قالت، «والناس عادوا إلى بيوتهم»."
    links = {"city": "المدينة", "safe": "امنة", "people": "والناس", "returned": "عادوا", "homes": "بيوتهم"}
    faulty = "“The city is safe, she said, and people returned to their homes.”"
    sound = "“The city is safe,” she said, “and people returned to their homes.”"
    assert marked(make_case(faulty, source, links=links)) == [("moved-quote-boundary", "she said")]
    assert marked(make_case(sound, source, links=links)) == []


def test_a_lost_opening_mark_is_missed_where_the_source_begins_to_quote(make_case: MakeCase) -> None:
    source = "وقال الوزير أمس كلاما. «المدينة آمنة والناس عادوا إلى بيوتهم»."
    text = "The minister spoke yesterday. The city is safe and people returned to their homes.”"
    case = make_case(text, source, links=LINKS)
    assert marked(case) == [("unbalanced-quotes", "The city is")]
