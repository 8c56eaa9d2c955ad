"""Argos packages (``.argosmodel``, zip archives) into the store of local models, from a file or over HTTPS."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.argos import METADATA, SPLITTER
from qa_translate.engines.mt.ct2 import PACKAGED
from qa_translate.engines.mt.download import download
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore, plain_name, refuse_offline
from qa_translate.stored_model import UNKNOWN, About, LocalModel
from qa_translate.weights import file_sum

SUFFIX = ".argosmodel"
_SHORT = 8
_LARGEST = 4 << 30
"""Bytes of an unpacked package; real ones have about 200 MB."""

_RATIO = 200
"""Times that an archive's member may be larger than it is packed; weights hardly shrink."""

_MOST_MEMBERS = 10_000
_MOST_METADATA = 1 << 20
_SMALL = 1 << 20
_REMEDY = "name another package"
_UNSOUND = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError)
"""What Python's reader raises for archives that are damaged, encrypted or packed in ways that it does not know."""


def is_address(package: str) -> bool:
    """Whether it is to be fetched, and is no file of this machine."""
    return "://" in package


def unpack(package: str, store: ModelStore, sha256: str | None = None, *, apart: bool = False) -> LocalModel:
    """Put an Argos package into the store.

    Args:
        package: the file, or an address that begins with ``https://``.
        store: takes the model, under the name ``argos-en-ar`` of its languages.
        sha256: checksum that the package must have; None: whatever it has is written down.
        apart: put its checksum into the name, so that it replaces no other package of these languages.

    Raises:
        ModelError: it cannot be fetched, has another checksum, is no package, or is dangerous to unpack.
    """
    with _file_of(package) as file:
        found = file_sum(file)
        if sha256 is not None and found != sha256.lower():
            raise ModelError("has another checksum than was asked for", where=package, remedy="fetch it again")
        ending = f"-{found[:_SHORT]}" if apart else ""
        return store.add(lambda folder: _unpack(package, file, folder, found, ending))


def _unpack(package: str, file: Path, folder: Path, revision: str, ending: str) -> About:
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(package, archive)
            about = _read(package, archive, members[METADATA])
            for name, member in members.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, target.open("wb") as plain:
                    shutil.copyfileobj(packed, plain)
    except _UNSOUND as error:
        raise ModelError(f"is no sound zip archive ({error})", where=package, remedy=_REMEDY) from error
    langs = (str(about["from_code"]), str(about["to_code"]))
    return About(
        name=f"argos-{plain_name(langs[0])}-{plain_name(langs[1])}{ending}",
        kind=Kind.ARGOS,
        origin=package,
        revision=revision,
        licence=str(about.get("license") or UNKNOWN),
        languages=langs,
    )


def _members(package: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is needed of an archive, by its place in the package; the package lies in one folder of any name.

    Raises:
        ModelError: any member leads elsewhere or is no file, one that is needed is too large, or one is missing.
    """
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise ModelError(f"holds {len(members):,} files", where=package, remedy=_REMEDY)
    for member in members:
        _check_name(package, member)
    files = {member.filename: member for member in members if not member.is_dir()}
    if len(files) < sum(not member.is_dir() for member in members):
        raise ModelError("holds two files of one name", where=package, remedy=_REMEDY)
    tops = [name.removesuffix(METADATA) for name in files if PurePosixPath(name).name == METADATA]
    outer = min((name.count("/") for name in tops), default=0)
    tops = [name for name in tops if name.count("/") == outer]
    if len(tops) > 1:
        raise ModelError(f"holds {len(tops)} packages", where=package, remedy="name a package of one model")
    top = tops[0] if tops else ""
    inner = {name.removeprefix(top): member for name, member in files.items() if name.startswith(top)}
    needed = {name: member for name, member in inner.items() if _is_needed(name)}
    for name in (METADATA, SPLITTER, f"{PACKAGED}/model.bin"):
        if name not in needed:
            raise ModelError(f"has no {name}", where=package, remedy="name a package made with SentencePiece")
    _check_sizes(package, needed)
    return needed


def _is_needed(name: str) -> bool:
    return name in (METADATA, SPLITTER) or (name.startswith(f"{PACKAGED}/") and name.count("/") == 1)


def _check_name(package: str, member: zipfile.ZipInfo) -> None:
    """Look whether a member, needed or not, is a file or folder within the package."""
    name = member.orig_filename
    strange = any(part in ("", ".", "..") for part in name.removesuffix("/").split("/"))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if strange or any(char in name for char in "\\:\0") or kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ModelError(f"holds {name!r}, which leads elsewhere", where=package, remedy=_REMEDY)


def _check_sizes(package: str, members: Mapping[str, zipfile.ZipInfo]) -> None:
    whole = sum(member.file_size for member in members.values())
    swollen = any(member.file_size > _SMALL + _RATIO * member.compress_size for member in members.values())
    if whole > _LARGEST or swollen or members[METADATA].file_size > _MOST_METADATA:
        raise ModelError(f"would unpack to {whole / 1e6:,.0f} MB", where=package, remedy=_REMEDY)


def _read(package: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> dict[str, Any]:
    """What the package says of itself."""
    try:
        about: Any = json.loads(archive.read(member))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"has a {METADATA} that is no JSON ({error})", where=package, remedy=_REMEDY) from error
    if not isinstance(about, dict) or not all(isinstance(about.get(key), str) for key in ("from_code", "to_code")):
        raise ModelError("names no languages", where=package, remedy=_REMEDY)
    return about


@contextmanager
def _file_of(package: str) -> Iterator[Path]:
    """The package on this machine; one that was fetched is deleted afterwards."""
    if is_address(package):
        refuse_offline(package)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"package{SUFFIX}"
            download(package, file, _LARGEST)
            yield file
    elif not Path(package).is_file():
        raise ModelError("no such file", where=package, remedy="check the path")
    else:
        yield Path(package)
