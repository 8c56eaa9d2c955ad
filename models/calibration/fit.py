"""Fit the figures that turn strengths into probabilities (``qa_translate/checks/data/mul/calibration.toml``).

    python models/calibration/fit.py BENCH [--data FOLDER] [--cache FOLDER] [--output FILE]

BENCH is the folder of the benchmark's development sets; sound translations come from FOLDER/pud (default: ``data``
beside BENCH). The pipeline runs over both (some minutes), every finding is held against the labels, and the figures of
`model.py` are fitted. How far offsets are shrunk is chosen by cross-validation over articles; an article and its other
versions are always in the same fold. The figures are then shifted by what sets that were new to the checks showed when
they were first measured (``first/``). Prints curves and reliability tables, all from articles that the figures behind
them were not fitted on. Only figures are written.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from model import Observation, Shift, Spread, fit, fit_shift, log_loss
from report import Fitted, Judged, tables, toml
from sets import Checked, checked_sets, new_sets

from qa_translate.benchmark.score import Answer
from qa_translate.calibrate import TOPIC, Calibration
from qa_translate.finding import Finding
from qa_translate.merge import merge

FOLDS = 10
SPREADS = tuple(itertools.starmap(Spread, itertools.product((0.1, 0.25, 0.5), (0.5, 1.0, 2.0), (0.1, 0.25, 0.5))))
OUTPUT = Path(__file__).resolve().parents[2] / "qa_translate" / "checks" / "data" / "mul" / f"{TOPIC}.toml"


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--data", type=Path, help="folder of parallel data (default: data, beside BENCH)")
    parser.add_argument("--cache", type=Path, help="keep findings here; delete it when a check has changed")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    checked = checked_sets(chosen.bench, chosen.data or chosen.bench.parent / "data", chosen.cache)
    fitted = fit_all(checked, new_sets())
    print(tables(fitted))
    chosen.output.write_text(toml(fitted), encoding="utf-8")


def fit_all(checked: Sequence[Checked], new: Sequence[Checked]) -> Fitted:
    """Choose the spread, fit the figures on `checked`, and shift them by what `new` says."""
    every = observations(checked)
    losses = {spread: cross_loss(every, spread) for spread in SPREADS}
    spread = min(losses, key=losses.__getitem__)
    figures = fit(every, spread)
    unshifted = [(item, seen(item, figures)) for item in new]
    shift = shift_of(unshifted)
    folds = list(cross_calibrated(checked, spread))
    return Fitted(
        shift.of(figures), spread, losses[spread], shift, checked, folds, unshifted, list(cross_shifted(unshifted))
    )


def observations(checked: Iterable[Checked]) -> list[Observation]:
    """Every finding with its truth."""
    return [
        Observation(
            item.group, mark.finding.rule, mark.finding.category, mark.finding.confidence, mark.true, item.weight
        )
        for item in checked
        for mark in item.judged().marks
    ]


def fold_of(group: str) -> int:
    """The fold in which an article is held out."""
    return int(group, 16) % FOLDS


def cross_loss(every: Sequence[Observation], spread: Spread) -> float:
    """Log loss of findings under figures fitted without their articles."""
    held, probabilities = [], []
    for fold in range(FOLDS):
        fitted = fit([o for o in every if fold_of(o.group) != fold], spread)
        here = [o for o in every if fold_of(o.group) == fold]
        held += here
        probabilities += [fitted.probability(o.rule, o.category, o.strength) for o in here]
    return log_loss(held, probabilities)


def cross_calibrated(checked: Sequence[Checked], spread: Spread) -> Iterator[tuple[Checked, Answer]]:
    """Marks as a user would see them, each article calibrated without itself."""
    every = observations(checked)
    for fold in range(FOLDS):
        fitted = fit([o for o in every if fold_of(o.group) != fold], spread)
        yield from ((item, seen(item, fitted)) for item in checked if fold_of(item.group) == fold)


def cross_shifted(unshifted: Judged) -> Iterator[tuple[Checked, Answer]]:
    """The new articles, each set shifted by what the others say; a set and its clean version go together."""
    for name in dict.fromkeys(_family(item) for item, _ in unshifted):
        shift = shift_of([(item, answer) for item, answer in unshifted if _family(item) != name])
        for item, answer in unshifted:
            if _family(item) == name:
                shifted = (replace(m.finding, confidence=shift.probability(m.finding.confidence)) for m in answer.marks)
                yield item, item.judged(list(shifted))


def shift_of(unshifted: Judged) -> Shift:
    """The shift that the marks of new articles show."""
    marks = [(m.finding.confidence, m.true, item.weight) for item, answer in unshifted for m in answer.marks]
    return fit_shift([mark for mark in marks if mark[2] > 0])


def seen(item: Checked, figures: Calibration) -> Answer:
    """The marks of an article with the probability that `figures` give them, merged."""
    return item.judged(merge(calibrated(item.findings, figures)))


def calibrated(findings: Iterable[Finding], figures: Calibration) -> list[Finding]:
    """The findings with the probability that `figures` give them."""
    return [figures.calibrated(f) for f in findings]


def _family(item: Checked) -> str:
    return item.set.removesuffix(".clean")


if __name__ == "__main__":
    main()
