"""The public JSON, version 1: the contract that scripts and the benchmark read, apart from the inner types.

One object an article::

    {"schema": "qa-translate/1", "id": ..., "score": ..., "signature": ...,
     "findings": [{"rule", "category", "severity", "confidence", "message", "target", "source", "back"}],
     "skipped": [{"rule", "reason"}],
     "similarity": {"comparison", "chrf", "bleu", "ter", "signatures", "segments"},
     "back_translation": {"text", "lang", "engine"}}

``target``, ``source`` and ``back`` are ``{"start", "end", "text"}`` in code points of the text as given, or null; where
the file has parts with names, ``"unit"`` is the part's.
``similarity`` is there only where two texts share a language; ``chrf`` is chrF++, its segments hold ``reference`` and
``hypothesis`` spans without text, and ``differences``: ``{"kind", "reference", "hypothesis"}``, the words that differ.
``back_translation`` is there only where an engine made it for this check: ``back`` spans point into its text. Members
may be added within version 1; none is renamed, removed or given another meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from qa_translate.article import Article, Side, Span
from qa_translate.finding import Finding, Report, Rule, Similarity
from qa_translate.report.options import Options
from qa_translate.report.view import View, text_of, view_of

SCHEMA = "qa-translate/1"

Json: TypeAlias = "str | float | Sequence[Json] | Mapping[str, Json] | None"

# Lone surrogates cannot be written as UTF-8, and readers that split lines as Unicode does would split at the others.
_TO_ESCAPE = re.compile("[\ud800-\udfff\u0085\u2028\u2029]")
CONFIDENCE_PLACES = 4
_SCORE_PLACES = 2


def render(report: Report, rules: Mapping[str, Rule], options: Options) -> str:
    """The object of one article, indented, for ``check --format json``."""
    return dump(as_json(view_of(report, rules, options.min_confidence)), indent=2) + "\n"


def line(report: Report, min_confidence: float) -> str:
    """The object of one article on one line, without a line end, for ``audit --findings``."""
    return dump(as_json(view_of(report, {}, min_confidence)), indent=None)


def as_json(view: View) -> dict[str, Json]:
    """The public object of one article, of plain types."""
    report = view.report
    public: dict[str, Json] = {
        "schema": SCHEMA,
        "id": report.article.id,
        "score": round(report.score, _SCORE_PLACES),
        "signature": report.signature,
        "findings": [_finding(mark.finding, report.article) for mark in view.marks],
        "skipped": [{"rule": skip.rule, "reason": skip.reason} for skip in report.skipped],
    }
    if report.similarity is not None:
        public["similarity"] = _similarity(report.similarity, report.article)
    if report.article.making is not None:
        public["back_translation"] = {
            "text": report.article.back_translation,
            "lang": report.article.back_lang,
            "engine": report.article.making.engine,
        }
    return public


def _finding(finding: Finding, article: Article) -> Json:
    return {
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "confidence": round(finding.confidence, CONFIDENCE_PLACES),
        "message": finding.message,
        "target": _place(finding.target, article, Side.TRANSLATION),
        "source": _place(finding.source, article, Side.SOURCE),
        "back": _place(finding.back, article, Side.BACK),
    }


def _similarity(similarity: Similarity, article: Article) -> Json:
    reference, hypothesis = map(Side, similarity.comparison.split("/"))
    return {
        "comparison": similarity.comparison,
        "chrf": round(similarity.chrf, _SCORE_PLACES),
        "bleu": round(similarity.bleu, _SCORE_PLACES),
        "ter": round(similarity.ter, _SCORE_PLACES),
        "signatures": dict(similarity.signatures),
        "segments": [
            {
                "reference": _span(article.place(reference, segment.reference)),
                "hypothesis": _span(article.place(hypothesis, segment.hypothesis)),
                "chrf": round(segment.chrf, _SCORE_PLACES),
                "bleu": round(segment.bleu, _SCORE_PLACES),
                "ter": round(segment.ter, _SCORE_PLACES),
                "differences": [
                    {
                        "kind": difference.kind.value,
                        "reference": _place(difference.reference, article, reference),
                        "hypothesis": _place(difference.hypothesis, article, hypothesis),
                    }
                    for difference in segment.differences
                ],
            }
            for segment in similarity.segments
        ],
    }


def _place(span: Span | None, article: Article, side: Side) -> Json:
    """The words of a text, and where they stand in what was given."""
    if span is None:
        return None
    unit = article.unit(side, span)
    place = {**_span(article.place(side, span)), "text": span.of(text_of(article, side))}
    return {**place, "unit": unit} if unit else place


def _span(span: Span) -> dict[str, Json]:
    return {"start": span.start, "end": span.end}


def dump(public: Json, indent: int | None) -> str:
    """JSON as all reports write it; numbers that are none are refused."""
    return escaped(json.dumps(public, ensure_ascii=False, indent=indent, allow_nan=False))


def escaped(dumped: str) -> str:
    """JSON that may be written as UTF-8 and split into lines by any reader."""
    return _TO_ESCAPE.sub(lambda char: f"\\u{ord(char[0]):04x}", dumped)
