"""Converted models through CTranslate2 (extra ``[ctranslate2]``): in 8-bit integers, without transformers and torch.

A folder holds what ``qa-translate models convert`` writes: ``model.bin``, the vocabulary, CTranslate2's own
``config.json`` and the SentencePiece files of the model. An Argos package has such a folder in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qa_translate.engines.mt import limits
from qa_translate.engines.mt.schemes import Place, Scheme, check_pair, scheme_of
from qa_translate.engines.mt.spelling import Spelling
from qa_translate.engines.mt.tokens import scored_spans
from qa_translate.errors import ModelError, SegmentError, reason
from qa_translate.ports import Rendering, Unit
from qa_translate.threads import default_threads

BATCH = 32
PACKAGED = "model"
"""The folder of the model in an Argos package."""

ORIGINAL = "transformers.json"
"""The configuration that the model had before it was converted."""

_VERSION_BYTES = 4
_CONFIGURED = 6
"""The format of ``model.bin``, named in its first bytes, from which on ``config.json`` belongs to it."""

_END = "</s>"
_SIGNS = frozenset({_END, "<s>", "<pad>", "<unk>"})
"""Tokens that are no words; a model should not, but may, put them in a rendering."""

_BEAM = 4
SPLITTERS = (
    ("source.spm", "target.spm"),
    ("sentencepiece.bpe.model", "sentencepiece.bpe.model"),
    ("spiece.model", "spiece.model"),
    ("sentencepiece.model", "sentencepiece.model"),
)
"""Names of the SentencePiece files for source and target: Marian's, NLLB's and M2M100's, T5's, MADLAD's."""

_REMEDY = "name a folder that qa-translate models convert has written, or an Argos package"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a model lies and what is known of it.

    Attributes:
        folder: holds ``model.bin``.
        splitters: SentencePiece files of source and target.
        scheme: how it is told its languages.
        ends: whether the source takes a token for its end.
        stated: languages that the model says it translates from and into; None where it says nothing.
        longest: tokens of a segment at most.
    """

    folder: Path
    splitters: tuple[Path, Path]
    scheme: Scheme
    ends: bool = True
    stated: tuple[str | None, str | None] = (None, None)
    longest: int = limits.LONGEST

    @property
    def name(self) -> str:
        """Of the model: its folder's; of a package, in which every model's folder is called the same, the package's."""
        return self.folder.parent.name if self.folder.name == PACKAGED else self.folder.name


def layout_of(folder: Path, splitters: tuple[Path, Path] | None = None) -> Layout:
    """What a converted folder holds.

    Args:
        folder: holds ``model.bin``.
        splitters: SentencePiece files of source and target; None: they lie in the folder.

    Raises:
        ModelError: it is no such folder.
    """
    for name in _needed(folder):
        if not (folder / name).is_file():
            raise ModelError(f"has no {name}, and so is no CTranslate2 model", where=str(folder), remedy=_REMEDY)
    splitters = splitters or _splitters(folder)
    own, tokenizer = (read_table(folder / name) for name in (ORIGINAL, "tokenizer_config.json"))
    longest = limits.longest(own.get("max_position_embeddings"))
    stated = (tokenizer.get("source_lang"), tokenizer.get("target_lang"))
    return Layout(folder, splitters, scheme_of(_vocabulary(folder)), stated=stated, longest=longest)


class Ct2Engine:
    """A converted translation model.

    Args:
        layout: see `layout_of` and `qa_translate.engines.mt.argos.layout_of`.
        beam: hypotheses kept in search; None: 4.
        device: ``cpu``, ``cuda`` or ``auto``.
        compute_type: numbers that it computes with; ``int8`` is fast on every processor.
        threads: each translates a part of a batch (on a processor); None: one per processor, at most 4.
        batch_size: segments of one call.

    Raises:
        ModelError: CTranslate2 is not installed, or the model cannot be loaded.
    """

    unit = Unit.SENTENCE

    def __init__(
        self,
        layout: Layout,
        *,
        beam: int | None = None,
        device: str = "auto",
        compute_type: str = "int8",
        threads: int | None = None,
        batch_size: int = BATCH,
    ) -> None:
        self._layout = layout
        self._beam = beam or _BEAM
        self._compute_type = compute_type
        self._source, self._target = (_splitter(file) for file in layout.splitters)
        self._translator, self._threads = _loaded(layout.folder, device, compute_type, threads)
        self._words = frozenset(_vocabulary(layout.folder))
        self._signs = {*_SIGNS, *layout.scheme.tokens.values()}
        self._spelled = Spelling(self._knows)
        self.batch_size = batch_size

    @cached_property
    def signature(self) -> str:
        """Kind, name and short checksum of the weights, search and precision."""
        with (self._layout.folder / "model.bin").open("rb") as weights:
            checksum = hashlib.file_digest(weights, "sha256").hexdigest()[:8]
        return f"ctranslate2:{self._layout.name}/{checksum},beam:{self._beam},{self._compute_type}"

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:
        """Whether the model takes a segment of that many tokens, and knows most of its letters."""
        tokens = self._tokens(segment, source_lang, target_lang)
        return len(tokens) <= self._layout.longest and self._spelled.reads(segment)

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        """One rendering per segment, with the log-probability of each token under the model (not of the search).

        Raises:
            SegmentError: CTranslate2 failed on them.
            ModelError: the model does not know one of the languages.
        """
        given = [self._tokens(segment, source_lang, target_lang) for segment in segments]
        first = self._first(target_lang)
        room = limits.room(max(map(len, given)), self._layout.longest)
        try:
            made = self._search(given, first, room)
            scored = self._translator.score_batch(given, made, max_input_length=0)
        except RuntimeError as error:
            message = f"CTranslate2 failed on {len(given)} segments ({reason(error)})"
            remedy = "free memory, or set a smaller batch_size"
            raise SegmentError(message, where=self._layout.name, remedy=remedy) from error
        return [
            self._rendering(tokens, row.log_probs, first, complete=len(tokens) < room)
            for tokens, row in zip(made, scored, strict=True)
        ]

    def _search(self, given: list[list[str]], first: list[str], room: int) -> list[list[str]]:
        """The best hypothesis for each row, of at most `room` tokens, beginning with `first`."""
        found = self._translator.translate_batch(
            given,
            target_prefix=[first] * len(given) if first else None,
            max_batch_size=-(-len(given) // self._threads),
            beam_size=self._beam,
            max_input_length=0,
            max_decoding_length=room,
            disable_unk=True,
        )
        return [result.hypotheses[0] for result in found]

    def _rendering(self, tokens: list[str], log_probs: list[float], first: list[str], *, complete: bool) -> Rendering:
        # The score of the last token of all, the end, belongs to no word.
        scored = list(zip(tokens, log_probs, strict=False))[len(first) :]
        said = [(token, log_prob) for token, log_prob in scored if token not in self._signs]
        text = str(self._target.decode_pieces([token for token, _ in said])).strip()
        return Rendering(text, scored_spans(text, said), complete)

    def _tokens(self, segment: str, source_lang: str, target_lang: str) -> list[str]:
        scheme, name = self._layout.scheme, self._layout.name
        check_pair((source_lang, target_lang), self._layout.stated, name)
        pieces: list[str] = self._source.encode(self._spelled(segment), out_type=str)
        said = {Place.BEFORE_TEXT: target_lang, Place.FIRST_TOKENS: source_lang}.get(scheme.place)
        before = [scheme.token(said, name)] if said else []
        return [*before, *pieces, *([_END] if self._layout.ends else [])]

    def _first(self, target_lang: str) -> list[str]:
        """What a rendering must begin with."""
        scheme = self._layout.scheme
        return [scheme.token(target_lang, self._layout.name)] if scheme.place is Place.FIRST_TOKENS else []

    def _knows(self, char: str) -> bool:
        return all(piece in self._words for piece in self._source.encode(char, out_type=str))


def _needed(folder: Path) -> Sequence[str]:
    """What must be there; models written by CTranslate2 2, as older Argos packages hold them, have no configuration."""
    weights = folder / "model.bin"
    if not weights.is_file():
        return ["model.bin"]
    with weights.open("rb") as file:
        version = int.from_bytes(file.read(_VERSION_BYTES), "little")
    return ["config.json"] if version >= _CONFIGURED else []


def _splitters(folder: Path) -> tuple[Path, Path]:
    for source, target in SPLITTERS:
        if (folder / source).is_file() and (folder / target).is_file():
            return folder / source, folder / target
    names = ", ".join(dict.fromkeys(source for source, _ in SPLITTERS))
    raise ModelError(f"has no SentencePiece file ({names})", where=str(folder), remedy=_REMEDY)


def _loaded(folder: Path, device: str, compute_type: str, threads: int | None) -> tuple[Any, int]:
    """The model, and into how many parts it wants a batch to be cut."""
    try:
        import ctranslate2
    except ImportError as error:
        problem = f"the engine ctranslate2 needs {error.name}, which is not installed"
        raise ModelError(problem, remedy="pip install 'qa-translate[ctranslate2]'") from error
    if device == "auto":
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    parts = 1 if device == "cuda" else threads or default_threads()
    try:
        # Threads beside each other, not within one product of matrices: for the small matrices of one sentence the
        # second kind waits for each other longer than it computes (7 times longer, measured on two cores).
        model = ctranslate2.Translator(
            str(folder), device, compute_type=compute_type, inter_threads=parts, intra_threads=1
        )
    except (RuntimeError, ValueError) as error:
        problem = f"CTranslate2 cannot load the model ({reason(error)})"
        raise ModelError(problem, where=str(folder), remedy=_REMEDY) from error
    return model, parts


def _splitter(file: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(file))
    except (OSError, RuntimeError) as error:
        raise ModelError("is no SentencePiece model", where=str(file), remedy=_REMEDY) from error


def _vocabulary(folder: Path) -> Iterable[str]:
    """The tokens of source and target, whichever way CTranslate2 wrote them.

    Raises:
        ModelError: there are none.
    """
    words: list[str] = []
    for file in sorted(folder.glob("*vocabulary.*")):
        try:
            lines = file.read_text(encoding="utf-8")
            words += json.loads(lines) if file.suffix == ".json" else lines.splitlines()
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"cannot be read ({error})", where=str(file), remedy=_REMEDY) from error
    if not words:
        raise ModelError("has no vocabulary", where=str(folder), remedy=_REMEDY)
    return words


def read_table(file: Path) -> dict[str, Any]:
    """The JSON object in a file, empty where there is no such file.

    Raises:
        ModelError: it is not JSON.
    """
    if not file.is_file():
        return {}
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"is no JSON ({error})", where=str(file), remedy=_REMEDY) from error
    return found if isinstance(found, dict) else {}
