"""Models of transformers made into models of CTranslate2 (extras ``[torch]`` and ``[ctranslate2]``)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.ct2 import ORIGINAL, SPLITTERS
from qa_translate.engines.mt.pull import Progress, pull
from qa_translate.errors import ModelError, reason
from qa_translate.local_models import ModelStore, is_full, plain_name, resolve, storing_problem
from qa_translate.stored_model import About, LocalModel

QUANTIZATIONS = ("int8", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
_CONFIG = "config.json"
_FOLDER = "ct2"
_KEPT = frozenset({*(name for pair in SPLITTERS for name in pair), "tokenizer_config.json"})
"""Files that the engine reads beside what CTranslate2 writes."""

_FAILURES = (OSError, ValueError, RuntimeError, LookupError, TypeError, AttributeError, ImportError)
"""What the converter and transformers raise for models that they do not know or that are damaged."""

_REMEDY = "name a translation model that transformers can load"


def convert(
    model: str, store: ModelStore, quantization: str = "int8", progress: Progress = lambda _name, _size: None
) -> LocalModel:
    """Convert a model and put the result into the store, as ``NAME-ct2-QUANTIZATION``.

    Args:
        model: a model of the store, a folder, or a hub's repository, which is pulled first.
        store: takes the result.
        quantization: numbers in which weights are kept, one of `QUANTIZATIONS`.
        progress: is told of each file that is pulled.

    Raises:
        ModelError: a library is not installed, or the model cannot be pulled or converted.
    """
    if quantization not in QUANTIZATIONS:
        remedy = f"use {', '.join(QUANTIZATIONS)}"
        raise ModelError(f"{quantization!r} is unknown", where="--quantization", remedy=remedy)
    converters = _imported()
    place = resolve(model, store)
    if isinstance(place, str):
        place = pull(place, store, progress=progress).folder
    about = _about(place, store)
    if about.kind is not Kind.TRANSFORMERS:
        raise ModelError(f"is of the kind {about.kind}", where=about.name, remedy=_REMEDY)
    made = replace(
        about,
        name=f"{about.name}-ct2-{quantization}",
        kind=Kind.CTRANSLATE2,
        quantization=quantization,
        converted_from=about.name if _stored(place, store) else about.origin,
    )

    def make(folder: Path) -> About:
        _convert(converters, place, folder, quantization)
        return made

    return store.add(make)


def _stored(place: Path, store: ModelStore) -> LocalModel | None:
    """The model of the store whose folder that is, however it was named."""
    inside = place.resolve().parent == store.root.resolve()
    return store.get(place.resolve().name) if inside else None


def _about(place: Path, store: ModelStore) -> About:
    """What is known of the model in a folder."""
    if found := _stored(place, store):
        return found.about
    if not (place / _CONFIG).is_file():
        raise ModelError(f"has no {_CONFIG}", where=str(place), remedy=_REMEDY)
    converted = any((place / name).is_file() for name in (ORIGINAL, "model.bin"))
    kind = Kind.CTRANSLATE2 if converted else Kind.TRANSFORMERS
    return About(name=plain_name(place.resolve().name), kind=kind, origin=str(place.resolve()))


def _convert(converters: Any, place: Path, folder: Path, quantization: str) -> None:
    kept = [name for name in sorted(_KEPT) if (place / name).is_file()]
    try:
        converter = _with_languages(converters)(str(place), copy_files=kept)
        # CTranslate2 wants a folder that is not there yet.
        converter.convert(str(folder / _FOLDER), quantization=quantization)
    except _FAILURES as error:
        if is_full(error):
            raise storing_problem(error, folder.parent) from error
        problem = f"CTranslate2 cannot convert it ({reason(error)})"
        raise ModelError(problem, where=str(place), remedy=_REMEDY) from error
    for file in sorted((folder / _FOLDER).iterdir()):
        file.rename(folder / file.name)
    (folder / _FOLDER).rmdir()
    shutil.copy(place / _CONFIG, folder / ORIGINAL)


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
