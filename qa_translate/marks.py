"""How much of a translation a mark covers."""

from __future__ import annotations

from dataclasses import replace

from qa_translate.article import Document, Span
from qa_translate.finding import Finding

LONGEST = 20
"""Words that a mark covers at most: what an editor would mark has 1 to 12, and is never a paragraph."""


def shortened(finding: Finding, translation: Document) -> Finding:
    """`finding` with its target cut behind the first `LONGEST` words."""
    if finding.target is None or len(finding.target) <= LONGEST:
        return finding
    words = translation.words_in(finding.target)
    if len(words) <= LONGEST:
        return finding
    return replace(finding, target=Span(finding.target.start, words[LONGEST - 1].span.end))
