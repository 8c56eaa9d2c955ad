"""Settings of a project: overrides by path, options, paths, where each comes from, the schema for editors."""

import json
from pathlib import Path

import jsonschema
import pytest

from qa_translate import config
from qa_translate.config.schema import described
from qa_translate.config.show import shown

WHOLE = """
target_lang = "en"
min-confidence = 0.6
fail_on = "critical"
glossary = ["terms.csv"]
ignore = ["page-furniture"]

[rules.changed-number]
severity = "critical"
min_confidence = 0.4

[[articles]]
translation = "{lang}/{path}.md"

[[overrides]]
paths = ["opinion/**", "fr/*.md"]
min_confidence = 0.8
ignore = ["added-sentence"]
rules.changed-number.enabled = false

[[overrides]]
paths = ["opinion/old/**"]
target_lang = "fr"

[[suppressions]]
rule = "changed-name"
reason = "the house writes it so"
until = 2030-01-01

[engines.house]
kind = "argos"
model = "en-ar"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "qa-translate.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


def test_overrides_hold_for_their_paths_and_later_ones_go_before(file: Path) -> None:
    project = config.load(file)
    assert project.settings_for("news/a.md") == project.settings
    opinion = project.settings_for("opinion/2030/a.md")
    assert (opinion.min_confidence, opinion.target_lang) == (0.8, "en")
    assert opinion.ignore == ("page-furniture", "added-sentence")
    rule = opinion.rules["changed-number"]
    assert (rule.enabled, rule.severity, rule.min_confidence) == (False, "critical", 0.4)
    old = project.settings_for("opinion/old/a.md")
    assert (old.min_confidence, old.target_lang) == (0.8, "fr")
    assert project.settings_for("fr/deep/a.md") == project.settings


def test_an_option_goes_before_an_override(file: Path) -> None:
    project = config.load(file, min_confidence=0.2)
    assert project.settings_for("opinion/a.md").min_confidence == 0.2
    assert project.settings_for("opinion/a.md").ignore == ("page-furniture", "added-sentence")


def test_files_start_at_the_folder_of_the_settings(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('baseline = "known.json"\nglossary = ["terms.csv"]\nanswers = "/var/answers"\n')
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    found = config.load()
    assert found.root == tmp_path
    assert found.settings.glossary == (str(tmp_path / "terms.csv"),)
    assert found.settings.baseline == str(tmp_path / "known.json")
    assert found.settings.answers == "/var/answers"


def test_every_setting_is_shown_with_its_origin(file: Path) -> None:
    lines = shown(config.load(file, fail_on="major")).splitlines()
    origins = {line.split(" = ")[0]: line.rpartition("  # ")[2] for line in lines if " = " in line}
    assert origins["fail_on"] == "--fail-on"
    assert origins["min_confidence"] == f"{file}:3"
    assert origins["rules.changed-number.severity"] == f"{file}:9"
    assert origins["articles.0.translation"] == f"{file}:13"
    assert origins["overrides.1.target_lang"] == f"{file}:23"
    assert origins["suppressions.0.until"] == f"{file}:28"
    assert origins["engines.house.model"] == f"{file}:32"
    assert origins["threads"] == "default"
    assert 'fail_on = "major"' in "\n".join(lines)


def test_the_settings_of_one_article_name_the_override(file: Path) -> None:
    lines = shown(config.load(file), "opinion/a.md").splitlines()
    origins = {line.split(" = ")[0]: line.rpartition("  # ")[2] for line in lines if " = " in line}
    assert origins["min_confidence"] == f"{file}:17 (overrides)"
    assert origins["rules.changed-number.enabled"] == f"{file}:19 (overrides)"
    assert origins["rules.changed-number.severity"] == f"{file}:9"
    assert origins["target_lang"] == f"{file}:2"


def test_the_schema_takes_what_the_program_takes(file: Path) -> None:
    import tomllib

    schema = config.schema()
    jsonschema.Draft7Validator.check_schema(schema)
    check = jsonschema.Draft7Validator(schema)
    check.validate(tomllib.loads(WHOLE))
    wrong = (
        {"fial_on": "major"},
        {"fail_on": "bad"},
        {"threads": "two"},
        {"overrides": [{}]},
        {"rules": {"a": {"severity": "x"}}},
        {"suppressions": [{"rule": "a"}]},
    )
    for table in wrong:
        assert not check.is_valid(table), table


def test_the_schema_describes_every_key() -> None:
    def descriptions(schema: dict) -> None:
        for name, each in schema.get("properties", {}).items():
            assert each["description"].strip(), name
            descriptions(each)
            descriptions(each.get("items", {}))

    descriptions(config.schema())
    assert described(config.Settings)["target_lang"].startswith("ISO 639-1 codes")


def test_the_schema_that_is_published_is_this_one(repository: Path) -> None:
    """``qa-translate config --schema`` prints it anew."""
    published = repository / "qa_translate" / "config" / "qa-translate.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == config.schema()
