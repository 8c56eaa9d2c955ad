"""Reads the value of a number that is written in words, in digits, or in both (``مليون و380 ألف``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa_translate.checks.numbers.lexer import Token, values_of
from qa_translate.checks.numbers.lexicon import NUMERALS, Entry, Lexicon

_PARTS = (*NUMERALS.values(),)
_TEN, _HUNDRED = 10.0, 100.0
_PREPOSITIONS = ("ب", "ل", "ك")
_LEAST_SCALE = 1000.0
_POWERS = (1e3, 1e6, 1e9, 1e12)


@dataclass(frozen=True, slots=True)
class Part:
    """One word or token of a number; `conj` that a conjunction joins it to what stands before."""

    cls: str
    values: tuple[float, ...]
    end: int
    conj: bool = False

    @property
    def value(self) -> float:
        """The likeliest value."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read so far: the sum of finished scales, the open group, and what came last."""

    total: float
    group: tuple[float, ...]
    last: Part
    end: int
    digits: bool
    ordinal: bool
    scale: float = 1.0

    @property
    def values(self) -> tuple[float, ...]:
        """What the whole may mean."""
        return tuple(self.total + g for g in self.group)


def read_numeral(tokens: Sequence[Token], start: int, lex: Lexicon) -> Numeral | None:
    """The longest number that starts at token `start`, or None."""
    part = _part(tokens, start, lex)
    if part is None:
        return None
    scale = part.cls == "scale"
    numeral = Numeral(part.value if scale else 0.0, (0.0,) if scale else part.values, part, part.end,
                      part.cls == "digits", part.cls == "ordinal", _power(part.value) if scale else 1.0)  # fmt: skip
    whole = numeral
    while (following := _next_part(tokens, numeral, lex)) is not None:
        grown = _grow(numeral, following, lex)
        if grown is None:
            # In 340 مليون و500 مليون the second number has a scale of its own, and is no part of the first.
            rival = following.cls == "scale" and not following.conj and numeral.last.cls != "scale"
            numeral = whole if rival and whole.last.cls == "scale" else numeral
            break
        numeral = grown
        whole = numeral if numeral.last.cls == "scale" else whole
    return _with_fraction(tokens, numeral, lex)


def _power(value: float) -> float:
    """The scale of a word that may be a dual (ألفان counts in thousands)."""
    return max((p for p in _POWERS if p <= value), default=value)


def _part(tokens: Sequence[Token], i: int, lex: Lexicon) -> Part | None:
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "number":
        return Part("digits", values_of(token.form), i + 1)
    hit = lex.at(tokens, i, *_PARTS)
    if hit is None:
        return None
    after_digits = token.glued and i > 0 and tokens[i - 1].kind == "number"
    if len(token.form) == 1 and not after_digits:
        # "Cardi B" is no billion.
        return None
    if lex.incomplete(tokens, i) and lex.at(tokens, hit.end, "teen") is None:
        # اثني is twelve with عشر, and "ethnic" alone.
        return None
    entry: Entry = hit.entries[0]
    return Part(entry.cls, (entry.value,), hit.end, hit.conj)


def _next_part(tokens: Sequence[Token], numeral: Numeral, lex: Lexicon) -> Part | None:
    i, conj = numeral.end, False
    if i >= len(tokens):
        return None
    if tokens[i].form in "-‐‑" and tokens[i].glued and i + 1 < len(tokens) and tokens[i + 1].glued:
        i += 1
    elif _is_and(tokens[i], lex) and (lex.proclitic or numeral.last.cls in {"hundred", "scale"}):
        i, conj = i + 1, True
    part = _part(tokens, i, lex)
    if part and lex.proclitic and tokens[i].form[:1] in _PREPOSITIONS and not lex.bare(tokens, i, *_PARTS):
        # واحد بالمئة is one per hundred, not a hundred.
        return None
    return replace(part, conj=part.conj or conj) if part else None


def _is_and(token: Token, lex: Lexicon) -> bool:
    return token.form in lex.numbers.get("and", ())


def _grow(numeral: Numeral, part: Part, lex: Lexicon) -> Numeral | None:
    last, joined = numeral.last.cls, part.conj or not lex.proclitic
    group: tuple[float, ...] | None = None
    if part.cls == "scale":
        return _scaled(numeral, part)
    if numeral.ordinal and part.cls not in {"teen", "ten"}:
        return None
    if numeral.digits and part.cls != "digits" and not lex.proclitic:
        # "up from 1.7 million four years ago"
        return None
    if last == "scale":
        # مليون و380 ألف, a thousand and one; each part is smaller than the scale before it.
        behind = part.conj or bool(lex.numbers.get("digits_behind_scale", False))  # 23 bin 400
        if joined and part.value < numeral.scale and (part.cls != "digits" or behind):
            group = part.values
    elif part.cls == "digits":
        return None
    elif part.cls == "hundred" and not part.conj and part.value == _HUNDRED and last in {"unit", "teen"}:
        group = tuple(g * _HUNDRED for g in numeral.group)
    elif _adds(last, numeral.last.value, part, lex, joined=joined):
        group = tuple(g + part.value for g in numeral.group)
    if group is None:
        return None
    ordinal = numeral.ordinal or part.cls == "ordinal"
    digits = numeral.digits or part.cls == "digits"
    return replace(numeral, group=group, last=part, end=part.end, ordinal=ordinal, digits=digits)


def _adds(last: str, value: float, part: Part, lex: Lexicon, *, joined: bool) -> bool:
    if last == "hundred" and part.cls in {"unit", "teen", "ten", "ordinal"}:
        return joined
    if lex.proclitic:
        low = last in {"unit", "ordinal"}
        return (low and part.cls == "ten" and part.conj) or (
            low and part.cls == "teen" and part.value == _TEN and not part.conj and value < _TEN
        )
    return last == "ten" and part.cls in {"unit", "ordinal"} and part.value < _TEN and not part.conj


def _scaled(numeral: Numeral, part: Part) -> Numeral | None:
    if numeral.ordinal:
        return None
    if numeral.last.cls == "scale":
        if part.conj and part.value < numeral.scale:
            return replace(numeral, total=numeral.total + part.value, last=part, end=part.end, scale=_power(part.value))
        if part.conj or part.value < numeral.scale:
            return None
        return replace(numeral, total=numeral.total * part.value, last=part, end=part.end, scale=_power(part.value))
    if part.conj or (numeral.total and part.value >= numeral.scale):
        return None
    group = tuple(g * part.value for g in numeral.group)
    if len(group) > 1:
        # A grouped number before a scale is a decimal: 25,200 million is rare, 2,250 billion rarer.
        return replace(numeral, group=group, last=part, end=part.end, scale=_power(part.value))
    total = numeral.total + group[0]
    return replace(numeral, total=total, group=(0.0,), last=part, end=part.end, scale=_power(part.value))


def _with_fraction(tokens: Sequence[Token], numeral: Numeral, lex: Lexicon) -> Numeral:
    fraction = None if numeral.ordinal else and_fraction(tokens, numeral.end, lex)
    if fraction is None:
        return numeral
    part, end = fraction[0] * numeral.scale, fraction[1]
    scale = lex.at(tokens, end, "scale")
    if scale and not scale.conj and len(tokens[end].form) > 1:
        if _power(scale.entries[0].value) == numeral.scale:
            # مليون ونصف المليون says the scale twice.
            end = scale.end
        elif numeral.last.cls != "scale":
            # "two and a half million"
            value = (numeral.values[0] + part) * scale.entries[0].value
            return replace(numeral, total=0.0, group=(value,), end=scale.end, scale=_power(scale.entries[0].value))
    whole = tuple(v + part for v in numeral.values) + numeral.values
    return replace(numeral, total=0.0, group=whole, end=end)


def read_fraction_of_scale(tokens: Sequence[Token], i: int, lex: Lexicon) -> Numeral | None:
    """``half a million``, ربع مليار: a number, though its words are a part and a whole."""
    fraction = lex.at(tokens, i, "fraction")
    if fraction is None or fraction.conj:
        return None
    at = fraction.end
    while at < len(tokens) and tokens[at].form in lex.numbers.get("of", ()):
        at += 1
    scale = lex.at(tokens, at, "scale")
    if scale is None or scale.conj or len(tokens[at].form) == 1 or scale.entries[0].value < _LEAST_SCALE:
        return None
    value = fraction.entries[0].value * scale.entries[0].value
    part = Part("scale", (scale.entries[0].value,), scale.end)
    return Numeral(0.0, (value,), part, scale.end, digits=False, ordinal=False, scale=_power(part.value))


def and_fraction(tokens: Sequence[Token], i: int, lex: Lexicon) -> tuple[float, int] | None:
    """``and a half`` or ونصف at token `i`: its value, and the token after it."""
    conj = i < len(tokens) and _is_and(tokens[i], lex)
    i += conj
    if conj and i < len(tokens) and tokens[i].form in lex.numbers.get("articles", ()):
        i += 1
    hit = lex.at(tokens, i, "fraction")
    return (hit.entries[0].value, hit.end) if hit and (conj or hit.conj) else None
