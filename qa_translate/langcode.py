"""Codes of languages: one form for the whole package."""

from __future__ import annotations

import re
import reprlib
from functools import cache

from qa_translate.errors import UsageError

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*")
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
_REMEDY = "give an ISO 639-1 code such as ar or en"


def language_code(given: object, where: str) -> str:
    """The code under which language data is kept: ``pt`` for ``pt``, ``PT``, ``por``, ``pt-BR`` and ``pt_BR``.

    Region and script are dropped, as no data differs by them. A language without data is no mistake: texts in it are
    checked without vocabulary. A code that the Unicode CLDR has for no language is one.

    Args:
        given: what should be an ISO 639 code, alone or at the head of a BCP 47 tag.
        where: how a message names its place.

    Raises:
        UsageError: it is not.
    """
    found = _TAG.fullmatch(given.lower()) if isinstance(given, str) else None
    if found is None:
        raise UsageError(f"{reprlib.repr(given)} is not a language code", where=where, remedy=_REMEDY)
    code = _current(found.group(1))
    if code is None:
        raise UsageError(f"{reprlib.repr(given)} is the code of no language", where=where, remedy=_REMEDY)
    return code


@cache
def scripts_of_code(code: str) -> frozenset[str]:
    """ISO 15924 codes of the scripts that the CLDR knows a language to be written in anywhere; empty: not known."""
    from babel.core import get_global

    likely = get_global("likely_subtags")
    tags = (tag for key, tag in likely.items() if key.split("_")[0] == code)
    return frozenset(part for tag in tags for part in tag.split("_")[1:] if len(part) == 4)


@cache
def _current(code: str) -> str | None:
    """The code in use for a language: ``ar`` for ``ara``, ``he`` for ``iw``; None for a code of no language."""
    from babel.core import Locale, get_global  # 20 ms

    alias = get_global("language_aliases").get(code, code).split("_")[0]
    known = alias in get_global("likely_subtags") or alias in Locale("en").languages
    return alias if known and alias not in _NO_LANGUAGE else None
