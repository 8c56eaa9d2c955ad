"""Batches: what is counted, named and kept."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate.audit.progress import Lines, progress
from qa_translate.audit.run import Summary, audit, readable
from qa_translate.checks import registry
from qa_translate.config import Settings
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import ConfigError, InputError
from qa_translate.finding import Severity
from qa_translate.pipeline import Tools

DRAFT = "Officials met in the capital on Monday.\n\nLeave a Reply"


class Heard:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.done = 0
        self.said: list[str] = []

    def advance(self) -> None:
        self.done += 1

    def say(self, message: str) -> None:
        self.said.append(message)


def line(name: str, **fields: object) -> str:
    return json.dumps({"id": name, "translation": DRAFT, **fields})


def written(path: Path, *lines: str) -> str:
    path.write_text("".join(f"{row}\n" for row in lines))
    return str(path)


def run(*inputs: str, settings: Settings | None = None) -> tuple[Summary, list[str], Heard]:
    """An audit with stand-ins for the engines: what it counted, wrote and said."""
    lines: list[str] = []
    heard = Heard()
    tools = Tools(HashEncoder(), {"en": FlatParser()}, batch_chars=1)
    return audit(inputs, tools, settings or Settings(), lines.append, heard), lines, heard


def test_every_article_is_counted_once(tmp_path: Path) -> None:
    summary, lines, heard = run(written(tmp_path / "a.jsonl", line("one"), "{", line("two"), "", line("one")))
    assert (summary.checked, summary.failed, len(lines), heard.done) == (2, 2, 2, 4)
    assert summary.worst is Severity.MINOR
    assert summary.text().startswith("2 articles checked: 2 marks (2 minor)\n20 words in ")


def test_what_goes_wrong_in_an_article_is_said_with_its_line(tmp_path: Path) -> None:
    blob = line("blob", translation="x " * 40 + "x" * 1000, source="م" * 1000)
    _, lines, heard = run(written(tmp_path / "a.jsonl", line("one"), blob, line("two")))
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
    _, _, heard = run(written(tmp_path / "a.jsonl", line("one")))
    assert heard.said == [
        f"qa-translate: {tmp_path}/a.jsonl:1 (article one): en/topic.toml: not valid TOML; reinstall the package"
    ]


def test_marks_below_the_threshold_are_neither_written_nor_counted(tmp_path: Path) -> None:
    summary, lines, _ = run(written(tmp_path / "a.jsonl", line("one")), settings=Settings(min_confidence=1.0))
    assert json.loads(lines[0])["findings"] == []
    assert summary.worst is None


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    summary, lines, heard = run(
        written(tmp_path / "empty.jsonl"), written(tmp_path / "a.jsonl", line("one")), str(tmp_path / "none.jsonl")
    )
    assert (summary.checked, summary.failed, len(lines)) == (1, 2, 1)
    assert "empty.jsonl: is empty" in heard.said[0]
    assert "none.jsonl: no such file" in heard.said[1]


def test_the_language_of_back_translations_can_be_set_for_all(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", line("one", back_translation="Officials met in the capital."))
    summary, _, _ = run(path, settings=Settings(back_lang="en"))
    assert summary.checked == 1


def test_articles_are_counted_before_the_work_where_that_is_possible(tmp_path: Path) -> None:
    lines = written(tmp_path / "a.jsonl", line("one"), "", line("two"))
    whole = written(tmp_path / "b.json", "[]")
    os.mkfifo(tmp_path / "pipe")
    assert readable([lines]) == 2
    assert readable([lines, "-"]) is None
    assert readable([lines, whole]) is None
    assert readable([lines, str(tmp_path / "pipe")]) is None


def test_json_lines_may_be_called_a_text(tmp_path: Path) -> None:
    assert readable([written(tmp_path / "a.txt", "\ufeff" + line("one"))]) == 1
    with pytest.raises(InputError, match="use the command check"):
        readable([written(tmp_path / "b.txt", DRAFT)])


def test_progress_on_no_terminal_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 5.0, 11.0, 12.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    stream = io.StringIO()
    with progress(stream, 3) as shown:
        assert isinstance(shown, Lines)
        for _ in range(3):
            shown.advance()
    assert stream.getvalue() == "qa-translate: 2 of 3 articles, 0.2 a second\n"


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
