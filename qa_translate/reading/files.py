"""Bytes of a file or of standard input, and the files that belong to a translation by their names."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from qa_translate.errors import InputError
from qa_translate.reading.streams import is_remote, remote, unpacked

STDIN = "-"
TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx")
"""Kinds of text files, in the order in which companions are looked for."""

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
"""Kinds of text files in Markdown; these may have front matter."""

ARTICLE_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
"""Kinds of files that may hold all texts of an article."""

XLIFF_SUFFIXES = frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff"})
TMX_SUFFIXES = frozenset({".tmx"})
PO_SUFFIXES = frozenset({".po"})
CONTAINER_SUFFIXES = XLIFF_SUFFIXES | TMX_SUFFIXES | PO_SUFFIXES
"""Kinds of files that hold a source and its translation, unit by unit, and often more than one article."""

TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
"""Kinds of tables, an article a row."""

_GENERIC = frozenset({"article", "draft", "index", "target", "text", "translation"})
"""Names of files that say nothing of their article."""

_LIKE = 0.75
"""Share of letters in common from which one name may be a slip for another."""

_LANG = re.compile(r"[a-z]{2,3}")


@contextmanager
def opened(path: str | Path) -> Iterator[BinaryIO]:
    """The bytes of `path` (``-``: standard input), unpacked if its name ends in one of `COMPRESSED`.

    Raises:
        InputError: there is no such file, it is a directory, or it may not be read; while it is read: it is damaged,
            or its disk is.
    """
    with _raw(path) as raw, unpacked(raw, path) as stream:
        yield stream


@contextmanager
def _stdin() -> Iterator[BinaryIO]:
    """Standard input, through an object of our own: a thread that waits for `sys.stdin` would not let Python end."""
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):  # it was replaced by something that is no file
        yield sys.stdin.buffer
        return
    with open(descriptor, "rb", closefd=False) as stream:
        yield stream


@contextmanager
def _raw(path: str | Path) -> Iterator[BinaryIO]:
    if is_remote(path):
        with remote(str(path)) as stream:
            yield stream
        return
    if str(path) == STDIN and sys.stdin is None:
        raise InputError("is closed", where=shown(path), remedy="name a file, or pipe the text in")
    try:
        source = _stdin() if str(path) == STDIN else Path(path).open("rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    try:
        with source as stream:
            yield stream
    except OSError as error:
        raise _refused(path, error) from error


def read_bytes(path: str | Path, *, at_most: int | None = None) -> bytes:
    """All bytes of `path` (``-``: standard input).

    Args:
        path: the file.
        at_most: bytes of the largest file to read; None: any.

    Raises:
        InputError: see `opened`; also when the file holds nothing, or more than `at_most`.
    """
    with opened(path) as stream:
        data = stream.read() if at_most is None else stream.read(at_most + 1)
    if not data:
        raise InputError("is empty", where=shown(path), remedy="give a file with text in it")
    if at_most is not None and len(data) > at_most:
        raise InputError(f"is larger than {at_most / 1e6:,.0f} MB", where=shown(path), remedy="split it")
    return data


def shown(path: str | Path) -> str:
    """How messages name `path`."""
    return "standard input" if str(path) == STDIN else str(path)


def companions(path: str | Path, source_lang: str = "ar") -> tuple[Path | None, Path | None]:
    """The source and the back-translation that lie beside a translation.

    For ``A.en.txt`` they are ``A.ar.txt`` and ``A.back.ar.txt`` (or ``A.back.en.txt``), for ``translation.en.txt``
    also ``source.ar.txt`` and ``back.ar.txt``; any suffix of `TEXT_SUFFIXES` will do, the translation's own first.

    Args:
        path: the translation; ``-`` and files that hold whole articles have no companions.
        source_lang: ISO 639-1 code of the source.
    """
    path = Path(path)
    if str(path) == STDIN or path.suffix.lower() in ARTICLE_SUFFIXES | CONTAINER_SUFFIXES | TABLE_SUFFIXES:
        return None, None
    suffix = path.suffix
    base, last = _base_and_language(path)
    suffixes = (suffix, *(s for s in TEXT_SUFFIXES if s != suffix.lower()))
    sources = [f"{base}.{source_lang}"]
    backs = [f"{base}.back.{source_lang}", *([f"{base}.back.{last}"] if last else []), f"{base}.back"]
    if base == "translation":
        sources += [f"source.{source_lang}", "source"]
        backs += [f"back.{source_lang}", *([f"back.{last}"] if last else []), "back"]
    return _first(path, sources, suffixes), _first(path, backs, suffixes)


def back_beside(path: str | Path, source_lang: str = "ar") -> str:
    """Where the back-translation of a translation is looked for, and so is best written; ``-`` for standard input."""
    if str(path) == STDIN:
        return STDIN
    path = Path(path)
    return str(path.with_name(f"{_base_and_language(path)[0]}.back.{source_lang}.txt"))


def name_of(path: str | Path) -> str:
    """What an article is called after its translation's file: the name without suffix.

    A name that many articles share (``translation.en.txt``, ``draft.md``) stands behind that of its folder.
    """
    if str(path) == STDIN:
        return shown(path)
    path = Path(path)
    folder = path.resolve().parent.name if _base_and_language(path)[0].lower() in _GENERIC else ""
    return f"{folder}/{path.stem}" if folder else path.stem


def language_of_name(path: str | Path) -> str:
    """The language that a file's name states, as ``A.fr.txt`` does; "" where it states none."""
    return _base_and_language(Path(path))[1]


def _base_and_language(path: Path) -> tuple[str, str]:
    whole = path.name.removesuffix(path.suffix)
    base, _, last = whole.rpartition(".")
    return (base, last) if base and _LANG.fullmatch(last) else (whole, "")


def _like(name: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, name, other).ratio() >= _LIKE


def _first(path: Path, names: list[str], suffixes: tuple[str, ...]) -> Path | None:
    beside = (path.with_name(name + suffix) for name in names for suffix in suffixes)
    return next((p for p in beside if p != path and p.is_file()), None)


def _refused(path: str | Path, error: Exception) -> InputError:
    where = shown(path)
    if isinstance(error, FileNotFoundError):
        return InputError("no such file", where=where, remedy=_nearest(Path(path)))
    if isinstance(error, IsADirectoryError):
        return InputError("is a directory", where=where, remedy="name a file in it")
    if isinstance(error, PermissionError):
        return InputError("may not be read", where=where, remedy="check the file's permissions")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"cannot be read ({reason})", where=where.replace("\0", "\\0"), remedy="check the path")


def _nearest(path: Path) -> str:
    """The name beside `path` that was probably meant: like it as a whole and in what stands before languages."""
    try:
        names = [p.name for p in path.parent.iterdir() if _like(p.name.split(".")[0], path.name.split(".")[0])]
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=_LIKE)
    return f"did you mean {path.with_name(near[0])}?" if near else "check the path"
