"""How a report is to be printed: what is shown, and on what it will be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

PLAIN_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader asked for.

    Attributes:
        min_confidence: findings below this probability are counted, not shown.
        terminal: the text goes to a terminal: ruled tables, and directional isolates around right-to-left words.
        colour: colours are allowed; without a terminal there are none in any case.
        width: columns of the text report.
    """

    min_confidence: float = 0.5
    terminal: bool = False
    colour: bool = True
    width: int = PLAIN_WIDTH

    @classmethod
    def for_stream(
        cls, stream: TextIO, environ: Mapping[str, str], *, columns: int, min_confidence: float = 0.5
    ) -> Options:
        """Options for what `stream` is: a terminal of `columns`, or a file, a pipe, a log.

        ``NO_COLOR`` (https://no-color.org) set to anything but "" forbids colours; ``TERM=dumb`` is no terminal.
        """
        terminal = stream.isatty() and environ.get("TERM") != "dumb"
        width = max(40, columns) if terminal else PLAIN_WIDTH
        return cls(min_confidence, terminal, not environ.get("NO_COLOR"), width)
