"""How long a segment and its rendering may be, in tokens, for models that run on this machine."""

from __future__ import annotations

LONGEST = 400
"""Tokens of a segment; models of sentences lose words in longer ones well before they run out of positions."""

_SPECIAL = 2
"""Positions of a rendering that its words do not get: for its start, its language or its end."""

_GROWTH = 3
_SPARE = 16
"""A rendering has so many times the tokens of the longest segment of its batch at most, and these."""


def longest(positions: object) -> int:
    """Tokens of a segment and of a rendering at most, for a model of so many positions (no number: without bound)."""
    return min(LONGEST, positions - _SPECIAL) if isinstance(positions, int) else LONGEST


def room(tokens: int, most: int) -> int:
    """Tokens that a rendering may have: what does not end within them goes round in circles.

    Args:
        tokens: of the longest segment of the batch.
        most: see `longest`.
    """
    return min(most, tokens * _GROWTH + _SPARE)
