"""Any other encoder, from a model hub or a local folder, through transformers (extra ``[torch]``).

transformers and torch are imported when a `TransformersEncoder` is made, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from qa_translate.engines import windows
from qa_translate.engines.pieces import Ids, Pieces, blank, encodable, visible
from qa_translate.engines.torch_models import checksum, imported
from qa_translate.errors import ModelError, reason
from qa_translate.ports import Encoding, Floats

_LONGEST = 512
_REMEDY = "name a model of a hub or a folder with config.json, weights and a fast tokenizer, such as BERT's or XLM-R's"


@dataclass(frozen=True, slots=True)
class _Marks:
    """Ids that the tokenizer puts before and after a text."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class TransformersEncoder:
    """Any encoder that transformers' `AutoModel` can load and whose tokenizer gives offsets.

    Args:
        name_or_folder: name on the hub, or a local folder.
        layer: whose states align words; None: two thirds of the way up, where they do it best.
        threads: that torch may use; None: torch's own choice.

    Raises:
        ModelError: torch or transformers is not installed, or the model cannot be loaded, or is of another kind.
    """

    def __init__(self, name_or_folder: str, *, layer: int | None = None, threads: int | None = None) -> None:
        self._name = name_or_folder
        self._torch, transformers = imported("an encoder of your choice", threads)
        self._tokenizer, self._model = _loaded(transformers, name_or_folder)
        layers = self._size("num_hidden_layers")
        self._layer = round(layers * 2 / 3) if layer is None else layer
        if not 0 < self._layer <= layers:
            problem = f"layer {layer} of an encoder of {layers}"
            raise ModelError(problem, where=name_or_folder, remedy="name another layer")
        self._hidden = self._size("hidden_size")
        self._marks = self._find_marks()
        positions = min(self._size("max_position_embeddings"), int(self._tokenizer.model_max_length), _LONGEST)
        self._longest = positions - len(self._marks.before) - len(self._marks.after)

    @cached_property
    def signature(self) -> str:
        """Name, layer and short checksum of the weights."""
        return f"{Path(self._name).name}:{self._layer}/{checksum(self._model)}"

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """States of the chosen layer and mean of the last layer of each text."""
        return windows.encode([self._cut(text) for text in texts], self._forward, self._hidden, self._longest)

    def _cut(self, text: str) -> Pieces:
        found = self._tokenizer(
            encodable(text), add_special_tokens=False, return_offsets_mapping=True, verbose=False, truncation=False
        )
        spans = tuple(
            None if start < end and blank(text[start:end]) else visible(text, start, end)
            for start, end in found["offset_mapping"]
        )
        return Pieces(np.array(found["input_ids"], np.int32), spans)

    def _size(self, name: str) -> int:
        """A number of the model's configuration."""
        found = getattr(self._model.config, name, None)
        if not isinstance(found, int):
            raise ModelError(f"the encoder's configuration has no {name}", where=self._name, remedy=_REMEDY)
        return found

    def _find_marks(self) -> _Marks:
        bare = self._tokenizer("a", add_special_tokens=False)["input_ids"]
        whole = self._tokenizer("a")["input_ids"]
        at = next((k for k in range(len(whole)) if bare and whole[k : k + len(bare)] == bare), None)
        if at is None:
            problem = "the encoder's tokenizer does not keep a text whole between its marks"
            raise ModelError(problem, where=self._name, remedy=_REMEDY)
        return _Marks(tuple(whole[:at]), tuple(whole[at + len(bare) :]))

    def _forward(self, rows: Sequence[Ids]) -> tuple[Floats, Floats]:
        torch = self._torch
        marked = [[*self._marks.before, *row.tolist(), *self._marks.after] for row in rows]
        width = max(len(row) for row in marked)
        pad = self._tokenizer.pad_token_id or 0
        ids = torch.tensor([row + [pad] * (width - len(row)) for row in marked])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in marked])
        with torch.inference_mode():
            found = self._model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        column = mask.unsqueeze(-1)
        mean = (found.last_hidden_state * column).sum(1) / column.sum(1)
        vectors = torch.nn.functional.normalize(mean, dim=-1)
        return found.hidden_states[self._layer][:, len(self._marks.before) :].float().numpy(), vectors.float().numpy()


def _loaded(transformers: Any, name: str) -> tuple[Any, Any]:
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(name, use_fast=True)
        model = transformers.AutoModel.from_pretrained(name).eval()
    except (OSError, ValueError, KeyError, ImportError) as error:
        problem = f"transformers cannot load the encoder ({reason(error)})"
        raise ModelError(problem, where=name, remedy=_REMEDY) from error
    if not tokenizer.is_fast:
        raise ModelError("the encoder's tokenizer gives no offsets", where=name, remedy=_REMEDY)
    return tokenizer, model
