"""What an audit is made of, for the options given: the run's identity, the worker processes, where answers go."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any

from qa_translate.config import Project, Settings
from qa_translate.errors import UsageError
from qa_translate.fields import Fields
from qa_translate.project.keys import digest, program, settings_key
from qa_translate.threads import default_threads


def with_columns(project: Project, given: Sequence[str]) -> Project:
    """`project` with other names for the fields of articles.

    Args:
        project: as set.
        given: ``FIELD=COLUMN``.

    Raises:
        UsageError: one is not of that form, or there is no such field.
    """
    names = [field.name for field in dataclasses.fields(Fields)]
    renamed: dict[str, Any] = {}
    for each in given:
        name, equals, column = each.partition("=")
        if not equals or not column or name not in names:
            remedy = f"write FIELD=COLUMN, FIELD one of {', '.join(names)}"
            raise UsageError(f"{each!r} names no column", where="--column", remedy=remedy)
        renamed[name] = column
    fields = dataclasses.replace(project.settings.fields, **renamed)
    return _with(project, fields=fields)


def with_threads(project: Project, workers: int) -> Project:
    """`project` with as many threads in every worker as leave no processor idle, unless a number is set."""
    if project.settings.threads is not None:
        return project
    return _with(project, threads=default_threads(workers))


def run_key(project: Project) -> str:
    """What makes a run: the program, and all its settings.

    Raises:
        InputError: a glossary cannot be read.
    """
    return digest([program(), settings_key(project.settings), repr(project.settings.overrides)])


def settings_told(settings: Settings) -> str:
    """The settings that are not as they come, as JSON, for readers of a store; no engine's address or key."""
    told: Mapping[str, Any] = {
        field.name: getattr(settings, field.name)
        for field in dataclasses.fields(settings)
        if field.name not in _PRIVATE and getattr(settings, field.name) != getattr(Settings(), field.name)
    }
    return json.dumps(told, ensure_ascii=True, default=_plain, sort_keys=True)


_PRIVATE = frozenset({"engines", "cache", "answers", "threads"})


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else str(value)


def _with(project: Project, **settings: Any) -> Project:
    return dataclasses.replace(project, settings=dataclasses.replace(project.settings, **settings))
