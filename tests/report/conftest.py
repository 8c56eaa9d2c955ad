"""Gold files: what a format prints for the sample, kept for a reader to see.

``UPDATE_GOLD=1 pytest tests/report`` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLD = Path(__file__).parent / "gold"


@pytest.fixture
def matches_gold() -> Callable[[str, str], None]:
    """Compares a report with ``gold/NAME``."""

    def compare(printed: str, name: str) -> None:
        file = GOLD / name
        if os.environ.get("UPDATE_GOLD"):
            file.write_text(printed, encoding="utf-8")
        assert printed == file.read_text(encoding="utf-8")

    return compare
