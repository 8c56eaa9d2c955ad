"""Stand-in until the store of local models is there."""

from __future__ import annotations

from pathlib import Path


def resolve(spec: str) -> Path | str:
    """A folder or file, or a hub name."""
    return Path(spec) if Path(spec).exists() else spec
