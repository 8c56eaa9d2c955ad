"""What an article says of itself at its head: YAML between two lines of ``---``, TOML between two of ``+++``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_translate.errors import InputError
from qa_translate.reading.markdown import FRONT_MATTER, LINE_END

_MOST = 100_000
"""Code points of a file in which its front matter is looked for."""

_TOML = "+++"
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
"""What the parsers raise for values that cannot be, beside their own errors."""

_FIRST = 2
"""Line of the file at which it begins, behind the fence."""

OWN = "qa-translate"
"""The key under which an article speaks to this tool."""


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of one article.

    Attributes:
        values: its top level.
        text: as written, without its fences.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""

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
        found = (number for number, line in self.lines() if wanted.match(line))
        return f"{where}:{next(found, _FIRST)}"

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines with their numbers in the file."""
        return enumerate(self.text.split("\n"), _FIRST)


def head_of(text: str, where: str) -> Head:
    """The front matter of an article, empty where it has none.

    Args:
        text: the article's file as it is.
        where: the file's name, for messages.

    Raises:
        InputError: it is not YAML or TOML, or no table.
    """
    found = FRONT_MATTER.match("\n".join(LINE_END.split(text[:_MOST])))
    if found is None:
        return Head()
    fence, *lines, _ = found.group().split("\n")
    inside = "\n".join(lines)
    values = _toml(inside, where) if fence.startswith(_TOML) else _yaml(inside, where)
    if not isinstance(values, dict):
        raise InputError("front matter is no table", where=f"{where}:{_FIRST}", remedy="write one key: value a line")
    return Head({str(key): value for key, value in values.items()}, inside)


def _yaml(text: str, where: str) -> object:
    import yaml  # 20 ms, and most files have no front matter

    try:
        return yaml.safe_load(text) or {}
    except (yaml.YAMLError, *_BROKEN) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        place = f"{where}:{_FIRST + (mark.line if mark else 0)}"
        raise InputError(f"front matter is not YAML ({reason})", where=place, remedy="correct that line") from error


def _toml(text: str, where: str) -> object:
    try:
        return tomllib.loads(text)
    except _BROKEN as error:
        message = f"front matter is not TOML ({error})"
        raise InputError(message, where=f"{where}:{_FIRST}", remedy="correct it") from error
