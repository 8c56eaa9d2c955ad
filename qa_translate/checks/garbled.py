"""Ungrammatical stretches of the translation, seen without the source: what no writer of the language would write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qa_translate.article import Document, Segment, Span
from qa_translate.case import Case
from qa_translate.checks import grammar, junctions
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Floats, Token

_NEEDS = frozenset({Need.SYNTAX})
_VOCABULARY = frozenset({"translation:garbled"})
_WHY = "The reader has to guess what was meant, and may guess wrong."
SALAD = Rule(
    "word-salad",
    Category.GARBLED,
    Severity.MINOR,
    "Neighbouring words that clean prose does not put beside each other.",
    _WHY,
    "'the council approved to a new of budget the for roads'",
    "The text is verse, a list, a headline, slang or a quotation of broken speech.",
    _NEEDS,
)
BRACKETS = Rule(
    "unbalanced-brackets",
    Category.GARBLED,
    Severity.MINOR,
    "A bracket is opened and not closed in its paragraph, or the reverse.",
    "A part of the aside has been lost, or the sentence goes on inside it.",
    "'the agency (OCHA said on Monday.'",
    "Numbered lists and emoticons use a bracket alone.",
)
RULES = (SALAD, *grammar.RULES, BRACKETS)

# A junction is suspicious from even odds on; the log odds of a stretch add up. On 44,000 words of clean English, 6,000
# of them news translated from Arabic, a stretch of the least sum comes 18 times, once in that news.
_SUSPICIOUS = 0.0
_LEAST_SUM = 2.85
_STEEPNESS = 0.5
_REACH = 6
_LONGEST_MARK = 16
_LEAST_STRENGTH = 0.3
_FEWEST_WORDS = 6


def check(case: Case) -> Iterator[Finding]:
    """Look at every sentence of the translation."""
    document = case.translation
    yield from _brackets(document)
    if case.parse is None:
        return
    table = case.vocabulary.topic(document.lang, "garbled")
    for segment, tokens in _by_segment(document, case.parse.tokens):
        breaches = list(grammar.look(document, tokens, table)) if table is not None else []
        salads = list(_salad(case, segment, tokens))
        # Two words that cannot meet are often the middle of something worse.
        breaches = [f for f in breaches if f.rule != grammar.IMPOSSIBLE.name or not _covered(f, salads)]
        yield from breaches
        yield from (f for f in salads if not any(_overlap(f, other) for other in breaches))


def _covered(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether a surer one of `others` marks the same words."""
    return any(_overlap(finding, other) and other.confidence > finding.confidence for other in others)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.target is not None and other.target is not None and one.target.overlaps(other.target)


def _by_segment(document: Document, tokens: Sequence[Token]) -> Iterator[tuple[Segment, Sequence[Token]]]:
    first = 0
    for segment in document.segments:
        while first < len(tokens) and tokens[first].span.start < segment.span.start:
            first += 1
        last = first
        while last < len(tokens) and tokens[last].span.start < segment.span.end:
            last += 1
        yield segment, tokens[first:last]
        first = last


def _salad(case: Case, segment: Segment, tokens: Sequence[Token]) -> Iterator[Finding]:
    document = case.translation
    model = junctions.load(document.lang)
    if (
        model is None
        or case.vectors is None
        or not model.fits(case.vectors.words)
        or segment.last - segment.first < _FEWEST_WORDS
    ):
        return
    at = model.junctions(document, segment, tokens, case.vectors.words)
    if at is None:
        return
    logits = model.logits(at)
    for first, last in _stretches(logits):
        words = document.words[at.right[first].index - 1 : at.right[last].index + 1][:_LONGEST_MARK]
        if 2 * sum(w.text[:1].isupper() for w in words) > len(words):
            continue  # a title or a long name has a grammar of its own
        span = Span(words[0].span.start, words[-1].span.end)
        weight = float(np.maximum(logits[first : last + 1], 0).sum())
        strength = _strength(weight)
        message = f"“{' '.join(span.of(document.text).split())}” is not grammatical."
        if strength >= _LEAST_STRENGTH:
            yield found(SALAD, strength, message, target=span, evidence=(Evidence("log odds", weight),))


def _stretches(logits: Floats) -> Iterator[tuple[int, int]]:
    """First and last junction of each run of suspicious junctions."""
    suspects = [k for k, value in enumerate(logits) if value >= _SUSPICIOUS]
    group: list[int] = []
    for k in suspects:
        if group and (k - group[-1] > _REACH or k - group[0] >= _LONGEST_MARK):
            yield group[0], group[-1]
            group = []
        group.append(k)
    if group:
        yield group[0], group[-1]


def _strength(weight: float) -> float:
    """Probability that an editor agrees, from the summed log odds of a stretch: 0.5 at the least sum."""
    return float(1 / (1 + np.exp(-_STEEPNESS * (weight - _LEAST_SUM))))


def _brackets(document: Document) -> Iterator[Finding]:
    """The first bracket of each line that has no partner: what follows it is its consequence."""
    start = 0
    for line in document.text.splitlines(keepends=True):
        depth: list[int] = []
        lost: list[tuple[int, str]] = []
        for offset, char in enumerate(line, start):
            if char == "(":
                depth.append(offset)
            elif char == ")" and depth:
                depth.pop()
            elif char == ")" and not _is_list_mark(document.text, offset, start):
                lost.append((offset, "opened"))
        lost += [(offset, "closed") for offset in depth]
        if lost:
            yield _bracket(document, *min(lost))
        start += len(line)


def _is_list_mark(text: str, offset: int, line: int) -> bool:
    """Whether a closing bracket belongs to "1)" or "a)"."""
    item = text[max(line, offset - 4) : offset].split()
    return bool(item) and len(item[-1]) <= 2 and item[-1].isalnum()


def _bracket(document: Document, offset: int, missing: str) -> Finding:
    near = document.words_in(Span(max(0, offset - 2), offset + 2))
    span = Span.hull([Span(offset, offset + 1), *(w.span for w in near)])
    return found(BRACKETS, 0.55, f"The bracket in “{span.of(document.text)}” is never {missing}.", target=span)


def _unable(case: Case) -> Mapping[str, str]:
    """Word salad is known by the states of one encoder only."""
    model = junctions.load(case.translation.lang)
    if model is None or case.vectors is None or model.fits(case.vectors.words):
        return {}
    return {SALAD.name: "needs the encoder that comes with the package"}


FAMILY = Family("garbled", RULES, check, _unable)
