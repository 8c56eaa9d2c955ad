"""The commands on a project: the gate, its baseline, its settings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa_translate import config
from qa_translate.cli.options import ENGINE, JUDGING, LANGUAGES, overriding
from qa_translate.cli.say import say
from qa_translate.errors import EXIT_CLEAN, EXIT_INCOMPLETE, UsageError
from qa_translate.output import STDOUT, check_apart, check_writable, write_stdout, write_whole

if TYPE_CHECKING:
    from qa_translate.answer import Run
    from qa_translate.gate.run import Outcome, Wanted

_TELLING = ("text", "github")
"""Formats that tell a reader which articles could not be checked."""

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files, folders or patterns (default: every article of the project)."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Marks that are known (default: .qa-translate-baseline.json, if it is there).",
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Check every article again, changed or not.")]


@overriding(*LANGUAGES, *JUDGING, "max_per_1000_words", *ENGINE, "answers")
def gate(
    paths: Paths = None,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=FILE]",
            show_default=False,
            help="A report, on standard output or in a file; may be given several times (default: text).",
        ),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar="REV", help="Look only at articles that differ from where git left REV."
        ),
    ] = None,
    baseline: Baseline = None,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="Count known marks as new ones.")] = False,
    fresh: Fresh = False,
    *,
    project: config.Project,
) -> int:
    """Check the articles of a project and say whether they pass: what is new, what is known, what fails."""
    if no_baseline and baseline is not None:
        raise UsageError("contradict each other", where="--baseline and --no-baseline", remedy="give one of them")
    from qa_translate.gate.run import Wanted

    wanted = Wanted(tuple(paths or ()), changed_since, baseline, not no_baseline, fresh)
    outputs = _outputs(forms or ["text"])
    run = _outcome(project, wanted, [file for _, file in outputs]).run
    from qa_translate import wiring

    told = [(name, file) for name, file in outputs if file == STDOUT and name in _TELLING]
    nothing = bool(run.failures) and not run.answers
    for name, file in outputs:
        if not (nothing and (name, file) in told):
            write_whole(file, wiring.rendered_run(run, name), "--format")
    if nothing or not told:
        _say_failures(run)
    return run.exit_code


baseline_app = typer.Typer(help="Write, update or show the marks that are known.", no_args_is_help=True)


@baseline_app.command()
@overriding("answers")
def write(
    paths: Paths = None,
    baseline: Baseline = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a baseline that is there.")] = False,
    fresh: Fresh = False,
    *,
    project: config.Project,
) -> int:
    """Take all marks that there are as known."""
    from qa_translate.gate.baseline import entries_of, written
    from qa_translate.gate.run import Wanted, baseline_file
    from qa_translate.report.unchecked import counted

    wanted = Wanted(tuple(paths or ()), baseline=baseline, use_baseline=False, fresh=fresh)
    file = baseline_file(project, wanted)
    if file.exists() and paths:
        raise UsageError("would lose the marks of other articles", where=str(file), remedy="leave the paths out")
    if file.exists() and not force:
        remedy = "baseline update drops what is fixed; --force takes all marks anew"
        raise UsageError("is there already", where=str(file), remedy=remedy)
    run = _outcome(project, wanted, [str(file)], "--baseline").run
    _say_failures(run)
    entries = entries_of(run.answers)
    write_whole(str(file), written(entries), "--baseline")
    write_stdout(f"{file}: {counted(len(entries), 'known mark')}\n")
    return EXIT_INCOMPLETE if run.failures else EXIT_CLEAN


@baseline_app.command()
@overriding("answers")
def update(
    paths: Paths = None,
    baseline: Baseline = None,
    fresh: Fresh = False,
    *,
    project: config.Project,
) -> int:
    """Drop the marks that are fixed, and follow the others where the articles were edited; new marks stay new."""
    from qa_translate.gate.baseline import written
    from qa_translate.gate.run import Wanted, baseline_file
    from qa_translate.report.unchecked import counted

    wanted = Wanted(tuple(paths or ()), baseline=baseline, fresh=fresh)
    file = _there(baseline_file(project, wanted))
    outcome = _outcome(project, wanted, [str(file)], "--baseline")
    comparison = outcome.comparison
    _say_failures(outcome.run)
    if comparison is not None:
        write_whole(str(file), written(comparison.kept), "--baseline")
        for entry in comparison.gone:
            write_stdout(f"gone: {entry.file}: {entry.rule}: {entry.words}\n")
        kept = counted(len(comparison.kept), "known mark")
        write_stdout(f"{file}: {kept}, {len(comparison.gone)} dropped\n")
    return EXIT_INCOMPLETE if outcome.run.failures else EXIT_CLEAN


@baseline_app.command()
@overriding()
def show(baseline: Baseline = None, *, project: config.Project) -> int:
    """List the marks that are known, by article."""
    from qa_translate.gate.baseline import listing, read_baseline
    from qa_translate.gate.run import Wanted, baseline_file

    file = _there(baseline_file(project, Wanted(baseline=baseline)))
    write_stdout(listing(read_baseline(file)))
    return EXIT_CLEAN


@overriding()
def show_settings(
    article: Annotated[str | None, typer.Argument(metavar="ARTICLE", help="Show what holds for this article.")] = None,
    as_schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the settings, for editors.")
    ] = False,
    *,
    project: config.Project,
) -> int:
    """Show the settings, and where each of them comes from."""
    if as_schema:
        write_stdout(json.dumps(config.schema(), indent=2, ensure_ascii=False) + "\n")
        return EXIT_CLEAN
    from qa_translate import wiring
    from qa_translate.config.show import shown

    wiring.check_rules(project)
    path = Path(article).resolve() if article is not None else None
    if path is not None and not path.is_relative_to(project.root):
        raise UsageError("is not in the project", where=str(article), remedy=f"name a file below {project.root}")
    write_stdout(shown(project, path.relative_to(project.root).as_posix() if path else None))
    return EXIT_CLEAN


def _there(baseline: Path) -> Path:
    """The file of a baseline that must be there.

    Raises:
        UsageError: it is not.
    """
    if not baseline.exists():
        raise UsageError("there is no baseline", where=str(baseline), remedy="qa-translate baseline write makes one")
    return baseline


def _say_failures(run: Run) -> None:
    for failure in run.failures:
        say(failure.message)


def _outputs(forms: list[str]) -> list[tuple[str, str]]:
    """The formats that are asked for, and the file of each.

    Raises:
        UsageError: one is unknown, or two go to the same place.
    """
    from qa_translate.report.runs import RUN_FORMATS

    outputs: list[tuple[str, str]] = []
    for form in forms:
        name, _, file = form.partition("=")
        if name not in RUN_FORMATS:
            raise UsageError(f"{name!r} is unknown", where="--format", remedy=f"use {', '.join(RUN_FORMATS)}")
        file = file or STDOUT
        if file in (other for _, other in outputs):
            where = "standard output" if file == STDOUT else file
            raise UsageError(f"two reports go to {where}", where="--format", remedy="write --format NAME=FILE")
        check_writable(file, "--format")
        outputs.append((name, file))
    return outputs


def _outcome(project: config.Project, wanted: Wanted, outputs: list[str], option: str = "--format") -> Outcome:
    """Run the gate, with progress on standard error.

    Raises:
        InputError, UsageError, ConfigError, ModelError: see `qa_translate.gate.run`.
    """
    from qa_translate.audit.progress import steps
    from qa_translate.gate import run

    found, left_out = run.chosen(project, wanted)
    inputs = [path for job in found.jobs for path in job.files]
    for output in outputs:
        check_writable(output, option)
        check_apart(output, [*inputs, project.file], option)
    with steps(sys.stderr, len(found.jobs)) as advance:
        return run.gate(project, wanted, found, advance, left_out)
