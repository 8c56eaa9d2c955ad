"""A server on this machine that answers from a list of steps, failures included."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Step:
    """One answer.

    Attributes:
        body: bytes as they are, anything else as JSON, or what a function makes of the request.
        half: say that the body is twice as long as it is, and close.
        cut: close without an answer.
        before: seconds before the answer.
        drip: seconds between two bytes.
    """

    status: int = 200
    body: Any = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    half: bool = False
    cut: bool = False
    before: float = 0.0
    drip: float = 0.0


class ScriptedServer(ThreadingHTTPServer):
    """Answers each request by the next step, or by `always` when there is none left."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.steps: list[Step] = []
        self.always: Step | None = None
        self.by_path: dict[str, Step] = {}
        self.requests: list[Request] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    def next_step(self, request: Request) -> Step:
        with self.lock:
            self.requests.append(request)
            if request.path in self.by_path:
                return self.by_path[request.path]
            return self.steps.pop(0) if self.steps else self.always or Step(500, {"error": "no step left"})

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a client that gave up is what some steps are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ScriptedServer

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *args: Any) -> None:
        """Nothing."""

    def _answer(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.command, self.path, dict(self.headers), json.loads(content) if content else None)
        step = self.server.next_step(request)
        with counted(self.server):
            time.sleep(step.before)
            if step.cut:
                self.close_connection = True
                return
            self._write(step, as_bytes(step.body, request))

    def _write(self, step: Step, body: bytes) -> None:
        self.send_response(step.status)
        for name, value in step.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) * 2 if step.half else len(body)))
        self.end_headers()
        if step.drip:
            for k in range(len(body)):
                self.wfile.write(body[k : k + 1])
                time.sleep(step.drip)
        else:
            self.wfile.write(body)
        self.close_connection = self.close_connection or step.half


@contextlib.contextmanager
def counted(server: ScriptedServer) -> Iterator[None]:
    with server.lock:
        server.at_once += 1
        server.most_at_once = max(server.most_at_once, server.at_once)
    try:
        yield
    finally:
        with server.lock:
            server.at_once -= 1


def as_bytes(body: Any, request: Request) -> bytes:
    made = body(request) if isinstance(body, Callable) else body  # type: ignore[arg-type]
    return made if isinstance(made, bytes) else json.dumps(made).encode()


class FakeTime:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        with self._lock:
            self.waits.append(round(seconds, 3))
            self.now += seconds
