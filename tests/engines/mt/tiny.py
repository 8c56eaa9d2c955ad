"""Trains a MarianMT small enough for a test, with SentencePiece models of its own, saved as opus-mt models are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.mt.phrases import sentence_pairs

TAG = ">>ara<<"
_PAIRS, _STEPS, _BATCH = 480, 700, 32
_PIECES = 160
POSITIONS = 96
_BEAM = 4


def train(folder: Path) -> None:
    """Train English into Arabic and save config, weights, ``source.spm``, ``target.spm`` and ``vocab.json``."""
    import torch
    import transformers

    torch.manual_seed(0)
    torch.set_num_threads(2)
    pairs = sentence_pairs(_PAIRS, seed=1)
    tokenizer = _tokenizer(folder, pairs)
    model = transformers.MarianMTModel(_config(tokenizer))
    with torch.no_grad():  # Marian's decoder starts from zeros
        model.get_input_embeddings().weight[tokenizer.pad_token_id] = 0
    _fit(model, tokenizer, pairs)
    model.generation_config.num_beams = _BEAM
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _tokenizer(folder: Path, pairs: Sequence[tuple[str, str]]) -> Any:
    import sentencepiece
    import transformers

    vocabulary = {"</s>": 0, "<unk>": 1}
    for name, texts in (("source", [pair[0] for pair in pairs]), ("target", [pair[1] for pair in pairs])):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_prefix=str(folder / name),
            vocab_size=_PIECES,
            hard_vocab_limit=False,
            character_coverage=1.0,
            split_digits=True,
            bos_id=-1,
            minloglevel=2,
        )
        (folder / f"{name}.vocab").unlink()
        file = (folder / f"{name}.model").rename(folder / f"{name}.spm")
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(file))
        for k in range(pieces.get_piece_size()):
            vocabulary.setdefault(pieces.id_to_piece(k), len(vocabulary))
    for token in (TAG, "<pad>"):
        vocabulary.setdefault(token, len(vocabulary))
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    return transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="en",
        target_lang="ar",
        model_max_length=POSITIONS,
    )


def _config(tokenizer: Any) -> Any:
    import transformers

    size = {"attention_heads": 4, "layers": 2, "ffn_dim": 256}
    return transformers.MarianConfig(
        vocab_size=len(tokenizer.get_vocab()),
        d_model=128,
        **{f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in size.items()},
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
        forced_eos_token_id=tokenizer.eos_token_id,
        bad_words_ids=[[tokenizer.pad_token_id]],
        max_position_embeddings=POSITIONS,
        scale_embedding=True,
        activation_function="swish",
        dropout=0.0,
    )


def _fit(model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> None:
    import torch

    sources = tokenizer([f"{TAG} {source}" for source, _ in pairs])["input_ids"]
    targets = tokenizer(text_target=[target for _, target in pairs])["input_ids"]
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, total_steps=_STEPS)
    model.train()
    for _ in range(_STEPS):
        chosen = torch.randint(len(pairs), (_BATCH,)).tolist()
        given = _padded([sources[k] for k in chosen], tokenizer.pad_token_id)
        labels = _padded([targets[k] for k in chosen], -100)
        loss = model(input_ids=given, attention_mask=(given != tokenizer.pad_token_id).long(), labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()


def _padded(rows: Sequence[Sequence[int]], value: int) -> Any:
    import torch

    width = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])
