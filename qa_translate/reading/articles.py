"""Articles from JSON and JSON Lines, one at a time; a bad one is reported and the stream goes on."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from qa_translate.article import Article, Side
from qa_translate.errors import ArticleError, InputError
from qa_translate.reading.decode import decode, looks_binary
from qa_translate.reading.files import opened, shown
from qa_translate.reading.validate import validate

_TEXTS = ("source", "back_translation")
_LANGS = ("source_lang", "target_lang", "back_lang")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b")


def read_articles(
    path: str | Path,
    *,
    source_lang: str = "ar",
    target_lang: str = "en",
    back_lang: str | None = None,
    seen: dict[str, str] | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of a JSON Lines file, read line by line; ``.json`` files may hold one article or a list.

    Args:
        path: the file; ``-``: standard input.
        source_lang, target_lang: ISO 639-1 codes of articles that do not say.
        back_lang: of their back-translations; None: detect it.
        seen: ids that are taken, with their places; those of this file are added as they are read.

    Yields:
        For every line that is not blank, an `Article` that `validate` accepts, or an `ArticleError` that names file,
        line and remedy: not JSON, a field missing or of the wrong type, an id seen before, no text, a wrong language.

    Raises:
        InputError: the file itself cannot be read.
    """
    langs = {"source_lang": source_lang, "target_lang": target_lang, "back_lang": back_lang}
    reader = _Reader(shown(path), langs, {} if seen is None else seen)
    with opened(path) as stream:
        if Path(path).suffix.lower() == ".json":
            yield from reader.whole(stream.read())
        else:
            yield from reader.lines(stream)


class _Reader:
    """Turns records into articles, remembering the ids seen."""

    def __init__(self, name: str, langs: dict[str, str | None], seen: dict[str, str]) -> None:
        self._name = name
        self._langs = langs
        self._seen = seen

    def lines(self, stream: BinaryIO) -> Iterator[Article | ArticleError]:
        """One record a line."""
        for number, line in enumerate(_lines(stream, self._name), 1):
            if not line or line.isspace():
                continue
            where = f"{self._name}:{number}"
            try:
                text = line if isinstance(line, str) else _utf8(line, where)
                yield self._article(_parsed(text, where), where)
            except InputError as error:
                yield _of_batch(error, where)

    def whole(self, data: bytes) -> Iterator[Article | ArticleError]:
        """One record, or a list of them."""
        if not data:
            raise InputError("is empty", where=self._name, remedy="give a JSON object, or a list of them")
        parsed = _parsed(decode(data, self._name), self._name)
        records = parsed if isinstance(parsed, list) else [parsed]
        for number, record in enumerate(records, 1):
            where = f"{self._name}[{number}]" if isinstance(parsed, list) else self._name
            try:
                yield self._article(record, where)
            except InputError as error:
                yield _of_batch(error, where)

    def _article(self, record: object, where: str) -> Article:
        if not isinstance(record, dict):
            raise InputError("is not a JSON object", where=where, remedy='write {"id": ..., "translation": ...}')
        name = self._id(record, where)
        where = f"{where} (article {name})"
        if not isinstance(record.get("translation"), str):
            raise InputError(_missing(record, "translation", "text"), where=where, remedy="add the draft as a string")
        texts = {key: _optional(record, key, where) for key in _TEXTS}
        langs = {**self._langs, **{key: code for key in _LANGS if (code := _language(record, key, where))}}
        article = Article(record["translation"], id=name, **texts, **langs)  # type: ignore[arg-type]
        validate(article, dict.fromkeys(Side, where))
        return article

    def _id(self, record: dict[str, Any], where: str) -> str:
        given = record.get("id")
        if isinstance(given, int) and not isinstance(given, bool):
            given = str(given)
        if not isinstance(given, str) or not given.strip():
            raise InputError(_missing(record, "id", "text"), where=where, remedy="give each article a name of its own")
        if given in self._seen:
            before = self._seen[given]
            raise InputError(f"the id {given!r} was used at {before}", where=where, remedy="rename one of the two")
        self._seen[given] = where
        return given


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes | str]:
    """The lines of `stream`, bytes of UTF-8 without a byte-order mark, or text where the file is in UTF-16."""
    first = stream.readline()
    if not first:
        raise InputError("is empty", where=name, remedy="give one JSON object a line")
    if first.startswith(_WIDE):
        yield from decode(first + stream.read(), name).split("\n")
        return
    if first.startswith(_BINARY) or looks_binary(first):
        raise InputError("is not JSON Lines but binary", where=name, remedy="give one JSON object a line")
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from stream


def _utf8(line: bytes, where: str) -> str:
    try:
        return line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 (byte 0x{line[error.start]:02x} at byte {error.start} of the line)"
        raise InputError(reason, where=where, remedy="save the file as UTF-8") from error


def _parsed(text: str, where: str) -> object:
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise InputError(
            f"is not valid JSON ({error.msg}, {place})", where=where, remedy="correct or remove it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("is JSON that cannot be read", where=where, remedy="correct or remove it") from error
    return parsed


def _optional(record: dict[str, Any], key: str, where: str) -> str | None:
    """A text that may be missing, null or empty."""
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(_missing(record, key, "text"), where=where, remedy="give a string, or leave the field out")
    return value if value and not value.isspace() else None


def _language(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _CODE.fullmatch(value.lower()):
        raise InputError(f"{key} is no language code", where=where, remedy="give an ISO 639-1 code such as ar or en")
    return re.split("[-_]", value.lower())[0]


def _missing(record: dict[str, Any], key: str, kind: str) -> str:
    return f"{key} is not {kind}" if key in record and record[key] != "" else f"{key} is missing or empty"


def _of_batch(error: InputError, where: str) -> ArticleError:
    return ArticleError(error.message, where=error.where or where, remedy=error.remedy)
