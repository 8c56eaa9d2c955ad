"""Whatever is wrong with the input: one clear line with the remedy, the documented exit code, no traceback."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qa_translate.cli import main

ARABIC = "قال الوزير إن المحادثات بدأت أمس في العاصمة.\n\nوصل الوفد إلى القاهرة اليوم.\n\nلم يصب أحد في الحادث."
ENGLISH = "The minister said that the talks began yesterday.\n\nThe delegation arrived in Cairo.\n\nNobody was hurt."


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    command = [sys.executable, "-m", "qa_translate", *arguments]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, env=dict(os.environ))
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str], *said: str, excerpt: bool = False) -> None:
    """Exit code 2 and one line on standard error that says all of `said`; below it perhaps a line with a caret."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("qa-translate: ")
    assert done.stderr.count("\n") == (3 if excerpt else 1)
    assert "; " in done.stderr, "no remedy"
    for part in said:
        assert part in done.stderr


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "a.ar.txt").write_text(ARABIC, encoding="utf-8")
    return tmp_path


def test_a_missing_file_is_named_with_the_nearest_one(place: Path) -> None:
    refused(run("check", "a.em.txt", cwd=place), "a.em.txt: no such file", "did you mean a.en.txt?")


def test_a_missing_source_is_named(place: Path) -> None:
    refused(run("check", "a.en.txt", "--source", "b.ar.txt", cwd=place), "b.ar.txt: no such file")


def test_an_unreadable_file(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As the superuser may read everything, the refusal is made here."""

    opened = Path.open

    def refuse(path: Path, *given: Any, **named: Any) -> Any:
        if path.name == "a.en.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    for command in ("check", "audit"):
        assert main([command, str(place / "a.en.txt")]) == 2
        assert capsys.readouterr().err.endswith("a.en.txt: may not be read; check the file's permissions\n")


def test_a_socket_instead_of_a_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a.sock")
        refused(run("check", "a.sock", cwd=place), "a.sock: cannot be read")


@pytest.mark.parametrize("arguments", [["check", "folder"], ["check", "a.en.txt", "--source", "folder"]])
def test_a_directory_instead_of_a_file(place: Path, arguments: list[str]) -> None:
    (place / "folder").mkdir()
    refused(run(*arguments, cwd=place), "folder: is a directory")


def test_an_archive_that_is_an_empty_folder(place: Path) -> None:
    (place / "folder").mkdir()
    refused(run("audit", "folder", cwd=place), "folder: holds no articles", "A.en.txt beside A.ar.txt")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n\t\n", "white space"),
        (b"%PDF-1.7 \x00\x01\x02" * 50, "a PDF"),
        (bytes(range(256)) * 20, "a.en.txt"),
        (b"12 345 --- 678\n", "no words"),
        (ENGLISH.encode() + b"\0 more", "a NUL"),
        ("Ø§Ù„Ù…ØØ§Ø¯Ø«Ø§Øª Ø¨Ø¯Ø£Øª Ø£Ù…Ø³ ÙÙŠ Ø§Ù„Ø¹Ø§ØµÙ…Ø©".encode(), "wrong encoding"),
        (ARABIC.encode(), "Arabic, not English"),
    ],
    ids=["empty", "blank", "pdf", "binary", "no-words", "nul", "mojibake", "arabic"],
)
def test_a_translation_that_is_none(place: Path, content: bytes, said: str) -> None:
    (place / "a.en.txt").write_bytes(content)
    refused(run("check", "a.en.txt", cwd=place), "a.en.txt", said)


def test_a_short_translation_in_the_language_that_its_name_states(place: Path) -> None:
    (place / "a.fr.txt").write_text("Le ministre a dit que les discussions ont commencé hier dans la capitale.")
    refused(run("check", "a.fr.txt", cwd=place), "a.fr.txt: the translation is French, not English; say --target-lang")
    done = run("check", "a.fr.txt", "--target-lang", "fr", cwd=place)
    assert done.returncode == 0
    assert "rules: no syntax for fr" in done.stdout


def test_a_source_that_is_not_arabic(place: Path) -> None:
    (place / "a.ar.txt").write_text(ENGLISH)
    refused(run("check", "a.en.txt", cwd=place), "a.ar.txt", "English, not Arabic", "--source-lang")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ARABIC.encode() + b"\0", "a NUL"),
        (b"\xed\xa0\x80" + ARABIC.encode(), "a lone surrogate (U+D800)"),
        (b"", "empty"),
    ],
    ids=["nul", "surrogate", "empty"],
)
def test_a_source_that_is_broken(place: Path, content: bytes, said: str) -> None:
    (place / "a.ar.txt").write_bytes(content)
    refused(run("check", "a.en.txt", cwd=place), "a.ar.txt", said)


def test_an_encoding_that_nobody_can_tell(place: Path) -> None:
    (place / "a.en.txt").write_bytes("Le ministre a été blessé à Genève, a-t-il déclaré.".encode("latin-1"))
    refused(run("check", "a.en.txt", cwd=place), "a.en.txt:1: is not UTF-8 text (byte 0xe9", "save it as UTF-8")


def test_a_file_name_that_is_no_text(place: Path) -> None:
    name = os.fsdecode(b"b\xff.en.txt")
    (place / name).write_text(ENGLISH)
    for arguments in ([], ["--format", "json", "--output", "b.json"], ["--format", "html", "--output", "b.html"]):
        done = run("check", name, *arguments, cwd=place)
        assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((place / "b.json").read_text(encoding="utf-8"))["schema"]


def test_lone_surrogates_of_a_json_article(place: Path) -> None:
    (place / "a.json").write_text('{"id": "a", "translation": "Nobody \\ud800 was hurt there."}')
    refused(run("check", "a.json", cwd=place), "a.json", "lone surrogate")


def test_source_and_translation_of_different_articles(place: Path) -> None:
    other = (
        "فاز المنتخب المغربي على نظيره الفرنسي بهدفين في مباراة ودية بالرباط.\n\n"
        "وسجل المهاجم الهدف الأول من ركلة جزاء في الشوط الأول.\n\n"
        "وأضاف لاعب الوسط الهدف الثاني برأسية قبل نهاية المباراة.\n\n"
        "ويستعد المنتخب لمباراته المقبلة في تصفيات كأس العالم."
    )
    (place / "a.en.txt").write_text(
        "The central bank raised interest rates to nine percent on Thursday.\n\n"
        "Economists had expected the bank to keep rates where they were.\n\n"
        "The bank said inflation was higher than in its last forecast.\n\n"
        "Shares of lenders fell after the bank's decision."
    )
    (place / "a.ar.txt").write_text(other, encoding="utf-8")
    refused(run("check", "a.en.txt", cwd=place), "do not look like the same article", "a.en")


def test_an_unknown_key_of_the_configuration(place: Path) -> None:
    (place / "qa-translate.toml").write_text("\nmin-confidense = 0.9\n")
    refused(run("check", "a.en.txt", cwd=place), "qa-translate.toml:2", "did you mean 'min_confidence'?", excerpt=True)


def test_a_configuration_that_is_no_toml(place: Path) -> None:
    (place / "qa-translate.toml").write_text("min_confidence = \n")
    done = run("audit", "a.jsonl", cwd=place)
    refused(done, "qa-translate.toml:1: not valid TOML", "column 18", "correct that line", excerpt=True)


def test_texts_of_different_articles_in_a_batch_are_one_line(place: Path) -> None:
    other = "\n\n".join(f"سجل اللاعب رقم {k} هدفا في مباراة كرة القدم أمس." for k in (7, 9, 10, 11))
    bank = "\n\n".join(f"The central bank raised its interest rate to {k} percent." for k in (3, 4, 5, 6))
    lines = [{"id": "odd", "translation": bank, "source": other}, {"id": "good", "translation": ENGLISH}]
    (place / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run("audit", "a.jsonl", "--findings", "f.jsonl", cwd=place)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "a.jsonl:1 (article odd): source and translation do not look like the same article" in done.stderr
    assert json.loads((place / "f.jsonl").read_text())["id"] == "good"


def test_two_texts_of_standard_input(place: Path) -> None:
    refused(run("check", "-", "--source", "-", cwd=place, stdin=b"text"), "standard input: gives one text only")


def test_a_back_translation_in_a_third_language(place: Path) -> None:
    (place / "a.back.ar.txt").write_text(ARABIC, encoding="utf-8")
    said = "a.back.ar.txt: the back-translation is said to be French, neither of the article's languages"
    refused(run("check", "a.en.txt", "--back-lang", "fr", cwd=place), said)


def test_standard_input_that_is_empty(place: Path) -> None:
    refused(run("check", "-", cwd=place), "standard input")


def test_a_batch_of_bad_lines_is_answered_line_by_line(place: Path) -> None:
    good = json.dumps({"id": "good", "translation": ENGLISH, "source": ARABIC})
    lines = [
        good,
        '{"id": "broken", ',
        good,
        '["no object"]',
        json.dumps({"translation": ENGLISH}),
        json.dumps({"id": "none"}),
        json.dumps({"id": "arabic", "translation": ARABIC}),
        json.dumps({"id": "last", "translation": ENGLISH}),
    ]
    (place / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("audit", "all.jsonl", "--findings", "f.jsonl", cwd=place)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    for number in (2, 3, 4, 5, 6, 7):
        assert f"all.jsonl:{number}" in done.stderr
    written = [json.loads(line)["id"] for line in (place / "f.jsonl").read_text().splitlines()]
    assert sorted(written) == ["good", "last"]
    assert "2 articles checked" in done.stdout
    assert "6 articles could not be checked" in done.stdout


def test_a_file_that_is_no_batch(place: Path) -> None:
    (place / "empty.jsonl").write_bytes(b"")
    done = run("audit", "empty.jsonl", cwd=place)
    assert done.returncode in {2, 3}
    assert "empty.jsonl: is empty" in done.stderr


def test_weights_that_are_corrupt(place: Path, repository: Path) -> None:
    models = repository / "models" / "encoder"
    fake = place / "site" / "qa_translate" / "_models" / "encoder"
    fake.mkdir(parents=True)
    for file in models.iterdir():
        if file.suffix in {".onnx", ".model", ".toml"}:
            (fake / file.name).write_bytes(file.read_bytes())
    (fake / "encoder.weights").write_bytes(b"\0" * (models / "encoder.weights").stat().st_size)
    refused(run_with_weights(fake, place), "encoder.weights", "reinstall")


def test_weights_that_are_missing(place: Path) -> None:
    (place / "none").mkdir()
    refused(run_with_weights(place / "none", place), "weights of the model encoder are missing", "reinstall")


def test_weights_of_a_check_that_are_corrupt(place: Path, repository: Path) -> None:
    models = repository / "models" / "junctions"
    (place / "manifest.toml").write_bytes((models / "manifest.toml").read_bytes())
    (place / "en.npz").write_bytes(b"\0" * (models / "en.npz").stat().st_size)
    refused(run_with_weights(place, place, model="junctions"), "en.npz", "corrupt", "reinstall")


def test_weights_that_are_corrupt_leave_no_empty_file_behind(place: Path) -> None:
    (place / "a.jsonl").write_text(json.dumps({"id": "a", "translation": ENGLISH}) + "\n")
    arguments = ["audit", "a.jsonl", "--findings", "f.jsonl"]
    refused(run_with_weights(place / "none", place, arguments), "weights of the model encoder are missing", "reinstall")
    assert not list(place.glob("f.jsonl*"))


def run_with_weights(
    folder: Path, cwd: Path, arguments: Sequence[str] = ("check", "a.en.txt"), model: str = "encoder"
) -> subprocess.CompletedProcess[str]:
    """A command with the files of `model` in `folder`."""
    code = (
        "import sys; from pathlib import Path; from qa_translate import weights; find = weights.find\n"
        f"weights.find = lambda name, folder=None: find(name, Path({str(folder)!r}) if name == {model!r} else folder)\n"
        "from qa_translate.audit.work import Here; from qa_translate.cli import audit\n"
        "audit._executor = lambda *_: (Here(), 'here')\n"  # another process would find the real files
        f"from qa_translate.cli import main; sys.exit(main({list(arguments)!r}))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


def test_a_megabyte_without_a_space(place: Path) -> None:
    (place / "long.en.txt").write_text(ENGLISH + "\n\n" + "x" * 1_000_000)
    done = run("check", "long.en.txt", "--format", "json", cwd=place)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["id"] == "long.en"
    assert any("have no spaces and are no text" in skip["reason"] for skip in report["skipped"])


def test_nothing_but_a_megabyte_without_a_space(place: Path) -> None:
    (place / "a.ar.txt").write_text("م" * 1_000_000, encoding="utf-8")
    refused(run("check", "a.en.txt", cwd=place), "the source is one stretch without spaces")
