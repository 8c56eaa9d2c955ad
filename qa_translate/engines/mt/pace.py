"""How fast a service is called, and how long to wait before a call is tried again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0
"""Seconds: most that is waited before a call is tried again, whatever the service asks for."""

_FIRST_WAIT = 1.0


def _sleep(seconds: float, stop: threading.Event) -> None:
    stop.wait(seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, as a test can replace them.

    Attributes:
        monotonic: seconds that only grow.
        wall: seconds since 1970.
        sleep: waits for some seconds, or until the event is set.
        chance: a number from 0 to 1.
    """

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float, threading.Event], None] = _sleep
    chance: Callable[[], float] = random.random


class Pace:
    """Spaces calls evenly, those of all threads together.

    Args:
        per_minute: most calls in a minute; None: no limit.
        clock: what time it is.
    """

    def __init__(self, per_minute: float | None, clock: Clock) -> None:
        self._gap = 60.0 / per_minute if per_minute else 0.0
        self._clock = clock
        self._next = 0.0
        self._lock = threading.Lock()

    def take_turn(self, stop: threading.Event) -> None:
        """Wait until the next call may be made, or `stop` is set."""
        if not self._gap:
            return
        with self._lock:
            now = self._clock.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._clock.sleep(turn - now, stop)


def back_off(tries: int, asked: float, chance: float) -> float:
    """Seconds to wait after so many tries: 1, 2, 4, ... less up to half by chance, so that callers spread out.

    Args:
        tries: made so far, from 1 on.
        asked: seconds that the service asks for, at least; see `LONGEST_WAIT`.
        chance: from 0 to 1.
    """
    grown = min(LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(tries - 1, 10))
    return min(LONGEST_WAIT, max(asked, grown * (1 - chance / 2)))


def retry_after(header: str | None, now: float) -> float:
    """Seconds that a header Retry-After (RFC 9110, 10.2.3) asks for: a number or a date; 0 where it asks nothing.

    Args:
        header: its value.
        now: seconds since 1970.
    """
    if not header:
        return 0.0
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return 0.0
    # RFC 5322's "-0000" gives a date without a zone, which would be read as local time.
    return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
