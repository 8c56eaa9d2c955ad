"""What the manifests of all models say in the same way: files with checksums, versions, and where data come from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

_FILE = """
[[files]]
role = "{role}"
name = "{name}"
size = {size}
sha256 = "{sha256}"
"""
_DATA = """
[[data]]
name = "{name}"
origin = "{repo}"
version = "{commit}"
path = "{path}"
licence = "{licence}"
texts = {texts}
"""


def versions(*packages: str) -> str:
    """The packages with their installed versions, as a phrase."""
    return ", ".join(f"{package} {version(package)}" for package in packages)


def files(folder: Path, roles: Mapping[str, str]) -> str:
    """The tables of the files in `folder`, ``roles`` being their names by role."""
    return "".join(
        _FILE.format(role=role, name=name, size=(folder / name).stat().st_size, sha256=sha256(folder / name))
        for role, name in roles.items()
    )


def corpora(data: Path, texts: Mapping[str, int]) -> str:
    """The tables of the corpora in `data` from what their SOURCE.txt says; ``texts`` is how many each gave."""
    return "".join(_DATA.format(name=name, texts=count, **_source(data / name)) for name, count in texts.items())


def sha256(path: Path) -> str:
    """Hexadecimal checksum of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _source(corpus: Path) -> dict[str, str]:
    lines = (corpus / "SOURCE.txt").read_text(encoding="utf-8").splitlines()
    facts = {key: value.replace('"', "'") for key, _, value in (line.partition(": ") for line in lines)}
    return {**facts, "repo": facts["repo"].replace("github.com/", "https://github.com/", 1)}
