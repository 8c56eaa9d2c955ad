"""The JSON Schema of a settings file, for editors: made of the dataclasses and what their documentation says."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from qa_translate.config.settings import FAIL_ON, Settings
from qa_translate.config.typed import fields_of, without_none
from qa_translate.finding import Severity

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that Taplo, Even Better TOML and PyCharm read."""

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_CHOICES = {"fail_on": list(FAIL_ON), "severity": [str(severity) for severity in Severity]}
_ATTRIBUTE = re.compile(r"^ {4}((?:\w+, )*\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def schema() -> dict[str, Any]:
    """The schema of ``qa-translate.toml`` and of ``[tool.qa-translate]``."""
    return {"$schema": DRAFT, "title": "qa-translate", **_object(Settings)}


def described(kind: type) -> dict[str, str]:
    """What the documentation of a dataclass says of each field."""
    found: dict[str, str] = {}
    for names, text in _ATTRIBUTE.findall(inspect.getdoc(kind) or ""):
        found |= dict.fromkeys(names.split(", "), " ".join(text.replace("``", "`").split()))
    return found


def _object(kind: type) -> dict[str, Any]:
    said = described(kind)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for field in dataclasses.fields(kind):
        one = {"description": said[field.name], **_type(fields_of(kind)[field.name], field.name)}
        if isinstance(field.default, str | int | float | bool):
            one["default"] = field.default
        properties[field.name] = one
        if "_" in field.name:
            properties[field.name.replace("_", "-")] = one
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    whole = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**whole, "required": required} if required else whole


def _type(hint: Any, name: str) -> dict[str, Any]:
    hint = without_none(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object(hint)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0], "")}
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        return {"type": "object", "additionalProperties": _type(get_args(hint)[1], "")}
    if hint is datetime.date:
        return {}  # TOML has a type of its own for dates, which tools hand over in different ways
    if name in _CHOICES:
        return {"enum": _CHOICES[name]}
    return {"type": _TYPES[hint]}
