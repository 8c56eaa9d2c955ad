"""A text is cut for an engine and put together again: paragraphs, marks and numbers stay where they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.backtranslation.plan import plan
from qa_translate.ports import Rendering, Unit
from tests.backtranslation.engines import shouted


def words_of(text: str, unit: Unit = Unit.SENTENCE) -> list[str]:
    return [slot.words for slot in plan(text, "en", unit).slots]


def rendered(text: str, unit: Unit = Unit.SENTENCE) -> str:
    made = plan(text, "en", unit)
    return made.joined({slot.words: shouted(slot.words) for slot in made.slots})[0]


def test_an_engine_of_sentences_gets_one_at_a_time() -> None:
    assert words_of("He left. She stayed.\n\nThey met.") == ["He left.", "She stayed.", "They met."]


def test_an_engine_of_paragraphs_gets_a_line_with_all_its_sentences() -> None:
    assert words_of("He left. She stayed.\n\nThey met.", Unit.PARAGRAPH) == ["He left. She stayed.", "They met."]


@pytest.mark.parametrize("unit", Unit)
def test_blank_lines_line_ends_and_rows_of_marks_stay(unit: Unit) -> None:
    text = "A headline\n\n\nHe left. She stayed.\r\n* * *\nThey met.\n"
    assert rendered(text, unit) == text.upper()


def test_spaces_at_line_ends_go() -> None:
    assert rendered("He left.  \n \n  They met.") == "HE LEFT.\n\nTHEY MET."


def test_an_engine_sees_a_wrapped_paragraph_as_one_line() -> None:
    line = "The minister said on Monday that the port would stay closed until the"
    text = f"{line}\n{line}\n{line}\n{line} end."
    assert "\n" not in words_of(text, Unit.PARAGRAPH)[0]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ('"We came at dawn. We left at noon," he said.', ["We came at dawn.", 'We left at noon," he said.']),
        ("“We came at dawn.”", ["We came at dawn."]),
        ("«We came at dawn»", ["We came at dawn"]),
        ("“We came at dawn. We left at noon.”", ["We came at dawn.", "We left at noon."]),
        ("“We came,” he said, “and left.”", ["“We came,” he said, “and left.”"]),
    ],
)
def test_marks_around_a_slot_or_without_their_other_half_do_not_reach_the_engine(text: str, given: list[str]) -> None:
    got = words_of(text)
    assert [words for words in got if words in given] == [words for words in given if words in got]
    assert rendered(text) == text.upper()


def test_the_engines_tokens_are_found_in_the_whole_result() -> None:
    text = "“We came.”\n\nThey met."
    made = plan(text, "en", Unit.SENTENCE)
    result, tokens = made.joined({slot.words: shouted(slot.words) for slot in made.slots})
    assert [(token.span.of(result), token.log_prob) for token in tokens] == [
        ("WE", -2.0),
        ("CAME.", -5.0),
        ("THEY", -4.0),
        ("MET.", -4.0),
    ]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("They came at dawn; they left at noon", ["They came at dawn;", "they left at noon"]),
        ("They came at dawn, with 1,000 men and 12.5 tons", ["They came at dawn,", "with 1,000 men and 12.5 tons"]),
        ("one two three four", ["one two", "three four"]),
        ("indivisible", ["indivisible"]),
    ],
)
def test_what_is_too_long_is_cut_where_a_clause_ends_and_never_inside_a_number(text: str, halves: list[str]) -> None:
    whole = plan(text, "en", Unit.SENTENCE)
    assert [slot.words for slot in whole.cut({text}).slots] == halves


def test_a_cut_slot_keeps_its_outer_marks_and_place() -> None:
    text = "“They came at dawn; they left at noon.”"
    cut = plan(text, "en", Unit.SENTENCE).cut({"They came at dawn; they left at noon."})
    assert cut.joined({slot.words: Rendering(slot.words) for slot in cut.slots})[0] == text
    assert [slot.span.of(text) for slot in cut.slots] == [slot.words for slot in cut.slots]


@given(st.text(alphabet='ab1,.;:!?"“”«» \n', max_size=120), st.sampled_from(Unit), st.integers(0, 4))
def test_nothing_but_white_space_is_lost_however_often_a_text_is_cut(text: str, unit: Unit, cuts: int) -> None:
    made = plan(text, "en", unit)
    for _ in range(cuts):
        made = made.cut({slot.words for slot in made.slots})
    result, _ = made.joined({slot.words: Rendering(slot.words) for slot in made.slots})
    assert "".join(result.split()) == "".join(text.split())
    assert result.count("\n") == text.count("\n")
