"""Strengths become probabilities: the data file, the order it keeps, and how it is fitted."""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qa_translate.calibrate import LEAST, MOST, Calibration, Line, calibrate, calibration
from qa_translate.checks import registry
from qa_translate.errors import ConfigError
from qa_translate.finding import Category, Finding, Severity

STRENGTHS = [k / 20 for k in range(21)]


@pytest.fixture(scope="module")
def table(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "qa_translate/checks/data/mul/calibration.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def model(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibration_model", repository / "models/calibration/model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_a_probability_that_never_falls_with_its_strength() -> None:
    for name, rule in registry.rules().items():
        row = [calibration().probability(name, rule.category, strength) for strength in STRENGTHS]
        assert all(LEAST <= p <= MOST for p in row), name
        assert all(low <= high for low, high in itertools.pairwise(row)), name
        assert row[2] < row[18], name


def test_the_data_file_names_no_unknown_category(table: dict[str, Any]) -> None:
    assert set(table["categories"]) <= set(Category)


def test_the_data_file_says_where_its_figures_come_from(table: dict[str, Any]) -> None:
    provenance = table["provenance"]
    assert {"fitted", "method", "errors_per_1000_words"} <= set(provenance)
    assert {"name", "weight", "articles", "words", "findings", "true"} == set(provenance["sets"][0])


def test_confidences_mean_what_they_say_on_articles_that_were_not_fitted(table: dict[str, Any]) -> None:
    assert table["provenance"]["held_out_calibration_error"] <= 0.08


def test_confidences_mean_what_they_say_on_articles_that_no_check_had_seen(table: dict[str, Any]) -> None:
    assert table["provenance"]["new_articles_calibration_error"] <= 0.08


def test_a_rule_without_data_gets_its_categorys_figure_and_a_new_category_none() -> None:
    fitted = Calibration(0.5, 1.0, {"name": -1.0}, {"changed-name": Line(2.0, 1.0)})
    known, new, other = (
        fitted.probability(rule, category, 0.5)
        for rule, category in (("changed-name", "name"), ("new-name", "name"), ("new", "number"))
    )
    assert new < other < known


def test_findings_keep_everything_but_their_confidence() -> None:
    finding = Finding("changed-number", Category.NUMBER, Severity.MAJOR, 0.6, "differs")
    (calibrated,) = calibrate([finding])
    expected = calibration().probability("changed-number", Category.NUMBER, 0.6)
    assert calibrated == Finding("changed-number", Category.NUMBER, Severity.MAJOR, expected, "differs")


def test_without_figures_a_strength_is_its_own_probability() -> None:
    assert Calibration().probability("any", "any", 0.3) == pytest.approx(0.3)


@pytest.mark.parametrize(("intercept", "slope"), [(0.0, 0.0), (0.0, -1.0), (float("nan"), 1.0)])
def test_figures_that_would_turn_the_order_around_are_refused(intercept: float, slope: float) -> None:
    with pytest.raises(ConfigError):
        Calibration(intercept, slope)
    with pytest.raises(ConfigError):
        Calibration(rules={"changed-name": Line(intercept, slope)})


def test_the_checksum_changes_with_any_figure() -> None:
    one = Calibration(0.5, 1.0, {"name": -1.0}, {"changed-name": Line(2.0, 1.0)})
    others = [
        Calibration(0.6, 1.0, {"name": -1.0}, {"changed-name": Line(2.0, 1.0)}),
        Calibration(0.5, 1.0, {"name": -1.0}, {"changed-name": Line(2.1, 1.0)}),
        Calibration(0.5, 1.0, {"order": -1.0}, {"changed-name": Line(2.0, 1.0)}),
    ]
    assert len({one.checksum, *(other.checksum for other in others)}) == 4
    assert one.checksum == Calibration(0.5, 1.0, {"name": -1.0}, {"changed-name": Line(2.0, 1.0)}).checksum


def seen(model: ModuleType, rule: str, true: int, false: int) -> list[Any]:
    truths = [True] * true + [False] * false
    return [model.Observation(f"{rule}{k}", rule, "name", 0.5, truth, 1.0) for k, truth in enumerate(truths)]


def test_a_fit_moves_a_rule_by_what_its_data_can_bear(model: ModuleType) -> None:
    data = [*seen(model, "often", 40, 0), *seen(model, "seldom", 1, 0), *seen(model, "wrong", 10, 40)]
    fitted = model.fit(data, model.Spread(0.5, 0.5, 0.25))
    often, seldom, wrong = (fitted.probability(rule, "name", 0.5) for rule in ("often", "seldom", "wrong"))
    assert wrong < seldom < often
    assert wrong == pytest.approx(0.2, abs=0.12)


def test_a_fit_without_shrinkage_reproduces_the_share_that_was_true(model: ModuleType) -> None:
    fitted = model.fit(seen(model, "rule", 30, 10), model.Spread(100.0, 100.0, 0.1))
    assert fitted.probability("rule", "name", 0.5) == pytest.approx(0.75, abs=0.01)


def test_weights_stand_for_repeated_findings(model: ModuleType) -> None:
    twice = [*seen(model, "rule", 3, 1), *seen(model, "rule", 3, 1)]
    once = [model.Observation(o.group, o.rule, o.category, o.strength, o.true, 2.0) for o in seen(model, "rule", 3, 1)]
    one, two = (
        model.fit(data, model.Spread(0.5, 0.5, 0.25)).probability("rule", "name", 0.6) for data in (once, twice)
    )
    assert one == pytest.approx(two)


def marks(confidence: float, true: int, false: int) -> list[tuple[float, bool, float]]:
    return [(confidence, True, 1.0)] * true + [(confidence, False, 1.0)] * false


def test_marks_that_are_right_as_often_as_they_say_shift_nothing(model: ModuleType) -> None:
    shift = model.fit_shift([*marks(0.8, 80, 20), *marks(0.3, 30, 70)])
    assert (shift.offset, shift.slope) == (pytest.approx(0.0, abs=0.01), pytest.approx(1.0, abs=0.01))


def test_marks_that_are_right_less_often_shift_all_of_them_down(model: ModuleType) -> None:
    shift = model.fit_shift([*marks(0.9, 70, 30), *marks(0.6, 40, 60)])
    assert shift.probability(0.9) == pytest.approx(0.7, abs=0.03)
    assert shift.probability(0.6) == pytest.approx(0.4, abs=0.05)


def test_a_shift_never_turns_the_order_of_marks_around(model: ModuleType) -> None:
    shift = model.fit_shift([*marks(0.9, 0, 500), *marks(0.1, 500, 0)])
    assert shift.slope > 0


def test_shifted_figures_give_the_shifted_probability_for_rules_with_data_and_without(model: ModuleType) -> None:
    figures = Calibration(0.5, 1.2, {"name": -0.4}, {"changed-name": Line(0.7, 0.9)})
    shift = model.Shift(-0.3, 0.7)
    for rule, category in (("changed-name", "name"), ("new-name", "name"), ("new", "number")):
        expected = shift.probability(figures.probability(rule, category, 0.6))
        assert shift.of(figures).probability(rule, category, 0.6) == pytest.approx(expected)


def test_a_fit_on_strengths_at_both_ends_converges(model: ModuleType) -> None:
    data = [
        model.Observation(f"{k}", f"rule{k % 3}", "name", 0.99 if k % 2 else 0.01, bool(k % 2), 1.0) for k in range(90)
    ]
    fitted = model.fit(data, model.Spread(0.1, 2.0, 0.1))
    assert fitted.probability("rule0", "name", 0.99) > 0.9


def test_what_was_found_at_first_belongs_to_the_articles_of_the_new_sets(repository: Path) -> None:
    folder = repository / "models" / "calibration" / "first"
    for file in folder.glob("*.findings.jsonl"):
        articles = repository / "tests" / "benchmark" / "data" / f"{file.name.removesuffix('.findings.jsonl')}.jsonl"
        ids = [[json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()] for path in (file, articles)]
        assert ids[0] == ids[1], file.name
