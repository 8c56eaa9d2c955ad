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
        self._file.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place BLOB) WITHOUT ROWID")

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
        self._file.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (_bytes(name), _bytes(place)))

    def _place(self, name: str) -> str | None:
        found = self._file.execute("SELECT place FROM seen WHERE id = ?", (_bytes(name),)).fetchone()
        return None if found is None else bytes(found[0]).decode("utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    """A name or a place as SQLite can hold it: half a surrogate pair is no text to it, but stands in names of files."""
    return text.encode("utf-8", "surrogatepass")
