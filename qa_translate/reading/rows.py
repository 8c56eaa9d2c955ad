"""The rows of a table (RFC 4180, or with tabs), each with its line; the file is read as it goes, never as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from qa_translate.errors import InputError
from qa_translate.reading.decode import encoding_of
from qa_translate.reading.files import opened, shown

_SAMPLE = 1 << 20
"""Bytes from which the encoding is told."""


def rows_of(path: str | Path, delimiter: str) -> Iterator[tuple[str, int, list[str]]]:
    """The rows of a file that are not empty.

    Args:
        path: the file.
        delimiter: what stands between the cells.

    Yields:
        How messages name the place of a row, the line of the file at which it begins, and its cells.

    Raises:
        InputError: the file cannot be read, holds nothing, is not text, or its quotation marks are broken.
    """
    where = shown(path)
    with opened(path) as stream, _text(stream, where) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            place = f"{where}:{line}"
            try:
                row = next(reader, None)
            except csv.Error as error:
                remedy = "correct the quotation marks there"
                raise InputError(f"is no table ({error})", where=place, remedy=remedy) from error
            except UnicodeDecodeError as error:
                message = f"is not {error.encoding.upper()} text from there on"
                raise InputError(message, where=place, remedy="save it as UTF-8") from error
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield place, line, row


def _text(stream: BinaryIO, where: str) -> TextIO:
    """`stream` as text, without its byte-order mark, line ends as they are."""
    # BufferedReader takes whatever can be read into a buffer, though its annotation says otherwise.
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)
    head = buffered.peek(_SAMPLE)
    if not head:
        raise InputError("is empty", where=where, remedy="give a file with text in it")
    encoding, skip = encoding_of(_whole_lines(head), where)
    buffered.read(skip)
    errors = "surrogatepass" if encoding.startswith("utf") else "strict"
    return io.TextIOWrapper(buffered, encoding, errors, newline="")


def _whole_lines(head: bytes) -> bytes:
    """The beginning of a file without a character that is cut in two at its end."""
    return head if len(head) < _SAMPLE else head[: head.rfind(b"\n") + 1] or head
