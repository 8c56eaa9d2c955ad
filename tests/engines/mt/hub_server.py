"""A model hub of the test, which speaks as much of the hub's protocol as huggingface_hub asks for."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """One repository, ``owner/model``.

    Attributes:
        files: content by name.
        card: what its model card states.
        gated: whether it is given out only to some.
        told: content that the listing speaks of where it is another than the file's.
        cut: names of files of which the last byte is missing, though their size is told rightly.
        answer: what the listing is instead of a listing.
        asked: paths of all requests for a file's content.
    """

    files: dict[str, bytes]
    card: dict[str, object] = field(default_factory=dict)
    gated: bool = False
    told: dict[str, bytes] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    answer: object = None
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def listing(self) -> dict[str, object]:
        siblings = []
        for name, content in {**self.files, **self.told}.items():
            entry: dict[str, object] = {"rfilename": name, "size": len(content), "blobId": blob(content)}
            if name.endswith((".safetensors", ".bin")):
                checksum = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"sha256": checksum, "size": len(content), "pointerSize": 1, "oid": checksum}
            siblings.append(entry)
        return {
            "id": "owner/model",
            "modelId": "owner/model",
            "sha": COMMIT,
            "cardData": self.card,
            "siblings": siblings,
        }


def blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """The hub on a port of this machine, for as long as the block lasts."""
    server = _Server(hub)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/api/models/owner/model"):
            self._listing(path.removeprefix("/api/models/owner/model").removeprefix("/revision/"))
        elif path.startswith("/owner/model/resolve/"):
            self._file(path.removeprefix("/owner/model/resolve/").partition("/")[2], body=body)
        else:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)

    def _listing(self, revision: str) -> None:
        if self.server.hub.gated:
            self._send(403, b"{}", {"X-Error-Code": "GatedRepo"})
        elif revision not in ("", "main", COMMIT):
            self._send(404, b"{}", {"X-Error-Code": "RevisionNotFound"})
        else:
            hub = self.server.hub
            listing = hub.listing() if hub.answer is None else hub.answer
            self._send(200, json.dumps(listing).encode(), {"Content-Type": "application/json"})

    def _file(self, name: str, *, body: bool) -> None:
        if body:
            self.server.hub.asked.append(name)
        if name not in self.server.hub.files:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body=body)
            return
        content = self.server.hub.files[name]
        if body and name in self.server.hub.cut:
            content = content[:-1]
        self._send(200, content, {"ETag": f'"{blob(content)}"', "X-Repo-Commit": COMMIT}, body=body)

    def _send(self, status: int, content: bytes, headers: dict[str, str], *, body: bool = True) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
