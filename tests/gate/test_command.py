"""The gate as a user runs it: what fails, what is known, what is let be; with stand-ins for the engines."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from qa_translate import wiring
from qa_translate.article import Article
from qa_translate.cli import main
from qa_translate.config import Settings
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import ArticleError
from qa_translate.finding import Report
from qa_translate.gate import checking
from qa_translate.pipeline import Tools, check_articles

TEXT = "Officials met in the capital on Monday.\n\nLeave a Reply\n"
OPENED: list[Settings] = []


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three articles with a mark each, and engines that need no weights."""

    def tools(settings: Settings, similarity: bool = True) -> Tools:
        OPENED.append(settings)
        policy = wiring.policy_of(settings)
        return Tools(HashEncoder(), {"en": FlatParser()}, min_confidence=settings.min_confidence, policy=policy)

    monkeypatch.setattr(wiring, "open_tools", tools)
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in "abc":
        (folder / f"{name}.md").write_text(f"Day {name} in the capital.\n\n{TEXT}")
    (folder / "qa-translate.toml").write_text(
        'answers = "../answers"\nfail_on = "minor"\n[[articles]]\ntranslation = "*.md"\n'
    )
    OPENED.clear()
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, dict, str]:
        """Exit code, the report as JSON, what stands on standard error."""
        capsys.readouterr()
        code = main(["gate", *arguments, "--format", "json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else {}, err

    return run


def statuses(report: dict) -> dict[str, list[str]]:
    return {a["file"]: [finding["status"] for finding in a["findings"]] for a in report["articles"]}


def settings(place: Path, more: str) -> None:
    with (place / "qa-translate.toml").open("a") as stream:
        stream.write(more)


def test_new_marks_fail_the_run(run) -> None:
    code, report, _ = run()
    assert code == 1
    assert statuses(report) == {"a.md": ["new"], "b.md": ["new"], "c.md": ["new"]}
    assert report["failing"] == ["3 new marks at or above minor"]
    assert run("--fail-on", "major")[0] == 0
    assert run("--fail-on", "never")[0] == 0
    assert run("--fail-on", "never", "--max-per-1000-words", "10")[0] == 1
    assert run("--fail-on", "never", "--max-per-1000-words", "1000")[0] == 0


def test_unchanged_articles_are_not_checked_again(run, place: Path) -> None:
    first = run()[1]
    assert len(OPENED) == 1
    second = run()[1]
    assert len(OPENED) == 1
    assert [a["findings"] for a in first["articles"]] == [a["findings"] for a in second["articles"]]
    (place / "b.md").write_text(TEXT)
    third = run()[1]
    assert len(OPENED) == 2
    assert [a["reused"] for a in third["articles"]] == [True, False, True]
    run("--fresh")
    assert len(OPENED) == 3
    run("--min-confidence", "0.6")
    assert len(OPENED) == 4


def test_a_baseline_makes_marks_known_and_tells_the_fixed_ones(run, place: Path) -> None:
    assert main(["baseline", "write"]) == 0
    code, report, _ = run()
    assert code == 0
    assert statuses(report) == {"a.md": ["known"], "b.md": ["known"], "c.md": ["known"]}
    (place / "a.md").write_text("Day a in the capital.\n\nOfficials met in the capital on Monday.\n")
    (place / "b.md").write_text("A title of its own\n\n" + TEXT + "\nRead more\n")
    code, report, _ = run()
    assert code == 1
    assert statuses(report) == {"a.md": [], "b.md": ["known", "new"], "c.md": ["known"]}
    assert [gone["file"] for gone in report["gone"]] == ["a.md"]
    assert main(["baseline", "update"]) == 0
    kept = json.loads((place / ".qa-translate-baseline.json").read_text())["marks"]
    assert [mark["file"] for mark in kept] == ["b.md", "c.md"]
    assert run()[1]["gone"] == []
    assert run("--no-baseline")[1]["articles"][2]["findings"][0]["status"] == "new"


def test_a_baseline_is_replaced_only_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "update"]) == 2
    assert main(["baseline", "show"]) == 2
    assert main(["baseline", "write"]) == 0
    assert main(["baseline", "write"]) == 2
    assert "is there already; baseline update drops what is fixed" in capsys.readouterr().err
    assert main(["baseline", "write", "--force"]) == 0
    assert main(["baseline", "show"]) == 0
    assert "page-furniture  Leave a Reply" in capsys.readouterr().out


def test_suppressions_let_marks_be_and_unused_ones_are_told(run, place: Path) -> None:
    text = "<!-- qa-translate: ignore page-furniture: the blog wants it -->\n\nLeave a Reply\n"
    (place / "a.md").write_text("Day a in the capital.\n\n" + text)
    (place / "b.md").write_text("Day b.\n\n<!-- qa-translate: ignore changed-name: old -->\n\nOfficials met here.\n")
    settings(place, '[[suppressions]]\nrule = "page-furniture"\npath = "c.*"\nreason = "a blog"\n')
    settings(place, '[[suppressions]]\nrule = "changed-date"\nreason = "never met"\n')
    code, report, _ = run()
    assert code == 0
    assert statuses(report) == {"a.md": ["suppressed"], "b.md": [], "c.md": ["suppressed"]}
    found = [a["findings"][0]["suppression"] for a in report["articles"] if a["findings"]]
    assert [each["reason"] for each in found] == ["the blog wants it", "a blog"]
    assert [each["rule"] for each in report["unused_suppressions"]] == ["changed-name", "changed-date"]
    again = run()[1]
    assert statuses(again) == statuses(report)
    assert again["unused_suppressions"] == report["unused_suppressions"]
    assert [each["rule"] for each in run("a.md")[1]["unused_suppressions"]] == []


def test_rules_work_as_the_settings_say(run, place: Path) -> None:
    settings(place, '[[overrides]]\npaths = ["a.md"]\nignore = ["page-furniture"]\n')
    settings(place, '[[overrides]]\npaths = ["b.md"]\nrules.page-furniture.severity = "critical"\n')
    settings(place, '[[overrides]]\npaths = ["c.md"]\nrules.page-furniture.min_confidence = 1.0\n')
    code, report, _ = run()
    assert code == 1
    a, b, c = report["articles"]
    assert a["findings"] == []
    assert {"rule": "page-furniture", "reason": "switched off by the settings"} in a["skipped"]
    assert [finding["severity"] for finding in b["findings"]] == ["critical"]
    assert c["findings"] == []
    assert a["score"] == c["score"] == 100 > b["score"]


def test_only_what_changed_is_looked_at(run, place: Path) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run(["git", *identity, *arguments], check=True)
    code, report, _ = run("--changed-since", "HEAD")
    assert (code, report["articles"], report["left_out"]) == (0, [], 3)
    (place / "b.md").write_text(TEXT)
    code, report, _ = run("--changed-since", "HEAD")
    assert (code, list(statuses(report))) == (1, ["b.md"])
    settings(place, "# a remark\n")
    assert list(statuses(run("--changed-since", "HEAD")[1])) == ["a.md", "b.md", "c.md"]


def test_an_article_that_cannot_be_read_is_told_and_the_others_go_on(run, place: Path) -> None:
    (place / "b.md").write_bytes(b"\xff\xfe\x00\xd8bad")
    (place / "d.md").write_text("---\na: b: c\n---\nWords.\n")
    code, report, err = run()
    assert code == 3
    assert list(statuses(report)) == ["a.md", "c.md"]
    assert sorted(failure["file"] for failure in report["failures"]) == ["b.md", "d.md"]
    assert err.count("qa-translate: ") >= 2
    (place / "d.md").unlink()
    assert run()[0] == 3, "the failure is not forgotten"


def test_a_run_in_which_nothing_could_be_read_is_wrong_input(
    run, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "b.md").write_bytes(b"\x00" * 30)
    assert run("b.md")[0] == 2
    capsys.readouterr()
    assert main(["gate", "b.md"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("qa-translate: b.md: is binary, not text; ")


def test_no_article_among_the_files_given_passes(run, place: Path) -> None:
    (place / "note.txt").write_text("words")
    code, report, _ = run("note.txt")
    assert (code, report["articles"]) == (0, [])


def test_reports_go_where_they_are_asked_for(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "--format", "json=out.json", "--format", "text", "--format", "sarif=out.sarif"]) == 1
    assert "page-furniture" in capsys.readouterr().out
    assert len(json.loads((place / "out.json").read_text())["articles"]) == 3
    assert json.loads((place / "out.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gate", "--baseline", "x.json", "--no-baseline"], "--baseline and --no-baseline: contradict each other"),
        (["gate", "--baseline", "x.json"], "x.json: cannot be read (No such file or directory)"),
        (["gate", "--format", "yaml"], "--format: 'yaml' is unknown; use text, json"),
        (["gate", "--format", "json", "--format", "sarif"], "--format: two reports go to standard output"),
        (["gate", "--format", "json=x", "--format", "sarif=x"], "--format: two reports go to x"),
        (["gate", "--format", "json=a.md"], "--format a.md: would overwrite the input"),
        (["gate", "--format", "json=none/x"], "--format none/x: there is no such folder"),
        (["gate", "--max-per-1000-words", "-1"], "--max-per-1000-words: -1.0 is no rate"),
        (["gate", "--fail-on", "bad"], "--fail-on: 'bad' is unknown"),
        (["gate", "none.md"], "none.md: no such file or folder"),
        (["gate", "--changed-since", "HEAD"], "is not in a git repository"),
        (["config", "/etc/hostname"], "/etc/hostname: is not in the project"),
    ],
)
def test_wrong_commands_are_one_clear_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(place.parent))
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "; " in err


def test_an_empty_project_says_how_to_name_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert main(["gate"]) == 2
    assert "there are no articles; say where they are with [[articles]]" in capsys.readouterr().err


def test_a_rule_that_is_none_stops_every_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "qa-translate.toml").write_text('ignore = ["page-furnitur"]\n')
    for command in (["gate"], ["check", "a.md"], ["audit", "a.jsonl"], ["config"], ["baseline", "write"]):
        assert main(command) == 2
        assert "'page-furnitur' is no rule; did you mean 'page-furniture'?" in capsys.readouterr().err


def test_check_follows_the_overrides_of_its_article(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(place, '[[overrides]]\npaths = ["a.md"]\nignore = ["page-furniture"]\n')
    assert main(["check", "a.md"]) == 0
    assert main(["check", "b.md"]) == 1


def test_config_shows_settings_and_schema(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "a.md"]) == 0
    assert 'fail_on = "minor"' in (out := capsys.readouterr().out)
    assert f"# {place / 'qa-translate.toml'}:2" in out
    assert main(["config", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "qa-translate"


def test_of_many_articles_only_the_changed_one_is_checked_again(
    run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counting(articles: Iterable[Article], tools: Tools) -> Iterator[Report | ArticleError]:
        for article in articles:
            checked.append(article.id)
            yield from check_articles([article], tools)

    monkeypatch.setattr(checking, "check_articles", counting)
    for number in range(500):
        (place / f"many{number}.md").write_text(f"Day {number}.\n\n{TEXT}")
    run()
    assert len(checked) == 503
    checked.clear()
    (place / "many77.md").write_text(f"Another day.\n\n{TEXT}")
    report = run()[1]
    assert checked == ["many77"]
    assert len(report["articles"]) == 503


def test_a_hundred_unchanged_articles_take_less_than_two_seconds_beside_the_start(place: Path) -> None:
    for number in range(100):
        (place / f"many{number}.md").write_text(f"Day {number}.\n\n{TEXT}")
    main(["gate", "--format", "json=first.json"])

    def seconds(*arguments: str) -> float:
        """Of the processor: the machine may be busy with something else."""
        before = os.times()
        subprocess.run([sys.executable, "-m", "qa_translate", *arguments], check=False, capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    start = min(seconds("--version") for _ in range(3))
    assert min(seconds("gate", "--format", "json=second.json") for _ in range(3)) < 2 + start
    first, second = (json.loads((place / f"{name}.json").read_text()) for name in ("first", "second"))
    assert all(article["reused"] for article in second["articles"])
    assert [a["findings"] for a in first["articles"]] == [a["findings"] for a in second["articles"]]


def test_a_run_that_is_broken_off_keeps_what_it_has(run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(articles: Iterable[Article], tools: Tools) -> Iterator[Report | ArticleError]:
        for number, article in enumerate(articles):
            if number == 2:
                raise KeyboardInterrupt
            yield from check_articles([article], tools)

    monkeypatch.setattr(checking, "check_articles", broken_off)
    assert main(["gate"]) == 130
    monkeypatch.setattr(checking, "check_articles", check_articles)
    assert [article["reused"] for article in run()[1]["articles"]] == [True, False, False]


def test_a_bad_suppression_is_told_and_the_marks_are_there_all_the_same(run, place: Path) -> None:
    (place / "b.md").write_text(f"<!-- qa-translate: ignore page-furniture -->\n\n{TEXT}")
    for _ in range(2):
        code, report, err = run()
        assert code == 3
        assert statuses(report)["b.md"] == ["new"]
        assert "b.md:1: page-furniture is ignored without a reason; write" in err


def commit(*arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_a_file_that_was_deleted_is_a_change_of_its_article(run, place: Path) -> None:
    (place / "b.back.ar.md").write_text("غادر الوفد العاصمة.\n")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        commit(*arguments)
    (place / "b.back.ar.md").unlink()
    assert list(statuses(run("--changed-since", "HEAD")[1])) == ["b.md"]


def test_git_may_be_set_to_names_from_the_folder(run, place: Path) -> None:
    commit("init", "-q", "..")
    commit("config", "diff.relative", "true")
    for arguments in (["add", "-A"], ["commit", "-qm", "first"]):
        commit(*arguments)
    (place / "b.md").write_text(TEXT)
    assert list(statuses(run("--changed-since", "HEAD")[1])) == ["b.md"]


def test_a_glossary_of_an_override_that_changed_has_everything_looked_at(run, place: Path) -> None:
    (place / "g.csv").write_text("ar,en\nنائب,MP\n")
    settings(place, '[[overrides]]\npaths = ["a.md"]\nglossary = ["g.csv"]\n')
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        commit(*arguments)
    (place / "g.csv").write_text("ar,en\nنائب,deputy\n")
    assert len(run("--changed-since", "HEAD")[1]["articles"]) == 3


def test_odd_files_stop_no_run(run, place: Path) -> None:
    (place / ".#d.md").symlink_to("nowhere")
    (place / "d.md").symlink_to("nowhere")
    (place / "e.md").write_text("---\nsource: Agence France-Presse, " + "x" * 300 + "\n---\n" + TEXT)
    (place / "f.md").write_text('---\na: !!timestamp "abc"\n---\n' + TEXT)
    code, report, _ = run()
    assert code == 3
    assert list(statuses(report)) == ["a.md", "b.md", "c.md", "e.md"]
    assert [failure["file"] for failure in report["failures"]] == ["f.md"]


def test_nothing_outside_of_the_project_is_read(run, place: Path) -> None:
    (place.parent / "secret.md").write_text("The password is swordfish, as everybody knows by now.\n")
    (place / "d.md").write_text("---\nsource: ../secret.md\n---\n" + TEXT)
    (place / "e.md").symlink_to(place.parent / "secret.md")
    code, report, err = run()
    assert code == 3
    assert "source: ../secret.md is outside of the project" in err
    assert "e.md" not in statuses(report)
    assert "swordfish" not in json.dumps(report)


def test_a_report_of_an_earlier_run_is_no_article(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "qa-translate.toml").write_text('answers = "../answers"\n')
    for name in "abc":
        (place / f"{name}.md").unlink()
    (place / "d.en.txt").write_text(TEXT)
    (place / "d.ar.txt").write_text("اجتمع المسؤولون في العاصمة يوم الاثنين.\n")
    for _ in range(2):
        assert main(["gate", "--format", "xliff=out.xlf"]) == 0
    assert main(["gate", "--format", "json"]) == 0
    assert [a["file"] for a in json.loads(capsys.readouterr().out)["articles"]] == ["d.en.txt"]


def test_a_project_file_without_settings_is_one_with_none(place: Path) -> None:
    (place / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert main(["check", "a.md", "--config", "pyproject.toml"]) == 0


def test_a_part_of_the_project_loses_no_known_marks_of_the_rest(run, place: Path) -> None:
    assert main(["baseline", "write"]) == 0
    (place / "a.md").rename(place / "renamed.md")
    assert main(["baseline", "update", "c.md"]) == 0
    assert run()[0] == 0
    assert main(["baseline", "write", "c.md", "--force"]) == 2
