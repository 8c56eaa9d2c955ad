"""Our rules and those of the benchmark's own script agree on every count."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qa_translate.article import Article, Span
from qa_translate.benchmark.curve import tally
from qa_translate.benchmark.labels import read_labels
from qa_translate.benchmark.score import judge
from qa_translate.finding import Category, Finding, Severity
from qa_translate.reading import read_articles

DATA = Path(__file__).parent / "data"
SETS = ("news.jsonl", "news.clean.jsonl", "dev.jsonl", "mtnews.jsonl", "mtnews.natural.jsonl", "seed.jsonl")
COUNTS = ("words", "planted", "found", "typed", "hard", "hard_found", "known", "known_found", "findings")


@pytest.fixture(scope="module")
def bench(repository: Path) -> Path:
    folder = repository.parent / "shared" / "bench"
    if not (folder / "score.py").is_file():
        pytest.skip("../shared/bench/score.py is not here: our rules are not compared with the benchmark's own")
    return folder


@pytest.fixture(scope="module")
def theirs(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", bench / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SETS)
def test_our_counts_equal_those_of_the_benchmarks_script(name: str, bench: Path, theirs: ModuleType) -> None:
    path = bench / name
    dice = random.Random(name)
    labels = read_labels(path)
    articles = [item for item in read_articles(path) if isinstance(item, Article)]
    findings = {a.id: made_up(a, [p.span for e in labels[a.id].planted for p in e.places], dice) for a in articles}
    answers = [judge(a, labels[a.id], findings[a.id]) for a in articles]
    records = {record["id"]: record for record in theirs.load(path)}
    rows = {key: list(map(row, marks)) for key, marks in findings.items()}
    for threshold in (0.0, 0.35, 0.7):
        expected = theirs.evaluate(records, rows, threshold)
        ours = tally(answers, threshold)
        marks = ours.true.total() + ours.false.total()
        totals = (ours.words, ours.planted.total(), ours.found.total(), ours.typed.total())
        assert (*totals, ours.hard, ours.hard_found, ours.known, ours.known_found, marks) == tuple(
            expected[key] for key in COUNTS
        )
        assert round(ours.precision, 4) == expected["precision"]
        assert round(ours.false_per_1000_words, 3) == expected["false_per_1000_words"]


def made_up(article: Article, planted: list[Span], dice: random.Random) -> list[Finding]:
    """Thirty marks: some near errors, some anywhere, of any length and category, some by the source alone."""
    marks = []
    for _ in range(30):
        target: Span | None = stretch(article.translation, dice)
        if planted and dice.random() < 0.5:
            near = dice.choice(planted)
            target = Span(max(0, near.start - dice.randrange(60)), near.end + dice.randrange(10))
        if dice.random() < 0.1:
            target = None
        source = stretch(article.source or "", dice) if dice.random() < 0.4 else None
        category = dice.choice(list(Category))
        marks.append(Finding("rule", category, Severity.MAJOR, round(dice.random(), 2), "", target, source))
    return marks


def stretch(text: str, dice: random.Random) -> Span:
    start = dice.randrange(len(text))
    return Span(start, min(len(text), start + 1 + int(dice.expovariate(1 / 60))))


def row(finding: Finding) -> dict[str, Any]:
    return {
        "category": str(finding.category),
        "confidence": finding.confidence,
        **{side: ends(getattr(finding, side)) for side in ("target", "source")},
    }


def ends(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}
