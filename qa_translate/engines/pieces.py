"""Word pieces of a text and where they stand in it: what the tokenizers of all encoders share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa_translate.article import Span

Ids = npt.NDArray[np.int32]

_UNENCODABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into word pieces.

    Attributes:
        ids: int32 [pieces], as the encoder numbers them, without marks of beginning and end.
        spans: of each piece, code points of the text; None for a piece of nothing but white space and
            invisible characters.
    """

    ids: Ids
    spans: tuple[Span | None, ...]


def encodable(text: str) -> str:
    """`text` with lone surrogates and NULs, which tokenizers do not take, replaced one for one."""
    return _UNENCODABLE.sub("\ufffd", text)


def visible(text: str, start: int, end: int) -> Span:
    """``start:end`` without the white space and invisible characters that a tokenizer counts to a piece.

    One character may normalise to several pieces (ligatures): each stands on the whole character, though the
    tokenizer gives all but one of them no width. `text` must not be empty.
    """
    while start < end and blank(text[start]):
        start += 1
    while end > start and blank(text[end - 1]):
        end -= 1
    if start < end:
        return Span(start, end)
    start = min(start, len(text) - 1)
    return Span(start, start + 1)


@lru_cache(maxsize=50_000)
def blank(text: str) -> bool:
    """Whether `text` is nothing but white space and invisible characters."""
    return all(character == " " or not character.isprintable() for character in text)
