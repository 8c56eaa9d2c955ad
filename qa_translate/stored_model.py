"""A translation model on this machine: its files, and the manifest that says where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qa_translate.engine_settings import Kind
from qa_translate.errors import ModelError
from qa_translate.weights import MANIFEST, UNREADABLE, ModelFile, file_sum, joint_sum, read_manifest

UNKNOWN = "unknown"
_SHOWN, _SHORT = 4, 12
"""Languages, and digits of a revision, that one line shows."""

_TEXTS = ("name", "origin", "revision", "licence", "quantization", "converted_from")
LOCAL_KINDS = (Kind.TRANSFORMERS, Kind.CTRANSLATE2, Kind.ARGOS)


@dataclass(frozen=True, slots=True)
class About:
    """What a manifest says of a model, apart from its files.

    Attributes:
        name: as the user names it (``Helsinki-NLP/opus-mt-en-ar``).
        kind: of engine that runs it, one of `LOCAL_KINDS`.
        origin: repository of a hub, file or address that it was taken from.
        revision: the origin's full commit, or the SHA-256 of a package; "" where there is none.
        licence: as its makers name it, or `UNKNOWN`.
        languages: codes that its makers give, in their order; empty where they give none.
        quantization: of a converted model's weights, "" otherwise.
        converted_from: name of the model that it was made from, "" where it was not converted here.
    """

    name: str
    kind: Kind
    origin: str
    revision: str = ""
    licence: str = UNKNOWN
    languages: tuple[str, ...] = ()
    quantization: str = ""
    converted_from: str = ""


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model of the store.

    Attributes:
        about: where it comes from.
        folder: holds its files and the manifest.
        made: day on which it was put there, ISO 8601.
        files: all of them; a file's role is its path in the folder, with slashes.
    """

    about: About
    folder: Path
    made: str
    files: tuple[ModelFile, ...]

    @property
    def signature(self) -> str:
        """Name and a short checksum over all files."""
        return f"{self.about.name}@{joint_sum(self.files)}"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def facts(self) -> dict[str, object]:
        """What a program wants to know of it."""
        about = asdict(self.about)
        return {**about, "made": self.made, "size": self.size, "folder": str(self.folder), "signature": self.signature}

    def line(self) -> str:
        """What a reader wants to know of it, in one line."""
        about = self.about
        languages = "/".join(about.languages[:_SHOWN]) + ("/..." if len(about.languages) > _SHOWN else "") or "?"
        revision = about.revision[:_SHORT] or "-"
        size = f"{self.size / 1e6:,.0f} MB"
        return f"{about.name}  {about.kind}  licence {about.licence}  {languages}  {size}  {revision}"

    @property
    def remedy(self) -> str:
        """How a damaged one is made anew."""
        if self.about.converted_from:
            name = self.about.converted_from
            return f"qa-translate models convert {name} --quantization {self.about.quantization} makes it anew"
        return f"qa-translate models pull {self.about.origin} fetches it anew"

    def check_sizes(self) -> None:
        """Makes sure that every file is there and whole; takes no time.

        Raises:
            ModelError: one is missing or of another size.
        """
        for file in self.files:
            if problem := file.size_problem():
                raise ModelError(problem, where=str(file.path), remedy=self.remedy)

    def problems(self) -> list[ModelError]:
        """Files that are missing, changed, or none of the model's; reads every byte."""
        found = [(file.path, file.size_problem() or file.sum_problem()) for file in self.files]
        known = {file.path for file in self.files} | {self.folder / MANIFEST}
        extra = [path for path in sorted(self.folder.rglob("*")) if not path.is_dir() and path not in known]
        wrong = [ModelError(problem, where=str(path), remedy=self.remedy) for path, problem in found if problem]
        return wrong + [ModelError("is no file of the model", where=str(path), remedy="remove it") for path in extra]


def read_model(folder: Path) -> LocalModel:
    """The model in a folder of the store.

    Raises:
        ModelError: there is no manifest, or it cannot be read.
    """
    try:
        table = read_manifest(folder)
        about = About(
            kind=_kind(_text(table, "kind")),
            languages=tuple(str(code) for code in table["languages"]),
            **{key: _text(table, key) for key in _TEXTS},
        )
        files = tuple(
            ModelFile(f["name"], folder / _text(f, "name"), int(f["size"]), _text(f, "sha256")) for f in table["files"]
        )
        return LocalModel(about, folder, _text(table, "made"), files)
    except (*UNREADABLE, ValueError) as error:
        message = f"the manifest cannot be read ({error!r})"
        raise ModelError(message, where=str(folder / MANIFEST), remedy="remove the folder and pull again") from error


def write_manifest(folder: Path, about: About) -> None:
    """Describe the files that lie in `folder` now.

    Raises:
        OSError: a file cannot be read, or the manifest cannot be written.
    """
    entries = [
        f"[[files]]\nname = {_quoted(path.relative_to(folder).as_posix())}\nsize = {path.stat().st_size}\n"
        f"sha256 = {_quoted(file_sum(path))}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    head = {key: str(getattr(about, key)) for key in ("kind", *_TEXTS)}
    lines = [f"{key} = {_quoted(value)}" for key, value in [*head.items(), ("made", date.today().isoformat())]]
    lines.append(f"languages = [{_joined(about.languages)}]\n")
    (folder / MANIFEST).write_text("\n".join(lines) + "\n" + "\n".join(entries), encoding="utf-8", newline="\n")


def _joined(codes: Iterable[str]) -> str:
    return ", ".join(_quoted(code) for code in codes)


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for the character DEL; halves of a pair cannot be written."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(table: Mapping[str, Any], key: str) -> str:
    if not isinstance(table[key], str):
        raise TypeError(f"{key} is no text")
    return str(table[key])


def _kind(name: str) -> Kind:
    if name not in LOCAL_KINDS:
        raise ValueError(f"kind {name}")
    return Kind(name)
