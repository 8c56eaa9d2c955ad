"""The commands for one article: check it, make its back-translation."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from qa_translate import config
from qa_translate.cli.options import ENGINE, JUDGING, LANGUAGES, Translation, overriding
from qa_translate.cli.say import say
from qa_translate.errors import EXIT_CLEAN, EXIT_FINDINGS, UsageError
from qa_translate.output import (
    STDOUT,
    check_apart,
    check_writable,
    write_whole,
)


@overriding(*LANGUAGES, *JUDGING, *ENGINE)
def check(
    translation: Translation,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="FILE", help="The original (default: A.ar.txt beside A.en.txt)."),
    ] = None,
    back: Annotated[
        str | None,
        typer.Option("--back", metavar="FILE", help="The back-translation (default: A.back.ar.txt beside A.en.txt)."),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            show_default=False,
            help="How to print the report: text (the default), json, html, or a format of gate.",
        ),
    ] = "text",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="FILE",
            show_default=False,
            help="Where to write the report (default: standard output).",
        ),
    ] = STDOUT,
    *,
    project: config.Project,
) -> int:
    """Check one article and print its marks: the doubtful passages, and what differs."""
    from qa_translate import wiring

    wiring.check_rules(project)
    chosen = project.settings_of(translation)
    from qa_translate.audit.progress import waiting
    from qa_translate.report import FORMATS, Options
    from qa_translate.report.runs import RUN_FORMATS

    known = list(dict.fromkeys([*FORMATS, *RUN_FORMATS]))
    if form not in known:
        raise UsageError(f"{form!r} is unknown", where="--format", remedy=f"use {', '.join(known)}")
    files = wiring.files_of(translation, source, back, chosen)
    check_writable(output)
    check_apart(output, [*files, project.file])
    with waiting(sys.stderr, "checking"):
        report = wiring.check_files(translation, source, back, chosen)
    if form not in FORMATS:
        from qa_translate.gate.answering import run_of

        text = wiring.rendered_run(run_of(report, files, project.root, chosen), form)
    elif output == STDOUT:
        columns = shutil.get_terminal_size().columns
        options = Options.for_stream(sys.stdout, os.environ, columns=columns, min_confidence=chosen.min_confidence)
        text = wiring.rendered(report, form, options)
    else:
        text = wiring.rendered(report, form, Options(chosen.min_confidence))
    write_whole(output, text)
    return EXIT_FINDINGS if chosen.fails_on(wiring.worst(report, chosen.min_confidence)) else EXIT_CLEAN


@overriding(*LANGUAGES[:2], *ENGINE)
def back(
    translation: Translation,
    output: Annotated[
        str | None,
        typer.Option("--output", metavar="FILE", help="Where to write it (default: A.back.ar.txt beside A.en.txt)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    *,
    project: config.Project,
) -> int:
    """Make the back-translation of an article and write it beside it, paragraph for paragraph."""
    chosen = project.settings_of(translation)
    from qa_translate import wiring
    from qa_translate.audit.progress import waiting

    path = output or wiring.back_file(translation, chosen)
    if path != STDOUT and Path(path).exists() and not force:
        raise UsageError("is there already", where=path, remedy="say --force to replace it")
    check_writable(path)
    check_apart(path, [translation, project.file])
    with waiting(sys.stderr, "translating"):
        made = wiring.back_translation(translation, chosen)
    write_whole(path, made.text)
    for span, reason in made.gaps:
        say(f"{translation}: characters {span.start:,} to {span.end:,} are not rendered: {reason}")
    if path != STDOUT:
        say(f"{path} written")
    return EXIT_CLEAN
