"""What tests share: the engines, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_translate.config import Settings
from qa_translate.pipeline import Tools
from qa_translate.ports import Encoder
from qa_translate.wiring import open_tools


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The default engines, the same that `qa_translate.check` uses; their weights are read once in a run."""
    return open_tools(Settings())


@pytest.fixture(scope="session")
def encoder(tools: Tools) -> Encoder:
    """The encoder that comes with the package."""
    return tools.encoder
