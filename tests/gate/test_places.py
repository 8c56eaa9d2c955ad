"""Where people are: the pre-commit hook, the GitHub Action, the GitLab job and the container, run as far as can be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

BIN = Path(sys.executable).parent
SETTINGS = 'fail_on = "minor"\n[[articles]]\ntranslation = "content/{name}.{lang}.md"\n'
CLEAN = "Officials met in the capital on Monday.\n"
SOURCE = "اجتمع مسؤولون في العاصمة يوم الاثنين.\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    identity = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "cache"), **identity}
    return {**os.environ, **own, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def newsroom(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A repository of two articles; a translation has page furniture in it, and nobody has committed it yet."""
    folder = tmp_path / "newsroom"
    (folder / "content").mkdir(parents=True)
    (folder / "qa-translate.toml").write_text(SETTINGS)
    for name in ("one", "two"):
        (folder / "content" / f"{name}.ar.md").write_text(SOURCE)
        (folder / "content" / f"{name}.en.md").write_text(CLEAN)
    run(["git", "init", "-q"], folder, environment)
    run(["git", "add", "-A"], folder, environment)
    run(["git", "commit", "-qm", "first"], folder, environment)
    (folder / "content" / "two.en.md").write_text(CLEAN + "\nLeave a Reply\n")
    return folder


def run(command: list[str], folder: Path, environment: dict[str, str], code: int = 0) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_hook_fails_a_commit_with_a_new_mark(
    newsroom: Path, repository: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """The hook as it is defined here; `language: system` spares its own installation."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(repository / ".pre-commit-hooks.yaml", hooks)
    run(["git", "init", "-q"], hooks, environment)
    run(["git", "add", "-A"], hooks, environment)
    run(["git", "commit", "-qm", "hooks"], hooks, environment)
    revision = run(["git", "rev-parse", "HEAD"], hooks, environment).strip()
    hook = {"id": "qa-translate", "language": "system"}
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [hook]}]}
    (newsroom / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    run([str(BIN / "pre-commit"), "install"], newsroom, environment)

    run(["git", "add", "-A"], newsroom, environment)
    refused = subprocess.run(
        ["git", "commit", "-m", "second"], cwd=newsroom, env=environment, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "content/two.en.md:3:1" in said
    assert "page-furniture" in said
    assert "content/one.en.md" not in said, "only what is committed is looked at"

    (newsroom / "content" / "two.en.md").write_text(CLEAN + "\nNobody was hurt.\n")
    (newsroom / "content" / "two.ar.md").write_text(SOURCE + "\nولم يصب أحد.\n")
    run(["git", "add", "-A"], newsroom, environment)
    run(["git", "commit", "-m", "second"], newsroom, environment)


def test_the_hook_is_what_pre_commit_takes(repository: Path, environment: dict[str, str]) -> None:
    run([str(BIN / "pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml"], repository, environment)


def action(repository: Path) -> dict[str, Any]:
    made: dict[str, Any] = read(repository / ".github" / "actions" / "qa-translate" / "action.yml")
    return made


def test_the_action_annotates_summarises_and_fails(
    newsroom: Path, repository: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    *_, step = action(repository)["runs"]["steps"]
    inputs = {"sarif": "out.sarif", "changed-since": "HEAD", "fail-on": "minor", "paths": "content\n"}
    given = {name: inputs.get(re.sub(r".*inputs\.([\w-]+).*", r"\1", value), "") for name, value in step["env"].items()}
    assert set(given.values()) >= set(inputs.values())
    runner = {
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_ACTION_PATH": str(repository / ".github" / "actions" / "qa-translate"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    log = run(["bash", "-c", step["run"]], newsroom, {**environment, **given, **runner}, code=1)
    assert re.search(r"^::notice .*file=content/two\.en\.md,.*line=3", log, re.MULTILINE)
    assert "page-furniture" in (tmp_path / "summary.md").read_text()
    (sarif_run,) = json.loads((newsroom / "out.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in sarif_run["results"]] == ["page-furniture"]
    assert any((tmp_path / "runner" / "qa-translate-answers").rglob("*.answer"))


def test_no_input_of_the_action_is_part_of_a_command(repository: Path) -> None:
    for step in action(repository)["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"


def test_every_input_of_the_action_is_used(repository: Path) -> None:
    whole = action(repository)
    text = (repository / ".github" / "actions" / "qa-translate" / "action.yml").read_text()
    for name in whole["inputs"]:
        assert f"inputs.{name} }}}}" in text


def test_the_job_for_gitlab_runs(newsroom: Path, repository: Path, environment: dict[str, str]) -> None:
    job = read(repository / ".gitlab" / "qa-translate.yml")["qa-translate"]
    base = run(["git", "rev-parse", "HEAD"], newsroom, environment).strip()
    given = {**environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    (newsroom / ".cache").mkdir()
    run(["bash", "-euc", "\n".join(job["script"])], newsroom, given)
    reports = job["artifacts"]["reports"]
    (issue,) = json.loads((newsroom / reports["codequality"]).read_text())
    assert issue["location"]["path"] == "content/two.en.md"
    assert "page-furniture" in (newsroom / reports["junit"]).read_text()
    assert (newsroom / job["cache"]["paths"][0]).is_dir()


def test_the_container_copies_what_the_package_is_built_of(repository: Path) -> None:
    """No engine for containers runs where the tests run."""
    lines = (repository / ".container" / "Containerfile").read_text().splitlines()
    copied = [part for line in lines if line.startswith("COPY ") for part in line.split()[1:-1]]
    assert all((repository / path).exists() for path in copied)
    allowed = [line[1:] for line in (repository / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert sorted(allowed) == sorted(copied)
    built = tomllib.loads((repository / "pyproject.toml").read_text())
    needed = {"pyproject.toml", built["project"]["readme"], "qa_translate", "models"}
    assert needed <= set(copied)
    assert 'ENTRYPOINT ["qa-translate"]' in lines
