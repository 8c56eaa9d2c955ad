"""Articles from JSON and JSON Lines, one at a time; a bad one is reported and the stream goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from qa_translate.article import Article, Side
from qa_translate.errors import ArticleError, InputError, UsageError
from qa_translate.fields import Fields
from qa_translate.langcode import language_code
from qa_translate.reading.records import Record, read_records
from qa_translate.reading.validate import validate

_TEXTS = (Side.SOURCE, Side.BACK)


class Places(Protocol):
    """Places by id: a dict, or something larger that can be used like one."""

    def __contains__(self, name: str, /) -> bool:
        """Whether an id is taken."""

    def __getitem__(self, name: str, /) -> str:
        """Where it was taken."""

    def __setitem__(self, name: str, place: str, /) -> None:
        """Take it."""


def read_articles(
    path: str | Path,
    *,
    source_lang: str = "ar",
    target_lang: str = "en",
    back_lang: str | None = None,
    seen: Places | None = None,
    names: Fields | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of a JSON Lines file, read line by line; ``.json`` files may hold one article or a list.

    Args:
        path: the file; ``-``: standard input.
        source_lang, target_lang: ISO 639-1 codes of articles that do not say (an empty field does not say).
        back_lang: of their back-translations; None: detect it.
        seen: ids that are taken, with their places; those of this file are added as they are read.
        names: of the fields.

    Yields:
        For every line that is not blank, an `Article` that `validate` accepts, or an `ArticleError` that names file,
        line and remedy: not JSON, a field missing or of the wrong type, an id seen before, no text, a wrong language.

    Raises:
        InputError: the file itself cannot be read.
        UsageError: one of the languages is no code.
    """
    langs = languages(source_lang, target_lang, back_lang)
    seen = {} if seen is None else seen
    for record in read_records(path):
        if isinstance(record, InputError):
            yield _of_batch(record)
            continue
        yield article_in(record, langs, seen, names or Fields())


def article_in(
    record: Record, langs: Mapping[str, str | None], seen: Places, names: Fields, name: str = ""
) -> Article | ArticleError:
    """The article in a record of a batch, or why there is none (see `article_of`, `validate`)."""
    try:
        article = article_of(record, langs, seen, name, names)
        validate(article, dict.fromkeys(Side, _place(record, article.id)))
    except InputError as error:
        return _of_batch(error)
    return article


def languages(source_lang: str, target_lang: str, back_lang: str | None) -> dict[str, str | None]:
    """The languages of articles that do not say, by the name of their field.

    Raises:
        UsageError: one of them is no code.
    """
    return {
        "source_lang": language_code(source_lang, "source_lang"),
        "target_lang": language_code(target_lang, "target_lang"),
        "back_lang": None if back_lang is None else language_code(back_lang, "back_lang"),
    }


def stated_language(value: object, name: str, where: str) -> str | None:
    """The code of a language that a file may state; None where it does not.

    Args:
        value: what the file says: None or "" is nothing.
        name: what the file calls it.
        where: place, for messages.

    Raises:
        InputError: it is no code.
    """
    if value is None or value == "":
        return None
    try:
        return language_code(value, where)
    except UsageError as error:
        raise InputError(f"{name} {error.message}", where=where, remedy=error.remedy) from error


def article_of(
    record: Record, langs: Mapping[str, str | None], seen: Places, name: str = "", names: Fields | None = None
) -> Article:
    """The article in a record, which nobody has validated yet.

    Args:
        record: what should be one.
        langs: see `languages`.
        seen: ids that are taken, with their places; that of the article is added.
        name: id of an article that does not say; "": each must say.
        names: of the fields.

    Raises:
        InputError: it is no JSON object, a field is missing or of the wrong type, or the id is taken.
    """
    fields = (names or Fields()).renamed(_fields(record))
    if name and fields.get("id") in (None, ""):
        fields = {**fields, "id": name}
    name = _new_id(fields, record.where, seen)
    where = _place(record, name)
    translation = fields.get("translation")
    if not isinstance(translation, str):
        raise InputError(_missing(fields, "translation"), where=where, remedy="add the draft as a string")
    texts = {side.value: _optional(fields, side, where) for side in _TEXTS}
    said = {key: stated_language(fields.get(key), key, where) or default for key, default in langs.items()}
    return Article(translation, id=name, record_line=record.line, **texts, **said)  # type: ignore[arg-type]


def text_of(record: Record, side: Side) -> str:
    """One text of the article in a record; nothing else of the record matters.

    Raises:
        InputError: it is no JSON object, or the field is missing or of the wrong type.
    """
    text = _optional(_fields(record), side, record.where)
    if text is None:
        raise InputError(f"has no {side.value}", where=record.where, remedy=f"add the field {side.value}")
    return text


def _place(record: Record, name: str) -> str:
    return f"{record.where} (article {name})"


def _fields(record: Record) -> dict[str, Any]:
    if not isinstance(record.value, dict):
        raise InputError("is not a JSON object", where=record.where, remedy='write {"id": ..., "translation": ...}')
    return record.value


def _new_id(fields: dict[str, Any], where: str, seen: Places) -> str:
    given = fields.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given.strip():
        raise InputError(_missing(fields, "id"), where=where, remedy="give each article a name of its own")
    if given in seen:
        raise InputError(f"the id {given!r} was used at {seen[given]}", where=where, remedy="rename one of the two")
    seen[given] = where
    return given


def _optional(fields: dict[str, Any], side: Side, where: str) -> str | None:
    """A text that may be missing, null or empty."""
    value = fields.get(side.value)
    if value is not None and not isinstance(value, str):
        raise InputError(_missing(fields, side.value), where=where, remedy="give a string, or leave the field out")
    return value if value and not value.isspace() else None


def _missing(fields: dict[str, Any], key: str) -> str:
    return f"{key} is not text" if key in fields and fields[key] != "" else f"{key} is missing or empty"


def _of_batch(error: InputError) -> ArticleError:
    return ArticleError(error.message, where=error.where, remedy=error.remedy)
