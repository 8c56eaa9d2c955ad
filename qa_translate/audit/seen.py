"""The ids of a run that are taken, on disk: a million of them would fill the memory that a laptop has to spare."""

from __future__ import annotations

import sqlite3
from types import TracebackType


class Seen:
    """Places by id, like a dict; the file behind it vanishes with the object, and after a crash."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return self._place(name) is not None

    def __getitem__(self, name: str) -> str:
        place = self._place(name)
        if place is None:
            raise KeyError(name)
        return place

    def __setitem__(self, name: str, place: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (_text(name), place))

    def _place(self, name: str) -> str | None:
        found = self._file.execute("SELECT place FROM seen WHERE id = ?", (_text(name),)).fetchone()
        return found and str(found[0])


def _text(name: str) -> str:
    """A name as SQLite can hold it; one with half a surrogate pair stays apart from all others."""
    return name.encode("utf-8", "backslashreplace").decode()
