"""Answers that are kept: the same when they come back, gone when anything changed, harmless when damaged."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.answer import Answer, Mark, Pair, Passage, Piece, Place, Suppression, Where
from qa_translate.article import Span
from qa_translate.config import Settings
from qa_translate.errors import InputError
from qa_translate.finding import Category, Severity, Skipped
from qa_translate.gate.store import AnswerStore, Kept
from qa_translate.gate.suppress import Order
from qa_translate.project.jobs import Job
from qa_translate.project.keys import digest, settings_key
from qa_translate.project.keys import key_of as key_of_job

MARK = Mark(
    "r",
    Category.NUMBER,
    Severity.MAJOR,
    0.75,
    "said “é”",
    Passage("x\ud800", "b", "a", "a.md", 3, 4, Place(1, 2, 3, 4), "unit 3"),
    Passage("س"),
    fingerprint="0123",
    sentence="s",
    occurrence=2,
)
ANSWER = Answer(
    "a",
    "a.md",
    "s.md",
    "",
    "ar",
    "en",
    9,
    81.5,
    "v",
    (MARK,),
    3,
    (Skipped("x", "y"),),
    (Pair("s", "t", (Piece(0, 0, 1),)),),
)
ORDER = Order(Suppression("r", "why", Where.ARTICLE, "a.md:3"), Span(1, 2), "t", "p")
KEPT = Kept((ANSWER, replace(ANSWER, id="b", marks=())), ((ORDER, replace(ORDER, stretch=None)), ()))
KEY = digest(["key"])


def key_of(job: Job, settings: Settings) -> str:
    return key_of_job(job, settings_key(settings))


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path / "deep" / "answers", 1000)
    assert store.get(KEY) is None
    store.put(KEY, KEPT)
    assert store.get(KEY) == KEPT
    assert store.get(digest(["other"])) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\x78\x9c"])
def test_a_damaged_file_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    store = AnswerStore(tmp_path, 1000)
    store.put(KEY, KEPT)
    (file,) = tmp_path.glob("*/*")
    file.write_bytes(damage)
    assert store.get(KEY) is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("x")
    AnswerStore(tmp_path / "file", 1000).put(KEY, KEPT)
    assert "cannot be kept" in caplog.text


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path, 10_000_000)
    keys = [digest([str(k)]) for k in range(10)]
    for age, key in enumerate(keys):
        store.put(key, KEPT)
        (file,) = tmp_path.glob(f"*/{key}*")
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    assert store.prune() == 0
    size = file.stat().st_size
    small = AnswerStore(tmp_path, 5 * size)
    assert small.prune() == 6
    assert [small.get(key) is not None for key in keys] == [True] * 4 + [False] * 6


def test_where_one_part_ends_matters() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])


def test_a_key_changes_with_files_settings_and_names_but_not_with_what_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    (tmp_path / "s.md").write_text("two")
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "s.md").write_text("two")
    (tmp_path / "terms.csv").write_text("three")
    job = Job("a.md", tmp_path / "a.md", tmp_path / "s.md")
    plain = Settings()
    key = key_of(job, plain)
    assert key == key_of(job, replace(plain, fail_on="minor", threads=1, max_per_1000_words=3.0, cache="x"))
    others = [
        key_of(job, replace(plain, min_confidence=0.6)),
        key_of(job, replace(plain, ignore=("changed-name",))),
        key_of(job, replace(plain, target_lang="fr")),
        key_of(job, replace(plain, engine="argos:en-ar")),
        key_of(replace(job, source=None), plain),
        key_of(replace(job, file="b.md"), plain),
        key_of(replace(job, source=tmp_path / "moved" / "s.md"), plain),
        key_of(job, replace(plain, glossary=(str(tmp_path / "terms.csv"),))),
    ]
    (tmp_path / "terms.csv").write_text("four")
    others.append(key_of(job, replace(plain, glossary=(str(tmp_path / "terms.csv"),))))
    (tmp_path / "s.md").write_text("changed")
    others.append(key_of(job, plain))
    assert len({key, *others}) == 1 + len(others)


def test_a_glossary_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    with pytest.raises(InputError, match=r"none\.csv: cannot be read \(No such file"):
        key_of(Job("a.md", tmp_path / "a.md"), replace(Settings(), glossary=(str(tmp_path / "none.csv"),)))
