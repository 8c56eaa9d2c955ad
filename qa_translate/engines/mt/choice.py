"""The engine that settings describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_translate.backtranslation import RenderingCache
from qa_translate.engine_settings import EngineSettings, Kind
from qa_translate.engines.mt.package import unpack
from qa_translate.errors import ModelError, UsageError
from qa_translate.local_models import ModelStore, refuse_offline, resolve
from qa_translate.ports import Engine
from qa_translate.stored_model import About, LocalModel
from qa_translate.weights import file_sum

USUAL = "int8"
"""Numbers of a converted model's weights that are taken where there are several."""


def open_engine(settings: EngineSettings, *, threads: int | None = None) -> Engine:
    """Make the engine; libraries and models are loaded here.

    Args:
        settings: which.
        threads: of local models; None: the engine's own choice.

    Raises:
        ModelError: a library is not installed, or a model cannot be loaded.
        UsageError: the settings lack something, or texts may not be sent there.
    """
    kind = Kind(settings.kind)
    if kind is Kind.LIBRETRANSLATE:
        from qa_translate.engines.mt.libretranslate import LibreTranslateEngine

        return LibreTranslateEngine(settings)
    if kind is Kind.OPENAI:
        from qa_translate.engines.mt.chat import OpenAiEngine

        return OpenAiEngine(settings)
    if kind is Kind.RECORDED:
        return _recorded(_model(settings))
    return _local(kind, settings, threads)


def _local(kind: Kind, settings: EngineSettings, threads: int | None) -> Engine:
    """An engine that runs a model on this machine."""
    model = _model(settings)
    place = _stored(kind, model) or resolve(model)
    if kind is Kind.TRANSFORMERS:
        from qa_translate.engines.mt import hub

        if isinstance(place, str):
            refuse_offline(place)
        return hub.TransformersEngine(
            str(place),
            beam=settings.beam,
            device=settings.device,
            threads=threads,
            batch_size=settings.batch_size or hub.BATCH,
        )
    from qa_translate.engines.mt import argos, ct2

    if not isinstance(place, Path):
        message = f"there is no {kind} model of that name on this machine"
        raise ModelError(message, where=place, remedy="qa-translate models list shows those that are")
    layout = argos.layout_of(place) if kind is Kind.ARGOS else ct2.layout_of(place)
    return ct2.Ct2Engine(
        layout,
        beam=settings.beam,
        device=settings.device,
        compute_type=settings.compute_type,
        threads=threads,
        batch_size=settings.batch_size or ct2.BATCH,
    )


def _stored(kind: Kind, model: str) -> Path | None:
    """The folder of what the store has for a name that is not its own: a converted model, an Argos package."""
    found = _packaged(model) if kind is Kind.ARGOS else _converted(model) if kind is Kind.CTRANSLATE2 else None
    if found is None:
        return None
    found.check_sizes()
    return found.folder


def _packaged(model: str) -> LocalModel | None:
    """What a package's file holds, unpacked once, or the package of a pair of languages such as ``en-ar``."""
    store = ModelStore()
    if not Path(model).is_file():
        return _first(store, Kind.ARGOS, lambda about: "-".join(about.languages) == model)
    revision = file_sum(Path(model))
    return _first(store, Kind.ARGOS, lambda about: about.revision == revision) or unpack(model, store, apart=True)


def _converted(model: str) -> LocalModel | None:
    """What was made of a model for CTranslate2, in 8-bit integers if that is there."""
    names, store = (model, str(Path(model).resolve())), ModelStore()

    def made(about: About) -> bool:
        return about.converted_from in names

    usual = _first(store, Kind.CTRANSLATE2, lambda about: made(about) and about.quantization == USUAL)
    return usual or _first(store, Kind.CTRANSLATE2, made)


def _first(store: ModelStore, kind: Kind, meant: Callable[[About], bool]) -> LocalModel | None:
    """The first model of a kind that is meant."""
    return next((model for model in store.models()[0] if model.about.kind is kind and meant(model.about)), None)


def _recorded(what: str) -> Engine:
    """The recording in ``FILE``, or that of one of several engines in it, ``FILE#SIGNATURE``."""
    from qa_translate.engines.mt.recorded import RecordedEngine

    file, _, signature = what.partition("#")
    if not Path(file).is_file():
        raise UsageError("no such recording", where=file, remedy="name a file that --cache has written")
    return RecordedEngine(RenderingCache(Path(file)), signature or None)


def _model(settings: EngineSettings) -> str:
    if settings.model is None:
        raise UsageError("names no model", where=f"engine {settings.kind}", remedy="add model = ...")
    return settings.model
