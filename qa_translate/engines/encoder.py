"""The encoder that comes with the package: multilingual-e5-small on ONNX Runtime, its word pieces by SentencePiece.

Neither library is imported before an `OnnxEncoder` is made. Texts go in without e5's "query: ", which does not find
more translations (measured, see models/README.md) and costs time.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from qa_translate import weights
from qa_translate.engines import windows
from qa_translate.engines.pieces import Ids, Pieces, blank, encodable, visible
from qa_translate.errors import ModelError, reason
from qa_translate.ports import Encoding, Floats
from qa_translate.threads import default_threads

HIDDEN = 384
LONGEST = 512 - 2  # the model's positions less the marks of beginning and end

_BOS, _PAD, _EOS = 0, 1, 2


class OnnxEncoder:
    """The built-in encoder.

    Its files load in the background while the program goes on; the first `encode` waits for them.

    Args:
        folder: where its files are; None: those that come with the package.
        threads: that one call uses; None: one per processor, at most 4.

    Raises:
        ModelError: files are missing or cut short.
    """

    def __init__(self, folder: Path | None = None, *, threads: int | None = None) -> None:
        self._model = weights.find("encoder", folder)
        self._model.check_sizes()
        self._threads = threads or default_threads()
        loaders = ThreadPoolExecutor(2, thread_name_prefix="load-encoder")
        self._cutter = loaders.submit(self._load_cutter)
        self._session = loaders.submit(self._load_session)
        loaders.shutdown(wait=False)

    @property
    def signature(self) -> str:
        """Name and short checksum of the weights."""
        return self._model.signature

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """States and vector of each text.

        Raises:
            ModelError: the files are corrupt, or not a model.
        """
        session, cutter = self._session.result(), self._cutter.result()

        def forward(rows: Sequence[Ids]) -> tuple[Floats, Floats]:
            states, pooled = session.run(["states", "pooled"], _padded(rows))
            return states[:, 1:], pooled

        return windows.encode([cutter.cut(text) for text in texts], forward, HIDDEN, LONGEST)

    def _load_cutter(self) -> Cutter:
        return Cutter(self._model.file("pieces"))

    def _load_session(self) -> Any:
        self._model.check_sums()
        return _session(self._model.file("graph"), self._threads)


class Cutter:
    """Cuts texts into the encoder's word pieces.

    Args:
        model: a SentencePiece model whose ids are the encoder's.

    Raises:
        ModelError: it is not a SentencePiece model.
    """

    def __init__(self, model: Path) -> None:
        import sentencepiece

        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
        except (OSError, RuntimeError) as error:
            raise ModelError("not a SentencePiece model", where=str(model), remedy=weights.REMEDY) from error

    def cut(self, text: str) -> Pieces:
        """The pieces of `text`, normalised (NFKC) with spans in `text` as given."""
        found = self._processor.encode(encodable(text), return_type="offset_mapping")
        spans = tuple(
            None if blank(piece.replace("▁", " ")) else visible(text, start, end)
            for piece, (start, end) in zip(found["pieces"], found["offsets"], strict=True)
        )
        return Pieces(np.array(found["ids"], np.int32), spans)


def _padded(rows: Sequence[Ids]) -> dict[str, Ids]:
    width = max(len(row) for row in rows) + 2
    ids = np.full((len(rows), width), _PAD, np.int32)
    mask = np.zeros((len(rows), width), np.int32)
    for k, row in enumerate(rows):
        ids[k, : len(row) + 2] = [_BOS, *row, _EOS]
        mask[k, : len(row) + 2] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _session(graph: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin between two operators take the processor from the parser and from other workers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The graph was written with the fused operators: there is nothing left to optimise, only time to lose.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's exceptions have no other base
        problem = f"ONNX Runtime cannot load the encoder ({reason(error)})"
        raise ModelError(problem, where=str(graph), remedy=weights.REMEDY) from error
