"""Our checker against simple methods on the same articles, in one run: the figures of BENCHMARK.md.

    python tests/benchmark/baselines.py [FOLDER] [--pofilter PROGRAM] [--write BENCHMARK.md]

FOLDER holds sets in the benchmark's format; those that it lacks are read from ``data/`` beside this script, or left
out. Every text is encoded and parsed once. pofilter (translate-toolkit, GPL) is run as a program where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from qa_translate.article import Article, Document, Span
from qa_translate.benchmark.curve import Tally, tally
from qa_translate.benchmark.labels import Labels, read_labels
from qa_translate.benchmark.score import Answer, count_words, judge
from qa_translate.config import Settings
from qa_translate.finding import Category, Finding, Report, Severity
from qa_translate.pipeline import Tools, check_articles
from qa_translate.ports import Encoder, Encoding, Floats, Parse, Parser
from qa_translate.reading import read_articles
from qa_translate.texts import texts_of
from qa_translate.vectors import DocumentVectors, document_vectors, encode_unmarked
from qa_translate.wiring import open_tools

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"
SETS = ("news", "own", "mtnews", "dev", "seed", "news.clean", "own.clean", "flores-dev.clean")
WORD_COSINES = (0.45, 0.50)
NOISIER = 5
"""How many times as many false alarms as ours the second operating point of a tuned method may give."""
TESTS = {
    "numbers": Category.NUMBER,
    "doublequoting": Category.QUOTE,
    "doublewords": Category.DUPLICATE,
    "unchanged": Category.UNTRANSLATED,
    "untranslated": Category.UNTRANSLATED,
    "blank": Category.OMISSION,
    "short": Category.OMISSION,
    "long": Category.ADDITION,
    "urls": Category.MISTRANSLATION,
    "emails": Category.MISTRANSLATION,
}
"""pofilter's tests that name a defect of content, and which; the others compare typography, which Arabic lacks."""
MARKERS = ("<!-- figures -->", "<!-- end of figures -->")

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def recalled(known: dict[Key, Value], keys: Sequence[Key], make: Callable[[list[Key]], list[Value]]) -> list[Value]:
    """The values of `keys`, made only where they are not known yet."""
    new = list(dict.fromkeys(key for key in keys if key not in known))
    known.update(zip(new, make(new) if new else [], strict=True))
    return [known[key] for key in keys]


class RememberingEncoder:
    """Encodes every text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoding] = {}
        self.signature = encoder.signature

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        return recalled(self._known, texts, self._encoder.encode)


class RememberingParser:
    """Parses every text once."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._known: dict[tuple[tuple[str, int], ...], Parse] = {}
        self.signature = parser.signature

    def parse(self, texts: Sequence[Sequence[tuple[str, int]]]) -> list[Parse]:
        return recalled(self._known, [tuple(text) for text in texts], self._parser.parse)


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch of a translation that a method marks when its score is below a threshold."""

    span: Span
    score: float


@dataclass(frozen=True)
class Passage:
    """An aligned passage, as a translation memory would hold it."""

    span: Span
    source: str
    target: str


@dataclass(frozen=True)
class Checked:
    """One article: what our checker shows, and what the simple methods choose from.

    Attributes:
        ours, without_back, alone: our marks with all texts, without the back-translation, with the translation alone.
        words: content words of each sentence, by their best cosine in the aligned passage.
        sentences: by their best cosine with any sentence of the source.
        trips: aligned passages by chrF of source and back-translation; None without one.
    """

    article: Article
    labels: Labels
    ours: Answer
    without_back: Answer
    alone: Answer
    words: tuple[tuple[Scored, ...], ...]
    sentences: tuple[Scored, ...]
    trips: tuple[Scored, ...] | None
    passages: tuple[Passage, ...]

    def marked(self, spans: Iterable[Span], category: Category = Category.MISTRANSLATION) -> Answer:
        """What marks at `spans` come to; those of the simple methods have no category of their own."""
        return self.judged((span, category) for span in spans)

    def judged(self, marks: Iterable[tuple[Span, Category]]) -> Answer:
        """What marks of several categories come to."""
        findings = [Finding("simple", category, Severity.MAJOR, 1.0, "", span) for span, category in marks]
        return judge(self.article, self.labels, findings)


Sets = dict[str, list[Checked]]
Method = Callable[[Checked], Answer]
Rows = dict[str, Method]


def checked_set(path: Path, settings: Settings) -> list[Checked]:
    """Check the articles of one file in three ways and prepare them for the simple methods."""
    tools = open_tools(settings)
    parsers = {lang: RememberingParser(parser) for lang, parser in tools.parsers.items()}
    tools = replace(tools, encoder=RememberingEncoder(tools.encoder), parsers=parsers)
    labels = read_labels(path)
    articles = [item for item in read_articles(path) if isinstance(item, Article)]
    full = reports(articles, tools)
    quick = replace(tools, similarity=False)
    plain = reports([replace(a, back_translation=None) for a in articles if a.back_translation], quick)
    without = iter(plain)
    alone = reports([replace(a, source=None, back_translation=None) for a in articles], quick)
    return [
        prepared(report, next(without) if report.article.back_translation else report, bare, labels[report.article.id],
                 tools)
        for report, bare in zip(full, alone, strict=True)
    ]


def reports(articles: list[Article], tools: Tools) -> list[Report]:
    """One report per article."""
    found = []
    for outcome in check_articles(articles, tools):
        if not isinstance(outcome, Report):
            raise SystemExit(str(outcome))
        found.append(outcome)
    return found


def prepared(full: Report, plain: Report, alone: Report, labels: Labels, tools: Tools) -> Checked:
    """Collect what the methods need of one article."""

    def shown(report: Report) -> Answer:
        return judge(full.article, labels, [f for f in report.findings if f.confidence >= tools.min_confidence])

    texts = texts_of(plain.article)
    source, target = texts.source, texts.translation
    if source is None:
        raise SystemExit(f"{full.article.id}: the simple methods need a source")
    left, right = vectors(source, tools.encoder), vectors(target, tools.encoder)
    bests = word_bests(source, target, left, right, plain)
    nearest = (right.segments.astype(np.float32) @ left.segments.astype(np.float32).T).max(axis=1)
    words = tuple(
        tuple(Scored(w.span, float(bests[w.index])) for w in target.words_of(segment) if w.form not in STOP_WORDS)
        for segment in target.segments
    )
    return Checked(
        full.article, labels, shown(full), shown(plain), shown(alone), words,
        tuple(Scored(s.span, float(nearest[s.index])) for s in target.segments),
        round_trips(full), tuple(passages(plain)),
    )


def vectors(document: Document, encoder: Encoder) -> DocumentVectors:
    """Vectors of all segments and words; the encoder remembers them."""
    return document_vectors(document, encode_unmarked([s.span.of(document.text) for s in document.segments], encoder))


def word_bests(
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


def round_trips(report: Report) -> tuple[Scored, ...] | None:
    """chrF of each passage of the source with its back-translation, at the passage of the translation in between."""
    if report.similarity is None or report.similarity.comparison != "source/back_translation":
        return None
    pairs = [(there, here) for there, here in report.alignment if there and here]
    found = []
    for segment in report.similarity.segments:
        shared, here = max(((_shared(segment.reference, there), here) for there, here in pairs), default=(0, None))
        if here is not None and shared > 0:
            found.append(Scored(here, segment.chrf))
    return tuple(found)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def passages(report: Report) -> Iterator[Passage]:
    """The aligned passages that both sides have, each on one line."""
    for there, here in report.alignment:
        if there and here:
            source, target = there.of(report.article.source or ""), here.of(report.article.translation)
            yield Passage(here, " ".join(source.split()), " ".join(target.split()))


def low_words(checked: Checked, threshold: float) -> Iterator[Span]:
    """Runs of content words below `threshold`; function words between them do not end a run."""
    for sentence in checked.words:
        for low, run in groupby(sentence, lambda word: word.score < threshold):
            if low:
                yield Span.hull(word.span for word in run)


def low_sentences(checked: Checked, threshold: float) -> Iterator[Span]:
    """Sentences below `threshold`."""
    return (sentence.span for sentence in checked.sentences if sentence.score < threshold)


def low_trips(checked: Checked, threshold: float) -> Iterator[Span]:
    """Passages whose round trip is below `threshold`."""
    return (trip.span for trip in checked.trips or () if trip.score < threshold)


def tuned(
    marks: Callable[[Checked, float], Iterator[Span]], scores: Iterable[float], pool: list[Checked], most: float
) -> float:
    """The highest threshold at which the false alarms per 1,000 words of `pool` are at most `most`."""
    candidates = sorted({round(score, 3) for score in scores})
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        answers = [checked.marked(marks(checked, candidates[middle])) for checked in pool]
        low, high = (middle + 1, high) if tally(answers, 0).false_per_1000_words <= most else (low, middle)
    return candidates[low - 1] if low else 0.0


def failing(program: str, every: list[Checked]) -> dict[int, dict[Span, list[str]]]:
    """pofilter's failing tests of each passage, by the identity of its article."""
    places = [(id(checked), passage) for checked in every for passage in checked.passages]
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    quoted = [[json.dumps(text, ensure_ascii=False) for text in (p.source, p.target)] for _, p in places]
    units = (f'\nmsgctxt "{k}"\nmsgid {source}\nmsgstr {target}\n' for k, (source, target) in enumerate(quoted))
    found: dict[int, dict[Span, list[str]]] = {id(checked): {} for checked in every}
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given.po"), Path(folder, "made.po")
        given.write_text(head + "".join(units), encoding="utf-8")
        subprocess.run([program, "--language=en", "--progress=none", given, made], check=True)
        blocks = made.read_text(encoding="utf-8").split("\n\n") if made.exists() else []
    for block in blocks:
        unit = re.search(r'^msgctxt "(\d+)"', block, re.MULTILINE)
        if unit:
            article, passage = places[int(unit.group(1))]
            found[article][passage.span] = re.findall(r"^# \(pofilter\) (\w+):", block, re.MULTILINE)
    return found


def pofilter_rows(program: str, sets: Sets) -> Rows:
    """All tests, and those that name a defect of content; a passage that fails several gives one mark."""
    failed = failing(program, [checked for part in sets.values() for checked in part])

    def content(checked: Checked) -> Answer:
        named = ((span, [TESTS[t] for t in tests if t in TESTS]) for span, tests in failed[id(checked)].items())
        return checked.judged((span, categories[0]) for span, categories in named if categories)

    def everything(checked: Checked) -> Answer:
        named = ((span, [TESTS[t] for t in tests if t in TESTS]) for span, tests in failed[id(checked)].items())
        return checked.judged((span, [*categories, Category.MISTRANSLATION][0]) for span, categories in named)

    return {"pofilter, tests of content": content, "pofilter, all tests": everything}


def below(marks: Callable[[Checked, float], Iterator[Span]], threshold: float) -> Method:
    """The method that marks what is below `threshold`."""
    return lambda checked: checked.marked(marks(checked, threshold))
