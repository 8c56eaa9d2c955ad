"""MarianMT, NLLB-200, M2M100, MADLAD-400 and their like, from a hub or a local folder, through transformers.

transformers and torch (extra ``[torch]``) are imported when a `TransformersEngine` is made, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from qa_translate.engines.mt import limits
from qa_translate.engines.mt.schemes import Place, check_pair, scheme_of
from qa_translate.engines.mt.spelling import Spelling
from qa_translate.engines.mt.tokens import scored_spans
from qa_translate.engines.torch_models import checksum, imported
from qa_translate.errors import ModelError, SegmentError, reason
from qa_translate.local_models import offline
from qa_translate.ports import Rendering, Unit

BATCH = 16
_REMEDY = "name a translation model of a hub, or a folder with config.json, weights and tokenizer"
_SCORED_AT_ONCE = 4
"""Rows of which the probabilities of all words of the vocabulary are held at a time."""


class TransformersEngine:
    """Any translation model that transformers' `AutoModelForSeq2SeqLM` can load.

    Args:
        name_or_folder: name on the hub, or a local folder.
        beam: hypotheses kept in search; None: the model's own choice.
        device: ``cpu``, ``cuda``, or ``auto``: CUDA where there is one, in half precision.
        threads: that torch may use; None: torch's own choice.
        batch_size: segments of one call.

    Raises:
        ModelError: torch or transformers is not installed, or the model cannot be loaded, or is of another kind.
    """

    unit = Unit.SENTENCE

    def __init__(
        self,
        name_or_folder: str,
        *,
        beam: int | None = None,
        device: str = "auto",
        threads: int | None = None,
        batch_size: int = BATCH,
    ) -> None:
        self._name = name_or_folder
        self._torch, transformers = imported("the engine transformers", threads)
        self._device = self._chosen(device)
        self._tokenizer, self._model = self._loaded(transformers)
        self._scheme = scheme_of(_tokens(self._tokenizer))
        self._unknown = self._tokenizer.unk_token_id
        self._spelled = Spelling(self._knows)
        self._beam = beam or self._model.generation_config.num_beams or 1
        self._longest = self._limit()
        self.batch_size = batch_size

    @cached_property
    def signature(self) -> str:
        """Kind, name and short checksum of the weights, search and precision."""
        precision = str(self._model.dtype).removeprefix("torch.")
        return f"transformers:{Path(self._name).name}/{checksum(self._model)},beam:{self._beam},{precision}"

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:
        """Whether the model takes a segment of that many tokens, and knows most of its letters."""
        ids = self._encoded([segment], source_lang, target_lang)["input_ids"][0]
        return len(ids) <= self._longest and self._spelled.reads(segment)

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        """One rendering per segment, with the log-probability of each token under the model (not of the search).

        Raises:
            SegmentError: torch failed on them.
            ModelError: the model does not know one of the languages.
        """
        given = self._encoded(segments, source_lang, target_lang)
        try:
            return self._rendered(given, self._first_token(target_lang))
        except RuntimeError as error:  # memory, mostly
            message = f"torch failed on {len(segments)} segments ({reason(error)})"
            raise SegmentError(message, where=self._name, remedy="free memory, or set a smaller batch_size") from error

    def _rendered(self, given: Any, first: dict[str, int]) -> list[Rendering]:
        inputs = self._tokenizer.pad(given, return_tensors="pt").to(self._device)
        room = limits.room(int(inputs["input_ids"].shape[1]), self._longest)
        with self._torch.inference_mode():
            found = self._model.generate(
                input_ids=inputs["input_ids"],
                attention_mask=inputs["attention_mask"],
                num_beams=self._beam,
                do_sample=False,
                max_new_tokens=room,
                **first,
            )
            return self._renderings(inputs, found, said=1 + len(first))

    def _renderings(self, inputs: Any, found: Any, said: int) -> list[Rendering]:
        """Text, tokens and completeness of each row; what stands before the token `said` is not the model's choice."""
        start = _SCORED_AT_ONCE
        rows = range(0, len(found), start)
        log_probs = self._torch.cat([self._scored(inputs, found, slice(k, k + start)) for k in rows]).tolist()
        visible = found[:, said:]
        texts = self._tokenizer.batch_decode(visible, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        end = self._model.config.eos_token_id
        made = []
        for text, ids, row in zip(texts, visible.tolist(), log_probs, strict=True):
            tokens = zip(self._tokenizer.convert_ids_to_tokens(ids), row[said - 1 :], strict=True)
            words = text.strip()
            made.append(Rendering(words, scored_spans(words, tokens), complete=end in ids))
        return made

    def _scored(self, inputs: Any, found: Any, rows: slice) -> Any:
        """Log-probability of each token of some rows, given those before it: float32 [rows, tokens]."""
        ids = found[rows]
        logits = self._model(
            input_ids=inputs["input_ids"][rows],
            attention_mask=inputs["attention_mask"][rows],
            decoder_input_ids=ids[:, :-1],
        ).logits.float()
        every = self._torch.log_softmax(logits, dim=-1)
        return every.gather(-1, ids[:, 1:].unsqueeze(-1)).squeeze(-1)

    def _encoded(self, segments: Sequence[str], source_lang: str, target_lang: str) -> Any:
        tokenizer, scheme = self._tokenizer, self._scheme
        stated = (getattr(tokenizer, "source_lang", None), getattr(tokenizer, "target_lang", None))
        check_pair((source_lang, target_lang), stated, self._name)
        texts = [self._spelled(segment) for segment in segments]
        if scheme.place is Place.BEFORE_TEXT:
            tag = scheme.token(target_lang, self._name)
            texts = [f"{tag} {text}" for text in texts]
        elif scheme.place is Place.FIRST_TOKENS:
            codes = {token: code for code, token in scheme.tokens.items()}
            tokenizer.src_lang = codes[scheme.token(source_lang, self._name)]
        return tokenizer(texts, truncation=False, verbose=False)

    def _first_token(self, target_lang: str) -> dict[str, int]:
        if self._scheme.place is not Place.FIRST_TOKENS:
            return {}
        token = self._scheme.token(target_lang, self._name)
        return {"forced_bos_token_id": self._tokenizer.convert_tokens_to_ids(token)}

    def _knows(self, char: str) -> bool:
        return self._unknown not in self._tokenizer(char, verbose=False)["input_ids"]

    def _limit(self) -> int:
        positions = getattr(self._model.config, "max_position_embeddings", None)
        return min(limits.longest(positions), int(self._tokenizer.model_max_length))

    def _chosen(self, device: str) -> str:
        if device == "cuda" and not self._torch.cuda.is_available():
            raise ModelError("torch finds no CUDA device", where="device", remedy="use cpu or auto")
        if device not in ("auto", "cpu", "cuda"):
            raise ModelError(f"{device!r} is no device", where="device", remedy="use auto, cpu or cuda")
        return device if device != "auto" else ("cuda" if self._torch.cuda.is_available() else "cpu")

    def _loaded(self, transformers: Any) -> tuple[Any, Any]:
        try:
            here = offline()
            tokenizer = transformers.AutoTokenizer.from_pretrained(self._name, local_files_only=here)
            model = transformers.AutoModelForSeq2SeqLM.from_pretrained(self._name, local_files_only=here)
        except Exception as error:  # whatever the formats' own libraries raise
            problem = f"transformers cannot load the translation model ({reason(error)})"
            raise ModelError(problem, where=self._name, remedy=_REMEDY) from error
        # A forced end would make a rendering that was cut off look whole.
        model.generation_config.forced_eos_token_id = None
        model.generation_config.max_length = None
        if self._device == "cuda":  # in half precision; T5's activations overflow float16
            half = self._torch.bfloat16 if self._torch.cuda.is_bf16_supported() else self._torch.float16
            model = model.to(half)
        return tokenizer, model.to(self._device).eval()


def _tokens(tokenizer: Any) -> set[str]:
    """All tokens; some tokenizers keep those of their languages apart."""
    apart = getattr(tokenizer, "lang_token_to_id", {})
    return {*tokenizer.get_vocab(), *tokenizer.all_special_tokens, *apart}
