"""A file comes from the address that was named, whole and over a safe way, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qa_translate.engines.mt import download as module
from qa_translate.engines.mt.download import download
from qa_translate.errors import ModelError

CONTENT = b"content"
ANSWERS = {
    "/whole": b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + CONTENT,
    "/unmeasured": b"HTTP/1.1 200 OK\r\n\r\n" + CONTENT,
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /whole\r\n\r\n",
    "/unsafe": b"HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1:9/whole\r\n\r\n",
    "/round": b"HTTP/1.1 302 Found\r\nLocation: /round\r\n\r\n",
    "/cut": b"HTTP/1.1 200 OK\r\nContent-Length: 70\r\n\r\n" + CONTENT,
    "/chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + CONTENT,
    "/none": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "/noise": b"no HTTP at all\r\n\r\n",
    "/silence": b"",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.wfile.write(ANSWERS[self.path])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server without a certificate: plain HTTP counts as the safe way here, and FTP as the unsafe one."""
    monkeypatch.setattr(module, "_SCHEME", "http://")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/whole", "/unmeasured", "/moved"])
def test_what_the_address_gives_is_written(path: str, address: str, tmp_path: Path) -> None:
    download(address + path, tmp_path / "file", 100)
    assert (tmp_path / "file").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/unsafe", "leads to ftp://127.0.0.1:9/whole, which could be changed on its way"),
        ("/round", "cannot be fetched|the server answers with 302"),
        ("/cut", "broke off after 7 of 70 bytes; pull again|cannot be fetched"),
        ("/chunk", "cannot be fetched"),
        ("/none", "the server answers with 404; check the address"),
        ("/noise", "cannot be fetched"),
        ("/silence", "cannot be fetched"),
    ],
)
def test_what_does_not_come_whole_and_safely_is_one_line(path: str, said: str, address: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        download(address + path, tmp_path / "file", 100)
    assert "\n" not in str(caught.value)


def test_more_than_was_expected_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="has more than 5 bytes"):
        download(f"{address}/whole", tmp_path / "file", 5)


def test_a_disk_without_room_is_said(address: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(ModelError, match="free some space"):
        download(f"{address}/whole", Path("/dev/full"), 100)
