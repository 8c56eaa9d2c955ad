"""Back-translations find more errors, and no further false alarms: measured on the articles that have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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

FOLDERS = (Path(__file__).parent / "data", Path(__file__).resolve().parents[3] / "shared" / "bench")

Measured = Callable[[str, bool], Tally]


@pytest.fixture(scope="module")
def measured(tools: Tools) -> Measured:
    """The tally of one file's articles with a back-translation, with it or without, at the default threshold."""

    @cache
    def of(name: str, given: bool) -> Tally:
        path = next((folder / f"{name}.jsonl" for folder in FOLDERS if (folder / f"{name}.jsonl").is_file()), None)
        if path is None:
            pytest.skip(f"{name}.jsonl is not here: it stands in ../shared/bench")
        labels = read_labels(path)
        articles = [a for a in read_articles(path) if isinstance(a, Article) and a.back_translation]
        texts = articles if given else [replace(a, back_translation=None) for a in articles]
        reports = [r for r in check_articles(texts, replace(tools, similarity=False)) if isinstance(r, Report)]
        return tally([judge(r.article, labels[r.article.id], r.findings) for r in reports], Settings().min_confidence)

    return of


@pytest.mark.parametrize("name", ["news", "dev"])
def test_more_errors_are_found_and_named_with_a_back_translation(name: str, measured: Measured) -> None:
    with_it, without = measured(name, True), measured(name, False)
    assert with_it.recall > without.recall
    assert with_it.typed_recall > without.typed_recall
    assert with_it.false_per_1000_words <= without.false_per_1000_words


def test_outputs_of_real_engines_add_no_false_alarm(measured: Measured) -> None:
    with_it, without = measured("flores-dev.clean", True), measured("flores-dev.clean", False)
    assert with_it.false_per_1000_words <= without.false_per_1000_words
