"""From files and options to settings, and where each of them came from."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa_translate.config.settings import FILE, SENDING_VARIABLE, Override, Settings, merged, option_of
from qa_translate.config.toml_file import Path_, TomlFile
from qa_translate.config.typed import made

PROJECT_FILE = "pyproject.toml"
_PROJECT_TABLE = ("tool", "qa-translate")
_FILES = ("cache", "baseline", "answers", "calibration")
"""Settings that name a file, from the folder of the settings."""

REPLACED = ("source_lang", "target_lang", "back_lang", "min_confidence", "glossary")
"""Settings in whose place an override puts its own; rules and what is ignored are added."""


@dataclass(frozen=True)
class Project:
    """A folder with articles, and its settings.

    Attributes:
        root: the folder of the settings' file; without one the working directory.
        settings: what holds where nothing overrides it.
        toml: the file where they stand; None: there is none.
        options: settings that were given on the command line; they go before overrides.
        places: ``FILE:LINE`` of every key of the file that was given, by its dotted name.
    """

    root: Path
    settings: Settings
    toml: TomlFile | None = None
    options: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def file(self) -> Path | None:
        """The file of the settings."""
        return self.toml.file if self.toml else None

    def origin(self, key: str) -> str:
        """Where a setting comes from: an option, a place in the file, or ``default``."""
        return option_of(key) if key in self.options else self.places.get(key, "default")

    def settings_of(self, file: str | Path) -> Settings:
        """What holds for one article, by a path from the working directory; standard input is not in the project."""
        path = Path(file).resolve()
        inside = str(file) != "-" and path.is_relative_to(self.root)
        return self.settings_for(path.relative_to(self.root).as_posix()) if inside else self.settings

    def settings_for(self, path: str) -> Settings:
        """What holds for one article, by its path from `root`, with slashes."""
        chosen = self.settings
        for override in chosen.overriding(path):
            chosen = _overridden(chosen, override, self.options)
        return chosen


def load(config: Path | None = None, **options: Any) -> Project:
    """The project around the working directory, with the command line's `options` on top.

    Args:
        config: file of its settings; None: look for one from the working directory upwards.
        **options: fields of `Settings`; those that are None were not given.

    A file that was looked for cannot allow to send texts to other machines (see `SENDING_VARIABLE`).

    Raises:
        ConfigError: the file cannot be read, or a key or value in it is wrong.
        UsageError: an option is wrong.
    """
    path = config or find(Path.cwd())
    given = {name: value for name, value in options.items() if value is not None}
    if path is None:
        return Project(Path.cwd().resolve(), dataclasses.replace(Settings(), **given), options=frozenset(given))
    file, base = _read(path)
    if config is None and os.environ.get(SENDING_VARIABLE, "") != "1":
        base = _without_leave(base)
    chosen = dataclasses.replace(base, **given)
    root = path.resolve().parent
    return Project(root, chosen, file, frozenset(given), dict(_places(file)))


def settings(config: Path | None = None, **options: Any) -> Settings:
    """The settings of `load`, where nothing overrides them."""
    return load(config, **options).settings


def read(file: Path) -> Settings:
    """The settings in `file`.

    Raises:
        ConfigError: the file cannot be read, or a key or value in it is wrong.
    """
    return _read(file)[1]


def find(folder: Path) -> Path | None:
    """The nearest file with settings in `folder` or above it."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place / FILE
        if (place / PROJECT_FILE).is_file() and _table_of_project(TomlFile.read(place / PROJECT_FILE)) is not None:
            return place / PROJECT_FILE
    return None


def _read(path: Path) -> tuple[TomlFile, Settings]:
    file = TomlFile.read(path)
    table, inside = table_of(file)
    return file, _from_folder(made(Settings, file, table, inside), table, path)


def _from_folder(found: Settings, table: Mapping[str, Any], path: Path) -> Settings:
    """Paths of a file start at its folder, wherever the command runs."""
    folder = path.parent
    given = {key.replace("-", "_") for key in table}
    files: dict[str, Any] = {name: str(folder / getattr(found, name)) for name in _FILES if name in given}
    glossary = tuple(str(folder / each) for each in found.glossary)
    overrides = tuple(
        o if o.glossary is None else dataclasses.replace(o, glossary=tuple(str(folder / each) for each in o.glossary))
        for o in found.overrides
    )
    return dataclasses.replace(found, glossary=glossary, overrides=overrides, **files)


def table_of(file: TomlFile) -> tuple[Mapping[str, Any], Path_]:
    """The settings of a file as they were parsed, and where they stand in it."""
    if file.file.name == PROJECT_FILE:
        return _table_of_project(file) or {}, _PROJECT_TABLE
    return file.table, ()


def _table_of_project(file: TomlFile) -> Mapping[str, Any] | None:
    """``[tool.qa-translate]`` of a project's file, None where it has none."""
    table: Any = file.table
    for k, name in enumerate(_PROJECT_TABLE, 1):
        table = table.get(name)
        if table is None:
            return None
        if not isinstance(table, dict):
            remedy = f"write settings under [{'.'.join(_PROJECT_TABLE)}]"
            raise file.error(_PROJECT_TABLE[:k], f"{name} is no table", remedy)
    return dict(table)


def _without_leave(found: Settings) -> Settings:
    """Settings of a file that nobody named: it may come with somebody else's texts, and cannot allow to send them."""
    engines = {name: dataclasses.replace(each, allow_sending=False) for name, each in found.engines.items()}
    return dataclasses.replace(found, allow_sending=False, engines=engines)


def _overridden(chosen: Settings, override: Override, options: frozenset[str]) -> Settings:
    own = {name: getattr(override, name) for name in REPLACED if name not in options}
    return dataclasses.replace(
        chosen,
        ignore=(*chosen.ignore, *override.ignore),
        rules=merged(chosen.rules, override.rules),
        **{name: value for name, value in own.items() if value is not None},
    )


def _places(file: TomlFile) -> list[tuple[str, str]]:
    """The dotted name of every setting of a file, and where it stands."""
    table, inside = table_of(file)
    found: list[tuple[str, str]] = []

    def walk(value: Any, path: Path_) -> None:
        if path:
            place = file.place((*inside, *path))
            dotted = ".".join(part.replace("-", "_") if k == 0 else part for k, part in enumerate(path))
            found.append((dotted, f"{file.file}:{place.line}" if place else str(file.file)))
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, each in inner:
            walk(each, (*path, str(key)))

    walk(table, ())
    return found
