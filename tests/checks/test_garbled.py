"""Ungrammatical stretches, on sentences written for these tests and parsed by the default parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.article import Article, Side
from qa_translate.case import Case
from qa_translate.checks.garbled import check
from qa_translate.pipeline import Tools
from qa_translate.segment import segment
from qa_translate.vectors import document_vectors, encode_unmarked

Marked = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def marked(tools: Tools) -> Marked:
    """Rules and marked words of an English text, with the engines that ship."""

    def look(text: str) -> list[tuple[str, str]]:
        document = segment(text, "en", Side.TRANSLATION)
        parts = [s.span.of(text) for s in document.segments]
        (parse,) = tools.parsers["en"].parse(
            [[(p, s.span.start) for p, s in zip(parts, document.segments, strict=True)]]
        )
        vectors = document_vectors(document, encode_unmarked(parts, tools.encoder))
        case = Case(Article(text), document, tools.vocabulary, parse=parse, vectors=vectors)
        return [(f.rule, f.target.of(text)) for f in check(case) if f.target is not None and f.confidence >= 0.5]

    return look


def test_a_bare_be_after_a_noun_is_marked(marked: Marked) -> None:
    text = "The trucks were sent to the valley to guard villagers be army protected wells."
    assert ("bare-be", "villagers be army protected") in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "The committee demanded that the minister be questioned in public.",
        "Let there be no doubt that the army will stay.",
        "Will the minister be questioned in public next week?",
        "They want the road to be open by the end of the year.",
    ],
)
def test_a_licensed_be_is_left_alone(marked: Marked, text: str) -> None:
    assert marked(text) == []


def test_a_present_verb_hung_on_a_past_sentence_is_marked(marked: Marked) -> None:
    text = "She told Omar Hadi, a clerk at the port of the northern city, describes the strike."
    assert ("subjectless-verb", "describes the") in marked(text)


def test_verbs_with_subjects_and_lists_of_verbs_are_left_alone(marked: Marked) -> None:
    assert marked("She told Omar Hadi, a clerk at the port, that the minister describes the strike.") == []
    assert marked("She opened the door, walked in and closed it behind her.") == []


def test_function_words_that_cannot_meet_are_marked(marked: Marked) -> None:
    assert any(rule == "impossible-pair" for rule, _ in marked("The road must to be closed for the night."))


def test_scrambled_words_are_marked(marked: Marked) -> None:
    text = "The council approved on Monday to a new of budget the for roads and bridges in the north."
    assert any("of budget the" in words for _, words in marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Finance Ministry said on Sunday that the loan, which parliament approved in May, would be repaid by 2030.",
        "Of the 40 people on board, 12 were rescued by fishermen before the coast guard arrived.",
        "“What we saw that night,” the doctor said, “was beyond anything the hospital had been built for.”",
    ],
)
def test_sound_prose_is_left_alone(marked: Marked, text: str) -> None:
    assert marked(text) == []


def test_a_bracket_without_its_partner_is_marked(marked: Marked) -> None:
    assert ("unbalanced-brackets", "agency (OCHA") in marked("The agency (OCHA said on Monday that help had come.")


def test_list_numbers_and_balanced_brackets_are_left_alone(marked: Marked) -> None:
    text = "1) The agency (OCHA) said on Monday that help had come."
    assert not [words for rule, words in marked(text) if rule == "unbalanced-brackets"]


def test_two_nouns_that_nothing_joins_are_marked(marked: Marked) -> None:
    text = "The ministry says it wants to finish the dam this year, even at a price the whole region."
    assert ("unlinked-nouns", "a price the whole region") in marked(text)


def test_an_apposition_to_somebody_definite_is_left_alone(marked: Marked) -> None:
    text = "The minister met his friend the ambassador in the old palace on Monday evening."
    assert not [words for rule, words in marked(text) if rule == "unlinked-nouns"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry fixed the purchase price of local wheat at 2,200 pounds an ardeb on Monday.",
        "Milk now sells for three dollars a litre in the markets of the old city.",
        "The workers in the port were paid a dollar a day for most of last year.",
        "The clinic in the valley opens several times a week and treats two patients an hour.",
    ],
)
def test_a_rate_joins_two_nouns_by_its_article(marked: Marked, text: str) -> None:
    assert not [words for rule, words in marked(text) if rule == "unlinked-nouns"]
