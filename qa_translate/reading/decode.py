"""Bytes to text: UTF-8, UTF-16 and UTF-32 with or without a byte-order mark, Windows-1256, ISO 8859-6."""

from __future__ import annotations

import codecs
import re

from qa_translate.arabic import is_arabic_letter
from qa_translate.errors import InputError

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "compressed"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_SAMPLE = 20_000
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_MANY_CONTROLS = 0.01
_PLAUSIBLE = 0.95
_PURE = 0.9
_USUAL = re.compile("[\\s!-~\xa0-\u024f\u0370-\u077f\u200c-\u2044]")
"""What plain text in Latin, Greek, Cyrillic or Arabic script is made of."""
_UTF8_REMEDY = "save it as UTF-8, or name its encoding"
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = re.compile(r"ال.{2,}|في|من|على|إلى|أن|و.{3,}")


def encoding_of(data: bytes, where: str) -> tuple[str, int]:
    """The encoding of `data` and the length of its byte-order mark in bytes.

    Args:
        data: the whole file, or enough of its beginning.
        where: the file's name, for messages.

    Raises:
        InputError: `data` is not text, or in an encoding that is not told apart here.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {kind}, not text", where=where, remedy="save its text as plain text or HTML")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide, 0
    if looks_binary(data[:_SAMPLE]):
        raise InputError("is binary, not text", where=where, remedy="give plain text, Markdown, HTML or JSON")
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        return _single_byte(data, error, where), 0
    return "utf-8", 0


def looks_binary(sample: bytes) -> bool:
    """Whether more than a stray byte of `sample` is a control character that no text has."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _MANY_CONTROLS * len(sample) + 1


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """`data` as text, without its byte-order mark, line ends as they are.

    Args:
        data: the whole file.
        where: the file's name, for messages.
        encoding: what the user says it is; None: find out.

    Raises:
        InputError: see `encoding_of`; or `data` is not in the encoding named.
    """
    skip = 0
    if encoding is None:
        encoding, skip = encoding_of(data, where)
    try:
        return data[skip:].decode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
    except LookupError as error:
        raise InputError(f"unknown encoding {encoding}", where=where, remedy="name one such as utf-8") from error
    except UnicodeDecodeError as error:
        raise _undecodable(data, skip + error.start, encoding, where) from error


def is_utf8(data: bytes) -> bool:
    """Whether all of `data` is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte-order mark: known by spaces and line ends of two bytes and plausible text."""
    even = sample[: len(sample) // 2 * 2]
    for encoding, space, newline in (("utf-16-le", b" \0", b"\n\0"), ("utf-16-be", b"\0 ", b"\0\n")):
        if space in even or newline in even or even.count(0) * 3 > len(even):
            text = even.decode(encoding, "replace")
            if text and len(_USUAL.findall(text)) >= _PLAUSIBLE * len(text):
                return encoding
    return None


def _single_byte(data: bytes, error: UnicodeDecodeError, where: str) -> str:
    """Windows-1256 or ISO 8859-6, whichever makes more Arabic words of the bytes.

    Bytes of another single-byte encoding make words of mixed script: there half of the letters become Latin ones.
    """
    best, most = "", -1
    for encoding in ("cp1256", "iso8859-6"):
        words = [w for w in _WORD.findall(data.decode(encoding, "replace")) if not w.isascii()]
        pure = sum(len(w) for w in words if len(w) > 1 and all(map(is_arabic_letter, w)))
        common = sum(map(bool, map(_COMMON.fullmatch, words)))
        if pure and pure >= _PURE * sum(map(len, words)) and common > most:
            best, most = encoding, common
    if best:
        return best
    raise _undecodable(data, error.start, "utf-8", where) from error


def _undecodable(data: bytes, at: int, encoding: str, where: str) -> InputError:
    line = data.count(b"\n", 0, at) + 1
    byte = f" (byte 0x{data[at]:02x} at offset {at})" if at < len(data) else ""
    return InputError(f"is not {encoding.upper()} text{byte}", where=f"{where}:{line}", remedy=_UTF8_REMEDY)
