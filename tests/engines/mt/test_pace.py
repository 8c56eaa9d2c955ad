"""Calls are spaced evenly; what failed is tried again after growing waits or when the service says."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa_translate.engines.mt.pace import LONGEST_WAIT, Clock, Pace, back_off, retry_after

from .scripted_server import FakeTime

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


def test_calls_are_spaced_evenly(clock: Clock, time: FakeTime) -> None:
    pace = Pace(30, clock)
    for _ in range(3):
        pace.take_turn(threading.Event())
    assert time.waits == [2, 2]
    time.now += 100
    pace.take_turn(threading.Event())
    assert time.waits == [2, 2]


def test_threads_share_one_pace() -> None:
    waits: list[float] = []
    clock = Clock(lambda: 0.0, lambda: 0.0, lambda seconds, stop: waits.append(seconds), lambda: 0.0)
    pace = Pace(60, clock)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: pace.take_turn(threading.Event()), range(8)))
    assert sorted(waits) == [1, 2, 3, 4, 5, 6, 7]


def test_without_a_limit_nobody_waits(clock: Clock, time: FakeTime) -> None:
    pace = Pace(None, clock)
    for _ in range(3):
        pace.take_turn(threading.Event())
    assert time.waits == []


def test_waiting_ends_when_a_call_is_given_up() -> None:
    stop = threading.Event()
    stop.set()
    Clock().sleep(1_000.0, stop)


def test_waits_double_up_to_a_limit() -> None:
    assert [back_off(tries, 0, 0) for tries in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert back_off(2_000, 0, 0) == LONGEST_WAIT


def test_chance_shortens_a_wait_by_up_to_half() -> None:
    assert [back_off(3, 0, chance) for chance in (0, 0.5, 1)] == [4, 3, 2]


def test_what_the_service_asks_for_is_waited_at_least_and_a_minute_at_most() -> None:
    assert [back_off(2, asked, 0) for asked in (0.0, 1.0, 17.0, 3600.0)] == [2, 2, 17, 60]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("7", 7),
        (" 120 ", 120),
        ("9" * 400, 999_999_999),
        ("-5", 0),
        ("1.5", 0),
        ("soon", 0),
        ("٧", 0),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30),
        ("Tue, 14 Nov 2023 22:13:50 -0000", 30),
        ("Tue, 14 Nov 2023 22:13:10 GMT", 0),
        ("Tue, 99 Nov 2023 22:13:10 GMT", 0),
        ("Sun, 06 Nov 99999 08:49:37 GMT", 0),
    ],
)
def test_a_header_retry_after_is_a_number_or_a_date(header: str | None, seconds: float) -> None:
    assert retry_after(header, NOW) == seconds
