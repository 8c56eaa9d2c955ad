"""What a fit comes to: tables to read, and the data file with where its figures come from."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model import Shift, Spread
from sets import NEW, WEIGHTS, Checked

from qa_translate.benchmark.curve import marks_of, tally
from qa_translate.benchmark.reliability import Reliability, reliability
from qa_translate.benchmark.score import Answer
from qa_translate.benchmark.tables import reliability_table
from qa_translate.calibrate import Calibration

PLANTED = ("news", "mtnews", "dev")
NEW_PLANTED = tuple(name for name in NEW if not name.endswith(".clean"))
HALF = {name: 1.0 if name in NEW_PLANTED else 0.5 for name in NEW}
"""Weights of the new sets that come to as many errors per 1,000 words as the fit assumes."""
SHOWN = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
HEAD = """\
# From strength to probability, read by qa_translate/calibrate.py. Written by models/calibration/fit.py: do not edit.
# logit(probability) = intercept + category's offset + rule's offset + rule's slope * logit(strength)
"""

Judged = Sequence[tuple[Checked, Answer]]


@dataclass(frozen=True)
class Fitted:
    """A fit, and how well it does where it was not fitted.

    Attributes:
        shipped: the figures, shifted.
        spread: how far they were shrunk.
        loss: of the fit, in nats, on folds held out.
        shift: to articles that are new to the checks.
        checked: what was fitted on.
        folds: its articles, each with the probabilities of a fit without it, not shifted.
        unshifted: the new articles with the probabilities of the whole fit.
        new: the same, each set shifted by what the other sets say.
    """

    shipped: Calibration
    spread: Spread
    loss: float
    shift: Shift
    checked: Sequence[Checked]
    folds: Judged
    unshifted: Judged
    new: Judged

    def errors(self) -> Iterator[tuple[str, Reliability]]:
        """Reliability by the name that it has in the data file."""
        yield "held_out_calibration_error", reliability_of(self.folds, WEIGHTS)
        yield "held_out_calibration_error_planted", reliability_of(self.folds, dict.fromkeys(PLANTED, 1.0))
        new = dict.fromkeys(NEW_PLANTED, 1.0)
        yield "new_articles_calibration_error", reliability_of(self.new, new)
        yield "new_articles_calibration_error_unshifted", reliability_of(self.unshifted, new)
        yield "new_articles_calibration_error_with_sound_articles", reliability_of(self.new, HALF)


def reliability_of(answers: Judged, weights: dict[str, float]) -> Reliability:
    """Predicted against observed over the sets that have a weight."""
    return reliability(
        (mark.finding.confidence, mark.true, weights[item.set])
        for item, answer in answers
        if item.set in weights
        for mark in answer.marks
    )


def tables(fitted: Fitted) -> str:
    """Everything there is to read."""
    return "\n\n".join(
        [
            f"to new articles: log odds {fitted.shift.offset:+.2f} {fitted.shift.slope:+.2f} * log odds",
            f"new articles as first measured, each set shifted by what the others say\n\n{curve(fitted.new)}",
            *(f"{name}\n{reliability_table(table)}" for name, table in fitted.errors()),
        ]
    )


def curve(answers: Judged) -> str:
    """The new sets by threshold, as BENCHMARK.md has it: with their errors, and in the last column without."""
    lines = [
        "| marks from | found | typed | false alarms / 1,000 words | true marks | false marks "
        "| without errors: false alarms / 1,000 words |",
        "|---" * 7 + "|",
    ]
    for threshold in SHOWN:
        drafts = tally((answer for item, answer in answers if item.set in NEW_PLANTED), threshold)
        sound = tally((answer for item, answer in answers if item.set not in NEW_PLANTED), threshold)
        cells = (
            f"{threshold}",
            f"{drafts.recall:.1%}",
            f"{drafts.typed_recall:.1%}",
            f"{drafts.false_per_1000_words:.1f}",
            f"{drafts.true.total()}",
            f"{drafts.false.total()}",
            f"{sound.false_per_1000_words:.1f}",
        )
        lines.append(f"| {' | '.join(cells)} |".replace("%", " %"))
    return "\n".join(lines)


def toml(fitted: Fitted) -> str:
    """The data file: figures, and where they come from."""
    marks = [mark for item in fitted.checked for mark in item.judged().marks]
    seen = Counter(mark.finding.rule for mark in marks)
    true = Counter(mark.finding.rule for mark in marks if mark.true)
    shipped = fitted.shipped
    lines = [f"intercept = {shipped.intercept:.3f}", f"slope = {shipped.slope:.3f}", "", "[categories]"]
    lines += [f"{name} = {offset:.3f}" for name, offset in shipped.categories.items()]
    lines += ["", "[rules]  # behind each: how many are true of all findings that it was fitted on"]
    lines += [
        f"{name} = {{ offset = {line.offset:.3f}, slope = {line.slope:.3f} }}  # {true[name]} of {seen[name]}"
        for name, line in shipped.rules.items()
    ]
    return HEAD + "\n".join([*lines, "", *_provenance(fitted)]) + "\n"


def _provenance(fitted: Fitted) -> list[str]:
    """Method, base rate, quality where it was not fitted, and one table per set."""
    words = {name: sum(a.words for i, a in fitted.folds if i.set == name) for name in WEIGHTS}
    planted = {name: sum(len(i.labels.planted) for i in fitted.checked if i.set == name) for name in WEIGHTS}
    rate = sum(WEIGHTS[n] * planted[n] for n in WEIGHTS) / sum(WEIGHTS[n] * words[n] for n in WEIGHTS)
    lines = [
        "[provenance]",
        f"fitted = {datetime.datetime.now(tz=datetime.UTC).date().isoformat()}",
        'method = "penalised logistic regression; rules shrink to their category, categories to all rules together; '
        'shifted to articles new to the checks"',
        f"category_spread = {fitted.spread.category}",
        f"rule_spread = {fitted.spread.rule}",
        f"slope_spread = {fitted.spread.slope}",
        f"shift_offset = {fitted.shift.offset:.3f}  # contained in the figures above",
        f"shift_slope = {fitted.shift.slope:.3f}",
        f"shift_sets = {[name for name, weight in NEW.items() if weight]}".replace("'", '"'),
        f"held_out_log_loss = {fitted.loss:.3f}",
        *(f"{name} = {table.error:.3f}  # {table.chance:.3f} by chance" for name, table in fitted.errors()),
        f"errors_per_1000_words = {1000 * rate:.1f}  # the assumed base rate: labelled errors in the sets as weighted",
    ]
    for name, weight in WEIGHTS.items():
        marks = list(marks_of(item.judged() for item in fitted.checked if item.set == name))
        lines += [
            "",
            "[[provenance.sets]]",
            f'name = "{name}"',
            f"weight = {weight}",
            f"articles = {sum(item.set == name for item in fitted.checked)}",
            f"words = {words[name]}",
            f"findings = {len(marks)}",
            f"true = {sum(mark.true for mark in marks)}",
        ]
    return lines
