"""How likely two neighbouring words do not belong beside each other: a small network over syntax and context.

Each gap between two words (a junction) is judged by the tags and dependencies of the tokens around it, with function
words as themselves, and by the encoder's states of the two words on either side. The network was trained to find where
clean English had been corrupted (words exchanged, moved, lost, put in, inflected otherwise): see models/junctions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_translate import weights
from qa_translate.article import Document, Segment, Word
from qa_translate.ports import Floats, Token
from qa_translate.vectors import Halves

WINDOW = 4
"""Tokens on either side of a junction whose tags count."""
REACH = 2
"""Words on either side of a junction whose states count."""
_QUOTES = frozenset(["“", "”", '"', "``", "''", "«", "»", "‘", "’", "'", "`"])
_SCALE = np.float32(4.0)
_PAD, _UNKNOWN = 0, 1
Indices = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Junctions:
    """The junctions of one segment, in order, one row each.

    Attributes:
        right: the word after each junction.
        tags, deps: int16 [n, 2 x WINDOW], numbers of the tokens' tags and dependencies.
        states: float32 [n, 2 x REACH, hidden], unit vectors of the words around, 0 beyond the segment.
        flags: float32 [n, 4]: a comma between; other punctuation between; after the first word; before the last.
    """

    right: tuple[Word, ...]
    tags: Indices
    deps: Indices
    states: Floats
    flags: Floats


@dataclass(frozen=True)
class JunctionModel:
    """The network's weights and the vocabularies of its inputs."""

    tag_numbers: dict[str, int]
    dep_numbers: dict[str, int]
    weights: dict[str, Floats]

    def fits(self, vectors: Halves) -> bool:
        """Whether word states [words, hidden] are of the size that the network was trained on."""
        return bool(vectors.shape[1] == len(self.weights["states"]))

    def logits(self, at: Junctions) -> Floats:
        """Float32 [n]: log odds that the junction is corrupt."""
        w, n = self.weights, len(at.right)
        states = (at.states.reshape(-1, at.states.shape[-1]) * _SCALE) @ w["states"]
        parts: list[npt.NDArray[np.floating[Any]]] = [
            states.reshape(n, -1),
            w["tags"][at.tags].reshape(n, -1),
            w["deps"][at.deps].reshape(n, -1),
            at.flags,
        ]
        hidden = np.maximum(np.concatenate(parts, axis=1) @ w["hidden"] + w["hidden_bias"], 0)
        return np.asarray((hidden @ w["out"])[:, 0] + w["out_bias"][0], dtype=np.float32)

    def junctions(
        self, document: Document, segment: Segment, tokens: Sequence[Token], vectors: Halves
    ) -> Junctions | None:
        """The junctions of one segment; None where it has fewer than three words.

        Args:
            document: the translation.
            segment: one of its segments.
            tokens: the syntactic tokens of that segment.
            vectors: float16 [document words, hidden].
        """
        words = document.words_of(segment)
        places = list(_places(words, tokens))
        if len(words) < 3 or len(places) < 2:
            return None
        kept = [t for t in tokens if t.text not in _QUOTES or t.tag == "POS"]
        number = {t.index: k for k, t in enumerate(kept)}
        padding = [_PAD] * WINDOW
        tags = [*padding, *(self._tag(t) for t in kept), *padding]
        deps = [*padding, *(self._dep(t) for t in kept), *padding]
        near = [number[token.index] for _, token, _ in places[1:]]
        inner = np.zeros((len(words) + 2 * REACH, vectors.shape[1]), dtype=np.float32)
        inner[REACH : REACH + len(words)] = vectors[segment.first : segment.last]
        rows = [word.index - segment.first for word, _, _ in places[1:]]
        last = len(words) - 1
        return Junctions(
            tuple(word for word, _, _ in places[1:]),
            np.array([tags[k : k + 2 * WINDOW] for k in near], dtype=np.int16),
            np.array([deps[k : k + 2 * WINDOW] for k in near], dtype=np.int16),
            np.stack([inner[r : r + 2 * REACH] for r in rows]),
            np.array(
                [[g == 1, g == 2, r == 1, r == last] for (_, _, g), r in zip(places[1:], rows, strict=True)],
                dtype=np.float32,
            ),
        )

    def _tag(self, token: Token) -> int:
        lexical = self.tag_numbers.get(f"{token.text.lower()}/{token.tag}")
        return lexical if lexical is not None else self.tag_numbers.get(token.tag, _UNKNOWN)

    def _dep(self, token: Token) -> int:
        side = "<" if token.head < token.index else ">"
        return self.dep_numbers.get(token.dep + side, _UNKNOWN)


def _places(words: Sequence[Word], tokens: Sequence[Token]) -> Iterator[tuple[Word, Token, int]]:
    """Each word with its first token and what stands before it: 0 nothing, 1 a comma, 2 other punctuation."""
    k, gap = 0, 0
    for token in tokens:
        while k < len(words) and words[k].span.end <= token.span.start:
            k += 1
        if k < len(words) and words[k].span.start <= token.span.start and any(map(str.isalnum, token.text)):
            yield words[k], token, gap
            k, gap = k + 1, 0
        elif (k >= len(words) or token.span.end <= words[k].span.start) and token.text not in _QUOTES:
            gap = max(gap, 1 if token.text == "," else 2 if token.text.strip() else 0)


@cache
def load(lang: str) -> JunctionModel | None:
    """The model of a language, or None where none ships.

    Raises:
        ModelError: its weights are missing or corrupt.
    """
    model = weights.find("junctions")
    if lang not in model.roles:
        return None
    model.check_sizes()
    model.check_sums()
    with np.load(model.file(lang), allow_pickle=False) as arrays:
        tags = {str(name): k for k, name in enumerate(arrays["tag_names"])}
        deps = {str(name): k for k, name in enumerate(arrays["dep_names"])}
        names = ("states", "tags", "deps", "hidden", "hidden_bias", "out", "out_bias")
        return JunctionModel(tags, deps, {name: arrays[name].astype(np.float32) for name in names})
