"""Language facts as data: ``checks/data/LANG/TOPIC.toml``, read once, looked up by topic.

Each topic belongs to one check family, which knows the tables of its files. A language without a topic's file
makes the rules that need the topic be listed as skipped. A file with ``sides = ["source"]`` has what a family needs of
the original only: for translations into that language there is none, and the other way round.

A file may name classes of endings in a table ``[endings]``; then an entry ``stem~class`` of any list stands for the
stem with each ending of the class: ``déclar~er`` for *déclare*, *déclara*, *déclarait*. For languages without a parser
that is how a word is found in all its forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from qa_translate.article import Side
from qa_translate.vocabulary_file import CLASS, Table, parse

__all__ = ["Table", "Vocabulary", "prepared", "written_out"]

Made = TypeVar("Made")
_PREPARED: dict[tuple[object, ...], tuple[tuple[Table, ...], Any]] = {}


class Vocabulary:
    """The language data that ships with the package."""

    def topic(self, lang: str, topic: str, side: Side | None = None) -> Table | None:
        """The tables of ``data/LANG/TOPIC.toml``, or None where the language has no such file.

        Args:
            lang: ISO 639-1 code.
            topic: name of the file.
            side: what the words are wanted for; a file that is not for it counts as none.

        Raises:
            ConfigError: the file is not valid TOML, or holds what no text can match; it names the line.
        """
        table = _read(lang, topic)
        meant = table is None or side is None or side in table.get("sides", (side,))
        return table if meant else None

    def has(self, lang: str, topic: str, side: Side | None = None) -> bool:
        """Whether `lang` has data for `topic`, for texts of `side` where given."""
        return self.topic(lang, topic, side) is not None


def prepared(build: Callable[..., Made], *tables: Table) -> Made:
    """What `build` makes of vocabulary tables, made once for all articles: a table is read once and never changed."""
    key = (build, *map(id, tables))
    if key not in _PREPARED:
        _PREPARED[key] = (tables, build(*tables))  # the tables stay, so that no other one gets their ids
    made: Made = _PREPARED[key][1]
    return made


@cache
def _read(lang: str, topic: str) -> Table | None:
    file = resources.files("qa_translate.checks") / "data" / lang / f"{topic}.toml"
    if not file.is_file():
        return None
    table = parse(file.read_text(encoding="utf-8"), lang, topic)
    endings = table.get("endings")
    return written_out(table, endings) if isinstance(endings, dict) else table


def written_out(value: Any, endings: Mapping[str, list[str]]) -> Any:
    """A table of which every entry ``stem~class`` in a list is replaced by the stem with each ending of the class."""
    if isinstance(value, list):
        forms = [form for v in value for form in _forms(v, endings)]
        return list(dict.fromkeys(forms)) if all(isinstance(form, str) for form in forms) else forms
    return {k: written_out(v, endings) for k, v in value.items()} if isinstance(value, dict) else value


def _forms(entry: Any, endings: Mapping[str, list[str]]) -> Iterator[Any]:
    found = CLASS.search(entry) if isinstance(entry, str) else None
    if found is None or found[1] not in endings:
        yield written_out(entry, endings)
        return
    for ending in endings[found[1]]:
        yield from _forms(entry[: found.start()] + ending + entry[found.end() :], endings)
