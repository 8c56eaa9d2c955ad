"""Measures audits: throughput beside the encoder alone, memory over many articles, size of the store.

``python -m tests.audit.scale throughput ARTICLES.jsonl`` and ``... memory ARTICLES.jsonl COUNT`` (the articles again
and again, each with a number of its own, so that none is like another; ``stand-ins`` behind it: without the real
engines, whose memory is their own, and many times as fast).
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qa_translate import config, wiring
from qa_translate.audit.keeping import InStore
from qa_translate.audit.run import audit
from qa_translate.audit.session import Session
from qa_translate.audit.summary import Summary
from qa_translate.audit.work import OpenTools, open_tools
from qa_translate.audit.workers import Processes
from qa_translate.benchmark.timing import given
from qa_translate.pipeline import check_articles, encode_only
from qa_translate.timing import Stopwatch
from tests.audit.stand_ins import Heard, open_stand_ins

FIELDS = ("id", "translation", "source", "back_translation", "source_lang", "target_lang", "back_lang")
TEXTS = ("translation", "source", "back_translation")


def run(archive: str, workers: int, threads: int, store: Path, open_tools: OpenTools = open_tools) -> Summary:
    """An audit into a store."""
    project = config.load()
    project = replace(project, settings=replace(project.settings, threads=threads))
    with Session(store, f"{workers}", "{}", [archive], "processes") as session:
        return audit([archive], project, Processes(workers, open_tools), InStore(session), Heard())


def encoder_alone(archive: str, threads: int) -> float:
    """Seconds that the encoder takes for all texts, without its start."""
    tools = wiring.open_tools(replace(config.load().settings, threads=threads), similarity=False)
    articles = [item for item in given(archive, config.load().settings) if not isinstance(item, Exception)]
    list(check_articles(articles[:1], tools))
    return encode_only(articles, replace(tools, watch=Stopwatch()))


def throughput(archive: str) -> None:
    """Two workers of one thread beside the encoder alone with two, and beside one worker of one thread."""
    with tempfile.TemporaryDirectory() as folder:
        alone = encoder_alone(archive, 2)
        two = run(archive, 2, 1, Path(folder) / "two.db")
        one = run(archive, 1, 1, Path(folder) / "one.db")
        size = (Path(folder) / "two.db").stat().st_size
    _print(
        f"{two.checked} articles, {two.words:,} words; encoder alone {alone:.1f} s; two workers {two.seconds:.1f} s, "
        f"{two.words / two.seconds:,.0f} words/s, {alone / two.seconds:.2f} x the encoder; "
        f"one worker {one.seconds:.1f} s, two are {one.seconds / two.seconds:.2f} x as fast; "
        f"store {size / two.checked:,.0f} bytes an article"
    )


def memory(archive: str, count: int, open_tools: OpenTools = open_tools) -> None:
    """The highest sum of the processes' memory, pages that they share counted once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(_many(archive, count))
        peaks: list[int] = []
        over = threading.Event()
        watch = threading.Thread(target=_watch, args=(peaks, over))
        watch.start()
        done = run(str(path), 2, 1, Path(folder) / "many.db", open_tools)
        over.set()
        watch.join()
        size = (Path(folder) / "many.db").stat().st_size
    _print(
        f"{done.checked} articles, {done.words:,} words in {done.seconds:.0f} s: peak {max(peaks) / 2**20:,.0f} MiB, "
        f"store {size / done.checked:,.0f} bytes an article, {done.marks.total()} marks"
    )


def _many(archive: str, count: int) -> Iterator[str]:
    rows = [json.loads(row) for row in Path(archive).read_text(encoding="utf-8").splitlines()]
    generator = random.Random(1)
    for k in range(count):
        row = {key: rows[k % len(rows)][key] for key in FIELDS if rows[k % len(rows)].get(key)}
        number = generator.randrange(10**9)
        row |= {"id": f"{row['id']} {k}"} | {key: f"{row[key]}\n\n{number}" for key in TEXTS if key in row}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _watch(peaks: list[int], over: threading.Event) -> None:
    while not over.is_set():
        peaks.append(sum(map(_memory, _tree(os.getpid()))))
        time.sleep(0.5)


def _tree(process: int) -> Iterator[int]:
    yield process
    for each in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = each.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _tree(int(child))


def _memory(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it has ended
        return 0
    return next((int(row.split()[1]) * 1024 for row in text.splitlines() if row.startswith("Pss:")), 0)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "throughput":
        throughput(sys.argv[2])
    else:
        memory(sys.argv[2], int(sys.argv[3]), open_stand_ins if sys.argv[4:] else open_tools)
