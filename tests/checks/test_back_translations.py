"""What a back-translation adds to findings, through the real engines: errors it confirms, and the bound of that."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.article import Article
from qa_translate.finding import Finding
from qa_translate.pipeline import Tools, check_article

DATA = Path(__file__).parents[1] / "benchmark" / "data"
ARTICLES = [("own2", "o2h"), ("own4", "o4b"), ("own5", "o5k")]
ADDED_NAME = (
    "وقال وزير الطاقة إن الحكومة سترحب بالمساعدة في إعادة بناء محطات الكهرباء المدمرة.",
    "The energy minister said the government would welcome help from Russia in rebuilding the ruined power stations.",
)


def article(name: str, wanted: str) -> Article:
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == wanted:
            return Article(row["translation"], row["source"], row["back_translation"], id=wanted)
    raise AssertionError(wanted)


def strengths(given: Article, tools: Tools) -> dict[tuple[str, object], Finding]:
    """Uncalibrated findings by rule and place."""
    findings = check_article(given, replace(tools, calibrate=lambda some: some)).findings
    return {(f.rule, f.target): f for f in findings}


@pytest.mark.parametrize(("name", "wanted"), ARTICLES)
def test_every_finding_keeps_the_strength_that_it_has_without_a_back_translation(
    tools: Tools, name: str, wanted: str
) -> None:
    given = article(name, wanted)
    with_back, alone = strengths(given, tools), strengths(replace(given, back_translation=None), tools)
    shared = with_back.keys() & alone.keys()
    assert shared
    for key in shared:
        finding = with_back[key]
        direct = finding.confidence if finding.direct is None else finding.direct
        assert direct == pytest.approx(alone[key].confidence), key
    assert all(with_back[key].direct is not None for key in with_back.keys() - alone.keys()), with_back.keys() - alone


def marks(translation: str, source: str, back: str | None, tools: Tools) -> set[str]:
    findings = check_article(Article(translation, source, back), tools).findings
    return {f.rule for f in findings if f.confidence >= 0.5}


def test_a_name_that_source_lacks_and_round_trip_has_is_marked(tools: Tools) -> None:
    source, translation = ADDED_NAME
    back = "وقال وزير الطاقة إن الحكومة سترحب بالمساعدة من روسيا في إعادة بناء محطات الكهرباء المدمرة."
    assert "invented-name" not in marks(translation, source, None, tools)
    assert "invented-name" in marks(translation, source, back, tools)


def test_a_name_that_does_not_come_back_is_not(tools: Tools) -> None:
    source, translation = ADDED_NAME
    assert "invented-name" not in marks(translation, source, source, tools)


def test_a_name_that_only_describes_is_an_explanation(tools: Tools) -> None:
    source = ADDED_NAME[0]
    translation = "The Russian energy minister said the government would welcome help in rebuilding the power stations."
    back = "وقال وزير الطاقة الروسي إن الحكومة سترحب بالمساعدة في إعادة بناء محطات الكهرباء."
    assert "invented-name" not in marks(translation, source, back, tools)


def test_an_engines_slip_in_a_round_trip_of_a_sound_draft_marks_nothing(tools: Tools) -> None:
    source = "وأضاف أن برج المراقبة حذّر الطاقم مرتين من عاصفة رملية فوق المطار."
    translation = "He added that the control tower had twice warned the crew of a sandstorm over the airport."
    slip = "وأضاف أن الطاقم حذر برج المراقبة مرتين من عاصفة رملية فوق مطار الخرطوم."
    assert marks(translation, source, slip, tools) == marks(translation, source, None, tools) == set()
    exchanged = "He added that the crew had twice warned the control tower of a sandstorm over the airport."
    assert "exchanged-roles" in marks(exchanged, source, slip, tools)
