"""Train the network of relations with torch: AdamW, one cycle, questions shuffled in blocks of neighbours."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from qa_translate.relations import network
from qa_translate.relations.dependencies import ROLES
from qa_translate.relations.questions import OMITTED
from qa_translate.relations.surface import Shapes, Surface

SIZE, HIDDEN, SECOND, OMITTED_SIZE = 192, 64, 32, 32
RATE, DECAY, DROP = 3e-3, 0.03, 0.25
BLOCK, BATCH = 32, 256
# Neighbours share sentences, so that blocks of them need few words; the longest window that is trained on.
LONGEST = 61


@dataclass(frozen=True)
class Data:
    """Questions of many documents in one row: word indices count through all documents.

    Attributes:
        vectors: float16 [words, hidden].
        shapes: of all words.
        asked: int64 [questions, 4]: act, role, first, last.
        answers: right words of each question, or (`OMITTED`,).
    """

    vectors: npt.NDArray[np.float16]
    shapes: Shapes
    asked: npt.NDArray[np.int64]
    answers: list[tuple[int, ...]]


class Pointer(nn.Module):
    """The network of `qa_translate.relations.network`, parameter by parameter."""

    def __init__(self, hidden: int, surface: Surface) -> None:
        super().__init__()
        n = len(ROLES)
        sizes = {"before": len(surface.particles) + 2, "prefix": len(surface.prefixes) + 1}
        sizes |= {"suffix": len(surface.suffixes) + 1, "initial": len(surface.initials) + 2}
        word = {
            "distance": network.DISTANCES * n,
            "before": sizes["before"] * n,
            "prefix": sizes["prefix"] * n,
            "suffix": sizes["suffix"],
            "particle": sizes["before"],
            "initial": sizes["initial"],
            "gap": 5,
            "gap_after": 5,
            "signs": network.MOST_SIGNS + 1,
        }
        act = {
            "act_suffix": sizes["suffix"],
            "act_prefix": sizes["prefix"],
            "act_initial": sizes["initial"] * n,
            "act_before": sizes["before"] * n,
        }
        omitted = {f"omitted_{k}": sizes[k] * n for k in ("suffix", "initial", "before")}
        shapes: dict[str, tuple[int, int]] = {
            "act": (hidden, SIZE),
            "word": (hidden, SIZE),
            "role": (n, SIZE),
            "alike": (SIZE // network.GROUP, HIDDEN),
            "joint": (SIZE, HIDDEN),
            "second": (HIDDEN, SECOND),
            "out": (SECOND, 1),
            "omitted": (hidden, OMITTED_SIZE),
            "omitted_out": (OMITTED_SIZE, 1),
            **{k: (v, HIDDEN) for k, v in {**word, **act}.items()},
            **{k: (v, OMITTED_SIZE) for k, v in omitted.items()},
        }
        tables = {*word, *act, *omitted, "role"}
        biases = {"act_bias": SIZE, "word_bias": SIZE, "hidden_bias": HIDDEN, "second_bias": SECOND}
        biases |= {"omitted_bias": OMITTED_SIZE, "omitted_out_bias": 1}
        self.weights = nn.ParameterDict(
            {k: torch.randn(s) * (0.1 if k in tables else s[0] ** -0.5) for k, s in shapes.items()}
            | {k: torch.zeros(s) for k, s in biases.items()}
        )
        self.drop = nn.Dropout(DROP)

    def forward(self, at: network.Rows, vectors: npt.NDArray[np.float16]) -> Tensor:
        """Float32 [n, m + 1]: score of each candidate, and of `OMITTED` in the last column."""
        w = self.weights
        used, inverse = np.unique(at.candidates, return_inverse=True)
        states = self.drop(torch.from_numpy(vectors[used].astype(np.float32) * network.SCALE))
        acts = self.drop(torch.from_numpy(vectors[at.act].astype(np.float32) * network.SCALE))
        words = _rows(states @ w["word"] + w["word_bias"], inverse.reshape(at.candidates.shape))
        asked = (acts @ w["act"] + w["act_bias"] + _rows(w["role"], at.role))[:, None]
        n, m, size = words.shape
        alike = (asked * words).reshape(n, m, size // network.GROUP, network.GROUP).sum(3)
        hidden = alike @ w["alike"] + torch.relu(asked + words) @ w["joint"] + w["hidden_bias"]
        for name in network.WORD_TABLES:
            hidden = hidden + _rows(w[name], at.word_numbers[name])
        for name in network.ACT_TABLES:
            hidden = hidden + _rows(w[name], at.act_numbers[name])[:, None]
        hidden = torch.relu(self.drop(torch.relu(hidden)) @ w["second"] + w["second_bias"])
        found = (hidden @ w["out"])[:, :, 0].masked_fill(~torch.from_numpy(at.valid), -1e4)
        rest = acts @ w["omitted"] + w["omitted_bias"]
        for name in network.OMITTED_TABLES:
            rest = rest + _rows(w[name], at.act_numbers[name])
        return torch.cat([found, torch.relu(rest) @ w["omitted_out"] + w["omitted_out_bias"]], 1)


def _rows(table: Tensor, numbers: npt.NDArray[np.int64]) -> Tensor:
    """Rows of `table`; the gradient of an embedding is far faster to sum up than that of an index."""
    return nn.functional.embedding(torch.from_numpy(numbers), table)


def right(data: Data, chosen: npt.NDArray[np.int64], places: int) -> Tensor:
    """Bool [chosen, places + 1]: which candidates are right answers."""
    found = torch.zeros(len(chosen), places + 1, dtype=torch.bool)
    for row, k in enumerate(chosen):
        for answer in data.answers[k]:
            found[row, places if answer == OMITTED else answer - int(data.asked[k, 2])] = True
    return found


def batches(count: int, chance: np.random.Generator) -> list[npt.NDArray[np.int64]]:
    """Questions in blocks of neighbours, several blocks a batch."""
    blocks = [np.arange(k, min(k + BLOCK, count)) for k in range(0, count, BLOCK)]
    order = chance.permutation(len(blocks))
    step = BATCH // BLOCK
    return [np.concatenate([blocks[j] for j in order[k : k + step]]) for k in range(0, len(order), step)]


def train(data: Data, held_out: Data, surface: Surface, rounds: int, seed: int = 0) -> tuple[Pointer, dict[str, float]]:
    """The trained network, and what it gets right of `held_out`."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    pointer = Pointer(data.vectors.shape[1], surface)
    optimizer = torch.optim.AdamW(pointer.parameters(), lr=RATE, weight_decay=DECAY)
    total = rounds * (len(data.asked) // BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=total)
    figures: dict[str, float] = {}
    for number in range(rounds):
        started = time.monotonic()
        pointer.train()
        losses = []
        for chosen in batches(len(data.asked), chance):
            at = network.rows(data.shapes, *data.asked[chosen].T)
            scores = pointer(at, data.vectors)
            answers = right(data, chosen, at.candidates.shape[1])
            loss = (scores.logsumexp(1) - scores.masked_fill(~answers, -1e9).logsumexp(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(pointer.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        figures = measured(pointer, held_out)
        print(number + 1, round(float(np.mean(losses)), 3), figures, round(time.monotonic() - started), flush=True)
    return pointer, figures


def measured(pointer: Pointer, data: Data) -> dict[str, float]:
    """Share of questions answered rightly, and of pairs of participants of one act that are not taken for exchanged."""
    pointer.eval()
    places: dict[int, list[tuple[int, Tensor]]] = {}
    hits = []
    with torch.no_grad():
        for start in range(0, len(data.asked), BATCH):
            chosen = np.arange(start, min(start + BATCH, len(data.asked)))
            at = network.rows(data.shapes, *data.asked[chosen].T)
            scores = pointer(at, data.vectors).log_softmax(1)
            answers = right(data, chosen, at.candidates.shape[1])
            hits.append(answers.gather(1, scores.argmax(1)[:, None]))
            for row, k in enumerate(chosen):
                places.setdefault(int(data.asked[k, 0]), []).append((int(k), scores[row]))
    margins = [margin for same in places.values() for margin in _margins(data, same)]
    return {
        "answered": round(float(torch.cat(hits).float().mean()), 4),
        "pairs": len(margins),
        "straight": round(float(np.mean(np.array(margins) > 0)), 4),
        "clearly_exchanged": round(float(np.mean(np.array(margins) < -2)), 4),
    }


def _margins(data: Data, same: list[tuple[int, Tensor]]) -> list[float]:
    """By how much each two participants of one act fit their own roles better than each other's (log odds)."""
    found = []
    for i, (one, its) in enumerate(same):
        for other, others in same[i + 1 :]:
            if data.asked[one, 1] < 3 and data.asked[other, 1] < 3 and data.asked[one, 1] != data.asked[other, 1]:
                chances = [
                    _chance(data, k, line, to) for k, line in ((one, its), (other, others)) for to in (one, other)
                ]
                found.append(chances[0] + chances[3] - chances[1] - chances[2])
    return found


def _chance(data: Data, question: int, line: Tensor, to: int) -> float:
    first = int(data.asked[question, 2])
    spots = [len(line) - 1 if k == OMITTED else k - first for k in data.answers[to]]
    return float(line[[s for s in spots if 0 <= s < len(line)]].logsumexp(0)) if spots else -9.0
