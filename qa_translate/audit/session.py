"""A session of an audit, as its store sees it: what is put is kept when it is committed, all of it or nothing.

Between two commits lie a shard or a few. After a crash, a kill, a full disk or a power cut the store is as it was at
the last commit, and the next session does what is missing.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_translate.audit.entries import Entry, Unread
from qa_translate.audit.store import CHECKED, FAILED, QUARANTINED, SIDES, Store, now, text_of
from qa_translate.audit.work import NO_PAGE, Answered, Failed
from qa_translate.finding import Severity
from qa_translate.project.keys import digest
from qa_translate.version import __version__


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of an article.

    Attributes:
        state: ``checked``, ``failed`` or ``quarantined``.
        content: digest of what was checked.
        worst: severity of its worst mark, None without any.
        reason: why it has no answer.
    """

    state: str
    content: str
    worst: Severity | None
    reason: str


class Session(Store):
    """A session of a run, which writes.

    Args:
        path: the file.
        key: digest of program and settings: sessions with the same one belong to one run.
        settings: as JSON, to be read by people.
        inputs: their names.
        workers: who does the work, in words.
        pages: how many pages of the worst articles are kept.

    Attributes:
        run, number: of the run and of the session.
    """

    def __init__(
        self, path: str | Path, key: str, settings: str, inputs: Sequence[str], workers: str, *, pages: int = 0
    ) -> None:
        super().__init__(path, write=True)
        self._pages = pages
        self._signatures: dict[str, int] = {}
        self._skipsets: dict[str, int] = {}
        try:
            with self.explained():
                self.base.execute("BEGIN IMMEDIATE")
                self.run = self._run_of(key, settings)
                self.number = self._inserted(
                    "INSERT INTO sessions (run, started, inputs, workers) VALUES (?, ?, ?, ?)",
                    (self.run, now(), json.dumps([text_of(each) for each in inputs]), workers),
                )
                self.base.commit()
                self.base.execute("BEGIN IMMEDIATE")
            # Readers have a connection of their own: what is looked up by another thread is what was committed.
            self._lookup = Store(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the file be; without a log beside it, if nobody reads it, so that it can be moved."""
        lookup = getattr(self, "_lookup", None)  # it may not have come so far
        if lookup is not None:
            lookup.close()
        with suppress(sqlite3.Error):
            self.base.rollback()
            self.base.execute("PRAGMA busy_timeout = 0")
            self.base.execute("PRAGMA journal_mode = DELETE")
        super().close()

    def known(self, name: str) -> Known | None:
        """What was committed of an article before; any thread may ask.

        Args:
            name: its id.
        """
        row = self._lookup.rows(
            "SELECT state, content, worst, reason FROM articles WHERE run = ? AND id = ?", (self.run, text_of(name))
        ).fetchone()
        if row is None:
            return None
        state, content, worst, reason = row
        return Known(state, content, Severity(worst) if worst else None, reason or "")

    def put(self, entry: Entry, outcome: Answered | Failed) -> None:
        """Keep what became of an article, in place of what was known of it.

        Raises:
            StoreError: it cannot be written.
        """
        with self.explained():
            self._forget(entry.article.id)
            if isinstance(outcome, Failed):
                state = QUARANTINED if outcome.quarantined else FAILED
                self._article(entry, state=state, reason=text_of(outcome.reason))
            else:
                self._answer(entry, outcome)

    def put_unread(self, unread: Unread) -> None:
        """Keep what could not be read.

        Raises:
            StoreError: it cannot be written.
        """
        with self.explained():
            row = (self.run, text_of(unread.place), self.number, text_of(unread.reason))
            self.base.execute("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)", row)

    def commit(self, counts: Mapping[str, float], *, ended: bool = False) -> None:
        """Let what was put outlive whatever comes.

        Args:
            counts: columns of ``sessions``.
            ended: whether the session is over: what earlier ones could not read is forgotten.

        Raises:
            StoreError: it cannot be written.
        """
        with self.explained():
            columns = ", ".join(f"{name} = :{name}" for name in counts)
            self.base.execute(
                f"UPDATE sessions SET {columns}, ended = :ended WHERE session = :session",
                {**counts, "ended": now() if ended else None, "session": self.number},
            )
            if ended:
                self.base.execute("DELETE FROM unread WHERE run = ? AND session < ?", (self.run, self.number))
            self._prune_pages()
            self.base.commit()
            self.base.execute("BEGIN IMMEDIATE")

    def page_below(self) -> float:
        """The score below which an article is among the worst, whose pages are kept."""
        if not self._pages:
            return NO_PAGE
        row = self._lookup.rows(
            "SELECT score FROM pages JOIN articles USING (article) WHERE run = ? ORDER BY score LIMIT 1 OFFSET ?",
            (self.run, self._pages - 1),
        ).fetchone()
        return float(row[0]) if row else 100.0

    def _run_of(self, key: str, settings: str) -> int:
        row = self.base.execute("SELECT run FROM runs WHERE key = ?", (key,)).fetchone()
        if row:
            return int(row[0])
        return self._inserted(
            "INSERT INTO runs (key, version, settings, started) VALUES (?, ?, ?, ?)",
            (key, __version__, settings, now()),
        )

    def _forget(self, name: str) -> None:
        row = self.base.execute(
            "SELECT article FROM articles WHERE run = ? AND id = ?", (self.run, text_of(name))
        ).fetchone()
        if row:
            for table in ("findings", "segments", "back_translations", "pages", "articles"):
                self.base.execute(f"DELETE FROM {table} WHERE article = ?", row)

    def _article(self, entry: Entry, **columns: Any) -> int:
        article, about = entry.article, entry.about
        row = {
            "run": self.run,
            "id": text_of(article.id),
            "session": self.number,
            "place": text_of(entry.place),
            "content": entry.content,
            "date": about.date or None,
            "outlet": text_of(about.outlet) or None,
            "url": text_of(about.url) or None,
            "source_lang": article.source_lang,
            "target_lang": article.target_lang,
            **columns,
        }
        return self._insert("articles", row)

    def _answer(self, entry: Entry, answered: Answered) -> None:
        public = answered.public
        worst = max(answered.severities, key=lambda severity: severity.rank, default=None)
        article = self._article(
            entry,
            state=CHECKED,
            words=answered.words,
            score=public["score"],
            worst=worst and worst.value,
            seconds=round(answered.seconds, 4),
            signature=self._signature(public["signature"]),
            skipset=self._skipset(public["skipped"]),
        )
        for number, (mark, passage) in enumerate(zip(public["findings"], answered.passages, strict=True), 1):
            row = _finding_row(mark)
            row |= {"target_passage": text_of(passage.translation), "source_passage": text_of(passage.source)}
            self._insert("findings", {**row, "article": article, "number": number, "speaker": text_of(passage.speaker)})
        for number, (start, end, words, penalty) in enumerate(answered.segments, 1):
            self.base.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)", (article, number, start, end, words, penalty)
            )
        made = public.get("back_translation")
        if made:
            row = {"article": article, **{key: value and text_of(value) for key, value in made.items()}}
            self._insert("back_translations", row)
        if answered.page:
            packed = zlib.compress(answered.page.encode("utf-8", "backslashreplace"))
            self._insert("pages", {"article": article, "html": packed})

    def _signature(self, text: str) -> int:
        if text not in self._signatures:
            self.base.execute("INSERT OR IGNORE INTO signatures (text) VALUES (?)", (text,))
            row = self.base.execute("SELECT signature FROM signatures WHERE text = ?", (text,)).fetchone()
            self._signatures[text] = int(row[0])
        return self._signatures[text]

    def _skipset(self, skipped: Sequence[Mapping[str, str]]) -> int:
        said = [(text_of(skip["rule"]), text_of(skip["reason"])) for skip in skipped]
        name = digest(part for skip in said for part in skip)[:32]
        if name in self._skipsets:
            return self._skipsets[name]
        row = self.base.execute("SELECT skipset FROM skipsets WHERE digest = ?", (name,)).fetchone()
        if row is None:
            row = (self._inserted("INSERT INTO skipsets (digest) VALUES (?)", (name,)),)
            rows = [(row[0], number, *skip) for number, skip in enumerate(said, 1)]
            self.base.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?)", rows)
        if len(self._skipsets) < _MOST_SKIPSETS:
            self._skipsets[name] = int(row[0])
        return int(row[0])

    def _prune_pages(self) -> None:
        """Keep the pages of the worst articles only."""
        if self._pages:
            self.base.execute(
                "DELETE FROM pages WHERE article IN (SELECT article FROM pages JOIN articles USING (article)"
                " WHERE run = ? ORDER BY score, article LIMIT -1 OFFSET ?)",
                (self.run, self._pages),
            )

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        return self._inserted(f"INSERT INTO {table} ({columns}) VALUES ({places})", row)

    def _inserted(self, sql: str, parameters: Any) -> int:
        return int(self.base.execute(sql, parameters).lastrowid or 0)


_MOST_SKIPSETS = 1_000
"""Sets whose numbers are remembered; where reasons hold stretches of texts every article may have its own."""


def _finding_row(mark: Mapping[str, Any]) -> dict[str, Any]:
    row = {key: mark[key] for key in ("rule", "category", "severity", "confidence")}
    row["message"] = text_of(mark["message"])
    for side in SIDES:
        for key, value in (mark[side] or {}).items():
            row[f"{side}_{key}"] = text_of(value) if isinstance(value, str) else value
    return row
