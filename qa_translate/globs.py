"""Patterns of paths: ``content/**/{name}.{lang}.md``.

``*`` and ``?`` stay within a folder, ``**/`` is any folders, ``**`` at the end everything below; ``{name}`` and
``{lang}`` take part of a name, ``{path}`` folders and name. A pattern matches the whole path, which has slashes on
every system.
"""

from __future__ import annotations

import re
from functools import cache

from qa_translate.errors import UsageError

_PLACEHOLDERS = {"name": "[^/]+?", "lang": "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", "path": ".+?"}
_PART = re.compile(r"\*\*/|\*\*|\*|\?|\{([^{}]*)\}|[^*?{]+|\{")


@cache
def matcher(pattern: str, where: str) -> re.Pattern[str]:
    """What matches the paths of `pattern`; its groups are the placeholders.

    Args:
        pattern: see above; relative to some folder.
        where: the key or option that holds it, for the error.

    Raises:
        UsageError: it leaves its folder, or has an unknown placeholder.
    """
    if pattern.startswith(("/", "~")) or ".." in pattern.split("/") or "\\" in pattern or not pattern.strip("/"):
        message = f"{pattern!r} is no pattern of files in this project"
        raise UsageError(message, where=where, remedy='use slashes, from the folder of the settings: "content/**/*.md"')
    wanted: list[str] = []
    seen: set[str] = set()
    for part in _PART.finditer(pattern.removeprefix("./") + ("**" if pattern.endswith("/") else "")):
        wanted.append(_regex(part, seen, pattern, where))
    return re.compile("".join(wanted))


def filled(pattern: str, values: dict[str, str]) -> str:
    """`pattern` with its placeholders replaced; it has no stars."""
    return _PART.sub(lambda part: values[part[1]] if part[1] in values else part[0], pattern.removeprefix("./"))


def has_wildcard(path: str) -> bool:
    """Whether a path that was given is a pattern."""
    return any(char in path for char in "*?{")


def _regex(part: re.Match[str], seen: set[str], pattern: str, where: str) -> str:
    simple = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part[0])
    if simple is not None:
        return simple
    name = part[1]
    if name is None:
        return re.escape(part[0])
    if name not in _PLACEHOLDERS:
        known = ", ".join(f"{{{each}}}" for each in _PLACEHOLDERS)
        raise UsageError(f"{{{name}}} in {pattern!r} is unknown", where=where, remedy=f"use {known}")
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    return f"(?P<{name}>{_PLACEHOLDERS[name]})"
