"""What the core asks of the outside: an encoder of texts, a parser of sentences, a translation engine."""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qa_translate.article import ScoredSpan, Span

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
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end, lo=first)
        return self.tokens[first:last]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(token.span.start for token in self.tokens)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(token.span.end for token in self.tokens)

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


class Unit(enum.StrEnum):
    """How much text an engine renders best in one piece."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Rendering:
    """One segment as an engine rendered it in another language.

    Attributes:
        text: the engine's words, without white space around them.
        pieces: the engine's tokens that are visible in `text`, in order, with their log-probabilities (natural
            logarithm); empty where the engine gives none.
        complete: whether the engine came to its own end; False where it was stopped at its limit of length.
    """

    text: str
    pieces: tuple[ScoredSpan, ...] = ()
    complete: bool = True


class Engine(Protocol):
    """Translates segments, a batch at a time.

    Attributes:
        unit: how much text it renders best in one piece.
        batch_size: most segments that one call takes.
    """

    unit: Unit
    batch_size: int

    @property
    def signature(self) -> str:
        """What made a rendering: kind, model with checksum, and every setting that changes its words."""

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:
        """Whether the engine takes `segment` as it is: within its length, and in letters that it knows.

        Raises:
            LanguageError: the engine does not know the pair of languages.
        """

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        """One `Rendering` per segment, in order.

        Args:
            segments: at most `batch_size` texts without line ends, each of which `fits`.
            source_lang, target_lang: ISO 639-1 codes.

        Raises:
            EngineError: this batch could not be rendered; another one may be. `SegmentError` where it is these segments
                that the engine declines, `LanguageError` where it does not know the pair of languages.
            ModelError: the engine cannot work at all.
        """
