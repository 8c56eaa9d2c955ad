"""Signs of life while something lasts."""

from __future__ import annotations

import io
import time

import pytest

from qa_translate.audit.progress import waiting


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_that_something_is_going_on_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = _Terminal()
    until = time.monotonic() + 10
    with waiting(stream, "checking"):
        while "checking …" not in stream.getvalue() and time.monotonic() < until:
            time.sleep(0.02)
        assert "checking …" in stream.getvalue()
    erased = stream.getvalue().rpartition("checking …")[2]
    assert "\x1b[2K" in erased


def test_a_pipe_gets_nothing() -> None:
    stream = io.StringIO()
    with waiting(stream, "checking"):
        pass
    assert stream.getvalue() == ""
