"""Runs an encoder over texts of any length: long ones in overlapping windows, windows of like length in one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.engines.pieces import Ids, Pieces
from qa_translate.ports import Encoding, Floats

OVERLAP = 64
BATCH = 16
PADDED = 2048

Forward = Callable[[Sequence[Ids]], tuple[Floats, Floats]]
"""Rows of piece ids -> states [rows, at least the longest row, hidden] of the pieces, vectors [rows, hidden]."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start:end`` of one text.

    Attributes:
        text: index of the text.
        start, end: half-open range of pieces that the encoder sees.
        first, last: the part of that range whose states are kept: where windows overlap, each half comes
            from the window in which it stands farther from the edge.
    """

    text: int
    start: int
    end: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.end - self.start


def encode(texts: Sequence[Pieces], forward: Forward, hidden: int, longest: int) -> list[Encoding]:
    """One encoding per text, whose states are the windows' and whose vector is the mean of theirs.

    Args:
        texts: cut into pieces.
        forward: runs the encoder on one batch.
        hidden: width of its states.
        longest: number of pieces that it takes at once.
    """
    windows = [window for k, text in enumerate(texts) for window in cut(k, len(text.ids), longest)]
    states = [np.empty((len(text.ids), hidden), np.float32) for text in texts]
    vectors: list[list[Floats]] = [[] for _ in texts]
    for batch in batches(windows, BATCH, PADDED):
        found = forward([texts[window.text].ids[window.start : window.end] for window in batch])
        for window, inner, vector in zip(batch, *found, strict=True):
            kept = inner[window.first - window.start : window.last - window.start]
            states[window.text][window.first : window.last] = kept
            vectors[window.text].append(vector)
    return [_encoding(*one, hidden) for one in zip(texts, states, vectors, strict=True)]


def cut(text: int, pieces: int, longest: int) -> Iterator[Window]:
    """The windows of a text of `pieces` pieces, none longer than `longest`, together keeping every piece once."""
    overlap = min(OVERLAP, longest // 2)
    start = first = 0
    while first < pieces:
        end = min(start + longest, pieces)
        last = end if end == pieces else end - overlap // 2
        yield Window(text, start, end, first, last)
        first, start = last, end - overlap


def batches(windows: Sequence[Window], most: int, padded: int) -> Iterator[list[Window]]:
    """Windows of like length together, at most `most` and `padded` pieces (padding counted) a batch."""
    batch: list[Window] = []
    for window in sorted(windows, key=len):
        if batch and (len(batch) == most or len(window) * (len(batch) + 1) > padded):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _encoding(text: Pieces, states: Floats, vectors: Sequence[Floats], hidden: int) -> Encoding:
    kept = [k for k, span in enumerate(text.spans) if span is not None]
    spans = tuple(span for span in text.spans if span is not None)
    return Encoding(spans, states if len(kept) == len(states) else states[kept], _unit_mean(vectors, hidden))


def _unit_mean(vectors: Sequence[Floats], hidden: int) -> Floats:
    if not vectors:
        return np.zeros(hidden, np.float32)
    total = np.sum(np.stack(vectors), axis=0, dtype=np.float32)
    length = float(np.linalg.norm(total))
    return np.asarray(total / (length or 1.0), dtype=np.float32)
