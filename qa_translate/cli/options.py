"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Translation = Annotated[
    str,
    typer.Argument(
        help="The translation: text, Markdown, HTML, DOCX, or a file with both sides (JSON, XLIFF, TMX, PO); "
        "- reads stdin."
    ),
]
SourceLang = Annotated[
    str | None, typer.Option("--source-lang", metavar="LANG", help="Language of the source (default: ar).")
]
TargetLang = Annotated[
    str | None, typer.Option("--target-lang", metavar="LANG", help="Language of the translation (default: en).")
]
BackLang = Annotated[
    str | None,
    typer.Option("--back-lang", metavar="LANG", help="Language of the back-translation (default: detected)."),
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="P", help="Show marks that are at least so sure, 0 to 1 (default: 0.5)."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Exit with 1 if a mark is minor, major or critical, or worse; never (the default): do not.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", metavar="N", help="Threads of the encoder (default: one per processor, at most 4)."),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings (default: qa-translate.toml or [tool.qa-translate] in pyproject.toml, here or above).",
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="Make the back-translation where there is none: a name under [engines] of the settings, or KIND:MODEL.",
    ),
]
AllowSending = Annotated[
    bool | None,
    typer.Option(
        "--allow-sending",
        help="Let the engine send texts to another machine.",
        show_default=False,
    ),
]
Cache = Annotated[
    str | None,
    typer.Option("--cache", metavar="FILE", help="What engines have rendered (default: in the user's cache folder)."),
]
