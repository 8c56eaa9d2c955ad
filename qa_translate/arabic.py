"""Arabic script: folding for look-up, with a map back to the text as given, and a light stemmer.

Folding removes what writers add or leave out at will (diacritics, tatweel, bidi controls), undoes presentation forms
and unifies the alef, yeh and kaf variants and the digits. Everything else stays, so that folding any text is safe.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_MARKS = frozenset(
    map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9)))
) | frozenset(map(chr, range(0x06EA, 0x06EE)))
_TATWEEL = "\u0640"
CONTROLS = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Invisible characters inside words: bidi controls, joiners, soft hyphen, byte-order mark."""

_VARIANTS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "٪": "%", "٫": ".", "٬": ",",
}  # fmt: skip
_HAMZA_ABOVE = "\u0654"
_BLOCKS = ((0x0600, 0x0700), (0x0750, 0x0780), (0x08A0, 0x0900), (0xFB50, 0xFE00), (0xFE70, 0xFEFF))


def is_arabic_letter(char: str) -> bool:
    """Whether one character is a letter of the Arabic script (tatweel, marks, digits and punctuation are not)."""
    if char == _TATWEEL or char in _MARKS:
        return False
    return any(low <= ord(char) < high for low, high in _BLOCKS) and char.isalpha()


def fold(text: str) -> str:
    """`text` in the form that look-ups use; not of the same length (see `folded_with_map`)."""
    if text.isascii():
        return text
    if _HAMZA_ABOVE in text:
        text = _composed(text)
    return text.translate(_table())


def folded_with_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)` and where each of its characters comes from.

    Returns:
        The folded text, and for each of its characters the offset in `text` (code points) of the character that it
        stands for, then ``len(text)`` as the last entry: a match ``folded[a:b]`` begins at ``text[offsets[a]]``
        and ends before ``text[offsets[b]]``.
    """
    if text.isascii():
        return text, list(range(len(text) + 1))
    parts = list(map(_table().get, map(ord, text), text))
    if _HAMZA_ABOVE in text:
        parts = [_COMPOSED.get(text[at : at + 2], part) for at, part in enumerate(parts)]
    offsets = [at for at, part in enumerate(parts) for _ in part]
    offsets.append(len(text))
    return "".join(parts), offsets


def unmarked_with_map(text: str) -> tuple[str, list[int]]:
    """`text` without what a writer may leave out, and where the rest comes from.

    That is diacritics, tatweel and invisible controls.

    The embedded encoder cuts a word with diacritics into single letters and no longer knows it.

    Returns:
        The text, and for each of its characters the offset in the given `text` (code points), then ``len(text)``.
    """
    offsets = [k for k, char in enumerate(text) if char not in _LEFT_OUT]
    return "".join(text[k] for k in offsets), [*offsets, len(text)]


_LEFT_OUT = _MARKS | CONTROLS | {_TATWEEL}

_COMPOSED = {"ي" + _HAMZA_ABOVE: "ئ", "ى" + _HAMZA_ABOVE: "ئ", "ی" + _HAMZA_ABOVE: "ئ", "و" + _HAMZA_ABOVE: "ؤ"}


def _composed(text: str) -> str:
    for pair, letter in _COMPOSED.items():
        text = text.replace(pair, letter)
    return text


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for low, high in _BLOCKS:
        for code in range(low, high):
            char = chr(code)
            folded = _folded(char)
            if folded != char:
                table[code] = folded
    table.update({ord(c): "" for c in CONTROLS})
    return table


def _folded(char: str) -> str:
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    shown = unicodedata.normalize("NFKC", char)
    if char != shown and unicodedata.category(char) == "Lo":
        # A mark shown alone is a space with the mark on it: the space is not text.
        shown = shown.strip(" ")
    return "".join(_VARIANTS.get(c, c) for c in shown if c not in _MARKS and c != _TATWEEL)


# Light stemming in the manner of Larkey's light10: affixes are cut, never restored, and only while a stem of two
# letters (three after a single-letter prefix, which is as often the first letter of the root) remains.
_CONJUNCTIONS = ("و", "ف")
_ARTICLES = ("ال", "لل", "بال", "كال")
_PREPOSITIONS = ("ب", "ل", "ك", "س")
_PRONOUNS = ("ها", "هم", "هن", "هما", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
_ENDINGS = ("ات", "ون", "ين", "ان", "وا", "يه", "ية", "ه", "ة", "ي")
_SHORTEST = 2
_SHORTEST_AFTER_LETTER = 3
_MOST_WORDS = 20_000  # that are remembered


@lru_cache(maxsize=_MOST_WORDS)
def proclitics(form: str) -> tuple[str, ...]:
    """What may be left of a folded word after its proclitics و ف ب ل ك س ال لل.

    Args:
        form: a folded word (see `fold`).

    Returns:
        Candidates without the word itself, longest first: ``وبالمدينة`` gives ``بالمدينة`` and ``مدينة``. The
        shorter ones may be wrong (``والد`` gives ``الد``): look the word itself up first.
    """
    found: dict[str, None] = {}
    rests = [form]
    for letter in _CONJUNCTIONS:
        if form.startswith(letter) and len(form) > _SHORTEST_AFTER_LETTER:
            rests.append(form[1:])
            found[form[1:]] = None
    for rest in rests:
        for article in _ARTICLES:
            if rest.startswith(article) and len(rest) - len(article) >= _SHORTEST:
                found[rest[len(article) :]] = None
                if article == "لل":  # للجنة is ل + اللجنة or ل + الجنة
                    found["ل" + rest[len(article) :]] = None
        if rest[:1] in _PREPOSITIONS and len(rest) > _SHORTEST_AFTER_LETTER:
            found[rest[1:]] = None
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem)))


@lru_cache(maxsize=_MOST_WORDS)
def stems(form: str) -> tuple[str, ...]:
    """A folded word and what may be left of it after proclitics and suffix pronouns, longest first.

    Suffix pronouns ه ها هم هن ك كم نا ي are cut, and ت before them is given back its ة (``مدينتهم``: ``مدينة``).
    The word itself is the first candidate.
    """
    found: dict[str, None] = {form: None}
    for rest in (form, *proclitics(form)):
        found[rest] = None
        for pronoun in _PRONOUNS:
            if rest.endswith(pronoun) and len(rest) - len(pronoun) >= _SHORTEST_AFTER_LETTER:
                stem = rest[: -len(pronoun)]
                found[stem] = None
                if stem.endswith("ت"):
                    found[stem[:-1] + "ة"] = None
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem != form, stem)))


@lru_cache(maxsize=_MOST_WORDS)
def light_stem(form: str) -> str:
    """One key for the forms of a folded word: conjunction, article and endings cut as Larkey's light10 does."""
    stem = form[1:] if form[:1] == "و" and len(form) > _SHORTEST_AFTER_LETTER else form
    for article in ("وال", "بال", "كال", "فال", "ال", "لل"):
        if stem.startswith(article) and len(stem) - len(article) >= _SHORTEST:
            stem = stem[len(article) :]
            break
    for ending in ("ها", *_ENDINGS):
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            stem = stem[: -len(ending)]
    return stem
