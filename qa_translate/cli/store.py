"""The commands of ``audit``: it itself, and those that ask its store, compare runs, draw samples."""

from __future__ import annotations

import shutil
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qa_translate import config
from qa_translate.cli import audit
from qa_translate.cli.options import Config
from qa_translate.cli.say import say
from qa_translate.errors import EXIT_CLEAN, UsageError
from qa_translate.output import STDOUT, check_apart, check_writable, write_stdout, write_whole

_DEFAULT = "run"
_WIDTH = 140
"""Columns of a table that is not for a terminal."""


class _WithDefault(TyperGroup):
    """``audit INPUT...`` is ``audit run INPUT...``; an input with the name of a command is ``./query``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command in that was left out."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


audit_app = typer.Typer(
    cls=_WithDefault,
    help="Check many articles, keep the answers in a store, ask it. Without a command: run.",
    no_args_is_help=False,
)

audit_app.command(_DEFAULT)(audit.run)

StoreFile = Annotated[str, typer.Argument(metavar="STORE", help="A store that audit --store has made.")]
RunNumber = Annotated[
    int | None,
    typer.Option("--run", metavar="N", help="Which run of the store (default: that of the last session)."),
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", show_default=False, help="Most rows (default: 50).")]
Output = Annotated[
    str, typer.Option("--output", metavar="FILE", show_default=False, help="Where it goes (default: standard output).")
]


@audit_app.command()
def query(
    store: StoreFile,
    name: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A ready question (default: list them).")
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", metavar="SQL", help="A question of your own; it only reads.")
    ] = None,
    number: RunNumber = None,
    limit: Limit = 50,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", show_default=False, help="table (the default), csv or json.")
    ] = "table",
    output: Output = STDOUT,
) -> int:
    """Ask a store: worst articles, by outlet, by month, by category, speakers, and whatever SQL can say."""
    from qa_translate.audit import questions

    if name is None and sql is None:
        _opened(store).close()
        write_stdout(_listed())
        return EXIT_CLEAN
    if name is not None and sql is not None:
        raise UsageError("cannot go with a ready question", where="--sql", remedy="ask one or the other")
    asked_sql = sql if sql is not None else questions.question(name or "").sql
    with _opened(store) as opened:
        chosen = _run_of(opened, number) if ":run" in asked_sql else None
        rows = questions.asked(opened, asked_sql, chosen, limit)
    write_whole(output, questions.rendered(rows, form, shutil.get_terminal_size((_WIDTH, 24)).columns))
    return EXIT_CLEAN


def _listed() -> str:
    from qa_translate.audit.questions import questions

    every = questions()
    width = max(map(len, every))
    return "".join(f"{each.name:<{width}}  {each.told}\n" for each in every.values())


@audit_app.command()
def diff(
    store: StoreFile,
    old: Annotated[int | None, typer.Argument(metavar="OLD", help="A run (default: the last but one).")] = None,
    new: Annotated[int | None, typer.Argument(metavar="NEW", help="Another run (default: the last).")] = None,
    limit: Limit = 50,
) -> int:
    """Compare two runs of a store: what another version, or other settings, find in the same articles."""
    from qa_translate.audit.compare import compared
    from qa_translate.audit.questions import rendered

    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    if (old is None) != (new is None):
        raise UsageError("one run is not two", where="audit diff", remedy="name both runs, or none")
    with _opened(store) as opened:
        found = compared(opened, old, new, limit)
    parts = {f"runs {found.old} and {found.new}": found.counts}
    parts |= {"marks by rule": found.rules, "scores": found.scores, "marks": found.marks}
    text = "\n".join(f"{title}\n{rendered(rows, 'table', width)}" for title, rows in parts.items() if rows.rows)
    write_stdout(text + ("\nno mark and no score differs\n" if found.same else ""))
    return EXIT_CLEAN


@audit_app.command()
def export(
    store: StoreFile,
    output: Annotated[
        str,
        typer.Option("--output", metavar="PATH", help="A file for jsonl (- is standard output), a folder for parquet."),
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", show_default=False, help="jsonl (the default) or parquet.")
    ] = "jsonl",
    number: RunNumber = None,
) -> int:
    """Write a run as JSON Lines (what check prints, a line an article) or as Parquet tables."""
    from qa_translate.audit import export as exporting

    if form not in exporting.FORMATS:
        raise UsageError(f"{form!r} is unknown", where="--format", remedy=f"use {', '.join(exporting.FORMATS)}")
    check_apart(output, [store], by_line=True)
    with _opened(store) as opened:
        chosen = _run_of(opened, number)
        if form == "jsonl":
            exporting.export_lines(opened, chosen, output)
        else:
            for path in exporting.export_parquet(opened, chosen, output):
                say(f"{path} written")
    return EXIT_CLEAN


@audit_app.command()
def report(
    store: StoreFile,
    output: Annotated[str, typer.Option("--output", metavar="FILE", help="The page; - is standard output.")],
    number: RunNumber = None,
) -> int:
    """Write a page about a run: trends, categories, scores, the worst passages; it prints well."""
    from qa_translate.audit.page import write_page

    check_writable(output)
    check_apart(output, [store])
    with _opened(store) as opened:
        write_page(opened, _run_of(opened, number), output)
    return EXIT_CLEAN


@audit_app.command()
def sample(
    store: StoreFile,
    size: Annotated[
        int, typer.Option("--size", metavar="N", show_default=False, help="How many (default: 200).")
    ] = 200,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", show_default=False, help="The same draws the same (default: 1).")
    ] = 1,
    number: RunNumber = None,
    output: Output = STDOUT,
) -> int:
    """Draw marks for an editor to judge, from all categories, as a table for a spreadsheet."""
    from qa_translate.audit.sampling import draw

    check_writable(output)
    check_apart(output, [store])
    with _opened(store, write=True) as opened:
        drawn, table = draw(opened, _run_of(opened, number), size, seed)
    write_whole(output, table)
    say(f"sample {drawn}: write right or wrong into the column verdict, then: audit judged {store} --judgements FILE")
    return EXIT_CLEAN


@audit_app.command()
def judged(
    store: StoreFile,
    judgements: Annotated[
        str | None, typer.Option("--judgements", metavar="FILE", help="A table of audit sample, with verdicts.")
    ] = None,
    judge: Annotated[str, typer.Option("--judge", metavar="NAME", show_default=False, help="Who judged.")] = "",
    calibration: Annotated[
        str | None,
        typer.Option(
            "--calibration",
            metavar="FILE",
            help="Fit confidences to all judgements and write them here, for calibration = FILE in the settings.",
        ),
    ] = None,
    number: RunNumber = None,
    config_file: Config = None,
) -> int:
    """Take an editor's judgements, and say how many marks are right: with a confidence interval, by category."""
    from qa_translate.audit import judging, sampling

    if calibration is not None:
        check_writable(calibration, "--calibration")
        check_apart(calibration, [store, judgements], "--calibration")
    if judgements is not None:
        with _opened(store, write=True) as opened:
            say(f"{sampling.read_back(opened, judgements, judge)} verdicts taken from {judgements}")
    with _opened(store) as opened:
        chosen = _run_of(opened, number)
        every = sampling.judgements(opened, chosen)
        if not every:
            raise UsageError("nothing is judged yet", where=store, remedy="draw an audit sample and give --judgements")
        write_stdout(judging.told(sampling.precisions(every)))
        if calibration is not None:
            settings = config.load(config_file).settings
            write_whole(calibration, judging.fitted(opened, chosen, every, settings), "--calibration")
    return EXIT_CLEAN


def _opened(path: str, *, write: bool = False) -> Any:
    from qa_translate.audit.store import Store

    if write:
        Store(path).close()  # a slip in its name must not make a new one
    return Store(path, write=write)


def _run_of(store: Any, number: int | None) -> int:
    """The run that was asked for, or the latest.

    Raises:
        UsageError: there is no such run.
    """
    if number is None:
        return int(store.latest())
    known = [run.number for run in store.runs()]
    if number not in known:
        raise UsageError(f"there is no run {number}", where="--run", remedy=f"its runs are {known}")
    return number
