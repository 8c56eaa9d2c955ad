"""The words of the other texts that a mark shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_translate.article import Article, Span
from qa_translate.case import Case
from qa_translate.checks import registry
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.finding import Category, Finding, Severity, Skipped
from qa_translate.pipeline import Tools, check_article

SOURCE = "وصل الوفد إلى القاهرة أمسً."
ENGLISH = "delegation arrived in Baghdad yesterday."
BACK = "وصل الوفد إلى بغداد أمس."
WORDS = {
    "وصل": "arrived", "الوفد": "delegation", "إلى": "in", "القاهرة": "Cairo", "بغداد": "Baghdad", "أمس": "yesterday",
}  # fmt: skip


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def found(monkeypatch: pytest.MonkeyPatch, finding: Finding, article: Article) -> Finding:
    """What becomes of `finding` where it is the only one about `article`."""

    def run(_: Case) -> tuple[list[Finding], list[Skipped]]:
        return [finding], []

    monkeypatch.setattr(registry, "run", run)
    tools = replace(Tools(HashEncoder(WORDS), {"en": FlatParser()}), calibrate=lambda findings: findings)
    return check_article(article, tools).findings[0]


def mark(category: Category = Category.NAME, **places: Span) -> Finding:
    return Finding("some-rule", category, Severity.MAJOR, 0.7, "message", **places)


def test_the_back_translation_of_the_marked_words_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = found(monkeypatch, mark(target=place(ENGLISH, "Baghdad")), Article(ENGLISH, SOURCE, BACK))
    assert finding.back == place(BACK, "بغداد")


def test_without_a_mark_it_is_that_of_the_words_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = found(monkeypatch, mark(source=place(SOURCE, "الوفد")), Article(ENGLISH, SOURCE, BACK))
    assert finding.back == place(BACK, "الوفد")


def test_what_is_left_out_stands_in_no_back_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    omission = mark(Category.OMISSION, target=place(ENGLISH, "Baghdad"))
    assert found(monkeypatch, omission, Article(ENGLISH, SOURCE, BACK)).back is None


def test_a_span_ends_behind_the_marks_of_its_last_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = found(monkeypatch, mark(source=place(SOURCE, "أمس")), Article(ENGLISH, SOURCE))
    assert finding.source == place(SOURCE, "أمسً")


def test_a_back_translation_without_a_source_is_said_to_be_of_no_use() -> None:
    report = check_article(Article(ENGLISH, back_translation=BACK), Tools(HashEncoder(WORDS), {"en": FlatParser()}))
    assert Skipped("back-translation", "no source given to compare it with") in report.skipped
