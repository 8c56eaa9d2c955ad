"""Articles from tables, one a row (RFC 4180, or with tabs): columns by their names in the first row."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from qa_translate.article import Article
from qa_translate.errors import ArticleError, InputError
from qa_translate.fields import Fields
from qa_translate.reading.articles import article_in, languages
from qa_translate.reading.files import shown
from qa_translate.reading.records import Record
from qa_translate.reading.rows import Row, rows_of
from qa_translate.reading.streams import stem_of, suffix_of

_DELIMITERS = {".csv": ",", ".tsv": "\t"}


def read_table(
    path: str | Path,
    *,
    source_lang: str = "ar",
    target_lang: str = "en",
    back_lang: str | None = None,
    names: Fields | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of a table.

    Args:
        path: the file; its suffix says what stands between the cells.
        source_lang, target_lang: ISO 639-1 codes of rows that do not say.
        back_lang: of their back-translations; None: detect it.
        names: of the columns.

    Yields:
        For every row that is not empty an article, or an error that names file, line and remedy.

    Raises:
        InputError: the file cannot be read, or has no column for the translation.
        UsageError: one of the languages is no code.
    """
    names = names or Fields()
    langs = languages(source_lang, target_lang, back_lang)
    seen: dict[str, str] = {}
    for number, record in enumerate(table_records(path, names), 1):
        if isinstance(record, InputError):
            yield ArticleError(record.message, where=record.where, remedy=record.remedy)
            continue
        yield article_in(record, langs, seen, names, name=row_name(path, number))


def row_name(path: str | Path, number: int) -> str:
    """What the article of a row is called that has no name: by the table's name, and the row's number from 1."""
    return f"{stem_of(path)}:{number}"


def table_records(path: str | Path, names: Fields) -> Iterator[Record | InputError]:
    """The rows of a table by column, and what is wrong with those that cannot be read.

    Raises:
        InputError: the file cannot be read, or has no column for the translation.
    """
    head: list[str] | None = None
    for row in rows_of(path, _DELIMITERS[suffix_of(path)]):
        if isinstance(row, InputError):
            if head is None:
                raise row
            yield row
        elif head is None:
            head = _head(row, names)
        else:
            yield Record(dict(zip(head, row.cells, strict=False)), row.place, row.line)
    if head is None:
        raise InputError("is empty", where=shown(path), remedy="give a first row with the names of the columns")


def _head(row: Row, names: Fields) -> list[str]:
    """The names of the columns."""
    head = [cell.strip() for cell in row.cells]
    check_columns(head, row.place, names)
    return head


def check_columns(head: list[str], where: str, names: Fields) -> None:
    """Look whether a table has a column for the translation, and none twice.

    Raises:
        InputError: it has not.
    """
    if names.translation not in head:
        near = difflib.get_close_matches(names.translation, head, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        remedy = f"{hint}name the column with translation = ... under [fields] of the settings".strip()
        raise InputError(f"has no column {names.translation!r}", where=where, remedy=remedy)
    twice = next((name for k, name in enumerate(head) if name and name in head[:k]), None)
    if twice is not None:
        raise InputError(f"has two columns {twice!r}", where=where, remedy="rename one of them")
