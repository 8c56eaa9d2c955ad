"""Where a service is and with which key it is called; what may be sent there, and what is never printed."""

from __future__ import annotations

import ipaddress
import json
import os
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from qa_translate.engine_settings import EngineSettings
from qa_translate.errors import UsageError

_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\\]")
_KEY_LIKE = re.compile(r"key|token|secret|passw|pwd|auth|sig|credential", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f]*:[0-9a-f:.]+", re.IGNORECASE)
"""A name as the network knows it (others are written with ``xn--``) or a number."""

_KEY = re.compile(r"[\x21-\x7e]+")
_REMEDY = "give its address as https://HOST or http://localhost:PORT"


@dataclass(frozen=True, slots=True)
class Address:
    """A service's address, without anything that must not be printed.

    Attributes:
        host: name and port as given, lower case.
        is_local: whether texts stay on this machine (``localhost``, 127.0.0.0/8, ``::1``).
        is_encrypted: whether it is ``https://``.
    """

    host: str
    is_local: bool
    is_encrypted: bool
    _path: str
    _query: str

    def url(self, path: str) -> str:
        """The address of one of the service's functions, such as ``/translate``."""
        scheme = "https" if self.is_encrypted else "http"
        return f"{scheme}://{self.host}{self._path}{path}{self._query}"


def parse_address(url: str) -> Address:
    """The address that `url` gives; a fragment is dropped.

    Raises:
        UsageError: it is none, or holds a password or a key. The message does not repeat it, as it may be secret.
    """
    parts = _parts(url)
    if "@" in parts.netloc:
        remedy = "leave it out, and give the key in an environment variable (key_env)"
        raise UsageError("the address holds a user's name or password", where="url", remedy=remedy)
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _KEY_LIKE.search(name)]
    if names:
        remedy = "leave it out, and give the key in an environment variable (key_env)"
        raise UsageError(f"the address holds a key in {names[0][:20]!r}", where="url", remedy=remedy)
    query = f"?{parts.query}" if parts.query else ""
    is_local = _is_loopback(parts.hostname or "")
    return Address(parts.netloc.lower(), is_local, parts.scheme == "https", parts.path.rstrip("/"), query)


def _parts(url: str) -> SplitResult:
    if _NOT_IN_URLS.search(url):
        raise UsageError("the address holds white space or signs that no address has", where="url", remedy=_REMEDY)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError("is no address", where="url", remedy=_REMEDY) from error
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.hostname or "") or port == 0:
        raise UsageError("is no address of a service", where="url", remedy=_REMEDY)
    return parts


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A service's key, read from an environment variable and from nowhere else.

    Attributes:
        name: the variable; "": the service is called without a key.
    """

    name: str
    _value: str = ""

    def __repr__(self) -> str:
        """Never the key itself."""
        return f"Key({self.name!r}, {'set' if self._value else 'not set'})"

    def __bool__(self) -> bool:
        return bool(self._value)

    def reveal(self) -> str:
        """The key itself, for the request only."""
        return self._value

    def hidden(self, text: str) -> str:
        """`text` without the key, as it is or as JSON or an address would write it."""
        if not self._value:
            return text
        forms = {self._value, json.dumps(self._value)[1:-1], quote(self._value, safe="")}
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, "***")
        return text


def read_key(settings: EngineSettings, usual: str) -> Key:
    """The key that the settings name.

    Args:
        settings: with the name of the variable; None: `usual`; "": no key.
        usual: name of the variable where the settings name none; "": no key.

    Raises:
        UsageError: the settings name a variable that is not set, or its value can be no key.
    """
    name = usual if settings.key_env is None else settings.key_env
    value = os.environ.get(name, "").strip() if name else ""
    if settings.key_env and not value:
        raise UsageError(f"the environment variable {name} is not set", where="key_env", remedy="set it to the key")
    if value and not _KEY.fullmatch(value):
        problem = f"the value of {name} is no key: it holds white space or signs that no key has"
        raise UsageError(problem, where="key_env", remedy="set it to the key alone")
    return Key(name, value)


def check_sending(address: Address, key: Key, settings: EngineSettings) -> None:
    """Look whether texts may be sent to `address`, and the key with them.

    Raises:
        UsageError: the user has not allowed the one, or the other would be sent in the clear.
    """
    if address.is_local:
        return
    if not settings.allow_sending:
        remedy = "say --allow-sending, or allow_sending = true in a file that --config names"
        raise UsageError(f"would send the article's text to {address.host}", where="url", remedy=remedy)
    if key and not address.is_encrypted:
        problem = f"would send the key of {key.name} to {address.host} without encryption"
        raise UsageError(problem, where="url", remedy='use https://, or key_env = "" to send no key')
