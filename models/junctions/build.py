"""Train the network that finds words which do not belong beside each other.

    python models/junctions/build.py DATA models/junctions/en.npz

DATA holds the English sides of tatoeba, tico19, pud, xquad, sdg_un and mt_geneval, each in a folder with a SOURCE.txt
that says where it comes from. Sentences are parsed, six in ten are corrupted in one place, all are parsed and encoded
again as the package does it, and a small network learns at which junctions they were broken. No sentence is written,
only the fitted figures, and beside them manifest.toml: what was trained on what, with a checksum.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import manifest
import numpy as np
from corrupt import Forms, Piece, corrupt, joined, verb_forms
from train import Data, train

from qa_translate.article import Document, Side
from qa_translate.checks.junctions import JunctionModel, Junctions
from qa_translate.engines.encoder import OnnxEncoder
from qa_translate.engines.syntax import PACKAGES, SpacyParser
from qa_translate.ports import Token
from qa_translate.segment import segment
from qa_translate.sentences import sentence_ends
from qa_translate.vectors import Halves, document_vectors, encode_unmarked
from qa_translate.weights import MANIFEST

ROUNDS, EPOCHS, CORRUPTED = 4, 6, 0.6
SEED, NETWORK_SEED = 1, 0
TRAINING = {
    "seed": SEED,
    "network_seed": NETWORK_SEED,
    "rounds": ROUNDS,
    "epochs": EPOCHS,
    "corrupted": CORRUPTED,
}
SHORTEST, LONGEST = 7, 40
RAREST = 40
BATCH = 1024
CLOSED = frozenset(
    ["DT", "IN", "TO", "CC", "PRP", "PRP$", "MD", "WDT", "WP", "WP$", "WRB", "EX", "PDT", "RP", "POS", ",", ".", ":"]
)
AUXILIARIES = frozenset({"be", "have", "do", "not"})


def corpora(data: Path) -> dict[str, list[str]]:
    """The English texts of each; a part of the everyday sentences only, as they are short and many."""
    tico19 = _rows(data / "tico19/pairs.ar-en.clean.tsv")
    pairs = _rows(data / "mt_geneval/pairs.sentences.tsv")
    return {
        "tatoeba": [r["en"] for k, r in enumerate(_rows(data / "tatoeba/pairs.all.ar-en.tsv")) if k % 5 < 2],
        "tico19": [r["en"] for r in tico19 if not r["id"].startswith("CMU")],
        "pud": [r["en"] for r in _rows(data / "pud/pairs.ar-en.tsv")],
        "xquad": [r["en"] for r in _rows(data / "xquad/pairs.tsv")],
        "sdg_un": [r["en"] for r in _rows(data / "sdg_un/pairs.tsv")],
        "mt_geneval": [r["en"] for r in pairs if r["gender"] == "masculine"],
    }


def _rows(file: Path) -> Iterator[dict[str, str]]:
    lines = iter(file.read_text(encoding="utf-8").split("\n"))
    header = next(lines).split("\t")
    yield from (dict(zip(header, line.split("\t"), strict=False)) for line in lines if line)


def sentences(texts: Iterable[str]) -> list[str]:
    """One sentence each."""
    found = []
    for text in texts:
        start = 0
        for end in [*sentence_ends(text, "en"), len(text)]:
            found.append(text[start:end].strip())
            start = end
    return [s for s in found if s]


def parsed(parser: SpacyParser, some: Sequence[str]) -> list[tuple[Token, ...]]:
    """The tokens of each sentence."""
    return [parse.tokens for parse in parser.parse([[(s, 0)] for s in some])]


def corrupted(clean: Sequence[tuple[Token, ...]], forms: Forms, chance: random.Random) -> list[tuple[str, list[int]]]:
    """Texts with the offsets at which they are broken, none in those left alone."""
    found = []
    for tokens in clean:
        pieces: list[Piece] | None = [Piece(t.text) for t in tokens]
        if chance.random() < CORRUPTED:
            pieces = corrupt(tokens, forms, chance)
        if pieces:
            found.append(joined(pieces))
    chance.shuffle(found)
    return found


def vocabulary(clean: Sequence[tuple[Token, ...]]) -> tuple[dict[str, int], dict[str, int]]:
    """Numbers of tags, with function words as themselves, and of dependencies with the side of the head."""
    tags: Counter[str] = Counter()
    deps: Counter[str] = Counter()
    for token in (t for s in clean for t in s):
        tags[token.tag] += 1
        if token.tag in CLOSED or token.lemma in AUXILIARIES:
            tags[f"{token.text.lower()}/{token.tag}"] += 1
        deps[token.dep + ("<" if token.head < token.index else ">")] += 1
    return _numbers(tags), _numbers(deps)


def _numbers(counts: Counter[str]) -> dict[str, int]:
    return {name: k for k, name in enumerate(["<pad>", "<unknown>", *(n for n, c in counts.items() if c >= RAREST)])}


class Collector:
    """Gathers the junctions of many sentences into arrays."""

    def __init__(self, model: JunctionModel) -> None:
        self._model = model
        self._vectors: list[Halves] = []
        self._rows: list[int] = []
        self._found: list[Junctions] = []
        self._broken: list[float] = []
        self._next = 0

    def add(self, document: Document, tokens: Sequence[Token], vectors: Halves, broken: Sequence[int]) -> None:
        """The junctions of a document of one segment."""
        part = document.segments[0]
        found = self._model.junctions(document, part, tokens, vectors)
        if found is None:
            return
        padding = np.zeros((2, vectors.shape[1]), dtype=np.float16)
        self._vectors.append(np.concatenate([padding, vectors, padding]))
        self._found.append(found)
        for word in found.right:
            before = document.words[word.index - 1]
            self._rows.append(self._next + word.index)
            self._broken.append(float(any(before.span.end <= at <= word.span.start for at in broken)))
        self._next += len(vectors) + 4

    def data(self) -> Data:
        """All junctions."""
        return Data(
            np.concatenate(self._vectors),
            np.array(self._rows),
            np.concatenate([f.tags for f in self._found]),
            np.concatenate([f.deps for f in self._found]),
            np.concatenate([f.flags for f in self._found]),
            np.array(self._broken, dtype=np.float32),
        )


def collect(model: JunctionModel, parser: SpacyParser, encoder: OnnxEncoder, some: list[tuple[str, list[int]]]) -> Data:
    """Parse and encode as the package does."""
    collector = Collector(model)
    for start in range(0, len(some), BATCH):
        batch = [(segment(text, "en", Side.TRANSLATION), broken) for text, broken in some[start : start + BATCH]]
        batch = [(d, b) for d, b in batch if len(d.segments) == 1 and SHORTEST <= len(d.words) <= LONGEST]
        trees = parser.parse([[(s.span.of(d.text), s.span.start) for s in d.segments] for d, _ in batch])
        encodings = encode_unmarked([d.segments[0].span.of(d.text) for d, _ in batch], encoder)
        for (document, broken), tree, encoding in zip(batch, trees, encodings, strict=True):
            collector.add(document, tree.tokens, document_vectors(document, [encoding]).words, broken)
        print(start, flush=True)
    return collector.data()


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("output", type=Path)
    options.add_argument("--limit", type=int, help="sentences to use, for a trial run")
    given = options.parse_args()
    chance = random.Random(SEED)
    parser, encoder = SpacyParser(PACKAGES["en"]), OnnxEncoder(threads=1)
    texts = corpora(given.data)
    clean = parsed(parser, sentences(itertools.chain.from_iterable(texts.values()))[: given.limit])
    tags, deps = vocabulary(clean)
    forms = verb_forms(clean)
    broken = [one for _ in range(ROUNDS) for one in corrupted(clean, forms, chance)]
    data = collect(JunctionModel(tags, deps, {}), parser, encoder, broken)
    weights, figures = train(data, len(tags), len(deps), EPOCHS, NETWORK_SEED)
    halves = {name: values.astype(np.float16) for name, values in weights.items()}
    # Arrays in one dictionary: numpy's stubs take named arrays only.
    np.savez_compressed(given.output, tag_names=np.array(list(tags)), dep_names=np.array(list(deps)), **halves)
    counts = {name: len(some) for name, some in texts.items()}
    training = {**TRAINING, "sentences": len(clean), "junctions": len(data.broken)}
    written = manifest.text(given.output, figures, training, given.data, counts)
    given.output.with_name(MANIFEST).write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
