"""Unknown characters are spelled with known ones; an engine's tokens are found in its text."""

from __future__ import annotations

import string

import pytest

from qa_translate.engines.mt.spelling import Spelling
from qa_translate.engines.mt.tokens import scored_spans

ASCII = frozenset(string.printable)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("“We came,” he said…", '"We came," he said...'),
        ("«نعم»", '"نعم"'),
        ("١٢٫٥", "12.5"),
        ("1990–91", "1990-91"),
        ("a\u00a0b\u200f", "a b"),
        ("naïve", "naïve"),
    ],
)
def test_unknown_marks_and_digits_are_spelled_simpler_and_unknown_letters_stay(text: str, spelled: str) -> None:
    assert Spelling(ASCII.__contains__)(text) == spelled


def test_known_characters_stay_as_they_are() -> None:
    assert Spelling(lambda _: True)("“١٢”") == "“١٢”"


def found(text: str, *tokens: str) -> list[tuple[str, float]]:
    scored = scored_spans(text, [(token, -float(k)) for k, token in enumerate(tokens)])
    return [(each.span.of(text), each.log_prob) for each in scored]


def test_tokens_are_found_in_order_and_special_ones_left_out() -> None:
    assert found("the cat the", "▁the", "▁ca", "t", "▁the", "</s>") == [
        ("the", 0.0),
        ("ca", -1.0),
        ("t", -2.0),
        ("the", -3.0),
    ]


def test_a_space_alone_is_no_token_of_the_text() -> None:
    assert found("a 7", "▁a", "▁", "7") == [("a", 0.0), ("7", -2.0)]


def test_bytes_are_joined_to_the_character_that_they_spell() -> None:
    assert found("a€b", "▁a", "<0xE2>", "<0x82>", "<0xAC>", "b") == [("a", 0.0), ("€", -6.0), ("b", -4.0)]


def test_a_token_that_the_decoder_changed_is_left_out_and_the_next_is_found() -> None:
    assert found("it 's", "▁it", "☃", "'s") == [("it", 0.0), ("'s", -2.0)]


def test_the_same_word_far_ahead_is_not_taken_for_the_next_token() -> None:
    assert found("one and two and then a long way on to the end", "▁one", "▁end") == [("one", 0.0)]
