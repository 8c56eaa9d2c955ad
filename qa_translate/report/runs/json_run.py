"""A run as one JSON object, ``qa-translate-run/1``, for scripts.

    {"schema", "passed", "failing": [why], "fail_on", "max_per_1000_words", "min_confidence", "words", "new", "known",
     "suppressed", "per_1000_words", "left_out", "articles": [...], "failures": [{"file", "message"}],
     "gone": [{"file", "rule", "severity", "words", "fingerprint"}],
     "unused_suppressions": [{"rule", "reason", "where", "place"}]}

An article has ``id``, ``file``, ``source_file``, ``back_file``, ``source_lang``, ``target_lang``, ``words``, ``score``,
``signature``, ``reused``, ``hidden``, ``skipped`` and ``findings``: those of ``qa-translate/1`` with ``status``,
``suppression``, ``fingerprint`` and ``occurrence``, and in ``target``, ``source`` and ``back`` the ``file``, ``unit``
and ``place`` (``line``, ``column``, ``end_line``, ``end_column`` from 1, in code points; null where the file has no
lines). Members may be added within version 1; none is renamed, removed or given another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from qa_translate.answer import Answer, Mark, Passage, Run, Status
from qa_translate.errors import EXIT_CLEAN
from qa_translate.finding import Rule
from qa_translate.report.json_v1 import CONFIDENCE_PLACES, Json, dump

SCHEMA = "qa-translate-run/1"


def render(run: Run, _rules: Mapping[str, Rule]) -> str:
    """The whole object, indented."""
    public: dict[str, Json] = {
        "schema": SCHEMA,
        "passed": run.exit_code == EXIT_CLEAN,
        "failing": list(run.failing),
        "fail_on": run.fail_on,
        "max_per_1000_words": run.max_per_1000_words,
        "min_confidence": run.min_confidence,
        "words": run.words,
        **{status.value: run.count(status) for status in Status},
        "per_1000_words": round(run.per_1000_words, 2),
        "left_out": run.left_out,
        "articles": [_article(answer) for answer in run.answers],
        "failures": [asdict(failure) for failure in run.failures],
        "gone": [asdict(gone) for gone in run.gone],
        "unused_suppressions": [asdict(suppression) for suppression in run.unused],
    }
    return dump(public, indent=2) + "\n"


def _article(answer: Answer) -> Json:
    return {
        "id": answer.id,
        "file": answer.file,
        "source_file": answer.source_file,
        "back_file": answer.back_file,
        "source_lang": answer.source_lang,
        "target_lang": answer.target_lang,
        "words": answer.words,
        "score": answer.score,
        "signature": answer.signature,
        "reused": answer.reused,
        "hidden": answer.hidden,
        "findings": [_finding(mark) for mark in answer.marks],
        "skipped": [asdict(skip) for skip in answer.skipped],
    }


def _finding(mark: Mark) -> Json:
    return {
        "rule": mark.rule,
        "category": mark.category.value,
        "severity": mark.severity.value,
        "confidence": round(mark.confidence, CONFIDENCE_PLACES),
        "message": mark.message,
        "target": _passage(mark.target),
        "source": _passage(mark.source),
        "back": _passage(mark.back),
        "status": mark.status.value,
        "suppression": asdict(mark.suppression) if mark.suppression else None,
        "fingerprint": mark.fingerprint,
        "occurrence": mark.occurrence,
    }


def _passage(passage: Passage | None) -> Json:
    if passage is None:
        return None
    place = passage.place
    lines = {
        name: getattr(place, name) for name in ("line", "column", "end_line", "end_column")
    } if place else None  # fmt: skip
    return {
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "file": passage.file,
        "unit": passage.unit,
        "place": lines,
    }
