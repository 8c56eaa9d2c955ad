"""The command line: options in, exit code out. What the commands do is elsewhere, and is imported when it is needed."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from qa_translate import config
from qa_translate.errors import (
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_INCOMPLETE,
    EXIT_WRONG_INPUT,
    QaTranslateError,
    UsageError,
)
from qa_translate.output import (
    STDOUT,
    ReaderGoneError,
    check_apart,
    check_writable,
    line_writer,
    partial_of,
    write_stdout,
    write_whole,
)
from qa_translate.version import __version__

EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
LOG_VARIABLE = "QA_TRANSLATE_LOG"
_NO_NUMBER = re.compile(r"Input should be a valid (integer|number)\b.*")
"""How typer says it, at length."""

log = logging.getLogger(__name__)

app = typer.Typer(
    help="Mark the doubtful passages of articles translated from Arabic.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        write_stdout(f"qa-translate {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise UsageError("no command", remedy="qa-translate --help lists them")


@app.command()
def check(
    translation: Annotated[str, typer.Argument(help="The translation: text, Markdown, HTML, JSON; - reads stdin.")],
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="FILE", help="The original (default: A.ar.txt beside A.en.txt)."),
    ] = None,
    back: Annotated[
        str | None,
        typer.Option("--back", metavar="FILE", help="The back-translation (default: A.back.ar.txt beside A.en.txt)."),
    ] = None,
    source_lang: SourceLang = None,
    target_lang: TargetLang = None,
    back_lang: BackLang = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            show_default=False,
            help="How to print the report: text (the default), json or html.",
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
    min_confidence: MinConfidence = None,
    fail_on: FailOn = None,
    threads: Threads = None,
    config_file: Config = None,
) -> int:
    """Check one article and print its marks: the doubtful passages, and what differs."""
    chosen = config.settings(
        config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        back_lang=back_lang,
        min_confidence=min_confidence,
        fail_on=fail_on,
        threads=threads,
    )
    from qa_translate import wiring
    from qa_translate.audit.progress import waiting
    from qa_translate.report import FORMATS, Options

    if form not in FORMATS:
        raise UsageError(f"{form!r} is unknown", where="--format", remedy=f"use {', '.join(FORMATS)}")
    check_writable(output)
    check_apart(output, [*wiring.files_of(translation, source, back, chosen), config_file])
    with waiting(sys.stderr, "checking"):
        report = wiring.check_files(translation, source, back, chosen)
    if output == STDOUT:
        columns = shutil.get_terminal_size().columns
        options = Options.for_stream(sys.stdout, os.environ, columns=columns, min_confidence=chosen.min_confidence)
    else:
        options = Options(chosen.min_confidence)
    write_whole(output, wiring.rendered(report, form, options))
    return EXIT_FINDINGS if chosen.fails_on(wiring.worst(report, chosen.min_confidence)) else EXIT_CLEAN


@app.command()
def audit(
    inputs: Annotated[list[str], typer.Argument(help="JSON Lines files, one article a line; - reads stdin.")],
    findings: Annotated[
        str | None,
        typer.Option("--findings", metavar="FILE", help="Write one line of JSON per article; - is standard output."),
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", metavar="FILE", help="Reserved: a store that can be queried.")
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            metavar="N",
            show_default=False,
            help="Processes that share the work (so far: 1).",
        ),
    ] = 1,
    source_lang: SourceLang = None,
    target_lang: TargetLang = None,
    back_lang: BackLang = None,
    min_confidence: MinConfidence = None,
    fail_on: FailOn = None,
    threads: Threads = None,
    config_file: Config = None,
) -> int:
    """Check many articles; a bad one is reported and counted, and the others go on."""
    chosen = config.settings(
        config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        back_lang=back_lang,
        min_confidence=min_confidence,
        fail_on=fail_on,
        threads=threads,
    )
    if store is not None:
        raise UsageError("there is no store yet", where="--store", remedy="write --findings FILE.jsonl")
    if workers < 1:
        raise UsageError(f"{workers} processes cannot work", where="--workers", remedy="give 1 or more")
    if workers > 1:
        _say(f"--workers {workers}: one process does the work so far, with several threads (see --threads)")
    from qa_translate import wiring
    from qa_translate.audit.progress import progress
    from qa_translate.audit.run import audit as run
    from qa_translate.audit.run import readable

    if findings is not None:
        check_writable(findings, "--findings")
        check_apart(findings, [*inputs, config_file], "--findings", by_line=True)
    total = readable(inputs)
    try:
        with line_writer(findings) as write, progress(sys.stderr, total) as shown:
            summary = run(inputs, wiring.open_tools(chosen, similarity=False), chosen, write, shown)
    except KeyboardInterrupt:
        if (kept := partial_of(findings)) is not None:
            _say(f"the articles that were checked stand in {kept}")
        raise
    (sys.stderr.write if findings == STDOUT else write_stdout)(summary.text())
    if summary.failed:
        return EXIT_INCOMPLETE
    return EXIT_FINDINGS if chosen.fails_on(summary.worst) else EXIT_CLEAN


@app.command()
def rules(
    name: Annotated[str | None, typer.Argument(help="A rule's name (default: list all).")] = None,
) -> int:
    """List the rules, or say what one of them marks, why, with an example, and when it is wrong."""
    from qa_translate.checks import document, registry

    every = registry.rules()
    write_stdout(document.page(every, name) if name else document.listing(every))
    return EXIT_CLEAN


@app.command()
def bench(
    articles: Annotated[
        str,
        typer.Argument(
            help="A JSON Lines file, one article a line as for audit, with its known errors: "
            '"errors": [{"start", "end", "category"}], and optionally "known": [[start, end]].'
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    threads: Threads = None,
    config_file: Config = None,
) -> int:
    """Measure a run: time beside the encoder alone, errors found and false alarms, reliability of confidences.

    Offsets are code points of the translation; end = start where something is missing. An article without errors says
    so with an empty list; of articles without the field only time and marks are told. Optional in an error:
    source_spans, plant (stretches that share it are one error), hard. README, "Measure", has the details.
    """
    chosen = config.settings(config_file, threads=threads)
    from qa_translate import wiring
    from qa_translate.benchmark.run import run

    measured = run(articles, wiring.open_tools(chosen, similarity=False), chosen)
    write_stdout(measured.json() if as_json else measured.text())
    return EXIT_CLEAN


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: of the command line, without the program's name; None: those of this process.

    Returns:
        The exit code: 0 nothing bad enough, 1 something is, 2 wrong command, configuration or input, 3 articles
        were left without an answer (or the program failed), 130 interrupted, 141 nobody reads the output any more.
    """
    if sys.stderr is None:  # closed by the caller, who wants to hear nothing
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    try:
        _set_up_log(os.environ.get(LOG_VARIABLE) or "WARNING")
        code = app(args=list(sys.argv[1:] if arguments is None else arguments), standalone_mode=False) or EXIT_CLEAN
    except QaTranslateError as error:
        _say(str(error))
        return error.exit_code
    except TyperException as error:
        _say(f"{_sentence(error)}; qa-translate --help shows how")
        return EXIT_WRONG_INPUT
    except ReaderGoneError:
        return EXIT_PIPE
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except Exception as error:
        log.debug("traceback", exc_info=True)
        _say(f"failed ({error!r}); {LOG_VARIABLE}=DEBUG shows where: please report it")
        return EXIT_INCOMPLETE
    if code == EXIT_INTERRUPTED:  # typer turns an interruption inside a command into this exit code
        _say("interrupted")
    return int(code)


def _set_up_log(level: str) -> None:
    if level.upper() not in logging.getLevelNamesMapping():
        raise UsageError(f"{level!r} is no level", where=LOG_VARIABLE, remedy="use DEBUG, INFO, WARNING or ERROR")
    logging.basicConfig(format="qa-translate: %(message)s", level=level.upper())


def _say(message: str) -> None:
    sys.stderr.write(f"qa-translate: {message}\n")


def _sentence(error: TyperException) -> str:
    text = " ".join(error.format_message().split()).rstrip(".")
    text = _NO_NUMBER.sub(lambda found: "not a whole number" if found[1] == "integer" else "not a number", text)
    return text[:1].lower() + text[1:]
