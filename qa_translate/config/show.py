"""The settings that hold, one a line, each with the place it comes from."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

from qa_translate.config.load import REPLACED, Project
from qa_translate.config.settings import Override, Settings


def shown(project: Project, article: str | None = None) -> str:
    """Every setting as TOML with its origin behind it.

    Args:
        project: whose settings.
        article: path of one article from the project's folder; None: what holds where nothing overrides it.
    """
    settings = project.settings_for(article) if article is not None else project.settings
    rows = [(key, _toml(value), _origin(project, key, article)) for key, value in _flat(settings)]
    widest = min(60, max(len(f"{key} = {value}") for key, value, _ in rows))
    head = [f"# project: {project.root}", f"# settings: {project.file or 'none, all are defaults'}"]
    head += [f"# article: {article}"] if article is not None else []
    return "\n".join([*head, *(f"{f'{key} = {value}':<{widest}}  # {origin}" for key, value, origin in rows)]) + "\n"


def _flat(settings: Settings) -> Iterator[tuple[str, Any]]:
    """The settings by dotted name; of tables and lists of tables what is in them."""
    for field in dataclasses.fields(settings):
        yield from _parts(field.name, getattr(settings, field.name))


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if inner is not None or name == "front_matter":
                yield from _parts(f"{name}.{field.name}", inner)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _parts(f"{name}.{key}", inner)
    elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        for k, inner in enumerate(value):
            yield from _parts(f"{name}.{k}", inner)
    else:
        yield name, value


def _toml(value: Any) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return repr(value)


def _origin(project: Project, key: str, article: str | None) -> str:
    for k, override in reversed(list(enumerate(project.settings.overrides)) if article is not None else []):
        if override in project.settings.overriding(article or "") and _says(override, key, project):
            place = project.places.get(f"overrides.{k}.{key}") or project.places.get(f"overrides.{k}", "")
            return f"{place} (overrides)"
    return project.origin(key)


def _says(override: Override, key: str, project: Project) -> bool:
    """Whether a setting of an article comes from an override."""
    top = key.split(".")[0]
    if top in project.options:
        return False
    if top in REPLACED:
        return getattr(override, top) is not None
    if top == "ignore":
        return bool(override.ignore)
    if top == "rules":
        _, rule, name = key.split(".")
        return rule in override.rules and getattr(override.rules[rule], name) is not None
    return False
