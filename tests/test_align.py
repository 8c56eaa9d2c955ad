"""Sentences aligned whatever the paragraphs: splits, merges, moves, omissions, and very long texts."""

from __future__ import annotations

import numpy as np

from qa_translate.align import align_segments
from qa_translate.article import Document, Segment, Side, Span
from qa_translate.bitext import Bead
from qa_translate.vectors import DocumentVectors

HIDDEN = 384


def document(size: int, lengths: list[int] | None = None) -> Document:
    at, segments = 0, []
    for k in range(size):
        length = lengths[k] if lengths else 80
        segments.append(Segment(k, Span(at, at + length), 0, 0, 0))
        at += length + 1
    return Document("x" * at, "en", Side.SOURCE, tuple(segments))


def meanings(size: int, seed: int = 0) -> np.ndarray:  # type: ignore[type-arg]
    """Rows that share a direction, as sentence vectors do: raw cosines sit high, margins are small."""
    common = np.random.default_rng(99).standard_normal(HIDDEN)
    return (1.5 * common + np.random.default_rng(seed).standard_normal((size, HIDDEN))).astype(np.float32)


def vectors(rows: np.ndarray) -> DocumentVectors:  # type: ignore[type-arg]
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return DocumentVectors(unit.astype(np.float16), np.zeros((0, HIDDEN), dtype=np.float16))


def noisy(rows: np.ndarray, seed: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    return rows + 0.5 * np.random.default_rng(seed).standard_normal(rows.shape).astype(np.float32)


def pairs(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(b.source, b.target) for b in beads]


def align(source: np.ndarray, target: np.ndarray) -> tuple[Bead, ...]:  # type: ignore[type-arg]
    return align_segments(document(len(source)), document(len(target)), vectors(source), vectors(target))


def test_equal_texts_align_one_to_one() -> None:
    rows = meanings(6)
    assert pairs(align(rows, noisy(rows))) == [((k,), (k,)) for k in range(6)]


def test_a_sentence_split_in_two_is_one_bead() -> None:
    halves = meanings(7)
    source = np.concatenate([halves[:2], (halves[2] + halves[3])[None], halves[4:]])
    beads = align_segments(document(6, [80, 80, 160, 80, 80, 80]), document(7), vectors(source), vectors(noisy(halves)))
    assert ((2,), (2, 3)) in pairs(beads)


def test_a_sentence_left_out_and_one_added_stand_alone() -> None:
    rows, extra = meanings(8), meanings(1, seed=9)
    target = np.concatenate([noisy(rows)[:3], noisy(rows)[4:6], extra, noisy(rows)[6:]])
    found = pairs(align(rows, target))
    assert ((3,), ()) in found
    assert ((), (5,)) in found


def test_a_moved_sentence_is_a_pair_off_the_path_not_an_omission_and_an_addition() -> None:
    rows = meanings(8)
    order = [0, 1, 5, 2, 3, 4, 6, 7]
    beads = align(rows, noisy(rows)[order])
    assert [(b.source, b.target) for b in beads if b.moved] == [((5,), (2,))]
    assert all(b.source and b.target for b in beads)


def test_the_lighter_of_two_exchanged_neighbours_is_the_one_that_moved() -> None:
    rows = meanings(6)
    lengths = [80, 80, 200, 40, 80, 80]
    swapped = [80, 80, 40, 200, 80, 80]
    order = [0, 1, 3, 2, 4, 5]
    beads = align_segments(document(6, lengths), document(6, swapped), vectors(rows), vectors(noisy(rows)[order]))
    assert [b.source for b in beads if b.moved] == [(3,)]


def test_every_segment_is_in_exactly_one_bead() -> None:
    source, target = meanings(9, seed=3), meanings(12, seed=4)
    beads = align(source, target)
    assert sorted(k for b in beads for k in b.source) == list(range(9))
    assert sorted(k for b in beads for k in b.target) == list(range(12))


def test_a_text_too_long_for_one_block_is_cut_where_it_is_sure() -> None:
    rows = meanings(700)
    keep = [k for k in range(700) if k % 23]
    beads = align(rows, noisy(rows)[keep])
    right = sum(bead.source == (keep[bead.target[0]],) for bead in beads if len(bead.source) == len(bead.target) == 1)
    assert right > 0.95 * len(keep)
    assert sorted(k for b in beads for k in b.source) == list(range(700))
