"""The rows of a table (RFC 4180, or with tabs), each with its line; the file is read as it goes, never as a whole."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO, cast

from qa_translate.errors import InputError
from qa_translate.reading.decode import encoding_of
from qa_translate.reading.files import opened, shown

_SAMPLE = 1 << 20
"""Bytes from which the encoding is told."""

_LARGEST_CELL = 50_000_000
"""Code points; a quotation mark that is never closed makes a cell of all the rest."""

_STRAY = 0.01
"""Share of bytes that may be damaged in a file of UTF-8."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""What stands for bytes that are not in the encoding of the others."""


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        place: how messages name it.
        line: of the file at which it begins.
        cells: as they are when quotation marks are taken off.
    """

    place: str
    line: int
    cells: list[str]


def rows_of(path: str | Path, delimiter: str) -> Iterator[Row | InputError]:
    """The rows of a file that are not empty.

    Args:
        path: the file.
        delimiter: what stands between the cells.

    Yields:
        Rows, and an error for each that is in another encoding than the beginning of the file.

    Raises:
        InputError: the file cannot be read, holds nothing, is not text, or its quotation marks are broken.
    """
    where = shown(path)
    csv.field_size_limit(_LARGEST_CELL)
    with opened(path) as stream, _text(stream, where) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            place = f"{where}:{line}"
            try:
                cells = next(reader, None)
            except csv.Error as error:
                remedy = "correct the quotation marks there"
                raise InputError(f"is no table ({error})", where=place, remedy=remedy) from error
            except UnicodeDecodeError as error:
                raise _not_in(error.encoding, place) from error
            if cells is None:
                return
            if any(map(_UNDECODED.search, cells)):
                yield _not_in(text.encoding, place)
            elif any(cell.strip() for cell in cells):
                yield Row(place, line, cells)


def _not_in(encoding: str, place: str) -> InputError:
    return InputError(f"is not {encoding.upper()} text", where=place, remedy="save the file as UTF-8")


def _text(stream: BinaryIO, where: str) -> TextIO:
    """`stream` as text, without its byte-order mark, line ends as they are."""
    # BufferedReader takes whatever can be read into a buffer, though its annotation says otherwise.
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)
    head = buffered.peek(_SAMPLE)
    if not head:
        raise InputError("is empty", where=where, remedy="give a file with text in it")
    encoding, skip = _encoding_of(_whole_characters(head), where)
    buffered.read(skip)
    wide = encoding.startswith(("utf-16", "utf-32"))
    return io.TextIOWrapper(buffered, encoding, "surrogatepass" if wide else "surrogateescape", newline="")


def _encoding_of(head: bytes, where: str) -> tuple[str, int]:
    """Like `encoding_of`; but a stray byte in one row of UTF-8 is no reason to read none of the others."""
    try:
        return encoding_of(head, where)
    except InputError as error:
        lost = len(head) - len(head.decode("utf-8", "ignore").encode())
        if not isinstance(error.__cause__, UnicodeDecodeError) or lost > _STRAY * len(head):
            raise
        return "utf-8", 0


def _whole_characters(head: bytes) -> bytes:
    """The beginning of a file without a character of UTF-8 that is cut in two at its end."""
    end = head[-3:]
    return head[: len(head) - len(end) + codecs.utf_8_decode(end, "ignore", False)[1]]
