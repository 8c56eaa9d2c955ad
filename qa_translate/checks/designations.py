"""Designations made of letters and a number, such as a road (M4), an aircraft (F-16) or a missile (S-300)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa_translate.arabic import fold
from qa_translate.article import Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table

LOST = Rule(
    "lost-designation",
    Category.NAME,
    Severity.MAJOR,
    "The source names a road, aircraft or weapon by letters and a number that the translation does not have.",
    "Which road was opened, or which missile was fired, is what the sentence is about.",
    "Source: الطريق السريع «إم 9»; translation: 'the northern motorway'.",
    "The translation names the thing by its full name ('the Patriot battery').",
    frozenset({Need.SOURCE}),
    frozenset({"source:designations"}),
)
RULES = (LOST,)
_OPENING = "«“\"'‹„(-–‑"
_NOUNS = frozenset({"compound", "amod", "nmod", "poss"})
# How many words before and behind the designation may hold what it names.
NEAR = 3


def check(case: Case) -> Iterator[Finding]:
    """Designations of the source whose number stands nowhere in the passage of the translation."""
    bitext = case.bitext
    table = case.vocabulary.topic(bitext.source.lang, "designations") if bitext else None
    if bitext is None or table is None:
        return
    tree = Tree(bitext.target, case.parse) if case.parse else None
    letters = _letters(table)
    for bead in bitext.beads:
        if bead.source and bead.target:
            yield from _lost(bitext, tree, bead, letters)


def _letters(table: Table) -> dict[str, bool]:
    """Folded letter names, and whether each is a common word too."""
    ambiguous = set(table["letters"]["ambiguous"])
    names = [name for key, names in table["letters"].items() if key != "ambiguous" for name in names]
    return {fold(name): name in ambiguous for name in names}


def _lost(bitext: Bitext, tree: Tree | None, bead: Bead, letters: dict[str, bool]) -> Iterator[Finding]:
    numbers = {n for w in bitext.target_words(bead) for n in re.findall(r"\d+", w.text)}
    words = bitext.source_words(bead)
    for letter, number in pairwise(words):
        if number.form.isdigit() and _is_designation(bitext, letter, number, letters) and number.form not in numbers:
            yield _finding(bitext, tree, Span(letter.span.start, number.span.end), letter)


def _is_designation(bitext: Bitext, letter: Word, number: Word, letters: dict[str, bool]) -> bool:
    if letter.form not in letters or number.span.start - letter.span.end > 1:
        return False
    text = bitext.source.text
    around = (text[max(0, letter.span.start - 1) : letter.span.start], text[letter.span.end : letter.span.end + 1])
    marked = any(mark and mark in _OPENING for mark in around)
    return marked or not letters[letter.form]


def _finding(bitext: Bitext, tree: Tree | None, name: Span, letter: Word) -> Finding:
    message = f"The source names “{name.of(bitext.source.text)}” here; the translation has no such designation."
    return found(LOST, 0.7, message, target=_place(bitext, tree, letter), source=name)


def _place(bitext: Bitext, tree: Tree | None, letter: Word) -> Span | None:
    """The noun phrase of what the designation names: the nearest word before it that has a counterpart."""
    first = bitext.source.segments[letter.segment].first
    for k in range(letter.index - 1, max(first, letter.index - NEAR) - 1, -1):
        words = bitext.to_target([bitext.source.words[k]])
        if words:
            return _phrase(tree, words) if tree else Span.hull(w.span for w in words)
    return None


def _phrase(tree: Tree, words: tuple[Word, ...]) -> Span:
    token = tree.tokens_of(words)[0]
    head = tree.head(token) if token.dep in _NOUNS else token
    return Span.hull(t.span for t in (head, *(t for c in tree.children(head, *_NOUNS) for t in tree.subtree(c))))


FAMILY = Family("designations", RULES, check)
