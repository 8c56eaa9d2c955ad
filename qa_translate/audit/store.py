"""One SQLite file with the answers of audits: what was checked, what was found, what was not looked for.

SQLite rather than DuckDB: an audit writes a few rows at a time for days, is killed, and is read while it writes. The
write-ahead log of SQLite gives that (a commit is on the disk, or nothing of it), it comes with Python, and its file
format is promised to be readable for decades. DuckDB lets nobody read a file that another process writes; who prefers
it for analysis can have it read this file.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from qa_translate.errors import EXIT_INCOMPLETE, InputError, QaTranslateError, UsageError
from qa_translate.report.json_v1 import SCHEMA as PUBLIC

SCHEMA = "qa-translate-store/1"
CHECKED, FAILED, QUARANTINED = "checked", "failed", "quarantined"

SIDES = ("target", "source", "back")
_BUSY = 5.0
"""Seconds to wait for somebody who writes a little."""

_MAGIC = b"SQLite format 3\0"


class StoreError(QaTranslateError):
    """The store cannot be written any more: the run ends, what was committed stays."""

    exit_code = EXIT_INCOMPLETE


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of the store.

    Attributes:
        number: its number.
        version: of the program.
        started: when its first session did.
        checked, unanswered: articles.
        findings: marks.
    """

    number: int
    version: str
    started: str
    checked: int
    unanswered: int
    findings: int


class Store:
    """The file; whoever opens it to write is alone with it, readers do not matter.

    Args:
        path: the file.
        write: whether to write; the file is made where there is none.

    Raises:
        InputError: it is no store, or there is none to read.
        UsageError: another audit writes into it, or it cannot be made.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self._write = write
        _check_file(self.path, write)
        mode = "rwc" if write else "ro"
        try:
            self.base = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                timeout=_BUSY,
                check_same_thread=False,
            )
            self._open()
        except sqlite3.Error as error:
            raise self.refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file be; what was not committed is forgotten."""
        with suppress(sqlite3.Error):
            if self.base.in_transaction:
                self.base.rollback()
            self.base.close()

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """What a query gives.

        Raises:
            UsageError: it is wrong.
        """
        try:
            return self.base.execute(sql, parameters)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise UsageError(f"the query fails ({error})", where=str(self.path), remedy="correct the SQL") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database, to write a few rows and commit them; not during a session.

        Raises:
            StoreError: it cannot be written.
        """
        with self.explained():
            self.base.execute("BEGIN IMMEDIATE")
            yield self.base
            self.base.commit()

    def runs(self) -> list[RunRow]:
        """All runs, the oldest first."""
        return [
            RunRow(*row)
            for row in self.rows(
                "SELECT run, version, started,"
                " (SELECT count(*) FROM articles a WHERE a.run = r.run AND state = 'checked'),"
                " (SELECT count(*) FROM unanswered u WHERE u.run = r.run),"
                " (SELECT count(*) FROM marks m WHERE m.run = r.run) FROM runs r ORDER BY run"
            )
        ]

    def latest(self) -> int:
        """The run whose session began last.

        Raises:
            InputError: there is none.
        """
        row = self.rows("SELECT run FROM sessions ORDER BY session DESC LIMIT 1").fetchone()
        if row is None:
            raise InputError("holds no run", where=str(self.path), remedy="audit something into it first")
        return int(row[0])

    def public(self, run: int) -> Iterator[dict[str, Any]]:
        """The public JSON object of every article of a run that was checked, in the order in which it came in."""
        for article, name, score, signature, skipset in self.rows(
            "SELECT article, id, score, text, skipset FROM articles JOIN signatures USING (signature)"
            " WHERE run = ? AND state = ? ORDER BY article",
            (run, CHECKED),
        ):
            yield {
                "schema": PUBLIC,
                "id": name,
                "score": score,
                "signature": signature,
                "findings": [_finding(row) for row in self._named("findings", article)],
                "skipped": self._skipped(skipset),
                **self._back(article),
            }

    def _named(self, table: str, article: int) -> list[dict[str, Any]]:
        cursor = self.rows(f"SELECT * FROM {table} WHERE article = ? ORDER BY number", (article,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _skipped(self, skipset: int) -> list[dict[str, str]]:
        found = self.rows("SELECT rule, reason FROM skipped WHERE skipset = ? ORDER BY number", (skipset,))
        return [{"rule": rule, "reason": reason} for rule, reason in found]

    def _back(self, article: int) -> dict[str, Any]:
        row = self.rows("SELECT text, lang, engine FROM back_translations WHERE article = ?", (article,)).fetchone()
        return {"back_translation": dict(zip(("text", "lang", "engine"), row, strict=True))} if row else {}

    def _open(self) -> None:
        if not self._write:
            _check_schema(self.base, self.path)
            return
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = FULL")  # a commit outlives a power cut
        if self.base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            _check_schema(self.base, self.path)
        else:
            made = (resources.files("qa_translate.audit") / "sql" / "schema.sql").read_text(encoding="utf-8")
            named = f"INSERT INTO meta VALUES ('schema', '{SCHEMA}');"
            self.base.executescript(f"BEGIN IMMEDIATE;\n{made}\n{named}\nCOMMIT;")

    def refused(self, error: sqlite3.Error) -> QaTranslateError:
        """What is said of a file that cannot be opened."""
        where = str(self.path)
        if _is_busy(error):
            return UsageError("is being written by another audit", where=where, remedy="wait for it, or name another")
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            return InputError(f"is no store ({error})", where=where, remedy="name another file")
        return UsageError(f"cannot be opened ({error})", where=where, remedy="check the path and the disk")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Errors of the database are ours, and what was not committed is forgotten.

        Raises:
            StoreError: it cannot be written.
            UsageError: somebody else writes.
        """
        try:
            yield
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.base.rollback()
            if _is_busy(error):
                raise self.refused(error) from error
            remedy = "free space or check the disk, and run it again: it goes on from there"
            raise StoreError(f"cannot be written ({error})", where=str(self.path), remedy=remedy) from error


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _finding(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``findings`` as the public JSON has it."""
    return {
        **{key: row[key] for key in ("rule", "category", "severity", "confidence", "message")},
        **{side: _place(row, side) for side in SIDES},
    }


def _place(row: Mapping[str, Any], side: str) -> dict[str, Any] | None:
    if row[f"{side}_start"] is None:
        return None
    keys = ("start", "end", "text") + (("unit",) if row[f"{side}_unit"] else ())
    return {key: row[f"{side}_{key}"] for key in keys}


def text_of(text: str) -> str:
    """Text as SQLite can hold it: lone surrogates are none."""
    return text.encode("utf-8", "backslashreplace").decode()


def _check_file(path: Path, write: bool) -> None:
    if not path.exists():
        if not write:
            raise InputError("no such store", where=str(path), remedy="make one with audit --store")
        if not path.parent.is_dir():
            raise UsageError("there is no such folder", where=f"--store {path}", remedy="make it, or correct the path")
        return
    if not path.is_file():
        raise UsageError("is no file", where=f"--store {path}", remedy="name a file")
    with path.open("rb") as stream:
        begin = stream.read(len(_MAGIC))
    if begin and begin != _MAGIC:
        raise InputError("is no store", where=str(path), remedy="name another file")


def _check_schema(base: sqlite3.Connection, path: Path) -> None:
    try:
        row = base.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.OperationalError as error:
        if _is_busy(error):
            raise
        row = None
    if row is None:
        raise InputError("is a database, but no store", where=str(path), remedy="name another file")
    if row[0] != SCHEMA:
        raise InputError(f"is a store of another kind ({row[0]})", where=str(path), remedy="audit into a new file")


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
