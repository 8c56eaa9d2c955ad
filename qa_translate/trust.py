"""What an engine held unlikely when it made the back-translation bears nothing out.

An engine that puts a word where it expected another guesses: low probabilities of its tokens are the best single sign
of slips and inventions that it gives (Fomicheva et al. 2020, "Unsupervised Quality Estimation for Neural Machine
Translation"; Guerreiro et al. 2023, "Looking for a Needle in a Haystack"). So a finding whose words of the
back-translation the engine doubted is just as sure as it is without the back-translation.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa_translate.article import ScoredSpan, Span, Word
from qa_translate.case import Case
from qa_translate.evidence import back_of
from qa_translate.finding import Finding

DOUBTED = math.log(0.3)
"""Mean log-probability of a word's tokens below which the engine doubted it.

Not fitted, for want of a real engine with log-probabilities; most tokens of sound renderings have more than one half.
"""


def trusted(findings: Sequence[Finding], case: Case) -> list[Finding]:
    """`findings`, in order, without what doubted words of the back-translation added or took away."""
    doubted = doubted_words(case)
    return [_direct(finding) if _rests_on(finding, case, doubted) else finding for finding in findings]


def _direct(finding: Finding) -> Finding:
    return finding if finding.direct is None else replace(finding, confidence=finding.direct)


def doubted_words(case: Case) -> tuple[Word, ...]:
    """Words of the back-translation that its engine doubted, in order; empty where it gave no log-probabilities."""
    making = case.article.making
    if making is None or case.back is None or not making.pieces:
        return ()
    return tuple(w for w in case.back.words if _mean(making.pieces, w.span) < DOUBTED)


def _rests_on(finding: Finding, case: Case, doubted: Sequence[Word]) -> bool:
    back = back_of(finding, case) if doubted else None
    return back is not None and any(w.span.overlaps(back) for w in doubted)


def _mean(pieces: Sequence[ScoredSpan], span: Span) -> float:
    """Mean log-probability of the tokens that share a code point with `span`; 0 where there are none."""
    scores = list(_within(pieces, span))
    return sum(scores) / len(scores) if scores else 0.0


def _within(pieces: Sequence[ScoredSpan], span: Span) -> Iterator[float]:
    place = bisect_left(pieces, span.start + 1, key=lambda piece: piece.span.end)
    while place < len(pieces) and pieces[place].span.start < span.end:
        yield pieces[place].log_prob
        place += 1
