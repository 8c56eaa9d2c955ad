"""What a finding's message says of the texts: which language each quoted side is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_SIDES = re.compile(r"\b([Tt]he) (source|translation|back-translation)\b")


def with_languages(message: str, languages: Mapping[str, str]) -> str:
    """`message` with the language of each side where the side is first named.

    Args:
        message: as a check wrote it: "In the source “X” says this; in the translation “Y” does."
        languages: code by the word for the side ("source", "translation", "back-translation").

    Returns:
        "In the Arabic source “X” says this; in the French translation “Y” does."
    """
    named: set[str] = set()

    def said(match: re.Match[str]) -> str:
        side = match[2]
        language = language_name(languages.get(side, ""))
        if side in named or not language or _is_quoted(message, match.start()):
            return match[0]
        named.add(side)
        return f"{match[1]} {language} {side}"

    return _SIDES.sub(said, message)


@cache
def language_name(code: str) -> str:
    """English name of a language, "" where there is none."""
    from babel.core import Locale, UnknownLocaleError  # 20 ms

    try:
        return Locale("en").languages.get(Locale.parse(code, sep="-").language, "") if code else ""
    except (ValueError, UnknownLocaleError):
        return ""


def _is_quoted(message: str, place: int) -> bool:
    """Whether a place of a message lies in what it quotes from a text."""
    before = message[:place]
    return before.count("“") > before.count("”")
