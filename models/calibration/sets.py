"""The articles that the figures are fitted on, and what the pipeline finds in them."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa_translate.article import Article, Span
from qa_translate.benchmark.labels import Labels, read_labels
from qa_translate.benchmark.score import Answer, judge
from qa_translate.config import Settings
from qa_translate.finding import Category, Finding, Report, Severity
from qa_translate.pipeline import Tools, check_articles
from qa_translate.reading import read_articles
from qa_translate.wiring import open_tools

# How much a finding of each set counts. Planted errors are denser than those of real drafts, so that the same articles
# without them count beside them, and so do other sound translations. dev.clean counts less than news.clean because
# its known slips are incomplete, which makes some of its "false" findings true. No check was tuned on pud, so that it
# shows false alarms as they will be elsewhere; but it has slips of its own that nobody listed.
WEIGHTS = {
    "news": 1.0,
    "mtnews": 1.0,
    "dev": 1.0,
    "news.clean": 0.5,
    "mtnews.natural": 0.5,
    "dev.clean": 0.25,
    "flores-dev.clean": 0.2,
    "pud": 0.2,
}
NEW = {
    "own2": 1.0,
    "own2.clean": 0.05,
    "own3": 1.0,
    "own3.clean": 0.05,
    "own4": 1.0,
    "own4.clean": 0.05,
    "own5": 1.0,
    "own5.clean": 0.05,
    "own7": 1.0,
    "own7.clean": 0.05,
    "own8": 1.0,
    "own8.clean": 0.05,
    "own9": 1.0,
    "own9.clean": 0.05,
}
"""Sets written by somebody who had not seen the checks: how much a finding counts for the shift.

A confidence is meant for drafts as they come to be checked, nearly all of which have errors, so that those without
count little.
"""
ARTICLES = Path(__file__).resolve().parents[2] / "tests" / "benchmark" / "data"
FIRST = Path(__file__).resolve().parent / "first"
"""What the checks found in the new sets before anything was repaired on them: figures, no text."""
PUD = "pud"
PUD_SENTENCES = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """One article with what the checks found, before calibration and merging."""

    set: str
    article: Article
    labels: Labels
    findings: tuple[Finding, ...]

    @property
    def group(self) -> str:
        """The same for an article in all its versions: they are known by their source."""
        return hashlib.sha256((self.article.source or self.article.id).strip().encode()).hexdigest()

    @property
    def weight(self) -> float:
        """How much a finding in it counts."""
        return (WEIGHTS | NEW)[self.set]

    def judged(self, findings: Sequence[Finding] | None = None) -> Answer:
        """`findings` (those of the checks unless others are given) held against the labels."""
        return judge(self.article, self.labels, self.findings if findings is None else findings)


def checked_sets(bench: Path, data: Path, cache: Path | None) -> list[Checked]:
    """Every article of all sets; findings come from `cache` where it has them, and are kept there."""
    checked: list[Checked] = []
    for name in WEIGHTS:
        if name == PUD:
            articles = list(_pud(data / "pud" / "pairs.ar-en.tsv"))
            checked += _checked(name, articles, {}, cache)
        else:
            checked += _labelled(name, bench, cache)
    return checked


def new_sets() -> list[Checked]:
    """Every article of the new sets, with what was found in it at first.

    A set that has no findings in `FIRST` is checked now and gets them: to be done before a check is changed for it.
    """
    return [item for name in NEW for item in _labelled(name, ARTICLES, FIRST)]


def _labelled(name: str, folder: Path, cache: Path | None) -> list[Checked]:
    path = folder / f"{name}.jsonl"
    articles = [item for item in read_articles(path) if isinstance(item, Article)]
    return _checked(name, articles, read_labels(path), cache)


def _checked(name: str, articles: list[Article], labels: dict[str, Labels], cache: Path | None) -> list[Checked]:
    found = _cached(articles, cache and cache / f"{name}.findings.jsonl")
    return [Checked(name, a, labels.get(a.id, Labels()), found[a.id]) for a in articles]


def _pud(path: Path) -> Iterator[Article]:
    """Parallel sentences of the PUD treebanks, ten or more in an article, a document's together in a paragraph."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    paragraphs: list[tuple[str, str]] = []
    sentences = 0
    for name, group in itertools.groupby(rows, key=lambda row: row[1]):
        pairs = [(row[3], row[4]) for row in group]
        paragraphs.append((" ".join(arabic for arabic, _ in pairs), " ".join(english for _, english in pairs)))
        sentences += len(pairs)
        if sentences >= PUD_SENTENCES:
            source, translation = ("\n\n".join(side) for side in zip(*paragraphs, strict=True))
            yield Article(translation, source, id=name)
            paragraphs, sentences = [], 0


def _cached(articles: list[Article], file: Path | None) -> dict[str, tuple[Finding, ...]]:
    if file is not None and file.is_file():
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        return {row["id"]: tuple(map(_read, row["findings"])) for row in rows}
    found = dict(_found(articles))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        written = ({"id": name, "findings": [_row(f) for f in findings]} for name, findings in found.items())
        file.write_text("".join(json.dumps(row) + "\n" for row in written), encoding="utf-8")
    return found


def _found(articles: list[Article]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    seen: list[tuple[Finding, ...]] = []

    def keep(findings: Sequence[Finding]) -> Sequence[Finding]:
        seen.append(tuple(findings))
        return findings

    tools: Tools = replace(open_tools(Settings(), similarity=False), calibrate=keep)
    for article, outcome in zip(articles, check_articles(articles, tools), strict=True):
        if not isinstance(outcome, Report):
            raise outcome
        yield article.id, seen.pop()


def _row(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "strength": finding.confidence,
        "target": _ends(finding.target),
        "source": _ends(finding.source),
    }


def _ends(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _read(row: dict[str, object]) -> Finding:
    target, source = (Span(*span) if span else None for span in (row["target"], row["source"]))  # type: ignore[misc]
    return Finding(
        str(row["rule"]),
        Category(str(row["category"])),
        Severity(str(row["severity"])),
        float(str(row["strength"])),
        "",
        target,
        source,
    )
