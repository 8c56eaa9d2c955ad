"""The MQM score."""

from qa_translate.article import Side, Span
from qa_translate.finding import Category, Finding, Severity
from qa_translate.score import article_score, segment_scores, signature
from qa_translate.segment import segment

TEXT = "One two three four five. " + "Six seven eight nine ten."
DOCUMENT = segment(TEXT, "en", Side.TRANSLATION)


def mark(
    severity: Severity, start: int = 0, end: int = 3, *, sure: float = 0.9, category: Category = Category.NAME
) -> Finding:
    return Finding("some-rule", category, severity, sure, "m", Span(start, end))


SOURCE = segment("word " * 200, "en", Side.SOURCE)


def score(*findings: Finding) -> float:
    """With 200 words of source: a penalty of 1 costs 5."""
    return article_score(segment_scores(findings, DOCUMENT), DOCUMENT, SOURCE)


def test_an_article_without_marks_has_100() -> None:
    assert score() == 100


def test_penalties_are_1_5_10_per_thousand_words() -> None:
    assert score(mark(Severity.MINOR)) == 100 - 1 * 5
    assert score(mark(Severity.MAJOR)) == 100 - 5 * 5
    assert score(mark(Severity.CRITICAL)) == 100 - 10 * 5


def test_words_of_the_translation_count_where_there_is_no_source() -> None:
    long = segment("word " * 250, "en", Side.TRANSLATION)
    assert article_score(segment_scores([mark(Severity.MINOR)], long), long, None) == 100 - 4


def test_a_short_text_counts_as_100_words() -> None:
    headline = segment("word", "en", Side.SOURCE)
    assert article_score(segment_scores([mark(Severity.MINOR)], DOCUMENT), DOCUMENT, headline) == 90
    assert article_score(segment_scores([mark(Severity.MINOR)], DOCUMENT), DOCUMENT, None) == 90


def test_a_segment_costs_at_most_25() -> None:
    assert score(*[mark(Severity.CRITICAL)] * 4) == 100 - 25 * 5
    assert score(*[mark(Severity.CRITICAL)] * 4, mark(Severity.MINOR, 30, 33)) == 100 - 26 * 5


def test_a_segment_not_translated_at_all_costs_25() -> None:
    assert score(mark(Severity.MAJOR, 0, 24, category=Category.UNTRANSLATED)) == 100 - 25 * 5
    assert score(mark(Severity.MAJOR, 0, 3, category=Category.UNTRANSLATED)) == 100 - 5 * 5


def test_the_signature_names_all_that_made_the_score() -> None:
    line = signature(
        version="1", rules="ab", calibration="cd", encoder="e/1", syntax="", engine="given", min_confidence=0.5
    )
    assert line == "version:1|rules:ab|calibration:cd|encoder:e/1|syntax:none|back:given|min:0.50"
