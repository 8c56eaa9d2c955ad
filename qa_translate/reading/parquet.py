"""The rows of a Parquet file, some at a time, and only the columns that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from os import SEEK_END
from pathlib import Path
from typing import Any

from qa_translate.errors import InputError, reason
from qa_translate.fields import Fields
from qa_translate.reading.files import opened, shown
from qa_translate.reading.records import Record
from qa_translate.reading.streams import ARCHIVE
from qa_translate.reading.tables import check_columns

PARQUET = ".parquet"
_ROWS = 128
"""Rows that are held at once."""

_BUFFER = 1 << 16
"""Bytes of each column that are; without a number it is all of a row group, which may be the whole file."""


def parquet_records(path: str | Path, names: Fields) -> Iterator[Record | InputError]:
    """The rows of a Parquet file by column; messages name them by their number, from 1.

    Args:
        path: the file.
        names: of the columns; others are not read.

    Yields:
        Rows, and an error for each that holds what is no text.

    Raises:
        InputError: the file cannot be read, is no Parquet file, or has no column for the translation.
    """
    where = shown(path)
    with opened(path) as stream:
        for number, row in enumerate(_rows(stream, where, names), 1):
            place = f"{where} row {number}"
            if row is None:
                yield InputError("is not UTF-8 text", where=place, remedy="write that row again")
            else:
                yield Record(row, place)


def count_rows(path: str | Path) -> int:
    """How many rows a Parquet file has, as its end says.

    Raises:
        InputError: it cannot be read, or is no Parquet file.
    """
    with opened(path) as stream:
        return int(_file(stream, shown(path)).metadata.num_rows)


def _rows(stream: Any, where: str, names: Fields) -> Iterator[dict[str, Any] | None]:
    """The values of each row by column; None for a row that has none."""
    file = _file(stream, where)
    head = list(file.schema_arrow.names)
    check_columns(head, where, names)
    wanted = [name for name in astuple(names) if name in head]
    batches = file.iter_batches(_ROWS, columns=wanted, use_threads=False)
    while True:
        try:
            batch = next(batches, None)
        except _errors() as error:
            raise InputError(f"is damaged ({reason(error)})", where=where, remedy="write it again") from error
        if batch is None:
            return
        try:
            rows = batch.to_pylist()
        except (ValueError, OverflowError):  # one of the values is none that Python has
            rows = [_row(batch, at) for at in range(batch.num_rows)]
        yield from rows


def _row(batch: Any, at: int) -> dict[str, Any] | None:
    try:
        return {name: _value(column[at]) for name, column in zip(batch.schema.names, batch.columns, strict=True)}
    except UnicodeDecodeError:
        return None


def _value(scalar: Any) -> Any:
    """A value; of a time that Python does not know (a nanosecond, a strange zone) the day; None for others."""
    import pyarrow

    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        raise
    except (ValueError, OverflowError):
        with suppress(OverflowError, *_errors()):
            return scalar.cast(pyarrow.date32(), safe=False).as_py()
        return None


def _errors() -> tuple[type[Exception], ...]:
    """What the library raises for files that are damaged."""
    import pyarrow

    return OSError, ValueError, pyarrow.ArrowException


def _file(stream: Any, where: str) -> Any:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError("is a Parquet file", where=where, remedy=ARCHIVE) from error
    try:
        stream.seek(0, SEEK_END)
    except (OSError, ValueError) as error:
        message = "is a Parquet file that can only be read from its beginning"
        raise InputError(message, where=where, remedy="unpack it, or copy it to this machine") from error
    try:
        # The system's allocator gives back what Arrow's own would keep for later.
        pyarrow.set_memory_pool(pyarrow.system_memory_pool())
        return ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True)
    except _errors() as error:
        raise InputError(f"is no Parquet file ({reason(error)})", where=where, remedy="write it again") from error
