"""The page about a run."""

import re
from pathlib import Path

import pytest
from lxml import html

from qa_translate.audit.page import nice_top, page, write_page
from qa_translate.audit.store import Store
from qa_translate.cli import main


@pytest.fixture(scope="module")
def text(store: Path) -> str:
    with Store(store) as opened:
        return page(opened, 1, {})


def test_the_page_loads_nothing_and_runs_nothing(text: str) -> None:
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?!https://e\.org|#)', text)
    assert "javascript:" not in text


def test_the_page_tells_what_the_store_holds(text: str, store: Path) -> None:
    tree = html.fromstring(text)
    with Store(store) as opened:
        marks = opened.rows("SELECT count(*) FROM marks WHERE run = 1").fetchone()[0]
    assert f"<b>{marks}</b><span>marks</span>" in text
    titles = [title.text for title in tree.iter("h2")]
    for title in ("Over time", "Categories", "Scores", "Outlets", "Worst passages", "Without an answer"):
        assert title in titles
    assert len(tree.xpath("//article[@class='passage']")) == min(40, marks)


def test_names_of_articles_are_no_markup(text: str) -> None:
    assert "&lt;b&gt;furniture" in text
    assert "<b>furniture" not in text


def test_charts_have_names_and_severities_have_patterns(text: str) -> None:
    tree = html.fromstring(text)
    assert len(tree.xpath("//figure//svg[@role='img'][@aria-label]")) == 3
    for severity in ("critical", "major"):
        assert f"url(#{severity})" in text
        assert f'id="{severity}"' in text


def test_pages_of_the_worst_articles_lie_beside_and_are_linked(store: Path, tmp_path: Path) -> None:
    with Store(store) as opened:
        write_page(opened, 1, str(tmp_path / "audit.html"))
    text = (tmp_path / "audit.html").read_text(encoding="utf-8")
    files = sorted((tmp_path / "audit.pages").iterdir())
    assert len(files) == 2
    for file in files:
        assert f'href="audit.pages/{file.name}"' in text
        assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_run_without_articles_has_a_page(tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(tmp_path / "s.db", write=True) as opened, opened.writing() as base:
        base.execute("INSERT INTO runs (run, key, version, settings, started) VALUES (1, 'k', '1', '{}', 'now')")
        base.execute("INSERT INTO sessions (run, started, inputs, workers) VALUES (1, 'now', '[]', 'nobody')")
    assert main(["audit", "report", str(tmp_path / "s.db"), "--output", "-"]) == 0
    assert "not ended" in capsys.readouterr().out
    assert main(["audit", "report", str(store), "--output", str(store)]) == 2


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (3, 5), (17, 20), (0.03, 0.05), (100, 100), (101, 200)])
def test_axes_end_at_round_numbers(value: float, top: float) -> None:
    assert nice_top(value) == pytest.approx(top)
