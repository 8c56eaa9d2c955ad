"""What to do when a worker was lost over a shard: find the article that did it, and leave no other unanswered.

Every article that had no answer yet is checked alone. One that takes its worker down again is put in quarantine; so is
one that takes too long alone. A worker may be lost for reasons of its own (the machine ran out of memory, somebody
killed it), so that a crash alone gets a second try.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from qa_translate.audit.work import Done, Failed, Shard

_TRIES = 2
"""How often an article may take its worker down alone."""


@dataclass(frozen=True, slots=True)
class Lost:
    """How a worker was lost.

    Attributes:
        reason: in words that follow on "the article": ``took longer than 600 s``.
        slow: whether it was given up because it took too long.
    """

    reason: str
    slow: bool = False


def after_loss(shard: Shard, answered: Collection[int], lost: Lost) -> tuple[list[Shard], list[Done]]:
    """How to go on with a shard.

    Args:
        shard: whose worker was lost.
        answered: indices of the entries that had been answered.
        lost: how.

    Returns:
        Shards to try now, and outcomes of articles that are not tried again.
    """
    left = [entry for k, entry in enumerate(shard.entries) if k not in answered]
    if len(shard.entries) > 1:
        return [replace(shard, entries=(entry,), tries=0) for entry in left], []
    if not left:
        return [], []
    if lost.slow or shard.tries + 1 >= _TRIES:
        return [], [Done(left[0], Failed(0, lost.reason, quarantined=True))]
    return [replace(shard, tries=shard.tries + 1)], []
