"""What an article says of itself at its head: YAML between two lines of ``---``, TOML between two of ``+++``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_translate.errors import InputError

_FENCES = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_MOST = 100_000
"""Code points of front matter that are read."""

OWN = "qa-translate"
"""The key under which an article speaks to this tool."""


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of one article.

    Attributes:
        values: its top level.
        text: as written, without its fences.
        line: line of the file at which `text` begins, from 1.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    line: int = 1

    def said(self, key: str, where: str) -> str | None:
        """A value that must be text, None where it is not given.

        Raises:
            InputError: it is something else.
        """
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise InputError(f"{key} is not text", where=self.place(key, where), remedy="write a string")
        return value or None

    def place(self, key: str, where: str) -> str:
        """``FILE:LINE`` of a key, or of the front matter where it cannot be told."""
        wanted = re.compile(rf"\s*-?\s*[\"']?{re.escape(key)}[\"']?\s*[:=]")
        found = (n for n, line in enumerate(self.text.splitlines(), self.line) if wanted.match(line))
        return f"{where}:{next(found, self.line)}"


def head_of(text: str, where: str) -> Head:
    """The front matter of an article, empty where it has none.

    Args:
        text: the article's file as it is.
        where: the file's name, for messages.

    Raises:
        InputError: it is not YAML or TOML, or no table.
    """
    found = _FENCES.match(text, 0, _MOST)
    if found is None:
        return Head()
    line = text.count("\n", 0, found.start(2)) + 1
    values = _toml(found[2], where, line) if found[1] == "+++" else _yaml(found[2], where, line)
    if not isinstance(values, dict):
        raise InputError("front matter is no table", where=f"{where}:{line}", remedy="write one key: value a line")
    return Head({str(key): value for key, value in values.items()}, found[2], line)


def _yaml(text: str, where: str, line: int) -> object:
    import yaml  # 20 ms, and most files have no front matter

    try:
        return yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        place = f"{where}:{line + mark.line if mark else line}"
        raise InputError(f"front matter is not YAML ({reason})", where=place, remedy="correct that line") from error


def _toml(text: str, where: str, line: int) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"front matter is not TOML ({error})"
        raise InputError(message, where=f"{where}:{line}", remedy="correct it") from error
