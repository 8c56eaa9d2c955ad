"""Telling that two texts are not the same article."""

import numpy as np
import pytest

from qa_translate.errors import InputError
from qa_translate.ports import Floats
from qa_translate.unrelated import LEAST_CLOSENESS, check_related, closeness
from qa_translate.vectors import DocumentVectors


def article(seed: int, sentences: int = 12, hidden: int = 32) -> Floats:
    """Sentences about one topic: alike, but not the same."""
    draw = np.random.default_rng(seed)
    vectors = draw.standard_normal(hidden) + draw.standard_normal((sentences, hidden))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def vectors(segments: Floats) -> DocumentVectors:
    return DocumentVectors(segments.astype(np.float16), np.zeros((0, segments.shape[1]), dtype=np.float16))


def translated(segments: Floats, noise: float = 0.05) -> Floats:
    moved = segments + noise * np.random.default_rng(0).standard_normal(segments.shape)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def test_a_translation_belongs_to_its_source() -> None:
    check_related(vectors(article(1)), vectors(translated(article(1))))


def test_another_article_does_not() -> None:
    with pytest.raises(InputError, match="do not look like the same article"):
        check_related(vectors(article(1)), vectors(article(2)))


def test_a_summary_of_the_source_still_belongs_to_it() -> None:
    check_related(vectors(article(1)), vectors(translated(article(1))[:4]))


def test_repeated_sentences_do_not_count_as_closeness() -> None:
    repeated = np.concatenate([article(1)] * 3)
    check_related(vectors(repeated), vectors(translated(repeated, noise=0.15)))


def test_sentences_nearer_to_each_other_than_to_their_translations_still_belong_together_in_order() -> None:
    topic, language, details = np.eye(8)[0], np.eye(8)[1], 0.3 * np.eye(8)[2:5]
    said, told = (
        np.asarray(side / np.linalg.norm(side, axis=1, keepdims=True), dtype=np.float32)
        for side in (topic + details, topic + language + details)
    )
    assert closeness(said, told) < LEAST_CLOSENESS
    check_related(vectors(said), vectors(told))
    with pytest.raises(InputError):
        check_related(vectors(said), vectors(told[::-1]))


def test_very_short_texts_are_not_judged() -> None:
    check_related(vectors(article(1)[:2]), vectors(article(2)[:2]))
