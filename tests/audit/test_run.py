"""Audits: what is counted, said and kept; what is known is not done again."""

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.audit import progress as progress_module
from qa_translate.audit.keeping import InLines, InStore
from qa_translate.audit.progress import Lines, progress
from qa_translate.audit.run import audit
from qa_translate.audit.session import Session
from qa_translate.audit.store import Store
from qa_translate.audit.summary import Summary
from qa_translate.audit.work import Here, Shard, ShardDone
from qa_translate.checks import registry
from qa_translate.config import Project, Settings
from qa_translate.errors import ConfigError
from qa_translate.finding import Severity
from tests.audit.stand_ins import Heard, drafts, line, open_stand_ins, written


def project(settings: Settings | None = None) -> Project:
    given = config.load()
    return replace(given, settings=settings or Settings(batch_chars=1))


def run(*inputs: str, settings: Settings | None = None) -> tuple[Summary, list[str], Heard]:
    """An audit with stand-ins for the engines: what it counted, wrote and said."""
    lines: list[str] = []
    heard = Heard()
    summary = audit(inputs, project(settings), Here(open_stand_ins), InLines(lines.append), heard)
    return summary, lines, heard


def kept(store: Path, *inputs: str, settings: Settings | None = None, retry: bool = False) -> tuple[Summary, Heard]:
    """An audit into a store; its key stands for the settings."""
    heard = Heard()
    key = repr(settings)
    with Session(store, key, "{}", inputs, "here") as session:
        given = project(settings)
        return audit(inputs, given, Here(open_stand_ins), InStore(session), heard, retry=retry), heard


def ids(store: Path) -> list[str]:
    with Store(store) as opened:
        return [public["id"] for public in opened.public(opened.latest())]


def test_every_article_is_counted_once(tmp_path: Path) -> None:
    summary, lines, heard = run(written(tmp_path / "a.jsonl", [line("one"), "{", line("two"), "", line("one")]))
    assert (summary.checked, summary.failed, len(lines), heard.shown) == (2, 2, 2, 4)
    assert summary.worst is Severity.MINOR
    assert summary.text().startswith("2 articles checked: 2 marks (2 minor)\n20 words in ")


def test_what_goes_wrong_in_an_article_is_said_with_its_line(tmp_path: Path) -> None:
    blob = line("blob", "x " * 40 + "x" * 1000, source="م" * 1000)
    _, lines, heard = run(written(tmp_path / "a.jsonl", [line("one"), blob, line("two")]))
    assert heard.said == [
        f"qa-translate: {tmp_path}/a.jsonl:2 (article blob): the source is one stretch without spaces; "
        "give a text with words in it"
    ]
    assert [json.loads(row)["id"] for row in lines] == ["one", "two"]


def test_an_error_with_a_place_of_its_own_is_said_with_the_line_of_the_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupt(*_: object) -> None:
        raise ConfigError("not valid TOML", where="en/topic.toml", remedy="reinstall the package")

    monkeypatch.setattr(registry, "run", corrupt)
    _, _, heard = run(written(tmp_path / "a.jsonl", [line("one")]))
    assert heard.said == [
        f"qa-translate: {tmp_path}/a.jsonl:1 (article one): en/topic.toml: not valid TOML; reinstall the package"
    ]


def test_marks_below_the_threshold_are_neither_written_nor_counted(tmp_path: Path) -> None:
    summary, lines, _ = run(written(tmp_path / "a.jsonl", [line("one")]), settings=Settings(min_confidence=1.0))
    assert json.loads(lines[0])["findings"] == []
    assert summary.worst is None


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    summary, lines, heard = run(
        written(tmp_path / "empty.jsonl", []),
        written(tmp_path / "a.jsonl", [line("one")]),
        str(tmp_path / "none.jsonl"),
    )
    assert (summary.checked, summary.failed, len(lines)) == (1, 2, 1)
    assert "empty.jsonl: is empty" in heard.said[0]
    assert "none.jsonl: no such file" in heard.said[1]


def test_the_language_of_back_translations_can_be_set_for_all(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [line("one", back_translation="Officials met in the capital.")])
    summary, _, _ = run(path, settings=Settings(back_lang="en"))
    assert summary.checked == 1


def test_what_was_answered_is_not_done_again(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", list(drafts(5)))
    assert kept(tmp_path / "s.db", path)[0].checked == 5
    again, _ = kept(tmp_path / "s.db", path)
    assert (again.checked, again.known) == (0, 5)
    assert again.worst is Severity.MINOR
    assert ids(tmp_path / "s.db") == [f"a{k}" for k in range(5)]


def test_what_was_edited_is_done_again_and_takes_the_place_of_what_was_known(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", list(drafts(3)))
    kept(tmp_path / "s.db", path)
    written(tmp_path / "a.jsonl", [*list(drafts(3))[:2], line("a2", "Nothing of the kind happened there.")])
    again, _ = kept(tmp_path / "s.db", path)
    assert (again.checked, again.known) == (1, 2)
    assert sorted(ids(tmp_path / "s.db")) == ["a0", "a1", "a2"]
    with Store(tmp_path / "s.db") as store:
        assert [p["findings"] for p in store.public(1) if p["id"] == "a2"] == [[]]


def test_another_date_or_place_in_the_archive_is_no_edit(tmp_path: Path) -> None:
    kept(tmp_path / "s.db", written(tmp_path / "a.jsonl", [line("one", date="2024-01-02")]))
    again, _ = kept(tmp_path / "s.db", written(tmp_path / "b.jsonl", ["", line("one", date="2024-01-03")]))
    assert (again.checked, again.known) == (0, 1)


def test_other_settings_are_another_run_and_both_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", list(drafts(2)))
    kept(tmp_path / "s.db", path)
    second, _ = kept(tmp_path / "s.db", path, settings=Settings(min_confidence=1.0))
    assert second.checked == 2
    with Store(tmp_path / "s.db") as store:
        assert [(run.number, run.checked, run.findings) for run in store.runs()] == [(1, 2, 2), (2, 2, 0)]


def test_what_could_not_be_read_is_kept_until_it_can(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [line("one"), "{"])
    kept(tmp_path / "s.db", path)
    with Store(tmp_path / "s.db") as store:
        ((place, reason),) = store.rows("SELECT place, reason FROM unanswered").fetchall()
    assert place.endswith("a.jsonl:2")
    assert reason.startswith("is not valid JSON")
    written(tmp_path / "a.jsonl", [line("one"), line("two")])
    assert kept(tmp_path / "s.db", path)[0].failed == 0
    with Store(tmp_path / "s.db") as store:
        assert store.rows("SELECT * FROM unanswered").fetchall() == []


def test_an_interruption_keeps_what_was_checked(tmp_path: Path) -> None:
    class Impatient(Heard):
        def show(self, summary: object) -> None:
            super().show(summary)
            if self.shown == 3:
                raise KeyboardInterrupt

    path = written(tmp_path / "a.jsonl", list(drafts(9)))
    with Session(tmp_path / "s.db", "None", "{}", [path], "here") as session, pytest.raises(KeyboardInterrupt):
        audit([path], project(Settings()), Here(open_stand_ins), InStore(session), Impatient())
    assert ids(tmp_path / "s.db") == ["a0", "a1", "a2"]
    again, _ = kept(tmp_path / "s.db", path)
    assert (again.checked, again.known) == (6, 3)


def test_shards_hold_so_many_characters_and_one_kind_of_settings(tmp_path: Path) -> None:
    shards: list[list[str]] = []

    class Noting(Here):
        def run(self, items: Iterator[object]) -> Iterator[object]:  # type: ignore[override]
            for item in items:
                if isinstance(item, Shard):
                    shards.append([entry.article.id for entry in item.entries])
            yield ShardDone()

    (tmp_path / "qa-translate.toml").write_text(
        'batch_chars = 120\n[[overrides]]\npaths = ["b.jsonl"]\nmin_confidence = 0.9'
    )
    one = written(tmp_path / "a.jsonl", list(drafts(3)))
    two = written(tmp_path / "b.jsonl", [line("b0"), line("b1")])
    given = config.load(tmp_path / "qa-translate.toml")
    audit([one, two], given, Noting(open_stand_ins), InLines(lambda _: None), Heard())
    assert shards == [["a0", "a1"], ["a2"], ["b0", "b1"]]


def test_pages_come_with_the_worst_articles_only(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [*drafts(4), line("good", "Nothing of the kind happened there on Monday.")])
    with Session(tmp_path / "s.db", "None", "{}", [path], "here", pages=2) as session:
        audit([path], project(), Here(open_stand_ins), InStore(session), Heard())
    with Store(tmp_path / "s.db") as store:
        assert store.rows("SELECT id FROM pages JOIN articles USING (article)").fetchall() == [("a0",), ("a1",)]


def test_progress_on_no_terminal_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 5.0, 20.0, 20.0, 21.0])
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(now))
    stream = io.StringIO()
    with progress(stream, 30) as shown:
        assert isinstance(shown, Lines)
        for count in (1, 10, 11):
            shown.show(Summary(checked=count, words=count * 500, failed=1))
    assert stream.getvalue() == (
        "qa-translate: 11 of 30 articles, 0.5 articles/s, 250 words/s, 0 marks, 1 without answer, 38 s left\n"
    )


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An audit that has checked one article of standard input and waits for the next."""
    (tmp_path / "qa-translate.toml").write_text("batch_chars = 1\nthreads = 1\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa_translate", "audit", "-", "--findings", "f.jsonl"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(line("one") + "\n")
    process.stdin.flush()
    partial, until = tmp_path / "f.jsonl.part", time.monotonic() + 60
    while not (partial.exists() and partial.stat().st_size) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    yield process
    process.kill()
    process.communicate()


def test_an_interrupted_run_says_where_its_answers_are(tmp_path: Path, running: subprocess.Popen[str]) -> None:
    running.send_signal(signal.SIGINT)
    assert running.stderr is not None
    assert running.wait(timeout=30) == 130
    assert running.stderr.read() == (
        "qa-translate: the articles that were checked stand in f.jsonl.part\nqa-translate: interrupted\n"
    )
    assert json.loads((tmp_path / "f.jsonl.part").read_text())["id"] == "one"
    assert not (tmp_path / "f.jsonl").exists()
