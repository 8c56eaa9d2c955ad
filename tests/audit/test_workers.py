"""Worker processes: what takes one down is found and put apart, and nothing else is lost."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate.audit.entries import Aside, Entry
from qa_translate.audit.triage import Lost, after_loss
from qa_translate.audit.work import Answered, Done, Failed, Shard, ShardDone
from qa_translate.audit.workers import Processes
from qa_translate.errors import ModelError
from tests.audit.stand_ins import CRASH, DRAFT, HANG, ONCE, entry, open_nothing, open_stand_ins


@pytest.fixture(autouse=True)
def _importable(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(repository))


def outcomes(workers: Processes, *shards: Shard) -> dict[str, Answered | Failed]:
    found: dict[str, Answered | Failed] = {}
    done = 0
    for item in workers.run(iter(shards)):
        if isinstance(item, Done):
            assert item.entry.article.id not in found
            found[item.entry.article.id] = item.outcome
        done += isinstance(item, ShardDone)
    assert done == len(shards)
    return found


def shard(number: int, *entries: Entry) -> Shard:
    return Shard(number, entries)


def test_every_article_comes_back_once() -> None:
    shards = [shard(k, entry(f"{k}a"), entry(f"{k}b")) for k in range(6)]
    found = outcomes(Processes(2, open_stand_ins), *shards)
    assert len(found) == 12
    assert all(isinstance(outcome, Answered) for outcome in found.values())


def test_an_article_that_crashes_its_worker_is_put_in_quarantine_and_the_others_are_answered() -> None:
    crash = entry("bad", f"{DRAFT}\n\n{CRASH} here")
    found = outcomes(
        Processes(2, open_stand_ins), shard(1, entry("one"), crash, entry("two")), shard(2, entry("three"))
    )
    assert {name for name, outcome in found.items() if isinstance(outcome, Answered)} == {"one", "two", "three"}
    bad = found["bad"]
    assert isinstance(bad, Failed)
    assert bad.quarantined
    assert bad.reason == "took its process down (SIGSEGV)"


def test_an_article_that_takes_too_long_is_put_in_quarantine() -> None:
    hang = entry("slow", f"{DRAFT}\n\n{HANG} here")
    found = outcomes(Processes(1, open_stand_ins, time_limit=1.5), shard(1, entry("one"), hang))
    slow = found["slow"]
    assert isinstance(slow, Failed)
    assert (slow.quarantined, slow.reason) == (True, "took longer than 2 s")
    assert isinstance(found["one"], Answered)


def test_a_worker_that_somebody_killed_costs_no_article(tmp_path: Path) -> None:
    once = entry("one", f"{DRAFT}\n\n{ONCE}={tmp_path / 'mark'} here")
    found = outcomes(Processes(1, open_stand_ins), shard(1, once))
    assert isinstance(found["one"], Answered)


def test_workers_are_replaced_after_so_many_articles() -> None:
    found = outcomes(Processes(1, open_stand_ins, life=2), *(shard(k, entry(str(k))) for k in range(5)))
    assert len(found) == 5


def test_an_engine_that_cannot_work_ends_the_run() -> None:
    with pytest.raises(ModelError, match="models: no weights; reinstall"):
        outcomes(Processes(2, open_nothing), shard(1, entry("one")))


def test_an_error_of_reading_ends_the_run() -> None:
    def items() -> Iterator[Shard | Aside]:
        yield shard(1, entry("one"))
        raise RuntimeError("the reader is broken")

    with pytest.raises(RuntimeError, match="the reader is broken"):
        list(Processes(1, open_stand_ins).run(items()))


def test_nothing_is_read_that_nobody_works_on() -> None:
    read = []

    def items() -> Iterator[Shard | Aside]:
        for k in range(100):
            read.append(k)
            yield shard(k, entry(str(k), f"{DRAFT}\n\n{HANG} here"))

    running = Processes(1, open_stand_ins).run(items())
    threading.Timer(2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        next(running)
    assert len(read) <= 4  # one is worked on, one waits, one is handed on, one was read


def test_a_run_that_is_given_up_leaves_no_process() -> None:
    running = Processes(2, open_stand_ins).run(iter([shard(k, entry(str(k))) for k in range(50)]))
    next(running)
    running.close()
    until = time.monotonic() + 10
    while _children() and time.monotonic() < until:
        time.sleep(0.05)
    assert not _children()


def _children() -> list[int]:
    task = Path(f"/proc/{os.getpid()}/task")
    found = [int(pid) for each in task.glob("*/children") for pid in each.read_text().split()]
    return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_crash_alone_has_a_second_try_and_a_time_out_none() -> None:
    alone = shard(1, entry("one"))
    (again,), given_up = after_loss(alone, (), Lost("crashed"))
    assert (again.tries, given_up) == (1, [])
    assert after_loss(again, (), Lost("crashed"))[0] == []
    assert after_loss(alone, (), Lost("slow", slow=True))[0] == []


def test_of_a_shard_only_those_without_an_answer_are_tried_again_one_by_one() -> None:
    several = shard(1, entry("a"), entry("b"), entry("c"))
    again, given_up = after_loss(several, {1}, Lost("crashed"))
    assert [[e.article.id for e in each.entries] for each in again] == [["a"], ["c"]]
    assert given_up == []
    assert after_loss(several, {0, 1, 2}, Lost("crashed")) == ([], [])
