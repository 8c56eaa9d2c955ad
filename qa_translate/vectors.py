"""Vectors of a document's segments and words, made from what the encoder says about each segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa_translate.arabic import unmarked_with_map
from qa_translate.article import Document, Segment, Span, Word
from qa_translate.ports import Encoder, Encoding

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """Unit vectors of one document; half precision, as an article may have 200,000 words.

    Attributes:
        segments: float16 [segments, hidden], the pooled sentence vectors.
        words: float16 [words, hidden], each the mean of its pieces' states; zero for a word without pieces.
    """

    segments: Halves
    words: Halves


def encode_unmarked(texts: Sequence[str], encoder: Encoder) -> list[Encoding]:
    """Encodings of `texts` without optional marks (see `arabic.unmarked_with_map`), spans in the texts as given."""
    readings = [(text, None) if text.isascii() else unmarked_with_map(text) for text in texts]
    encodings = encoder.encode([reading for reading, _ in readings])
    return [
        encoding if offsets is None else replace(encoding, pieces=tuple(_given(p, offsets) for p in encoding.pieces))
        for encoding, (_, offsets) in zip(encodings, readings, strict=True)
    ]


def _given(piece: Span, offsets: list[int]) -> Span:
    """Where a piece of the reading stands in the text as given; marks behind a letter belong to it."""
    return Span(offsets[piece.start], offsets[piece.end])


def document_vectors(document: Document, encodings: Iterable[Encoding]) -> DocumentVectors:
    """Collect the vectors of `document` from one encoding per segment, in order.

    Encodings are taken one at a time and not kept: they are several times as large as the vectors.
    """
    found: DocumentVectors | None = None
    for segment, encoding in zip(document.segments, encodings, strict=True):
        if found is None:
            found = _empty(document, hidden=encoding.pooled.shape[0])
        found.segments[segment.index] = encoding.pooled
        found.words[segment.first : segment.last] = _word_means(document, segment, encoding)
    return found or _empty(document, hidden=1)


def _empty(document: Document, hidden: int) -> DocumentVectors:
    segments = np.zeros((len(document.segments), hidden), dtype=np.float16)
    return DocumentVectors(segments, np.zeros((len(document.words), hidden), dtype=np.float16))


def _word_means(document: Document, segment: Segment, encoding: Encoding) -> npt.NDArray[np.float32]:
    """Float32 [words of the segment, hidden]: mean of the states of the pieces that overlap each word."""
    hidden = encoding.pooled.shape[0]
    sums = np.zeros((segment.last - segment.first, hidden), dtype=np.float32)
    if not len(sums) or not encoding.pieces:
        return sums
    for owners, pieces in _rounds(document.words_of(segment), encoding.pieces, segment.span.start):
        sums[owners] += encoding.states[pieces]
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: npt.NDArray[np.float32] = np.divide(sums, norms, out=sums, where=norms > 0)
    return unit


def _rounds(words: Sequence[Word], pieces: Sequence[Span], offset: int) -> list[tuple[list[int], list[int]]]:
    """Words and pieces that overlap, in rounds: in each of them a word takes the next of its pieces, or none.

    So a whole round is added up at once, and the states of a word still in the order of its pieces.

    Args:
        words: of a segment.
        pieces: of its text.
        offset: of its text in the document.
    """
    rounds: list[tuple[list[int], list[int]]] = []
    taken = [0] * len(words)
    k = 0
    for piece, span in enumerate(pieces):
        start, end = span.start + offset, span.end + offset
        while k < len(words) and words[k].span.end <= start:
            k += 1
        here = k
        while here < len(words) and words[here].span.start < end:
            if taken[here] == len(rounds):
                rounds.append(([], []))
            rounds[taken[here]][0].append(here)
            rounds[taken[here]][1].append(piece)
            taken[here] += 1
            here += 1
    return rounds
