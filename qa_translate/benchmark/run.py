"""One run over a file in the benchmark's format: time, errors found, false alarms, and what confidences are worth."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass

from qa_translate.benchmark import tables
from qa_translate.benchmark.curve import Tally, curve, marks_of, tally
from qa_translate.benchmark.labels import Labels, read_labels
from qa_translate.benchmark.reliability import Reliability, reliability
from qa_translate.benchmark.score import Answer, judge
from qa_translate.benchmark.timing import Timing, measure
from qa_translate.config import Settings
from qa_translate.errors import UsageError
from qa_translate.pipeline import Tools
from qa_translate.reading.files import STDIN


@dataclass(frozen=True)
class Result:
    """What one run gave.

    Attributes:
        timing: of the encoder alone and of the whole audit.
        curve: one tally per threshold, from 0 upwards, of the articles whose errors are known.
        shown: the tally at the threshold from which marks are shown.
        reliability: of all their marks, whatever their confidence.
        unlabelled: marks in articles of which the file does not say what is wrong with them, by category.
        labelled: how many of the articles that were checked have their errors told.
    """

    timing: Timing
    curve: tuple[Tally, ...]
    shown: Tally
    reliability: Reliability
    unlabelled: Counter[str]
    labelled: int

    def text(self) -> str:
        """All tables; those that need known errors only where the file tells any."""
        timing = self.timing.text().rstrip("\n")
        if self.labelled == self.timing.articles:
            return "\n\n".join([timing, *self._judged()]) + "\n"
        missing = tables.unlabelled_table(self.unlabelled, self.labelled, self.timing.articles, self.shown.threshold)
        return "\n\n".join([timing, missing, *(self._judged() if self.labelled else [])]) + "\n"

    def _judged(self) -> list[str]:
        parts = [tables.curve_table(self.curve), tables.category_table(self.shown)]
        if self.shown.planted:
            parts += [tables.found_table(self.curve), tables.typed_table(self.curve)]
        return [
            *parts,
            tables.false_table(self.curve),
            tables.rule_table(self.shown, self.curve[0]),
            tables.reliability_table(self.reliability),
        ]

    def json(self) -> str:
        """The same for programs, as one object; ``shown``, ``curve``, ``reliability`` only with known errors."""
        made: dict[str, object] = {
            "timing": {**asdict(self.timing), "ratio": round(self.timing.ratio, 3)},
            "labelled": self.labelled,
            "unlabelled_marks": dict(sorted(self.unlabelled.items())),
        }
        if self.labelled:
            made |= self._judged_json()
        return json.dumps(made, indent=1, ensure_ascii=False) + "\n"

    def _judged_json(self) -> dict[str, object]:
        return {
            "shown": _row(self.shown),
            "curve": [_row(part) for part in self.curve],
            "reliability": {
                "expected_calibration_error": round(self.reliability.error, 4),
                "by_chance": round(self.reliability.chance, 4),
                "bins": [asdict(part) for part in self.reliability.bins],
            },
        }


def run(path: str, tools: Tools, settings: Settings) -> Result:
    """Check the articles of a JSON Lines file and hold the marks against its labels, which the pipeline never sees.

    Args:
        path: the file; its articles may carry ``errors`` and ``known`` (see `read_labels`), or nothing: then their
            marks are counted, and none is called true or false.
        tools: what the pipeline works with.
        settings: languages of articles that do not say, and the threshold from which marks are shown.

    Raises:
        InputError: the file cannot be read, a label is malformed, or no article can be checked.
        UsageError: `path` is standard input, which cannot be read a second time.
    """
    if path == STDIN:
        raise UsageError("standard input cannot be measured", where=path, remedy="name a file")
    labels = read_labels(path)
    timing, reports = measure(path, tools, settings)
    answers = [judge(r.article, labels.get(r.article.id, Labels(given=False)), r.findings) for r in reports]
    return result(timing, answers, settings.min_confidence)


def result(timing: Timing, answers: list[Answer], min_confidence: float) -> Result:
    """The measures of articles that have been judged."""
    known = [answer for answer in answers if answer.labels.given]
    others = marks_of(answer for answer in answers if not answer.labels.given)
    return Result(
        timing,
        curve(known),
        tally(known, min_confidence),
        reliability((mark.finding.confidence, mark.true, 1.0) for mark in marks_of(known)),
        Counter(mark.finding.category.value for mark in others if mark.finding.confidence >= min_confidence),
        len(known),
    )


def _row(part: Tally) -> dict[str, object]:
    return {
        "min_confidence": part.threshold,
        "words": part.words,
        "planted": part.planted.total(),
        "found": part.found.total(),
        "typed": part.typed.total(),
        "hard": part.hard,
        "hard_found": part.hard_found,
        "known": part.known,
        "known_found": part.known_found,
        "true": part.true.total(),
        "false": part.false.total(),
        "precision": round(part.precision, 4),
        "false_per_1000_words": round(part.false_per_1000_words, 3),
        "by_category": {
            name: _counts(
                name, planted=part.planted, found=part.found, typed=part.typed, true=part.true, false=part.false
            )
            for name in sorted(part.planted | part.true | part.false)
        },
        "by_rule": {
            name: _counts(name, true=part.rules_true, false=part.rules_false)
            for name in sorted(part.rules_true | part.rules_false)
        },
    }


def _counts(name: str, **columns: Counter[str]) -> dict[str, int]:
    return {title: column[name] for title, column in columns.items()}
