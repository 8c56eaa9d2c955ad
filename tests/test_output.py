"""Results never take the place of what they were made from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa_translate.cli import main

ENGLISH = "The minister said that the talks began yesterday."
ARABIC = "قال الوزير إن المحادثات بدأت أمس في العاصمة."
LINE = json.dumps({"id": "a", "translation": ENGLISH}) + "\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs, under several names."""
    for name, text in {"d.en.txt": ENGLISH, "d.ar.txt": ARABIC, "d.back.ar.txt": ARABIC, "s.txt": ARABIC}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "all.jsonl").write_text(LINE)
    (tmp_path / "f.jsonl.part").write_text(LINE)
    (tmp_path / "link.html").symlink_to("d.en.txt")
    os.link(tmp_path / "all.jsonl", tmp_path / "hard.jsonl")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "replaced"),
    [
        (["check", "d.en.txt", "--output", "d.en.txt"], "d.en.txt"),
        (["check", "d.en.txt", "--output", "folder/../d.en.txt"], "d.en.txt"),
        (["check", "d.en.txt", "--output", "link.html"], "d.en.txt"),
        (["check", "link.html", "--output", "d.en.txt"], "link.html"),
        (["check", "d.en.txt", "--source", "s.txt", "--output", "s.txt"], "s.txt"),
        (["check", "d.en.txt", "--back", "s.txt", "--output", "s.txt"], "s.txt"),
        (["check", "d.en.txt", "--output", "d.ar.txt"], "d.ar.txt"),
        (["check", "d.en.txt", "--output", "d.back.ar.txt"], "d.back.ar.txt"),
        (["audit", "all.jsonl", "--findings", "all.jsonl"], "all.jsonl"),
        (["audit", "all.jsonl", "--findings", "hard.jsonl"], "all.jsonl"),
        (["audit", "all.jsonl", "f.jsonl.part", "--findings", "f.jsonl"], "f.jsonl.part"),
    ],
)
def test_an_output_that_is_an_input_is_refused_before_anything_is_done(
    place: Path, arguments: list[str], replaced: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in place.iterdir() if path.is_file()}
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert (
        said == f"qa-translate: {arguments[-2]} {arguments[-1]}: would overwrite the input {replaced}; "
        "name another file\n"
    )
    assert {path: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_standard_input_is_an_input(place: Path) -> None:
    with (place / "all.jsonl").open("rb") as stream:
        command = [sys.executable, "-m", "qa_translate", "audit", "-", "--findings", "all.jsonl"]
        done = subprocess.run(command, stdin=stream, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "would overwrite the input standard input; name another file" in done.stderr
    assert (place / "all.jsonl").read_text() == LINE
