"""The text of a Word document (ISO 29500, Transitional) as a reader sees it: paragraphs, tables, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from qa_translate.article import Span, Unit
from qa_translate.errors import InputError, reason
from qa_translate.reading.docx_package import readable_package

_UNREADABLE = (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError, RecursionError)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_ALTERNATIVES}Choice", f"{_ALTERNATIVES}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t"))
_BOX, _CONTROL = qn("w:txbxContent"), qn("w:sdt")
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
}
_UNSEEN = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:trPr", "w:tcPr"))
)
"""Deleted text, where text was moved from, readings over characters, and properties."""

_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_OFF = frozenset({"0", "false", "off"})


def docx_text(data: bytes, where: str) -> tuple[str, tuple[Unit, ...]]:
    """The text of a ``.docx`` file, its paragraphs parted by blank lines, and what they are called.

    Headers, footers, comments, tracked deletions and hidden text are left out; tracked insertions are text. A paragraph
    is called ``paragraph 12`` as Word counts those of the body, empty ones among them, or ``table 1, row 2, cell 3``,
    ``text box in paragraph 12``, ``footnote 1``. Text boxes stand behind their paragraphs, notes at the end.

    Args:
        data: the file.
        where: its name, for messages.

    Raises:
        InputError: it cannot be opened (see `readable_package`), or is no Word document.
    """
    package = readable_package(data, where)
    try:
        paragraphs = [found for found in _Reader(Document(package)).paragraphs() if found[0]]
    except _UNREADABLE as error:
        message = f"is no Word document that can be read ({' '.join(reason(error).split())[:200]})"
        remedy = "open it in Word or LibreOffice and save it as .docx"
        raise InputError(message, where=where, remedy=remedy) from error
    units: list[Unit] = []
    at = 0
    for text, name in paragraphs:
        units.append(Unit(Span(at, at + len(text)), name))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in paragraphs), tuple(units)


class _Reader:
    """Reads one document."""

    def __init__(self, document: OpenDocument) -> None:
        self._body = document.element.body
        self._parts = document.part.rels
        self._hidden = _hidden_styles(document.styles.element)
        self._notes: list[tuple[str, str]] = []
        """Notes that the text refers to: their kind, and their id."""

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """Texts and names, in order."""
        numbers, tables = count(1), count(1)
        for block in self._blocks(self._body):
            if block.tag == _TABLE:
                yield from self._table(block, f"table {next(tables)}")
            else:
                yield from self._paragraph(block, f"paragraph {next(numbers)}")
        parts = {kind: self._note_elements(kind) for kind in _NOTES.values()}
        numbered = {kind: count(1) for kind in parts}
        for kind, note in self._notes:  # which may grow meanwhile
            if note in parts[kind]:
                yield from self._within(parts[kind][note], f"{kind} {next(numbered[kind])}")

    def _within(self, element: Element, name: str) -> Iterator[tuple[str, str]]:
        """Paragraphs and tables that share a name."""
        for block in self._blocks(element):
            if block.tag == _TABLE:
                for row in self._parts_of(block, _ROW):
                    for cell in self._parts_of(row, _CELL):
                        yield from self._within(cell, name)
            else:
                yield from self._paragraph(block, name)

    def _table(self, table: Element, name: str) -> Iterator[tuple[str, str]]:
        for row_number, row in enumerate(self._parts_of(table, _ROW), 1):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                for number, cell in enumerate(self._parts_of(row, _CELL), 1):
                    yield from self._within(cell, f"{name}, row {row_number}, cell {number}")

    def _paragraph(self, paragraph: Element, name: str) -> Iterator[tuple[str, str]]:
        text: list[str] = []
        boxes: list[Element] = []
        self._read(paragraph, text, boxes)
        yield "".join(text).strip(), name
        for box in boxes:
            yield from self._within(box, f"text box in {name.removeprefix('text box in ')}")

    def _blocks(self, element: Element) -> Iterator[Element]:
        """Paragraphs and tables in `element`, also those in content controls and insertions."""
        for child in _children(element):
            if child.tag in (_PARAGRAPH, _TABLE):
                yield child
            else:
                yield from self._blocks(child)

    def _parts_of(self, element: Element, tag: str) -> Iterator[Element]:
        """Rows of a table or cells of a row."""
        for child in _children(element):
            if child.tag == tag:
                yield child
            elif child.tag != _TABLE:
                yield from self._parts_of(child, tag)

    def _read(self, element: Element, text: list[str], boxes: list[Element]) -> None:
        for child in _children(element):
            if child.tag == _TEXT:
                text.append(child.text or "")
            elif child.tag in _CHARACTERS:
                text.append(_CHARACTERS[child.tag])
            elif child.tag == _BOX:
                boxes.append(child)
            elif child.tag in _NOTES:
                self._notes.append((_NOTES[child.tag], child.get(qn("w:id"), "")))
            elif child.tag != _RUN or not self._is_hidden(child):
                self._read(child, text, boxes)

    def _is_hidden(self, run: Element) -> bool:
        own = _vanishes(run)
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        return own if own is not None else style is not None and style.get(qn("w:val")) in self._hidden

    def _note_elements(self, kind: str) -> dict[str, Element]:
        """The notes of one kind by their ids."""
        parts = (rel.target_part for rel in self._parts.values() if rel.reltype.endswith(f"/{kind}s"))
        part: Part | None = next(parts, None)
        return {note.get(qn("w:id"), ""): note for note in parse_xml(part.blob)} if part else {}


def _children(element: Element) -> Iterator[Element]:
    """What is seen of the elements in `element`: of alternatives the first, of a content control not its prompt."""
    if element.tag == _CONTROL and element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return
    choice = element.find(_CHOICE)
    for child in element:
        other = child.tag in (_CHOICE, _FALLBACK) and choice is not None and child is not choice
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and not other:
            yield child


def _vanishes(element: Element) -> bool | None:
    """Whether a run or a style says that its text is hidden; None where it does not say."""
    found = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return None if found is None else found.get(qn("w:val")) not in _OFF


def _hidden_styles(styles: Element) -> frozenset[str]:
    """The ids of styles whose text is hidden, by themselves or by what they are based on."""
    given = {style.get(qn("w:styleId"), ""): style for style in styles.findall(qn("w:style"))}
    return frozenset(name for name in given if _hides(name, given))


def _hides(name: str, styles: dict[str, Element]) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        own = _vanishes(styles[name])
        if own is not None:
            return own
        base = styles[name].find(qn("w:basedOn"))
        name = "" if base is None else base.get(qn("w:val"), "")
    return False
