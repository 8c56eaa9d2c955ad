"""Sentences that stand at another place than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Span
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.excerpt import first_words
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity

MOVED = Rule(
    "moved-sentence",
    Category.ORDER,
    Severity.MAJOR,
    "A sentence stands at another place than in the source.",
    "'These figures', 'he' and 'the agency' now point at something else, and a denial may precede its charge.",
    "The source's sentence 9 is the translation's sentence 12.",
    "The editor moved it on purpose and mended its references.",
    frozenset({Need.SOURCE}),
)
# Words marked of a moved sentence: enough to find it, short enough to read.
SHOWN_WORDS = 12
QUOTED_WORDS = 8


def moved_sentences(case: Case) -> Iterator[Finding]:
    """One finding per run of sentences that moved together."""
    bitext = case.bitext
    if bitext is None:
        return
    for run in _runs([bead for bead in bitext.beads if bead.moved]):
        yield _finding(bitext, run)


def _runs(moved: list[Bead]) -> list[list[Bead]]:
    runs: list[list[Bead]] = []
    for bead in sorted(moved, key=lambda b: b.target[0]):
        last = runs[-1][-1] if runs else None
        if last and bead.target[0] == last.target[0] + 1 and bead.source[0] == last.source[0] + 1:
            runs[-1].append(bead)
        else:
            runs.append([bead])
    return runs


def _finding(bitext: Bitext, run: list[Bead]) -> Finding:
    margin = max(bead.score for bead in run)
    place = run[0].source[0]
    here = bitext.target.segments[run[0].target[0]]
    words = bitext.target.words_of(here)[:SHOWN_WORDS]
    target = Span.hull(w.span for w in words) if words else here.span
    before = bitext.source.segments[place - 1].span.of(bitext.source.text) if place else ""
    stood = f"after “{first_words(before, QUOTED_WORDS)}”" if before else "at the beginning"
    message = f"“{first_words(target.of(bitext.target.text), QUOTED_WORDS)}” stands elsewhere in the source: {stood}."
    strength = 0.62 + min(0.28, 5 * max(0.0, margin - 0.03))
    source = bitext.source.segments[place].span
    return found(MOVED, strength, message, target=target, source=source, evidence=(Evidence("margin", margin),))
