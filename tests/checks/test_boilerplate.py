"""Page furniture: a firing and a silent sample of each rule, in the languages that have data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.case import Case
from qa_translate.checks.boilerplate import check

MakeCase = Callable[..., Case]
STORY = "The minister opened the bridge on Monday."


def marked(case: Case) -> list[tuple[str, str]]:
    return [(f.rule, f.target.of(case.translation.text)) for f in check(case) if f.target is not None]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Source :",
        "Your email address will not be published. Required fields are marked *",
        "Read also: The new bridge in pictures",
        "READ MORE: Five facts about the bridge",
        "Share this article on Facebook",
        "Sign up for our daily newsletter and get the news first.",
        "Related articles",
        "Advertisement",
        "Image copyright Reuters",
        "Photo: AFP",
        "12 comments",
        "This site uses cookies to improve your experience.",
        "Scroll down for video",
    ],
)
def test_a_line_of_page_furniture_is_marked_as_a_whole(make_case: MakeCase, line: str) -> None:
    case = make_case(f"{STORY}\n\n{line}\n\nHe thanked the workers.")
    assert marked(case) == [("page-furniture", line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Like us, they need water.",
        "The source said the bridge was safe.",
        "He read the letter and also the reply.",
        "The ministry will publish the photo on Sunday.",
        "Comments by the minister angered the opposition.",
        "She shared the article with her students.",
    ],
)
def test_running_prose_is_not_furniture(make_case: MakeCase, sentence: str) -> None:
    assert marked(make_case(f"{STORY} {sentence}")) == []


def test_each_line_gets_a_mark_of_its_own(make_case: MakeCase) -> None:
    case = make_case(f"{STORY}\n\nSource :\n\nLeave a Reply")
    assert [text for _, text in marked(case)] == ["Source :", "Leave a Reply"]


def test_furniture_that_the_source_has_is_left_alone(make_case: MakeCase) -> None:
    case = make_case(f"{STORY}\n\nRead also: The bridge", "افتتح الوزير الجسر يوم الاثنين.\n\nاقرأ أيضًا: الجسر")
    assert marked(case) == []


def test_furniture_ends_where_the_story_goes_on(make_case: MakeCase) -> None:
    text = "READ MORE: five key moments you missed Minister Sami opened the bridge"
    links = {"minister": "الوزير", "sami": "سامي", "opened": "افتتح", "bridge": "الجسر"}
    case = make_case(text, "افتتح الوزير سامي الجسر", links=links)
    assert marked(case) == [("page-furniture", "READ MORE: five key moments you missed")]


def test_a_short_line_after_the_end_of_the_source_is_stray(make_case: MakeCase) -> None:
    case = make_case(
        f"{STORY}\n\nMiddle East desk", "افتتح الوزير الجسر يوم الاثنين.", beads=[((0,), (0,)), ((), (1,))]
    )
    assert marked(case) == [("stray-line", "Middle East desk")]


def test_a_last_sentence_with_a_full_stop_is_not_stray(make_case: MakeCase) -> None:
    case = make_case(
        f"{STORY}\n\nNobody was hurt.", "افتتح الوزير الجسر يوم الاثنين.", beads=[((0,), (0,)), ((), (1,))]
    )
    assert marked(case) == []
