"""What the scripts in models/ write about the models, and the licence texts that go with them."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from qa_translate.weights import MANIFEST, find

FIGURES = {"auc": 0.91449, "recall_at_0.001": 0.234}
SOURCE = """\
repo: github.com/somebody/texts
commit: 0123abc 2024-05-06
path: data/*.tsv
licence: CC BY 4.0
what: "Short" sentences: a few.
"""


@pytest.fixture(scope="module")
def writer(repository: Path) -> ModuleType:
    path = repository / "models" / "junctions" / "manifest.py"
    spec = importlib.util.spec_from_file_location("junctions_manifest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def made_up(tmp_path: Path, writer: ModuleType) -> Path:
    """A folder with a network of three hidden units and its manifest."""
    corpus = tmp_path / "data" / "short"
    corpus.mkdir(parents=True)
    (corpus / "SOURCE.txt").write_text(SOURCE, encoding="utf-8")
    file = tmp_path / "xx.npz"
    np.savez_compressed(file, hidden_bias=np.zeros(3, dtype=np.float16))
    training = {"seed": 7, "corrupted": 0.5, "sentences": 12}
    written = writer.text(file, FIGURES, training, corpus.parent, {"short": 20})
    (tmp_path / MANIFEST).write_text(written, encoding="utf-8")
    return tmp_path


def table(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def test_the_package_accepts_what_the_build_script_of_the_junctions_writes(made_up: Path) -> None:
    model = find("junctions", made_up)
    model.check_sizes()
    model.check_sums()
    assert model.file("xx").name == "xx.npz"


def test_the_manifest_says_how_the_network_was_trained_and_on_what(made_up: Path) -> None:
    written = table(made_up)
    assert written["training"] == {"seed": 7, "corrupted": 0.5, "sentences": 12}
    assert written["held_out"].startswith("area under the curve 0.914; ")
    assert "one sound junction in 1,000 is marked, 23 % of" in written["held_out"]
    assert written["what"].startswith("3 hidden units")
    assert all(f"{package} {version(package)}" in written["built_by"] for package in ("numpy", "onnxruntime", "spacy"))
    assert written["files"][0]["sha256"] == hashlib.sha256((made_up / "xx.npz").read_bytes()).hexdigest()
    assert written["data"] == [
        {
            "name": "short",
            "origin": "https://github.com/somebody/texts",
            "version": "0123abc 2024-05-06",
            "path": "data/*.tsv",
            "licence": "CC BY 4.0",
            "texts": 20,
        }
    ]


def test_the_manifest_in_the_box_has_the_form_that_the_script_writes(made_up: Path, repository: Path) -> None:
    shipped, written = table(repository / "models" / "junctions"), table(made_up)
    assert list(shipped) == list(written)
    assert {tuple(row) for row in shipped["data"]} == {tuple(row) for row in written["data"]}


def test_the_licence_files_of_the_wheel_exist_and_name_every_share_alike_source(repository: Path) -> None:
    names = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license-files"]
    assert names == ["LICENSE", "models/NOTICE"]
    assert all((repository / name).is_file() for name in names)
    notice = (repository / "models" / "NOTICE").read_text(encoding="utf-8")
    assert "multilingual-e5-small" in notice
    for row in table(repository / "models" / "junctions")["data"]:
        assert row["origin"].removeprefix("https://") in notice, row["name"]


def test_the_readme_of_the_calibration_gives_every_set_with_its_weight(repository: Path) -> None:
    folder = repository / "models" / "calibration"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z.-]+)` \| ([0-9.]+) \|", readme, re.MULTILINE))
    (weights,) = re.findall(r"^WEIGHTS = (\{.*?^\})", (folder / "sets.py").read_text(encoding="utf-8"), re.M | re.S)
    assert {name: float(weight) for name, weight in listed.items()} == ast.literal_eval(weights)
