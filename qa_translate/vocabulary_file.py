"""One file of language data read and checked: what is wrong with it is said with its line.

A file is TOML. Its tables belong to the check family that reads it; what every family relies on is checked here: that
the tables it cannot do without are there, and that each entry can be found in a text at all.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from qa_translate.errors import ConfigError

Table = dict[str, Any]

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "content": ("function.words",),
    "dates": ("months", "weekdays", "relative.next", "relative.last", "relative.units"),
    "duplicate": ("light.words", "doubling.words"),
    "inflection": ("articles",),
    "names": ("titles", "plain", "common", "particles", "articles", "groups", "exonyms"),
    "numbers": ("joiner", "and", "teens", "tens", "scales", "units", "currencies", "context"),
    "polarity": ("light", "negation.strong", "hedge.strong", "classes"),
    "reporting": ("say", "tell", "source", "address"),
    "speakers": ("concepts",),
}
"""Tables and rows that a topic of a translation's language cannot do without, dotted."""

SHARED = "mul"
"""The folder of what holds for all languages, whose files have shapes of their own."""

FOLDED = frozenset({"content", "duplicate", "polarity", "reporting", "speakers"})
"""Topics whose entries are compared with words in lower case."""

# "~class" behind a stem, in any word of a phrase.
CLASS = re.compile(r"(?<=\w)~(\w+)")
_KEY = re.compile(r"\s*(?:\[|[\w\"-]+\s*=)")
_SYNTAX_LINE = re.compile(r"\(at line (\d+)")


def parse(text: str, lang: str, topic: str) -> Table:
    """The tables of one file.

    Args:
        text: of the file.
        lang, topic: its language and topic, for the message.

    Raises:
        ConfigError: it is no valid TOML, lacks a table, or holds an entry that no text can match; the place is
            ``LANG/TOPIC.toml:LINE``.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        raise _error(lang, topic, int(line[1]) if line else 1, f"no valid TOML: {error}") from error
    if lang == SHARED:
        return table
    for name in REQUIRED.get(topic, ()) if table.get("sides") != ["source"] else ():
        if not _has(table, name):
            raise _error(lang, topic, 1, f"the table or row “{name}” is missing")
    endings = table.get("endings")
    classes = frozenset(endings) if isinstance(endings, dict) else None
    for row, entry, problem in _problems(table, classes, folded=topic in FOLDED):
        raise _error(lang, topic, _line_of(text, row, entry), f"“{entry}” in “{row}” {problem}")
    return table


def _error(lang: str, topic: str, line: int, problem: str) -> ConfigError:
    return ConfigError(problem, where=f"{lang}/{topic}.toml:{line}", remedy="correct the entry in that line")


def _has(table: Table, name: str) -> bool:
    value: Any = table
    for key in name.split("."):
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def _problems(
    value: Any, classes: frozenset[str] | None, *, folded: bool, row: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Row, entry and what is wrong with it, in the order of the file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _problems(inner, classes, folded=folded, row=f"{row}.{key}".strip("."))
    if not isinstance(value, list):
        return
    seen: set[str] = set()
    for entry in value:
        if isinstance(entry, list):
            continue  # pairs: what a row's own family makes of them
        if not isinstance(entry, str):
            yield row, str(entry), "is no text: set it in quotation marks"
            continue
        problem = _problem(entry, classes, folded=folded, ending=row.startswith("endings."))
        if entry in seen:
            problem = "stands twice in the row"
        if problem:
            yield row, entry, problem
        seen.add(entry)


def _problem(entry: str, classes: frozenset[str] | None, *, folded: bool, ending: bool) -> str:
    if ending:
        return ""
    if not entry.strip() and entry:
        return "is blank"
    if entry != unicodedata.normalize("NFC", entry):
        return "is not composed: write its letters with their accents (Unicode NFC)"
    if folded and entry.partition(":")[0] != entry.partition(":")[0].lower():
        return "has a capital: entries are compared with words in lower case"
    unknown = [name for name in CLASS.findall(entry) if classes is not None and name not in classes]
    return f"names the class “{unknown[0]}”, which the table [endings] lacks" if unknown else ""


def _line_of(text: str, row: str, entry: str) -> int:
    """The line that holds an entry of a row, counted from 1: of one that stands twice, where it does again."""
    lines = text.splitlines()
    table, _, key = row.rpartition(".")
    head = next((n for n, line in enumerate(lines) if table and line.strip().startswith(f"[{table}]")), 0)
    start = next((n for n in range(head, len(lines)) if _names(lines[n], key)), head)
    places = [
        n
        for n in range(start, len(lines))
        for _ in range(max(lines[n].count(f'"{entry}"'), lines[n].count(f"'{entry}'")))
    ]
    if not places:  # no text: a number, a date
        bare = re.compile(rf"(?<![\w\"'.]){re.escape(entry)}(?![\w\"'.])")
        places = [n for n in range(start, len(lines)) if bare.search(lines[n].partition("=")[2] or lines[n])]
    end = next((n for n in range(start + 1, len(lines)) if _KEY.match(lines[n])), len(lines))
    inside = [n for n in places if n < end]
    return (inside[:2] or places[:1] or [start])[-1] + 1


def _names(line: str, key: str) -> bool:
    """Whether a line begins a row."""
    return bool(re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line))
