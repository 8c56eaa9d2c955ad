"""Where an engine's tokens stand in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa_translate.article import ScoredSpan, Span

_SPACE = "▁"
"""How SentencePiece writes a space (Kudo and Richardson 2018)."""

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_FAR = 8
"""Code points that may lie between one token and the next: what a tokenizer puts in or takes out when it decodes."""


def scored_spans(text: str, tokens: Iterable[tuple[str, float]]) -> tuple[ScoredSpan, ...]:
    """The tokens that are found in `text`, in order.

    Args:
        text: as decoded.
        tokens: SentencePiece tokens (special ones are not found and so left out) with their log-probabilities.
    """
    found: list[ScoredSpan] = []
    end = 0
    for token, log_prob in _whole_characters(tokens):
        visible = token.replace(_SPACE, " ").strip()
        at = text.find(visible, end, end + len(visible) + _FAR) if visible else -1
        if at >= 0:
            end = at + len(visible)
            found.append(ScoredSpan(Span(at, end), min(0.0, log_prob)))
    return tuple(found)


def _whole_characters(tokens: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """The tokens, runs of single bytes joined to the characters they spell."""
    held, total = b"", 0.0
    for token, log_prob in tokens:
        byte = _BYTE.fullmatch(token)
        if byte:
            held, total = held + bytes([int(byte[1], 16)]), total + log_prob
            continue
        if held:
            yield held.decode("utf-8", "ignore"), total
            held, total = b"", 0.0
        yield token, log_prob
    if held:
        yield held.decode("utf-8", "ignore"), total
