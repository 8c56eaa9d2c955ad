"""The article's score after MQM, and the signature of what made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_translate.article import Document, Segment
from qa_translate.finding import Category, Finding, SegmentScore, Severity

PENALTY = {Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 10}
NOT_TRANSLATED = 25
SEGMENT_CAP = 25
PER_WORDS = 1000
LEAST_WORDS = 100
"""Words that a shorter text counts as."""

WHOLE = 0.8
"""Share of a segment's words that must be marked untranslated for the segment to count as not translated at all."""


def article_score(segments: Iterable[SegmentScore], translation: Document, source: Document | None) -> float:
    """100 minus the penalties per 1,000 words of the source (of the translation where there is no source).

    A text of less than 100 words counts as 100: a rate per 1,000 words that is taken from a headline says how short it
    is, not how good (one minor mark on a single word would cost 1,000). So one minor mark costs 10 at the most.

    Args:
        segments: of the translation, those that have marks (see `segment_scores`).
        translation: the checked text.
        source: the original, or None.

    Returns:
        100 for an article without marks; may be negative.
    """
    words = len((source or translation).words)
    return round(100 - sum(s.penalty for s in segments) * PER_WORDS / max(LEAST_WORDS, words), 1)


def segment_scores(findings: Iterable[Finding], translation: Document) -> tuple[SegmentScore, ...]:
    """What each segment of the translation that has marks costs, at most 25, in the order of the text.

    Args:
        findings: of one article, those that count.
        translation: the checked text.
    """
    penalties: dict[int | None, int] = defaultdict(int)
    for finding in findings:
        segment = _segment_of(finding, translation)
        penalties[segment.index if segment else None] += _penalty(finding, segment, translation)
    return tuple(
        _scored(None if index is None else translation.segments[index], min(SEGMENT_CAP, penalties[index]))
        for index in sorted(penalties, key=lambda index: len(translation.segments) if index is None else index)
    )


def _scored(segment: Segment | None, penalty: int) -> SegmentScore:
    if segment is None:
        return SegmentScore(None, 0, penalty)
    return SegmentScore(segment.span, segment.last - segment.first, penalty)


def signature(
    *,
    version: str,
    rules: str,
    calibration: str,
    encoder: str,
    syntax: str,
    engine: str,
    min_confidence: float,
    decided: str = "",
) -> str:
    """What made a score, in one line: ``version:0.1.0|rules:1a2b3c4d|calibration:5e6f7a8b|encoder:...|min:0.50``.

    Where an editor has decided something about rules, `decided` (see `Policy.signature`) is its last part.
    """
    parts = {
        "version": version,
        "rules": rules,
        "calibration": calibration,
        "encoder": encoder,
        "syntax": syntax or "none",
        "back": engine or "none",
        "min": f"{min_confidence:.2f}",
    }
    if decided:
        parts["settings"] = decided
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def _segment_of(finding: Finding, translation: Document) -> Segment | None:
    return translation.segment_at(finding.target.start) if finding.target else None


def _penalty(finding: Finding, segment: Segment | None, translation: Document) -> int:
    if finding.category is Category.UNTRANSLATED and finding.target and segment:
        words = translation.words_of(segment)
        marked = sum(1 for word in words if word.span.overlaps(finding.target))
        if words and marked >= WHOLE * len(words):
            return NOT_TRANSLATED
    return PENALTY[finding.severity]
