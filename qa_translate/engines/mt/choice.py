"""The engine that settings describe."""

from __future__ import annotations

from pathlib import Path

from qa_translate.backtranslation import RenderingCache
from qa_translate.engine_settings import EngineSettings, Kind
from qa_translate.errors import ModelError, UsageError
from qa_translate.local_models import ModelStore, refuse_offline, resolve
from qa_translate.ports import Engine


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
    place = (kind is Kind.CTRANSLATE2 and _converted(model)) or resolve(model)
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


def _converted(model: str) -> Path | None:
    """The folder of what was made of a model for CTranslate2, if anything was."""
    stored, _ = ModelStore().models()
    made = (m for m in stored if m.about.kind is Kind.CTRANSLATE2 and m.about.converted_from == model)
    found = next(made, None)
    if found is None:
        return None
    found.check_sizes()
    return found.folder


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
