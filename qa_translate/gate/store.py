"""What a gate has found, kept until an article, the settings or the program change.

One file an answer, named after a digest of everything that it depends on: processes share the folder without locks,
and a job runner can save and restore it as it is. A file is whole or not there; one that cannot be read counts as not
there.
"""

from __future__ import annotations

import json
import logging
import os
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from qa_translate.answer import Answer
from qa_translate.gate.plain import answer_from, order_from
from qa_translate.gate.suppress import Order
from qa_translate.output import put_in_place

log = logging.getLogger(__name__)

_SUFFIX = ".answer"
_MODE = 0o600
"""Answers quote articles, which may be nobody else's business."""

_DAY = 86_400
_ROOM = 0.9
"""Share of the limit that is left when it was passed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one file: its articles, and the suppressions that it holds, by article.

    Attributes:
        answers: nothing suppressed yet.
        orders: for each of `answers`, the suppressions in its file.
    """

    answers: tuple[Answer, ...]
    orders: tuple[tuple[Order, ...], ...]


class AnswerStore:
    """Answers by digest.

    Args:
        folder: where they lie; it is made when something is kept.
        limit: bytes that it holds at most, see `prune`.

    Attributes:
        folder: as given.
        added: how many have been put there.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.added = 0
        self._limit = limit

    def get(self, key: str) -> Kept | None:
        """What is kept under a digest, None where nothing is."""
        file = self._file(key)
        try:
            whole = json.loads(zlib.decompress(file.read_bytes()))
            kept = Kept(
                tuple(answer_from(each) for each in whole["answers"]),
                tuple(tuple(order_from(one) for one in each) for each in whole["orders"]),
            )
            with suppress(OSError):  # a folder that may only be read
                if time.time() - file.stat().st_mtime > _DAY:
                    os.utime(file)
        except FileNotFoundError:
            return None
        except (OSError, zlib.error, ValueError, KeyError, TypeError) as error:
            log.debug("%s: %r", file, error)
            return None
        return kept

    def put(self, key: str, kept: Kept) -> None:
        """Keep something under a digest; a folder that cannot be written is no reason to stop: the log says so."""
        whole = {
            "answers": [asdict(answer) for answer in kept.answers],
            "orders": [[asdict(order) for order in each] for each in kept.orders],
        }
        file = self._file(key)
        self.added += 1
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(file, zlib.compress(json.dumps(whole).encode()), _MODE)
        except OSError as error:
            log.warning("%s: answers cannot be kept (%s)", self.folder, error)

    def prune(self) -> int:
        """Remove what was not used for longest where the folder is larger than its limit.

        Returns:
            How many files were removed.
        """
        found = sorted(self._files(), reverse=True)
        size = sum(each[1] for each in found)
        removed = 0
        while size > self._limit * _ROOM and (removed or size > self._limit):
            _, bytes_, file = found.pop()
            with suppress(OSError):  # another process holds it
                file.unlink(missing_ok=True)
            size -= bytes_
            removed += 1
        return removed

    def _files(self) -> Iterable[tuple[float, int, Path]]:
        """Time of the last use, size and path of each file."""
        for file in self.folder.glob(f"*/*{_SUFFIX}"):
            try:
                stat = file.stat()
            except OSError:
                continue  # another process has removed it
            yield stat.st_mtime, stat.st_size, file

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"
