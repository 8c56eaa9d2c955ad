"""What a store is asked, compared and exported."""

import csv
import io
import json
from pathlib import Path

import pytest

from qa_translate.audit.compare import compared
from qa_translate.audit.export import export_parquet
from qa_translate.audit.questions import asked, question, questions, rendered
from qa_translate.audit.store import Store
from qa_translate.cli import main
from qa_translate.errors import InputError, UsageError


@pytest.mark.parametrize("name", questions())
def test_every_question_has_an_answer_in_every_format(name: str, store: Path) -> None:
    with Store(store) as opened:
        rows = asked(opened, question(name).sql, 1, 5)
    assert 0 < len(rows.rows) <= 5
    for form in ("table", "csv", "json"):
        assert rows.columns[0] in rendered(rows, form, 200)


def test_questions_keep_to_one_run(store: Path) -> None:
    with Store(store) as opened:
        counts = [len(asked(opened, question("worst-passages").sql, run, -1).rows) for run in (1, 2)]
    assert counts[0] > counts[1] > 0


def test_months_and_outlets_add_up(store: Path) -> None:
    with Store(store) as opened:
        months = asked(opened, question("by-month").sql, 1, -1)
        outlets = asked(opened, question("by-outlet").sql, 1, -1)
    assert [row[0] for row in months.rows] == ["(unknown)", "2024-01", "2024-02", "2024-03"]
    assert sum(row[1] for row in months.rows) == sum(row[1] for row in outlets.rows) == 9
    assert {row[0] for row in outlets.rows} == {"(none)", "Al-Rasif", "=Cedar"}


def test_sql_of_ones_own_reads_and_cannot_write(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "query", str(store), "--sql", "SELECT count(*) AS n FROM answers", "--format", "csv"]) == 0
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out))) == [{"n": "18"}]
    assert main(["audit", "query", str(store), "--sql", "DELETE FROM articles"]) == 2
    assert "readonly" in capsys.readouterr().err
    assert main(["audit", "query", str(store), "--sql", "SELEC"]) == 2
    assert "correct the SQL" in capsys.readouterr().err


def test_what_is_no_question_is_said_with_those_there_are(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "query", str(store), "worst"]) == 2
    assert "'worst' is no question; ask by-category" in capsys.readouterr().err
    assert main(["audit", "query", str(store), "by-month", "--run", "7"]) == 2
    assert "there is no run 7; its runs are [1, 2]" in capsys.readouterr().err
    assert main(["audit", "query", str(store)]) == 0
    assert "worst-articles" in capsys.readouterr().out


def test_runs_are_compared_mark_by_mark(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(store) as opened:
        found = compared(opened, 1, 2, 100)
        same = compared(opened, 1, 1, 100)
        total = opened.rows("SELECT count(*) FROM marks WHERE run = 1").fetchone()[0]
        left = opened.rows("SELECT count(*) FROM marks WHERE run = 2").fetchone()[0]
    assert {row[0] for row in found.marks.rows} == {"gone"}
    assert len(found.marks.rows) == total - left > 0
    assert found.counts.rows[0][0] == 9
    assert same.same
    assert main(["audit", "diff", str(store)]) == 0
    assert "runs 1 and 2" in capsys.readouterr().out


def test_one_run_cannot_be_compared(store: Path, tmp_path: Path) -> None:
    with Store(store) as opened, pytest.raises(UsageError, match="there is no run 9"):
        compared(opened, 1, 9, 5)
    assert main(["audit", "diff", str(store), "1"]) == 2


def test_an_export_of_lines_is_what_findings_writes(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "export", str(store), "--run", "1", "--output", "-"]) == 0
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    with Store(store) as opened:
        assert rows == list(opened.public(1))


def test_an_export_of_tables_holds_every_row(store: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra [archive]")
    with Store(store) as opened:
        written = export_parquet(opened, 1, str(tmp_path / "out"))
        marks = opened.rows("SELECT count(*) FROM marks WHERE run = 1").fetchone()[0]
    tables = {Path(path).stem: parquet.read_table(path) for path in written}
    assert tables["articles"].num_rows == 9
    assert tables["findings"].num_rows == marks
    assert tables["unanswered"].num_rows == 1
    assert str(tables["findings"].schema.field("confidence").type) == "double"


def test_formats_that_are_none_are_said(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "query", str(store), "by-month", "--format", "xml"]) == 2
    assert "--format: 'xml' is unknown; use table, csv, json" in capsys.readouterr().err
    assert main(["audit", "export", str(store), "--format", "xml", "--output", "x"]) == 2
    assert "--format: 'xml' is unknown; use jsonl, parquet" in capsys.readouterr().err


def test_an_empty_store_is_said_to_be_empty(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db", write=True) as opened, pytest.raises(InputError, match="holds no run"):
        opened.latest()
