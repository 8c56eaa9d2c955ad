"""What of a Word document may be opened: a bounded archive of XML without document type declarations."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from qa_translate.errors import InputError, reason

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the Compound File Binary format begin: old documents, and encrypted new ones (MS-OFFCRYPTO)."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MEMBERS = 5_000
_LARGEST = 100_000_000
"""Bytes of all XML that is read, unpacked: millions of words."""

_PACKED = 300
_SMALL = 1_000_000
"""How much smaller than its content, in bytes, a part may be; real ones of this size reach about 50."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_SAVE = "open it in Word or LibreOffice and save it as .docx"


def readable_package(data: bytes, where: str) -> io.BytesIO:
    """The archive again, with its XML only, which has been looked at; pictures and other data are empty.

    Args:
        data: the file.
        where: its name, for messages.

    Raises:
        InputError: it is another kind of file, encrypted or damaged, unpacks to more than a document would, or a part
            is no XML or declares a document type, with which entities could come.
    """
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise InputError("is encrypted", where=where, remedy="save it without a password")
        raise InputError("is an old Word document (.doc)", where=where, remedy=_SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _copy(archive, where)
    except _DAMAGED as error:
        message = f"is no Word document, or a damaged one ({reason(error)[:100]})"
        raise InputError(message, where=where, remedy=_SAVE) from error


def _copy(archive: zipfile.ZipFile, where: str) -> io.BytesIO:
    members = archive.infolist()
    if len(members) > _MEMBERS:
        raise _bomb(f"holds {len(members):,} files", where)
    if len({member.filename for member in members}) < len(members):
        raise InputError("holds two files of the same name", where=where, remedy=_SAVE)
    copied = io.BytesIO()
    left = _LARGEST
    with zipfile.ZipFile(copied, "w") as target:
        for member in members:
            content = b""
            if _is_xml(member.filename):
                content = _content(archive, member, left, where)
                _check_xml(content, member.filename, where)
                left -= len(content)
            target.writestr(member.filename, content)
    copied.seek(0)
    return copied


def _is_xml(name: str) -> bool:
    name = name.lower()
    return name.endswith(".rels") or (name.endswith(".xml") and not name.startswith("customxml/"))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, where: str) -> bytes:
    """What a member holds, whatever size it claims to have: no more than that much is unpacked."""
    if member.flag_bits & 1:
        raise InputError("is encrypted", where=where, remedy="save it without a password")
    if member.compress_type not in _METHODS:
        raise InputError("is packed as no Word document is", where=where, remedy=_SAVE)
    with archive.open(member) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _bomb(f"unpacks to more than {_LARGEST / 1e6:,.0f} MB of text", where)
    if len(content) > max(_SMALL, _PACKED * member.compress_size):
        raise _bomb(f"holds {member.filename[:100]!r}, packed to less than a {_PACKED}th of its size", where)
    return content


def _check_xml(content: bytes, part: str, where: str) -> None:
    def refuse(*_: object) -> None:
        message = f"holds {part[:100]!r}, which declares a document type, as no Word document does"
        raise InputError(message, where=where, remedy=_SAVE)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        message = f"is damaged: {part[:100]!r} is no XML ({reason(error)})"
        raise InputError(message, where=where, remedy=_SAVE) from error


def _bomb(what: str, where: str) -> InputError:
    return InputError(f"{what}, as no article does", where=where, remedy="give the article alone, or as plain text")
