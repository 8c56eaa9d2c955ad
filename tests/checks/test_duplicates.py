"""The same content twice: words, phrases, sentences, and sentences in other words."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.case import Case
from qa_translate.checks.duplicates import check

MakeCase = Callable[..., Case]


def marked(case: Case) -> list[tuple[str, str]]:
    return [(f.rule, f.target.of(case.translation.text)) for f in check(case) if f.target is not None]


def test_a_doubled_word_is_marked(make_case: MakeCase) -> None:
    assert marked(make_case("He lives in the the north of the country.")) == [("doubled-word", "the the")]


def test_words_that_may_be_doubled_are_not(make_case: MakeCase) -> None:
    assert marked(make_case("The house that he had had in Bora Bora was very very large.")) == []


def test_the_second_copy_of_a_phrase_is_marked(make_case: MakeCase) -> None:
    text = "She praised the work of the nurses, the work of the nurses, and left."
    assert marked(make_case(text)) == [("repeated-phrase", "the work of the nurses")]


def test_a_speaker_may_repeat_himself(make_case: MakeCase) -> None:
    findings = list(check(make_case("“We will win, we will win,” he shouted to the crowd.")))
    assert [f.confidence for f in findings] == [0.4]


def test_a_phrase_that_the_source_repeats_is_left_alone(make_case: MakeCase) -> None:
    links = {"step": "خطوة", "forward": "امام"}
    case = make_case("A step forward, step forward.", "خطوة امام، خطوة امام.", links=links)
    assert marked(case) == []


def test_a_repeated_sentence_is_marked_at_its_second_place(make_case: MakeCase) -> None:
    sentence = "The grant covered the rest of the cost of the new station."
    text = f"{sentence} Work begins in May. {sentence}"
    case = make_case(text, "غطت المنحة بقية كلفة المحطة الجديدة. يبدأ العمل في مايو.")
    findings = [f for f in check(case) if f.rule == "repeated-sentence"]
    assert [f.target.start for f in findings if f.target] == [text.rindex("The grant")]


def test_a_sentence_that_the_source_repeats_too_is_left_alone(make_case: MakeCase) -> None:
    english = "The grant covered the rest of the cost of the new station."
    arabic = "غطت المنحة بقية كلفة المحطة الجديدة."
    case = make_case(f"{english} Work begins in May. {english}", f"{arabic} يبدأ العمل في مايو. {arabic}")
    assert marked(case) == []


def test_content_told_again_in_other_words_is_marked(make_case: MakeCase) -> None:
    text = (
        "A grant from the European Union of 310,000 dinars covered the remaining cost. Work begins in May. "
        "The European Union grant covered the remaining 310,000 dinars."
    )
    case = make_case(
        text, "غطت منحة أوروبية الكلفة. يبدأ العمل في مايو.", beads=[((0,), (0,)), ((1,), (1,)), ((), (2,))]
    )
    assert [rule for rule, _ in marked(case)] == ["retold-content"]


def test_two_sentences_on_one_subject_are_no_duplicates(make_case: MakeCase) -> None:
    text = "The minister opened the bridge on Monday. The bridge will carry two lanes of traffic."
    assert marked(make_case(text, "افتتح الوزير الجسر الاثنين. سيحمل الجسر مسارين.")) == []
