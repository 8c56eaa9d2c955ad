"""Markdown without its markup, each character with its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.article import Span
from qa_translate.reading.unmarked import unmarked


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("he told **Moncef Hammami**, who left", "he told Moncef Hammami, who left"),
        ("un**believ**able", "unbelievable"),
        ("see [the port](http://x.org 'a title') of Sfax", "see the port of Sfax"),
        ("one ![a picture](x.png) two", "one two"),
        ("one<br>two", "one two"),
        ("# Title #\n\nwords", "Title \n\nwords"),
        ("قال **الوزير** إن", "قال الوزير إن"),
        ("a  b", "a  b"),
        ("no markup\r\nat all", "no markup\r\nat all"),
    ],
)
def test_markup_leaves_no_trace(given: str, text: str) -> None:
    assert unmarked(given)[0].strip() == text.strip()


def test_words_are_found_in_the_file_with_the_markup_within() -> None:
    given = "he told **Moncef *Hammami***, who left"
    text, origin = unmarked(given)
    start = text.index("told")
    assert origin.span(Span(start, text.index(","))).of(given) == "told **Moncef *Hammami"
    assert origin.span(Span(text.index("who"), len(text))).of(given) == "who left"


@given(st.text(st.sampled_from("ab *_`[]()!<>|#\n\\é")))
def test_every_character_stands_where_it_says(given: str) -> None:
    text, origin = unmarked(given)
    for at, char in enumerate(text):
        there = given[origin.starts[at] : origin.ends[at]]
        assert there in (char, "")
    assert list(origin.starts) == sorted(origin.starts)
