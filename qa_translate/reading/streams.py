"""Bytes from wherever articles lie: this machine or an object store, plain or compressed.

Object stores are reached through fsspec, which knows them by the beginning of an address (``s3://``, ``gs://``, ``abfs://``,
``https://``, ``memory://``) and needs a library of each (s3fs, gcsfs, adlfs, aiohttp).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from qa_translate.errors import InputError, reason

COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})
"""Suffixes that stand behind the one that says what a file is."""

ARCHIVE = "pip install 'qa-translate[archive]'"
"""What brings the libraries for archives."""

_CHUNK = 1 << 16
_GLOB = frozenset("*?[")


def is_remote(path: str | Path) -> bool:
    """Whether a path is an address (``s3://archive/2024.jsonl.gz``)."""
    return "://" in str(path)


def suffix_of(path: str | Path) -> str:
    """What a file is by its name, in lower case: ``.jsonl`` for ``a.jsonl.gz``."""
    return _name(path).suffix.lower()


def stem_of(path: str | Path) -> str:
    """The name of a file without suffixes: ``a`` for ``archive/a.jsonl.gz``."""
    return _name(path).stem


def _name(path: str | Path) -> PurePosixPath:
    """The name of a file without the suffix that says how it is packed."""
    name = PurePosixPath(str(path).split("?")[0] if is_remote(path) else path)
    return PurePosixPath(name.stem if name.suffix.lower() in COMPRESSED else name.name)


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
        found = sorted(filesystem.glob(place))
    if not found:
        raise InputError("no file has such a name", where=path, remedy="check the pattern")
    return [str(filesystem.unstrip_protocol(each)) for each in found]


@contextmanager
def unpacked(raw: BinaryIO, path: str | Path) -> Iterator[BinaryIO]:
    """The bytes that a stream holds when it is unpacked, by the suffix of its name; others are given as they are.

    Raises:
        InputError: while it is read: it is damaged, or breaks off.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in COMPRESSED:
        yield raw
        return
    try:
        yield _unpacking(raw, suffix, str(path))
    except EOFError as error:
        raise InputError("breaks off", where=str(path), remedy="fetch or pack it again") from error
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise _damaged(path, error) from error
    except OSError as error:  # bz2 has no error of its own
        if suffix != ".bz2" or error.errno is not None:
            raise
        raise _damaged(path, error) from error


def _unpacking(raw: BinaryIO, suffix: str, path: str) -> BinaryIO:
    if suffix == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if suffix == ".bz2":
        return cast(BinaryIO, bz2.BZ2File(raw))
    if suffix == ".xz":
        return cast(BinaryIO, lzma.LZMAFile(raw))
    try:
        import zstandard
    except ImportError as error:
        raise InputError("is packed with zstd", where=path, remedy=ARCHIVE) from error
    return cast(BinaryIO, io.BufferedReader(_Zstd(raw, path, zstandard), _CHUNK))


class _Zstd(io.RawIOBase):
    """Unpacks frame after frame; unlike the library's own reader it notices that the last one breaks off.

    Args:
        raw: what is packed.
        path: for messages.
        zstandard: the library.
    """

    def __init__(self, raw: BinaryIO, path: str, zstandard: Any) -> None:
        self._raw = raw
        self._path = path
        self._library = zstandard
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a part of `buffer`; 0 at the end.

        Raises:
            EOFError: the last frame breaks off.
            InputError: it is damaged.
        """
        while not self._ready:
            self._packed = self._packed or self._raw.read(_CHUNK)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._unpack()
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _unpack(self) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            self._ready = self._frame.decompress(self._packed)
        except self._library.ZstdError as error:
            raise _damaged(self._path, error) from error
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None


def _damaged(path: str | Path, error: Exception) -> InputError:
    return InputError(f"is damaged ({reason(error)})", where=str(path), remedy="fetch or pack it again")


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Whatever a store's library raises, as one of our errors: each has its own."""
    try:
        yield
    except InputError:
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
