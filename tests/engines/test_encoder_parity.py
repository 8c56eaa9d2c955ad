"""The quantised graph says what the float32 model says: sentence vectors, token states and aligned words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from qa_translate.engines.encoder import Cutter
from qa_translate.ports import Encoder, Encoding, Floats
from qa_translate.weights import find

from .reference import Reference
from .sentences import WHOLE, parallel

TRIPLES = parallel()
TEXTS = [text for triple in TRIPLES for text in triple]


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(find("encoder").file("pieces"))


@pytest.fixture(scope="module")
def expected(checkpoint: Any, cutter: Cutter) -> list[Encoding]:
    cut = [cutter.cut(text) for text in TEXTS]
    found = Reference(checkpoint).encode([pieces.ids.tolist() for pieces in cut])
    kept = [[k for k, span in enumerate(pieces.spans) if span] for pieces in cut]
    spans = [tuple(span for span in pieces.spans if span) for pieces in cut]
    return [Encoding(s, states[k], pooled) for s, k, (states, pooled) in zip(spans, kept, found, strict=True)]


@pytest.fixture(scope="module")
def found(encoder: Encoder) -> list[Encoding]:
    return encoder.encode(TEXTS)


def test_sentence_vectors_agree_with_float32(found: list[Encoding], expected: list[Encoding]) -> None:
    cosines = [float(one.pooled @ other.pooled) for one, other in zip(found, expected, strict=True)]
    assert len(cosines) >= 200
    assert np.mean(cosines) >= 0.997
    assert min(cosines) >= 0.99


def test_token_states_agree_with_float32(found: list[Encoding], expected: list[Encoding]) -> None:
    ours, theirs = (np.concatenate([one.states for one in side]) for side in (found, expected))
    assert np.sum(_unit(ours) * _unit(theirs), axis=1).mean() >= 0.995


def test_aligned_words_agree_with_float32(found: list[Encoding], expected: list[Encoding]) -> None:
    ours, theirs = _all_links(found), _all_links(expected)
    assert len(theirs) > 1000
    assert 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= 0.97


def test_translations_find_each_other(found: list[Encoding]) -> None:
    """The model itself, not only its copy, is the one we mean."""
    arabic, english = (np.stack([one.pooled for one in found[side : 3 * WHOLE : 3]]) for side in (0, 1))
    assert np.argmax(arabic @ english.T, axis=1).tolist() == list(range(WHOLE))


def test_pieces_are_those_of_the_unigram_model(checkpoint: Any, cutter: Cutter) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    model = tokenizers.models.Unigram([(piece, score) for piece, score in checkpoint.pieces], checkpoint.special["unk"])
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.NFKC()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    for text in TEXTS:
        assert cutter.cut(text).ids.tolist() == tokenizer.encode(text).ids


def _all_links(encodings: Sequence[Encoding]) -> set[tuple[int, int, int]]:
    """Mutual best matches of words, Arabic with English and Arabic with French."""
    links = set()
    for at in range(0, len(TEXTS), 3):
        for other in (at + 1, at + 2):
            source, target = _words(TEXTS[at], encodings[at]), _words(TEXTS[other], encodings[other])
            cosines = source @ target.T
            best = cosines.argmax(axis=1)
            back = cosines.argmax(axis=0)
            links |= {(other, k, int(best[k])) for k in range(len(source)) if back[best[k]] == k}
    return links


def _words(text: str, encoding: Encoding) -> Floats:
    rows = []
    for word in re.finditer(r"\w+", text):
        inside = [k for k, s in enumerate(encoding.pieces) if s.start < word.end() and word.start() < s.end]
        rows.append(encoding.states[inside].mean(axis=0))
    return _unit(np.stack(rows))


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
