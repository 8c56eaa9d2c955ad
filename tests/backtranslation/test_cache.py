"""The cache gives back what was put in, to whoever asks for just that, and stays within its size."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qa_translate.article import ScoredSpan, Span
from qa_translate.backtranslation import RenderingCache, cache
from qa_translate.errors import UsageError
from qa_translate.ports import Rendering, Unit

SIGNATURE = "engine/1"
RENDERING = Rendering("قال", (ScoredSpan(Span(0, 3), -0.25),), complete=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache.sqlite"


def put(kept: RenderingCache, **renderings: str) -> None:
    kept.put(SIGNATURE, Unit.SENTENCE, "en", "ar", {key: Rendering(text) for key, text in renderings.items()})


def held(kept: RenderingCache, *segments: str) -> set[str]:
    return set(kept.get(SIGNATURE, "en", "ar", segments))


def test_a_rendering_comes_back_whole(file: Path) -> None:
    with RenderingCache(file) as kept:
        kept.put(SIGNATURE, Unit.PARAGRAPH, "en", "ar", {"He said": RENDERING})
    with RenderingCache(file) as kept:
        assert kept.get(SIGNATURE, "en", "ar", ["He said", "She said"]) == {"He said": RENDERING}
        assert kept.units() == {SIGNATURE: Unit.PARAGRAPH}


@pytest.mark.parametrize("asked", [("other/1", "en", "ar"), (SIGNATURE, "fr", "ar"), (SIGNATURE, "en", "fa")])
def test_another_engine_or_language_finds_nothing(file: Path, asked: tuple[str, str, str]) -> None:
    with RenderingCache(file) as kept:
        put(kept, a="b")
        assert kept.get(*asked, ["a"]) == {}


def test_more_segments_than_one_query_takes_are_found(file: Path) -> None:
    every = {f"s{k}": f"r{k}" for k in range(1_200)}
    with RenderingCache(file) as kept:
        put(kept, **every)
        assert held(kept, *every) == set(every)


def test_what_was_not_used_for_longest_goes_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RenderingCache(file, limit=1_000) as kept:
        monkeypatch.setattr(cache, "_now", lambda: 86_400)
        put(kept, old="x" * 400, used="x" * 400)
        monkeypatch.setattr(cache, "_now", lambda: 3 * 86_400)
        assert held(kept, "used") == {"used"}
        put(kept, new="x" * 400)
        assert held(kept, "old", "used", "new") == {"used", "new"}
        (contents,) = kept.contents()
        assert contents.size <= 1_000


def test_the_file_shrinks_when_it_is_pruned(file: Path) -> None:
    with RenderingCache(file) as kept:
        put(kept, **{f"s{k}": "x" * 10_000 for k in range(100)})
        assert kept.prune(days=0) == 100
        assert kept.prune(limit=0) == 0
        assert kept.contents()[0].renderings == 0
    assert file.stat().st_size < 100_000


WORKER = """
import sys
from pathlib import Path
from qa_translate.backtranslation import RenderingCache
from qa_translate.ports import Rendering, Unit
with RenderingCache(Path(sys.argv[1])) as kept:
    for k in range(40):
        both = {f"{sys.argv[2]}{k}": Rendering("x"), f"shared{k}": Rendering("x")}
        kept.put("engine/1", Unit.SENTENCE, "en", "ar", both)
"""


def test_what_was_used_within_the_days_stays(file: Path) -> None:
    with RenderingCache(file) as kept:
        put(kept, a="b")
        assert kept.prune(days=0.5) == 0


def test_a_full_cache_keeps_what_it_was_just_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RenderingCache(file, limit=1_000) as kept:
        for k in range(10):
            monkeypatch.setattr(cache, "_now", lambda k=k: 86_400 + k)
            put(kept, **{f"s{k}": "x" * 300})
            assert held(kept, f"s{k}") == {f"s{k}"}


def test_another_programs_database_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE bookmarks (title TEXT)")
    before = file.read_bytes()
    with pytest.raises(UsageError, match="is another program's database; name another file with --cache"):
        RenderingCache(file)
    assert file.read_bytes() == before


def test_several_processes_write_at_once_and_nothing_is_lost(file: Path) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(file), name]) for name in "abc"]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    with RenderingCache(file) as kept:
        (contents,) = kept.contents()
        assert contents.renderings == 4 * 40


def test_a_cache_that_cannot_be_written_is_logged_and_no_reason_to_stop(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with RenderingCache(file) as kept, caplog.at_level(logging.WARNING):
        kept._db.execute("PRAGMA query_only = ON")
        put(kept, a="b")
        assert held(kept, "a") == set()
    assert str(file) in caplog.text


def test_a_cache_that_may_only_be_read_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with RenderingCache(file) as kept:
        put(kept, a="b")
        kept._db.execute("PRAGMA query_only = ON")
        monkeypatch.setattr(cache, "_now", lambda: 86_400)
        assert held(kept, "a") == {"a"}


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("He said that he would come.\n" * 100)
    with pytest.raises(UsageError, match=r"article.txt: cannot be used as a cache .*; name another file with --cache"):
        RenderingCache(file)
    assert file.read_text().startswith("He said")


def test_a_cache_of_a_later_version_is_refused_and_left_alone(file: Path) -> None:
    RenderingCache(file).close()
    with sqlite3.connect(file) as later:
        later.execute("PRAGMA user_version = 99")
    with pytest.raises(UsageError, match=r"is a cache of version 99, and this program knows 1; update"):
        RenderingCache(file)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"cannot be used as a cache"):
        RenderingCache(tmp_path / "file" / "cache.sqlite")
