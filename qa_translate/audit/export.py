"""A run of a store as files for other programs: JSON Lines (the public JSON) or Parquet (its tables)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from qa_translate.audit.store import Store
from qa_translate.errors import UsageError
from qa_translate.output import line_writer
from qa_translate.reading.streams import ARCHIVE
from qa_translate.report.json_v1 import dump

FORMATS = ("jsonl", "parquet")
_ROWS = 5_000
"""Rows that are held at once."""

_TABLES = {
    "articles": "SELECT * FROM answers WHERE run = ? ORDER BY id",
    "findings": "SELECT * FROM marks WHERE run = ? ORDER BY id, number",
    "segments": 'SELECT a.run, a.id, g.number, g.start, g."end", g.words, g.penalty FROM segments g'
    " JOIN articles a USING (article) WHERE a.run = ? ORDER BY a.id, g.number",
    "not_looked_for": "SELECT * FROM not_looked_for WHERE run = ? ORDER BY id, rule, reason",
    "unanswered": "SELECT * FROM unanswered WHERE run = ? ORDER BY place",
}
"""What becomes a Parquet file."""

_REAL = frozenset({"score", "confidence", "seconds"})
_WHOLE = frozenset({"run", "words", "marks", "number", "start", "end", "penalty"})


def export_lines(store: Store, run: int, path: str, option: str = "--output") -> None:
    """One line an article, as ``--findings`` writes them.

    Args:
        store: open to read.
        run: its number.
        path: the file; ``-``: standard output.
        option: named in the error.

    Raises:
        UsageError: it cannot be written.
    """
    with line_writer(path, option) as write:
        for public in store.public(run):
            write(dump(public, indent=None))


def export_parquet(store: Store, run: int, folder: str) -> list[str]:
    """A Parquet file for each table; each is whole or not there.

    Args:
        store: open to read.
        run: its number.
        folder: where they go; it is made.

    Returns:
        Their paths.

    Raises:
        UsageError: they cannot be written, or pyarrow is not there.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise UsageError("needs the library pyarrow", where="--format parquet", remedy=ARCHIVE) from error
    written = []
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, sql in _TABLES.items():
            target = Path(folder) / f"{name}.parquet"
            part = target.with_name(f".{target.name}.part")
            cursor = store.rows(sql, (run,))
            schema = pyarrow.schema([(column[0], _type(column[0], pyarrow)) for column in cursor.description])
            try:
                with ParquetWriter(part, schema, compression="zstd") as writer:
                    for rows in _batches(cursor):
                        writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                part.replace(target)
            finally:
                with suppress(FileNotFoundError):
                    part.unlink()
            written.append(str(target))
    except OSError as error:
        message = f"cannot be written ({error.strerror or error})"
        raise UsageError(message, where=f"--output {folder}", remedy="name a folder that can be written") from error
    return written


def _batches(cursor: Any) -> Iterator[list[dict[str, Any]]]:
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(_ROWS):
        yield [dict(zip(names, row, strict=True)) for row in rows]


def _type(name: str, pyarrow: Any) -> Any:
    if name in _REAL:
        return pyarrow.float64()
    return pyarrow.int64() if name in _WHOLE else pyarrow.string()
