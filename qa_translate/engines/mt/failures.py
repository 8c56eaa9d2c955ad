"""What a service's failures mean: what may pass, what will not, and what the user can do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa_translate.engines.mt.address import Key
from qa_translate.engines.mt.pace import retry_after
from qa_translate.errors import EngineError, ModelError

AGAIN = "run again later: what was rendered is kept in the cache"

_HOST = re.compile(r"https?://(?:[^/?#]*@)?([\w.:-]+)")
_LONGEST_QUOTE = 200
_SEE_SETTINGS = "see what the service takes, and change the settings"
_REMEDIES = {
    403: "see what the key may be used for, or use another service",
    404: "see the address and the model's name",
    413: "give a lower batch_size or max_chars",
}


class TemporaryError(EngineError):
    """A call failed in a way that may pass.

    Args:
        message, where, remedy: see `QaTranslateError`.
        wait: seconds that the service asks to wait.
    """

    def __init__(self, message: str, *, where: str = "", remedy: str = AGAIN, wait: float = 0.0) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.wait = wait


class InvalidAnswerError(TemporaryError):
    """The answer came whole, but is not what was asked for."""


class RefusedError(ModelError):
    """The service refused a call, and would do so again.

    Args:
        message, where, remedy: see `QaTranslateError`.
        status: HTTP's.
        said: what the service said, without the key.
    """

    def __init__(self, message: str, *, where: str, remedy: str, status: int, said: str) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.status = status
        self.said = said

    @property
    def is_about_request(self) -> bool:
        """Whether the service objects to what it was asked, text or parameters, and not to who asks or where."""
        return self.status in {400, 422}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: HTTP's status, headers by name in any case, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def failure(reply: Reply, host: str, key: Key, now: float) -> TemporaryError | RefusedError:
    """The error that a reply other than 2xx is.

    Args:
        reply: what came back.
        host: of the service.
        key: never repeated, even where the service does.
        now: seconds since 1970, for a header Retry-After.
    """
    status = reply.status
    said = in_one_line(key.hidden(_said(reply.body)))
    problem = f"HTTP {status}" + (f" ({said[:_LONGEST_QUOTE]})" if said else "")
    if status in {408, 429} or status >= 500:
        return TemporaryError(problem, where=host, wait=retry_after(reply.headers.get("Retry-After"), now))
    remedy = _REMEDIES.get(status, _SEE_SETTINGS)
    if status == 401:
        # What services say here often repeats a part of the key.
        problem, remedy, said = "HTTP 401: the key is missing or wrong", _key_remedy(key), ""
    elif 300 <= status < 400:
        target = _HOST.match(key.hidden(reply.headers.get("Location", "")))
        problem = f"HTTP {status}: redirects to {target[1] if target else 'another place'}"
        remedy = "give the address that it redirects to"
    return RefusedError(problem, where=host, remedy=remedy, status=status, said=said)


def _key_remedy(key: Key) -> str:
    if key.name:
        return f"set the environment variable {key.name} to a key of this service"
    return "name the environment variable that holds its key (key_env)"


def _said(body: bytes) -> str:
    """The message of an answer: ``{"error": "..."}`` or ``{"error": {"message": "...", "code": "..."}}``."""
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if isinstance(found, dict):
        found = next((found[name] for name in ("error", "message", "detail") if name in found), "")
    if isinstance(found, dict):
        found = " ".join(str(found[name]) for name in ("message", "code") if found.get(name))
    return found if isinstance(found, str) else json.dumps(found) if found else ""


def in_one_line(text: str) -> str:
    """`text` without line ends and signs that a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
