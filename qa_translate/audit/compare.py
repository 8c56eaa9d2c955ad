"""Two runs of a store side by side: what another version, or other settings, find in the same articles."""

from __future__ import annotations

from dataclasses import dataclass

from qa_translate.audit.questions import Rows
from qa_translate.audit.store import Store
from qa_translate.errors import InputError, UsageError

_BOTH = """
    WITH both_runs AS (
        SELECT o.id, o.article AS old_article, n.article AS new_article, o.score AS old_score, n.score AS new_score,
               o.content <> n.content AS edited
        FROM articles o JOIN articles n ON n.run = :new AND n.id = o.id AND n.state = 'checked'
        WHERE o.run = :old AND o.state = 'checked')
"""
_CHANGES = f"""
    {_BOTH}, changes AS (
        SELECT 'gone' AS change, b.id, f.* FROM both_runs b JOIN findings f ON f.article = b.old_article
        WHERE NOT EXISTS (SELECT 1 FROM findings g WHERE g.article = b.new_article AND g.rule = f.rule
                          AND g.target_start IS f.target_start AND g.target_end IS f.target_end)
        UNION ALL
        SELECT CASE WHEN g.article IS NULL THEN 'new' ELSE 'severity' END, b.id, f.*
        FROM both_runs b JOIN findings f ON f.article = b.new_article
        LEFT JOIN findings g ON g.article = b.old_article AND g.rule = f.rule
                          AND g.target_start IS f.target_start AND g.target_end IS f.target_end
        WHERE g.article IS NULL OR g.severity <> f.severity)
"""
_LIST = f"""
    {_CHANGES}
    SELECT change, id, rule, severity, target_text, message FROM changes
    ORDER BY id, target_start, rule, change LIMIT :limit
"""
_BY_RULE = f"""
    {_CHANGES}
    SELECT rule, sum(change = 'new') AS new, sum(change = 'gone') AS gone, sum(change = 'severity') AS other_severity
    FROM changes GROUP BY rule ORDER BY new + gone DESC, rule
"""
_SCORES = f"""
    {_BOTH} SELECT id, round(old_score, 1) AS old_score, round(new_score, 1) AS new_score, edited FROM both_runs
    WHERE old_score <> new_score ORDER BY abs(new_score - old_score) DESC, id LIMIT :limit
"""
_COUNTS = f"""
    {_BOTH} SELECT count(*) AS in_both, coalesce(sum(old_score <> new_score), 0) AS other_score,
      coalesce(sum(edited), 0) AS other_content,
      (SELECT count(*) FROM articles WHERE run = :old AND state = 'checked') - count(*) AS only_old,
      (SELECT count(*) FROM articles WHERE run = :new AND state = 'checked') - count(*) AS only_new,
      round(avg(old_score), 2) AS mean_old, round(avg(new_score), 2) AS mean_new FROM both_runs
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two runs differ.

    Attributes:
        old, new: their numbers.
        counts: one row about the articles.
        rules: marks that are new, gone, or of another severity, by rule.
        scores: articles whose scores differ, those that differ most first.
        marks: the marks that differ.
    """

    old: int
    new: int
    counts: Rows
    rules: Rows
    scores: Rows
    marks: Rows

    @property
    def same(self) -> bool:
        """Whether nothing differs in the articles that both have."""
        return not self.marks.rows and not self.scores.rows


def compared(store: Store, old: int | None, new: int | None, limit: int) -> Comparison:
    """Compare two runs: marks are the same if their rule and their place are.

    Args:
        store: open to read.
        old, new: numbers of runs; None: the last two.
        limit: most articles and marks that are listed.

    Raises:
        InputError: there are no two runs.
        UsageError: there is no such run.
    """
    runs = [run.number for run in store.runs()]
    if old is None or new is None:
        if len(runs) < 2:
            remedy = "audit again with another version or other settings"
            raise InputError(f"holds {len(runs)} run, not two", where=str(store.path), remedy=remedy)
        old, new = runs[-2:]
    for run in (old, new):
        if run not in runs:
            raise UsageError(f"there is no run {run}", where=str(store.path), remedy=f"its runs are {runs}")

    def rows(sql: str) -> Rows:
        cursor = store.rows(sql, {"old": old, "new": new, "limit": limit})
        return Rows(tuple(column[0] for column in cursor.description), cursor.fetchall())

    return Comparison(old, new, rows(_COUNTS), rows(_BY_RULE), rows(_SCORES), rows(_LIST))
