"""Documentation that keeps up: every command, option, setting and format, and the commands that people copy."""

import dataclasses
import re
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from qa_translate.article import Article
from qa_translate.checks import document, registry
from qa_translate.cli import EXIT_INTERRUPTED, app
from qa_translate.config import FrontMatter, Naming, Override, RuleSettings, Settings, SuppressionSettings
from qa_translate.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, EXIT_WRONG_INPUT
from qa_translate.finding import Category
from qa_translate.report import FORMATS
from qa_translate.report.runs import RUN_FORMATS
from qa_translate.version import __version__


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    """Every command by its name, those of a group as ``models list``."""
    found: dict[str, click.Command] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {sub}": each for sub, each in inner.items()} if inner else {name: command}
    return found


def options() -> dict[str, list[str]]:
    """The long options of each command."""
    return {
        name: [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        for name, command in commands().items()
    }


def test_every_command_and_option_is_in_the_readme(readme: str) -> None:
    for command, names in options().items():
        assert f"qa-translate {command}" in readme
        for name in names:
            assert f"`{name}" in readme or f" {name}" in readme, f"{command} {name}"


def test_every_option_has_a_help_text() -> None:
    for command in commands().values():
        assert command.help
        for parameter in command.params:
            assert getattr(parameter, "help", None), (command.name, parameter.name)


def test_no_help_text_tells_a_default_twice() -> None:
    for command in commands().values():
        for parameter in command.params:
            told = "default" in (getattr(parameter, "help", None) or "")
            shown = getattr(parameter, "show_default", False) and parameter.default is not None
            assert not (told and shown), (command.name, parameter.name)


def test_every_field_of_a_label_is_in_the_readme(readme: str) -> None:
    for field in ("errors", "start", "end", "category", "source_spans", "plant", "hard", "known"):
        assert re.search(rf"^\|[^|]*`{field}`", readme, re.MULTILINE), field


def test_every_field_of_an_article_is_in_the_readme(readme: str) -> None:
    for field in (f for f in dataclasses.fields(Article) if f.compare):  # the others are not given, but found out
        assert re.search(rf"^\|[^|]*`{field.name}`", readme, re.MULTILINE), field.name


def test_one_word_is_used_for_what_is_printed(readme: str) -> None:
    before = readme.split("## In Python")[0].replace("--findings", "").replace("| `findings` |", "")  # a table's name
    assert not re.search(r"\b(findings|doubts)\b", before)
    for command in commands().values():
        for text in (command.help, *(getattr(parameter, "help", None) or "" for parameter in command.params)):
            assert not re.search(r"\b(findings?|doubts?)\b", text), text


def test_every_setting_is_in_the_readme(readme: str) -> None:
    for field in dataclasses.fields(Settings):
        assert f"`{field.name}`" in readme, field.name


def test_every_format_is_in_the_help_and_in_the_readme(readme: str) -> None:
    helped = next(p.help for p in commands()["check"].params if "--format" in p.opts)
    for name in FORMATS:
        assert name in helped
        assert f"`{name}`" in readme


def test_every_format_of_a_run_is_in_the_readme_with_what_it_is_for(readme: str) -> None:
    for form in RUN_FORMATS.values():
        assert f"| `{form.name}` | {form.summary} |" in readme


def test_every_key_of_the_tables_of_settings_is_in_the_readme(readme: str) -> None:
    for kind in (Naming, RuleSettings, Override, SuppressionSettings, FrontMatter):
        for field in dataclasses.fields(kind):
            assert re.search(rf"`{field.name}`|^{field.name} = |\.{field.name} = ", readme, re.MULTILINE), field.name


def test_every_category_and_exit_code_is_in_the_readme(readme: str) -> None:
    for category in Category:
        assert f"`{category}`" in readme, category
    for code in (EXIT_CLEAN, EXIT_FINDINGS, EXIT_WRONG_INPUT, EXIT_INCOMPLETE, EXIT_INTERRUPTED):
        assert re.search(rf"^\| {code} \|", readme, re.MULTILINE), code


def test_every_rule_has_a_page() -> None:
    every = registry.rules()
    for name, rule in every.items():
        page = document.page(every, name)
        assert page.startswith(f"{name} ({rule.category}, {rule.severity})")
        for title in ("Marks", "Why", "Example", "Wrong when", "Needs"):
            assert f"\n{title}\n" in page


def test_the_sample_of_the_readme_exists(readme: str, repository: Path) -> None:
    for path in re.findall(r"samples/\S+\.txt", readme):
        assert (repository / path).is_file(), path


def test_the_output_that_the_readme_shows_is_what_the_command_prints(
    readme: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, shown = re.search(
        r"&& qa-translate (check .*)\n```\n+```text\n(.*?)\n+ …\n```", readme, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    monkeypatch.chdir(repository)
    printed = CliRunner().invoke(app, command.split(), terminal_width=100, env={"COLUMNS": "100"}).stdout
    assert printed.startswith(shown)


def test_ci_runs_the_test_command_of_the_readme(readme: str, repository: Path) -> None:
    commands = re.findall(r"^pip install .*&& pytest$", readme, re.MULTILINE)
    assert len(commands) == 1
    assert "&& pytest$' README.md" in (repository / ".ci" / "run").read_text()


def test_the_changelog_knows_this_version(repository: Path) -> None:
    assert f"## {__version__}" in (repository / "CHANGELOG.md").read_text()


def test_no_file_names_a_path_of_one_machine(repository: Path) -> None:
    for folder in ("qa_translate", "models", "samples", "tests", ".ci"):
        for file in (repository / folder).rglob("*"):
            if file.suffix in {".py", ".toml", ".md", ".txt", ".css", ".js", ".j2"} or file.name == "run":
                assert "/" + "work/" not in file.read_text(encoding="utf-8", errors="replace"), file
