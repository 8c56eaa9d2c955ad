"""Finds the weights that come with the package and makes sure that they are what they were when they were built.

Each model is a folder of its own: ``models/NAME`` of a checkout, ``qa_translate/_models/NAME`` of an installed package.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_translate.errors import ModelError

MANIFEST = "manifest.toml"
REMEDY = "reinstall qa_translate (in a checkout: restore models/ from git)"
UNREADABLE = (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError)
"""What reading a broken manifest raises."""

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_models", _PACKAGE.parent / "models")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model.

    Attributes:
        role: what its reader calls it (``graph``, ``weights``, ``pieces``; a language where there is one for each).
        path: where it is.
        size: bytes it must have.
        sha256: hexadecimal checksum it must have.
    """

    role: str
    path: Path
    size: int
    sha256: str

    def size_problem(self) -> str | None:
        """What a look at the folder shows to be wrong with it, in a few words; takes no time."""
        if not self.path.is_file():
            return "is missing"
        size = self.path.stat().st_size
        return None if size == self.size else f"has {size} bytes instead of {self.size}"

    def sum_problem(self) -> str | None:
        """What reading it shows to be wrong with it, in a few words."""
        try:
            found = file_sum(self.path)
        except OSError:
            return "cannot be read"
        return None if found == self.sha256 else "is corrupt (its checksum is not the manifest's)"


@dataclass(frozen=True, slots=True)
class Model:
    """A model on disk, as its manifest describes it.

    Attributes:
        name: of the model.
        files: all files that its engine reads.
    """

    name: str
    files: tuple[ModelFile, ...]

    @property
    def signature(self) -> str:
        """Name and a short checksum over all files."""
        return f"{self.name}/{joint_sum(self.files)}"

    @property
    def roles(self) -> frozenset[str]:
        """Of all its files."""
        return frozenset(file.role for file in self.files)

    def file(self, role: str) -> Path:
        """The file of that role.

        Raises:
            ModelError: the manifest names none.
        """
        for file in self.files:
            if file.role == role:
                return file.path
        raise ModelError(f"the manifest of {self.name} names no file for {role}", remedy=REMEDY)

    def check_sizes(self) -> None:
        """Makes sure that every file is there and whole; takes no time.

        Raises:
            ModelError: one is missing or of another size.
        """
        for file in self.files:
            self._check(file, file.size_problem())

    def check_sums(self) -> None:
        """Makes sure that no byte has changed; takes about 0.1 s.

        Raises:
            ModelError: one has, or a file cannot be read.
        """
        for file in self.files:
            self._check(file, file.sum_problem())

    def _check(self, file: ModelFile, problem: str | None) -> None:
        if problem:
            raise ModelError(f"the file of {self.name} {problem}", where=str(file.path), remedy=REMEDY)


def file_sum(path: Path) -> str:
    """SHA-256 of a file, hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def joint_sum(files: Iterable[ModelFile]) -> str:
    """Eight hexadecimal digits of a checksum over the checksums of all `files`, in order."""
    return hashlib.sha256("".join(file.sha256 for file in files).encode("ascii")).hexdigest()[:8]


def read_manifest(folder: Path) -> dict[str, Any]:
    """The table in a model's manifest; see `UNREADABLE`."""
    return tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def find(name: str, folder: Path | None = None) -> Model:
    """The model in `folder`, or the one of that name that comes with an installed package or a checkout.

    Raises:
        ModelError: there is no manifest, or it cannot be read.
    """
    places = (folder,) if folder else tuple(place / name for place in _PLACES)
    for place in places:
        if (place / MANIFEST).is_file():
            return _read(place)
    raise ModelError(f"the weights of the model {name} are missing", where=str(places[0]), remedy=REMEDY)


def _read(folder: Path) -> Model:
    try:
        table = read_manifest(folder)
        files = tuple(ModelFile(f["role"], folder / f["name"], f["size"], f["sha256"]) for f in table["files"])
        return Model(table["name"], files)
    except UNREADABLE as error:
        message = f"the manifest cannot be read ({error})"
        raise ModelError(message, where=str(folder / MANIFEST), remedy=REMEDY) from error


def manifests() -> list[Path]:
    """The manifests of all models that are here, whole or not."""
    return sorted(file for place in _PLACES for file in place.glob(f"*/{MANIFEST}"))
