"""The simple methods that the checker is compared with: everything below a threshold is marked.

- words: content words by their best cosine with a word of the aligned passage (the embedded encoder), runs as one mark;
- sentences: sentences by their best cosine with a sentence of the source;
- round trip: passages by chrF of the source with the back-translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from qa_translate.article import Article, Document, Span
from qa_translate.finding import Report
from qa_translate.ports import Encoder, Floats
from qa_translate.texts import texts_of
from qa_translate.vectors import DocumentVectors, document_vectors, encode_unmarked


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch of a translation, and how like the source it is."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Passage:
    """An aligned passage, as a translation memory would hold it; `span` is that of `target`."""

    span: Span
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Material:
    """What the simple methods choose from in one article.

    Attributes:
        words: content words, a tuple for every sentence.
        sentences: all sentences.
        trips: aligned passages; None where the article has no round trip.
        passages: the same with their texts.
    """

    words: tuple[tuple[Scored, ...], ...]
    sentences: tuple[Scored, ...]
    trips: tuple[Scored, ...] | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Method:
    """A method with a threshold: the scores that it could lie between, and what is marked below it."""

    name: str
    scores: Callable[[Material], Iterator[float]]
    below: Callable[[Material, float], Iterator[Span]]


def material(report: Report, encoder: Encoder) -> Material:
    """Score the words, sentences and passages of an article that has a source."""
    texts = texts_of(report.article)
    source, target = texts.source, texts.translation
    if source is None:
        raise SystemExit(f"{report.article.id}: the simple methods need a source")
    left, right = _vectors(source, encoder), _vectors(target, encoder)
    bests = _word_bests(source, target, left, right, report)
    nearest = (right.segments.astype(np.float32) @ left.segments.astype(np.float32).T).max(axis=1)
    return Material(
        tuple(
            tuple(Scored(w.span, float(bests[w.index])) for w in target.words_of(s) if w.form not in STOP_WORDS)
            for s in target.segments
        ),
        tuple(Scored(s.span, float(nearest[s.index])) for s in target.segments),
        _round_trips(report),
        tuple(_passages(report, report.article)),
    )


def _vectors(document: Document, encoder: Encoder) -> DocumentVectors:
    return document_vectors(document, encode_unmarked([s.span.of(document.text) for s in document.segments], encoder))


def _word_bests(
    source: Document, target: Document, left: DocumentVectors, right: DocumentVectors, report: Report
) -> Floats:
    """Float32 [target words]: best cosine with a source word of the aligned passage, 0 where there is none."""
    bests = np.zeros(len(target.words), dtype=np.float32)
    for there, here in report.alignment:
        rows = [w.index for w in source.words_in(there)] if there else []
        columns = [w.index for w in target.words_in(here)] if here else []
        if rows and columns:
            cosines = left.words[rows].astype(np.float32) @ right.words[columns].astype(np.float32).T
            bests[columns] = cosines.max(axis=0)
    return bests


def _round_trips(report: Report) -> tuple[Scored, ...] | None:
    """chrF of each passage of the source with its back-translation, at the passage of the translation in between."""
    if report.similarity is None or report.similarity.comparison != "source/back_translation":
        return None
    pairs = [(there, here) for there, here in report.alignment if there and here]
    found = []
    for segment in report.similarity.segments:
        shared, here = max(
            ((_shared(segment.reference, there), here) for there, here in pairs),
            key=lambda pair: pair[0],
            default=(0, None),
        )
        if here is not None and shared > 0:
            found.append(Scored(here, segment.chrf))
    return tuple(found)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _passages(report: Report, article: Article) -> Iterator[Passage]:
    """The aligned passages that both sides have, each on one line."""
    for there, here in report.alignment:
        if there and here:
            source, target = there.of(article.source or ""), here.of(article.translation)
            yield Passage(here, " ".join(source.split()), " ".join(target.split()))


def _low_words(part: Material, threshold: float) -> Iterator[Span]:
    """Runs of content words below `threshold`; function words between them do not end a run."""
    for sentence in part.words:
        for low, run in groupby(sentence, lambda word: word.score < threshold):
            if low:
                yield Span.hull(word.span for word in run)


def _low(parts: Sequence[Scored] | None, threshold: float) -> Iterator[Span]:
    return (part.span for part in parts or () if part.score < threshold)


METHODS = (
    Method("words", lambda part: (word.score for sentence in part.words for word in sentence), _low_words),
    Method("sentences", lambda part: (s.score for s in part.sentences), lambda part, t: _low(part.sentences, t)),
    Method("round trip", lambda part: (s.score for s in part.trips or ()), lambda part, t: _low(part.trips, t)),
)
