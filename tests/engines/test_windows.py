"""Windows keep every piece once, and batches keep their bounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qa_translate.article import Span
from qa_translate.engines.pieces import Ids, Pieces
from qa_translate.engines.windows import Window, batches, cut, encode
from qa_translate.ports import Floats


@pytest.mark.parametrize("pieces", [0, 1, 509, 510, 511, 955, 956, 957, 5000])
@pytest.mark.parametrize("longest", [2, 3, 100, 510])
def test_windows_keep_every_piece_once(pieces: int, longest: int) -> None:
    windows = list(cut(0, pieces, longest))
    assert [k for w in windows for k in range(w.first, w.last)] == list(range(pieces))
    assert all(w.start <= w.first < w.last <= w.end <= pieces and len(w) <= longest for w in windows)


def test_a_short_text_is_one_window() -> None:
    assert list(cut(3, 510, 510)) == [Window(3, 0, 510, 0, 510)]


def test_pieces_at_a_seam_have_context_on_both_sides() -> None:
    first, second, *_ = cut(0, 900, 510)
    assert first.end - first.last >= 32
    assert second.first - second.start >= 32


def test_batches_hold_every_window_within_bounds() -> None:
    windows = [Window(k, 0, length, 0, length) for k, length in enumerate([5, 500, 1, 40, 41, 300, 7, 7, 7, 2000])]
    found = list(batches(windows, 4, 600))
    assert sorted(w.text for batch in found for w in batch) == list(range(len(windows)))
    assert all(len(batch) <= 4 for batch in found)
    assert all(len(batch) == 1 or len(batch) * max(map(len, batch)) <= 600 for batch in found)


def test_results_come_back_in_the_order_of_the_texts() -> None:
    def forward(rows: Sequence[Ids]) -> tuple[Floats, Floats]:
        width = max(map(len, rows)) + 1  # wider than needed, as a closing mark makes it
        states = np.zeros((len(rows), width, 2), np.float32)
        for k, row in enumerate(rows):
            states[k, : len(row), 0] = row
        return states, np.array([[row[0], 1] for row in rows], np.float32)

    lengths = [7, 0, 1, 23, 4]
    texts = [
        Pieces(100 * k + np.arange(n, dtype=np.int32), tuple(Span(i, i + 1) if i != 2 else None for i in range(n)))
        for k, n in enumerate(lengths)
    ]
    found = encode(texts, forward, hidden=2, longest=5)
    for k, (one, n) in enumerate(zip(found, lengths, strict=True)):
        assert one.states[:, 0].tolist() == [100 * k + i for i in range(n) if i != 2]
        assert len(one.pieces) == len(one.states)
        assert np.linalg.norm(one.pooled) == pytest.approx(1 if n else 0)
