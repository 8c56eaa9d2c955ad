"""The encoder once more, in plain numpy and float32: BERT as the textbook has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BOS, EOS = 0, 2


class Reference:
    """float32 forward pass of an unpacked checkpoint.

    Args:
        checkpoint: as ``models/encoder/container.py`` reads it.
        layer: whose states are returned.
    """

    def __init__(self, checkpoint: Any, layer: int = 8) -> None:
        self.weights = checkpoint
        self.layer = layer

    def encode(self, rows: list[list[int]]) -> list[tuple[Floats, Floats]]:
        """(states of the pieces, unit vector) for each row of piece ids."""
        marked = [[BOS, *row, EOS] for row in rows]
        ends = np.cumsum([len(row) for row in marked])
        bounds = [slice(end - len(row), end) for end, row in zip(ends, marked, strict=True)]
        state = self._embedded(marked)
        for layer in range(self.weights.layers):
            state = self._layer(f"l{layer}.", state, bounds)
            if layer + 1 == self.layer:
                aligning = state
        means = [state[bound].mean(axis=0) for bound in bounds]
        return [(aligning[b][1:-1], mean / np.linalg.norm(mean)) for b, mean in zip(bounds, means, strict=True)]

    def _embedded(self, rows: list[list[int]]) -> Floats:
        table, vectors = self.weights.matrices["emb.word"], self.weights.vectors
        ids = np.array([piece for row in rows for piece in row])
        places = np.array([place for row in rows for place in range(len(row))])
        positions = vectors["emb.pos"].reshape(-1, self.weights.hidden)
        return self._norm("emb.ln", table.rows(ids) + positions[places] + vectors["emb.type"][: self.weights.hidden])

    def _layer(self, at: str, state: Floats, bounds: list[slice]) -> Floats:
        query, key, value = (self._linear(at + part, state) for part in "qkv")
        mixed = np.concatenate([self._attention(query[b], key[b], value[b]) for b in bounds])
        state = self._norm(at + "aln", state + self._linear(at + "ao", mixed))
        inner = _gelu(self._linear(at + "fi", state))
        return self._norm(at + "oln", state + self._linear(at + "fo", inner))

    def _attention(self, query: Floats, key: Floats, value: Floats) -> Floats:
        length, hidden = query.shape
        query, key, value = (m.reshape(length, self.weights.heads, -1).swapaxes(0, 1) for m in (query, key, value))
        scores = query @ key.swapaxes(1, 2) / np.sqrt(np.float32(query.shape[-1]))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return (shares @ value).swapaxes(0, 1).reshape(length, hidden)

    def _linear(self, name: str, state: Floats) -> Floats:
        return state @ self.weights.matrices[name + ".w"].floats.T + self.weights.vectors[name + ".b"]

    def _norm(self, name: str, state: Floats) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.weights.epsilon)
        return centred / deviation * self.weights.vectors[name + ".w"] + self.weights.vectors[name + ".b"]


def _gelu(x: Floats) -> Floats:
    return (0.5 * x * (1 + _erf(x / np.float32(np.sqrt(2))))).astype(np.float32)


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, right to 1.5e-7 (numpy has no erf)."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - series * np.exp(-x * x))
