"""Errors in a settings file point at the line, and at the key in it."""

from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.checks import registry
from qa_translate.config.rules import check_rules
from qa_translate.errors import ConfigError


def error(tmp_path: Path, text: str, name: str = "qa-translate.toml") -> ConfigError:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        check_rules(config.load(file), registry.rules())
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "caret"),
    [
        ("fial_on = 'major'\n", 1, "fial_on"),
        ("# a\n\n  min-confidense = 0.3\n", 3, "min-confidense"),
        ("[rules.changed-number]\nseverety = 'minor'\n", 2, "severety"),
        ("[rules]\nchanged-number.severety = 'minor'\n", 2, "changed-number.severety"),
        ("[rules]\nchanged-number = {severety = 'minor'}\n", 2, "severety"),
        ("[rules.changed-number]\nseverity = 'bad'\n", 2, "severity"),
        ("[rules.chnged-number]\nseverity = 'minor'\n", 1, "rules.chnged-number"),
        ("ignore = [\n  'changed-numbre',\n]\n", 1, "ignore"),
        ("[[overrides]]\npaths = ['a/**']\n[[overrides]]\npaths = ['b/**']\nmin_confidence = 3\n", 5, "min_confidence"),
        ("[[overrides]]\npaths = ['a/**']\n[overrides.rules.nothing]\nenabled = false\n", 3, "overrides.rules.nothing"),
        ("[[overrides]]\nmin_confidence = 0.3\n", 1, "overrides"),
        ("[[articles]]\ntranslation = '../{name}.md'\n", 2, "translation"),
        ("[[articles]]\ntranslation = '{title}.md'\n", 2, "translation"),
        ("[[articles]]\ntranslation = '{name}.md'\nsource = '{path}.md'\n", 3, "source"),
        ("[articles]\ntranslation = '{name}.md'\n", 1, "articles"),
        ("[[suppressions]]\nrule = '*'\nreason = ' '\n", 3, "reason"),
        ("[[suppressions]]\nrule = 'changed-nmber'\nreason = 'x'\n", 2, "rule"),
        ("[[suppressions]]\nrule = '*'\nreason = 'x'\nuntil = '2030-01-01'\n", 4, "until"),
        ("[engines.a]\nkind = 'argos'\nbeem = 3\n", 3, "beem"),
        ('text = """\nmin_confidense = 1\n"""\n', 1, "text"),
        ("max_per_1000_words = -1\n", 1, "max_per_1000_words"),
        ("glossary = 'terms.csv'\n", 1, "glossary"),
        ("glossary = [1]\n", 1, "glossary"),
    ],
)
def test_an_error_names_the_line_and_points_at_the_key(tmp_path: Path, text: str, line: int, caret: str) -> None:
    found = error(tmp_path, text)
    assert found.where == f"{tmp_path / 'qa-translate.toml'}:{line}"
    shown, carets = found.excerpt.split("\n")
    assert shown == text.splitlines()[line - 1]
    assert shown[carets.index("^") : len(carets)] == caret
    assert found.remedy
    assert "\n" not in str(found)


def test_a_project_file_is_pointed_at_below_its_own_table(tmp_path: Path) -> None:
    text = "[tool.other]\nfial_on = 1\n[tool.qa-translate]\nfial_on = 'major'\n[tool.qa-translate.rules.x-y]\n"
    found = error(tmp_path, text, "pyproject.toml")
    assert found.where.endswith("pyproject.toml:4")
    assert "did you mean 'fail_on'?" in found.remedy
    named = error(tmp_path, text.replace("fial", "fail"), "pyproject.toml")
    assert named.where.endswith("pyproject.toml:5")
    assert "'x-y' is no rule" in named.message


def test_broken_toml_is_pointed_at(tmp_path: Path) -> None:
    found = error(tmp_path, "threads = 1\nfail_on = major\n")
    assert found.where.endswith("qa-translate.toml:2")
    assert found.excerpt == "fail_on = major\n          ^"


@pytest.mark.parametrize("end", ["", "\n"])
def test_broken_toml_at_its_end_is_pointed_at(tmp_path: Path, end: str) -> None:
    assert "not valid TOML" in error(tmp_path, f"engines = [{end}").message
