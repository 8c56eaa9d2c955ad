"""Argos packages (``.argosmodel``, zip archives) into the store of local models, from a file or over HTTPS."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.argos import METADATA, SPLITTER
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore, plain_name, refuse_offline
from qa_translate.stored_model import UNKNOWN, About, LocalModel
from qa_translate.weights import file_sum

SUFFIX = ".argosmodel"
_FOLDER = "model"
_LARGEST = 4 << 30
"""Bytes of an unpacked package; real ones have about 200 MB."""

_RATIO = 200
"""Times that an archive's member may be larger than it is packed; weights hardly shrink."""

_TIMEOUT = 60.0
_BLOCK = 1 << 20
_REMEDY = "name another package"


def unpack(package: str, store: ModelStore, sha256: str | None = None) -> LocalModel:
    """Put an Argos package into the store.

    Args:
        package: the file, or an address that begins with ``https://``.
        store: takes the model, under the name ``argos-en-ar`` of its languages.
        sha256: checksum that the package must have; None: whatever it has is written down.

    Raises:
        ModelError: it cannot be fetched, has another checksum, is no package, or is dangerous to unpack.
    """
    with _file_of(package) as file:
        found = file_sum(file)
        if sha256 is not None and found != sha256.lower():
            raise ModelError("has another checksum than was asked for", where=package, remedy="fetch it again")
        return store.add(lambda folder: _unpack(package, file, folder, found))


def _unpack(package: str, file: Path, folder: Path, revision: str) -> About:
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(package, archive)
            about = _read(package, archive, members[METADATA])
            for name, member in members.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, target.open("wb") as plain:
                    shutil.copyfileobj(packed, plain)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ModelError(f"is no sound zip archive ({error})", where=package, remedy=_REMEDY) from error
    langs = (str(about["from_code"]), str(about["to_code"]))
    return About(
        name=f"argos-{plain_name(langs[0])}-{plain_name(langs[1])}",
        kind=Kind.ARGOS,
        origin=package,
        revision=revision,
        licence=str(about.get("license") or UNKNOWN),
        languages=langs,
    )


def _members(package: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is needed of an archive, by its place in the package; all members lie in one folder of any name.

    Raises:
        ModelError: a member's name leads elsewhere, it is a link, it is too large, or one is missing.
    """
    needed: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or stat.S_ISLNK(member.external_attr >> 16):
            raise ModelError(f"holds {member.filename!r}, which leads elsewhere", where=package, remedy=_REMEDY)
        inner = PurePosixPath(*path.parts[1:])
        if not member.is_dir() and (str(inner) in (METADATA, SPLITTER) or inner.parts[:1] == (_FOLDER,)):
            needed[str(inner)] = member
    _check_sizes(package, needed)
    for name in (METADATA, SPLITTER, f"{_FOLDER}/model.bin"):
        if name not in needed:
            raise ModelError(f"has no {name}", where=package, remedy="name a package made with SentencePiece")
    return needed


def _check_sizes(package: str, members: Mapping[str, zipfile.ZipInfo]) -> None:
    whole = sum(member.file_size for member in members.values())
    swollen = any(member.file_size > _BLOCK + _RATIO * member.compress_size for member in members.values())
    if whole > _LARGEST or swollen:
        raise ModelError(f"would unpack to {whole / 1e6:,.0f} MB", where=package, remedy=_REMEDY)


def _read(package: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> dict[str, Any]:
    """What the package says of itself."""
    try:
        about: Any = json.loads(archive.read(member))
    except ValueError as error:
        raise ModelError(f"has a {METADATA} that is no JSON ({error})", where=package, remedy=_REMEDY) from error
    if not isinstance(about, dict) or not all(isinstance(about.get(key), str) for key in ("from_code", "to_code")):
        raise ModelError("names no languages", where=package, remedy=_REMEDY)
    return about


@contextmanager
def _file_of(package: str) -> Iterator[Path]:
    """The package on this machine; one that was fetched is deleted afterwards."""
    scheme = urlsplit(package).scheme
    if scheme == "https":
        refuse_offline(package)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"package{SUFFIX}"
            _fetch(package, file)
            yield file
    elif scheme == "http":
        raise ModelError("could be changed on its way", where=package, remedy="use https://")
    elif not Path(package).is_file():
        raise ModelError("no such file", where=package, remedy="check the path")
    else:
        yield Path(package)


def _fetch(address: str, file: Path) -> None:
    try:
        # Redirects are followed by urllib, to http:// as well: then the package is refused.
        with urllib.request.urlopen(address, timeout=_TIMEOUT) as answer, file.open("wb") as target:
            if urlsplit(answer.url).scheme != "https":
                raise ModelError("leads to an address without https://", where=address, remedy=_REMEDY)
            _copy(answer, target, address)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise ModelError(f"cannot be fetched ({error})", where=address, remedy="check the address") from error


def _copy(answer: Any, target: Any, address: str) -> None:
    """Copy what is fetched, whole and not without end."""
    length = answer.headers.get("Content-Length")
    done = 0
    while block := answer.read(_BLOCK):
        done += len(block)
        if done > _LARGEST:
            raise ModelError(f"is larger than {_LARGEST / 1e9:.0f} GB", where=address, remedy=_REMEDY)
        target.write(block)
    if length is not None and int(length) != done:
        raise ModelError("broke off", where=address, remedy="fetch it again")
