"""What the core asks of the outside: an encoder of texts and a parser of sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qa_translate.article import Span

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder says about one text.

    Attributes:
        pieces: span of each word piece in the encoded text, code points.
        states: float32 [pieces, hidden], contextual states of the middle layer that aligns words.
        pooled: float32 [hidden], unit length, the sentence's vector.
    """

    pieces: tuple[Span, ...]
    states: Floats
    pooled: Floats


class Encoder(Protocol):
    """Turns texts of any language into comparable vectors."""

    @property
    def signature(self) -> str:
        """Name and checksum, part of every score's signature."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One `Encoding` per text, in order; texts of any length (long ones are cut into windows)."""


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic token of the target language.

    Attributes:
        index: position in its parse.
        span: code points of the document's text.
        text, lemma: as written; dictionary form.
        pos, tag: Universal part of speech; fine tag of the parser's scheme (Penn for English).
        dep: dependency label of the parser's scheme (ClearNLP labels for English).
        head: index of the head token (itself for a root).
        sent: index of the token's sentence in the parse.
        entity: entity label (``PERSON``, ``GPE``, ``ORG``, ...) or "".
    """

    index: int
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent: int
    entity: str


@dataclass(frozen=True)
class Parse:
    """The tokens of a whole text, in order."""

    tokens: tuple[Token, ...]

    def overlapping(self, span: Span) -> tuple[Token, ...]:
        """The tokens that share a code point with `span`."""
        first = bisect_right(self.tokens, span.start, key=lambda t: t.span.end)
        last = bisect_left(self.tokens, span.end, lo=first, key=lambda t: t.span.start)
        return self.tokens[first:last]

    @cached_property
    def _children(self) -> dict[int, tuple[Token, ...]]:
        found: dict[int, list[Token]] = defaultdict(list)
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token)
        return {head: tuple(tokens) for head, tokens in found.items()}

    def children(self, index: int) -> tuple[Token, ...]:
        """Direct dependants of token `index`, in order."""
        return self._children.get(index, ())


class Parser(Protocol):
    """Finds the syntax of texts in one language."""

    @property
    def signature(self) -> str:
        """Name and version, part of every score's signature."""

    def parse(self, texts: Sequence[Sequence[tuple[str, int]]]) -> list[Parse]:
        """One `Parse` per text; a text is a sequence of (segment's words as written, its offset)."""
