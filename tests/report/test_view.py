"""What all formats share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_translate.article import Article, Side, Span
from qa_translate.finding import Category, Severity, Skipped
from qa_translate.report.view import is_right_to_left, view_of

from .sample import ARTICLE, FINDINGS, NUMBER, REPORT, RULES


def test_findings_are_numbered_by_place_and_those_below_the_threshold_are_counted() -> None:
    view = view_of(REPORT, RULES, 0.5)
    assert [(mark.number, mark.finding.rule) for mark in view.marks] == [
        (1, "inverted-attribution"),
        (2, "odd-word"),
        (3, "changed-number"),
        (4, "lost-sentence"),
    ]
    assert view.hidden == 1


def test_a_finding_exactly_at_the_threshold_is_shown() -> None:
    assert view_of(REPORT, RULES, 0.31).hidden == 0


def test_counts_put_the_worst_severity_first() -> None:
    view = view_of(REPORT, RULES, 0.5)
    assert list(view.by_severity.items()) == [(Severity.CRITICAL, 1), (Severity.MAJOR, 2), (Severity.MINOR, 1)]
    assert view.by_category[Category.NUMBER][Severity.MAJOR] == 1
    assert Category.BOILERPLATE not in view.by_category


def test_rules_that_did_not_look_are_grouped_by_reason_and_named_where_they_are_few() -> None:
    assert [(group.reason, group.what) for group in view_of(REPORT, RULES, 0.5).unchecked] == [
        ("needs syntax", "2 rules (broken-phrase, word-salad)"),
        ("no glossary was given", "1 rule (changed-term)"),
    ]


def test_many_rules_are_counted_and_not_named() -> None:
    names = [f"rule-{k}" for k in range(7)]
    report = replace(REPORT, skipped=tuple(Skipped(name, "no source given") for name in names))
    [group] = view_of(report, dict.fromkeys(names, NUMBER), 0.5).unchecked
    assert (group.what, group.rules) == ("7 rules", tuple(names))


def test_what_is_no_rule_is_not_counted_as_one() -> None:
    skipped = (Skipped("all", "characters 1 to 9 are no text"), Skipped("back-translation", "no source given"))
    view = view_of(replace(REPORT, skipped=skipped), RULES, 0.5)
    assert [group.what for group in view.unchecked] == ["every rule", "back-translation"]
    assert view.reach == ""
    assert view.limits == ", with parts of the texts unread"


def test_the_limits_tell_how_many_of_the_rules_could_look() -> None:
    assert view_of(REPORT, RULES, 0.5).limits == " by the 2 of 5 rules that could look"
    assert view_of(replace(REPORT, skipped=()), RULES, 0.5).limits == ""


def test_a_quotation_has_the_words_in_their_passage() -> None:
    view = view_of(REPORT, RULES, 0.5)
    quote = view.quote(view.marks[2], Side.TRANSLATION, 10)
    assert quote is not None
    assert (quote.before, quote.words, quote.after) == ("that ", "14 ships", " were")
    assert (quote.cut_before, quote.cut_after) == (True, True)
    assert view.quote(view.marks[3], Side.TRANSLATION, 10) is None


def test_the_line_of_a_mark_counts_from_one() -> None:
    view = view_of(REPORT, RULES, 0.5)
    assert [view.line(mark) for mark in view.marks] == [1, 1, 3, None]


def test_spans_outside_the_text_do_not_break_a_view() -> None:
    wild = replace(FINDINGS[0], target=Span(5000, 6000), source=Span(-3, 2), back=Span(7, 3))
    view = view_of(replace(REPORT, findings=(wild,)), RULES, 0.0)
    for mark in view.marks:
        for side, span in mark.spans.items():
            assert 0 <= span.start < span.end <= len(view.text(side))


@pytest.mark.parametrize(
    ("article", "lang"),
    [
        (ARTICLE, "ar"),
        (replace(ARTICLE, back_translation="We will not close the port."), "en"),
        (replace(ARTICLE, back_lang="fa"), "fa"),
        (Article("Hello there.", "Bonjour.", "Salut."), ""),
    ],
)
def test_the_language_of_the_back_translation_is_named_or_seen_from_its_script(article: Article, lang: str) -> None:
    assert view_of(replace(REPORT, article=article), RULES, 0.5).languages[Side.BACK] == lang


def test_direction_is_that_of_most_letters() -> None:
    assert is_right_to_left("M4 و M5 طريقان دوليان")
    assert not is_right_to_left("The road (طريق) is closed")
    assert not is_right_to_left("")
