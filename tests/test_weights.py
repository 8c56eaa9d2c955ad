"""Missing, cut and corrupt weights are one clear line with the remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate.engines.encoder import OnnxEncoder
from qa_translate.errors import ModelError
from qa_translate.weights import MANIFEST, find

MIB = 1 << 20


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """The built-in encoder in a folder of its own."""
    for file in find("encoder").files:
        shutil.copy(file.path, tmp_path)
    shutil.copy(find("encoder").files[0].path.parent / MANIFEST, tmp_path)
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize(
    ("name", "roles"), [("encoder", {"graph", "weights", "pieces"}), ("junctions", {"en"}), ("relations", {"ar"})]
)
def test_the_models_in_the_box_are_what_their_manifests_say(name: str, roles: set[str]) -> None:
    model = find(name)
    model.check_sizes()
    model.check_sums()
    assert model.roles == roles
    assert all(file.size < 95 * MIB for file in model.files)


def test_a_copy_works_from_any_folder(copy: Path) -> None:
    assert OnnxEncoder(copy, threads=1).encode(["word"])[0].pooled.any()


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="weights of the model encoder are missing; reinstall"):
        OnnxEncoder(tmp_path)


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.weights", "pieces.model"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: the file of multilingual-e5-small is missing; reinstall"):
        OnnxEncoder(copy)


def test_a_file_cut_short_is_named(copy: Path) -> None:
    whole = (copy / "encoder.weights").read_bytes()
    (copy / "encoder.weights").write_bytes(whole[: 5 * MIB])
    with pytest.raises(ModelError, match=r"encoder.weights: the file of \S+ has 5242880 bytes instead of \d+; re"):
        OnnxEncoder(copy)


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.weights", "pieces.model"])
def test_a_changed_byte_is_found_before_anything_is_encoded(copy: Path, name: str) -> None:
    with (copy / name).open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)[0]
        file.seek(5000)
        file.write(bytes([byte ^ 0xFF]))
    encoder = OnnxEncoder(copy)
    with pytest.raises(ModelError, match=rf"{name}: the file of \S+ is corrupt .*; reinstall") as caught:
        encoder.encode(["word"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "name = ", "name = 'x'\n[[files]]\nrole = 'graph'", "files = 3\nname = 'x'"])
def test_a_broken_manifest_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest.toml: the manifest cannot be read .*; reinstall"):
        OnnxEncoder(tmp_path)


def test_a_manifest_without_a_role_is_named(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("name = 'x'\nfiles = []", encoding="utf-8")
    with pytest.raises(ModelError, match="names no file for graph"):
        OnnxEncoder(tmp_path).encode(["word"])
