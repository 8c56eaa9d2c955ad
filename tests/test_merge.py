"""One mark where several rules saw the same thing."""

from qa_translate.article import Span
from qa_translate.finding import Category, Finding, Severity
from qa_translate.merge import merge


def mark(category: Category, start: int, end: int, sure: float, source: Span | None = None) -> Finding:
    return Finding(f"{category}-rule", category, Severity.MAJOR, sure, "m", Span(start, end), source)


def test_the_stronger_of_two_marks_of_one_category_stays() -> None:
    weak, strong = mark(Category.NAME, 0, 5, 0.6), mark(Category.NAME, 3, 9, 0.8)
    assert merge([weak, strong]) == (strong,)


def test_the_mark_that_stays_takes_over_the_words_of_the_source() -> None:
    weak, strong = mark(Category.NAME, 0, 5, 0.6, Span(1, 2)), mark(Category.NAME, 3, 9, 0.8)
    assert merge([weak, strong])[0].source == Span(1, 2)


def test_a_rule_that_says_why_explains_words_that_do_not_match() -> None:
    general, number = mark(Category.MISTRANSLATION, 0, 5, 0.6), mark(Category.NUMBER, 0, 5, 0.6)
    assert merge([general, number]) == (number,)


def test_different_doubts_about_the_same_words_both_stay() -> None:
    assert len(merge([mark(Category.STANCE, 0, 5, 0.6), mark(Category.NUMBER, 0, 5, 0.7)])) == 2


def test_marks_come_in_the_order_of_the_text() -> None:
    late, early = mark(Category.NAME, 9, 12, 0.9), mark(Category.NAME, 0, 3, 0.5)
    assert merge([late, early]) == (early, late)


def test_a_stretch_without_spaces_is_one_doubt() -> None:
    blob = [mark(Category.ADDITION, start, start + 700, 0.6) for start in range(0, 7000, 700)]
    assert merge(blob) == (blob[0],)
    apart = [mark(Category.ADDITION, 0, 5, 0.6), mark(Category.ADDITION, 6, 9, 0.6)]
    assert len(merge(apart)) == 2


def test_many_findings_are_merged_in_time_that_grows_with_their_number() -> None:
    many = [mark(Category.NAME, 10 * k, 10 * k + 5, 0.5) for k in range(20_000)]
    assert len(merge(many)) == len(many)


def test_findings_that_point_nowhere_stay() -> None:
    nowhere = Finding("some-rule", Category.OMISSION, Severity.MAJOR, 0.6, "m")
    assert merge([nowhere, nowhere]) == (nowhere, nowhere)


def test_a_wrong_speaker_takes_the_place_of_the_wrong_name_inside_it() -> None:
    name, speaker = mark(Category.NAME, 5, 9, 0.9), mark(Category.ATTRIBUTION, 0, 14, 0.7)
    (merged,) = merge([name, speaker])
    assert (merged.rule, merged.confidence, merged.target) == ("attribution-rule", 0.9, Span(0, 14))
