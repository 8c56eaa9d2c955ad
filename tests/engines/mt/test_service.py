"""One call of a service: what is tried again, how often and after which waits, and what is not."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt.address import Key, parse_address, read_key
from qa_translate.engines.mt.failures import InvalidAnswerError, RefusedError
from qa_translate.engines.mt.pace import Clock
from qa_translate.engines.mt.service import Service
from qa_translate.errors import EngineError, ModelError, UsageError

from .failures import LASTING, PASSING
from .scripted_server import FakeTime, ScriptedServer, Step

FINE = Step(200, {"fine": True})
SETTINGS = EngineSettings("libretranslate", timeout=10, retries=2)


def service(url: str, clock: Clock, settings: EngineSettings = SETTINGS, key: Key | None = None) -> Service:
    headers = {"Authorization": f"Bearer {key.reveal()}"} if key else None
    clock = replace(clock, monotonic=Clock().monotonic)  # the limit of time of an answer is real
    return Service(parse_address(url), key or Key(""), settings, headers=headers, clock=clock)


def as_it_is(answer: object) -> object:
    return answer


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_may_pass_is_tried_again(
    server: ScriptedServer, clock: Clock, time: FakeTime, name: str, timeout: float
) -> None:
    server.steps = [PASSING[name][0], FINE]
    assert service(server.url, clock, replace(SETTINGS, timeout=timeout)).post("/path", {"q": "قال"}, as_it_is) == {
        "fine": True
    }
    assert [(request.method, request.path, request.body) for request in server.requests] == [
        ("POST", "/path", {"q": "قال"})
    ] * 2
    assert time.waits == [1]


@pytest.mark.parametrize("name", PASSING)
def test_a_failure_that_does_not_pass_is_named_with_host_and_remedy(
    server: ScriptedServer, clock: Clock, time: FakeTime, name: str, timeout: float
) -> None:
    server.always, says = PASSING[name]
    with pytest.raises(EngineError, match=f"^{server.host}: {says}.* \\(3 tries\\); run again later") as caught:
        service(server.url, clock, replace(SETTINGS, timeout=timeout)).get("/path", as_it_is)
    assert "\n" not in str(caught.value)
    assert (len(server.requests), time.waits) == (3, [1, 2])


@pytest.mark.parametrize("name", LASTING)
def test_a_refusal_is_not_tried_again(server: ScriptedServer, clock: Clock, time: FakeTime, name: str) -> None:
    server.always, says = LASTING[name]
    with pytest.raises(ModelError, match=f"^{server.host}: {says}"):
        service(server.url, clock).get("/path", as_it_is)
    assert (len(server.requests), time.waits) == (1, [])


def test_a_redirect_takes_neither_text_nor_key_elsewhere(server: ScriptedServer, clock: Clock, secret: str) -> None:
    other = "/elsewhere"
    server.always = Step(308, headers={"Location": f"{server.url}{other}"})
    with pytest.raises(RefusedError):
        service(server.url, clock, key=Key("MY_KEY", secret)).post("/path", {}, as_it_is)
    assert [request.path for request in server.requests] == ["/path"]


def test_without_retries_one_failure_is_enough(server: ScriptedServer, clock: Clock, time: FakeTime) -> None:
    server.always = Step(503)
    with pytest.raises(EngineError, match=f"^{server.host}: HTTP 503; run again"):
        service(server.url, clock, replace(SETTINGS, retries=0)).get("/path", as_it_is)
    assert (len(server.requests), time.waits) == (1, [])


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_the_service_may_say_when_to_try_again(
    server: ScriptedServer, clock: Clock, time: FakeTime, status: int
) -> None:
    date = "Thu, 01 Jan 1970 00:17:30 GMT"  # the fake time starts at 1,000 s
    asked = [{"Retry-After": "5"}, {"Retry-After": date}, {"Retry-After": "86400"}, {"Retry-After": "whenever"}]
    server.steps = [*(Step(status, headers=headers) for headers in asked), FINE]
    service(server.url, clock, replace(SETTINGS, retries=4)).get("/path", as_it_is)
    assert time.waits == [5, 45, 60, 8]


def test_an_answer_that_is_not_what_was_asked_for_is_asked_for_again(
    server: ScriptedServer, clock: Clock, time: FakeTime
) -> None:
    def read(answer: object) -> object:
        raise InvalidAnswerError("the answer holds nothing")

    server.always = FINE
    with pytest.raises(InvalidAnswerError, match=r"the answer holds nothing \(3 tries\); run again later"):
        service(server.url, clock).get("/path", read)
    assert time.waits == [1, 2]


def test_nobody_listening_is_a_failure_that_may_pass(clock: Clock, time: FakeTime) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(EngineError, match=rf"^localhost:{port}: the connection failed \(.+\) \(3 tries\)"):
        service(f"http://localhost:{port}", clock).get("/path", as_it_is)
    assert time.waits == [1, 2]


def test_calls_and_tries_keep_the_pace(server: ScriptedServer, clock: Clock, time: FakeTime) -> None:
    server.steps = [FINE, Step(500), FINE]
    paced = Service(parse_address(server.url), Key(""), replace(SETTINGS, requests_per_minute=6), clock=clock)
    paced.get("/path", as_it_is)
    paced.get("/path", as_it_is)
    assert time.waits == [10, 1, 9]


def test_a_call_that_was_given_up_is_not_made(server: ScriptedServer, clock: Clock, time: FakeTime) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(EngineError, match="given up"):
        service(server.url, clock).post("/path", {}, as_it_is, stop=stop)
    assert (server.requests, time.waits) == ([], [])


def test_nothing_is_sent_anywhere_before_the_user_allows_it(clock: Clock) -> None:
    with pytest.raises(UsageError, match=r"would send the article's text to api\.example\.org; say --allow-sending"):
        service("https://api.example.org", clock)


@pytest.mark.parametrize("name", [*PASSING, *LASTING])
def test_the_key_is_in_no_message_and_no_log(
    server: ScriptedServer, clock: Clock, secret: str, everything_said: Callable[[], str], name: str, timeout: float
) -> None:
    step = (PASSING | LASTING)[name][0]
    echo = {"error": {"message": f"you sent {secret} and that\x1b[31m is wrong", "code": secret}}
    headers = {**step.headers, "X-Echo": secret, "Set-Cookie": f"key={secret}"}
    server.always = replace(step, body=echo if step.status >= 400 else step.body, headers=headers)
    settings = replace(SETTINGS, timeout=timeout, key_env="MY_KEY")
    calling = service(server.url, clock, settings, key=read_key(settings, ""))
    with pytest.raises((EngineError, ModelError)) as caught:
        calling.post("/path", {}, as_it_is)
    logging.getLogger("test").debug("a traceback", exc_info=caught.value)
    assert server.requests[0].headers["Authorization"] == f"Bearer {secret}"
    assert "a traceback" in everything_said()
    for said in (everything_said(), str(caught.value), repr(caught.value), repr(calling), repr(vars(calling))):
        assert secret not in said
        assert "\x1b" not in said
    assert secret[:9] not in str(caught.value)


def test_a_wait_is_logged_with_its_reason(
    server: ScriptedServer, clock: Clock, everything_said: Callable[[], str]
) -> None:
    server.steps = [Step(429, {"error": "slow down"}), FINE]
    service(server.url, clock).get("/path", as_it_is)
    assert f"{server.host}: HTTP 429 (slow down); trying again in 1.0 s" in everything_said()


def test_a_service_on_this_machine_is_not_called_through_a_proxy(
    server: ScriptedServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.always = FINE
    assert service(server.url, clock).get("/path", as_it_is) == {"fine": True}


def test_a_proxy_of_the_environment_is_used_for_other_services(
    server: ScriptedServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.always = FINE
    settings = replace(SETTINGS, allow_sending=True)
    assert service("http://service.invalid", clock, settings).get("/path", as_it_is) == {"fine": True}
    assert server.requests[0].path == "http://service.invalid/path"


def test_a_proxy_that_cannot_be_used_is_named_in_one_line(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "carrier-pigeon://me:hush@proxy.example")
    with pytest.raises(UsageError, match="the proxy or certificates that the environment names") as caught:
        service("https://service.invalid", clock, replace(SETTINGS, allow_sending=True))
    assert "hush" not in str(caught.value)


def test_a_name_that_no_host_can_have_is_refused(clock: Clock) -> None:
    with pytest.raises(UsageError, match="is no address of a service"):
        service("https://xn--a.example", clock, replace(SETTINGS, allow_sending=True))


@pytest.mark.parametrize("library", ["httpx", "tenacity"])
def test_without_the_libraries_the_remedy_is_named(clock: Clock, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModelError, match=rf"need {library}, .*; pip install 'qa-translate\[http\]'"):
        service("http://localhost", clock)


def test_importing_the_engines_loads_neither_library() -> None:
    code = (
        "import sys, qa_translate.engines.mt.libretranslate, qa_translate.engines.mt.chat;"
        "print(*{'httpx', 'tenacity', 'langcodes'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
