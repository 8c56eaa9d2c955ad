"""The store: what goes in comes out, and nothing that goes wrong spoils it."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.audit.entries import About, Unread
from qa_translate.audit.session import Session
from qa_translate.audit.store import Store, StoreError
from qa_translate.audit.work import Answered, Failed, Passage, Shard, check_shard
from qa_translate.errors import InputError, UsageError
from qa_translate.pipeline import Tools, check_article
from qa_translate.reading import read_articles
from qa_translate.report.json_v1 import dump, line
from tests.audit.stand_ins import entry

PUBLIC = {
    "schema": "qa-translate/1",
    "id": "one",
    "score": 91.5,
    "signature": "version:1",
    "findings": [
        {
            "rule": "changed-name",
            "category": "name",
            "severity": "major",
            "confidence": 0.75,
            "message": "“A” stands for “ب”.",
            "target": {"start": 3, "end": 9, "text": "half \ud83d", "unit": "unit 4"},
            "source": {"start": 0, "end": 2, "text": "ب"},
            "back": None,
        }
    ],
    "skipped": [{"rule": "word-salad", "reason": "no syntax"}],
    "back_translation": {"text": "نص", "lang": "ar", "engine": "shouter:1"},
}


def answered(**changes: object) -> Answered:
    return Answered(0, {**PUBLIC, **changes}, (Passage("A [[half]]", "", "A"),), ((0, 9, 2, 5),), 12)


def session(path: Path, key: str = "key") -> Session:
    return Session(path, key, "{}", ["a.jsonl"], "here")


def put(path: Path, *pairs: tuple[str, Answered | Failed]) -> None:
    with session(path) as opened:
        for name, outcome in pairs:
            opened.put(entry(name, about=About("2024-05-01", "Al-Rasif", "https://e.org")), outcome)
        opened.commit({"checked": len(pairs)}, ended=True)


def test_the_public_json_comes_out_as_it_went_in(tmp_path: Path) -> None:
    put(tmp_path / "s.db", ("one", answered()))
    with Store(tmp_path / "s.db") as store:
        (public,) = store.public(1)
    expected = json.loads(dump(PUBLIC, None))
    expected["findings"][0]["target"]["text"] = "half \\ud83d"  # SQLite holds no half of a surrogate pair
    assert public == expected


def test_lines_of_a_store_are_those_of_check_to_the_byte(store: Path, archive: str, tools: Tools) -> None:
    plain = replace(tools, similarity=False)
    expected = [line(check_article(a, plain), 0.5) for a in read_articles(archive) if not isinstance(a, Exception)]
    with Store(store) as opened:
        assert [dump(public, None) for public in opened.public(1)] == expected


def test_what_was_put_and_not_committed_is_forgotten(tmp_path: Path) -> None:
    put(tmp_path / "s.db", ("one", answered()))
    with session(tmp_path / "s.db") as opened:
        opened.put(entry("one"), Failed(0, "no more"))
        opened.put(entry("two"), answered(id="two"))
    with Store(tmp_path / "s.db") as store:
        assert store.rows("SELECT id, state FROM articles").fetchall() == [("one", "checked")]


def test_a_full_disk_ends_the_run_and_leaves_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    put(path, ("one", answered()))
    with session(path) as opened:
        pages = opened.rows("PRAGMA page_count").fetchone()[0]
        opened.rows(f"PRAGMA max_page_count = {pages + 1}")

        def fill() -> None:
            for k in range(500):
                opened.put(entry(f"more {k}"), answered())

        with pytest.raises(
            StoreError, match=r"s\.db: cannot be written \(database or disk is full\); free space"
        ) as full:
            fill()
        assert full.value.exit_code == 3
    with Store(path) as store:
        assert store.rows("SELECT id FROM articles").fetchall() == [("one",)]
        assert store.rows("PRAGMA integrity_check").fetchone() == ("ok",)
    put(path, ("two", answered()))


def test_two_audits_do_not_write_into_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_translate.audit.store._BUSY", 0.1)
    with session(tmp_path / "s.db"), pytest.raises(UsageError, match="is being written by another audit"):
        session(tmp_path / "s.db", "other")


def test_a_store_is_read_while_it_is_written(tmp_path: Path) -> None:
    with session(tmp_path / "s.db") as opened:
        opened.put(entry("one"), answered())
        opened.commit({"checked": 1})
        opened.put(entry("two"), answered())
        with Store(tmp_path / "s.db") as reader:
            assert reader.rows("SELECT count(*) FROM answers").fetchone() == (1,)
            assert reader.rows("SELECT ended FROM sessions").fetchone() == (None,)


def test_what_failed_and_what_could_not_be_read_is_told_with_its_reason(tmp_path: Path) -> None:
    with session(tmp_path / "s.db") as opened:
        opened.put(entry("one"), Failed(0, "took its process down (SIGSEGV)", quarantined=True))
        opened.put(entry("two"), Failed(0, "no text"))
        opened.put_unread(Unread("a.jsonl:3", "is not valid JSON"))
        opened.commit({"failed": 3}, ended=True)
    with Store(tmp_path / "s.db") as store:
        assert store.rows("SELECT id, state, reason FROM unanswered ORDER BY reason").fetchall() == [
            (None, "unread", "is not valid JSON"),
            ("two", "failed", "no text"),
            ("one", "quarantined", "took its process down (SIGSEGV)"),
        ]


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    put(tmp_path / "s.db", ("one", answered()))
    assert [file.name for file in tmp_path.iterdir()] == ["s.db"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"id,text\n", "is no store"), (b"SQLite format 3\0" + b"\1" * 100, "is no store")],
)
def test_other_files_are_no_stores_and_stay_as_they_are(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "s.db").write_bytes(content)
    for write in (False, True):
        with pytest.raises(InputError, match=said):
            Store(tmp_path / "s.db", write=write)
    assert (tmp_path / "s.db").read_bytes() == content


def test_other_databases_and_later_stores_are_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s.db") as base:
        base.execute("CREATE TABLE t (x)")
    with pytest.raises(InputError, match="is a database, but no store"):
        Store(tmp_path / "s.db", write=True)
    put(tmp_path / "t.db", ("one", answered()))
    with sqlite3.connect(tmp_path / "t.db") as base:
        base.execute("UPDATE meta SET value = 'qa-translate-store/9'")
    with pytest.raises(InputError, match="store of another kind"):
        Store(tmp_path / "t.db")


def test_sets_of_skipped_rules_are_kept_once(tmp_path: Path) -> None:
    put(tmp_path / "s.db", *((f"a{k}", answered(id=f"a{k}")) for k in range(20)))
    with Store(tmp_path / "s.db") as store:
        assert store.rows("SELECT count(*) FROM skipped").fetchone() == (1,)
        assert store.rows("SELECT count(*) FROM not_looked_for").fetchone() == (20,)


def test_segments_and_speakers_of_real_marks_are_kept(store: Path) -> None:
    with Store(store) as opened:
        penalties = opened.rows("SELECT penalty, words FROM segments").fetchall()
        speakers = [row[0] for row in opened.rows("SELECT speaker FROM marks WHERE category = 'attribution'")]
        assert all(1 <= penalty <= 25 and words > 0 for penalty, words in penalties)
        assert any(speaker for speaker in speakers)
        assert not {"he", "she", "He", "I"} & set(speakers)


def test_an_answer_has_a_passage_for_every_mark(tools: Tools, archive: str) -> None:
    articles = [a for a in read_articles(archive) if not isinstance(a, Exception)]
    shard = Shard(1, tuple(replace(entry(a.id), article=a) for a in articles), page_below=100.0)
    for outcome in check_shard(shard, replace(tools, similarity=False)):
        assert isinstance(outcome, Answered)
        assert len(outcome.passages) == len(outcome.public["findings"])
        assert bool(outcome.page) == (outcome.score < 100)
        for mark, passage in zip(outcome.public["findings"], outcome.passages, strict=True):
            words = " ".join(mark["target"]["text"].split())
            assert f"[[{words}]]" in passage.translation
