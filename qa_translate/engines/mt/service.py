"""Calls of a service over HTTP: time limits, tries, pace, and errors that say what to do.

Redirects are not followed: text and key would go where nobody allowed them. Proxies and certificates that the
environment names (``HTTPS_PROXY``, ``SSL_CERT_FILE``) are used for services elsewhere, never for those on this machine.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt.address import Address, Key, check_sending
from qa_translate.engines.mt.failures import AGAIN, Reply, TemporaryError, failure, in_one_line
from qa_translate.engines.mt.pace import Clock, Pace, back_off
from qa_translate.errors import EngineError, ModelError, UsageError

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Reader = Callable[[object], Answer]

_CONNECT_TIMEOUT = 10.0
_LARGEST = 16 * 1024 * 1024
"""Bytes of an answer; the longest that a batch can have is far below."""


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: str
    content: bytes | None = field(default=None, repr=False)
    stop: threading.Event = field(default_factory=threading.Event)


class Service:
    """One service, called from any number of threads.

    Args:
        address: where it is.
        key: hidden in every message.
        settings: time limit, tries and pace.
        headers: sent with every call, such as the one with the key.
        clock: time, for tests.

    Raises:
        ModelError: httpx or tenacity is not installed.
        UsageError: texts may not be sent there, or the environment names a proxy that cannot be used.
    """

    def __init__(
        self,
        address: Address,
        key: Key,
        settings: EngineSettings,
        *,
        headers: dict[str, str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        check_sending(address, key, settings)
        self._httpx, self._tenacity = _imported()
        self._address, self._key = address, key
        self._timeout, self._tries = settings.timeout, settings.retries + 1
        self._clock = clock or Clock()
        self._pace = Pace(settings.requests_per_minute, self._clock)
        self._client = self._opened(headers or {})

    def get(self, path: str, read: Reader[Answer], *, tries: int | None = None) -> Answer:
        """What the service answers to GET, as `read` takes it from the JSON.

        Args:
            path: of the function, such as ``/languages``.
            read: raises `failures.InvalidAnswerError` where the answer is not what was asked for.
            tries: how often to call at most; None: as the settings say.

        Raises:
            RefusedError: the service will not answer.
            EngineError: it did not answer, however often it was tried.
        """
        return self._call(_Request("GET", self._address.url(path)), read, tries or self._tries)

    def post(self, path: str, body: object, read: Reader[Answer], *, stop: threading.Event | None = None) -> Answer:
        """What the service answers to POST with `body` as JSON; see `get`.

        Args:
            path, read: see `get`.
            body: without lone surrogates.
            stop: ends waiting and trying when it is set.
        """
        content = json.dumps(body, ensure_ascii=False).encode("utf-8")
        request = _Request("POST", self._address.url(path), content, stop or threading.Event())
        return self._call(request, read, self._tries)

    def _opened(self, headers: dict[str, str]) -> Any:
        if self._key:
            # At level DEBUG it logs the headers of answers, in which a service may repeat the key.
            logging.getLogger("httpcore").setLevel(logging.INFO)
        try:
            _ = self._httpx.URL(self._address.url("")).host
        except (self._httpx.InvalidURL, ValueError) as error:
            raise UsageError("is no address of a service", where=self._address.host, remedy="see url") from error
        try:
            return self._httpx.Client(
                headers={"Content-Type": "application/json", "Accept": "application/json", **headers},
                timeout=self._httpx.Timeout(self._timeout, connect=min(self._timeout, _CONNECT_TIMEOUT)),
                follow_redirects=False,
                trust_env=not self._address.is_local,
            )
        except (ImportError, ValueError, OSError, self._httpx.InvalidURL) as error:
            problem = "the proxy or certificates that the environment names cannot be used"
            raise UsageError(problem, where=self._address.host, remedy="see HTTPS_PROXY and SSL_CERT_FILE") from error

    def _call(self, request: _Request, read: Reader[Answer], tries: int) -> Answer:
        retrying = self._tenacity.Retrying(
            retry=self._tenacity.retry_if_exception_type(TemporaryError),
            stop=self._tenacity.stop_after_attempt(tries),
            wait=self._wait,
            sleep=lambda seconds: self._clock.sleep(seconds, request.stop),
            reraise=True,
        )
        try:
            found: Answer = retrying(self._once, request, read)
        except TemporaryError as error:
            error.message += f" ({tries} tries)" if tries > 1 else ""
            error.where = error.where or self._address.host
            raise
        return found

    def _wait(self, state: Any) -> float:
        error = state.outcome.exception()
        seconds = back_off(state.attempt_number, error.wait, self._clock.chance())
        log.info("%s: %s; trying again in %.1f s", self._address.host, error.message, seconds)
        return seconds

    def _once(self, request: _Request, read: Reader[Answer]) -> Answer:
        self._pace.take_turn(request.stop)
        if request.stop.is_set():
            raise EngineError("the call was given up, as another failed", where=self._address.host, remedy=AGAIN)
        try:
            status, headers, body = self._exchanged(request)
        except self._httpx.TimeoutException as error:
            raise TemporaryError(f"no answer within {self._timeout:g} s") from error
        except self._httpx.DecodingError as error:
            raise TemporaryError("the answer is not compressed as it says") from error
        except self._httpx.RequestError as error:
            why = in_one_line(self._key.hidden(str(error))) or "closed"
            raise TemporaryError(f"the connection failed ({why})") from error
        if not 200 <= status < 300:
            raise failure(Reply(status, headers, body), self._address.host, self._key, self._clock.wall())
        try:
            parsed = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise TemporaryError("the answer is not JSON") from error
        return read(parsed)

    def _exchanged(self, request: _Request) -> tuple[int, Any, bytes]:
        """Status, headers and body; httpx limits the time between two bytes, this the time of all."""
        end = self._clock.monotonic() + self._timeout
        body = bytearray()
        with self._client.stream(request.method, request.url, content=request.content) as response:
            for part in response.iter_bytes():
                body += part
                if len(body) > _LARGEST:
                    raise TemporaryError(f"the answer is longer than {_LARGEST >> 20} MiB")
                if self._clock.monotonic() > end:
                    raise self._httpx.ReadTimeout("answers too slowly")
            return response.status_code, response.headers, bytes(body)


def _imported() -> tuple[Any, Any]:
    try:
        import httpx
        import tenacity
    except ImportError as error:
        problem = f"services over HTTP need {error.name}, which is not installed"
        raise ModelError(problem, remedy="pip install 'qa-translate[http]'") from error
    return httpx, tenacity
