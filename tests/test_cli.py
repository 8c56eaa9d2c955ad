"""The command line: exit codes, options, files; with stand-ins for the engines."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa_translate import __version__, wiring
from qa_translate.checks import registry
from qa_translate.cli import main
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.pipeline import Tools

NEEDS_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
DRAFT = "Officials met in the capital on Monday.\n\nLeave a Reply"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and engines that need no weights."""
    tools = Tools(HashEncoder(), {"en": FlatParser()})
    monkeypatch.setattr(wiring, "open_tools", lambda settings, similarity=True: tools)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def draft(place: Path) -> str:
    (place / "a.en.txt").write_text(DRAFT)
    return "a.en.txt"


def articles(place: Path, *lines: str) -> str:
    (place / "articles.jsonl").write_text("".join(line + "\n" for line in lines))
    return "articles.jsonl"


def article(name: str) -> str:
    return json.dumps({"id": name, "translation": DRAFT})


def test_a_report_without_fail_on_exits_with_0(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", draft]) == 0
    assert "page-furniture" in capsys.readouterr().out


def test_fail_on_exits_with_1_from_that_severity_on(draft: str) -> None:
    assert main(["check", draft, "--fail-on", "minor"]) == 1
    assert main(["check", draft, "--fail-on", "major"]) == 0
    assert main(["check", draft, "--fail-on", "never"]) == 0
    assert main(["check", draft, "--fail-on", "minor", "--min-confidence", "1"]) == 0


def test_json_is_the_contract(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", draft, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "qa-translate/1"
    assert {"id", "score", "signature", "findings", "skipped"} <= set(report)
    mark = report["findings"][0]
    assert DRAFT[mark["target"]["start"] : mark["target"]["end"]] == mark["target"]["text"] == "Leave a Reply"


def test_output_goes_to_a_file_and_nothing_else_is_left(
    place: Path, draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", draft, "--format", "html", "--output", "a.html"]) == 0
    assert capsys.readouterr().out == ""
    assert (place / "a.html").read_text().lower().startswith("<!doctype html>")
    assert sorted(path.name for path in place.iterdir()) == ["a.en.txt", "a.html"]


def test_settings_come_from_the_projects_file(place: Path, draft: str) -> None:
    (place / "qa-translate.toml").write_text('fail_on = "minor"\n')
    assert main(["check", draft]) == 1
    assert main(["check", draft, "--fail-on", "never"]) == 0


def test_the_files_beside_a_translation_are_found(place: Path, draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "a.back.en.txt").write_text("Officials held talks in the capital on Monday.")
    assert main(["check", draft, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["similarity"]["comparison"] == "back_translation/translation"


def test_audit_writes_one_line_an_article(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = articles(place, article("one"), article("two"))
    assert main(["audit", source, "--findings", "f.jsonl"]) == 0
    lines = [json.loads(line) for line in (place / "f.jsonl").read_text().splitlines()]
    assert sorted(line["id"] for line in lines) == ["one", "two"]
    assert "2 articles checked: 2 marks (2 minor)" in capsys.readouterr().out
    assert sorted(path.name for path in place.iterdir()) == ["articles.jsonl", "f.jsonl"]


def test_audit_names_a_bad_line_goes_on_and_exits_with_3(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = articles(place, article("one"), '{"id": "two", ', article("three"), article("one"))
    assert main(["audit", source, "--findings", "f.jsonl", "--fail-on", "minor"]) == 3
    assert len((place / "f.jsonl").read_text().splitlines()) == 2
    printed = capsys.readouterr()
    assert "articles.jsonl:2: is not valid JSON" in printed.err
    assert "articles.jsonl:4" in printed.err
    assert "2 articles could not be checked" in printed.out


def test_ids_are_unique_over_all_inputs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "other.jsonl").write_text(article("one") + "\n")
    assert main(["audit", articles(place, article("one")), "other.jsonl"]) == 3
    assert "other.jsonl:1: the id 'one' was used at articles.jsonl:1; rename" in capsys.readouterr().err


def test_findings_can_go_to_standard_output(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", articles(place, article("one")), "--findings", "-"]) == 0
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == ["one"]
    assert "1 article checked" in printed.err


def test_audit_fails_on_a_severity(place: Path) -> None:
    source = articles(place, article("one"))
    assert main(["audit", source, "--fail-on", "minor"]) == 1
    assert main(["audit", source, "--fail-on", "critical"]) == 0


def test_rules_lists_all_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    for name in registry.rules():
        assert name in listed
        assert main(["rules", name]) == 0
        assert "Wrong when" in capsys.readouterr().out


def test_bench_prints_both_times_and_the_ratio(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", articles(place, article("one"), article("two"))]) == 0
    printed = capsys.readouterr().out
    for part in ("encoder alone", "whole audit", "ratio", "words a second", "  encode", "  check", "peak memory"):
        assert part in printed


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"qa-translate {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no command; qa-translate --help lists them"),
        (["chek"], "no such command 'chek'"),
        (["check"], "missing argument 'translation'"),
        (["check", "a.en.txt", "--sauce", "b"], "no such option: --sauce"),
        (["check", "a.en.txt", "--format", "pdf"], "--format: 'pdf' is unknown; use text, json, html"),
        (["check", "a.en.txt", "--min-confidence", "high"], "invalid value for '--min-confidence': not a number; "),
        (["check", "a.en.txt", "--min-confidence", "50"], "--min-confidence: 50.0 is not a probability"),
        (["check", "a.en.txt", "--fail-on", "bad"], "--fail-on: 'bad' is unknown"),
        (["check", "a.en.txt", "--target-lang", "English"], "--target-lang: 'English' is not a language code"),
        (["check", "a.en.txt", "--output", "no/such/a.txt"], "--output no/such/a.txt: there is no such folder"),
        (["check", "a.en.txt", "--output", "."], "--output .: is a directory"),
        (["check", "a.en.txt", "--config", "none.toml"], "none.toml: cannot read it"),
        (["audit", "articles.jsonl"], "articles.jsonl: no such file"),
        (
            ["audit", "a.en.txt"],
            "a.en.txt: is no file of many articles (JSON Lines, CSV, Parquet); use the",
        ),
        (["audit", "a.jsonl", "b.jsonl", "a.jsonl"], "a.jsonl: is named twice; name each input once"),
        (["audit", "a.en.txt", "--store", "no/s.db"], "--store no/s.db: there is no such folder"),
        (["audit", "a.en.txt", "--store", "a.en.txt"], "--store a.en.txt: would overwrite the input a.en.txt"),
        (["audit", "a.en.txt", "--report", "r.html"], "--report: needs --store"),
        (["audit", "a.en.txt", "--column", "title=x"], "--column: 'title=x' names no column; write FIELD=COLUMN"),
        (["audit", "a.en.txt", "--time-limit", "0"], "--time-limit: must be above 0"),
        (["audit", "query", "none.db"], "none.db: no such store"),
        (["audit", "diff", "a.en.txt"], "a.en.txt: is no store"),
        (["audit", "a.en.txt", "--workers", "x"], "invalid value for '--workers': not a whole number; "),
        (["audit", "a.en.txt", "--workers", "0"], "--workers: 0 processes cannot work"),
        (["audit", "a.en.txt", "--findings", "no/f.jsonl"], "--findings no/f.jsonl: there is no such folder"),
        (["rules", "changed-numbr"], "no rule 'changed-numbr'"),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("qa-translate: ")
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_interruption_exits_with_130(
    draft: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wiring, "check_files", interrupt)
    assert main(["check", draft]) == 130
    assert capsys.readouterr().err == "qa-translate: interrupted\n"


def test_a_reader_that_stops_early_sees_no_traceback(draft: str) -> None:
    command = f"{sys.executable} -m qa_translate rules | true; echo ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=dict(os.environ))
    assert (run.stdout, run.stderr) == ("141\n", "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("rules >&-", "standard output: is closed"),
        ("check a.en.txt >&-", "standard output: is closed; write to a file with --output"),
        ("check - <&-", "standard input: is closed; name a file, or pipe the text in"),
        pytest.param("rules >/dev/full", "standard output: cannot be written (No space left", marks=NEEDS_FULL),
        pytest.param("check a.en.txt --output /dev/full", "--output /dev/full: cannot be written", marks=NEEDS_FULL),
    ],
)
def test_streams_that_are_closed_or_full(draft: str, command: str, said: str) -> None:
    full = f"{sys.executable} -m qa_translate {command}"
    run = subprocess.run(["bash", "-c", full], capture_output=True, text=True, env=dict(os.environ))
    assert run.returncode == 2
    assert run.stderr.startswith(f"qa-translate: {said}")
    assert run.stderr.count("\n") == 1


def test_nothing_is_said_where_nobody_listens(draft: str) -> None:
    command = f"{sys.executable} -m qa_translate check none.txt 2>&-"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=dict(os.environ))
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "")


def test_a_failure_of_the_program_is_one_line(
    draft: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(wiring, "check_files", fail)
    assert main(["check", draft]) == 3
    assert capsys.readouterr().err == (
        "qa-translate: failed (ZeroDivisionError('division by zero')); QA_TRANSLATE_LOG=DEBUG shows where: please "
        "report it\n"
    )


def test_an_unknown_level_of_the_log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("QA_TRANSLATE_LOG", "loud")
    assert main(["rules"]) == 2
    assert "QA_TRANSLATE_LOG: 'loud' is no level; use DEBUG" in capsys.readouterr().err


def test_standard_input_is_named_in_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert main(["check", "-"]) == 0
    assert capsys.readouterr().out.startswith("standard input: 1 mark by the ")


def test_an_article_file_keeps_its_own_texts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"id": "a", "translation": DRAFT, "back_translation": "Talks were held.", "back_lang": "en"}
    (place / "a.json").write_text(json.dumps(record))
    (place / "a.ar.txt").write_text("هذا نص آخر تماما")
    assert main(["check", "a.json", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["similarity"]["comparison"] == "back_translation/translation"
    assert {"no source given"} <= {skip["reason"] for skip in report["skipped"]}


def test_help_and_rules_import_no_engine() -> None:
    code = (
        "import sys; from qa_translate.cli import main; main(['--help']); main(['rules'])\n"
        "heavy = {'numpy', 'spacy', 'onnxruntime', 'sentencepiece', 'torch', 'transformers', 'sacrebleu'}\n"
        "main(['--help']); loaded = heavy & set(sys.modules)\n"
        "assert not loaded & {'spacy', 'onnxruntime', 'sentencepiece', 'torch', 'transformers', 'sacrebleu'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
