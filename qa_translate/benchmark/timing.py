"""Times the encoder alone and the whole audit on the same articles in one run."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.article import Article
from qa_translate.config import Settings
from qa_translate.errors import ArticleError, InputError
from qa_translate.finding import Report
from qa_translate.pipeline import Tools, check_articles, encode_only
from qa_translate.reading import read_articles
from qa_translate.timing import Stopwatch


@dataclass(frozen=True, slots=True)
class Timing:
    """What one run took.

    Attributes:
        articles: how many were checked.
        words: of their translations, as separated by white space.
        encoder: seconds that the encoder alone takes for all texts.
        audit: seconds of the whole audit.
        stages: seconds of the audit by stage.
        peak: resident memory of the process at its highest, in bytes.
    """

    articles: int
    words: int
    encoder: float
    audit: float
    stages: dict[str, float]
    peak: int

    @property
    def ratio(self) -> float:
        """How many times as long as the encoder alone the audit takes."""
        return self.audit / self.encoder if self.encoder else 0.0

    def text(self) -> str:
        """A small table."""
        rows = [
            ("articles", f"{self.articles:,}"),
            ("words of translation", f"{self.words:,}"),
            ("encoder alone", f"{self.encoder:.2f} s"),
            ("whole audit", f"{self.audit:.2f} s"),
            ("ratio", f"{self.ratio:.2f}"),
            ("speed", f"{self.words / self.audit:,.0f} words a second"),
            *((f"  {stage}", f"{seconds:.2f} s") for stage, seconds in self.stages.items()),
            ("peak memory", f"{self.peak / 2**20:,.0f} MiB"),
        ]
        return "".join(f"{name:<22}{value}\n" for name, value in rows)


def measure(path: str, tools: Tools, settings: Settings) -> tuple[Timing, list[Report]]:
    """Encode the articles of a JSON Lines file, then audit them.

    Args:
        path: the file.
        tools: what the pipeline works with; the engines are warmed up before the clock runs.
        settings: languages of articles that do not say.

    Returns:
        What it took, and the audit's reports.

    Raises:
        InputError: the file cannot be read, or holds no article that can be checked.
    """
    good = [item for item in given(path, settings) if isinstance(item, Article)]
    if not good:
        raise InputError("no article can be checked", where=path, remedy="see what `qa-translate audit` says of it")
    list(check_articles(good[:1], tools))
    timed = replace(tools, watch=Stopwatch())
    encoder = encode_only(good, timed)
    timed = replace(tools, watch=Stopwatch())
    started = time.perf_counter()
    checked = [o for o in check_articles(good, timed) if isinstance(o, Report)]
    audit = time.perf_counter() - started
    words = sum(len(report.article.translation.split()) for report in checked)
    return Timing(len(checked), words, encoder, audit, dict(timed.watch.seconds), _peak()), checked


def given(path: str, settings: Settings) -> Iterator[Article | ArticleError]:
    """The articles of a JSON Lines file, and what is wrong with the others.

    Raises:
        InputError: the file cannot be read.
    """
    return read_articles(path, **settings.languages, names=settings.fields)


def _peak() -> int:
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024
