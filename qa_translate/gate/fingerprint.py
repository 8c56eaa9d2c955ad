"""What stays of a mark when the article around it changes: its rule, its words, its sentence.

Nothing else goes in: not the line, not the paragraphs before it, not the message, whose wording changes between
versions. So a mark is the same after paragraphs were moved, the title was changed, or another sentence was edited.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache

VERSION = "qa-translate/1"
_DIGITS = 16
_NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`text` without case, accents and vowel signs, punctuation and compatibility forms: its words, one space apart."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NO_WORD.sub(" ", "".join(char for char in decomposed if unicodedata.category(char) != "Mn")).strip()


def fingerprint(rule: str, words: str, sentence: str) -> str:
    """16 hex digits for a mark.

    Args:
        rule: its name.
        words: what it marks.
        sentence: what they stand in.
    """
    parts = "\x1f".join((VERSION, rule, folded(words) or words.strip(), folded(sentence)))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def alike(first: str, second: str) -> float:
    """Share of words that two folded texts have in common, in order: 0 to 1 (Ratcliff and Metzener 1988)."""
    left, right = first.split(), second.split()
    if not left and not right:
        return 1.0
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def may_be_alike(first: str, second: str, least: float) -> bool:
    """Whether two folded texts share enough words, in whatever order, to be `alike` at least so much; takes no time."""
    left, right = _numbered(first), _numbered(second)
    return 2 * len(left & right) >= least * (len(left) + len(right))


@lru_cache(maxsize=10_000)
def _numbered(text: str) -> frozenset[tuple[str, int]]:
    """The words of a text, each with how many times it stood before: two such sets meet in what the texts share."""
    seen: Counter[str] = Counter()
    found = []
    for word in text.split():
        found.append((word, seen[word]))
        seen[word] += 1
    return frozenset(found)
