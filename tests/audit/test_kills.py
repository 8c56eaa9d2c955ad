"""What is killed goes on: nothing lost, nothing twice."""

from pathlib import Path

import pytest

from tests.audit import kills, stand_ins


@pytest.fixture
def _from_the_checkout(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(repository))
    monkeypatch.chdir(repository)


@pytest.mark.usefixtures("_from_the_checkout")
def test_an_audit_that_is_killed_again_and_again_ends_as_one_that_is_not(tmp_path: Path, repository: Path) -> None:
    archive = stand_ins.written(tmp_path / "a.jsonl", list(stand_ins.drafts(300, stand_ins.SLOW)))
    store, unbroken = tmp_path / "killed.db", tmp_path / "unbroken.db"
    assert kills.killed(store, archive, 10, 7, repository) >= 5
    kills.run_into(str(unbroken), archive)
    assert kills.difference(store, unbroken) == (0, 0, 0)
