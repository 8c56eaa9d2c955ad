"""The regression gate: a small frozen part of the news articles, with planted errors and without.

The bounds leave a little slack under what was measured when they were set (see the constants): when the checker gets
better, tighten them; when it gets worse, this fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_translate.article import Article
from qa_translate.benchmark.curve import Tally, tally
from qa_translate.benchmark.labels import read_labels
from qa_translate.benchmark.score import judge
from qa_translate.config import Settings
from qa_translate.finding import Report
from qa_translate.pipeline import Tools, check_articles
from qa_translate.reading import read_articles

DATA = Path(__file__).parent / "data"
FOUND, TYPED = 0.70, 0.65
FALSE, FALSE_CLEAN = 2.0, 2.0  # per 1,000 words


def measured(name: str, tools: Tools) -> Tally:
    articles = [item for item in read_articles(DATA / name) if isinstance(item, Article)]
    labels = read_labels(DATA / name)
    reports = list(check_articles(articles, tools))
    assert all(isinstance(report, Report) for report in reports)
    answers = [judge(a, labels[a.id], r.findings) for a, r in zip(articles, reports, strict=True)]  # type: ignore[union-attr]
    return tally(answers, Settings().min_confidence)


@pytest.fixture(scope="module")
def planted(tools: Tools) -> Tally:
    return measured("news.jsonl", tools)


def test_errors_are_found_and_named(planted: Tally) -> None:
    assert planted.planted.total() == 28
    assert planted.recall >= FOUND, planted.found
    assert planted.typed_recall >= TYPED, planted.typed


def test_few_marks_are_false_alarms(planted: Tally) -> None:
    assert planted.false_per_1000_words <= FALSE, planted.rules_false


def test_the_same_articles_without_errors_stay_nearly_silent(tools: Tools) -> None:
    clean = measured("news.clean.jsonl", tools)
    assert clean.false_per_1000_words <= FALSE_CLEAN, clean.rules_false
