"""Audits an archive: reads articles, has them checked, keeps what comes back. A bad article never stops the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from qa_translate.audit.entries import Aside, Entry, Unread, entries
from qa_translate.audit.logs import LOGGER
from qa_translate.audit.progress import Progress
from qa_translate.audit.session import Known
from qa_translate.audit.store import CHECKED, QUARANTINED
from qa_translate.audit.summary import Summary
from qa_translate.audit.work import Answered, Done, Executor, Failed, Shard, ShardDone
from qa_translate.config import Project
from qa_translate.errors import QaTranslateError

log = logging.getLogger(LOGGER)


class Keeping(Protocol):
    """Where the outcomes of an audit go."""

    def known(self, name: str) -> Known | None:
        """What is known of an article; asked by the thread that reads."""

    def page_below(self) -> float:
        """The score below which an article comes with its page; asked by the thread that reads."""

    def put(self, entry: Entry, outcome: Answered | Failed) -> None:
        """Take what became of an article."""

    def put_unread(self, unread: Unread) -> None:
        """Take what could not be read."""

    def commit(self, summary: Summary, *, ended: bool = False) -> None:
        """Let it outlive whatever comes."""


@dataclass(frozen=True)
class _Before(Aside):
    """An article that was answered before."""

    entry: Entry
    known: Known


def audit(
    inputs: Sequence[str],
    project: Project,
    executor: Executor,
    keeping: Keeping,
    progress: Progress,
    *,
    retry: bool = False,
) -> Summary:
    """Check every article of `inputs` that was not answered before.

    Args:
        inputs: files, addresses, and folders; ``-`` is standard input.
        project: settings.
        executor: who does the work.
        keeping: where outcomes go.
        progress: hears of every article, and of what is wrong with those that could not be checked.
        retry: whether articles in quarantine are tried again.

    Raises:
        ModelError: an engine cannot work at all.
        StoreError: outcomes cannot be kept.
    """
    summary = Summary()
    log.info("session begun", extra={"fields": {"inputs": list(inputs)}})
    with closing(executor.run(_work(inputs, project, keeping, retry=retry))) as items:
        try:
            for item in items:
                if isinstance(item, ShardDone):
                    keeping.commit(summary)
                else:
                    _count(item, summary, keeping, progress)
                    progress.show(summary)
        except BaseException:
            with suppress(QaTranslateError):  # whole articles, even if they are not all of their shard
                keeping.commit(summary)
            log.info("session broken off", extra={"fields": summary.columns()})
            raise
    summary.seconds = time.perf_counter() - summary.started
    keeping.commit(summary, ended=True)
    log.info("session ended", extra={"fields": summary.columns()})
    return summary


def _count(item: Done | Aside, summary: Summary, keeping: Keeping, progress: Progress) -> None:
    if isinstance(item, Done):
        _take(item, summary, keeping, progress)
    elif isinstance(item, Unread):
        summary.add_failure()
        keeping.put_unread(item)
        _tell(progress, item.place, item.reason)
    elif isinstance(item, _Before):
        _recall(item, summary, progress)


def _work(inputs: Sequence[str], project: Project, keeping: Keeping, *, retry: bool) -> Iterator[Shard | Aside]:
    """Shards of articles that are to be checked; what is not to be checked comes between them."""
    batch: list[Entry] = []
    size = 0
    numbers = count(1)

    def shard() -> Shard:
        return Shard(next(numbers), tuple(batch), page_below=keeping.page_below())

    for entry in entries(inputs, project):
        if isinstance(entry, Unread):
            yield entry
            continue
        known = keeping.known(entry.article.id)
        if known is not None and _holds(known, entry, retry=retry):
            yield _Before(entry, known)
            continue
        if batch and batch[0].settings != entry.settings:
            yield shard()
            batch, size = [], 0
        batch.append(entry)
        size += entry.article.size
        if size >= entry.settings.batch_chars:
            yield shard()
            batch, size = [], 0
    if batch:
        yield shard()


def _holds(known: Known, entry: Entry, *, retry: bool) -> bool:
    """Whether what is known of an article is all that is to be known."""
    settled = known.state == CHECKED or (known.state == QUARANTINED and not retry)
    return settled and known.content == entry.content


def _take(done: Done, summary: Summary, keeping: Keeping, progress: Progress) -> None:
    keeping.put(done.entry, done.outcome)
    if isinstance(done.outcome, Answered):
        summary.add(done.outcome)
        return
    summary.add_failure(done.outcome)
    _tell(progress, _place(done.entry), done.outcome.reason, quarantined=done.outcome.quarantined)


def _recall(before: _Before, summary: Summary, progress: Progress) -> None:
    known = before.known
    if known.state == CHECKED:
        summary.known += 1
        if known.worst is not None:
            summary.known_worst.add(known.worst)
        return
    summary.add_failure(Failed(0, known.reason, quarantined=True))
    reason = f"is in quarantine: {known.reason}; --retry tries it again"
    _tell(progress, _place(before.entry), reason, quarantined=True)


def _tell(progress: Progress, place: str, reason: str, *, quarantined: bool = False) -> None:
    progress.say(f"qa-translate: {place}: {reason}")
    log.info("no answer", extra={"fields": {"place": place, "reason": reason, "quarantined": quarantined}})


def _place(entry: Entry) -> str:
    return f"{entry.place} (article {entry.article.id})"
