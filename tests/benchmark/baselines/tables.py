"""The tables of BENCHMARK.md: methods and thresholds against sets."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from typing import Any

from qa_translate.benchmark.curve import tally
from qa_translate.benchmark.score import Answer
from qa_translate.calibrate import TOPIC
from qa_translate.finding import Category
from qa_translate.vocabulary import Vocabulary

from . import pofilter
from .checked import Checked
from .simple import METHODS, Method

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NOISIER = 5
"""How many times as many false alarms as ours a method may give at its second threshold."""

Sets = dict[str, list[Checked]]
Row = Callable[[Checked], Answer | None]


def page(sets: Sets, missing: Sequence[str], threshold: float, seconds: float) -> str:
    """All tables, and what made them."""
    every = [checked for part in sets.values() for checked in part]
    signature = every[0].signature if every else ""
    head = (
        f"Made by the command above on {time.strftime('%Y-%m-%d')}: {len(every):,} articles, "
        f"{seconds / 60:.0f} minutes, {os.cpu_count()} processors ({platform.machine()}). `{signature}`"
    )
    notes = [f"Sets that were not at hand and are left out: {', '.join(missing)}."] if missing else []
    if pofilter.program() is None:
        notes.append("pofilter was not at hand (`pip install 'qa-translate[bench]'`).")
    return "\n\n".join(
        [
            head,
            *notes,
            "### Sets",
            contents(sets),
            "### Methods",
            table("method", rows(every, threshold), sets, threshold),
            "### Thresholds",
            table("marks from", {f"{t:.1f}": lambda checked: checked.ours[0] for t in THRESHOLDS}, sets, None),
            "### Confidence",
            calibration_errors(),
            "",
        ]
    )


def contents(sets: Sets) -> str:
    """What is in each set: a set may be read in part only."""
    lines = ["| set | articles | with back-translation | words | errors | known slips |", "|---|---|---|---|---|---|"]
    for name, part in sets.items():
        back = sum(checked.article.back_translation is not None for checked in part)
        words = sum(checked.ours[0].words for checked in part)
        errors, slips = (sum(len(getattr(c.labels, kind)) for c in part) for kind in ("planted", "known"))
        lines.append(f"| {name} | {len(part)} | {back} | {words:,} | {errors} | {slips} |")
    return "\n".join(lines)


def calibration_errors() -> str:
    """How far confidences are from the truth, as the fit of the figures that ship measured it."""
    provenance: dict[str, Any] = (Vocabulary().topic("mul", TOPIC) or {}).get("provenance", {})
    names = [name for name in provenance if "calibration_error" in name]
    lines = ["| expected calibration error | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name.replace('_', ' ')} | {provenance[name]:.3f} |" for name in names)])


def rows(every: list[Checked], threshold: float) -> dict[str, Row]:
    """Every method by its name in the table."""
    made: dict[str, Row] = {
        "**ours**, all texts": lambda checked: checked.ours[0],
        "**ours**, without back-translation": lambda checked: checked.ours[1],
        "**ours**, translation alone": lambda checked: checked.ours[2],
    }
    ours = tally((checked.ours[0] for checked in every), threshold).false_per_1000_words
    for method in METHODS:
        for times in (1, NOISIER):
            least = tuned(method, every, times * ours)
            made[f"{method.name} below {least:.3g}"] = below(method, least)
    if pofilter.program():
        made["pofilter, tests of content"] = lambda c: c.judged(pofilter.marks(c.failed, typography=False))
        made["pofilter, all tests"] = lambda c: c.judged(pofilter.marks(c.failed, typography=True))
    return made


def below(method: Method, threshold: float) -> Row:
    """Marks of `method` below `threshold`; None where the article lacks what it works with."""

    def answer(checked: Checked) -> Answer | None:
        if next(method.scores(checked.material), None) is None:
            return None
        return checked.judged((span, Category.MISTRANSLATION) for span in method.below(checked.material, threshold))

    return answer


def tuned(method: Method, every: list[Checked], most: float) -> float:
    """The highest threshold at which the false alarms per 1,000 words of `every` are at most `most`."""
    candidates = sorted({round(score, 3) for checked in every for score in method.scores(checked.material)})
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        answers = filter(None, map(below(method, candidates[middle]), every))
        low, high = (middle + 1, high) if tally(answers, 0).false_per_1000_words <= most else (low, middle)
    return candidates[low - 1] if low else 0.0


def table(title: str, methods: dict[str, Row], sets: Sets, threshold: float | None) -> str:
    """A row for every method, a column for every set; without a `threshold`, a row's name is its threshold."""
    lines = [f"| {title} | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    for name, method in methods.items():
        least = float(name) if threshold is None else threshold
        cells = (cell([answer for checked in part if (answer := method(checked))], least) for part in sets.values())
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def cell(answers: list[Answer], threshold: float) -> str:
    """Found / typed / false alarms per 1,000 words; the last alone where there are no errors to find."""
    if not answers:
        return ""
    row = tally(answers, threshold)
    shares = (f"{100 * row.recall:.0f} / {100 * row.typed_recall:.0f} / ") if row.planted else ""
    return f"{shares}{row.false_per_1000_words:.1f}"
