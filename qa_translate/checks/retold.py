"""Sentences of the translation that say in other words what another one says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from qa_translate.article import Document, Segment
from qa_translate.bitext import Bitext
from qa_translate.checks.family import found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.vectors import DocumentVectors

_WHY = "The reader stumbles, and an editor who cuts the wrong copy loses the sentence."
RETOLD = Rule(
    "retold-content",
    Category.DUPLICATE,
    Severity.MINOR,
    "A sentence that nothing in the source corresponds to says what a sentence nearby has said.",
    _WHY,
    "'The rest was paid by an EU grant.' ... 'A European Union grant covered the remainder.', the source once.",
    "It sums up on purpose, or the source says it in a place where it was not found.",
    frozenset({Need.SOURCE}),
    frozenset({"translation:duplicate"}),
)
REWORDED = Rule(
    "reworded-sentence",
    Category.DUPLICATE,
    Severity.MINOR,
    "Two sentences of a translation without a source say nearly the same in other words.",
    _WHY,
    "'The repairs cost two million dollars, the council said.' ... 'The repairs, according to the council, cost ...'",
    "The second adds something small, or quotes what the first reported.",
    vocabulary=frozenset({"translation:duplicate"}),
)

_NEARBY = 6
_RETOLD = 0.55
_ALIKE, _RETOLD_ALIKE = 0.93, 0.4  # vectors as close as this need less shared content
_STEM = 6
_FEWEST = 4  # stems that a sentence must have to be told again
_FARTHEST = 300  # sentences, so that a book is compared chapter by chapter
# The closer the sentences' vectors, the fewer words need they share. Headlines are closer to their stories than this.
_CLOSE = ((0.965, 0.45), (0.945, 0.7))


@dataclass(frozen=True, slots=True)
class _Content:
    """Weighted content of one sentence: stems with their rarity in the article."""

    weights: dict[str, float]

    def covered_by(self, stems: set[str]) -> float:
        """Share of the weight that `stems` hold, 0 to 1."""
        total = sum(self.weights.values())
        return sum(v for k, v in self.weights.items() if k in stems) / total if total else 0.0


def _contents(document: Document, light: frozenset[str]) -> list[_Content]:
    stems = [{w.form[:_STEM] for w in document.words_of(s) if w.form not in light} for s in document.segments]
    spread = Counter(stem for own in stems for stem in own)
    return [_Content({k: log(1 + len(stems) / spread[k]) for k in own}) for own in stems]


def retold(bitext: Bitext, light: frozenset[str], known: set[int]) -> Iterator[Finding]:
    """Sentences that the source does not have and that a sentence nearby has said; `known` ones are not looked at."""
    document = bitext.target
    contents = _contents(document, light)
    for segment in document.segments:
        bead, own = bitext.bead_of_target(segment.index), contents[segment.index]
        if segment.index in known or (bead is not None and bead.source and len(bead.target) == 1):
            continue
        if len(own.weights) < _FEWEST or _is_said(bitext, segment):
            continue
        low, high = max(0, segment.index - _NEARBY), segment.index + _NEARBY + 1
        others = [s for s in document.segments[low:high] if s.index != segment.index]
        best = max(others, key=lambda s: own.covered_by(set(contents[s.index].weights)), default=None)
        share = own.covered_by(set(contents[best.index].weights)) if best is not None else 0.0
        if best is not None and share >= (_RETOLD_ALIKE if _is_alike(bitext, segment, best) else _RETOLD):
            # Of two neighbours, it is the second that a reader stumbles over, whichever of them was added.
            later = max(segment, best, key=lambda s: s.index) if abs(segment.index - best.index) == 1 else segment
            first = best if later is segment else segment
            message = f"This sentence says again what “{_start(document, first)}…” says; the source has it once."
            evidence = (Evidence("shared content", share),)
            yield found(RETOLD, min(0.9, 0.2 + 0.7 * share), message, target=later.span, evidence=evidence)


def _is_alike(bitext: Bitext, one: Segment, other: Segment) -> bool:
    """Whether the vectors of two sentences of the target are close, as those of paraphrases are."""
    vectors = bitext.target_vectors.segments[[one.index, other.index]].astype(np.float32)
    return float(vectors[0] @ vectors[1]) >= _ALIKE


def _is_said(bitext: Bitext, segment: Segment) -> bool:
    """Whether most words of a sentence have a word of the source to themselves."""
    words = bitext.target.words_of(segment)
    own = sum(any(k.mutual for k in bitext.links_of_target(w.index)) for w in words)
    return own >= 0.5 * len(words)


def reworded(document: Document, vectors: DocumentVectors, light: frozenset[str], known: set[int]) -> Iterator[Finding]:
    """Sentences that say what an earlier one has said; `known` ones are not looked at."""
    contents = _contents(document, light)
    pooled = vectors.segments.astype(np.float32)
    for later in document.segments:
        if later.index in known or not _can_repeat(document, later, contents):
            continue
        first = max(0, later.index - _FARTHEST)
        cosines = pooled[first : later.index] @ pooled[later.index]
        for k in np.flatnonzero(cosines >= min(c for c, _ in _CLOSE)):
            earlier, cosine = document.segments[first + int(k)], float(cosines[k])
            share = _shared(contents, earlier, later)
            close = any(cosine >= c and share >= s for c, s in _CLOSE)
            if not close or earlier.index in known or not _can_repeat(document, earlier, contents):
                continue
            message = f"This sentence says again what “{_start(document, earlier)}…” says."
            evidence = (Evidence("cosine", cosine), Evidence("shared content", share))
            strength = min(0.8, 0.3 + 0.5 * share)
            yield found(REWORDED, strength, message, target=later.span, evidence=evidence)
            break


def _can_repeat(document: Document, segment: Segment, contents: Sequence[_Content]) -> bool:
    """Whether it is a sentence long enough, and no heading, whose story repeats it by nature."""
    ended = not segment.span.of(document.text)[-1:].isalnum()
    return segment.index > 0 and ended and len(contents[segment.index].weights) >= _FEWEST


def _shared(contents: Sequence[_Content], a: Segment, b: Segment) -> float:
    """Share of the shorter sentence's content that the longer one has."""
    left, right = contents[a.index], contents[b.index]
    return max(left.covered_by(set(right.weights)), right.covered_by(set(left.weights)))


def _start(document: Document, segment: Segment) -> str:
    return " ".join(segment.span.of(document.text).split()[:8])
