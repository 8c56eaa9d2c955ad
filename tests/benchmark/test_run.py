"""The bench command's tables and its JSON, from a run over a tiny file with stand-ins for the engines."""

import json
from pathlib import Path

import pytest

from qa_translate.benchmark.run import Result, run
from qa_translate.config import Settings
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import InputError, UsageError
from qa_translate.pipeline import Tools

from .articles import TEXT, at

DRAFT = TEXT + "\n\nLeave a Reply"


@pytest.fixture
def tools() -> Tools:
    return Tools(HashEncoder({}), {"en": FlatParser()}, similarity=False)


def file_of(folder: Path, *, errors: bool | None) -> str:
    """One article, with an error, with none, or (None) without the field."""
    record: dict[str, object] = {"id": "a", "translation": DRAFT}
    if errors is not None:
        record["errors"] = []
    if errors:
        span = at("Leave a Reply", DRAFT)
        record["errors"] = [{"start": span.start, "end": span.end, "category": "boilerplate"}]
    path = folder / "articles.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def measured(tmp_path: Path, tools: Tools) -> Result:
    return run(file_of(tmp_path, errors=True), tools, Settings())


def test_errors_are_found_and_shown_by_category_threshold_and_rule(measured: Result) -> None:
    assert measured.shown.found["boilerplate"] == 1
    text = measured.text()
    for part in (
        "encoder alone",
        "  check",
        "false/1000",
        "boilerplate",
        "page-furniture",
        "expected calibration error",
    ):
        assert part in text
    for part in ("found", "typed"):
        assert f"{part}, from confidence" in text


def test_the_json_holds_the_same(measured: Result) -> None:
    made = json.loads(measured.json())
    assert made["shown"]["by_category"]["boilerplate"]["found"] == 1
    assert made["shown"]["by_rule"]["page-furniture"] == {"true": 1, "false": 0}
    assert [row["min_confidence"] for row in made["curve"]] == [k / 10 for k in range(10)]
    assert len(made["reliability"]["bins"]) == 10
    assert made["timing"]["articles"] == 1


def test_files_without_errors_have_tables_of_false_alarms_only(tmp_path: Path, tools: Tools) -> None:
    clean = run(file_of(tmp_path, errors=False), tools, Settings())
    assert clean.shown.false["boilerplate"] == 1
    assert "found, from confidence" not in clean.text()
    assert "typed, from confidence" not in clean.text()
    assert "false/1000, from confidence" in clean.text()


def test_files_that_do_not_tell_their_errors_have_marks_and_no_false_ones(tmp_path: Path, tools: Tools) -> None:
    unknown = run(file_of(tmp_path, errors=None), tools, Settings())
    text = unknown.text()
    assert "known errors are told of none of 1 articles (field errors)" in text
    assert unknown.unlabelled["boilerplate"] == 1
    for word in ("true", "typed", "calibration", "false/1000"):
        assert word not in text
    made = json.loads(unknown.json())
    assert (made["labelled"], made["unlabelled_marks"]) == (0, {"boilerplate": 1})
    assert not {"shown", "curve", "reliability"} & set(made)


def test_articles_that_tell_their_errors_are_judged_beside_others_that_do_not(tmp_path: Path, tools: Tools) -> None:
    path = Path(file_of(tmp_path, errors=True))
    other = json.dumps({"id": "b", "translation": DRAFT})
    path.write_text(path.read_text(encoding="utf-8") + other + "\n", encoding="utf-8")
    mixed = run(str(path), tools, Settings())
    assert "known errors are told of 1 of 2 articles" in mixed.text()
    assert mixed.shown.false.total() == 0
    assert mixed.shown.found["boilerplate"] == 1
    assert mixed.unlabelled["boilerplate"] == 1


def test_labels_do_not_change_what_is_found(tmp_path: Path, tools: Tools, measured: Result) -> None:
    without = run(file_of(tmp_path, errors=False), tools, Settings())
    assert (without.shown.rules_true + without.shown.rules_false) == (
        measured.shown.rules_true + measured.shown.rules_false
    )


def test_standard_input_and_missing_files_are_refused(tools: Tools) -> None:
    with pytest.raises(UsageError, match="name a file"):
        run("-", tools, Settings())
    with pytest.raises(InputError):
        run("none.jsonl", tools, Settings())
