"""Align the words of aligned passages: mutual and near-mutual best matches of contextual vectors.

Mutual best matches as in Jalili Sabet et al., *SimAlign* (Findings of EMNLP 2020), on the middle layer of the
embedded encoder. A mild preference for the same relative place decides between several occurrences of one word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from qa_translate.arabic import light_stem
from qa_translate.article import Document, Word
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.ports import Floats
from qa_translate.vectors import DocumentVectors

# Below this cosine two words are never linked (measured: 95 % of links in true pairs lie above).
LEAST_COSINE = 0.5
# A word may also take a partner whose cosine is this close to the partner's best (clitics, multi-word names).
NEAR = 0.03
PLACE_WEIGHT = 0.06
# Two otherwise unlinked words are a pair when they share this many passages, and this much of all their passages.
LEAST_TOGETHER = 3
LEAST_DICE = 0.8
RECURRENT_SCORE = 0.65


def align_words(
    source: Document,
    target: Document,
    source_vectors: DocumentVectors,
    target_vectors: DocumentVectors,
    beads: Sequence[Bead],
) -> Bitext:
    """Link the words of every bead, and measure how well each word is matched at all."""
    source_best = np.zeros(len(source.words), dtype=np.float32)
    target_best = np.zeros(len(target.words), dtype=np.float32)
    links: list[Link] = []
    for bead in beads:
        left, right = _words(source, bead.source), _words(target, bead.target)
        if not left or not right:
            continue
        rows, columns = [w.index for w in left], [w.index for w in right]
        cosines = source_vectors.words[rows].astype(np.float32) @ target_vectors.words[columns].astype(np.float32).T
        source_best[rows] = cosines.max(axis=1)
        target_best[columns] = cosines.max(axis=0)
        links.extend(Link(rows[i], columns[j], score, mutual) for i, j, score, mutual in word_pairs(cosines))
    for link in _recurrent(source, target, beads, links):
        links.append(link)
        source_best[link.source] = max(source_best[link.source], link.score)
        target_best[link.target] = max(target_best[link.target], link.score)
    links.sort(key=lambda link: (link.target, link.source))
    return Bitext(source, target, tuple(beads), tuple(links), source_best, target_best, source_vectors, target_vectors)


def _recurrent(source: Document, target: Document, beads: Sequence[Bead], links: Sequence[Link]) -> list[Link]:
    """Links between words that the encoder does not connect but that come and go together through the article."""
    left, right = {link.source for link in links}, {link.target for link in links}
    by_source: dict[str, dict[int, Word]] = defaultdict(dict)
    by_target: dict[str, dict[int, Word]] = defaultdict(dict)
    for k, bead in enumerate(beads):
        for word in _words(source, bead.source):
            if len(word.form) > 3 and word.index not in left:
                by_source[light_stem(word.form)].setdefault(k, word)
        for word in _words(target, bead.target):
            if len(word.form) > 3 and word.index not in right:
                by_target[word.form.removesuffix("'s").removesuffix("’s")].setdefault(k, word)
    return list(_together(list(by_source.values()), by_target.values()))


def _together(sources: Sequence[dict[int, Word]], targets: Iterable[dict[int, Word]]) -> Iterator[Link]:
    """Links of each word of `targets` to the one of `sources` that shares most of its passages (words by passage)."""
    inside: dict[int, list[int]] = defaultdict(list)
    for i, places in enumerate(sources):
        for k in places:
            inside[k].append(i)
    for places in targets:
        if len(places) < LEAST_TOGETHER:
            continue
        shared = Counter(i for k in places for i in inside[k])
        likeness = {i: 2 * count / (len(places) + len(sources[i])) for i, count in shared.items()}
        best = max(sorted(likeness), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= LEAST_DICE and shared[best] >= LEAST_TOGETHER:
            for k in sorted(places.keys() & sources[best].keys()):
                yield Link(sources[best][k].index, places[k].index, RECURRENT_SCORE, False)


def _words(document: Document, segments: Sequence[int]) -> list[Word]:
    return [w for k in segments for w in document.words_of(document.segments[k])]


def word_pairs(cosines: Floats) -> list[tuple[int, int, float, bool]]:
    """(source, target, cosine, mutual) of the linked words of one passage."""
    preferred = cosines - PLACE_WEIGHT * _place_distance(*cosines.shape)
    best_target, best_source = preferred.argmax(axis=1), preferred.argmax(axis=0)
    found: dict[tuple[int, int], bool] = {}
    for j, i in enumerate(best_source):
        if best_target[i] == j:
            found[(int(i), j)] = True
        elif preferred[i, j] >= preferred[i].max() - NEAR:
            found[(int(i), j)] = False
    for i, j in enumerate(best_target):
        if (i, int(j)) not in found and preferred[i, j] >= preferred[:, j].max() - NEAR:
            found[(i, int(j))] = False
    return [(i, j, float(cosines[i, j]), m) for (i, j), m in found.items() if cosines[i, j] >= LEAST_COSINE]


def _place_distance(n: int, m: int) -> Floats:
    rows = (np.arange(n, dtype=np.float32) + 0.5) / n
    columns = (np.arange(m, dtype=np.float32) + 0.5) / m
    return np.abs(rows[:, None] - columns[None, :])
