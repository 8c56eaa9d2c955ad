"""NLLB, M2M100 and MADLAD models are told their languages, in transformers and converted; random weights will do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa_translate.engines.mt import ct2
from qa_translate.engines.mt.convert import convert
from qa_translate.engines.mt.ct2 import Ct2Engine
from qa_translate.engines.mt.hub import TransformersEngine
from qa_translate.errors import LanguageError
from qa_translate.local_models import ModelStore
from tests.engines.mt.phrases import sentence_pairs

SENTENCE = "The minister said that 14 ships left the port."


@pytest.fixture(scope="session", autouse=True)
def libraries() -> None:
    for name in ("torch", "transformers", "ctranslate2"):
        pytest.importorskip(name, reason="needs the extras [torch] and [ctranslate2]")


def pieces(folder: Path, name: str, **settings: object) -> Path:
    """A SentencePiece model of the test's sentences."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in sentence_pairs(200, seed=1) for text in pair),
        model_prefix=str(folder / "trained"),
        vocab_size=200,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        **settings,
    )
    return (folder / "trained.model").rename(folder / name)


def nllb(folder: Path) -> Any:
    import transformers

    pieces(folder, "sentencepiece.bpe.model", model_type="bpe")
    tokenizer = transformers.NllbTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"additional_special_tokens": ["arb_Arab", "eng_Latn", "fra_Latn"]})
    return tokenizer, m2m_model(tokenizer, len(tokenizer))


def m2m100(folder: Path) -> Any:
    import sentencepiece
    import transformers

    file = pieces(folder, "sentencepiece.bpe.model", model_type="bpe")
    known = sentencepiece.SentencePieceProcessor(model_file=str(file))
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    for k in range(known.get_piece_size()):
        vocabulary.setdefault(known.id_to_piece(k), len(vocabulary))
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = transformers.M2M100Tokenizer(str(folder / "vocab.json"), str(file))
    return tokenizer, m2m_model(tokenizer, max(tokenizer.lang_token_to_id.values()) + 9)


def m2m_model(tokenizer: Any, size: int) -> Any:
    import transformers

    return transformers.M2M100ForConditionalGeneration(
        transformers.M2M100Config(
            vocab_size=size,
            d_model=32,
            encoder_layers=1,
            decoder_layers=1,
            encoder_ffn_dim=32,
            decoder_ffn_dim=32,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            max_position_embeddings=64,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
            decoder_start_token_id=tokenizer.eos_token_id,
        )
    )


def madlad(folder: Path) -> Any:
    import transformers

    pieces(folder, "spiece.model", pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<2ar>", "<2en>"])
    tokenizer = transformers.T5Tokenizer.from_pretrained(folder)
    config = transformers.T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0
    )
    return tokenizer, transformers.T5ForConditionalGeneration(config)


FAMILIES: dict[str, Callable[[Path], Any]] = {"nllb": nllb, "m2m100": m2m100, "madlad": madlad}
SPLITTERS = {"nllb": "sentencepiece.bpe.model", "m2m100": "sentencepiece.bpe.model", "madlad": "spiece.model"}


@pytest.fixture(scope="session", params=FAMILIES)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A family's name, and a folder with a tiny model of it."""
    import torch

    torch.manual_seed(0)
    raw, folder = (tmp_path_factory.mktemp(name) for name in ("raw", request.param))
    tokenizer, network = FAMILIES[request.param](raw)
    tokenizer.save_pretrained(folder)
    network.eval().save_pretrained(folder)
    shutil.copy(raw / SPLITTERS[request.param], folder)
    return request.param, folder


def test_transformers_is_told_the_languages_the_way_of_the_family(model: tuple[str, Path]) -> None:
    name, folder = model
    engine = TransformersEngine(str(folder), device="cpu", beam=2)
    (ids,) = engine._encoded([SENTENCE], "en", "ar")["input_ids"]
    first = engine._tokenizer.convert_ids_to_tokens(ids)[0]
    assert first == {"nllb": "eng_Latn", "m2m100": "__en__", "madlad": "<2ar>"}[name]
    forced = engine._first_token("ar").get("forced_bos_token_id")
    said = None if forced is None else engine._tokenizer.convert_ids_to_tokens(forced)
    assert said == {"nllb": "arb_Arab", "m2m100": "__ar__", "madlad": None}[name]
    (rendering,) = engine.translate([SENTENCE], "en", "ar")
    assert not any(mark in rendering.text for mark in ("arb_Arab", "__ar__", "<2ar>", "</s>"))


def test_a_language_that_a_family_lacks_is_refused(model: tuple[str, Path]) -> None:
    engine = TransformersEngine(str(model[1]), device="cpu", beam=1)
    with pytest.raises(LanguageError, match="the model does not know the language 'qu'; it knows "):
        engine.translate([SENTENCE], "en", "qu")


def test_a_converted_model_is_told_the_languages_the_way_of_the_family(model: tuple[str, Path], tmp_path: Path) -> None:
    name, folder = model
    target = convert(str(folder), ModelStore(tmp_path), "float32").folder
    engine = Ct2Engine(ct2.layout_of(target), device="cpu", compute_type="default", beam=2)
    tokens = engine._tokens(SENTENCE, "en", "ar")
    assert tokens[0] == {"nllb": "eng_Latn", "m2m100": "__en__", "madlad": "<2ar>"}[name]
    assert tokens[-1] == "</s>"
    assert engine._first("ar") == {"nllb": ["arb_Arab"], "m2m100": ["__ar__"], "madlad": []}[name]
    (rendering,) = engine.translate([SENTENCE], "en", "ar")
    assert not any(mark in rendering.text for mark in ("arb_Arab", "__ar__", "<2ar>", "</s>"))
