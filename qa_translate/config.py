"""Settings: from the project's file where there is one, overridden by options.

``qa-translate.toml`` holds them at top level, ``pyproject.toml`` under ``[tool.qa-translate]``; the nearest of the
two, from the working directory upwards, counts. ``[engines.NAME]`` below describes a translation engine.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from qa_translate.engine_settings import EngineSettings, parse_engine
from qa_translate.errors import ConfigError, UsageError
from qa_translate.finding import Severity
from qa_translate.langcode import language_code

Made = TypeVar("Made", bound="Settings | EngineSettings")

FILE = "qa-translate.toml"
PROJECT_FILE = "pyproject.toml"
PROJECT_TABLE = "qa-translate"
NEVER = "never"
FAIL_ON = (*(str(severity) for severity in Severity), NEVER)
ENGINES = "engines"
SENDING_VARIABLE = "QA_TRANSLATE_ALLOW_SENDING"
"""With 1, a file of settings that was found may allow to send texts, like one that is named."""

_KINDS = {str: "a string in quotes", int: "a whole number", float: "a number", bool: "true or false"}
"""How a message asks for a value of each type."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured; each key of the file has the name of a field, with hyphens or underscores.

    Attributes:
        source_lang, target_lang: ISO 639-1 codes of articles that do not say; ``pt-BR`` becomes ``pt``.
        back_lang: language of back-translations; None: detect it.
        min_confidence: findings below this probability are not shown and do not count.
        fail_on: severity from which a shown finding makes the exit code 1, or ``never``.
        threads: of the encoder; None: one per processor.
        encoder: hub name or local folder of another encoder (extra ``[torch]``); None: the one in the box.
        batch_chars: code points that one batch of an audit holds at most (a longer article is a batch of its own).
        engine: makes the back-translation where an article lacks one: a name in `engines`, or ``KIND:MODEL``; None: the
            article is checked without.
        engines: engines by name.
        allow_sending: whether the engine may send texts to another machine.
        cache: file that keeps what engines have rendered; None: one in the user's cache folder.
        cache_megabytes: size of that file at most; what was not used for longest goes first.
    """

    source_lang: str = "ar"
    target_lang: str = "en"
    back_lang: str | None = None
    min_confidence: float = 0.5
    fail_on: str = NEVER
    threads: int | None = None
    encoder: str | None = None
    batch_chars: int = 60_000
    engine: str | None = None
    engines: Mapping[str, EngineSettings] = field(default_factory=dict)
    allow_sending: bool = False
    cache: str | None = None
    cache_megabytes: int = 1024

    def __post_init__(self) -> None:
        for name in ("source_lang", "target_lang", "back_lang"):
            given = getattr(self, name)
            if given is not None or name != "back_lang":
                object.__setattr__(self, name, language_code(given, _option(name)))
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(
                f"{self.min_confidence} is not a probability", where="--min-confidence", remedy="give 0 to 1"
            )
        if self.fail_on not in FAIL_ON:
            raise UsageError(f"{self.fail_on!r} is unknown", where="--fail-on", remedy=f"use {', '.join(FAIL_ON)}")
        if self.threads is not None and self.threads < 1:
            raise UsageError(f"{self.threads} threads cannot work", where="--threads", remedy="give 1 or more")
        if self.batch_chars < 1:
            raise UsageError("a batch must hold something", where="batch_chars", remedy="give 1 or more")
        if self.cache_megabytes < 1:
            raise UsageError("a cache must hold something", where="cache_megabytes", remedy="give 1 or more")

    def fails_on(self, worst: Severity | None) -> bool:
        """Whether `worst`, the severity of the worst shown finding (None: there is none), is as bad as `fail_on`."""
        return self.fail_on != NEVER and worst is not None and worst.rank >= Severity(self.fail_on).rank

    def engine_settings(self) -> EngineSettings | None:
        """The engine that makes back-translations; None: none does.

        Raises:
            UsageError: `engine` names none.
        """
        if self.engine is None:
            return None
        named = self.engines.get(self.engine)
        chosen = named or parse_engine(self.engine, self.engines)
        return dataclasses.replace(chosen, allow_sending=chosen.allow_sending or self.allow_sending)


def settings(config: Path | None = None, **options: Any) -> Settings:
    """Settings of the project with the command line's `options` on top; those that are None were not given.

    Args:
        config: file to read; None: look for one from the working directory upwards.
        **options: fields of `Settings`.

    A file that was looked for cannot allow to send texts to other machines (see `SENDING_VARIABLE`).

    Raises:
        ConfigError: the file cannot be read, or a key or value in it is wrong.
        UsageError: an option is wrong.
    """
    file = config or find(Path.cwd())
    base = read(file) if file else Settings()
    if config is None and os.environ.get(SENDING_VARIABLE, "") != "1":
        base = _without_leave(base)
    return dataclasses.replace(base, **{name: value for name, value in options.items() if value is not None})


def _without_leave(found: Settings) -> Settings:
    """Settings of a file that nobody named: it may come with somebody else's texts, and cannot allow to send them."""
    engines = {name: dataclasses.replace(each, allow_sending=False) for name, each in found.engines.items()}
    return dataclasses.replace(found, allow_sending=False, engines=engines)


def find(folder: Path) -> Path | None:
    """The nearest file with settings in `folder` or above it."""
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place / FILE
        if (place / PROJECT_FILE).is_file() and _table_of_project(place / PROJECT_FILE) is not None:
            return place / PROJECT_FILE
    return None


def read(file: Path) -> Settings:
    """The settings in `file`.

    Raises:
        ConfigError: the file cannot be read, or a key or value in it is wrong.
    """
    table = (_table_of_project(file) or {}) if file.name == PROJECT_FILE else _parsed(file)
    engines = table.pop(ENGINES, {})
    if not isinstance(engines, dict) or not all(isinstance(each, dict) for each in engines.values()):
        raise ConfigError(f"{ENGINES} is no table of engines", where=_place(file, ENGINES), remedy="use [engines.NAME]")
    made = {name: _made(EngineSettings, file, each, f"{ENGINES}.{name}") for name, each in engines.items()}
    return dataclasses.replace(_made(Settings, file, table), engines=made)


def _made(kind: type[Made], file: Path, table: Mapping[str, Any], section: str = "") -> Made:
    """A dataclass of settings from the table of that section."""
    fields = {name: hint for name, hint in get_type_hints(kind).items() if name != ENGINES}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in fields:
            raise _unknown(file, key, list(fields), section)
        values[name] = _typed(file, key, value, fields[name], section)
    try:
        return kind(**values)
    except UsageError as error:
        name = error.where.removeprefix("--").replace("-", "_")
        place = _place(file, name, section)
        raise ConfigError(f"{name}: {error.message}", where=place, remedy=error.remedy) from error
    except TypeError as error:
        missing = next(f.name for f in dataclasses.fields(kind) if f.name not in values)
        raise ConfigError(f"{section} has no {missing}", where=str(file), remedy=f"add {missing} = ...") from error


def _table_of_project(file: Path) -> dict[str, Any] | None:
    """``[tool.qa-translate]`` of a project's file, None where it has none."""
    table: Any = _parsed(file)
    for name in ("tool", PROJECT_TABLE):
        table = table.get(name)
        if table is None:
            return None
        if not isinstance(table, dict):
            remedy = f"write settings under [tool.{PROJECT_TABLE}]"
            raise ConfigError(f"{name} is no table", where=_place(file, name), remedy=remedy)
    return dict(table)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"cannot read it ({error.strerror})", where=str(file), remedy="check --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"not valid TOML: {error}", where=str(file), remedy="correct that line") from error


def _unknown(file: Path, key: str, known: list[str], section: str) -> ConfigError:
    nearest = difflib.get_close_matches(key.replace("-", "_"), known, n=1, cutoff=0.5)
    remedy = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(known)}"
    return ConfigError(f"unknown key {key!r}", where=_place(file, key, section), remedy=remedy)


def _typed(file: Path, key: str, value: Any, annotation: Any, section: str) -> Any:
    """`value`, which is of the kind that a field's `annotation` names, apart from None, which TOML cannot say."""
    (kind,) = set(get_args(annotation) or (annotation,)) - {NoneType}
    accepted = (int, float) if kind is float else kind
    if isinstance(value, bool) != (kind is bool) or not isinstance(value, accepted):
        remedy = f"give {_KINDS[kind]}"
        raise ConfigError(f"{key} = {value!r} has the wrong type", where=_place(file, key, section), remedy=remedy)
    return value


def _place(file: Path, key: str, section: str = "") -> str:
    """``FILE:LINE`` of a key, the first behind its section's header, or the file alone where it cannot be told."""
    wanted = re.compile(rf"""\s*["']?{re.escape(key).replace("_", "[-_]")}["']?\s*=""")
    inside = not section
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        inside = inside or line.strip().endswith(f"{section}]")
        if inside and wanted.match(line):
            return f"{file}:{number}"
    return str(file)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
