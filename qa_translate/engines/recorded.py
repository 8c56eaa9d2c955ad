"""Stand-ins for the engines that need no weights: the same words always get the same vectors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

import numpy as np

from qa_translate.article import Span
from qa_translate.ports import Encoding, Floats, Parse, Token

_WORD = re.compile(r"\w+|[^\w\s]")


class HashEncoder:
    """An encoder for tests and demonstrations: a word's vector is drawn from its hash.

    Equal words are equal, different ones about orthogonal; a sentence is the mean of its words.

    Args:
        same: words that mean the same as others (``{"كتاب": "book"}``), so that two languages can be aligned.
        hidden: length of the vectors.
    """

    def __init__(self, same: Mapping[str, str] | None = None, *, hidden: int = 64) -> None:
        self._same = dict(same or {})
        self._hidden = hidden

    @property
    def signature(self) -> str:
        """Name and size."""
        return f"hash/{self._hidden}"

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One piece a word or mark."""
        return [self._encoding(text) for text in texts]

    def _encoding(self, text: str) -> Encoding:
        words = list(_WORD.finditer(text))
        states = np.array([self._vector(word.group()) for word in words], dtype=np.float32)
        states = states.reshape(len(words), self._hidden)
        total = states.sum(axis=0)
        pooled = total / (np.linalg.norm(total) or 1.0)
        return Encoding(tuple(Span(*word.span()) for word in words), states, pooled.astype(np.float32))

    def _vector(self, word: str) -> Floats:
        form = self._same.get(word, word).lower()
        seed = int.from_bytes(hashlib.sha256(form.encode("utf-8", "surrogatepass")).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self._hidden)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


class FlatParser:
    """A parser for tests: every word of a segment hangs on its first word."""

    @property
    def signature(self) -> str:
        """Name."""
        return "flat"

    def parse(self, texts: Sequence[Sequence[tuple[str, int]]]) -> list[Parse]:
        """One `Parse` per text."""
        return [Parse(tuple(self._tokens(text))) for text in texts]

    def _tokens(self, text: Sequence[tuple[str, int]]) -> list[Token]:
        tokens: list[Token] = []
        for sent, (segment, offset) in enumerate(text):
            head = len(tokens)
            for word in _WORD.finditer(segment):
                index, written = len(tokens), word.group()
                span = Span(offset + word.start(), offset + word.end())
                dep = "ROOT" if index == head else "dep"
                tokens.append(Token(index, span, written, written.lower(), "X", "XX", dep, head, sent, ""))
        return tokens
