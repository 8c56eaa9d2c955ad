"""What an engine held unlikely when it made the back-translation bears nothing out.

An engine that puts a word where it expected another guesses: low probabilities of its tokens are the best single sign
of slips and inventions that it gives (Fomicheva et al. 2020, "Unsupervised Quality Estimation for Neural Machine
Translation"; Guerreiro et al. 2023, "Looking for a Needle in a Haystack"). So a finding whose words of the
back-translation the engine doubted is as strong as it is without the back-translation, and never stronger; where
without it there is nothing, nothing is found.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa_translate.article import ScoredSpan, Span, Word
from qa_translate.case import Case
from qa_translate.evidence import back_of
from qa_translate.finding import Finding

DOUBTED = math.log(0.3)
"""Mean log-probability of a word's tokens below which the engine doubted it.

Not fitted, for want of a real engine with log-probabilities; most tokens of sound renderings have more than one half.
"""

Find = Callable[[Case], Sequence[Finding]]


def trusted(findings: Sequence[Finding], case: Case, find: Find) -> list[Finding]:
    """`findings`, without what doubted words of the back-translation added.

    Args:
        findings: of the whole case.
        case: the article.
        find: gives the findings of a case; asked once, for the case without its back-translation, and only if the
            engine doubted words.
    """
    doubted = doubted_words(case)
    if not any(_rests_on(finding, case, doubted) for finding in findings):
        return list(findings)
    plain = replace(case, back=None, round_trip=None, retranslation=None)
    alone = {(f.rule, f.target): f for f in find(plain)}
    kept: list[Finding] = []
    for finding in findings:
        without = alone.get((finding.rule, finding.target))
        if not _rests_on(finding, case, doubted):
            kept.append(finding)
        elif without is not None:
            kept.append(min(finding, without, key=lambda f: f.confidence))
    return kept


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
