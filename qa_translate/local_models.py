"""Keeps translation models on this machine, one folder each, and finds the one that a user means.

Each is made in a folder beside the others that takes its name when it is whole, so that what has a name is complete.
"""

from __future__ import annotations

import difflib
import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeGuard

from platformdirs import user_data_path

from qa_translate.errors import ModelError
from qa_translate.stored_model import About, LocalModel, read_model, write_manifest

PLACE_VARIABLE = "QA_TRANSLATE_MODELS"
OFFLINE_VARIABLES = ("QA_TRANSLATE_OFFLINE", "HF_HUB_OFFLINE")
_TRUE = {"1", "on", "yes", "true"}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)?")
_HUB_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*/[A-Za-z0-9_][A-Za-z0-9._-]*")
_SLASH = "--"
_UNFINISHED = ".unfinished-"


def offline() -> bool:
    """Whether the user has forbidden the network, by a variable of this program or of the hub's library."""
    return any(os.environ.get(name, "").strip().lower() in _TRUE for name in OFFLINE_VARIABLES)


def refuse_offline(what: str) -> None:
    """Make sure that the network may be used.

    Raises:
        ModelError: it may not.
    """
    if offline():
        names = " or ".join(OFFLINE_VARIABLES)
        raise ModelError("cannot be fetched offline", where=what, remedy=f"unset {names}, or name a model or file here")


def folder_name(name: str) -> str:
    """The folder of a model; ``OWNER/NAME`` becomes ``OWNER--NAME``, and no two names share a folder.

    Raises:
        ModelError: the name could lead out of the store, or is no name.
    """
    if not _NAME.fullmatch(name) or ".." in name or _SLASH in name or name.endswith((".", "-")) or "-/" in name:
        remedy = "use letters, digits, single hyphens, dots and underscores, as in OWNER/NAME"
        raise ModelError("is no name of a model", where=name, remedy=remedy)
    return name.replace("/", _SLASH)


def plain_name(text: str) -> str:
    """A name made of any text, such as the name of a user's folder."""
    joined = re.sub(r"[^A-Za-z0-9._]+", "-", text)
    return re.sub(r"\.{2,}", ".", joined).strip("-.") or "model"


class ModelStore:
    """The models on this machine.

    Args:
        root: folder that holds theirs; None: ``$QA_TRANSLATE_MODELS``, or else the user's folder for data.
    """

    def __init__(self, root: Path | None = None) -> None:
        chosen = os.environ.get(PLACE_VARIABLE)
        self.root = root or (Path(chosen).expanduser() if chosen else user_data_path("qa-translate") / "models")

    def models(self) -> tuple[list[LocalModel], list[ModelError]]:
        """All models by name, and what is wrong with those whose manifest cannot be read."""
        whole, broken = [], []
        for folder in self._folders():
            try:
                whole.append(read_model(folder))
            except ModelError as error:
                broken.append(error)
        return whole, broken

    def get(self, name: str) -> LocalModel | None:
        """The model of that name (or of that folder's name), if there is one.

        Raises:
            ModelError: its manifest cannot be read.
        """
        folder = next((f for f in self._folders() if f.name in (name, name.replace("/", _SLASH))), None)
        return read_model(folder) if folder else None

    def find(self, name: str) -> LocalModel:
        """The model of that name.

        Raises:
            ModelError: there is none, or its manifest cannot be read.
        """
        if found := self.get(name):
            return found
        names = {folder.name: folder.name.replace(_SLASH, "/") for folder in self._folders()}
        close = difflib.get_close_matches(name.replace("/", _SLASH), names, n=1)
        remedy = f"did you mean {names[close[0]]}?" if close else "qa-translate models list shows those that there are"
        raise ModelError("there is no such model on this machine", where=name, remedy=remedy)

    def add(self, make: Callable[[Path], About]) -> LocalModel:
        """Put a model there; one that had its name is replaced when the new one is whole.

        Args:
            make: writes the files into the empty folder that it is given, and says what they are.

        Raises:
            ModelError: a file cannot be written, or the name is none.
        """
        try:
            with self._unfinished() as folder:
                about = make(folder)
                place = self.root / folder_name(about.name)
                write_manifest(folder, about)
                self._replace(folder, place)
        except OSError as error:
            raise storing_problem(error, self.root) from error
        return read_model(place)

    def remove(self, model: LocalModel) -> None:
        """Delete a model's folder.

        Raises:
            ModelError: it cannot be deleted.
        """
        try:
            with self._unfinished() as folder:
                os.replace(model.folder, folder / model.folder.name)
        except OSError as error:
            raise storing_problem(error, model.folder) from error

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return sorted(path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _replace(self, folder: Path, place: Path) -> None:
        """Give a folder its place; what stood there goes into a folder that is deleted."""
        with self._unfinished() as rubbish:
            if place.exists():
                os.replace(place, rubbish / place.name)
            os.replace(folder, place)

    @contextmanager
    def _unfinished(self) -> Iterator[Path]:
        """A folder without a lasting name: deleted at the end, or by a later run where this one is killed."""
        self.root.mkdir(parents=True, exist_ok=True)
        with _locked(self.root):
            self._clean()
            folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.root))
            folder.chmod(0o755)
            held = _lock(folder)
        try:
            yield folder
        finally:
            if held is not None:
                os.close(held)
            shutil.rmtree(folder, ignore_errors=True)

    def _clean(self) -> None:
        """Delete what killed runs have left, which is what nobody holds."""
        for folder in self.root.glob(f"{_UNFINISHED}*"):
            with suppress(OSError):
                held = _lock(folder)
                if held is not None:
                    os.close(held)
                    shutil.rmtree(folder, ignore_errors=True)


def resolve(spec: str, store: ModelStore | None = None) -> Path | str:
    """Where the model is that a user names.

    Args:
        spec: a folder or file, a model of the store, or a repository of a hub.
        store: None: the user's.

    Returns:
        The folder or file; or, where there is neither on this machine, the repository's name (``OWNER/NAME``).

    Raises:
        ModelError: it is nothing of that, or a model of the store that is not whole.
    """
    if there := _on_disk(spec):
        return there
    store = store or ModelStore()
    if found := store.get(spec):
        found.check_sizes()
        return found.folder
    return spec if _HUB_ID.fullmatch(spec) else store.find(spec).folder


def _on_disk(spec: str) -> Path | None:
    """The folder or file of that path, if there is one."""
    with suppress(OSError, RuntimeError):  # a name too long for a file; somebody unknown after a tilde
        there = Path(spec).expanduser()
        return there if spec and there.exists() else None
    return None


def is_full(error: Exception) -> TypeGuard[OSError]:
    """Whether a disk, or the user's share of it, has no room left."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def storing_problem(error: OSError, where: Path) -> ModelError:
    """What a failure to write a model means to the user."""
    elsewhere = f"free some space, or set {PLACE_VARIABLE} to a folder elsewhere"
    remedy = elsewhere if is_full(error) else "check the permissions"
    return ModelError(f"cannot be written ({error.strerror or error})", where=str(where), remedy=remedy)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    held = _lock(folder, wait=True)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _lock(folder: Path, *, wait: bool = False) -> int | None:
    """Hold a folder for as long as this process lives or the descriptor is open; None where that is not known.

    Raises:
        OSError: another process holds it.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(held)
        raise
    return held
