"""Fit the figures that turn strengths into probabilities (``qa_translate/checks/data/mul/calibration.toml``).

    python models/calibration/fit.py BENCH [--data FOLDER] [--cache FOLDER] [--output FILE]

BENCH is the folder of the benchmark's development sets; sound translations come from FOLDER/pud (default: ``data``
beside BENCH). The pipeline runs over both (some minutes), every finding is held against the labels, and the figures of
`model.py` are fitted. How far offsets are shrunk is chosen by
cross-validation over articles; an article and its other versions are always in the same fold. Prints the curve before
and after and the reliability table, both from folds that the figures were not fitted on. Only figures are written.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from model import Observation, Spread, fit, log_loss
from sets import WEIGHTS, Checked, checked_sets

from qa_translate.benchmark.curve import marks_of, tally
from qa_translate.benchmark.reliability import Reliability, reliability
from qa_translate.benchmark.score import Answer
from qa_translate.benchmark.tables import reliability_table
from qa_translate.calibrate import TOPIC, Calibration
from qa_translate.finding import Finding
from qa_translate.merge import merge

FOLDS = 10
SPREADS = tuple(itertools.starmap(Spread, itertools.product((0.25, 0.5), (0.25, 0.5, 1.0), (0.1, 0.25, 0.5))))
PLANTED = ("news", "mtnews", "dev")
SHOWN = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
OUTPUT = Path(__file__).resolve().parents[2] / "qa_translate" / "checks" / "data" / "mul" / f"{TOPIC}.toml"
HEAD = """\
# From strength to probability, read by qa_translate/calibrate.py. Written by models/calibration/fit.py: do not edit.
# logit(probability) = intercept + category's offset + rule's offset + rule's slope * logit(strength)
"""


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--data", type=Path, help="folder of parallel data (default: data, beside BENCH)")
    parser.add_argument("--cache", type=Path, help="keep findings here; delete it when a check has changed")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    chosen = parser.parse_args()
    checked = checked_sets(chosen.bench, chosen.data or chosen.bench.parent / "data", chosen.cache)
    losses = {spread: cross_loss(checked, spread) for spread in SPREADS}
    spread = min(losses, key=losses.__getitem__)
    before = [(item, item.judged(merge(item.findings))) for item in checked]
    after = cross_calibrated(checked, spread)
    print(comparison(before, after))
    for title, sets in (("planted and clean, as weighted", tuple(WEIGHTS)), ("planted sets alone", PLANTED)):
        table = reliability_of(after, sets, weighted=sets != PLANTED)
        print(f"\nreliability on held-out folds, {title}\n{reliability_table(table)}")
    final = fit(observations(checked), spread)
    chosen.output.write_text(HEAD + toml(final, checked, spread, losses[spread], after), encoding="utf-8")


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


def cross_loss(checked: Sequence[Checked], spread: Spread) -> float:
    """Log loss of findings under figures fitted without their articles."""
    every = observations(checked)
    held, probabilities = [], []
    for fold in range(FOLDS):
        fitted = fit([o for o in every if fold_of(o.group) != fold], spread)
        here = [o for o in every if fold_of(o.group) == fold]
        held += here
        probabilities += [fitted.probability(o.rule, o.category, o.strength) for o in here]
    return log_loss(held, probabilities)


def cross_calibrated(checked: Sequence[Checked], spread: Spread) -> list[tuple[Checked, Answer]]:
    """Marks as a user would see them, each article calibrated without itself."""
    answers: list[tuple[Checked, Answer]] = []
    every = observations(checked)
    for fold in range(FOLDS):
        fitted = fit([o for o in every if fold_of(o.group) != fold], spread)
        held = (item for item in checked if fold_of(item.group) == fold)
        answers += [(item, item.judged(merge(calibrated(item.findings, fitted)))) for item in held]
    return answers


def calibrated(findings: Iterable[Finding], fitted: Calibration) -> list[Finding]:
    """The findings with the probability that `fitted` gives them."""
    return [replace(f, confidence=fitted.probability(f.rule, f.category, f.confidence)) for f in findings]


def reliability_of(answers: Iterable[tuple[Checked, Answer]], sets: Sequence[str], *, weighted: bool) -> Reliability:
    """Predicted against observed over some of the sets."""
    return reliability(
        (mark.finding.confidence, mark.true, item.weight if weighted else 1.0)
        for item, answer in answers
        if item.set in sets
        for mark in answer.marks
    )


def comparison(before: Sequence[tuple[Checked, Answer]], after: Sequence[tuple[Checked, Answer]]) -> str:
    """Found, typed and false alarms per 1,000 words by set and threshold, strengths beside held-out probabilities."""
    lines = [f"{'set':<18}{'from':>5}   {'strength: found typed false':<32}calibrated: found typed false"]
    for name, threshold in itertools.product(WEIGHTS, SHOWN):
        cells = []
        for answers in (before, after):
            row = tally((answer for item, answer in answers if item.set == name), threshold)
            cells.append(f"{row.recall:9.1%}{row.typed_recall:9.1%}{row.false_per_1000_words:8.2f}")
        lines.append(f"{name:<18}{threshold:5.1f}   {cells[0]:<32}{cells[1]}")
    return "\n".join(lines)


def toml(
    fitted: Calibration,
    checked: Sequence[Checked],
    spread: Spread,
    loss: float,
    after: Sequence[tuple[Checked, Answer]],
) -> str:
    """The data file: figures, and where they come from."""
    seen = Counter(mark.finding.rule for item in checked for mark in item.judged().marks)
    true = Counter(mark.finding.rule for item in checked for mark in item.judged().marks if mark.true)
    lines = [f"intercept = {fitted.intercept:.3f}", f"slope = {fitted.slope:.3f}", "", "[categories]"]
    lines += [f"{name} = {offset:.3f}" for name, offset in fitted.categories.items()]
    lines += ["", "[rules]  # behind each: how many are true of all findings that it was fitted on"]
    lines += [
        f"{name} = {{ offset = {line.offset:.3f}, slope = {line.slope:.3f} }}  # {true[name]} of {seen[name]}"
        for name, line in fitted.rules.items()
    ]
    lines += ["", *provenance(checked, spread, loss, after)]
    return "\n".join(lines) + "\n"


def provenance(
    checked: Sequence[Checked], spread: Spread, loss: float, after: Sequence[tuple[Checked, Answer]]
) -> list[str]:
    """Method, base rate, held-out quality and one table per set."""
    words = {name: sum(a.words for i, a in after if i.set == name) for name in WEIGHTS}
    planted = {name: sum(len(i.labels.planted) for i in checked if i.set == name) for name in WEIGHTS}
    rate = sum(WEIGHTS[n] * planted[n] for n in WEIGHTS) / sum(WEIGHTS[n] * words[n] for n in WEIGHTS)
    lines = [
        "[provenance]",
        f"fitted = {datetime.datetime.now(tz=datetime.UTC).date().isoformat()}",
        'method = "penalised logistic regression; rules shrink to their category, categories to all rules together"',
        f"category_spread = {spread.category}",
        f"rule_spread = {spread.rule}",
        f"slope_spread = {spread.slope}",
        f"folds = {FOLDS}  # by article; all versions of an article are in one fold",
        f"held_out_log_loss = {loss:.3f}",
        f"held_out_calibration_error = {reliability_of(after, tuple(WEIGHTS), weighted=True).error:.3f}",
        f"held_out_calibration_error_planted = {reliability_of(after, PLANTED, weighted=False).error:.3f}",
        f"errors_per_1000_words = {1000 * rate:.1f}  # the assumed base rate: labelled errors in the sets as weighted",
    ]
    for name, weight in WEIGHTS.items():
        marks = list(marks_of(item.judged() for item in checked if item.set == name))
        lines += [
            "",
            "[[provenance.sets]]",
            f'name = "{name}"',
            f"weight = {weight}",
            f"articles = {sum(item.set == name for item in checked)}",
            f"words = {words[name]}",
            f"findings = {len(marks)}",
            f"true = {sum(mark.true for mark in marks)}",
        ]
    return lines


if __name__ == "__main__":
    main()
