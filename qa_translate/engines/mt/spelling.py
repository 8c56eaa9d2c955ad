"""Characters that a model does not know, spelled with those that it knows.

Many small models never saw a typographic quotation mark or an Arabic-Indic digit, read it as the unknown token and
leave it out: quotations and numbers would be lost on the way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_SIMPLER = {
    **dict.fromkeys("“”„‟«»「」『』″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("–—‒―−‐‑", "-"),
    **dict.fromkeys("\u00a0\u202f\u2009", " "),
    **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff", ""),
    "…": "...",
    "؟": "?",
    "،": ",",
    "؛": ";",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "ـ": "",
}


class Spelling:
    """Replaces unknown characters.

    Args:
        knows: whether the model knows a text of one character.
    """

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._spelled: dict[str, str] = {}
        self._known: dict[str, bool] = {}

    def __call__(self, text: str) -> str:
        """`text` with each character that the model does not know replaced, where a simpler one will do."""
        return "".join(map(self._of, text))

    def reads(self, text: str) -> bool:
        """Whether the model knows at least half of the letters; else it would invent a text in place of this one."""
        letters = [char for char in text if char.isalpha()]
        return 2 * sum(map(self._is_known, letters)) >= len(letters)

    def _of(self, char: str) -> str:
        if char not in self._spelled:
            self._spelled[char] = char if char == " " or self._is_known(char) else _simpler(char)
        return self._spelled[char]

    def _is_known(self, char: str) -> bool:
        if char not in self._known:
            self._known[char] = self._knows(char)
        return self._known[char]


def _simpler(char: str) -> str:
    if char in _SIMPLER:
        return _SIMPLER[char]
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
