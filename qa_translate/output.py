"""Writes results so that a file is either whole or not there."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from qa_translate.errors import UsageError

STDIN = STDOUT = "-"
PARTIAL = ".part"


class ReaderGoneError(Exception):
    """The program that reads standard output has stopped reading, as ``head`` does: no mistake of anybody."""


def check_writable(path: str, option: str = "--output") -> None:
    """Look whether a file can be written there, before the work whose result it is to take.

    Raises:
        UsageError: it cannot.
    """
    target = Path(path)
    if path == STDOUT:
        if sys.stdout is None:
            raise UsageError("is closed", where="standard output", remedy=f"write to a file with {option}")
        return
    if target.is_dir():
        raise UsageError("is a directory", where=f"{option} {path}", remedy="name a file")
    if not target.parent.is_dir():
        raise UsageError("there is no such folder", where=f"{option} {path}", remedy="make it, or correct the path")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise UsageError("may not be written", where=f"{option} {path}", remedy="check the permissions")


def check_apart(
    path: str | None, inputs: Iterable[str | Path | None], option: str = "--output", *, by_line: bool = False
) -> None:
    """Look whether what is written there would replace an input of the command.

    Args:
        path: the file to write; ``-``: standard output; None: nothing is written.
        inputs: files that are read; ``-`` is standard input, None and files that are not there do not count.
        option: named in the error.
        by_line: it is written by a `line_writer`, and so by way of another file.

    Raises:
        UsageError: it is an input, by whatever name.
    """
    if path is None or path == STDOUT:
        return
    written = [path, path + PARTIAL] if by_line else [path]
    for given in inputs:
        if given is not None and any(_same_file(there, given) for there in written):
            name = "standard input" if str(given) == STDIN else given
            message = f"would overwrite the input {name}"
            raise UsageError(message, where=f"{option} {path}", remedy="name another file")


def _same_file(written: str, given: str | Path) -> bool:
    """Whether two paths lead to one file that holds something, not a terminal or a pipe."""
    try:
        there = os.stat(written)
        here = os.fstat(sys.stdin.fileno()) if str(given) == STDIN else os.stat(given)
    except (OSError, ValueError, AttributeError):  # not there, no path, standard input closed or replaced
        return False
    return stat.S_ISREG(there.st_mode) and os.path.samestat(there, here)


def write_whole(path: str, text: str, option: str = "--output") -> None:
    """Write `text` to a file (``-``: standard output) in one step: a reader never sees half of it.

    Args:
        path: the file; what stands there is replaced.
        text: all of it.
        option: named in the error.

    Raises:
        UsageError: the file cannot be written.
    """
    if path == STDOUT:
        write_stdout(text)
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            _write_through(target, text)
            return
        put_in_place(target, text.encode("utf-8"), _mode(target))
    except OSError as error:
        raise _unwritable(path, error, option) from error


def put_in_place(target: Path, data: bytes, mode: int) -> None:
    """Write a file in one step: until all of it is there, it has another name.

    Args:
        target: the file; what stands there is replaced.
        data: all of it.
        mode: its permissions.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_stdout(text: str) -> None:
    """Write `text` to standard output, in UTF-8 unless a terminal wants something else.

    Raises:
        ReaderGoneError: nobody reads it any more.
        UsageError: it cannot be written for another reason (it is closed, the disk is full).
    """
    check_writable(STDOUT)
    try:
        _put_out(text)
    except OSError as error:
        _forget_stdout()
        if isinstance(error, BrokenPipeError):
            raise ReaderGoneError from error
        reason = error.strerror or str(error)
        raise UsageError(
            f"cannot be written ({reason})", where="standard output", remedy="check where it goes"
        ) from error


def _forget_stdout() -> None:
    """Let nothing that still waits for standard output be written when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _put_out(text: str) -> None:
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


@contextmanager
def line_writer(path: str | None, option: str = "--findings") -> Iterator[Callable[[str], None]]:
    """A function that writes one line at a time; the file takes its name when all lines are there.

    Until then, and if the run breaks off, they stand in ``PATH.part``, each of them whole (no lines, no such file).

    Args:
        path: the file; ``-``: standard output; None: lines are dropped.
        option: named in the error.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        yield lambda _: None
    elif path == STDOUT:
        yield lambda line: write_stdout(line + "\n")
    else:
        check_writable(path, option)
        target = Path(path)
        special = target.exists() and not target.is_file()
        partial = target if special else target.with_name(target.name + PARTIAL)
        try:
            stream = partial.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise _unwritable(path, error, option) from error
        try:
            yield lambda line: _put(stream, line, path, option)
            stream.close()
        except BaseException:
            with suppress(OSError):
                stream.close()
            if not special and not partial.stat().st_size:
                partial.unlink()
            raise
        if not special:
            os.replace(partial, target)


def partial_of(path: str | None) -> Path | None:
    """Where the lines of a `line_writer` stand that broke off; None where there are none."""
    partial = Path(f"{path}{PARTIAL}")
    return partial if path not in (None, STDOUT) and partial.is_file() else None


def _put(stream: TextIO, line: str, path: str, option: str) -> None:
    try:
        stream.write(line + "\n")
        stream.flush()
    except OSError as error:
        raise _unwritable(path, error, option) from error


def _write_through(target: Path, text: str) -> None:
    """To a pipe or a device; a directory refuses."""
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: str, error: OSError, option: str) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(f"cannot be written ({reason})", where=f"{option} {path}", remedy="check the path")
