"""How commands speak to the user beside their output."""

from __future__ import annotations

import sys


def say(message: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(f"qa-translate: {message}\n")
