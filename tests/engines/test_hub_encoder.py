"""Any encoder of a folder serves the same port; without torch the remedy is named."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from qa_translate.engines import hub_encoder
from qa_translate.engines.hub_encoder import TransformersEncoder
from qa_translate.errors import ModelError

LETTERS = "abcdefghijklmnopqrstuvwxyzابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with a BERT of two layers that knows single letters."""
    pytest.importorskip("torch", reason="needs the extra [torch]")
    transformers = pytest.importorskip("transformers", reason="needs the extra [torch]")
    tokenizers = pytest.importorskip("tokenizers")
    folder = tmp_path_factory.mktemp("tiny-bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    bert = tokenizers.BertWordPieceTokenizer({word: k for k, word in enumerate(words)})
    transformers.BertTokenizerFast(tokenizer_object=bert, model_max_length=32).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=40,
    )
    transformers.BertModel(config).save_pretrained(folder)
    return str(folder)


def test_texts_of_any_length_and_kind_are_encoded(tiny: str) -> None:
    texts = ["he said", "", "قال الأسد", "one " * 50, "\ud800 \0 end"]
    found = TransformersEncoder(tiny, threads=1).encode(texts)
    assert [len(one.pieces) for one in found[:2]] == [6, 0]
    assert "".join(piece.of(texts[3]) for piece in found[3].pieces) == "one" * 50
    for one in found:
        assert one.states.shape == (len(one.pieces), 16)
        assert one.states.dtype == one.pooled.dtype == np.float32
        assert np.linalg.norm(one.pooled) == pytest.approx(1 if one.pieces else 0, abs=1e-5)


def test_a_result_does_not_depend_on_padding(tiny: str) -> None:
    encoder = TransformersEncoder(tiny)
    (alone,) = encoder.encode(["abc"])
    beside, _ = encoder.encode(["abc", "abcdefghij klm"])
    np.testing.assert_allclose(alone.states, beside.states, atol=1e-5)
    np.testing.assert_allclose(alone.pooled, beside.pooled, atol=1e-5)


def test_the_layer_decides_the_states_but_not_the_vector(tiny: str) -> None:
    (first,), (third,) = (TransformersEncoder(tiny, layer=layer).encode(["abc"]) for layer in (1, 3))
    assert not np.allclose(first.states, third.states)
    np.testing.assert_allclose(first.pooled, third.pooled, atol=1e-6)


def test_the_signature_tells_layers_and_weights_apart(tiny: str) -> None:
    assert TransformersEncoder(tiny).signature == TransformersEncoder(tiny, layer=2).signature
    assert TransformersEncoder(tiny).signature != TransformersEncoder(tiny, layer=1).signature
    assert tiny not in TransformersEncoder(tiny).signature


def test_the_weights_are_summed_up_once(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = TransformersEncoder(tiny)
    signed = encoder.signature
    monkeypatch.setattr(hub_encoder, "checksum", None)
    assert encoder.signature == signed


@pytest.mark.parametrize("name", ["max_position_embeddings", "hidden_size", "num_hidden_layers"])
def test_a_model_whose_sizes_are_unknown_is_refused(tiny: str, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def without(transformers: Any, folder: str) -> tuple[Any, Any]:
        tokenizer, model = load(transformers, folder)
        left = {key: value for key, value in model.config.to_dict().items() if key != name}
        return tokenizer, SimpleNamespace(config=SimpleNamespace(**left))

    load = hub_encoder._loaded
    monkeypatch.setattr(hub_encoder, "_loaded", without)
    with pytest.raises(ModelError, match=f"the encoder's configuration has no {name}; name a model"):
        TransformersEncoder(tiny)


@pytest.mark.parametrize(("bare", "whole"), [([7], [1, 8, 2]), ([], [1, 2])])
def test_a_tokenizer_that_changes_a_text_between_its_marks_is_refused(
    tiny: str, monkeypatch: pytest.MonkeyPatch, bare: list[int], whole: list[int]
) -> None:
    def tokenizer(text: str, *, add_special_tokens: bool = True) -> dict[str, list[int]]:
        return {"input_ids": whole if add_special_tokens else bare}

    load = hub_encoder._loaded
    monkeypatch.setattr(hub_encoder, "_loaded", lambda *given: (tokenizer, load(*given)[1]))
    with pytest.raises(ModelError, match="does not keep a text whole between its marks; name a model"):
        TransformersEncoder(tiny)


def test_a_layer_that_is_not_there_is_refused(tiny: str) -> None:
    with pytest.raises(ModelError, match="layer 9 of an encoder of 3"):
        TransformersEncoder(tiny, layer=9)


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("transformers", reason="needs the extra [torch]")
    with pytest.raises(ModelError, match="cannot load the encoder") as caught:
        TransformersEncoder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_without_torch_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"pip install 'qa-translate\[torch\]'"):
        TransformersEncoder("any/model")
