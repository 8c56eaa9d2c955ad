"""Finds the weights that come with the package and makes sure that they are what they were when they were built.

Each model is a folder of its own: ``models/NAME`` of a checkout, ``qa_translate/_models/NAME`` of an installed package.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from qa_translate.errors import ModelError

MANIFEST = "manifest.toml"
REMEDY = "reinstall qa_translate (in a checkout: restore models/ from git)"
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
        joint = hashlib.sha256("".join(file.sha256 for file in self.files).encode("ascii")).hexdigest()
        return f"{self.name}/{joint[:8]}"

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
            if not file.path.is_file():
                raise ModelError(f"the file of {self.name} is missing", where=str(file.path), remedy=REMEDY)
            size = file.path.stat().st_size
            if size != file.size:
                problem = f"the file of {self.name} has {size} bytes instead of {file.size}"
                raise ModelError(problem, where=str(file.path), remedy=REMEDY)

    def check_sums(self) -> None:
        """Makes sure that no byte has changed; takes about 0.1 s.

        Raises:
            ModelError: one has, or a file cannot be read.
        """
        for file in self.files:
            try:
                with file.path.open("rb") as opened:
                    found = hashlib.file_digest(opened, "sha256").hexdigest()
            except OSError as error:
                raise ModelError("cannot be read", where=str(file.path), remedy=REMEDY) from error
            if found != file.sha256:
                problem = f"the file of {self.name} is corrupt (its checksum is not the manifest's)"
                raise ModelError(problem, where=str(file.path), remedy=REMEDY)


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
    path = folder / MANIFEST
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        files = tuple(ModelFile(f["role"], folder / f["name"], f["size"], f["sha256"]) for f in table["files"])
        return Model(table["name"], files)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ModelError(f"the manifest cannot be read ({error})", where=str(path), remedy=REMEDY) from error
