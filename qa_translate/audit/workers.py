"""Work done by other processes of this machine, which share nothing that can change.

Each worker process has a keeper, a thread of this one, that hands it shards, takes its answers, and replaces it when it
is lost, takes too long, or has worked for long enough. Shards wait in a short queue, answers in another: when nobody
takes the answers, workers wait; when no worker is free, nothing is read.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from multiprocessing import connection as connections
from typing import Any

from qa_translate.audit.entries import Aside
from qa_translate.audit.logs import LOGGER
from qa_translate.audit.triage import Lost, after_loss
from qa_translate.audit.work import Done, OpenTools, Outcome, Shard, ShardDone, check_shard, open_tools
from qa_translate.errors import ModelError, QaTranslateError

log = logging.getLogger(LOGGER)

TIME_LIMIT = 600.0
"""Seconds that one article may take, where nothing else is said."""

_LIFE = 5_000
"""Articles after which a worker is replaced: spaCy keeps every word that it has met."""

_WAITING = 256
"""Answers that wait to be taken, at most."""

_START_LIMIT = 120.0
"""Seconds that a process may take to start."""

_YOUNG = 20_000
"""Objects that a worker makes before it looks which are of no use: an article makes many that live as long as it."""

_READY = "ready"
_OVER = "over"
_BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What keeps numpy from starting a thread for every processor in every worker."""


class Processes:
    """Worker processes.

    Args:
        count: how many.
        open_tools: loads what is needed, in a worker; it must be a function of a module.
        time_limit: seconds that one article may take.
        life: articles after which a worker is replaced.
    """

    def __init__(
        self,
        count: int,
        open_tools: OpenTools = open_tools,
        *,
        time_limit: float = TIME_LIMIT,
        life: int = _LIFE,
    ) -> None:
        self._count = count
        self._open_tools = open_tools
        self._time_limit = time_limit
        self._life = life

    def run(self, items: Iterator[Shard | Aside]) -> Generator[Done | ShardDone | Aside]:
        """See `Executor`; `items` are taken by another thread."""
        one_thread_each()
        todo: queue.Queue[Shard | None] = queue.Queue(self._count)
        done: queue.Queue[Any] = queue.Queue(_WAITING)
        keepers = [Keeper(self._open_tools, time_limit=self._time_limit, life=self._life) for _ in range(self._count)]
        threading.Thread(target=_feed, args=(items, todo, done, self._count), daemon=True).start()
        for keeper in keepers:
            _KeeperThread(keeper, todo, done).start()
        at_work = self._count + 1  # the keepers, and what feeds them
        try:
            while at_work:
                item = done.get()
                if isinstance(item, BaseException):
                    raise item
                if item is _OVER:
                    at_work -= 1
                else:
                    yield item
        finally:
            for keeper in keepers:
                keeper.stop()


def one_thread_each() -> None:
    """Let numpy keep to one thread in every process that is started from now on: the encoder's are counted."""
    for name in _BLAS:
        os.environ.setdefault(name, "1")


def _feed(items: Iterator[Shard | Aside], todo: queue.Queue[Shard | None], done: queue.Queue[Any], count: int) -> None:
    """Hand on what is to be done, and what is not; as many Nones as there are keepers end it."""
    try:
        for item in items:
            if isinstance(item, Shard):
                todo.put(item)
            else:
                done.put(item)
    except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits for answers
        done.put(error)
    for _ in range(count):
        todo.put(None)
    done.put(_OVER)


class _KeeperThread(threading.Thread):
    """Has a keeper work on shards until there are none."""

    def __init__(self, keeper: Keeper, todo: queue.Queue[Shard | None], done: queue.Queue[Any]) -> None:
        super().__init__(daemon=True)
        self._keeper = keeper
        self._todo = todo
        self._done = done

    def run(self) -> None:
        """Until there is nothing to do."""
        try:
            while (shard := self._todo.get()) is not None:
                for done in self._keeper.answers(shard):
                    self._done.put(done)
                self._done.put(ShardDone())
            self._keeper.dismiss()
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits for answers
            self._done.put(error)
        self._done.put(_OVER)


class Keeper:
    """Looks after one worker process: starts it, replaces it, and finds out which article took it down.

    Args:
        open_tools: loads what is needed, in the worker; it must be a function of a module.
        time_limit: seconds that one article may take.
        life: articles after which the worker is replaced.
    """

    def __init__(
        self, open_tools: OpenTools = open_tools, *, time_limit: float = TIME_LIMIT, life: int = _LIFE
    ) -> None:
        self._open_tools = open_tools
        self._time_limit = time_limit
        self._life = life
        self._worker: _Worker | None = None
        self._stopped = False

    def answers(self, shard: Shard) -> Iterator[Done]:
        """Every article of a shard with its outcome; none after `stop`.

        Raises:
            QaTranslateError: the worker cannot work at all.
        """
        waiting = [shard]
        while waiting and not self._stopped:
            current = waiting.pop(0)
            answered: set[int] = set()
            try:
                for outcome in self._asked(current):
                    answered.add(outcome.index)
                    yield Done(current.entries[outcome.index], outcome)
            except _LostError as error:
                self.dismiss()
                if self._stopped:
                    return
                fields = {"shard": current.number, "articles": len(current.entries), "reason": error.lost.reason}
                log.info("worker lost", extra={"fields": fields})
                again, given_up = after_loss(current, answered, error.lost)
                waiting = [*again, *waiting]
                yield from given_up

    def stop(self) -> None:
        """End the process at once, whatever it does; any thread may call it."""
        self._stopped = True
        if self._worker is not None:
            self._worker.kill()

    def dismiss(self) -> None:
        """Let the process go; the next shard gets a new one."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _asked(self, shard: Shard) -> Iterator[Outcome]:
        """The outcomes of a shard as they come.

        Raises:
            _LostError: the worker was lost.
        """
        if self._worker is not None and self._worker.asked >= self._life:
            self.dismiss()
        if self._worker is None:
            self._worker = _Worker(self._open_tools)
        if self._stopped:  # while it was starting
            self.dismiss()
            return
        worker = self._worker
        worker.send(shard)
        while (outcome := worker.receive(self._time_limit)) is not None:
            yield outcome


class _LostError(Exception):
    """A worker is no more."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost.reason)
        self.lost = lost


class _Worker:
    """A worker process, from its keeper's side.

    Attributes:
        asked: how many articles it was given.

    Raises:
        ModelError: it cannot start.
    """

    def __init__(self, open_tools: OpenTools) -> None:
        context = multiprocessing.get_context("spawn")  # forked threads and models are trouble
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, open_tools), daemon=True)
        self._process.start()
        theirs.close()
        self.asked = 0
        try:
            self.receive(_START_LIMIT)
        except _LostError as error:
            message = f"a worker process cannot start: it {error.lost.reason}"
            raise ModelError(message, where="--workers", remedy="check memory and installation") from error

    def send(self, shard: Shard) -> None:
        """Give it a shard; it is waiting for one.

        Raises:
            _LostError: it is no more.
        """
        self.asked += len(shard.entries)
        try:
            self._connection.send(shard)
        except OSError as error:
            raise self._lost() from error

    def receive(self, limit: float) -> Any:
        """What it says next: an outcome, or None when it has done what it was given.

        Args:
            limit: seconds to wait.

        Raises:
            QaTranslateError: what it says is that it cannot work at all.
            _LostError: it says nothing for so long, or is no more.
        """
        try:
            if not self._connection.poll(limit):
                self.kill()
                raise _LostError(Lost(f"took longer than {limit:,.0f} s", slow=True))
            said = self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if isinstance(said, BaseException):
            raise said
        return None if said == _READY else said

    def kill(self) -> None:
        """End it at once; any thread may."""
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        """End it, and let go of what leads to it; only its keeper's thread may."""
        self.kill()
        self._connection.close()

    def _lost(self) -> _LostError:
        self._process.join(1)
        return _LostError(Lost(f"took its process down ({_ending(self._process.exitcode)})"))


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        name = signal.Signals(-code).name
        return f"{name}, perhaps out of memory" if name == "SIGKILL" else name
    return f"signal {-code}"


def _serve(connection: connections.Connection, open_tools: OpenTools) -> None:
    """What a worker process does, from its start to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the run interrupts it in the parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(_YOUNG)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(_READY)
        while True:
            shard = connection.recv()
            try:
                for outcome in check_shard(shard, open_tools(shard.settings)):
                    connection.send(outcome)
                connection.send(None)
            except QaTranslateError as error:
                connection.send(error)
            if not gc.get_freeze_count():
                gc.freeze()  # models and vocabularies stay: nobody needs to look through them again and again


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connections.wait([parent.sentinel])
        os._exit(1)
