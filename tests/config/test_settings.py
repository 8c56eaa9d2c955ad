"""Settings: where they come from, and what is said when one is wrong."""

from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.config import Settings
from qa_translate.errors import ConfigError, UsageError
from qa_translate.finding import Severity


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.settings() == Settings()


def test_the_nearest_file_above_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.qa-translate]\nmin-confidence = 0.8\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert config.settings().min_confidence == 0.8
    (tmp_path / "a" / "qa-translate.toml").write_text('target_lang = "fr"\n')
    assert config.settings() == Settings(target_lang="fr")


def test_options_override_the_file(tmp_path: Path) -> None:
    file = tmp_path / "qa-translate.toml"
    file.write_text('min_confidence = 0.8\nfail-on = "major"\n')
    assert config.settings(file, min_confidence=0.3, fail_on=None) == Settings(min_confidence=0.3, fail_on="major")


def test_an_unknown_key_is_named_with_file_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    file = tmp_path / "qa-translate.toml"
    file.write_text("# ours\nmin-confidance = 0.8\n")
    with pytest.raises(ConfigError) as caught:
        config.read(file)
    assert str(caught.value) == f"{file}:2: unknown key 'min-confidance'; did you mean 'min_confidence'?"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('min_confidence = "high"', "has the wrong type; give a number"),
        ("min_confidence = true", "has the wrong type"),
        ("min_confidence = 7", "7 is not a probability"),
        ('fail_on = "bad"', "'bad' is unknown; use minor, major, critical, never"),
        ('target_lang = "English"', "target_lang: 'English' is not a language code"),
        ('source_lang = ""', "source_lang: '' is not a language code"),
        ("encoder = 1", "has the wrong type; give a string in quotes"),
        ("threads = 1.5", "has the wrong type; give a whole number"),
        ("threads = 0", "0 threads cannot work"),
        ("min_confidence = ", "not valid TOML"),
    ],
)
def test_a_wrong_value_is_one_clear_line(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "qa-translate.toml"
    file.write_text(line)
    with pytest.raises(ConfigError) as caught:
        config.read(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# ours\ntool = 1\n", ":2: tool is no table; write settings under [tool.qa-translate]"),
        ("[tool]\nqa-translate = true\n", ":2: qa-translate is no table; write"),
        ("[[tool.qa-translate]]\nthreads = 1\n", ": qa-translate is no table; write"),
    ],
)
def test_a_project_file_whose_settings_are_no_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    monkeypatch.chdir(tmp_path)
    for given in (None, file):
        with pytest.raises(ConfigError) as caught:
            config.settings(given)
        assert str(caught.value).startswith(f"{file}{said}")


def test_an_empty_table_is_the_nearest_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.qa-translate]\nthreads = 2\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.qa-translate]\n")
    monkeypatch.chdir(tmp_path / "a")
    assert config.settings() == Settings()


def test_regions_of_languages_are_dropped() -> None:
    assert Settings(source_lang="AR", target_lang="pt-BR", back_lang="pt_PT") == Settings("ar", "pt", "pt")


def test_a_missing_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read it"):
        config.settings(tmp_path / "none.toml")


def test_a_wrong_option_names_the_option() -> None:
    with pytest.raises(UsageError, match="--min-confidence: 2 is not a probability"):
        Settings(min_confidence=2)


def test_fails_on_compares_severities() -> None:
    major = Settings(fail_on="major")
    assert major.fails_on(Severity.CRITICAL)
    assert major.fails_on(Severity.MAJOR)
    assert not major.fails_on(Severity.MINOR)
    assert not major.fails_on(None)
    assert not Settings().fails_on(Severity.CRITICAL)


@pytest.mark.parametrize(("named", "variable", "allowed"), [(True, "", True), (False, "", False), (False, "1", True)])
def test_settings_that_were_found_cannot_allow_to_send_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool, variable: str, allowed: bool
) -> None:
    file = tmp_path / "qa-translate.toml"
    file.write_text('allow_sending = true\n[engines.a]\nkind = "openai"\nallow_sending = true\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_TRANSLATE_ALLOW_SENDING", variable)
    made = config.settings(file if named else None)
    assert (made.allow_sending, made.engines["a"].allow_sending) == (allowed, allowed)
    assert config.settings(allow_sending=True).allow_sending
