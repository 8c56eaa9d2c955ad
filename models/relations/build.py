"""Train the network that knows which word of an Arabic sentence takes a role in an act.

    python models/relations/build.py DATA models/relations/ar.npz

DATA holds tatoeba, tico19, pud, xquad, sdg_un and mt_geneval, each in a folder with a SOURCE.txt that says where it
comes from. Sentence pairs are aligned and the English side is parsed as the package does it; each relation of the
English becomes a question about the Arabic whose answer the alignment gives. The trees of the Arabic PUD answer further
ones, and the sound translations of the project's own benchmark articles are read too. Needs torch. No sentence is
written, only the fitted figures, and beside them manifest.toml: what was trained on what, with a checksum.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import manifest
import numpy as np
import trees
from train import LONGEST, Data, train
from trees import Asked

from qa_translate.arabic import fold
from qa_translate.article import Document, Side
from qa_translate.engines.encoder import OnnxEncoder
from qa_translate.engines.syntax import PACKAGES, SpacyParser
from qa_translate.pipeline import align_texts
from qa_translate.ports import Parse
from qa_translate.relations.dependencies import relations
from qa_translate.relations.questions import OMITTED, Asker
from qa_translate.relations.surface import Shapes, Surface
from qa_translate.segment import segment
from qa_translate.syntax import Tree
from qa_translate.vectors import DocumentVectors, document_vectors, encode_unmarked
from qa_translate.weights import MANIFEST

ROUNDS, SEED = 10, 0
# Every how many pairs one is held out to measure on.
HELD_OUT = 20
BATCH = 256
SHORTEST = 4
PARTICLES = " ".join(
    [
        "من عن إلى على مع في أن إن قد لم لن لا ما هو هي هم التي الذي الذين بعد قبل بين ضد عند كان كانت أنه",
        "أنها إنه إنها كما بينما حيث أي كل هذا هذه ذلك تلك أو ثم لكن غير حول نحو خلال منذ حتى عبر لدى ضمن",
        "أمام أحد إحدى بعض عدد بأن لأن بأنه بأنها وقد وكان وكانت وهو وهي فيما مما له لها لهم به بها منه منها",
        "عليه عليها إليه إليها عنه عنها نفسه نفسها بدوره أما إذا لو عندما كي لكي دون بدون وفق بحسب حسب",
    ]
).split()
PREFIXES = ["وال", "ال", "لل", "بال", "فال", "كال", "ل", "ب", "و", "ف", "ك"]
SUFFIXES = ["هما", "هم", "هن", "ها", "نا", "ني", "ه", "ك", "ي", "وا", "ون", "ين", "ان", "ات", "ة", "ت"]
INITIALS = ["ي", "ت", "ن", "ا", "م", "س"]
ARABIC = Surface(*(tuple(dict.fromkeys(map(fold, some))) for some in (PARTICLES, PREFIXES, SUFFIXES, INITIALS)))
Prepared = tuple[Document, DocumentVectors, Document, DocumentVectors, Parse]


def corpora(data: Path) -> dict[str, list[tuple[str, str]]]:
    """(Arabic, English) of each corpus; of sentences that differ in a person's gender only, one of each pair."""
    files = {
        "tatoeba": "tatoeba/pairs.all.ar-en.tsv",
        "tico19": "tico19/pairs.ar-en.clean.tsv",
        "pud": "pud/pairs.ar-en.tsv",
        "xquad": "xquad/pairs.tsv",
        "sdg_un": "sdg_un/pairs.tsv",
        "mt_geneval": "mt_geneval/pairs.sentences.tsv",
    }
    found = {}
    for name, file in files.items():
        rows = list(_rows(data / file))
        if name == "mt_geneval":
            rows = [r for r in rows if (r["gender"] == "masculine") == (int(r["i"]) % 2 == 0)]
        pairs = [(r["ar"].strip(), r["en"].strip()) for r in rows]
        found[name] = [(ar, en) for ar, en in pairs if len(en.split()) >= SHORTEST and ar]
    return found


def own(folder: Path) -> list[tuple[str, str]]:
    """Sound translations that were written for the project's benchmark."""
    lines = (line for file in sorted(folder.glob("own*.clean.jsonl")) for line in file.open(encoding="utf-8"))
    return [(article["source"], article["translation"]) for article in map(json.loads, lines)]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    lines = iter(file.read_text(encoding="utf-8").split("\n"))
    header = next(lines).split("\t")
    yield from (dict(zip(header, line.split("\t"), strict=False)) for line in lines if line)


def prepared(pairs: Sequence[tuple[str, str]], parser: SpacyParser, encoder: OnnxEncoder) -> Iterator[Prepared]:
    """Segmented, encoded and parsed as the package does it."""
    for start in range(0, len(pairs), BATCH):
        some = pairs[start : start + BATCH]
        sides = [
            [segment(ar, "ar", Side.SOURCE) for ar, _ in some],
            [segment(en, "en", Side.TRANSLATION) for _, en in some],
        ]
        source, target = ([*encoded(documents, encoder)] for documents in sides)
        parses = parser.parse([[(s.span.of(d.text), s.span.start) for s in d.segments] for d in sides[1]])
        yield from zip(sides[0], source, sides[1], target, parses, strict=True)
        print(start, flush=True)


def encoded(documents: Sequence[Document], encoder: OnnxEncoder) -> Iterator[DocumentVectors]:
    """Vectors of each document."""
    encodings = iter(encode_unmarked([s.span.of(d.text) for d in documents for s in d.segments], encoder))
    for document in documents:
        yield document_vectors(document, [next(encodings) for _ in document.segments])


class Collector:
    """Gathers the questions of many documents."""

    def __init__(self) -> None:
        self._vectors: list[np.ndarray] = []
        self._shapes: list[Shapes] = []
        self._asked: list[tuple[int, int, int, int]] = []
        self._answers: list[tuple[int, ...]] = []
        self._next = 0

    def add(self, source: Document, vectors: DocumentVectors, asked: Iterable[Asked]) -> None:
        """Questions about one source."""
        at = self._next
        for q in asked:
            if q.last - q.first <= LONGEST:
                self._asked.append((at + q.act, q.role, at + q.first, at + q.last))
                self._answers.append(tuple(k if k == OMITTED else at + k for k in q.answers))
        self._vectors.append(vectors.words)
        self._shapes.append(ARABIC.of(source))
        self._next += len(source.words)

    def data(self) -> Data:
        """All questions."""
        joined = (np.concatenate([getattr(s, f.name) for s in self._shapes]) for f in fields(Shapes))
        asked = np.array(self._asked, dtype=np.int64)
        return Data(np.concatenate(self._vectors), Shapes(*joined), asked, self._answers)


def collect(some: Iterable[Prepared], kept: Collector, held_out: Collector) -> None:
    """Questions that the English syntax asks and the alignment answers."""
    for number, (source, source_vectors, target, target_vectors, parse) in enumerate(some):
        bitext = align_texts(source, target, source_vectors, target_vectors)
        tree = Tree(target, parse)
        to = held_out if number % HELD_OUT == 0 else kept
        asked = Asker(bitext, tree).questions(relations(tree))
        to.add(source, source_vectors, (Asked(q.act, q.role, q.first, q.last, q.answers) for q in asked))


def main() -> None:
    """Train and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("output", type=Path)
    given = options.parse_args()
    parser, encoder = SpacyParser(PACKAGES["en"]), OnnxEncoder()
    texts = corpora(given.data)
    kept, held_out = Collector(), Collector()
    articles = own(Path(__file__).resolve().parents[2] / "tests/benchmark/data")
    for pairs in (*texts.values(), articles):
        collect(prepared(pairs, parser, encoder), kept, held_out)
    treebank = list(trees.sentences(given.data / "pud"))
    documents = [segment(text, "ar", Side.SOURCE) for text, _ in treebank]
    for (_, nodes), document, vectors in zip(treebank, documents, encoded(documents, encoder), strict=True):
        kept.add(document, vectors, trees.asked(document, nodes))
    write(given.output, kept.data(), held_out.data(), given.data, {name: len(some) for name, some in texts.items()})


def write(output: Path, data: Data, held_out: Data, folder: Path, counts: dict[str, int]) -> None:
    """Train on `data`; write the weights and the manifest."""
    pointer, figures = train(data, held_out, ARABIC, ROUNDS, SEED)
    halves = {name: values.detach().numpy().astype(np.float16) for name, values in pointer.weights.items()}
    shapes = {f.name: np.array(getattr(ARABIC, f.name)) for f in fields(Surface)}
    np.savez_compressed(output, **shapes, **halves)
    written = manifest.text(
        output, figures, {"seed": SEED, "rounds": ROUNDS, "questions": len(data.asked)}, folder, counts
    )
    output.with_name(MANIFEST).write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
