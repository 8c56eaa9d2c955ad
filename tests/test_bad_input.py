"""Whatever is wrong with the input: one clear line with the remedy, the documented exit code, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARABIC = "قال الوزير إن المحادثات بدأت أمس في العاصمة.\n\nوصل الوفد إلى القاهرة اليوم.\n\nلم يصب أحد في الحادث."
ENGLISH = "The minister said that the talks began yesterday.\n\nThe delegation arrived in Cairo.\n\nNobody was hurt."


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    command = [sys.executable, "-m", "qa_translate", *arguments]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, env=dict(os.environ))
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    """Exit code 2 and one line on standard error that says all of `said`."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("qa-translate: ")
    assert done.stderr.count("\n") == 1
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


def test_an_unreadable_file(place: Path) -> None:
    (place / "a.en.txt").chmod(0)
    if os.access(place / "a.en.txt", os.R_OK):
        pytest.skip("this user may read everything")
    refused(run("check", "a.en.txt", cwd=place), "a.en.txt: may not be read")


def test_a_directory_instead_of_a_file(place: Path) -> None:
    (place / "folder").mkdir()
    refused(run("check", "folder", cwd=place), "folder: is a directory")


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


def test_a_source_that_is_not_arabic(place: Path) -> None:
    (place / "a.ar.txt").write_text(ENGLISH)
    refused(run("check", "a.en.txt", cwd=place), "a.ar.txt", "English, not Arabic", "--source-lang")


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
    refused(run("check", "a.en.txt", cwd=place), "qa-translate.toml:2", "did you mean 'min_confidence'?")


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
    refused(run_with_weights(place / "none", place), "weights are missing", "reinstall")


def run_with_weights(folder: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`check` with the encoder's files in `folder`."""
    code = (
        "import sys; from pathlib import Path; from qa_translate.engines import encoder, weights; find = weights.find\n"
        f"weights.find = lambda folder=None: find(folder or Path({str(folder)!r}))\n"
        "from qa_translate.cli import main; sys.exit(main(['check', 'a.en.txt']))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


def test_a_megabyte_without_a_space(place: Path) -> None:
    (place / "long.en.txt").write_text(ENGLISH + "\n\n" + "x" * 1_000_000)
    done = run("check", "long.en.txt", "--format", "json", cwd=place)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "long.en"
