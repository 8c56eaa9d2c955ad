"""Codes of languages: one form for the whole package."""

from __future__ import annotations

import re
import reprlib

from qa_translate.errors import UsageError

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*")


def language_code(given: object, where: str) -> str:
    """The code under which language data is kept: ``pt`` for ``pt``, ``PT``, ``pt-BR`` and ``pt_BR``.

    Region and script are dropped, as no data differs by them. A language without data is no mistake: texts in it are
    checked without vocabulary.

    Args:
        given: what should be an ISO 639 code, alone or at the head of a BCP 47 tag.
        where: how a message names its place.

    Raises:
        UsageError: it is not.
    """
    found = _TAG.fullmatch(given.lower()) if isinstance(given, str) else None
    if found is None:
        remedy = "give an ISO 639-1 code such as ar or en"
        raise UsageError(f"{reprlib.repr(given)} is not a language code", where=where, remedy=remedy)
    return found.group(1)
