"""Right-to-left words among left-to-right ones, and characters that no report may print as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

RIGHT_TO_LEFT_ISOLATE = "\u2067"
POP_ISOLATE = "\u2069"
LEFT_TO_RIGHT_MARK = "\u200e"

_LETTER = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_NUMBER = r"\d+(?:[.,\u066b\u066c]\d+)*"
# From the first to the last letter, with a number that stands beside them; quotation marks belong to who quotes.
_RUN = re.compile(rf"(?:{_NUMBER}\s)?{_LETTER}(?:[^A-Za-z\n\u201c\u201d\"]*{_LETTER})?(?:\s{_NUMBER}\b)?")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_WHITE = re.compile(r"\s+")
_REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """`text` with control characters and lone surrogates as U+FFFD, code point for code point.

    A control character could command a terminal, and a lone surrogate cannot be written as UTF-8.
    """
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def without_controls(text: str) -> str:
    """`text` without the invisible characters that turn its direction."""
    return _BIDI_CONTROLS.sub("", text)


def in_one_line(text: str) -> str:
    """`text` as it may stand in a line of a log or a terminal."""
    return _WHITE.sub(" ", without_controls(printable(text)))


def by_direction(text: str) -> Iterator[tuple[bool, str]]:
    """The runs of `text` and whether each reads from right to left; joined they are `text`."""
    end = 0
    for run in _RUN.finditer(text):
        if run.start() > end:
            yield False, text[end : run.start()]
        end = run.end() + _closes(run[0], text[run.end() : run.end() + 1])
        yield True, text[run.start() : end]
    if end < len(text):
        yield False, text[end:]


def _closes(run: str, after: str) -> bool:
    """Whether the character after a run closes a quotation that begins within it."""
    return after == "»" and run.count("«") > run.count("»")


def isolated(line: str) -> str:
    """A left-to-right `line` with each right-to-left run set apart, so that the words around it keep their order."""
    parts = [
        f"{RIGHT_TO_LEFT_ISOLATE}{run}{POP_ISOLATE}" if right_to_left else run
        for right_to_left, run in by_direction(line)
    ]
    apart = "".join(parts)
    return apart if apart == line else LEFT_TO_RIGHT_MARK + apart
