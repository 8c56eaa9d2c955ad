"""Work done by a Ray cluster: one actor for each worker, wherever the cluster has room.

An actor looks after a worker process of its node as `qa_translate.audit.workers` does on one machine: articles that
crash or take too long are found there. What is left to do here is to hand out shards, and to hand them out again when
an actor is lost with its node. Ray is imported nowhere else.
"""

from __future__ import annotations

import logging
import os
import socket
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

from qa_translate.audit.entries import Aside
from qa_translate.audit.logs import LOGGER
from qa_translate.audit.triage import Lost, after_loss
from qa_translate.audit.work import Done, OpenTools, Outcome, Shard, ShardDone, open_tools
from qa_translate.audit.workers import TIME_LIMIT, Keeper, one_thread_each
from qa_translate.errors import ModelError, QaTranslateError, UsageError, reason

log = logging.getLogger(LOGGER)

LOCAL = "local"
"""Address that starts a cluster on this machine, for as long as the audit lasts."""

_LOSSES = 3
"""How often a shard may lose its actor before its articles are tried one by one."""

_CONNECT_LIMIT = 10.0
"""Seconds to wait for the head of a cluster."""

_ROOM_LIMIT = 300.0
"""Seconds to wait for the first actor."""


@dataclass
class _Lent:
    """A shard that an actor has."""

    actor: Any
    shard: Shard
    losses: int


@dataclass
class _State:
    """What is going on.

    Attributes:
        ready: actors that wait for work.
        starting: actors by the promise that they have started.
        running: shards by the promise of their outcomes.
        again: shards that were lost, with how often.
    """

    ready: deque[Any] = field(default_factory=deque)
    starting: dict[Any, Any] = field(default_factory=dict)
    running: dict[Any, _Lent] = field(default_factory=dict)
    again: deque[tuple[Shard, int]] = field(default_factory=deque)


class OnRay:
    """A Ray cluster.

    Args:
        address: of its head (``auto``, ``HOST:6379``, ``ray://HOST:10001``), or ``local``.
        count: actors, each with a worker process.
        open_tools: loads what is needed; it must be a function of a module that all nodes have.
        time_limit: seconds that one article may take.
        cpus: processors that an actor takes.
    """

    def __init__(
        self,
        address: str,
        count: int,
        open_tools: OpenTools = open_tools,
        *,
        time_limit: float = TIME_LIMIT,
        cpus: float = 1.0,
    ) -> None:
        self._address = address
        self._count = count
        self._open_tools = open_tools
        self._time_limit = time_limit
        self._cpus = cpus
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        try:
            import ray
        except ImportError as error:
            remedy = "pip install 'qa-translate[ray]'"
            raise UsageError("needs the library ray", where="--ray", remedy=remedy) from error
        self._ray = ray

    def run(self, items: Iterator[Shard | Aside]) -> Generator[Done | ShardDone | Aside]:
        """See `Executor`.

        Raises:
            UsageError: there is no such cluster.
        """
        started = self._connect()
        state = _State()
        try:
            for _ in range(self._count):
                self._start(state)
            for item in items:
                if isinstance(item, Shard):
                    yield from self._until_room(state)
                    self._lend(item, 0, state)
                else:
                    yield item
            while state.running or state.again:
                yield from self._step(state)
        finally:
            if started:
                self._ray.shutdown()
            else:
                for actor in [*state.ready, *state.starting.values(), *(lent.actor for lent in state.running.values())]:
                    self._ray.kill(actor)

    def _connect(self) -> bool:
        """Whether it is this that has connected, and not the caller."""
        if self._ray.is_initialized():
            return False
        address = None if self._address == LOCAL else self._address
        _check_reachable(self._address)
        local: dict[str, Any] = {"include_dashboard": False} if address is None else {}
        try:
            self._ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **local)
        except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
            raise _no_cluster(self._address, error) from error
        return True

    def _start(self, state: _State) -> None:
        """Ask for one more actor; it comes when the cluster has room."""
        kind: Any = self._ray.remote(_Actor).options(num_cpus=self._cpus, max_restarts=0, max_task_retries=0)
        actor: Any = kind.remote(self._open_tools, self._time_limit)
        state.starting[actor.ready.remote()] = actor

    def _lend(self, shard: Shard, losses: int, state: _State) -> None:
        actor = state.ready.popleft()
        state.running[actor.check.remote(shard)] = _Lent(actor, shard, losses)

    def _until_room(self, state: _State) -> Generator[Done | ShardDone | Aside]:
        """Take what comes back until an actor waits for work that nobody was lost over."""
        while not state.ready or state.again:
            yield from self._step(state)

    def _step(self, state: _State) -> Generator[Done | ShardDone | Aside]:
        """Hand lost shards out again, then wait for whatever comes next."""
        while state.again and state.ready:
            self._lend(*state.again.popleft(), state)
        if not state.running and not state.starting:
            self._start(state)
        promises = [*state.running, *state.starting]
        found, _ = self._ray.wait(promises, num_returns=1, timeout=_ROOM_LIMIT)
        if not found and not state.running and not state.ready:
            message = f"has had no room for a worker of {self._cpus:g} processors for {_ROOM_LIMIT:.0f} s"
            raise UsageError(message, where=f"--ray {self._address}", remedy="add nodes, or ask for fewer threads")
        for promise in found:
            if promise in state.starting:
                self._started(promise, state)
            else:
                yield from self._came_back(promise, state)

    def _started(self, promise: Any, state: _State) -> None:
        actor = state.starting.pop(promise)
        try:
            self._ray.get(promise)
        except self._ray.exceptions.RayTaskError as error:
            message = f"a worker cannot start ({reason(error.cause)})"
            raise ModelError(message, where="--ray", remedy="install the same version on every node") from error
        except self._ray.exceptions.RayError as error:
            log.warning("actor lost", extra={"fields": {"reason": reason(error)}})
            self._start(state)
        else:
            state.ready.append(actor)

    def _came_back(self, promise: Any, state: _State) -> Generator[Done | ShardDone | Aside]:
        lent = state.running.pop(promise)
        try:
            outcomes: dict[str, Outcome] = self._ray.get(promise)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, QaTranslateError):
                raise error.cause from error
            raise
        except self._ray.exceptions.RayError as error:
            yield from self._lost(lent, reason(error), state)
            return
        state.ready.append(lent.actor)
        for entry in lent.shard.entries:
            yield Done(entry, outcomes[entry.article.id])
        yield ShardDone()

    def _lost(self, lent: _Lent, told: str, state: _State) -> Generator[Done | ShardDone | Aside]:
        """An actor is gone, mostly with its node: ask for another, and have the shard checked again."""
        fields = {"shard": lent.shard.number, "articles": len(lent.shard.entries), "reason": told}
        log.warning("actor lost", extra={"fields": fields})
        self._start(state)
        if lent.losses < _LOSSES:
            state.again.append((lent.shard, lent.losses + 1))
            return
        again, given_up = after_loss(lent.shard, (), Lost("took its worker's node down, again and again"))
        state.again.extend((shard, _LOSSES) for shard in again)
        yield from given_up


def _check_reachable(address: str) -> None:
    """Look whether somebody listens at ``HOST:PORT``; Ray itself tries for minutes, and then ends the program.

    Raises:
        UsageError: nobody does.
    """
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_LIMIT).close()
    except OSError as error:
        raise _no_cluster(address, error) from error


def _no_cluster(address: str, error: Exception) -> UsageError:
    remedy = "check the address, or start a cluster with ray start --head"
    return UsageError(f"there is no cluster ({reason(error)})", where=f"--ray {address}", remedy=remedy)


class _Actor:
    """What lives on a node: a keeper with its worker process."""

    def __init__(self, open_tools: OpenTools, time_limit: float) -> None:
        one_thread_each()
        self._keeper = Keeper(open_tools, time_limit=time_limit)

    def ready(self) -> bool:
        """Whether it has started."""
        return True

    def check(self, shard: Shard) -> dict[str, Outcome]:
        """The outcome of every article, by its id."""
        return {done.entry.article.id: done.outcome for done in self._keeper.answers(shard)}
