"""The command that audits an archive; those for its store are in `qa_translate.cli.store`."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa_translate import config
from qa_translate.cli.options import ENGINE, JUDGING, LANGUAGES, overriding
from qa_translate.cli.say import say
from qa_translate.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, UsageError
from qa_translate.output import (
    STDOUT,
    check_apart,
    check_writable,
    line_writer,
    partial_of,
    write_stdout,
    write_whole,
)

if TYPE_CHECKING:
    from qa_translate.audit.run import Keeping
    from qa_translate.audit.summary import Summary
    from qa_translate.audit.work import Executor

_PAGES = 50


@dataclass(frozen=True)
class _Outputs:
    """Files that an audit writes besides its store."""

    findings: str | None
    report: str | None
    summary: str | None
    log: str | None
    metrics: str | None

    def check(self, inputs: list[str], project: config.Project, store: str | None) -> None:
        """Look whether they can be written and replace nothing that is read.

        Raises:
            UsageError: one cannot, or would.
        """
        for option, path in vars(self).items():
            if path is None:
                continue
            check_writable(path, f"--{option}")
            check_apart(path, [*inputs, project.file, store], f"--{option}", by_line=option == "findings")
        if store is not None:
            check_writable(store, "--store")
            check_apart(store, [*inputs, project.file], "--store")


@overriding(*LANGUAGES, *JUDGING, *ENGINE)
def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="JSON Lines, CSV or Parquet, an article a row, packed or not, here or at an address; folders of "
            "articles; - reads JSON Lines from stdin."
        ),
    ],
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="FILE", help="Keep answers in this SQLite file; go on where it stopped."),
    ] = None,
    findings: Annotated[
        str | None,
        typer.Option("--findings", metavar="FILE", help="Write one line of JSON per article; - is standard output."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FIELD=COLUMN", help="What a field of articles is called there; as often as you like."
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", show_default=False, help="Processes that share the work.")
    ] = 1,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", help="What one article may take (default: 600)."),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option("--ray", metavar="ADDRESS", help="Have a Ray cluster do the work; local starts one here."),
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Try articles in quarantine again.")] = False,
    report: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Write a page with charts and the worst passages.")
    ] = None,
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="FILE", help="Write what was done as JSON.")
    ] = None,
    log: Annotated[
        str | None, typer.Option("--log", metavar="FILE", help="Append events, a JSON object a line.")
    ] = None,
    metrics: Annotated[
        str | None, typer.Option("--metrics", metavar="FILE", help="Write gauges for Prometheus now and then.")
    ] = None,
    *,
    project: config.Project,
) -> int:
    """Check many articles; a bad one is reported and counted, and the others go on."""
    from qa_translate import wiring
    from qa_translate.audit import start

    wiring.check_rules(project)
    outputs = _Outputs(findings, report, summary, log, metrics)
    if report is not None and store is None:
        raise UsageError("needs --store, from which it is made", where="--report", remedy="name a store")
    if workers < 1:
        raise UsageError(f"{workers} processes cannot work", where="--workers", remedy="give 1 or more")
    if time_limit is not None and time_limit <= 0:
        raise UsageError("must be above 0", where="--time-limit", remedy="give seconds")
    project = start.with_threads(start.with_columns(project, column or []), workers)
    outputs.check(inputs, project, store)
    executor, who = _executor(workers, time_limit, ray, project)
    with ExitStack() as stack:
        done, more = _run(inputs, project, executor, who, store, outputs, stack, retry=retry)
    code = _exit_code(done, project)
    if summary is not None:
        told = done.public(inputs, code, **more)
        write_whole(summary, json.dumps(told, ensure_ascii=False, indent=2) + "\n", "--summary")
    (sys.stderr.write if STDOUT in (findings, summary) else write_stdout)(done.text())
    return code


def _run(
    inputs: list[str],
    project: config.Project,
    executor: Executor,
    who: str,
    store: str | None,
    outputs: _Outputs,
    stack: ExitStack,
    *,
    retry: bool,
) -> tuple[Summary, dict[str, Any]]:
    """The audit itself, and what is written from its store."""
    from qa_translate.audit import start
    from qa_translate.audit.entries import check_inputs, count_articles
    from qa_translate.audit.logs import logging_to
    from qa_translate.audit.metrics import Metrics
    from qa_translate.audit.progress import Also, progress
    from qa_translate.audit.run import audit
    from qa_translate.audit.session import Session

    check_inputs(inputs, project)
    total = count_articles(inputs)
    stack.enter_context(logging_to(outputs.log))
    keeping: Keeping
    session = None
    if store is not None:
        from qa_translate.audit.keeping import InStore

        session = stack.enter_context(
            Session(
                store,
                start.run_key(project),
                start.settings_told(project.settings),
                inputs,
                who,
                pages=_PAGES if outputs.report else 0,
            )
        )
        keeping = InStore(session)
    else:
        keeping = _lines(outputs.findings, stack)
    gauges = Metrics(outputs.metrics, total) if outputs.metrics else None
    with progress(sys.stderr, total) as shown:
        done = audit(inputs, project, executor, keeping, Also(shown, gauges), retry=retry)
    if gauges is not None:
        gauges.show(done, ended=True)
    if session is None:
        return done, {}
    _write_out(session, outputs)
    return done, {"store": store, "run": session.run, "session": session.number}


def _lines(findings: str | None, stack: ExitStack) -> Keeping:
    from qa_translate.audit.keeping import InLines

    def tell(kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt and (kept := partial_of(findings)) is not None:
            say(f"the articles that were checked stand in {kept}")

    stack.push(tell)
    return InLines(stack.enter_context(line_writer(findings)))


def _write_out(session: Any, outputs: _Outputs) -> None:
    from qa_translate.audit.export import export_lines
    from qa_translate.audit.page import write_page

    if outputs.findings is not None:
        export_lines(session, session.run, outputs.findings, "--findings")
    if outputs.report is not None:
        write_page(session, session.run, outputs.report)


def _executor(workers: int, time_limit: float | None, ray: str | None, project: config.Project) -> tuple[Executor, str]:
    """Who does the work, and how that is called."""
    from qa_translate.audit.workers import TIME_LIMIT, Processes

    limit = time_limit or TIME_LIMIT
    if ray is not None:
        from qa_translate.audit.on_ray import OnRay

        return OnRay(ray, workers, time_limit=limit), f"{workers} actors on Ray, {ray}"
    threads = project.settings.threads
    return Processes(workers, time_limit=limit), f"{workers} processes of {threads} threads"


def _exit_code(done: Summary, project: config.Project) -> int:
    if done.failed:
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if project.settings.fails_on(done.worst) else EXIT_CLEAN
