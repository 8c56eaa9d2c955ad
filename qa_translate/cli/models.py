"""The commands on local translation models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from qa_translate.cli.say import say
from qa_translate.errors import EXIT_CLEAN, EXIT_WRONG_INPUT, UsageError
from qa_translate.output import write_stdout

models_app = typer.Typer(help="Fetch, convert, list and verify local translation models.", no_args_is_help=True)


@models_app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per model.")] = False,
) -> int:
    """List the models on this machine: name, kind, licence, languages, size, revision."""
    from qa_translate.local_models import ModelStore

    store = ModelStore()
    whole, broken = store.models()
    for error in broken:
        say(str(error))
    if as_json:
        write_stdout("".join(json.dumps(model.facts()) + "\n" for model in whole))
    else:
        lines = [model.line() for model in whole] or [f"no models in {store.root}"]
        write_stdout("\n".join(lines) + "\n")
    return EXIT_WRONG_INPUT if broken else EXIT_CLEAN


@models_app.command()
def pull(
    model: Annotated[str, typer.Argument(help="OWNER/NAME on the hub, or an .argosmodel file or https:// address.")],
    revision: Annotated[
        str | None,
        typer.Option("--revision", metavar="REV", help="Commit, branch or tag (default: the newest)."),
    ] = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="SUM", help="Checksum that an Argos package must have.")
    ] = None,
) -> int:
    """Fetch a model at one revision, with checksums; its licence is shown."""
    from qa_translate.engines.mt import package
    from qa_translate.engines.mt.pull import pull as fetch
    from qa_translate.local_models import ModelStore

    is_package = package.is_address(model) or model.endswith(package.SUFFIX) or Path(model).is_file()
    if is_package and revision is not None:
        raise UsageError("an Argos package has none", where="--revision", remedy="leave it out")
    if not is_package and sha256 is not None:
        raise UsageError("is for Argos packages", where="--sha256", remedy="name a commit with --revision")
    if is_package:
        found = package.unpack(model, ModelStore(), sha256)
    else:
        found = fetch(model, ModelStore(), revision, _say_file)
    write_stdout(found.line() + "\n")
    return EXIT_CLEAN


@models_app.command()
def convert(
    model: Annotated[str, typer.Argument(help="A model of models list, a folder, or OWNER/NAME on the hub.")],
    quantization: Annotated[
        str, typer.Option("--quantization", metavar="TYPE", show_default=False, help="Of the weights (default: int8).")
    ] = "int8",
) -> int:
    """Convert a model for CTranslate2, which is several times faster on a processor."""
    from qa_translate.engines.mt.convert import convert as make
    from qa_translate.local_models import ModelStore

    write_stdout(make(model, ModelStore(), quantization, _say_file).line() + "\n")
    return EXIT_CLEAN


@models_app.command()
def verify(name: Annotated[str | None, typer.Argument(help="A model (default: all).")] = None) -> int:
    """Compare every byte of the models with their checksums."""
    from qa_translate.local_models import ModelStore

    store = ModelStore()
    whole, broken = ([store.find(name)], []) if name else store.models()
    problems = [*broken, *(problem for model in whole for problem in model.problems())]
    for problem in problems:
        say(str(problem))
    write_stdout(f"{len(whole)} models verified, {len(problems)} problems\n")
    return EXIT_WRONG_INPUT if problems else EXIT_CLEAN


def _say_file(name: str, size: int) -> None:
    say(f"{name} ({size / 1e6:,.1f} MB)")
