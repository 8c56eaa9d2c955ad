"""Which word of the source takes a role in an act: a small network over the encoder's states and the words' shapes.

A pointer in the manner of the biaffine parser of Dozat and Manning (ICLR 2017): act and candidate are projected and
compared group by group of dimensions; distance, particles, prefixes and endings add to it. It was trained on sound
translations, whose English syntax was carried over to the Arabic words by the alignment (models/relations).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from qa_translate import weights
from qa_translate.article import Document
from qa_translate.ports import Floats
from qa_translate.relations.dependencies import ROLES
from qa_translate.relations.questions import Question
from qa_translate.relations.surface import Shapes, Surface
from qa_translate.vectors import Halves

Numbers = npt.NDArray[np.int64]
SCALE = np.float32(4.0)
"""The states' unit vectors times this are what the network reads."""
GROUP = 8
"""Dimensions that are summed up when act and candidate are compared."""
_NEAR = 6
_FARTHER = (8, 12, 18)
DISTANCES = 2 * (_NEAR + len(_FARTHER) + 2)
MOST_SIGNS = 5
BATCH = 64
WORD_TABLES = ("distance", "before", "prefix", "suffix", "particle", "initial", "gap", "gap_after", "signs")
"""Tables of the candidates: what each of their numbers adds to the hidden units."""
ACT_TABLES = ("act_suffix", "act_prefix", "act_initial", "act_before")
OMITTED_TABLES = ("omitted_suffix", "omitted_initial", "omitted_before")


@dataclass(frozen=True, slots=True)
class Rows:
    """Questions about one document as numbers: n questions, m places for candidates.

    Attributes:
        act, role: int64 [n].
        candidates: int64 [n, m], indices of words; those past a question's last are its act, and not `valid`.
        valid: bool [n, m].
        word_numbers: int64 [n, m] for each of `WORD_TABLES`.
        act_numbers: int64 [n] for each of `ACT_TABLES`.
    """

    act: Numbers
    role: Numbers
    candidates: Numbers
    valid: npt.NDArray[np.bool_]
    word_numbers: dict[str, Numbers]
    act_numbers: dict[str, Numbers]


def rows(shapes: Shapes, act: Numbers, role: Numbers, first: Numbers, last: Numbers) -> Rows:
    """The numbers that the network looks up, for questions about candidates [first, last)."""
    places = first[:, None] + np.arange(int((last - first).max()))[None]
    valid = (places < last[:, None]) & (places != act[:, None])
    candidates = np.where(places < last[:, None], places, act[:, None])
    after = np.minimum(candidates + 1, len(shapes.gap) - 1)
    between = shapes.signs[np.maximum(candidates, act[:, None])] - shapes.signs[np.minimum(candidates, act[:, None])]
    roles = role[:, None]
    word_numbers = {
        "distance": _distance(candidates - act[:, None]) * len(ROLES) + roles,
        "before": shapes.before[candidates] * len(ROLES) + roles,
        "prefix": shapes.prefix[candidates] * len(ROLES) + roles,
        "suffix": shapes.suffix[candidates],
        "particle": shapes.particle[candidates],
        "initial": shapes.initial[candidates],
        "gap": shapes.gap[candidates],
        "gap_after": shapes.gap[after],
        "signs": np.minimum(between, MOST_SIGNS),
    }
    act_numbers = {
        "act_suffix": shapes.suffix[act],
        "act_prefix": shapes.prefix[act],
        "act_initial": shapes.initial[act] * len(ROLES) + role,
        "act_before": shapes.before[act] * len(ROLES) + role,
        "omitted_suffix": shapes.suffix[act] * len(ROLES) + role,
        "omitted_initial": shapes.initial[act] * len(ROLES) + role,
        "omitted_before": shapes.before[act] * len(ROLES) + role,
    }
    return Rows(act, role, candidates, valid, word_numbers, act_numbers)


def _distance(offset: Numbers) -> Numbers:
    size = np.abs(offset)
    far = _NEAR + 1 + sum((size > limit).astype(np.int64) for limit in _FARTHER)
    steps = np.where(size <= _NEAR, size, far)
    return np.where(offset < 0, steps, steps + DISTANCES // 2)


@dataclass(frozen=True)
class RelationNetwork:
    """The network's weights and the shapes that it knows."""

    surface: Surface
    weights: dict[str, Floats]

    def fits(self, vectors: Halves) -> bool:
        """Whether word states [words, hidden] are of the size that the network was trained on."""
        return bool(vectors.shape[1] == len(self.weights["word"]))

    def answer(self, document: Document, vectors: Halves, questions: Sequence[Question]) -> Iterator[Floats]:
        """For each question, float32 [last - first + 1]: log chance of each candidate, and last of `OMITTED`.

        Args:
            document: the source.
            vectors: float16 [document words, hidden].
            questions: about that document.
        """
        if not questions:
            return
        shapes = self.surface.of(document)
        for start in range(0, len(questions), BATCH):
            some = questions[start : start + BATCH]
            table = np.array([(q.act, q.role, q.first, q.last) for q in some], dtype=np.int64)
            scores = self.scores(rows(shapes, *table.T), vectors)
            peaks = scores.max(axis=1, keepdims=True)
            chances = scores - peaks - np.log(np.exp(scores - peaks).sum(axis=1, keepdims=True))
            for question, line in zip(some, chances, strict=True):
                yield np.append(line[: question.last - question.first], line[-1]).astype(np.float32)

    def scores(self, at: Rows, vectors: Halves) -> Floats:
        """Float32 [n, m + 1]: score of each candidate, and of `OMITTED` in the last column."""
        w = self.weights
        used, inverse = np.unique(at.candidates, return_inverse=True)
        projected = (vectors[used].astype(np.float32) * SCALE) @ w["word"] + w["word_bias"]
        acts = vectors[at.act].astype(np.float32) * SCALE
        asked = (acts @ w["act"] + w["act_bias"] + w["role"][at.role])[:, None]
        words = projected[inverse.reshape(at.candidates.shape)]
        n, m, size = words.shape
        alike = (asked * words).reshape(n, m, size // GROUP, GROUP).sum(axis=3)
        hidden = alike @ w["alike"] + np.maximum(asked + words, 0) @ w["joint"] + w["hidden_bias"]
        for name in WORD_TABLES:
            hidden += w[name][at.word_numbers[name]]
        for name in ACT_TABLES:
            hidden += w[name][at.act_numbers[name]][:, None]
        hidden = np.maximum(np.maximum(hidden, 0) @ w["second"] + w["second_bias"], 0)
        found = np.where(at.valid, (hidden @ w["out"])[:, :, 0], np.float32(-1e4))
        return np.concatenate([found, self._omitted(at, acts)], axis=1)

    def _omitted(self, at: Rows, acts: Floats) -> Floats:
        w = self.weights
        hidden = acts @ w["omitted"] + w["omitted_bias"]
        for name in OMITTED_TABLES:
            hidden += w[name][at.act_numbers[name]]
        return np.asarray(np.maximum(hidden, 0) @ w["omitted_out"] + w["omitted_out_bias"], dtype=np.float32)


@cache
def load(lang: str) -> RelationNetwork | None:
    """The network for sources in a language, or None where none ships.

    Raises:
        ModelError: its weights are missing or corrupt.
    """
    model = weights.find("relations")
    if lang not in model.roles:
        return None
    model.check_sizes()
    model.check_sums()
    with np.load(model.file(lang), allow_pickle=False) as arrays:
        kinds = ("particles", "prefixes", "suffixes", "initials")
        surface = Surface(*(tuple(map(str, arrays[name])) for name in kinds))
        return RelationNetwork(surface, {n: arrays[n].astype(np.float32) for n in arrays.files if n not in kinds})
