"""A mark points at what an editor would mark, not at a paragraph."""

from __future__ import annotations

from qa_translate.article import Side, Span
from qa_translate.finding import Category, Finding, Severity
from qa_translate.marks import LONGEST, shortened
from qa_translate.segment import segment

DOCUMENT = segment(" ".join(f"word{k}" for k in range(50)) + ".", "en", Side.TRANSLATION)


def mark(target: Span | None) -> Finding:
    return Finding("some-rule", Category.QUOTE, Severity.MAJOR, 0.7, "message", target=target)


def test_a_long_mark_ends_behind_its_first_words() -> None:
    (short,) = [shortened(mark(Span(0, len(DOCUMENT.text))), DOCUMENT)]
    assert short.target == Span(0, DOCUMENT.words[LONGEST - 1].span.end)


def test_a_short_mark_and_one_without_a_place_stay() -> None:
    for finding in (mark(DOCUMENT.words[3].span), mark(Span(5, 5)), mark(None)):
        assert shortened(finding, DOCUMENT) == finding
