"""Stretches of one side of an aligned passage that nothing on the other side says.

A stretch of content words without a counterpart is no hole by itself: a free wording also leaves words unlinked. It
is one the surer the longer and the stranger it is, where the passage is longer than its counterpart by as much, where
the counterpart has no unlinked words of its own that could say the same, where the words that come closest to it
belong to other words, where it is a whole clause, and where all the rest is linked.

The weights come from a logistic regression that told stretches of sound translations (news and FLORES, Arabic to
English) from clauses whose counterpart had been taken out of the same passages; see beside them what is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Link
from qa_translate.finding import Evidence
from qa_translate.ports import Floats

LINKED = 0.5  # a link of at least this cosine is a counterpart
MATCHED = 0.62  # so is a word this close to any word of the passage, linked or not
_CERTAIN = 0.75  # cosine of a word that has a counterpart beyond doubt
_MOST_WORDS = 8
_EXCESS = 1.2
_FREE = 2.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an aligned passage.

    Attributes:
        document: the text.
        words: of the passage, in order.
        content: whether each of them carries content.
        opening: whether each of them may begin a phrase or clause: function words, words with an attached conjunction.
        best: each document word's best cosine with the other side.
        links: the links of a document word.
        said: indices of words that the other side has by their sound, whatever their vectors: names.
    """

    document: Document
    words: Sequence[Word]
    content: Sequence[bool]
    opening: Sequence[bool]
    best: Floats
    links: Callable[[int], list[Link]]
    said: frozenset[int] = frozenset()

    def matched(self, word: Word) -> bool:
        """Whether the other side has a counterpart."""
        return bool(word.index in self.said or self.best[word.index] > MATCHED or self.linked(word))

    def linked(self, word: Word) -> bool:
        """Whether a word has a partner that prefers it as well."""
        return any(k.mutual and k.score > LINKED for k in self.links(word.index))


class Features(NamedTuple):
    """What tells a hole from a free wording.

    Attributes:
        content: how many of its words carry content.
        likeness: their mean best cosine.
        excess: by how much the passage is longer than its counterpart, in lengths of this stretch.
        free: unlinked content words of the counterpart, per content word of this stretch.
        claimed: share of its content words whose closest word belongs to another word.
        closed: at how many of its two ends there is punctuation or the passage ends.
        whole: at how many of its two ends there is that, or a phrase begins.
        rest: share of the passage's other content words that have a counterpart.
        bridged: 1.0 where a word in its middle resembles something.
        several: 1.0 where the passage is more than one sentence on either side: its alignment is less sure.
    """

    content: float
    likeness: float
    excess: float
    free: float
    claimed: float
    closed: float
    whole: float
    rest: float
    bridged: float
    several: float


# No script can fit these anew: neither that of the regression nor its rows were kept. Its weights were rounded; that of
# `bridged` came later, with all others left as they were. The biases were set by hand, so that log odds of 0 lie where
# the curves over sound translations show about one false mark in 3,000 words. Take them as tuned on the benchmark's
# news and FLORES, not as measured.
OMITTED = Features(0.7, -8.6, 1.5, -1.2, 0.8, 0.15, 0.95, 2.0, -1.0, -3.0)
"""Weights for stretches of an Arabic source."""
OMITTED_BIAS = -3.8
ADDED = Features(0.9, -20.0, 1.9, -0.9, 1.7, 0.9, 0.0, 0.3, -2.0, -1.5)
"""Weights for stretches of a translation."""
ADDED_BIAS = 3.1


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch without counterpart, content words and all, and what speaks for it."""

    words: tuple[Word, ...]
    content: tuple[Word, ...]
    features: Features

    @property
    def span(self) -> Span:
        """The whole stretch."""
        return Span.hull(w.span for w in self.words)

    def odds(self, weights: Features, bias: float) -> float:
        """Log odds that it is a hole, 0 where an editor should be shown it."""
        return bias + float(np.dot(weights, self.features))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The main numbers behind it."""
        f = self.features
        return Evidence("likeness", f.likeness), Evidence("content words", f.content), Evidence("excess", f.excess)


def holes(side: Side, other: Side, cosines: Floats, excess: float, *, several: bool) -> Iterator[Hole]:
    """Every stretch of `side` that may lack a counterpart; some overlap (see `clearest`).

    Args:
        side, other: the two sides of one passage.
        cosines: float32 [words of side, words of other].
        excess: code points by which `side` is longer than expected of its counterpart.
        several: whether the passage is more than one sentence.
    """
    free = sum(c and not other.matched(w) for w, c in zip(other.words, other.content, strict=True))
    matched = [side.matched(w) for w in side.words]
    all_content = sum(side.content)
    told = sum(m and c for m, c in zip(matched, side.content, strict=True))
    runs = list(_runs(matched, side.content))
    for run, bridged in (*((r, 0.0) for r in runs), *((r, 1.0) for r in _bridged(side, runs))):
        content = [k for k in run if side.content[k]]
        words = tuple(side.words[k] for k in run)
        rest = all_content - len(content)
        before, after = _closed(side, run[0] - 1), _closed(side, run[-1])
        begins, ends = before or side.opening[run[0]], after or side.opening[run[-1] + 1]
        features = Features(
            min(len(content), _MOST_WORDS),
            float(side.best[[side.words[k].index for k in content]].mean()),
            min(_EXCESS, max(-1.0, excess / max(1, words[-1].span.end - words[0].span.start))),
            min(_FREE, free / len(content)),
            sum(_claimed(k, other, cosines) for k in content) / len(content),
            float(before + after),
            float(begins + ends),
            told / rest if rest else 0.0,
            bridged,
            float(several),
        )
        yield Hole(words, tuple(side.words[k] for k in content), features)


def _runs(matched: Sequence[bool], content: Sequence[bool]) -> Iterator[list[int]]:
    """Maximal stretches without a matched content word; function words inside neither end nor count."""
    here: list[int] = []
    for k, (found, carries) in enumerate(zip(matched, content, strict=True)):
        if not found:
            here.append(k)
        elif carries:
            if any(content[i] for i in here):
                yield here
            here = []
    if any(content[i] for i in here):
        yield here


def _bridged(side: Side, runs: Sequence[list[int]]) -> Iterator[list[int]]:
    """Two stretches parted by one content word that something else resembles: one clause."""
    for before, after in pairwise(runs):
        between = range(before[-1] + 1, after[0])
        content = [k for k in between if side.content[k]]
        if len(content) == 1 and side.best[side.words[content[0]].index] < _CERTAIN:
            yield [*before, *between, *after]


def clearest(candidates: Iterable[Hole], weights: Features, bias: float) -> Iterator[tuple[Hole, float]]:
    """Holes that do not overlap, those with the highest odds first, and their odds."""
    done: set[int] = set()
    scored = [(hole, hole.odds(weights, bias)) for hole in candidates]
    for hole, odds in sorted(scored, key=lambda x: -x[1]):
        here = {w.index for w in hole.words}
        if not here & done:
            done |= here
            yield hole, odds


def _claimed(k: int, other: Side, cosines: Floats) -> bool:
    """Whether the closest word of the other side belongs to another word than `k`."""
    closest = other.words[int(cosines[k].argmax())]
    return other.linked(closest)


def _closed(side: Side, k: int) -> bool:
    """Whether the passage has punctuation after its word `k`, or ends or begins there."""
    if k < 0 or k + 1 >= len(side.words):
        return True
    gap = side.document.text[side.words[k].span.end : side.words[k + 1].span.start]
    return any(not c.isspace() for c in gap)


def likeness(words: Sequence[Word], cosines: Floats) -> float:
    """Mean over `words` of the best cosine with any word of the other text; `cosines` is [words, other words]."""
    return float(np.mean(cosines.max(axis=1))) if len(words) and cosines.size else 0.0
