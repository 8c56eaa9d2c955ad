"""Tables of a settings file as dataclasses: every key is known, every value of the right kind."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from qa_translate.config.toml_file import Path_, TomlFile
from qa_translate.errors import ConfigError, UsageError

Made = TypeVar("Made")

_KINDS = {
    str: "a string in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    datetime.date: "a date such as 2030-12-31",
}
"""How a message asks for a value of each type."""


def made(kind: type[Made], file: TomlFile, table: Mapping[str, Any], path: Path_) -> Made:
    """A dataclass of settings from a table.

    Args:
        kind: the dataclass.
        file: where the table stands.
        table: as parsed.
        path: of the table in the file.

    Raises:
        ConfigError: a key or value in it is wrong, or one is missing.
    """
    hints = fields_of(kind)
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in hints:
            raise _unknown(file, (*path, key), list(hints))
        values[name] = _value(hints[name], file, value, (*path, key))
    missing = [name for name in _required(kind) if name not in values]
    if missing:
        raise file.error(path, f"{_shown(path)} has no {missing[0]}", f"add {missing[0]} = ...")
    try:
        return kind(**values)
    except UsageError as error:
        name = error.where.removeprefix("--").replace("-", "_")
        key = next((key for key in table if key.replace("-", "_") == name), name)
        raise file.error((*path, key), f"{name}: {error.message}", error.remedy) from error


def fields_of(kind: type) -> Mapping[str, Any]:
    """The fields of a dataclass of settings, with their types."""
    return get_type_hints(kind)


def _required(kind: type) -> list[str]:
    fields = dataclasses.fields(kind)
    missing = dataclasses.MISSING
    return [f.name for f in fields if f.default is missing and f.default_factory is missing]


def _value(hint: Any, file: TomlFile, value: Any, path: Path_) -> Any:
    """`value` as the type that a field has; None, which TOML cannot say, does not count."""
    hint = without_none(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return made(hint, file, _table(file, value, path), path)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(
            _value(inner, file, each, (*path, str(k))) for k, each in enumerate(_list(file, value, path, inner))
        )
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        inner = get_args(hint)[1]
        table = _table(file, value, path, ".NAME" if dataclasses.is_dataclass(inner) else "")
        return {key: _value(inner, file, each, (*path, key)) for key, each in table.items()}
    return _plain(hint, file, value, path)


def without_none(hint: Any) -> Any:
    """The type that a value has where it is given."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (each for each in get_args(hint) if each is not types.NoneType)
    return hint


def _plain(kind: type, file: TomlFile, value: Any, path: Path_) -> Any:
    accepted = (int, float) if kind is float else kind
    wrong = isinstance(value, bool) != (kind is bool) or isinstance(value, datetime.datetime)
    if wrong or not isinstance(value, accepted):
        raise file.error(path, f"{path[-1]} = {value!r} has the wrong type", f"give {_KINDS[kind]}")
    return value


def _table(file: TomlFile, value: Any, path: Path_, named: str = "") -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise file.error(path, f"{_shown(path)} is no table", f"write [{_shown(path)}{named}]")
    return value


def _list(file: TomlFile, value: Any, path: Path_, inner: Any) -> list[Any]:
    if not isinstance(value, list):
        form = f"[[{_shown(path)}]]" if dataclasses.is_dataclass(inner) else f"{path[-1]} = [...]"
        raise file.error(path, f"{_shown(path)} is no list", f"write {form}")
    return value


def _shown(path: Path_) -> str:
    """How messages name a table."""
    return ".".join(part for part in path if not part.isdigit()).removeprefix("tool.qa-translate.")


def _unknown(file: TomlFile, path: Path_, known: list[str]) -> ConfigError:
    nearest = difflib.get_close_matches(path[-1].replace("-", "_"), known, n=1, cutoff=0.5)
    remedy = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(known)}"
    return file.error(path, f"unknown key {path[-1]!r}", remedy)
