"""Sentences that stand at another place than in the source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

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
# ... and of the first of two sentences that have changed places, beside its end.
SHOWN_AT_END = 4


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
    moved, passed = sorted(k for bead in run for k in bead.target), _passed(bitext, run)
    beside = bool(passed) and passed[-1] - passed[0] < len(passed) and _touch(moved, passed)
    if beside and _are_two(bitext, run, passed):
        return _exchanged(bitext, run, *sorted((moved, passed)))
    if beside and len(passed) == 1 < len(moved):
        # One sentence that went past several is the shorter story than several that went past it.
        over = [bead for bead in bitext.beads if passed[0] in bead.target and bead.target == tuple(passed)]
        run, moved = (over, passed) if over else (run, moved)
    return _elsewhere(bitext, run, moved[0])


def _passed(bitext: Bitext, run: list[Bead]) -> list[int]:
    """Segments of the translation that stand on the other side of a run than in the source, in order."""
    first, last, place = run[0].target[0], run[-1].target[-1], run[0].source[0]
    return sorted(
        k
        for bead in bitext.beads
        if bead.source and bead.target and bead not in run
        for k in bead.target
        if (k < first and bead.source[0] > place) or (k > last and bead.source[0] < place)
    )


def _touch(one: list[int], other: list[int]) -> bool:
    return one[-1] + 1 == other[0] or other[-1] + 1 == one[0]


def _elsewhere(bitext: Bitext, run: list[Bead], segment: int) -> Finding:
    place = run[0].source[0]
    here = bitext.target.segments[segment]
    words = bitext.target.words_of(here)[:SHOWN_WORDS]
    target = Span.hull(w.span for w in words) if words else here.span
    before = bitext.source.segments[place - 1].span.of(bitext.source.text) if place else ""
    stood = f"after “{first_words(before, QUOTED_WORDS)}”" if before else "at the beginning"
    message = f"“{first_words(target.of(bitext.target.text), QUOTED_WORDS)}” stands elsewhere in the source: {stood}."
    return _moved(bitext, run, target, message)


def _are_two(bitext: Bitext, run: list[Bead], passed: list[int]) -> bool:
    """Whether both are one sentence, on either side: then neither went past more than the other."""
    other = bitext.bead_of_target(passed[0])
    if other is None or len(run) > 1:
        return False
    alone = len(run[0].source) == len(other.source) == 1 and other.target == tuple(passed)
    return alone or len(run[0].target) == len(passed) == 1


def _exchanged(bitext: Bitext, run: list[Bead], left: list[int], right: list[int]) -> Finding:
    """Two neighbours: neither of them moved more than the other, so the mark lies where they meet."""
    segments, text, border = bitext.target.segments, bitext.target.text, _border(bitext, left, right)
    words = (
        *bitext.target.words_of(segments[border - 1])[-SHOWN_AT_END:],
        *bitext.target.words_of(segments[border])[:QUOTED_WORDS],
    )
    target = Span.hull(w.span for w in words) if words else segments[border].span
    one, other = (first_words(segments[k].span.of(text), QUOTED_WORDS) for k in (left[0], border))
    return _moved(bitext, run, target, f"“{one}” stands behind “{other}” in the source: the two have changed places.")


def _border(bitext: Bitext, left: list[int], right: list[int]) -> int:
    """The segment at which the right one of two neighbours begins: one source sentence may have become several."""
    beads = [bitext.bead_of_target(side[0]) for side in (left, right)]
    own = [bead.source[0] for bead in beads if bead is not None]
    here = bitext.target_vectors.segments[[*left, *right]].astype(np.float32)
    likeness = here @ bitext.source_vectors.segments[own].astype(np.float32).T
    cuts = range(1, len(likeness))
    return [*left, *right][max(cuts, key=lambda k: float(likeness[:k, 0].sum() + likeness[k:, 1].sum()))]


def _moved(bitext: Bitext, run: list[Bead], target: Span, message: str) -> Finding:
    margin = max(bead.score for bead in run)
    strength = 0.62 + min(0.28, 5 * max(0.0, margin - 0.03))
    source = bitext.source.segments[run[0].source[0]].span
    return found(MOVED, strength, message, target=target, source=source, evidence=(Evidence("margin", margin),))
