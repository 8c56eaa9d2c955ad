"""Records of JSON and JSON Lines, one at a time, with their places; a bad one is reported and the stream goes on."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qa_translate.errors import InputError
from qa_translate.reading.decode import decode, looks_binary
from qa_translate.reading.files import opened, shown
from qa_translate.reading.streams import suffix_of

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON value of a file, whatever it is.

    Attributes:
        value: as parsed.
        where: how messages name its place (``articles.jsonl:12``).
        line: of the file at which it begins, from 1; None where it is the file, or one of a list.
    """

    value: object
    where: str
    line: int | None = None


def read_records(path: str | Path) -> Iterator[Record | InputError]:
    """The records of a JSON Lines file, read line by line; ``.json`` files may hold one record or a list.

    Args:
        path: the file; ``-``: standard input.

    Yields:
        For every line that is not blank, a `Record`, or an `InputError` where it is not JSON.

    Raises:
        InputError: the file itself cannot be read.
    """
    with opened(path) as stream:
        if suffix_of(path) == ".json":
            yield from _whole(stream.read(), shown(path))
        else:
            yield from _by_line(stream, shown(path))


def _by_line(stream: BinaryIO, name: str) -> Iterator[Record | InputError]:
    for number, line in enumerate(_lines(stream, name), 1):
        if not line or line.isspace():
            continue
        where = f"{name}:{number}"
        try:
            text = line if isinstance(line, str) else _utf8(line, where)
            yield Record(
                _parsed(text.rstrip("\r\n"), where), where, number
            )  # else an error at its end is on another line
        except InputError as error:
            yield error


def _whole(data: bytes, name: str) -> Iterator[Record]:
    if not data:
        raise InputError("is empty", where=name, remedy="give a JSON object, or a list of them")
    parsed = _parsed(decode(data, name), name)
    if isinstance(parsed, list):
        yield from (Record(value, f"{name}[{number}]") for number, value in enumerate(parsed, 1))
    else:
        yield Record(parsed, name)


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
