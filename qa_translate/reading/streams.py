"""Bytes from wherever articles lie: this machine or an object store, plain or compressed.

Object stores are reached through fsspec, which knows them by the beginning of an address (``s3://``, ``gs://``, ``abfs://``,
``https://``, ``memory://``) and needs a library of each (s3fs, gcsfs, adlfs, aiohttp).
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, BinaryIO, cast

from qa_translate.errors import InputError, QaTranslateError, reason

COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})
"""Suffixes that stand behind the one that says what a file is."""

ARCHIVE = "pip install 'qa-translate[archive]'"
"""What brings the libraries for archives."""

_AGAIN = "fetch or pack it again"
_CHUNK = 1 << 16
_PACKED = 1 << 12
"""Bytes that are unpacked at once: few, since they may hold ten thousand times as many."""

_GZIP = 16 + zlib.MAX_WBITS
"""Tells zlib that its stream has the head and the checksum of gzip."""

_GLOB = frozenset("*[")
"""What makes a pattern of an address; a question mark is rather the beginning of a query."""


def is_remote(path: str | Path) -> bool:
    """Whether a path is an address (``s3://archive/2024.jsonl.gz``)."""
    return "://" in str(path)


def suffix_of(path: str | Path) -> str:
    """What a file is by its name, in lower case: ``.jsonl`` for ``a.jsonl.gz``."""
    return _name(path).suffix.lower()


def stem_of(path: str | Path) -> str:
    """The name of a file without suffixes: ``a`` for ``archive/a.jsonl.gz``."""
    return _name(path).stem


def _name(path: str | Path) -> PurePath:
    """The name of a file without the suffix that says how it is packed."""
    name = _whole_name(path)
    return PurePath(name.stem if name.suffix.lower() in COMPRESSED else name.name)


def _whole_name(path: str | Path) -> PurePath:
    """A path, or an address without its query."""
    return PurePosixPath(str(path).split("?")[0]) if is_remote(path) else PurePath(path)


@contextmanager
def remote(path: str) -> Iterator[BinaryIO]:
    """The bytes at an address, as they lie there.

    Raises:
        InputError: it cannot be read.
    """
    with _explained(path):
        filesystem, place = filesystem_of(path)
        with filesystem.open(place, "rb") as stream:
            yield stream


def filesystem_of(path: str) -> tuple[Any, str]:
    """The object store behind an address, and the place in it.

    Raises:
        InputError: there is no library for it, or it cannot be reached.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise InputError("lies on another machine", where=path, remedy=ARCHIVE) from error
    with _explained(path):
        filesystem, place = url_to_fs(path)
        return filesystem, str(place)
    raise AssertionError("explained errors are raised")


def expanded(path: str) -> list[str]:
    """The addresses that an address with wildcards stands for, sorted; an address without stands for itself.

    Raises:
        InputError: there is none, or the store cannot be asked.
    """
    if not is_remote(path) or _GLOB.isdisjoint(path):
        return [path]
    filesystem, place = filesystem_of(path)
    with _explained(path):
        found = sorted(each for each, about in filesystem.glob(place, detail=True).items() if about["type"] == "file")
    if not found:
        raise InputError("no file has such a name", where=path, remedy="check the pattern")
    return [str(filesystem.unstrip_protocol(each)) for each in found]


@contextmanager
def unpacked(raw: BinaryIO, path: str | Path) -> Iterator[BinaryIO]:
    """The bytes that a stream holds when it is unpacked, by the suffix of its name; others are given as they are.

    Raises:
        InputError: while it is read: it is damaged, or breaks off.
    """
    suffix = _whole_name(path).suffix.lower()
    if suffix not in COMPRESSED:
        yield raw
        return
    # BufferedReader takes whatever can be read into a buffer, though its annotation says otherwise.
    yield cast(BinaryIO, io.BufferedReader(_Unpacked(raw, path, *_unpacker(suffix, path)), _CHUNK))


def _unpacker(suffix: str, path: str | Path) -> tuple[Callable[[], Any], type[Exception]]:
    """What unpacks one part of a file, and what it raises when that is damaged."""
    if suffix == ".gz":
        return lambda: zlib.decompressobj(_GZIP), zlib.error
    if suffix == ".bz2":
        return bz2.BZ2Decompressor, OSError
    if suffix == ".xz":
        return lzma.LZMADecompressor, lzma.LZMAError
    try:
        import zstandard
    except ImportError as error:
        raise InputError("is packed with zstd", where=str(path), remedy=ARCHIVE) from error
    return lambda: zstandard.ZstdDecompressor().decompressobj(), zstandard.ZstdError


class _Unpacked(io.RawIOBase):
    """Unpacks part after part: whoever packs with several threads, or appends to a file, makes many.

    The libraries' own readers do not notice that a frame of zstd breaks off, or that a later part of bz2 or xz is
    damaged: they end there.

    Args:
        raw: what is packed.
        path: for messages.
        unpacker: makes what unpacks one part.
        damage: what that raises.
    """

    def __init__(self, raw: BinaryIO, path: str | Path, unpacker: Callable[[], Any], damage: type[Exception]) -> None:
        self._raw = raw
        self._path = path
        self._unpacker = unpacker
        self._damage = damage
        self._part: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a part of `buffer`; 0 at the end.

        Raises:
            InputError: it is damaged, or breaks off.
        """
        while not self._ready:
            self._packed = self._packed or self._raw.read(_PACKED)
            if not self._packed:
                if self._part is not None:
                    raise InputError("breaks off", where=str(self._path), remedy=_AGAIN)
                return 0
            self._unpack()
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _unpack(self) -> None:
        if self._part is None:
            self._packed = self._packed.lstrip(b"\0")  # parts may be padded
            if not self._packed:
                return
            self._part = self._unpacker()
        try:
            self._ready = memoryview(self._part.decompress(self._packed))
        except self._damage as error:
            message = f"is damaged ({reason(error)})"
            raise InputError(message, where=str(self._path), remedy=_AGAIN) from error
        self._packed = b""
        if self._part.eof:
            self._packed, self._part = self._part.unused_data, None


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Whatever a store's library raises, as one of our errors: each has its own."""
    try:
        yield
    except QaTranslateError:
        raise
    except FileNotFoundError as error:
        raise InputError("no such file", where=path, remedy="check the address") from error
    except ImportError as error:
        raise InputError(f"needs a library ({reason(error)})", where=path, remedy="install it") from error
    except ValueError as error:
        raise InputError(f"cannot be reached ({reason(error)})", where=path, remedy="check the address") from error
    except Exception as error:
        message = f"cannot be read ({reason(error)})"
        raise InputError(message, where=path, remedy="check the address, the keys and the connection") from error
