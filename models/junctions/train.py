"""Train the junction network with numpy: Adam, dropout on inputs and hidden units, the last twentieth held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
HIDDEN, TAG_SIZE, DEP_SIZE, STATE_SIZE = 96, 20, 8, 96
RATE, DECAY, BATCH, WARM_UP = 2.5e-3, 0.01, 1024, 100
INPUT_DROP, HIDDEN_DROP = 0.1, 0.2
SCALE = 4.0


@dataclass(frozen=True)
class Data:
    """Rows of junctions; `vectors[rows]` are the states of the first word of each window of four."""

    vectors: npt.NDArray[np.float16]
    rows: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int16]
    deps: npt.NDArray[np.int16]
    flags: Floats
    broken: Floats

    def states(self, chosen: npt.NDArray[np.int64]) -> Floats:
        """Float32 [chosen x 4, hidden]."""
        rows = self.rows[chosen]
        window = np.stack([self.vectors[rows + k] for k in range(4)], axis=1)
        return window.reshape(-1, window.shape[-1]).astype(np.float32) * SCALE


def train(data: Data, tags: int, deps: int, rounds: int, seed: int = 0) -> tuple[dict[str, Floats], dict[str, float]]:
    """Weights under the names that `qa_translate.checks.junctions` reads, and figures on the held-out rows."""
    chance = np.random.default_rng(seed)
    weights = _initial(chance, data, tags, deps)
    moments = {k: (np.zeros_like(v), np.zeros_like(v)) for k, v in weights.items()}
    cut = int(len(data.broken) * 0.95)
    total, step = rounds * (cut // BATCH), 0
    for number in range(rounds):
        order = chance.permutation(cut)
        for start in range(0, cut - BATCH, BATCH):
            step += 1
            gradients = _gradients(weights, data, order[start : start + BATCH], chance)
            _update(weights, moments, gradients, step, RATE * min(1, step / WARM_UP) * (1 - step / (total + 1)))
        figures = _held_out(weights, data, cut)
        print(number + 1, figures, flush=True)
    return weights, figures


def _initial(chance: np.random.Generator, data: Data, tags: int, deps: int) -> dict[str, Floats]:
    hidden = data.vectors.shape[1]
    inputs = 4 * STATE_SIZE + data.tags.shape[1] * TAG_SIZE + data.deps.shape[1] * DEP_SIZE + data.flags.shape[1]
    drawn = {
        "states": chance.normal(0, 0.25, (hidden, STATE_SIZE)),
        "tags": chance.normal(0, 0.3, (tags, TAG_SIZE)),
        "deps": chance.normal(0, 0.3, (deps, DEP_SIZE)),
        "hidden": chance.normal(0, inputs**-0.5, (inputs, HIDDEN)),
        "hidden_bias": np.zeros(HIDDEN),
        "out": chance.normal(0, 0.1, (HIDDEN, 1)),
        "out_bias": np.full(1, -2.5),
    }
    return {k: v.astype(np.float32) for k, v in drawn.items()}


def _forward(w: dict[str, Floats], data: Data, chosen: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    n = len(chosen)
    states = data.states(chosen)
    tags, deps = w["tags"][data.tags[chosen]], w["deps"][data.deps[chosen]]
    parts = [(states @ w["states"]).reshape(n, -1), tags.reshape(n, -1), deps.reshape(n, -1), data.flags[chosen]]
    return np.concatenate(parts, axis=1), states


def _gradients(
    w: dict[str, Floats], data: Data, chosen: npt.NDArray[np.int64], chance: np.random.Generator
) -> dict[str, Floats]:
    inputs, states = _forward(w, data, chosen)
    keep_in = ((chance.random(inputs.shape) > INPUT_DROP) / (1 - INPUT_DROP)).astype(np.float32)
    inputs = inputs * keep_in
    before = inputs @ w["hidden"] + w["hidden_bias"]
    keep = ((chance.random(before.shape) > HIDDEN_DROP) / (1 - HIDDEN_DROP)).astype(np.float32)
    hidden = np.maximum(before, 0) * keep
    odds = (hidden @ w["out"])[:, 0] + w["out_bias"][0]
    error = ((1 / (1 + np.exp(-odds)) - data.broken[chosen]) / len(chosen))[:, None].astype(np.float32)
    to_hidden = error @ w["out"].T * (before > 0) * keep
    to_inputs = to_hidden @ w["hidden"].T * keep_in
    cuts = np.cumsum([4 * STATE_SIZE, data.tags.shape[1] * TAG_SIZE, data.deps.shape[1] * DEP_SIZE])
    to_states, to_tags, to_deps, _ = np.split(to_inputs, cuts, axis=1)
    gradients = {
        "states": states.T @ to_states.reshape(-1, STATE_SIZE),
        "tags": np.zeros_like(w["tags"]),
        "deps": np.zeros_like(w["deps"]),
        "hidden": inputs.T @ to_hidden,
        "hidden_bias": to_hidden.sum(axis=0),
        "out": hidden.T @ error,
        "out_bias": error.sum(axis=0),
    }
    np.add.at(gradients["tags"], data.tags[chosen].ravel(), to_tags.reshape(-1, TAG_SIZE))
    np.add.at(gradients["deps"], data.deps[chosen].ravel(), to_deps.reshape(-1, DEP_SIZE))
    return gradients


def _update(
    weights: dict[str, Floats],
    moments: dict[str, tuple[Floats, Floats]],
    gradients: dict[str, Floats],
    step: int,
    rate: float,
) -> None:
    for name, gradient in gradients.items():
        mean, square = moments[name]
        mean += 0.1 * (gradient - mean)
        square += 0.001 * (gradient**2 - square)
        move = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        if weights[name].ndim == 2:
            move = move + DECAY * weights[name]
        weights[name] -= rate * move


def _held_out(weights: dict[str, Floats], data: Data, cut: int) -> dict[str, float]:
    """Area under the curve, and recall where one sound junction in 1,000 is marked."""
    odds = []
    for start in range(cut, len(data.broken), 4096):
        chosen = np.arange(start, min(start + 4096, len(data.broken)))
        inputs, _ = _forward(weights, data, chosen)
        hidden = np.maximum(inputs @ weights["hidden"] + weights["hidden_bias"], 0)
        odds.append((hidden @ weights["out"])[:, 0])
    scores, truth = np.concatenate(odds), data.broken[cut:] == 1
    ranks = scores.argsort().argsort()
    bad, good = int(truth.sum()), int((~truth).sum())
    area = (ranks[truth].sum() - bad * (bad - 1) / 2) / (bad * good)
    recall = float((scores[truth] > np.quantile(scores[~truth], 0.999)).mean())
    return {"auc": round(float(area), 4), "recall_at_0.001": round(recall, 3)}
