"""The program: its commands, and what it says and returns when one of them fails."""

from __future__ import annotations

import logging
import os
import re
import sys
import textwrap
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from qa_translate import config
from qa_translate.cli import articles, gate
from qa_translate.cli.cache import cache_app
from qa_translate.cli.models import models_app
from qa_translate.cli.options import overriding
from qa_translate.cli.say import say
from qa_translate.cli.store import audit_app
from qa_translate.errors import (
    EXIT_CLEAN,
    EXIT_INCOMPLETE,
    EXIT_WRONG_INPUT,
    ConfigError,
    QaTranslateError,
    UsageError,
)
from qa_translate.output import ReaderGoneError, write_stdout
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

app.command()(articles.check)
app.command()(articles.back)
app.command()(gate.gate)
app.command("config")(gate.show_settings)
app.add_typer(audit_app, name="audit")
app.add_typer(gate.baseline_app, name="baseline")
app.add_typer(cache_app, name="cache")
app.add_typer(models_app, name="models")


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
def rules(
    name: Annotated[str | None, typer.Argument(help="A rule's name (default: list all).")] = None,
) -> int:
    """List the rules, or say what one of them marks, why, with an example, and when it is wrong."""
    from qa_translate.checks import document, registry

    every = registry.rules()
    write_stdout(document.page(every, name) if name else document.listing(every))
    return EXIT_CLEAN


@app.command()
@overriding("threads")
def bench(
    articles: Annotated[
        str,
        typer.Argument(
            help="A JSON Lines file, one article a line as for audit, with its known errors: "
            '"errors": [{"start", "end", "category"}], and optionally "known": [[start, end]].'
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    *,
    project: config.Project,
) -> int:
    """Measure a run: time beside the encoder alone, errors found and false alarms, reliability of confidences.

    Offsets are code points of the translation; end = start where something is missing. An article without errors says
    so with an empty list; of articles without the field only time and marks are told. Optional in an error:
    source_spans, plant (stretches that share it are one error), hard. README, "Measure", has the details.
    """
    from qa_translate import wiring
    from qa_translate.benchmark.run import run

    measured = run(articles, wiring.open_tools(project.settings, similarity=False), project.settings)
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
        say(str(error))
        if isinstance(error, ConfigError) and error.excerpt:
            sys.stderr.write(textwrap.indent(error.excerpt, "    ") + "\n")
        return error.exit_code
    except TyperException as error:
        say(f"{_sentence(error)}; qa-translate --help shows how")
        return EXIT_WRONG_INPUT
    except ReaderGoneError:
        return EXIT_PIPE
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except Exception as error:
        log.debug("traceback", exc_info=True)
        say(f"failed ({error!r}); {LOG_VARIABLE}=DEBUG shows where: please report it")
        return EXIT_INCOMPLETE
    if code == EXIT_INTERRUPTED:  # typer turns an interruption inside a command into this exit code
        say("interrupted")
    return int(code)


def _set_up_log(level: str) -> None:
    if level.upper() not in logging.getLevelNamesMapping():
        raise UsageError(f"{level!r} is no level", where=LOG_VARIABLE, remedy="use DEBUG, INFO, WARNING or ERROR")
    logging.basicConfig(format="qa-translate: %(message)s", level=level.upper())


def _sentence(error: TyperException) -> str:
    text = " ".join(error.format_message().split()).rstrip(".")
    text = _NO_NUMBER.sub(lambda found: "not a whole number" if found[1] == "integer" else "not a number", text)
    return text[:1].lower() + text[1:]
