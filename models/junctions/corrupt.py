"""Corrupt English sentences in the ways of broken translations, and say where the words no longer fit."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.ports import Token

INSERTED = [
    "to",
    "of",
    "be",
    "from",
    "the",
    "in",
    "by",
    "at",
    "who",
    "can",
    "is",
    "a",
    "for",
    "and",
    "with",
    "that",
    "it",
    "has",
    "was",
    "no",
    "on",
    "as",
    "will",
    "are",
]
# Replacements that often leave a good sentence, so that they teach nothing.
HARMLESS = {
    "IN": {"of", "from", "in", "by", "at", "for", "with", "on", "as"},
    "DT": {"the", "a", "no", "that"},
    "MD": {"can", "will"},
    "PRP": {"it", "who"},
    "CC": {"and"},
    "TO": set[str](),
}
KINDS = {
    "shuffle": 3.0,
    "swap": 4.0,
    "move": 3.0,
    "drop": 3.0,
    "insert": 2.0,
    "replace": 2.0,
    "inflect": 3.0,
    "double": 0.4,
}
CLINGING = set(".,;:!?)]}%'’”")
Forms = dict[str, set[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a corrupted sentence; `broken` where it no longer fits what stands before it."""

    text: str
    broken: bool = False


def verb_forms(sentences: Sequence[Sequence[Token]]) -> Forms:
    """Form and tag of every verb seen, by lemma."""
    forms: Forms = defaultdict(set)
    for token in (t for s in sentences for t in s if t.tag.startswith("VB") and t.text.isalpha()):
        forms[token.lemma].add((token.text.lower(), token.tag))
    return forms


def corrupt(tokens: Sequence[Token], forms: Forms, chance: random.Random) -> list[Piece] | None:
    """`tokens` with one corruption, or None where the kind drawn does not fit them."""
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    if sum(t.text[0].isalnum() for t in tokens) < 5:
        return None
    if kind in ("shuffle", "swap", "move"):
        return _rearranged(tokens, _new_order(kind, chance), chance)
    return _edited(kind, tokens, forms, chance)


def joined(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    """The sentence as text, and the offsets at which it is broken."""
    text, broken = "", []
    for piece in pieces:
        if piece.broken:
            broken.append(len(text))
        clings = piece.text in CLINGING or piece.text == "-" or piece.text[0] in "'’" or piece.text == "n't"
        if text and not clings and text[-1] not in "([“‘-":
            text += " "
        text += piece.text
    return text, broken


def _new_order(kind: str, chance: random.Random) -> list[int]:
    if kind == "shuffle":
        order = list(range(chance.randint(3, 8)))
        chance.shuffle(order)
        return order
    first, last = chance.randint(1, 4), chance.randint(1, 4)
    if kind == "swap":
        gap = chance.choice([0, 0, 0, 1, 2, 3])
        first = max(first, 3 - last - gap)
        length = first + gap + last
        return [*range(first + gap, length), *range(first, first + gap), *range(first)]
    length = first + chance.randint(2, 8)
    cut = first if chance.random() < 0.5 else length - first
    return [*range(cut, length), *range(cut)]


def _rearranged(tokens: Sequence[Token], order: list[int], chance: random.Random) -> list[Piece] | None:
    size = len(order)
    places = [k for k in range(len(tokens) - size + 1) if _is_plain(tokens[k : k + size])]
    if not places:
        return None
    at = chance.choice(places)
    old = [t.text for t in tokens[at : at + size]]
    if [old[k].lower() for k in order] == [w.lower() for w in old]:
        return None
    before = [-1, *order[:-1]]
    new = [Piece(old[k], broken=k != b + 1) for k, b in zip(order, before, strict=True)]
    after = [Piece(t.text) for t in tokens[at + size :]]
    if after and order[-1] != size - 1:
        after[0] = Piece(after[0].text, broken=True)
    return [Piece(t.text) for t in tokens[:at]] + new + after


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Words only, with a comma inside at most."""
    ends = tokens[0].text[0].isalnum() and tokens[-1].text[0].isalnum()
    return ends and all(t.text[0].isalnum() or (len(tokens) > 4 and t.text == ",") for t in tokens)


def _edited(kind: str, tokens: Sequence[Token], forms: Forms, chance: random.Random) -> list[Piece] | None:
    options = [k for k in range(1, len(tokens) - 1) if tokens[k].text[0].isalnum() and _fits(kind, tokens, k, forms)]
    if not options:
        return None
    k = chance.choice(options)
    middle = _replacement(kind, tokens[k], forms, chance)
    if middle is None:
        return None
    after = [Piece(t.text) for t in tokens[k + 1 :]]
    after[0] = Piece(after[0].text, broken=True)
    return [*(Piece(t.text) for t in tokens[:k]), *middle, *after]


def _fits(kind: str, tokens: Sequence[Token], k: int, forms: Forms) -> bool:
    token, follower = tokens[k], tokens[k + 1].text
    if kind == "drop":
        auxiliary = token.lemma in ("be", "have", "do") and token.tag in ("VBZ", "VBP", "VBD")
        light = token.tag in ("IN", "TO", "MD") and token.text.lower() not in ("that", "than")
        return (auxiliary or light) and follower[0].isalnum()
    if kind == "replace":
        return token.tag in HARMLESS
    if kind == "inflect":
        return token.tag.startswith("VB") and len(forms[token.lemma]) > 1
    return kind == "double" or tokens[k - 1].text[0].isalnum()


def _replacement(kind: str, token: Token, forms: Forms, chance: random.Random) -> list[Piece] | None:
    if kind == "drop":
        return []
    if kind == "double":
        return [Piece(token.text), Piece(token.text.lower(), broken=True)]
    if kind == "insert":
        return [Piece(chance.choice(INSERTED), broken=True), Piece(token.text, broken=True)]
    if kind == "replace":
        word = chance.choice(INSERTED)
        harmless = word == token.text.lower() or word in HARMLESS[token.tag]
        return None if harmless else [Piece(word, broken=True)]
    others = sorted(w for w, tag in forms[token.lemma] if w != token.text.lower() and not _alike(tag, token.tag))
    return [Piece(chance.choice(others), broken=True)] if others else None


def _alike(left: str, right: str) -> bool:
    """Whether one form in the other's place mostly leaves a good sentence."""
    pair = {left, right}
    return any(pair <= alike for alike in ({"VBD", "VBZ", "VBP"}, {"VBD", "VBN"}, {"VB", "VBP"}))
