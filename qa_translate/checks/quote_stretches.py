"""Stretches of words that share a vote, and the finding about one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.checks.family import found
from qa_translate.checks.quote_votes import Vote, Votes
from qa_translate.excerpt import first_letters
from qa_translate.finding import Evidence, Finding, Rule

# Words between the two ends of one pair of marks that moved, and of the whole mark, at most.
_BETWEEN, _LONGEST_SHIFT = 8, 35


def runs(words: Sequence[Word], cut: Callable[[Word], bool]) -> Iterator[Sequence[Word]]:
    """The stretches of `words` between those where `cut` says so."""
    start = 0
    for k, word in enumerate(words):
        if cut(word):
            if k > start:
                yield words[start:k]
            start = k + 1
    if start < len(words):
        yield words[start:]


def trimmed(votes: Votes, run: Sequence[Word], vote: Vote, keep: Sequence[Word]) -> Sequence[Word]:
    """`run` from its first to its last word of that vote, but whole where it reaches a mark of the quotation."""
    sure = [k for k, w in enumerate(run) if votes.votes[w.index] is vote]
    first = 0 if run[0] is keep[0] else sure[0]
    last = len(run) - 1 if run[-1] is keep[-1] else sure[-1]
    return run[first : last + 1]


def stretch(bitext: Bitext, rule: Rule, strength: float, words: Sequence[Word], where: str) -> Finding:
    """A finding about `words` of the translation that stand `where`."""
    span = Span(words[0].span.start, words[-1].span.end)
    linked = bitext.to_source(words)
    source = Span.hull(w.span for w in linked) if linked else None
    short = first_letters(span.of(bitext.target.text))
    evidence = (Evidence("words compared", float(len(linked))),)
    return found(rule, strength, f"“{short}” stands {where}.", target=span, source=source, evidence=evidence)


def shifted_once(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """`findings`, those of one rule that lie close together in a sentence as one: marks that moved at both ends."""
    joined: list[Finding] = []
    for finding in sorted(findings, key=lambda f: f.target.start if f.target else 0):
        last = joined[-1] if joined else None
        both = last and last.target and finding.target and Span.hull((last.target, finding.target))
        if last and both and last.rule == finding.rule and _is_one(document, last, finding, both):
            message = f"{last.message.removesuffix('.')}, and {finding.message}"
            confidence = max(last.confidence, finding.confidence)
            joined[-1] = replace(last, target=both, message=message, confidence=confidence)
        else:
            joined.append(finding)
    return joined


def _is_one(document: Document, first: Finding, second: Finding, both: Span) -> bool:
    words = document.words_in(both)
    parts = [document.words_in(f.target) for f in (first, second) if f.target]
    near = len(words) - sum(map(len, parts)) <= _BETWEEN and len(words) <= _LONGEST_SHIFT
    return near and words[0].segment == words[-1].segment
