"""The same work on a cluster: two nodes on this machine, one of them killed in the middle."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa_translate import config
from qa_translate.audit.entries import Entry
from qa_translate.audit.keeping import InLines
from qa_translate.audit.on_ray import OnRay
from qa_translate.audit.run import audit
from qa_translate.audit.work import Answered, Failed, Here
from qa_translate.cli import main
from qa_translate.config import Settings
from qa_translate.errors import UsageError
from qa_translate.pipeline import Tools
from tests.audit.stand_ins import Heard

ray = pytest.importorskip("ray", reason="needs the extra [ray]")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    made = Cluster()
    made.add_node(num_cpus=1, object_store_memory=100_000_000)
    made.second = made.add_node(num_cpus=1, object_store_memory=100_000_000)
    made.wait_for_nodes()
    ray.init(address=made.address, log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()


class Killing(InLines):
    """Takes lines, and kills a node after the first ones."""

    def __init__(self, lines: list[str], kill: Any) -> None:
        super().__init__(lines.append)
        self._lines = lines
        self._kill = kill

    def put(self, entry: Entry, outcome: Answered | Failed) -> None:
        super().put(entry, outcome)
        if len(self._lines) == 2:
            self._kill()


def test_two_nodes_of_which_one_is_killed_find_the_same_to_the_byte(cluster: Any, archive: str, tools: Tools) -> None:
    given = config.load()
    project = replace(given, settings=Settings(batch_chars=2_000, threads=1))
    here: list[str] = []
    plain = replace(tools, similarity=False)
    audit([archive], project, Here(lambda _: plain), InLines(here.append), Heard())
    there: list[str] = []
    keeping = Killing(there, lambda: cluster.remove_node(cluster.second, allow_graceful=False))
    summary = audit([archive], project, OnRay(cluster.address, 2), keeping, Heard())
    assert sorted(there) == sorted(here)
    assert (summary.checked, summary.failed) == (9, 1)


def test_a_cluster_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no cluster"):
        list(OnRay("127.0.0.1:1", 1).run(iter([])))


def test_a_cluster_of_this_machine_is_started_by_its_name(
    archive: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = str(tmp_path / "f.jsonl")
    assert main(["audit", archive, "--ray", "local", "--workers", "1", "--findings", findings]) == 3
    assert len([json.loads(row) for row in Path(findings).read_text(encoding="utf-8").splitlines()]) == 9
    assert "1 article could not be checked" in capsys.readouterr().out
