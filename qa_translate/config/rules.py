"""Whether the rules that settings name are rules."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from qa_translate.config.load import Project, table_of
from qa_translate.config.toml_file import Path_

EVERY = "*"
"""What a suppression names instead of a rule to mean all of them."""


def check_rules(project: Project, known: Collection[str]) -> None:
    """Look whether each rule that the settings' file names is one of `known`.

    Raises:
        ConfigError: one is not.
    """
    if project.toml is None:
        return
    table, inside = table_of(project.toml)
    for path, name in _named(table):
        if name not in known and not (name == EVERY and path[0] == "suppressions"):
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"did you mean {near[0]!r}?" if near else "qa-translate rules lists them"
            raise project.toml.error((*inside, *path), f"{name!r} is no rule", remedy)


def _named(table: Mapping[str, Any]) -> Iterator[tuple[Path_, str]]:
    """The names of rules in a table of settings, and where they stand."""
    yield from ((("ignore", str(k)), name) for k, name in enumerate(table.get("ignore", ())))
    yield from ((("rules", name), name) for name in table.get("rules", {}))
    for k, override in enumerate(table.get("overrides", ())):
        yield from ((("overrides", str(k), *path), name) for path, name in _named(override))
    for k, suppression in enumerate(table.get("suppressions", ())):
        yield ("suppressions", str(k), "rule"), suppression["rule"]
