"""The rows of a table (RFC 4180, or with tabs), each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from qa_translate.errors import InputError
from qa_translate.reading.decode import decode
from qa_translate.reading.files import read_bytes, shown


def rows_of(path: str | Path, delimiter: str) -> Iterator[tuple[str, int, list[str]]]:
    """The rows of a file that are not empty.

    Args:
        path: the file.
        delimiter: what stands between the cells.

    Yields:
        How messages name the place of a row, the line of the file at which it begins, and its cells.

    Raises:
        InputError: the file cannot be read, or its quotation marks are broken.
    """
    where = shown(path)
    text = decode(read_bytes(path), where).lstrip("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        place = f"{where}:{line}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            remedy = "correct the quotation marks there"
            raise InputError(f"is no table ({error})", where=place, remedy=remedy) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield place, line, row
