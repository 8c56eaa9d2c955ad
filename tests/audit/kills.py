"""Kills an audit again and again at random moments, and compares what its store holds with an unbroken run.

``python -m tests.audit.kills 100`` prints how many articles were lost or there twice. The audit has stand-ins for the
engines, so that kills fall into reading, checking and committing alike.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from qa_translate import config
from qa_translate.audit.keeping import InStore
from qa_translate.audit.run import audit
from qa_translate.audit.session import Session
from qa_translate.audit.store import Store
from qa_translate.audit.workers import Processes
from qa_translate.report.json_v1 import dump
from tests.audit import stand_ins

KEY = "key"


def run_into(store: str, archive: str) -> None:
    """An audit with two worker processes and small shards."""
    project = config.load()
    project = replace(project, settings=replace(project.settings, batch_chars=400, threads=1))
    with Session(store, KEY, "{}", [archive], "two processes") as session:
        audit([archive], project, Processes(2, stand_ins.open_stand_ins), InStore(session), stand_ins.Heard())


def killed(store: Path, archive: str, kills: int, seed: int, repository: Path) -> int:
    """Run into `store` until it was killed so many times, then to the end.

    Returns:
        How many times it was killed while it ran.
    """
    generator = random.Random(seed)
    done = 0
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.audit.kills", "--run", str(store), archive],
            cwd=repository,
            start_new_session=True,
        )
        started = time.monotonic()
        wait = generator.uniform(0.3, 1.6)
        while process.poll() is None and time.monotonic() - started < wait:
            time.sleep(0.005)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            done += 1
        process.wait()
    run_into(str(store), archive)
    return done


def difference(store: Path, unbroken: Path) -> tuple[int, int, int]:
    """How many articles are lost, there twice, or otherwise answered than in an unbroken run."""
    lines = [_answers(path) for path in (store, unbroken)]
    names = [Counter(name for name, _ in some) for some in lines]
    lost = len(set(names[1]) - set(names[0]))
    twice = sum(count - 1 for count in names[0].values())
    return lost, twice, len(set(lines[0]) ^ set(lines[1]))


def _answers(path: Path) -> list[tuple[str, str]]:
    with Store(path) as store:
        return [(public["id"], dump(public, None)) for public in store.public(store.latest())]


def main(kills: int, repository: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = stand_ins.written(Path(folder) / "a.jsonl", list(stand_ins.drafts(kills * 30, stand_ins.SLOW)))
        store, unbroken = Path(folder) / "killed.db", Path(folder) / "unbroken.db"
        done = killed(store, archive, kills, 1, repository)
        run_into(str(unbroken), archive)
        lost, twice, other = difference(store, unbroken)
        print(f"{done} kills, {kills * 30} articles: {lost} lost, {twice} twice, {other} otherwise")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run_into(*sys.argv[2:])
    else:
        main(int(sys.argv[1]), Path.cwd())
