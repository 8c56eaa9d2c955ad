"""The commands on what engines have rendered."""

from __future__ import annotations

from typing import Annotated

import typer

from qa_translate import config
from qa_translate.cli.options import overriding
from qa_translate.errors import EXIT_CLEAN
from qa_translate.output import write_stdout

cache_app = typer.Typer(help="Show or prune what engines have rendered.", no_args_is_help=True)


@cache_app.command()
@overriding("cache")
def info(*, project: config.Project) -> int:
    """Say where the renderings are kept, and how many of which engine."""
    from qa_translate import wiring

    with wiring.rendering_cache(project.settings) as kept:
        lines = [str(kept.file)]
        lines += [f"{c.renderings:>9,} segments  {c.size / 1e6:>8.1f} MB  {c.signature}" for c in kept.contents()]
    write_stdout("\n".join(lines) + "\n")
    return EXIT_CLEAN


@cache_app.command()
@overriding("cache")
def prune(
    days: Annotated[
        float | None, typer.Option("--days", metavar="N", help="Remove what was not used for N days.", min=0)
    ] = None,
    megabytes: Annotated[
        int | None,
        typer.Option("--megabytes", metavar="N", help="Remove the longest unused until N MB are left.", min=0),
    ] = None,
    *,
    project: config.Project,
) -> int:
    """Remove renderings; without options those beyond the size that the settings allow."""
    from qa_translate import wiring

    chosen = project.settings
    if megabytes is None and days is None:
        megabytes = chosen.cache_megabytes
    with wiring.rendering_cache(chosen) as kept:
        removed = kept.prune(days=days, limit=None if megabytes is None else megabytes * 1_000_000)
    write_stdout(f"{removed:,} segments removed\n")
    return EXIT_CLEAN
