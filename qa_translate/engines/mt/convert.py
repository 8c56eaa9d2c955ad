"""Models of transformers made into models of CTranslate2 (extras ``[torch]`` and ``[ctranslate2]``)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.ct2 import ORIGINAL, SPLITTERS
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore, plain_name, resolve
from qa_translate.stored_model import About, LocalModel

QUANTIZATIONS = ("int8", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
_FOLDER = "ct2"
_KEPT = frozenset({*(name for pair in SPLITTERS for name in pair), "tokenizer_config.json"})
"""Files that the engine reads beside what CTranslate2 writes."""

_REMEDY = "name a translation model that transformers can load"


def convert(model: str, store: ModelStore, quantization: str = "int8") -> LocalModel:
    """Convert a model and put the result into the store, as ``NAME-ct2-QUANTIZATION``.

    Args:
        model: a model of the store, a folder, or a hub's repository, which transformers then fetches.
        store: takes the result.
        quantization: numbers in which weights are kept, one of `QUANTIZATIONS`.

    Raises:
        ModelError: a library is not installed, or the model cannot be converted.
    """
    if quantization not in QUANTIZATIONS:
        remedy = f"use {', '.join(QUANTIZATIONS)}"
        raise ModelError(f"{quantization!r} is unknown", where="--quantization", remedy=remedy)
    converters = _imported()
    place = resolve(model, store)
    return store.add(lambda folder: _convert(converters, model, place, store, folder, quantization))


def _convert(
    converters: Any, model: str, place: Path | str, store: ModelStore, folder: Path, quantization: str
) -> About:
    kept = [name for name in sorted(_KEPT) if isinstance(place, Path) and (place / name).is_file()]
    try:
        converter = _with_languages(converters)(str(place), copy_files=kept)
        # CTranslate2 wants a folder that is not there yet.
        converter.convert(str(folder / _FOLDER), quantization=quantization)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        problem = f"CTranslate2 cannot convert it ({str(error).strip().splitlines()[0]})"
        raise ModelError(problem, where=model, remedy=_REMEDY) from error
    for file in sorted((folder / _FOLDER).iterdir()):
        file.rename(folder / file.name)
    (folder / _FOLDER).rmdir()
    if isinstance(place, Path):
        shutil.copy(place / "config.json", folder / ORIGINAL)
    return _about(model, store, quantization)


def _about(model: str, store: ModelStore, quantization: str) -> About:
    known = store.get(model)
    name = known.about.name if known else plain_name(Path(model).name)
    return About(
        name=f"{name}-ct2-{quantization}",
        kind=Kind.CTRANSLATE2,
        origin=known.about.origin if known else model,
        revision=known.about.revision if known else "",
        licence=known.about.licence if known else "unknown",
        languages=known.about.languages if known else (),
        quantization=quantization,
        converted_from=name if known else model,
    )


def _with_languages(converters: Any) -> Any:
    """CTranslate2's converter, told of the languages' tokens where a tokenizer keeps them apart (M2M100)."""

    class Converter(converters.TransformersConverter):  # type: ignore[misc]
        def load_tokenizer(self, *arguments: Any, **settings: Any) -> Any:
            tokenizer = super().load_tokenizer(*arguments, **settings)
            apart = getattr(tokenizer, "lang_token_to_id", {})
            whole = {**tokenizer.get_vocab(), **apart}
            if apart:
                tokenizer.get_vocab = lambda: whole
            return tokenizer

    return Converter


def _imported() -> Any:
    try:
        import ctranslate2.converters
        import torch  # noqa: F401 - the converter needs both, and says so less clearly
        import transformers  # noqa: F401
    except ImportError as error:
        problem = f"converting needs {error.name}, which is not installed"
        raise ModelError(problem, remedy="pip install 'qa-translate[torch,ctranslate2]'") from error
    return ctranslate2.converters
