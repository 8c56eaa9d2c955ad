"""A run of a store as one page for a browser or a printer: trends, categories, scores, the worst passages.

The page is self-contained and loads nothing. Charts are drawn as SVG; colours are those of Okabe and Ito (2008), which
colour-blind readers tell apart, and every severity has a pattern of its own, so that a black-and-white print does, too.
Pages of the worst articles, where the store holds them, are written beside it.
"""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from qa_translate.audit.questions import Rows, asked, question
from qa_translate.audit.store import Store, now
from qa_translate.finding import Severity
from qa_translate.output import write_whole
from qa_translate.report.bidi import printable
from qa_translate.report.web import asset, content_hash, environment, isolated

PASSAGES = 40
ARTICLES = 40
GROUPS = 25
"""Rows of the page's tables."""

_MONTHS = 120
_LOWEST = 0
"""Scores below it share the first bar."""

_BAR = 10
"""Points of score that a bar of the distribution covers."""

_PACKAGE = "qa_translate.audit"


@dataclass(frozen=True, slots=True)
class Totals:
    """A run in numbers.

    Attributes:
        articles, words, marks: of what was checked.
        per_1000_words: marks.
        mean_score, median_score: of articles.
        critical: articles with a critical mark.
        unanswered: articles, rows and files without an answer.
    """

    articles: int
    words: int
    marks: int
    per_1000_words: float
    mean_score: float
    median_score: float
    critical: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart.

    Attributes:
        label: below or beside it.
        values: its parts from the axis on.
        total: of the parts.
    """

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """All its parts."""
        return sum(self.values)


def write_page(store: Store, run: int, path: str) -> None:
    """Write the page of a run, and pages of its worst articles into a folder beside it (``audit.pages``).

    Args:
        store: open.
        run: its number.
        path: the file; ``-``: standard output, without pages of articles.

    Raises:
        UsageError: it cannot be written.
    """
    links = _write_articles(store, run, path) if path != "-" else {}
    write_whole(path, page(store, run, links), "--report")


def page(store: Store, run: int, links: dict[str, str]) -> str:
    """The page as text.

    Args:
        store: open.
        run: its number.
        links: files of the pages of articles, by their ids, as the page should call them.
    """
    style = asset(_PACKAGE, "audit.css")

    def ask(name: str, limit: int) -> list[dict[str, Any]]:
        return _dicts(asked(store, question(name).sql, run, limit))

    months = [row for row in ask("by-month", _MONTHS) if row["month"] != "(unknown)"]
    return printable(
        _environment()
        .get_template("audit.html.j2")
        .render(
            run=_run(store, run),
            made=now(),
            totals=_totals(store, run),
            months=months,
            categories=_categories(store, run),
            scores=_scores(store, run),
            outlets=ask("by-outlet", GROUPS),
            speakers=ask("speakers", GROUPS),
            rules=ask("by-rule", GROUPS),
            articles=ask("worst-articles", ARTICLES),
            passages=ask("worst-passages", PASSAGES),
            unanswered=ask("unanswered", GROUPS),
            not_looked_for=ask("not-looked-for", GROUPS),
            sessions=ask("sessions", GROUPS),
            signatures=[row[0] for row in store.rows(_SIGNATURES, (run,))],
            links=links,
            severities=list(reversed(Severity)),
            style=Markup(style),
            style_hash=content_hash(style),
        )
    )


_SIGNATURES = (
    "SELECT text FROM signatures WHERE signature IN (SELECT DISTINCT signature FROM articles WHERE run = ?) ORDER BY 1"
)


def nice_top(value: float) -> float:
    """The least of 1, 2, 5, 10, 20, ... (and tenths of them) that is not below `value`: where an axis ends."""
    if value <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    return float(next(step * power for step in (1, 2, 5, 10) if value <= step * power * (1 + 1e-9)))


def _run(store: Store, run: int) -> dict[str, Any]:
    rows = store.rows("SELECT run, version, settings, started FROM runs WHERE run = ?", (run,))
    return dict(zip(("run", "version", "settings", "started"), rows.fetchone(), strict=True))


def _totals(store: Store, run: int) -> Totals:
    articles, words, mean, critical = store.rows(
        "SELECT count(*), coalesce(sum(words), 0), coalesce(avg(score), 100), coalesce(sum(worst = 'critical'), 0)"
        " FROM articles WHERE run = ? AND state = 'checked'",
        (run,),
    ).fetchone()
    marks = store.rows("SELECT count(*) FROM marks WHERE run = ?", (run,)).fetchone()[0]
    median = store.rows(
        "SELECT score FROM articles WHERE run = ? AND state = 'checked' ORDER BY score LIMIT 1 OFFSET ?",
        (run, articles // 2),
    ).fetchone()
    unanswered = store.rows("SELECT count(*) FROM unanswered WHERE run = ?", (run,)).fetchone()[0]
    rate = 1000 * marks / words if words else 0.0
    return Totals(articles, words, marks, rate, mean, median[0] if median else 100.0, critical, unanswered)


def _categories(store: Store, run: int) -> list[Bar]:
    rows = asked(store, question("by-category").sql, run, -1)
    return [Bar(row["category"], tuple(row[s.value] for s in reversed(Severity))) for row in _dicts(rows)]


def _scores(store: Store, run: int) -> list[Bar]:
    """How many articles have which score, ten points a bar; all below 0 share the first, 100 has its own."""
    counts = dict(
        store.rows(
            f"SELECT CASE WHEN score < {_LOWEST} THEN -1 ELSE CAST(score / {_BAR} AS INTEGER) END, count(*)"
            " FROM articles WHERE run = ? AND state = 'checked' GROUP BY 1",
            (run,),
        ).fetchall()
    )
    last = 100 // _BAR
    labels = {-1: "below 0", last: "100", **{k: f"{k * _BAR} to {(k + 1) * _BAR}" for k in range(last)}}
    return [Bar(labels[k], (counts.get(k, 0),)) for k in range(-1, last + 1)]


def _write_articles(store: Store, run: int, path: str) -> dict[str, str]:
    """Write the pages that the store holds; their links, by article."""
    rows = store.rows(
        "SELECT id, html FROM pages JOIN articles USING (article) WHERE run = ? ORDER BY score, id", (run,)
    )
    folder = Path(path).with_suffix(".pages")
    links: dict[str, str] = {}
    for number, (name, html) in enumerate(rows, 1):
        folder.mkdir(exist_ok=True)
        file = f"{number:03}-{_slug(name)}.html"
        write_whole(str(folder / file), zlib.decompress(html).decode("utf-8"), "--report")
        links[name] = f"{folder.name}/{file}"
    return links


def _slug(name: str) -> str:
    """An id as part of a file's name, on every system."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40] or "article"


def _dicts(rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def _passage(text: str | None) -> Markup:
    """A passage with its marked words, escaped."""
    before, _, rest = (text or "").partition("[[")
    words, _, after = rest.partition("]]")
    marked = Markup("<mark>{}</mark>").format(isolated(words)) if words else Markup("")
    return isolated(before) + marked + isolated(after)


def _web(url: str | None) -> str:
    """An address that a page may link to; "" for others, which may be commands."""
    return url if url and re.match(r"https?://", url) else ""


@cache
def _environment() -> Environment:
    made = environment(_PACKAGE)
    made.filters.update(isolated=isolated, passage=_passage, web=_web)
    made.globals["nice_top"] = nice_top
    return made
