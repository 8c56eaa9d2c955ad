"""What our checker finds in the articles of one file, and what the simple methods choose from."""

from __future__ import annotations

from collections.abc import Iterable
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

from . import pofilter
from .remember import remembering
from .simple import Material, material


@dataclass(frozen=True)
class Checked:
    """One article, what our checker finds in it, and what the simple methods choose from.

    Attributes:
        ours: marks with all texts, without the back-translation, with the translation alone; of any confidence.
        failed: pofilter's failing tests by passage.
    """

    article: Article
    labels: Labels
    signature: str
    ours: tuple[Answer, Answer, Answer]
    material: Material
    failed: dict[Span, list[str]]

    def judged(self, marks: Iterable[tuple[Span, Category]]) -> Answer:
        """What marks of a simple method come to."""
        findings = [Finding("simple", category, Severity.MAJOR, 1.0, "", span) for span, category in marks]
        return judge(self.article, self.labels, findings)


def checked_file(path: Path, settings: Settings) -> list[Checked]:
    """Check the articles of one file in three ways and prepare them for the simple methods."""
    tools = remembering(open_tools(settings))
    labels = read_labels(path)
    articles = [item for item in read_articles(path) if isinstance(item, Article)]
    full = reports(articles, tools)
    quick = replace(tools, similarity=False)
    plain = reports([replace(a, back_translation=None) for a in articles], quick)
    alone = reports([replace(a, source=None, back_translation=None) for a in articles], quick)
    materials = [material(report, tools.encoder) for report in full]
    program = pofilter.program()
    failed = pofilter.failing(program, [m.passages for m in materials]) if program else [{} for _ in materials]
    return [
        Checked(
            all_texts.article,
            known := labels[all_texts.article.id],
            all_texts.signature,
            (
                judge(all_texts.article, known, all_texts.findings),
                judge(all_texts.article, known, without_back.findings),
                judge(all_texts.article, known, bare.findings),
            ),
            part,
            tests,
        )
        for all_texts, without_back, bare, part, tests in zip(full, plain, alone, materials, failed, strict=True)
    ]


def reports(articles: list[Article], tools: Tools) -> list[Report]:
    """One report per article."""
    made = []
    for outcome in check_articles(articles, tools):
        if not isinstance(outcome, Report):
            raise SystemExit(str(outcome))
        made.append(outcome)
    return made
