"""How many threads an engine takes where nobody says."""

from __future__ import annotations

import os

_MOST = 4
"""More bring little: one call is not large enough to be shared among them."""


def default_threads(sharing: int = 1) -> int:
    """One per processor, at most 4, at least 1.

    Args:
        sharing: processes among which the processors are shared.
    """
    return max(1, min(_MOST, (os.cpu_count() or 1) // sharing))
