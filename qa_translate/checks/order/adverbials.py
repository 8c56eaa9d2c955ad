"""A phrase of time, place or manner that stands in another of two coordinated clauses than in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree

SHIFTED = Rule(
    "shifted-phrase",
    Category.ORDER,
    Severity.MAJOR,
    "A phrase of time, place or manner stands in another clause than in the source.",
    "A deadline, a place or a reason now belongs to something else.",
    "Source: لن يوقّع الاتفاق، ويأمل العودة قبل العيد ('he will not sign and hopes to return before the feast'); "
    "translation: 'before the feast he will not sign, and he hopes to return'.",
    "The phrase belongs to both clauses.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
)
LEAST_COSINE = 0.5
STRENGTH = 0.65
FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
PHRASES = ("prep", "npadvmod")
CONTENT = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
LEAST_LINKS = 2
# Steps from a verb up the tree: in "submit a list that did not please him and hoped", "hoped" often goes with "please".
MOST_ABOVE = 3


def shifted_phrases(case: Case) -> Iterator[Finding]:
    """Phrases of the first of two coordinated clauses that the source has in the second, and the reverse."""
    bitext, parse = case.bitext, case.parse
    if bitext is None or parse is None:
        return
    tree = Tree(bitext.target, parse)
    for second in tree.tokens:
        if second.dep == "conj" and _is_finite(second):
            yield from (f for first in _before(tree, second) for f in _compare(bitext, tree, first, second))


def _is_finite(token: Token) -> bool:
    return token.pos == "VERB" and token.tag in FINITE


def _before(tree: Tree, second: Token) -> Iterator[Token]:
    """The verbs that the parser may have meant by the one that `second` is coordinated with."""
    first = tree.head(second)
    for _ in range(MOST_ABOVE):
        if _is_finite(first) and first.dep != "ROOT":
            yield first
        first = tree.head(first)


def _compare(bitext: Bitext, tree: Tree, first: Token, second: Token) -> Iterator[Finding]:
    here, there = (bitext.counterpart(tree.words([verb]), LEAST_COSINE) for verb in (first, second))
    if here is None or there is None or here.segment != there.segment or here.index >= there.index:
        return
    for phrase in tree.children(first, *PHRASES):
        linked = _counterparts(bitext, tree, phrase, here.segment)
        if phrase.index < second.index and linked and linked[0].index > there.index:
            yield _finding(bitext, tree, phrase, first, second, linked)
    for phrase in tree.children(second, *PHRASES):
        linked = _counterparts(bitext, tree, phrase, here.segment)
        if phrase.index > second.index and linked and here.index < linked[0].index <= linked[-1].index < there.index:
            yield _finding(bitext, tree, phrase, second, first, linked)


def _counterparts(bitext: Bitext, tree: Tree, phrase: Token, segment: int) -> Sequence[Word]:
    """Source words of a phrase's content, in order; none where too few are known or they leave the sentence."""
    content = [tree.words([t]) for t in tree.subtree(phrase) if t.pos in CONTENT]
    words = [w for words in content if (w := bitext.counterpart(words, LEAST_COSINE)) is not None]
    sure = len(words) >= LEAST_LINKS and all(w.segment == segment for w in words)
    return sorted(words, key=lambda w: w.index) if sure else ()


def _finding(bitext: Bitext, tree: Tree, phrase: Token, verb: Token, other: Token, linked: Sequence[Word]) -> Finding:
    target = Span.hull(w.span for w in tree.words(tree.subtree(phrase)))
    source = Span(linked[0].span.start, linked[-1].span.end)
    message = (
        f"“{target.of(bitext.target.text)}” goes with “{verb.text}” in the translation; "
        f"in the source “{source.of(bitext.source.text)}” goes with what is rendered as “{other.text}”."
    )
    return found(SHIFTED, STRENGTH, message, target=target, source=source)
