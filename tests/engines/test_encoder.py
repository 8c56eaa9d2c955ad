"""The built-in encoder takes any text, and says where its pieces stand in the text as given."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from qa_translate.engines.encoder import HIDDEN, OnnxEncoder
from qa_translate.ports import Encoder

ENGLISH = "He told Al Jazeera that Assad would not stop the escalation."
ARABIC = "وقال للجزيرة إن الأسد لن يوقف التصعيد."


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200f"])
def test_a_text_without_words_has_no_pieces_and_a_zero_vector(encoder: Encoder, text: str) -> None:
    (found,) = encoder.encode([text])
    assert found.pieces == ()
    assert found.states.shape == (0, HIDDEN)
    assert not found.pooled.any()


def test_no_texts_give_no_encodings(encoder: Encoder) -> None:
    assert encoder.encode([]) == []


def test_pieces_cover_the_words_in_order(encoder: Encoder) -> None:
    for text, found in zip((ENGLISH, ARABIC), encoder.encode([ENGLISH, ARABIC]), strict=True):
        assert "".join(piece.of(text) for piece in found.pieces) == text.replace(" ", "")
        assert found.states.shape == (len(found.pieces), HIDDEN)
        assert found.states.dtype == found.pooled.dtype == np.float32
        assert np.linalg.norm(found.pooled) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("the ﷺ prophet said ", "Hello"),  # one character that normalises to eighteen
        ("ﻻ ﷲ ﺳﻼﻡ ", "الأسد"),  # presentation forms
        ("e\u0301te\u0301 ﬁn ½ ", "word"),  # combining marks, ligature, fraction: longer and shorter
        ("a\u200f\u202b b\u202c\u2066 ", "الجيش"),  # bidi controls
        ("قـــال مُحَمَّدٌ ", "الجزيرة"),  # tatweel and diacritics
        ("\U0001f600\U0001f1f8\U0001f1fe ", "flag"),  # beyond the basic plane
        ("\ud800 \0 x\udfff ", "surrogate"),
        ("a \u00a0\r\n\t  ", "space"),
    ],
)
def test_spans_point_into_the_text_as_given(encoder: Encoder, before: str, word: str) -> None:
    text = f"{before}{word} end"
    (found,) = encoder.encode([text])
    start, end = len(before), len(before) + len(word)
    inside = [piece for piece in found.pieces if piece.start < end and start < piece.end]
    assert "".join(piece.of(text) for piece in inside) == word
    assert all(piece.of(text).strip() for piece in found.pieces)
    assert [piece.start for piece in found.pieces] == sorted(piece.start for piece in found.pieces)


def test_every_piece_of_an_expanding_character_stands_on_it(encoder: Encoder) -> None:
    text = "قال ﷺ ذلك"
    (found,) = encoder.encode([text])
    assert [piece.of(text) for piece in found.pieces].count("ﷺ") > 1


def test_a_result_does_not_depend_on_the_texts_beside_it(encoder: Encoder) -> None:
    (alone,) = encoder.encode([ENGLISH])
    among = encoder.encode(["x", ENGLISH, ARABIC * 9, "Three ships."])[1]
    assert np.abs(alone.states - among.states).max() < 0.05
    assert float(alone.pooled @ among.pooled) > 0.9999


def test_a_long_text_is_encoded_to_its_end(encoder: Encoder) -> None:
    text = " ".join([ENGLISH, ARABIC] * 40)
    (found,) = encoder.encode([text])
    assert len(found.pieces) > 1000
    assert "".join(piece.of(text) for piece in found.pieces) == text.replace(" ", "")
    assert np.isfinite(found.states).all()
    assert np.linalg.norm(found.pooled) == pytest.approx(1, abs=1e-5)


def test_a_long_line_without_a_space_is_encoded_to_its_end(encoder: Encoder) -> None:
    (found,) = encoder.encode(["ab1" * 500])
    assert len(found.pieces) > 510
    assert found.pieces[-1].end == 1500


def test_states_near_the_seam_of_two_windows_are_those_of_an_uncut_text(encoder: Encoder) -> None:
    """The words of a window's middle mean the same whatever window they came from."""
    text = " ".join(["The ship arrived at the port."] * 160)
    (found,) = encoder.encode([text])
    ships = np.stack([found.states[k] for k, piece in enumerate(found.pieces) if piece.of(text) == "ship"])
    unit = ships / np.linalg.norm(ships, axis=1, keepdims=True)
    assert len(unit) == 160
    assert (unit[1:] @ unit[0]).min() > 0.5


def test_the_signature_names_model_and_checksum(encoder: Encoder) -> None:
    name, checksum = encoder.signature.split("/")
    assert name == "multilingual-e5-small"
    assert len(checksum) == 8
    assert int(checksum, 16)


def test_one_thread_gives_what_two_give(encoder: Encoder) -> None:
    (one,) = OnnxEncoder(threads=1).encode([ENGLISH])
    (two,) = encoder.encode([ENGLISH])
    assert float(one.pooled @ two.pooled) > 0.9999


def test_importing_the_engine_imports_no_library() -> None:
    code = (
        "import sys, qa_translate.engines.encoder, qa_translate.engines.hub_encoder;"
        "print([m for m in ('onnxruntime', 'sentencepiece', 'torch', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
