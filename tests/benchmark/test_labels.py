"""Labels in the benchmark's format, and files that have none or broken ones."""

import json
from pathlib import Path

import pytest

from qa_translate.article import Span
from qa_translate.benchmark.labels import Labels, read_labels
from qa_translate.errors import InputError
from qa_translate.finding import Category


def written(folder: Path, *records: object) -> Path:
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(record) + "\n\n" for record in records), encoding="utf-8")
    return file


def test_stretches_of_one_plant_are_one_error(tmp_path: Path) -> None:
    part = {"category": "order", "hard": True, "source_spans": [[3, 9]]}
    errors = [
        {**part, "plant": 0, "start": 5, "end": 9},
        {"start": 12, "end": 12, "category": "omission"},
        {**part, "plant": 0, "start": 20, "end": 25},
    ]
    found = read_labels(
        written(tmp_path, {"id": "a", "translation": "x", "errors": errors, "known": [[1, 2, "name", ""]]})
    )
    exchange, hole = found["a"].planted
    assert [place.span for place in exchange.places] == [Span(5, 9), Span(20, 25)]
    assert exchange.hard
    assert exchange.places[0].source == (Span(3, 9),)
    assert hole.category is Category.OMISSION
    assert hole.places[0].is_hole
    assert found["a"].known == (Span(1, 2),)


def test_articles_without_labels_are_not_articles_without_errors(tmp_path: Path) -> None:
    found = read_labels(written(tmp_path, {"id": 7}, {"id": "b", "errors": None}, {"id": "c", "errors": []}))
    assert found == {"7": Labels(given=False), "b": Labels(given=False), "c": Labels()}


@pytest.mark.parametrize("error", [{"start": 1, "end": 2}, {"start": 1, "end": 2, "category": "style"}, 3])
def test_a_broken_label_is_named_with_its_line(tmp_path: Path, error: object) -> None:
    file = written(tmp_path, {"id": "a", "errors": [error]})
    with pytest.raises(InputError, match=r"articles\.jsonl:1: the labels cannot be read"):
        read_labels(file)
