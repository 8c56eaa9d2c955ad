"""Which engine makes a back-translation, and how: a table of the settings, or ``KIND:MODEL`` on the command line."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from qa_translate.errors import UsageError


class Kind(enum.StrEnum):
    """The kinds of engines."""

    TRANSFORMERS = "transformers"
    CTRANSLATE2 = "ctranslate2"
    ARGOS = "argos"
    LIBRETRANSLATE = "libretranslate"
    OPENAI = "openai"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """One engine; each key of ``[engines.NAME]`` has the name of a field, with hyphens or underscores.

    Attributes:
        kind: one of `Kind`.
        model: a hub name or local folder; an ``.argosmodel`` file; the model's name at a service; a cache's file.
        url: address of a service.
        key_env: environment variable that holds the service's key; "": it takes none; None: the kind's usual one.
        allow_sending: whether texts may be sent to a service that is not on this machine.
        beam: hypotheses kept in search; None: the model's own choice.
        device: ``cpu``, ``cuda`` or ``auto``.
        compute_type: numbers that CTranslate2 computes with (``int8``, ``float32``, ``default``, ...).
        timeout: seconds that a service may take for one answer.
        retries: how often a call that failed for the moment is tried again.
        requests_per_minute: most calls to a service; None: as fast as it answers.
        batch_size: segments of one call; None: the kind's own choice.
        max_chars: code points of one segment that a service takes; None: the kind's own choice.
    """

    kind: str
    model: str | None = None
    url: str | None = None
    key_env: str | None = None
    allow_sending: bool = False
    beam: int | None = None
    device: str = "auto"
    compute_type: str = "int8"
    timeout: float = 60.0
    retries: int = 4
    requests_per_minute: float | None = None
    batch_size: int | None = None
    max_chars: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in list(Kind):
            raise UsageError(f"{self.kind!r} is no kind of engine", where="kind", remedy=f"use {', '.join(Kind)}")
        for name in ("beam", "timeout", "requests_per_minute", "batch_size", "max_chars"):
            given = getattr(self, name)
            if given is not None and given <= 0:
                raise UsageError(f"{given} is too little", where=name, remedy="give more than 0")
        if self.retries < 0:
            raise UsageError(f"{self.retries} is too little", where="retries", remedy="give 0 or more")


def parse_engine(spec: str, named: Iterable[str] = ()) -> EngineSettings:
    """The engine that ``KIND:WHAT`` names: a model, or a service's address (``openai:MODEL@URL``).

    Args:
        spec: of that form.
        named: engines that the settings name, for the error.

    Raises:
        UsageError: it is not of that form.
    """
    kind, _, what = spec.partition(":")
    if kind not in list(Kind) or not what:
        near = difflib.get_close_matches(spec, list(named), n=1)
        kinds = f"use KIND:MODEL ({', '.join(Kind)}), or a name under [engines] of the settings"
        remedy = f"did you mean {near[0]!r}?" if near else kinds
        raise UsageError(f"{spec!r} is no engine", where="--engine", remedy=remedy)
    if kind == Kind.LIBRETRANSLATE:
        return EngineSettings(kind, url=what)
    if kind == Kind.OPENAI:
        model, _, url = what.partition("@")
        return EngineSettings(kind, model=model, url=url or None)
    return EngineSettings(kind, model=what)
