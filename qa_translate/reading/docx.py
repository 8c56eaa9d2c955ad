"""The text of a Word document (ECMA-376), paragraph by paragraph.

What a reader sees counts: insertions that are tracked, cells of tables, boxes of text. Deletions, hidden text,
comments, headers and footers do not. A document has no lines: its paragraphs and cells have names (`Article.units`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa_translate.article import Span, Unit
from qa_translate.errors import InputError, reason

MAGIC = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
"""What an old document, and an encrypted new one, begins with."""

_MOST_BYTES = 200_000_000
_MOST_PARTS = 10_000
_MOST_RATIO = 500
"""Bytes that one compressed byte may become, from `_SMALL` on: plain XML of one word repeated has about 200."""

_SMALL = 10_000_000
_DEEPEST = 50
_XML = (".xml", ".rels")
_DOCTYPES = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset(
    {f"{_WORD}{name}" for name in ("del", "moveFrom", "instrText", "rPr", "pPr", "sectPr")} | {_FALLBACK}
)
"""Elements in which nothing is text."""

_CHARACTERS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_REMEDY = "open it in a word processor and save it as .docx again"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read.

    Attributes:
        text: the paragraphs that hold something, separated by blank lines.
        units: their names, in order.
        left_out: what is not in the text, in words.
    """

    text: str
    units: tuple[Unit, ...]
    left_out: tuple[str, ...]


def read_docx(data: bytes, where: str) -> Document:
    """The text of a document.

    Args:
        data: the whole file.
        where: its name, for messages.

    Raises:
        InputError: it is no document, is encrypted, or unpacks to more than a document would.
    """
    if data.startswith(_OLD):
        message = "is an old .doc or an encrypted document"
        raise InputError(message, where=where, remedy="save it as .docx without a password")
    _check_archive(data, where)
    import docx  # 0.2 s

    try:
        body = docx.Document(io.BytesIO(data)).element.body
        named = [(name, text) for name, text in _blocks(body, _Names()) if text.strip()]
    except InputError:
        raise
    except Exception as error:  # python-docx lets errors of lxml, of zipfile and its own through
        message = f"is no Word document ({reason(error)})"
        raise InputError(message, where=where, remedy=_REMEDY) from error
    notes = sum(1 for _ in body.iter(f"{_WORD}footnoteReference", f"{_WORD}endnoteReference"))
    return _joined(named, (_unread(notes),) if notes else ())


def _unread(notes: int) -> str:
    return f"{notes} notes are not read" if notes > 1 else "1 note is not read"


def _joined(named: list[tuple[str, str]], left_out: tuple[str, ...]) -> Document:
    units: list[Unit] = []
    parts: list[str] = []
    at = 0
    for name, text in named:
        parts.append(text)
        units.append(Unit(Span(at, at + len(text)), name))
        at += len(text) + 2
    return Document("\n\n".join(parts), tuple(units), left_out)


def _check_archive(data: bytes, where: str) -> None:
    """Raise where an archive is damaged, hides another one's size, or holds XML that expands.

    The sizes that it declares are trusted, since `zipfile` reads no more than those of any part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            if len(parts) > _MOST_PARTS or size > _MOST_BYTES or (size > _SMALL and size > _MOST_RATIO * packed):
                message = f"unpacks to {size:,} bytes in {len(parts):,} parts, more than a document would"
                raise InputError(message, where=where, remedy=f"if it is one, {_REMEDY}")
            if any(part.flag_bits & 1 for part in parts):
                raise InputError("is encrypted", where=where, remedy="save it without a password")
            for part in parts:
                if part.filename.lower().endswith(_XML) and any(mark in archive.read(part) for mark in _DOCTYPES):
                    message = f"holds XML that declares a document type ({part.filename})"
                    raise InputError(message, where=where, remedy=_REMEDY)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        message = f"is no Word document ({reason(error)})"
        raise InputError(message, where=where, remedy=_REMEDY) from error


@dataclass
class _Names:
    """Counts what has been named."""

    paragraphs: int = 0
    tables: int = 0


def _blocks(container: Any, names: _Names, cell: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The paragraphs of a body or a cell with their names, in order."""
    if depth > _DEEPEST:
        return
    for child in container:
        if child.tag == f"{_WORD}p":
            if not cell:
                names.paragraphs += 1
            name = cell or f"paragraph {names.paragraphs}"
            yield name, "".join(_characters(child))
            for box in _boxes(child):
                yield from _blocks(box, names, f"{name}, text box", depth + 1)
        elif child.tag == f"{_WORD}tbl":
            names.tables += not cell
            yield from _rows(child, names, cell or f"table {names.tables}", depth)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, names, cell, depth + 1)


def _rows(table: Any, names: _Names, name: str, depth: int) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(table.iter(f"{_WORD}tr"), 1):
        if next(row.iterancestors(f"{_WORD}tbl")) is not table:
            continue  # of a table within a cell, which comes with that
        for column, each in enumerate(row.iterchildren(f"{_WORD}tc"), 1):
            yield from _blocks(each, names, f"{name}, row {number}, cell {column}", depth + 1)


def _characters(element: Any) -> Iterator[str]:
    """The characters of a paragraph that a reader sees; boxes of text are paragraphs of their own."""
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _UNSEEN and child.tag != f"{_WORD}txbxContent" and not _is_hidden(child):
            yield from _characters(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The boxes of text that hang on a paragraph, each once: a fallback repeats it for old programs."""
    for box in paragraph.iter(f"{_WORD}txbxContent"):
        if not any(each.tag == _FALLBACK for each in box.iterancestors()):
            yield box


def _is_hidden(run: Any) -> bool:
    marks = run.find(f"{_WORD}rPr/{_WORD}vanish") if run.tag == f"{_WORD}r" else None
    return marks is not None and marks.get(f"{_WORD}val") not in ("0", "false", "off")
