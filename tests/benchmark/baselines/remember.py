"""Engines that do every text once, so that an article can be checked in several ways for the price of one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from qa_translate.pipeline import Tools
from qa_translate.ports import Encoder, Encoding, Parse, Parser

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def remembering(tools: Tools) -> Tools:
    """`tools` with engines that remember; they grow with every text, so use them for one file."""
    parsers = {lang: RememberingParser(parser) for lang, parser in tools.parsers.items()}
    return replace(tools, encoder=RememberingEncoder(tools.encoder), parsers=parsers)


class RememberingEncoder:
    """Encodes every text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoding] = {}
        self.signature = encoder.signature

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return _recalled(self._known, texts, self._encoder.encode)


class RememberingParser:
    """Parses every text once."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._known: dict[tuple[tuple[str, int], ...], Parse] = {}
        self.signature = parser.signature

    def parse(self, texts: Sequence[Sequence[tuple[str, int]]]) -> list[Parse]:
        return _recalled(self._known, [tuple(text) for text in texts], self._parser.parse)


def _recalled(known: dict[Key, Value], keys: Sequence[Key], make: Callable[[list[Key]], list[Value]]) -> list[Value]:
    """The values of `keys`, made only where they are not known yet."""
    new = list(dict.fromkeys(key for key in keys if key not in known))
    known.update(zip(new, make(new) if new else [], strict=True))
    return [known[key] for key in keys]
