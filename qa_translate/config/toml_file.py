"""A settings file: its tables, where each key stands in it, and how an error points there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qa_translate.errors import ConfigError

Path_ = tuple[str, ...]
"""Where a value stands in the tables of a file; the second table of a list of tables is ``"1"``."""

_BARE = r"[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*'"
_KEY = re.compile(rf"\s*((?:{_BARE})(?:\s*\.\s*(?:{_BARE}))*)\s*=")
_HEADER = re.compile(rf"\s*(\[\[?)\s*((?:{_BARE})(?:\s*\.\s*(?:{_BARE}))*)\s*\]")
_ONE = re.compile(_BARE)
_INLINE = re.compile(rf"[{{,]\s*((?:{_BARE}))\s*=")
_LONG = ('"""', "'''")
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key is written.

    Attributes:
        line, column: of its first code point, from 1.
        length: code points of it.
    """

    line: int
    column: int
    length: int


@dataclass(frozen=True)
class TomlFile:
    """A file of TOML.

    Attributes:
        file: its path.
        text: what it holds.
        table: the same, parsed.
    """

    file: Path
    text: str
    table: Mapping[str, Any]

    @classmethod
    def read(cls, file: Path) -> TomlFile:
        """Read it.

        Raises:
            ConfigError: it cannot be read, or is not TOML.
        """
        try:
            text = file.read_text(encoding="utf-8-sig")
            return cls(file, text, tomllib.loads(text))
        except OSError as error:
            raise ConfigError(f"cannot read it ({error.strerror})", where=str(file), remedy="check --config") from error
        except UnicodeDecodeError as error:
            raise ConfigError("is not UTF-8", where=str(file), remedy="save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise _not_toml(file, text, error) from error
        except (ValueError, RecursionError) as error:
            raise ConfigError("holds a value that cannot be", where=str(file), remedy="correct it") from error

    def error(self, path: Path_, message: str, remedy: str) -> ConfigError:
        """An error at that key, or at the nearest table around it whose place is known."""
        place = self.place(path)
        if place is None:
            return ConfigError(message, where=str(self.file), remedy=remedy)
        return ConfigError(
            message, where=f"{self.file}:{place.line}", remedy=remedy, excerpt=_excerpt(self.text, place)
        )

    def place(self, path: Path_) -> KeyPlace | None:
        """Where that key is written, or the nearest table around it; None where it cannot be told."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._places:
                return self._places[path[:end]]
        return None

    @cached_property
    def _places(self) -> dict[Path_, KeyPlace]:
        found: dict[Path_, KeyPlace] = {}
        counts: Counter[Path_] = Counter()
        table: Path_ = ()
        closing = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if closing:
                closing = "" if line.count(closing) % 2 else closing
                continue
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                table = _numbered(_names(header[2]), counts)
                if header[1] == "[[":
                    counts[table] += 1
                    table = (*table, str(counts[table] - 1))
                found.setdefault(table, KeyPlace(number, header.start(2) + 1, len(header[2])))
            elif key:
                path = (*table, *_names(key[1]))
                found.setdefault(path, KeyPlace(number, key.start(1) + 1, len(key[1])))
                for inner in _INLINE.finditer(line, key.end()):
                    name = (*path, *_names(inner[1]))
                    found.setdefault(name, KeyPlace(number, inner.start(1) + 1, len(inner[1])))
            closing = next((mark for mark in _LONG if line.count(mark) % 2), "")
        return found


def _numbered(path: Path_, counts: Counter[Path_]) -> Path_:
    """`path` with the numbers of the lists of tables on its way."""
    made: Path_ = ()
    for k, name in enumerate(path):
        made = (*made, name)
        if counts[made] and k < len(path) - 1:
            made = (*made, str(counts[made] - 1))
    return made


def _names(dotted: str) -> Path_:
    return tuple(name.strip("\"'") for name in _ONE.findall(dotted))


def _excerpt(text: str, place: KeyPlace) -> str:
    """The line, and a caret under the key."""
    line = text.splitlines()[place.line - 1]
    indent = re.sub(r"[^\t]", " ", line[: place.column - 1])
    return f"{line}\n{indent}{'^' * max(1, place.length)}"


def _not_toml(file: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    found = _LINE.search(str(error))
    if found is None:  # at the end of the document
        return ConfigError(
            f"not valid TOML: {error}", where=f"{file}:{max(1, len(text.splitlines()))}", remedy="complete it"
        )
    place = KeyPlace(int(found[1]), int(found[2]), 1)
    message = f"not valid TOML: {str(error)[: found.start()].strip()} (column {place.column})"
    return ConfigError(
        message, where=f"{file}:{place.line}", remedy="correct that line", excerpt=_excerpt(text + "\n ", place)
    )
