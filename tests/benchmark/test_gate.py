"""The regression gate: frozen articles written for this project, with planted errors and without.

The bounds leave a little slack under what was measured when they were set: when the checker gets better, tighten them;
when it gets worse, this fails.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
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
FOUND = {"news": 0.75, "own": 0.70}
TYPED = {"news": 0.70, "own": 0.65}
FALSE = {"news": 1.6, "own": 1.4, "news.clean": 1.1, "own.clean": 1.2}
"""Per 1,000 words of translation."""

Measured = Callable[[str], Tally]


@pytest.fixture(scope="module")
def measured(tools: Tools) -> Measured:
    """The tally of one file at the default threshold; every file is checked once."""

    @cache
    def of(name: str) -> Tally:
        path = DATA / f"{name}.jsonl"
        labels = read_labels(path)
        articles = [item for item in read_articles(path) if isinstance(item, Article)]
        reports = [outcome for outcome in check_articles(articles, tools) if isinstance(outcome, Report)]
        assert len(reports) == len(articles) == len(labels)
        return tally([judge(r.article, labels[r.article.id], r.findings) for r in reports], Settings().min_confidence)

    return of


@pytest.mark.parametrize("name", FOUND)
def test_errors_are_found_and_named(name: str, measured: Measured) -> None:
    planted = measured(name)
    assert planted.recall >= FOUND[name], planted.found
    assert planted.typed_recall >= TYPED[name], planted.typed


@pytest.mark.parametrize("name", FALSE)
def test_few_marks_are_false_alarms(name: str, measured: Measured) -> None:
    assert measured(name).false_per_1000_words <= FALSE[name], measured(name).rules_false
