"""Every language with data: its files are sound, and two samples show that the checks read them."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from qa_translate import Article, check
from qa_translate.config import Settings
from qa_translate.vocabulary_file import SHARED, parse

SAMPLES = sorted((Path(__file__).parent / "languages").glob("*.jsonl"))
DATA = resources.files("qa_translate.checks") / "data"
FILES = sorted(
    (folder.name, file.name.removesuffix(".toml"))
    for folder in DATA.iterdir()
    if folder.is_dir() and folder.name != SHARED
    for file in folder.iterdir()
    if file.name.endswith(".toml")
)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cases() -> list[Any]:
    return [pytest.param(row, id=row["id"]) for path in SAMPLES for row in rows(path)]


@pytest.mark.parametrize(("lang", "topic"), FILES)
def test_language_file_is_sound(lang: str, topic: str) -> None:
    parse((DATA / lang / f"{topic}.toml").read_text(encoding="utf-8"), lang, topic)


@pytest.mark.parametrize("row", cases())
def test_sample_is_marked_as_expected(row: dict[str, Any]) -> None:
    article = Article(
        translation=row["translation"],
        source=row["source"],
        source_lang=row["source_lang"],
        target_lang=row["target_lang"],
    )
    report = check(article, Settings())
    shown = {f.rule for f in report.findings if f.confidence >= Settings().min_confidence}
    assert shown == set(row["expected"])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_language_has_a_sound_and_a_wrong_sample(path: Path) -> None:
    expected = [bool(row["expected"]) for row in rows(path)]
    assert True in expected
    assert False in expected
