"""Words: where they stand in a text, and the form under which they are looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex  # type: ignore[import-untyped]

from qa_translate.arabic import CONTROLS, fold
from qa_translate.article import Span
from qa_translate.vocabulary import Vocabulary

LONGEST_WORD = 64
"""Letters after which an unbroken run is cut, so that every word is of bounded length."""

_LETTER = r"[\p{L}\p{M}--[\p{Arabic}\p{Han}\u0640]]"
_LETTER_OR_DIGIT = r"[\p{L}\p{M}\p{Nd}--[\p{Arabic}&&\p{L}]--[\p{Han}\u0640]]"
_ARABIC = r"[\p{Arabic}&&\p{L}]"
_ARABIC_OR_MARK = r"[[\p{Arabic}&&\p{L}]\p{M}\u0640]"
_HIDDEN = f"[{''.join(sorted(CONTROLS))}]{{0,3}}"

# Every quantifier is bounded and each branch starts with its own kind of character: no text is slow.
_WORD = regex.compile(
    rf"""
    (?: https?:// | www\. ) [^\s<>"“”«»()\p{{Arabic}}]{{1,200}}+
  | (?<!{_LETTER_OR_DIGIT}) (?: \p{{L}}\. ){{2,8}} \p{{L}}? (?![\p{{L}}\p{{M}}])
  | {_ARABIC} (?: {_HIDDEN} {_ARABIC_OR_MARK} ){{0,{LONGEST_WORD - 1}}}+
  | \p{{Nd}}{{1,{LONGEST_WORD}}}+
        (?: [.,:٫٬'’] \p{{Nd}}{{1,{LONGEST_WORD}}}+ | [\u00a0\u202f] \p{{Nd}}{{3}} (?!\p{{Nd}}) ){{0,8}}+
        {_LETTER_OR_DIGIT}{{0,32}}+
  | {_LETTER} (?: {_HIDDEN} {_LETTER_OR_DIGIT} ){{0,{LONGEST_WORD - 1}}}+
        (?: ['’ʼ·&‐‑-] {_LETTER_OR_DIGIT}{{1,{LONGEST_WORD}}}+ ){{0,8}}+
  | \p{{Han}}
  | [%٪\p{{Sc}}]
    """,
    regex.VERBOSE | regex.V1,
)


def words(text: str, lang: str) -> Iterator[Span]:
    """Where the words of `text` stand, in order.

    A word is a run of letters with inner apostrophes, hyphens and digits (``al-Hamdani``, ``don't``, ``M4``), an
    abbreviation with its full stops (``U.S.``), a number with its separators (``120,000``, ``12:30``, ``5th``), a web
    address, a Chinese character, or one of ``%`` and the currency signs. Arabic letters and digits of either script
    never share a word (``لـ17`` is two), and an elided article or preposition is a word of its own (``l'`` ``armée``).
    """
    elisions = _elisions(lang)
    for match in _WORD.finditer(text):
        start, end = match.span()
        for cut in _cuts(match.group(), elisions):
            yield Span(start, start + cut)
            start += cut
        yield Span(start, end)


def form(word: str, lang: str) -> str:
    """`word` as look-ups want it: composed, in lower case, Arabic folded, one kind of apostrophe and hyphen."""
    if word.isascii():
        return word.replace("I", "ı").lower() if lang in _DOTLESS else word.lower()
    plain = unicodedata.normalize("NFKC", fold(word)).replace("’", "'").replace("ʼ", "'")
    plain = plain.replace("‐", "-").replace("‑", "-")
    if lang in _DOTLESS:
        plain = plain.replace("I", "ı").replace("İ", "i")
    return plain.casefold()


_DOTLESS = frozenset({"tr", "az"})


def _elisions(lang: str) -> frozenset[str]:
    table = Vocabulary().topic(lang, "segmentation") or {}
    return frozenset(table.get("elisions", ()))


def _cuts(word: str, elisions: frozenset[str]) -> Iterator[int]:
    """Lengths of the elided words at the head of `word`."""
    while elisions:
        head, mark, rest = word.replace("’", "'").partition("'")
        if not mark or not rest or head.lower() not in elisions:
            return
        yield len(head) + 1
        word = rest
