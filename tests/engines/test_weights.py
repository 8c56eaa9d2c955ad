"""Missing, cut and corrupt weights are one clear line with the remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate.engines.encoder import OnnxEncoder
from qa_translate.engines.weights import MANIFEST, find
from qa_translate.errors import ModelError

MIB = 1 << 20


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """The built-in encoder in a folder of its own."""
    for file in find().files:
        shutil.copy(file.path, tmp_path)
    shutil.copy(find().files[0].path.parent / MANIFEST, tmp_path)
    yield tmp_path
    shutil.rmtree(tmp_path)


def test_the_built_in_model_is_what_its_manifest_says() -> None:
    model = find()
    model.check_sizes()
    model.check_sums()
    assert {file.role for file in model.files} == {"graph", "weights", "pieces"}
    assert all(file.size < 95 * MIB for file in model.files)


def test_a_copy_works_from_any_folder(copy: Path) -> None:
    assert OnnxEncoder(copy, threads=1).encode(["word"])[0].pooled.any()


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="weights are missing; reinstall"):
        OnnxEncoder(tmp_path)


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.weights", "pieces.model"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: the encoder's file is missing; reinstall"):
        OnnxEncoder(copy)


def test_a_file_cut_short_is_named(copy: Path) -> None:
    whole = (copy / "encoder.weights").read_bytes()
    (copy / "encoder.weights").write_bytes(whole[: 5 * MIB])
    with pytest.raises(ModelError, match=r"encoder.weights: the encoder's file has 5242880 bytes instead of \d+; re"):
        OnnxEncoder(copy)


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.weights", "pieces.model"])
def test_a_changed_byte_is_found_before_anything_is_encoded(copy: Path, name: str) -> None:
    with (copy / name).open("r+b") as file:
        file.seek(5000)
        byte = file.read(1)[0]
        file.seek(5000)
        file.write(bytes([byte ^ 0xFF]))
    encoder = OnnxEncoder(copy)
    with pytest.raises(ModelError, match=rf"{name}: the encoder's file is corrupt .*; reinstall") as caught:
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
