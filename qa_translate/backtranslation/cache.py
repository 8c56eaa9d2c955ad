"""What engines have rendered, kept in one SQLite file that several processes may use at once.

A rendering is found by what made it: the engine's signature, the two languages and the segment. Every batch is one
transaction, so that a run that dies loses at most the batch in flight. The segments themselves are not kept, only
their SHA-256; the renderings are.

The file is bounded: when the renderings are larger than the limit, those that were not used for longest go.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from qa_translate.article import ScoredSpan, Span
from qa_translate.backtranslation.batches import batches
from qa_translate.errors import UsageError
from qa_translate.ports import Rendering, Unit

log = logging.getLogger(__name__)

LIMIT = 1 << 30
"""Bytes of renderings that a cache holds unless it is told otherwise."""

_VERSION = 1
_SCHEMA = """
CREATE TABLE engine (id INTEGER PRIMARY KEY, signature TEXT NOT NULL UNIQUE, unit TEXT NOT NULL);
CREATE TABLE rendering (
    key BLOB PRIMARY KEY,      -- SHA-256 of signature, languages and segment
    engine INTEGER NOT NULL REFERENCES engine,
    source_lang TEXT NOT NULL,
    target_lang TEXT NOT NULL,
    text TEXT NOT NULL,
    pieces TEXT NOT NULL,      -- JSON: [[start, end, log-probability], ...]
    complete INTEGER NOT NULL,
    used INTEGER NOT NULL,     -- seconds since 1970 when it was put there, or first used on a later day
    size INTEGER NOT NULL      -- bytes of text and pieces
) WITHOUT ROWID;
CREATE INDEX rendering_used ON rendering (used);
CREATE TABLE total (size INTEGER NOT NULL);
INSERT INTO total VALUES (0);
CREATE TRIGGER rendering_added AFTER INSERT ON rendering BEGIN UPDATE total SET size = size + new.size; END;
CREATE TRIGGER rendering_removed AFTER DELETE ON rendering BEGIN UPDATE total SET size = size - old.size; END;
"""
_DAY = 86_400
_WAIT = 60.0
"""Seconds to wait for another process that is writing."""

_ONE_QUERY = 500
"""Keys of one query."""

_ROOM = 0.9
"""Share of the limit that is left when the limit was passed, so that not every batch makes room anew."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What one engine has in a cache: how many renderings of how many bytes."""

    signature: str
    renderings: int
    size: int


class RenderingCache:
    """Renderings by engine, languages and segment.

    Args:
        file: the SQLite file; it and its folder are made when they are not there.
        limit: bytes of renderings that it holds at most.

    Raises:
        UsageError: the file cannot be opened, is no cache, or is of a later version.
    """

    def __init__(self, file: Path, limit: int = LIMIT) -> None:
        self.file = file
        self._limit = limit
        with self._refusals():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
            self._refuse_strangers()
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._set_up()

    def get(self, engine: str, source_lang: str, target_lang: str, segments: Iterable[str]) -> dict[str, Rendering]:
        """Those of `segments` that the engine of that signature has rendered before.

        Raises:
            UsageError: the file cannot be read.
        """
        keys = {_key(engine, source_lang, target_lang, segment): segment for segment in segments}
        found: dict[str, Rendering] = {}
        with self._refusals():
            for some in batches(list(keys), _ONE_QUERY):
                places = ", ".join("?" * len(some))
                query = f"SELECT key, text, pieces, complete, used FROM rendering WHERE key IN ({places})"
                rows = self._db.execute(query, some).fetchall()
                found |= {keys[key]: _rendering(text, pieces, complete) for key, text, pieces, complete, _ in rows}
                self._touch([key for key, *_, used in rows if used < _now() - _DAY])
        return found

    def put(
        self, engine: str, unit: Unit, source_lang: str, target_lang: str, renderings: Mapping[str, Rendering]
    ) -> None:
        """Keep the renderings of one batch, all of them or none.

        A cache that cannot be written (the disk is full) is no reason to stop: the log says so.
        """
        try:
            with self._transaction():
                self._db.execute("INSERT OR IGNORE INTO engine (signature, unit) VALUES (?, ?)", (engine, unit))
                (number,) = self._db.execute("SELECT id FROM engine WHERE signature = ?", (engine,)).fetchone()
                for segment, rendering in renderings.items():
                    pieces = json.dumps([[p.span.start, p.span.end, round(p.log_prob, 4)] for p in rendering.pieces])
                    size = len(rendering.text.encode("utf-8", "surrogatepass")) + len(pieces)
                    row = (number, source_lang, target_lang, rendering.text, pieces, rendering.complete, _now(), size)
                    key = _key(engine, source_lang, target_lang, segment)
                    self._db.execute("INSERT OR IGNORE INTO rendering VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (key, *row))
                self._make_room(self._limit)
        except sqlite3.Error as error:
            log.warning("%s: renderings cannot be kept (%s)", self.file, error)

    def contents(self) -> list[Contents]:
        """What is there, by engine, the largest share first."""
        query = """SELECT signature, count(key), coalesce(sum(size), 0) AS bytes
                   FROM engine LEFT JOIN rendering ON engine = engine.id GROUP BY engine.id ORDER BY bytes DESC"""
        with self._refusals():
            return [Contents(*row) for row in self._db.execute(query)]

    def units(self) -> dict[str, Unit]:
        """How much text each engine was given in one piece, by signature."""
        with self._refusals():
            return {signature: Unit(unit) for signature, unit in self._db.execute("SELECT signature, unit FROM engine")}

    def prune(self, *, days: float | None = None, limit: int | None = None) -> int:
        """Remove what was not used for `days`, then the longest unused until no more than `limit` bytes are left.

        Uses are noted once a day, so that what was used may count as unused a day too early.

        Returns:
            How many renderings were removed.
        """
        with self._refusals():
            with self._transaction():
                (count,) = self._db.execute("SELECT count(*) FROM rendering").fetchone()
                if days is not None:
                    self._db.execute("DELETE FROM rendering WHERE used <= ?", (_now() - days * _DAY,))
                if limit is not None:
                    self._make_room(limit, 1.0)
                (left,) = self._db.execute("SELECT count(*) FROM rendering").fetchone()
            # As a script: a plain `execute` stops after the first page that is given back.
            self._db.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")
        return int(count - left)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()

    def _refuse_strangers(self) -> None:
        """Leave another program's database alone."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (own,) = self._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'rendering'").fetchone()
        (every,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if every and not own:
            remedy = "name another file with --cache"
            raise UsageError("is another program's database", where=str(self.file), remedy=remedy)
        if version > _VERSION:
            raise UsageError(
                f"is a cache of version {version}, and this program knows {_VERSION}",
                where=str(self.file),
                remedy="update qa-translate, or name another cache",
            )

    def _set_up(self) -> None:
        with self._transaction():
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _statements(_SCHEMA):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_VERSION}")

    def _touch(self, keys: Sequence[bytes]) -> None:
        """Note that renderings were used; a cache that may only be read does without."""
        if not keys:
            return
        try:
            with self._transaction():
                self._db.executemany("UPDATE rendering SET used = ? WHERE key = ?", [(_now(), key) for key in keys])
        except sqlite3.OperationalError as error:
            log.debug("%s: %s", self.file, error)

    def _make_room(self, limit: int, room: float = _ROOM) -> None:
        (size,) = self._db.execute("SELECT size FROM total").fetchone()
        if size <= limit:
            return
        surplus = size - int(limit * room)
        query = """DELETE FROM rendering WHERE key IN (SELECT key FROM (
                       SELECT key, sum(size) OVER (ORDER BY used, key) - size AS before FROM rendering)
                   WHERE before < ?)"""
        self._db.execute(query, (surplus,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            remedy = "name another file with --cache"
            raise UsageError(f"cannot be used as a cache ({error})", where=str(self.file), remedy=remedy) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; `executescript` would end the transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _rendering(text: str, pieces: str, complete: int) -> Rendering:
    tokens = tuple(ScoredSpan(Span(start, end), log_prob) for start, end, log_prob in json.loads(pieces))
    return Rendering(text, tokens, bool(complete))


def _key(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _now() -> int:
    return int(time.time())
