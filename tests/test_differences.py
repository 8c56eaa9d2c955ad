"""Words that differ between two texts in one language: changed, missing, added; a paraphrase is no difference."""

from __future__ import annotations

import pytest

from qa_translate.article import Article
from qa_translate.pipeline import Tools, check_article

SOURCE = "قال الوزير إن السفن غادرت الميناء صباح الاثنين بعد توقف الإضراب."
DRAFT = "The minister said that the ships left the port on Monday morning after the strike ended."


def differing(tools: Tools, source: str, back: str) -> list[tuple[str, str, str]]:
    similarity = check_article(Article(DRAFT, source, back), tools).similarity
    assert similarity is not None
    return [
        (d.kind.value, d.reference.of(source) if d.reference else "", d.hypothesis.of(back) if d.hypothesis else "")
        for segment in similarity.segments
        for d in segment.differences
    ]


@pytest.mark.parametrize(
    ("back", "found"),
    [
        (SOURCE, []),
        (SOURCE.replace("الوزير", "المحافظ"), [("changed", "الوزير", "المحافظ")]),
        (SOURCE.replace("الاثنين", "الجمعة"), [("changed", "الاثنين", "الجمعة")]),
        (SOURCE.replace(" بعد توقف الإضراب", ""), [("missing", "بعد توقف الإضراب", "")]),
        (SOURCE.replace("السفن", "12 سفينة"), [("changed", "السفن", "12 سفينة")]),
        (SOURCE.replace("السفن", "السفن الحربية"), [("added", "", "الحربية")]),
    ],
)
def test_words_that_differ_are_found_in_both_texts(tools: Tools, back: str, found: list[tuple[str, str, str]]) -> None:
    assert differing(tools, SOURCE, back) == found


def test_the_same_words_in_another_order_are_no_difference(tools: Tools) -> None:
    back = "صباح الاثنين غادرت السفن الميناء بعد توقف الإضراب، قال الوزير."
    assert differing(tools, SOURCE, back) == []


def test_a_pivot_is_compared_with_the_translation(tools: Tools) -> None:
    pivot = DRAFT.replace("ships", "trucks")
    similarity = check_article(Article(DRAFT, SOURCE, pivot), tools).similarity
    assert similarity is not None
    assert similarity.comparison == "back_translation/translation"
    ((difference,),) = (segment.differences for segment in similarity.segments)
    assert difference.hypothesis is not None
    assert difference.hypothesis.of(DRAFT) == "ships"
