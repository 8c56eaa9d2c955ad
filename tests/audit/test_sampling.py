"""Samples for editors: drawn from all strata, judged, counted, and what is fitted to them."""

import csv
import io
import math
import random
import shutil
from pathlib import Path

import pytest

from qa_translate.audit.refit import refitted
from qa_translate.audit.sampling import Judged, allocated, interval, precisions
from qa_translate.audit.store import Store
from qa_translate.calibrate import Calibration, Line, calibration, read_calibration, toml_of
from qa_translate.cli import main
from qa_translate.config import Settings
from qa_translate.errors import ConfigError, InputError
from qa_translate.wiring import open_tools


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(store, tmp_path / "s.db"))


def drawn(copy: Path, path: Path, *more: str) -> list[dict[str, str]]:
    assert main(["audit", "sample", str(copy), "--run", "1", "--output", str(path), *more]) == 0
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def judged(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0].keys(), delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return str(path)


def test_every_stratum_has_places_and_large_ones_more() -> None:
    assert allocated({"a": 10_000, "b": 100, "c": 1}, 100) == {"a": 90, "b": 9, "c": 1}
    assert allocated({"a": 3, "b": 2}, 100) == {"a": 3, "b": 2}
    assert sum(allocated({"a": 50, "b": 20, "c": 9}, 2).values()) == 2


def test_the_same_seed_draws_the_same_and_another_does_not(copy: Path, tmp_path: Path) -> None:
    one, two, other = (
        [(row["article"], row["translation"]) for row in drawn(copy, tmp_path / "a.csv", "--size", "6", "--seed", seed)]
        for seed in ("1", "1", "2")
    )
    assert one == two
    assert one != other
    assert len(one) == len(set(one)) == 6


def test_an_editor_does_not_see_how_sure_a_mark_is_nor_gets_formulas(copy: Path, tmp_path: Path) -> None:
    rows = drawn(copy, tmp_path / "a.csv")
    assert "confidence" not in rows[0]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert all("[[" in row["translation"] for row in rows)


def test_verdicts_come_back_from_whatever_a_spreadsheet_writes(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = drawn(copy, tmp_path / "a.csv")
    for row, verdict in zip(rows, ["Yes", " wrong ", "1", ""], strict=False):
        row["verdict"] = verdict
    path = judged(tmp_path / "b.csv", rows, ";")
    assert main(["audit", "judged", str(copy), "--run", "1", "--judgements", path, "--judge", "Nadia"]) == 0
    said = capsys.readouterr()
    assert "3 verdicts taken" in said.err
    assert "precision" in said.out
    with Store(copy) as store:
        assert store.rows("SELECT verdict, judge FROM sampled WHERE verdict IS NOT NULL ORDER BY item").fetchall() == [
            ("right", "Nadia"),
            ("wrong", "Nadia"),
            ("right", "Nadia"),
        ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "perhaps"}, ":2: 'perhaps' is no verdict; write right or wrong"),
        ({"verdict": "right", "item": "999"}, ":2: finding 999 of sample 1 is not in the store"),
        ({"verdict": "right", "sample": "x"}, ":2: does not say which finding"),
    ],
)
def test_a_verdict_that_cannot_be_taken_is_named_and_none_is(
    change: dict[str, str], said: str, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = drawn(copy, tmp_path / "a.csv")
    rows[0] |= change
    rows[1]["verdict"] = "right"
    assert main(["audit", "judged", str(copy), "--judgements", judged(tmp_path / "b.csv", rows)]) == 2
    assert said in capsys.readouterr().err
    with Store(copy) as store:
        assert store.rows("SELECT count(*) FROM sampled WHERE verdict IS NOT NULL").fetchone() == (0,)


def test_nothing_judged_and_other_tables_are_said(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "judged", str(copy)]) == 2
    assert "nothing is judged yet" in capsys.readouterr().err
    (tmp_path / "x.csv").write_text("id,text\n1,a\n")
    assert main(["audit", "judged", str(copy), "--judgements", str(tmp_path / "x.csv")]) == 2
    assert "is no table of findings" in capsys.readouterr().err


def test_wilsons_interval() -> None:
    low, high = interval(0.8, 50)
    assert (round(low, 3), round(high, 3)) == (0.670, 0.888)  # Brown, Cai and DasGupta 2001 give the formula
    assert interval(0.0, 10)[0] == pytest.approx(0.0)
    assert interval(1.0, 10)[1] == pytest.approx(1.0)


def test_a_precision_weighs_strata_by_their_size() -> None:
    some = [Judged("name, above 80 %", 900, "name", 0.9, True)] * 9 + [
        Judged("name, above 80 %", 900, "name", 0.9, False)
    ]
    some += [Judged("order, below 60 %", 100, "order", 0.5, False)] * 10
    every = {each.name: each for each in precisions(some)}
    assert every["all"].share == pytest.approx(0.81)
    assert every["all"].claimed == pytest.approx(0.86)
    assert (every["name"].judged, every["name"].right, every["name"].findings) == (10, 9, 900)
    assert every["all"].low < 0.81 < every["all"].high


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    generator = random.Random(5)
    truth = {"a": (5000, 0.9), "b": (800, 0.6), "c": (90, 0.3)}
    real = sum(size * share for size, share in truth.values()) / sum(size for size, _ in truth.values())
    held = 0
    for _ in range(300):
        some = [
            Judged(name, size, "name", 0.5, generator.random() < share)
            for name, (size, share) in truth.items()
            for _ in range({"a": 60, "b": 25, "c": 10}[name])
        ]
        overall = precisions(some)[0]
        held += overall.low <= real <= overall.high
    assert 0.91 <= held / 300 <= 0.995


def test_a_calibration_is_drawn_to_what_editors_say() -> None:
    generator = random.Random(3)
    before = Calibration(0.1, 0.9, {"name": 0.2}, {"changed-name": Line(0.3, 1.1)})
    some = []
    for _ in range(600):
        claimed = generator.choice([0.55, 0.7, 0.9])
        true = 1 / (1 + math.exp(1.2 - 0.9 * math.log(claimed / (1 - claimed))))
        some.append(Judged("name, all", 600, "name", claimed, generator.random() < true))
    after = refitted(some, before)
    strength = 0.8
    claimed = before.probability("changed-name", "name", strength)
    wanted = 1 / (1 + math.exp(1.2 - 0.9 * math.log(claimed / (1 - claimed))))
    assert after.probability("changed-name", "name", strength) == pytest.approx(wanted, abs=0.07)


def test_judgements_that_agree_change_little() -> None:
    generator = random.Random(4)
    some = [
        Judged("name, all", 400, "name", claimed, generator.random() < claimed)
        for claimed in (generator.choice([0.6, 0.75, 0.9]) for _ in range(400))
    ]
    after = refitted(some, calibration())
    for strength in (0.5, 0.7, 0.9):
        before = calibration().probability("changed-name", "name", strength)
        assert after.probability("changed-name", "name", strength) == pytest.approx(before, abs=0.06)


def test_few_judgements_fit_nothing() -> None:
    with pytest.raises(InputError, match="5 judgements are too few"):
        refitted([Judged("s", 9, "name", 0.7, True)] * 5, calibration())


def test_a_fitted_calibration_is_used_by_checks_and_told_in_signatures(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(toml_of(Calibration(-1.0, 0.5, {"name": 0.1}, {"changed-name": Line(0.0, 0.4)}), "fitted here"))
    figures = read_calibration(str(path))
    assert figures.rules["changed-name"] == Line(0.0, 0.4)
    tools = open_tools(Settings(calibration=str(path)))
    assert tools.calibration == figures
    assert tools.calibration.checksum != calibration().checksum


@pytest.mark.parametrize(
    "content", ["intercept = 'x'", "slope = -1", "[rules]\na = 3", "\0", "[categories]\nname = []"]
)
def test_a_file_that_is_no_calibration_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "c.toml").write_text(content)
    with pytest.raises(ConfigError, match=r"c\.toml"):
        read_calibration(str(tmp_path / "c.toml"))


def test_the_calibration_of_another_run_is_not_fitted_anew(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = drawn(copy, tmp_path / "a.csv")
    for row in rows:
        row["verdict"] = "right"
    (tmp_path / "c.toml").write_text(toml_of(Calibration(), "another"))
    (tmp_path / "qa.toml").write_text('calibration = "c.toml"\n')
    arguments = ["audit", "judged", str(copy), "--run", "1", "--judgements", judged(tmp_path / "b.csv", rows)]
    arguments += ["--calibration", str(tmp_path / "d.toml"), "--config", str(tmp_path / "qa.toml")]
    assert main(arguments) == 2
    assert "another calibration than the settings name" in capsys.readouterr().err
    assert not (tmp_path / "d.toml").exists()


def test_a_store_whose_name_is_wrong_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "typo.db"
    assert main(["audit", "sample", str(path)]) == 2
    assert "typo.db: no such store" in capsys.readouterr().err
    assert not path.exists()
