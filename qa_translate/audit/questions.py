"""What people ask of a store: ready questions, each a file of SQL, and SQL of their own."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from qa_translate.audit.store import Store
from qa_translate.errors import UsageError
from qa_translate.report.bidi import printable
from qa_translate.report.json_v1 import dump

FORMATS = ("table", "csv", "json")
_WIDEST = 60
"""Characters of a cell on a terminal; the other formats give all."""


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question.

    Attributes:
        name: what it is asked by.
        told: what it answers, one sentence.
        sql: with the parameters ``:run`` and ``:limit``.
    """

    name: str
    told: str
    sql: str


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: names of columns, and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@cache
def questions() -> dict[str, Question]:
    """All ready questions by name."""
    folder = resources.files("qa_translate.audit") / "sql" / "questions"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        told, _, sql = text.partition("\n")
        name = file.name.removesuffix(".sql")
        found[name] = Question(name, told.removeprefix("-- "), sql.strip())
    return found


def question(name: str) -> Question:
    """A ready question.

    Raises:
        UsageError: there is none of that name.
    """
    every = questions()
    if name not in every:
        raise UsageError(f"{name!r} is no question", where="audit query", remedy=f"ask {', '.join(every)}")
    return every[name]


def asked(store: Store, sql: str, run: int | None, limit: int) -> Rows:
    """The answer to a question or to SQL of the user's, which cannot change the store.

    Args:
        store: open to read.
        sql: one statement; ``:run`` and ``:limit`` may stand in it.
        run: number of the run.
        limit: most rows that a ready question gives.

    Raises:
        UsageError: the SQL is wrong.
    """
    cursor = store.rows(sql, {"run": run, "limit": limit})
    try:
        rows = cursor.fetchall()
    except sqlite3.Error as error:
        raise UsageError(f"the query fails ({error})", where=str(store.path), remedy="correct the SQL") from error
    return Rows(tuple(column[0] for column in cursor.description or ()), rows)


def rendered(rows: Rows, form: str, width: int) -> str:
    """An answer as text.

    Args:
        rows: the answer.
        form: one of `FORMATS`.
        width: columns of the terminal.

    Raises:
        UsageError: there is no such format.
    """
    if form == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([rows.columns, *rows.rows])
        return text.getvalue()
    if form == "json":
        return "".join(dump(dict(zip(rows.columns, map(_plain, row), strict=True)), None) + "\n" for row in rows.rows)
    if form == "table":
        return _table(rows, width)
    raise UsageError(f"{form!r} is unknown", where="--format", remedy=f"use {', '.join(FORMATS)}")


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _table(rows: Rows, width: int) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    numeric = [all(isinstance(row[k], int | float | None) for row in rows.rows) for k in range(len(rows.columns))]
    for name, right in zip(rows.columns, numeric, strict=True):
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows.rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    text = io.StringIO()
    Console(file=text, width=width, no_color=True).print(table)
    return printable("\n".join(_stripped(text.getvalue()))) + "\n"


def _stripped(text: str) -> Iterator[str]:
    lines: Sequence[str] = text.strip("\n").split("\n")
    return (line.rstrip() for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else " ".join(str(_plain(value)).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
