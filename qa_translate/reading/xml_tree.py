"""XML to a small tree in which every character of text knows where it stands in the file.

The standard library's expat reads it. Nothing but the file itself is ever opened: an external DTD may be named, but is
not loaded, and entity declarations are refused, since a few lines of them can grow to gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from qa_translate.errors import InputError
from qa_translate.reading.decode import decode, is_utf8
from qa_translate.reading.files import read_bytes, shown
from qa_translate.reading.xml_nodes import Element, Run

__all__ = ["Element", "Run", "XmlFile", "parse_xml", "read_xml"]

_LARGEST = 64_000_000
"""Bytes of the largest file that is read: some hold their original, too, but a character of text takes 100 bytes."""

_DEEPEST = 200
"""Elements within each other."""

_MOST = 3_000_000
"""Elements of one file: each takes some hundred bytes of memory, but only four bytes of the file."""

_DECLARED = re.compile(rb"\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']")
_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_NOTHING: Mapping[str, str] = {}
_CUT_OFF = frozenset({"no element found", "unclosed token", "unclosed CDATA section", "partial character"})


@dataclass(frozen=True, slots=True)
class XmlFile:
    """An XML file.

    Attributes:
        where: the file's name, for messages.
        text: the whole file, decoded; all places are code points of it.
        root: the outermost element.
    """

    where: str
    text: str = field(repr=False)
    root: Element

    def place(self, element: Element) -> str:
        """How messages name the place of an element: file and line."""
        return f"{self.where}:{element.line}"


def read_xml(path: str | Path) -> XmlFile:
    """The tree of an XML file in UTF-8, UTF-16, or the encoding that it declares.

    Raises:
        InputError: it cannot be read, is too large or too deep, is not well-formed, or declares entities.
    """
    data = read_bytes(path, at_most=_LARGEST)
    where = shown(path)
    try:
        text = decode(data, where, _encoding(data))
    except UnicodeError as error:  # of codecs that are no encodings of texts, such as "idna"
        raise InputError(f"cannot be decoded ({error})", where=where, remedy="save it as UTF-8") from error
    return parse_xml(text, where)


def parse_xml(text: str, where: str) -> XmlFile:
    """The tree of XML that has been decoded.

    Args:
        text: the whole file without byte-order mark; what it declares as its encoding does not matter.
        where: the file's name, for messages.

    Raises:
        InputError: see `read_xml`.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError("holds a lone surrogate", where=f"{where}:{line}", remedy="remove it") from error
    return XmlFile(where, text, _Builder(data, where).root())


def _encoding(data: bytes) -> str | None:
    """The encoding that a file declares, None where its bytes show it.

    A file that is UTF-8 in spite of what it declares has been saved again. One that declares UTF-8 is not guessed at:
    it has been cut off within a character or put together of two.
    """
    found = _DECLARED.match(data)
    if found is None or is_utf8(data):
        return None
    name = found[1].decode("ascii").lower()
    return None if name.startswith(("utf-16", "utf-32")) else name


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self, data: bytes, where: str) -> None:
        self._data = data
        self._where = where
        self._top = Element("", "", _NOTHING, 0, preserve=False)
        self._open = [self._top]
        self._elements = 0
        self._last = (0, 0)
        self._in_cdata = False
        self._pieces: list[str] = []
        self._start = self._end = 0
        self._parser = self._new_parser()

    def root(self) -> Element:
        """The outermost element."""
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            message = (expat.ErrorString(error.code) or "").removeprefix("not well-formed (").removesuffix(")")
            remedy = "it is cut off: export it again" if message in _CUT_OFF else "correct it, or export it again"
            where = f"{self._where}:{error.lineno}:{error.offset + 1}"
            raise InputError(f"is not well-formed XML ({message})", where=where, remedy=remedy) from error
        return next(item for item in self._top.content if isinstance(item, Element))

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = False  # a call per stretch, so that each has a place
        parser.specified_attributes = True  # those that a DTD adds could be large, and are given for every element
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = lambda: self._cdata(inside=True)
        parser.EndCdataSectionHandler = lambda: self._cdata(inside=False)
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        return parser

    def _begun(self, name: str, given: dict[str, str]) -> None:
        self._flush()
        if len(self._open) > _DEEPEST:
            raise self._refused(f"holds more than {_DEEPEST} elements within each other")
        self._elements += 1
        if self._elements > _MOST:
            raise self._refused(f"holds more than {_MOST:,} elements", "split it")
        namespace, _, local = name.rpartition(" ")
        attributes = {_attribute(key): value for key, value in given.items()} if given else _NOTHING
        space = attributes.get("xml:space")
        preserve = space == "preserve" if space else self._open[-1].preserve
        element = Element(local, namespace, attributes, self._parser.CurrentLineNumber, preserve)
        self._open[-1].content.append(element)
        self._open.append(element)

    def _ended(self, _: str) -> None:
        self._flush()
        self._open.pop()

    def _text(self, text: str) -> None:
        place = self._parser.CurrentByteIndex
        start = self._code_point(place)
        written = self._data[place]
        if written == ord("&") and not self._in_cdata:
            self._flush()
            end = self._code_point(self._data.index(b";", place) + 1)
            self._open[-1].content.append(Run(text, start, end))
            return
        if written == ord("\r") and self._data.startswith(b"\r\n", place):
            self._flush()
            self._open[-1].content.append(Run(text, start, start + 2))
            return
        if self._pieces and self._end != start:
            self._flush()
        if not self._pieces:
            self._start = start
        self._pieces.append(text)
        self._end = start + len(text)

    def _flush(self) -> None:
        """Put what was written as it reads, in stretches that touch, into the tree as one."""
        if self._pieces:
            self._open[-1].content.append(Run("".join(self._pieces), self._start, self._end))
            self._pieces.clear()

    def _cdata(self, *, inside: bool) -> None:
        self._in_cdata = inside

    def _code_point(self, place: int) -> int:
        """Code points before a byte; expat goes forward, and so does this."""
        last, count = self._last
        count += len(self._data[last:place].decode("utf-8"))
        self._last = (place, count)
        return count

    def _entity(self, name: str, *_: object) -> None:
        raise self._refused(f"declares the entity {name[:40]!r}", "write its text instead")

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise self._refused(
                f"names the entity {name[:40]!r}, which nothing in it declares", "write its text instead"
            )

    def _refused(self, message: str, remedy: str = "correct it, or export it again") -> InputError:
        where = f"{self._where}:{self._parser.CurrentLineNumber}:{self._parser.CurrentColumnNumber + 1}"
        return InputError(message, where=where, remedy=remedy)


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    if not namespace:
        return local
    return f"xml:{local}" if namespace == _XML_NAMESPACE else f"{{{namespace}}}{local}"
