"""What the words around a number say of it: at least or at most, and whether it is a level or a change."""

from __future__ import annotations

from collections.abc import Sequence

from qa_translate.checks.numbers.lexer import Token
from qa_translate.checks.numbers.lexicon import Lexicon
from qa_translate.checks.numbers.numerals import read_numeral

_OPPOSITE = {"more": "less", "less": "more"}
_REACH = 6  # words before a bound within which a negator may turn it
_CLAUSE_END = ",.;:،؛()!?؟"


def preposition(words: Sequence[Token], start: int, lex: Lexicon) -> str:
    """``to`` or ``by`` where such a word stands before the number at token `start`."""
    return next((name for name in ("to", "by") if preceded(words, start, lex.context(name))), "")


def is_grade(words: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether the ordinal ``words[start:end]`` stands beside what it names: الصف السادس, the sixth grade."""
    names = lex.context("grades")
    behind = any(tuple(t.form for t in words[end : end + len(parts)]) == parts for parts in names)
    return behind or preceded(words, start, names) > 0


def bound(words: Sequence[Token], start: int, end: int, lex: Lexicon) -> str:
    """``more`` or ``less`` where the text sets a bound to the number ``words[start:end]``.

    A negator right before the bound turns it (no more than, لا يزيد على). One further off may negate the verb or turn
    the bound (لم يحضر أكثر من عشرين: no more than twenty came, or more than twenty did not): nothing is known then.
    """
    longest = {name: preceded(words, start, lex.context(name)) for name in ("less", "more")}
    name = max(longest, key=longest.__getitem__)
    if not longest[name]:
        return _bound_behind(words, end, lex)
    first = start - longest[name]
    if preceded(words, first, lex.context("negators")) or _contracted(words, first - 1, lex):
        return _OPPOSITE[name]
    return "" if _negated_before(words, first, lex) else name


def _bound_behind(words: Sequence[Token], end: int, lex: Lexicon) -> str:
    """The bound that follows the number, or what it counts: ``five days at most``, خمسة أشخاص على الأقل."""
    for name in _OPPOSITE:
        for parts in lex.context(f"{name}_behind"):
            for at in (end, end + 1):
                after = at + len(parts)
                said = tuple(t.form for t in words[at:after]) == parts
                # "ten people, at least two of them" bounds the next number
                if said and not _ends_clause(words, end, at) and read_numeral(words, after, lex) is None:
                    return name
    return ""


def _ends_clause(words: Sequence[Token], start: int, end: int) -> bool:
    return any(t.form in _CLAUSE_END for t in words[start:end])


def _negated_before(words: Sequence[Token], first: int, lex: Lexicon) -> bool:
    for k in range(first, max(0, first - _REACH), -1):
        if words[k - 1].form in _CLAUSE_END:
            return False
        if preceded(words, k, lex.context("negators")) or _contracted(words, k - 1, lex):
            return True
    return False


def _contracted(words: Sequence[Token], k: int, lex: Lexicon) -> bool:
    """Whether the token bears a negation as its ending (``didn't``)."""
    return k >= 0 and words[k].form.endswith(tuple(lex.numbers.get("context", {}).get("negative_endings", ())))


def preceded(words: Sequence[Token], start: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """Length of the longest of `phrases` right before token `start`, in words; 0 if none."""
    best = 0
    for parts in phrases:
        first = start - len(parts)
        if first < 0 or any(words[first + k].form != p for k, p in enumerate(parts) if k):
            continue
        if any(s.form == parts[0] for s in words[first].stems):
            best = max(best, len(parts))
    return best
