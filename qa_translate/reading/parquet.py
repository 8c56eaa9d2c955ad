"""The rows of a Parquet file, some at a time, and only the columns that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
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


def parquet_records(path: str | Path, names: Fields) -> Iterator[Record]:
    """The rows of a Parquet file by column; messages name them by their number, from 1.

    Args:
        path: the file.
        names: of the columns; others are not read.

    Raises:
        InputError: the file cannot be read, is no Parquet file, or has no column for the translation.
    """
    where = shown(path)
    with opened(path) as stream:
        for number, row in enumerate(_rows(stream, where, names), 1):
            yield Record(row, f"{where} row {number}")


def count_rows(path: str | Path) -> int:
    """How many rows a Parquet file has, as its end says.

    Raises:
        InputError: it cannot be read, or is no Parquet file.
    """
    with opened(path) as stream:
        return int(_file(stream, shown(path)).metadata.num_rows)


def _rows(stream: Any, where: str, names: Fields) -> Iterator[dict[str, Any]]:
    file = _file(stream, where)
    head = list(file.schema_arrow.names)
    check_columns(head, where, names)
    wanted = [name for name in astuple(names) if name in head]
    batches = file.iter_batches(_ROWS, columns=wanted, use_threads=False)
    while True:
        try:
            batch = next(batches, None)
        except (OSError, ValueError) as error:  # all of pyarrow's errors are one of these
            raise InputError(f"is damaged ({reason(error)})", where=where, remedy="write it again") from error
        if batch is None:
            return
        yield from batch.to_pylist()


def _file(stream: Any, where: str) -> Any:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError("is a Parquet file", where=where, remedy=ARCHIVE) from error
    try:
        # The system's allocator gives back what Arrow's own would keep for later.
        pyarrow.set_memory_pool(pyarrow.system_memory_pool())
        return ParquetFile(stream, pre_buffer=False)
    except (OSError, ValueError) as error:
        raise InputError(f"is no Parquet file ({reason(error)})", where=where, remedy="write it again") from error
