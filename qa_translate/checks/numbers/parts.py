"""Reads the words for a part that are written like a count: خمس is five, and a fifth."""

from __future__ import annotations

from collections.abc import Sequence

from qa_translate.arabic import fold
from qa_translate.article import Segment
from qa_translate.checks.numbers.bounds import preceded
from qa_translate.checks.numbers.hints import Found, span_of
from qa_translate.checks.numbers.lexer import Token
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.quantities import Kind, Quantity

_PART, _ONLY_VOCALISED = "part", "vocalised part"
_DAMMA = "\u064f"
_VOWELS = "\u064e\u064f\u0650"


def read_part(words: Sequence[Token], i: int, segment: Segment, lex: Lexicon) -> Found | None:
    """A part that is surely one: by its vowel (عُشر), or by what it is a part of (خمس السكان, خمس ما كان).

    Before a definite noun the word is read as a part, as a count would stand behind it; five is its second reading.
    """
    part = lex.at(words, i, _PART, _ONLY_VOCALISED)
    if part is None:
        return None
    value, vowel = part.entries[0].value, _first_vowel(words[i], lex)
    span = span_of(words, i, part.end)
    if vowel == _DAMMA:
        return Quantity(Kind.FRACTION, (value,), span, span, segment.index), part.end
    if vowel or part.entries[0].cls == _ONLY_VOCALISED or part.end >= len(words):
        return None
    after = words[part.end].form
    if not after.startswith("ال") and (after,) not in lex.context("whole"):
        return None
    return Quantity(Kind.FRACTION, (value, 1 / value), span, span, segment.index), part.end


def other_readings(words: Sequence[Token], i: int, values: tuple[float, ...], lex: Lexicon) -> tuple[float, ...]:
    """The parts that the number at token `i` may mean as well, though it is likelier a count.

    That is a fifth for خمس before an indefinite noun (خمس سكان العالم), and for five in ``one in five``.
    """
    if preceded(words, i, lex.context("one_in")):
        return tuple(1 / v for v in values if v > 1)
    part = lex.at(words, i, _PART)
    definite = any(s.form.startswith("ال") for s in words[i].stems)
    if part is None or part.end != i + 1 or definite or _first_vowel(words[i], lex):
        return ()
    return (part.entries[0].value,)


def _first_vowel(token: Token, lex: Lexicon) -> str:
    """The vowel mark on the first letter of the part behind its clitics, "" where it is not written."""
    stem = next((s.form for s in token.stems if lex.phrases.get(s.form)), token.form)
    letters = [k for k, c in enumerate(token.text) if fold(c)]
    first = letters[-len(stem)] if len(stem) <= len(letters) else 0
    following = token.text[first + 1 : first + 2]
    return following if following and following in _VOWELS else ""
