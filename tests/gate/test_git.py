"""Files that changed since a revision, in real repositories."""

import subprocess
from pathlib import Path

import pytest

from qa_translate.errors import UsageError
from qa_translate.gate.git import changed_since


def run(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    run(folder, "init", "-q")
    for name in ("a.txt", "b.txt", "c ü.txt"):
        (folder / name).write_text("one\n")
    run(folder, "add", "-A")
    run(folder, "commit", "-qm", "first")
    return folder


def names(revision: str, folder: Path) -> set[str]:
    return {path.name for path in changed_since(revision, folder)}


def test_committed_staged_unstaged_and_new_files_count(repository: Path) -> None:
    assert names("HEAD", repository) == set()
    first = run(repository, "rev-parse", "HEAD")
    (repository / "a.txt").write_text("two\n")
    run(repository, "commit", "-qam", "second")
    (repository / "c ü.txt").write_text("two\n")
    (repository / "new.txt").write_text("two\n")
    (repository / ".gitignore").write_text("ignored.txt\n")
    (repository / "ignored.txt").write_text("two\n")
    assert names(first, repository) == {"a.txt", "c ü.txt", "new.txt", ".gitignore"}
    assert names("HEAD", repository) == {"c ü.txt", "new.txt", ".gitignore"}


def test_what_others_have_done_since_does_not_count(repository: Path) -> None:
    run(repository, "checkout", "-qb", "mine")
    (repository / "a.txt").write_text("mine\n")
    run(repository, "commit", "-qam", "mine")
    run(repository, "checkout", "-q", "main")
    (repository / "b.txt").write_text("theirs\n")
    run(repository, "commit", "-qam", "theirs")
    run(repository, "checkout", "-q", "mine")
    assert names("main", repository) == {"a.txt"}


def test_a_folder_within_the_repository_sees_all_of_it(repository: Path) -> None:
    (repository / "inner").mkdir()
    (repository / "a.txt").write_text("two\n")
    assert names("HEAD", repository / "inner") == {"a.txt"}


def refused(revision: str, folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        changed_since(revision, folder)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_folder_that_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "is not in a git repository; run it in one" in refused("HEAD", tmp_path)


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD~9"])
def test_an_unknown_revision(repository: Path, revision: str) -> None:
    assert "revision" in refused(revision, repository)


def test_a_shallow_clone_is_named(repository: Path, tmp_path: Path) -> None:
    first = run(repository, "rev-parse", "HEAD")
    (repository / "a.txt").write_text("two\n")
    run(repository, "commit", "-qam", "second")
    run(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    said = refused(first, tmp_path / "shallow")
    assert "this clone is shallow" in said
    assert "fetch-depth: 0" in said


def test_branches_without_a_common_commit(repository: Path) -> None:
    run(repository, "checkout", "-q", "--orphan", "other")
    run(repository, "commit", "-qm", "other")
    assert "no commit in common" in refused("main", repository)


def test_a_machine_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git cannot be run" in refused("HEAD", repository)


def test_a_repository_without_commits(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    assert "there is no revision HEAD" in refused("HEAD", tmp_path)
