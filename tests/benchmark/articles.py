"""Tiny articles and marks made by hand."""

from __future__ import annotations

from qa_translate.article import Article, Span
from qa_translate.benchmark.labels import Labels, Place, Planted
from qa_translate.finding import Category, Finding, Severity

TEXT = "The minister said no. The talks began on Monday. The delegation left.\n\nNobody was hurt in the fire."
SOURCE = "قال الوزير لا. بدأت المحادثات يوم الاثنين. عاد الوفد. غادر الوفد.\n\nلم يصب أحد في الحريق."
ARTICLE = Article(TEXT, SOURCE, id="a")


def at(words: str, text: str = TEXT) -> Span:
    """Where `words` stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def error(words: str, category: Category = Category.NUMBER, *, hole: bool = False, source: str = "") -> Planted:
    """One error at `words`, or a hole behind them."""
    span = Span(at(words).end, at(words).end) if hole else at(words)
    return Planted((Place(span, category, (at(source, SOURCE),) if source else ()),))


def mark(
    words: str | None,
    category: Category = Category.NUMBER,
    confidence: float = 0.7,
    *,
    source: str = "",
    rule: str = "",
) -> Finding:
    """A finding that marks `words`."""
    target = None if words is None else at(words)
    said = at(source, SOURCE) if source else None
    return Finding(rule or f"some-{category}", category, Severity.MAJOR, confidence, "differs", target, said)


def labels(*planted: Planted, known: tuple[Span, ...] = ()) -> Labels:
    """What is wrong with the article."""
    return Labels(planted, known)
