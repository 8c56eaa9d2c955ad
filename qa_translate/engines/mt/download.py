"""Downloads a file from an address that the user has named, over HTTPS only."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from qa_translate.errors import ModelError, reason
from qa_translate.local_models import is_full, storing_problem

_SCHEME = "https://"
_TIMEOUT = 60.0
_BLOCK = 1 << 20
_REMEDY = "check the address and the connection"


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows an answer to another address only where that is as safe."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _check_scheme(newurl, req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, file: Path, most: int) -> None:
    """Write what the address gives into `file`.

    Args:
        url: begins with ``https://``.
        file: takes it; its folder is there.
        most: bytes at most.

    Raises:
        ModelError: it cannot be fetched whole, is too large, or the address or one that it leads to is not HTTPS.
    """
    _check_scheme(url, url)
    try:
        with urllib.request.build_opener(_OnlyHttps).open(url, timeout=_TIMEOUT) as answer:
            stated = answer.headers.get("Content-Length")
            got = _copy(answer, file, most, url)
    except urllib.error.HTTPError as error:
        raise ModelError(f"the server answers with {error.code}", where=url, remedy=_REMEDY) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if is_full(error):
            raise storing_problem(error, file.parent) from error
        cause = getattr(error, "reason", None)
        said = reason(cause if isinstance(cause, Exception) else error)
        raise ModelError(f"cannot be fetched ({said})", where=url, remedy=_REMEDY) from error
    if stated and stated != str(got):
        raise ModelError(f"broke off after {got} of {stated} bytes", where=url, remedy="pull again")


def _copy(answer: http.client.HTTPResponse, file: Path, most: int, url: str) -> int:
    got = 0
    with file.open("wb") as written:
        while block := answer.read(_BLOCK):
            got += len(block)
            if got > most:
                raise ModelError(f"has more than {most} bytes", where=url, remedy="name a package of a model")
            written.write(block)
    return got


def _check_scheme(url: str, first: str) -> None:
    if not url.lower().startswith(_SCHEME):
        leads = "" if url == first else f"leads to {url}, which "
        raise ModelError(f"{leads}could be changed on its way", where=first, remedy=f"use {_SCHEME}")
