"""Writes the word pieces as a SentencePiece model: unigram scores, piece ids as the encoder numbers them."""

from __future__ import annotations

import io

import sentencepiece
from container import Checkpoint
from sentencepiece import sentencepiece_model_pb2 as schema

_Piece = schema.ModelProto.SentencePiece


def build(weights: Checkpoint) -> bytes:
    """The serialised model."""
    model = schema.ModelProto()
    special = dict(weights.special)
    kinds = {special["unk"]: _Piece.UNKNOWN} | {special[name]: _Piece.CONTROL for name in ("bos", "eos", "pad")}
    kinds[len(weights.pieces) - 1] = _Piece.CONTROL  # <mask>, which no text may ask for
    for index, (piece, score) in enumerate(weights.pieces):
        model.pieces.add(piece=piece, score=score, type=kinds.get(index, _Piece.NORMAL))
    spec = model.trainer_spec
    spec.model_type = schema.TrainerSpec.UNIGRAM
    spec.vocab_size = len(weights.pieces)
    spec.bos_id, spec.eos_id, spec.pad_id, spec.unk_id = (special[name] for name in ("bos", "eos", "pad", "unk"))
    spec.bos_piece, spec.eos_piece = weights.pieces[special["bos"]][0], weights.pieces[special["eos"]][0]
    spec.pad_piece, spec.unk_piece = weights.pieces[special["pad"]][0], weights.pieces[special["unk"]][0]
    model.normalizer_spec.CopyFrom(_normaliser())
    return bytes(model.SerializeToString())


def _normaliser() -> schema.NormalizerSpec:
    """SentencePiece's own NFKC rules, compiled, taken from a model trained on nothing to speak of."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d"]),
        model_writer=written,
        vocab_size=8,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = schema.ModelProto()
    model.ParseFromString(written.getvalue())
    return model.normalizer_spec
