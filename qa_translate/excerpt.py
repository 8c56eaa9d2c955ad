"""Words of a text as a message quotes them: in one line, and cut short where they are many."""

from __future__ import annotations

WORDS, LETTERS = 12, 60


def first_words(text: str, most: int = WORDS) -> str:
    """`text` in one line, cut behind `most` words."""
    words = text.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def first_letters(text: str, most: int = LETTERS) -> str:
    """`text` in one line, cut so that it has `most` code points."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
