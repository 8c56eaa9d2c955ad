"""Options that several commands share.

Those that override settings are declared once: a command says which it takes (`overriding`), and is given a project
whose settings they override.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from qa_translate import config

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
Answers = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="DIR",
        help="Where answers to unchanged articles are kept (default: in the user's cache folder).",
    ),
]
MaxPer1000Words = Annotated[
    float | None,
    typer.Option(
        "--max-per-1000-words",
        metavar="N",
        help="Exit with 1 if there are more new marks than N per 1,000 words of translation.",
    ),
]

LANGUAGES = ("source_lang", "target_lang", "back_lang")
JUDGING = ("min_confidence", "fail_on")
ENGINE = ("threads", "engine", "allow_sending", "cache")

_SETTINGS: dict[str, Any] = {
    "source_lang": SourceLang,
    "target_lang": TargetLang,
    "back_lang": BackLang,
    "min_confidence": MinConfidence,
    "fail_on": FailOn,
    "max_per_1000_words": MaxPer1000Words,
    "threads": Threads,
    "engine": Engine,
    "allow_sending": AllowSending,
    "cache": Cache,
    "answers": Answers,
}
"""Options by the settings that they override."""

Command = Callable[..., int]


def overriding(*names: str) -> Callable[[Command], Command]:
    """Give a command the options that override these settings, and ``--config``; it takes a `project` instead."""

    def decorate(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True).parameters
        hints = {name: _SETTINGS[name] for name in names} | {"config_file": Config}

        @functools.wraps(command)
        def wrapper(config_file: Path | None = None, **given: Any) -> int:
            options = {name: given.pop(name) for name in names}
            return command(**given, project=config.load(config_file, **options))

        kept = [parameter for name, parameter in own.items() if name != "project"]
        named = inspect.Parameter.KEYWORD_ONLY
        added = [inspect.Parameter(name, named, default=None, annotation=hint) for name, hint in hints.items()]
        signature = inspect.Signature([*kept, *added], return_annotation=int)
        wrapper.__signature__ = signature  # type: ignore[attr-defined]
        wrapper.__annotations__ = {p.name: p.annotation for p in (*kept, *added)}
        return wrapper

    return decorate
