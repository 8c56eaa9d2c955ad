"""The network that judges neighbouring words: its inputs, and that it prefers sound English to scrambled."""

from __future__ import annotations

import numpy as np

from qa_translate.article import Document, Side
from qa_translate.checks.junctions import REACH, WINDOW, Junctions, load
from qa_translate.pipeline import Tools
from qa_translate.segment import segment
from qa_translate.vectors import document_vectors, encode_unmarked


def junctions(tools: Tools, text: str) -> tuple[Document, Junctions | None]:
    document = segment(text, "en", Side.TRANSLATION)
    part = document.segments[0]
    (parse,) = tools.parsers["en"].parse([[(part.span.of(text), part.span.start)]])
    vectors = document_vectors(document, encode_unmarked([part.span.of(text)], tools.encoder))
    model = load("en")
    assert model is not None
    return document, model.junctions(document, part, parse.tokens, vectors.words)


def test_a_language_without_a_model_has_none() -> None:
    assert load("xx") is None


def test_every_gap_between_two_words_is_a_junction(tools: Tools) -> None:
    document, found = junctions(tools, "“The well-known doctor’s car,” she said, “isn’t here.”")
    assert found is not None
    assert [w.text for w in found.right] == [w.text for w in document.words[1:]]
    assert found.tags.shape == (len(found.right), 2 * WINDOW)
    assert found.states.shape[1] == 2 * REACH


def test_commas_and_other_punctuation_are_told_apart_and_quotation_marks_ignored(tools: Tools) -> None:
    _, found = junctions(tools, "He came, she “left” (at noon) for home.")
    assert found is not None
    gaps = {w.text: tuple(row[:2]) for w, row in zip(found.right, found.flags, strict=True)}
    assert gaps["she"] == (1, 0)
    assert gaps["left"] == (0, 0)
    assert gaps["at"] == (0, 1)


def test_two_words_are_too_few(tools: Tools) -> None:
    assert junctions(tools, "Read more.")[1] is None


def test_scrambled_words_have_higher_odds_than_sound_ones(tools: Tools) -> None:
    model = load("en")
    assert model is not None
    odds = []
    for text in (
        "The council approved a new budget for the roads.",
        "The council of approved new a the for budget roads.",
    ):
        _, found = junctions(tools, text)
        assert found is not None
        odds.append(float(np.mean(model.logits(found))))
    assert odds[1] > odds[0] + 2
