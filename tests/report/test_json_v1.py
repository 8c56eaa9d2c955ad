"""The public contract qa-translate/1."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from qa_translate.report import json_v1
from qa_translate.report.options import Options

from .sample import FINDINGS, REPORT, RULES, SOURCE, TRANSLATION


def test_it_prints_the_contract(matches_gold: Callable[[str, str], None]) -> None:
    matches_gold(json_v1.render(REPORT, RULES, Options()), "port.json")


def test_a_line_is_the_same_object_on_one_line() -> None:
    line = json_v1.line(REPORT, 0.5)
    assert "\n" not in line
    assert json.loads(line) == json.loads(json_v1.render(REPORT, RULES, Options()))


def test_members_are_those_of_the_contract_in_its_order() -> None:
    public = json.loads(json_v1.line(REPORT, 0.0))
    assert list(public) == ["schema", "id", "score", "signature", "findings", "skipped", "similarity"]
    finding = public["findings"][0]
    members = ["rule", "category", "severity", "confidence", "message", "target", "source", "back"]
    assert list(finding) == members
    assert list(finding["target"]) == ["start", "end", "text"]
    assert finding["back"] is None
    assert public["skipped"][0] == {"rule": "changed-term", "reason": "no glossary was given"}


def test_offsets_are_code_points_of_the_texts_as_given() -> None:
    for finding in json.loads(json_v1.line(REPORT, 0.0))["findings"]:
        for member, text in (("target", TRANSLATION), ("source", SOURCE)):
            if place := finding[member]:
                assert text[place["start"] : place["end"]] == place["text"]


def test_confidence_has_four_places() -> None:
    confidences = [finding["confidence"] for finding in json.loads(json_v1.line(REPORT, 0.9))["findings"]]
    assert confidences == [0.94, 0.9124]


def test_without_similarity_there_is_no_such_member() -> None:
    assert "similarity" not in json.loads(json_v1.line(replace(REPORT, similarity=None), 0.5))


def test_lone_surrogates_and_odd_line_ends_survive_on_one_line_of_utf8() -> None:
    odd = "half \ud83d of a pair\u2028next\u0085line\x00end"
    line = json_v1.line(replace(REPORT, findings=(replace(FINDINGS[0], message=odd),)), 0.5)
    assert line.encode("utf-8").decode("utf-8").splitlines() == [line]
    assert json.loads(line)["findings"][0]["message"] == odd


def test_arabic_stays_legible() -> None:
    assert "سفينة" in json_v1.line(REPORT, 0.5)
