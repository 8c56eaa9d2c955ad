"""What the tests of engines over HTTP share: a server with failures, time that does not pass, a key to look for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from qa_translate.engines.mt.pace import Clock

from .failures import SLOW
from .scripted_server import FakeTime, ScriptedServer

SECRET = "sk-Very/Secret+0123456789"


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    running = ScriptedServer()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def timeout(request: pytest.FixtureRequest) -> float:
    """Seconds for an answer: few where a test waits for them to pass, enough for a busy machine in all others."""
    params = getattr(request.node, "callspec", None)
    return 0.4 if params and params.params.get("name") in SLOW else 10.0


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    """Waits that take no time, without chance."""
    return Clock(time.monotonic, time.wall, time.sleep, lambda: 0.0)


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """A key in the environment, in every variable that an engine looks at."""
    for name in ("LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY", "MY_KEY"):
        monkeypatch.setenv(name, SECRET)
    return SECRET


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keys and no proxies of the machine that runs the tests; loggers as they were."""
    for name in ("LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY", "ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setattr(logging.getLogger("httpcore"), "level", logging.NOTSET)


@pytest.fixture
def everything_said(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """All that was logged, by whomever, with tracebacks."""
    caplog.set_level(logging.DEBUG)
    return lambda: caplog.text
