"""Marks the doubtful passages of articles translated from Arabic.

from qa_translate import Article, check

report = check(Article(translation=draft, source=original))
for finding in report.findings:
    print(finding.message)
"""

from __future__ import annotations

from qa_translate.article import Article, Side, Span
from qa_translate.config import Settings
from qa_translate.errors import QaTranslateError
from qa_translate.finding import Category, Finding, Report, Rule, Severity, Skipped
from qa_translate.version import __version__

__all__ = [
    "Article",
    "Category",
    "Finding",
    "QaTranslateError",
    "Report",
    "Rule",
    "Settings",
    "Severity",
    "Side",
    "Skipped",
    "Span",
    "__version__",
    "check",
]


def check(article: Article, settings: Settings | None = None) -> Report:
    """Check one article; the first call loads the encoder and, for English, the parser.

    Args:
        article: the translation, and what it can be compared with.
        settings: languages are those of the article, the rest of these; None: the defaults.

    Raises:
        QaTranslateError: a text is not what it was said to be, or the weights are missing.
    """
    from qa_translate.wiring import check_one  # the engines load only when they are asked for

    return check_one(article, settings or Settings())
