"""Language facts as data: ``checks/data/LANG/TOPIC.toml``, read once, looked up by topic.

Each topic belongs to one check family, which knows the tables of its files. A language without a topic's file
makes the rules that need the topic be listed as skipped.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from qa_translate.errors import ConfigError

Table = dict[str, Any]


class Vocabulary:
    """The language data that ships with the package."""

    def topic(self, lang: str, topic: str) -> Table | None:
        """The tables of ``data/LANG/TOPIC.toml``, or None where the language has no such file.

        Raises:
            ConfigError: the file is not valid TOML.
        """
        return _read(lang, topic)

    def has(self, lang: str, topic: str) -> bool:
        """Whether `lang` has data for `topic`."""
        return _read(lang, topic) is not None


@cache
def _read(lang: str, topic: str) -> Table | None:
    file = resources.files("qa_translate.checks") / "data" / lang / f"{topic}.toml"
    if not file.is_file():
        return None
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(error), where=f"{lang}/{topic}.toml", remedy="reinstall the package") from error
