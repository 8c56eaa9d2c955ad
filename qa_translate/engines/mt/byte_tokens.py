"""Where the tokens of a chat's answer stand in its text.

A token may be a part of a character: servers then give its bytes (`bytes` beside `token` in ``logprobs.content``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from qa_translate.article import ScoredSpan, Span


def scored_spans(written: str, listed: object, inside: Span) -> tuple[ScoredSpan, ...]:
    """The tokens that are visible in a part of `written`, in order; those of one character are joined to one.

    Args:
        written: the whole answer.
        listed: ``logprobs.content`` as the server gave it.
        inside: the part that is kept; spans are counted from its start.

    Returns:
        Nothing where the tokens do not spell `written`, special ones after its end apart.
    """
    found: list[ScoredSpan] = []
    for span, log_prob in _spelled(written, list(_tokens(listed))):
        kept = Span(max(span.start, inside.start), min(span.end, inside.end))
        if kept.start < kept.end and kept.of(written).strip():
            seen = kept.stripped(written)
            shifted = Span(seen.start - inside.start, seen.end - inside.start)
            found.append(ScoredSpan(shifted, min(0.0, log_prob)))
    return tuple(found)


def _tokens(listed: object) -> Iterator[tuple[bytes, float]]:
    """Bytes and log-probability of each token, up to one that has none."""
    for entry in listed if isinstance(listed, list) else ():
        log_prob = entry.get("logprob") if isinstance(entry, dict) else None
        if not isinstance(log_prob, int | float) or not math.isfinite(log_prob):
            return
        spelled = _bytes(entry.get("bytes"), entry.get("token"))
        if spelled is None:
            return
        yield spelled, float(log_prob)


def _bytes(numbers: object, token: object) -> bytes | None:
    if isinstance(numbers, list):
        try:
            return bytes(numbers)
        except (TypeError, ValueError):
            return None
    return token.encode("utf-8", "replace") if isinstance(token, str) else None


def _spelled(written: str, tokens: list[tuple[bytes, float]]) -> list[tuple[Span, float]]:
    """Runs of tokens that end where a character ends."""
    whole = written.encode("utf-8")
    if not b"".join(spelled for spelled, _ in tokens).startswith(whole):
        return []
    ends = _ends(written)
    found: list[tuple[Span, float]] = []
    at, start, total = 0, 0, 0.0
    for spelled, log_prob in tokens:
        if at >= len(whole):
            break
        at, total = at + len(spelled), total + log_prob
        if at in ends:
            found.append((Span(start, ends[at]), total))
            start, total = ends[at], 0.0
    return found if start == len(written) else []


def _ends(written: str) -> dict[int, int]:
    """Code points up to each place between two characters, by the bytes up to it in UTF-8."""
    ends, at = {0: 0}, 0
    for k, char in enumerate(written, start=1):
        at += len(char.encode("utf-8"))
        ends[at] = k
    return ends
