"""Questions and answers from the dependency trees of the Arabic PUD treebank (Universal Dependencies 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qa_translate.article import Document, Span
from qa_translate.relations.dependencies import ROLES
from qa_translate.relations.questions import OMITTED, REACH

FILE = "ar_pud-ud-test.conllu"
PREPOSITIONS = {
    "من": "from",
    "في": "in",
    "ب": "in",
    "على": "on",
    "عن": "about",
    "إلى": "to",
    "ل": "to",
    "مع": "with",
    "ضد": "against",
    "حول": "about",
}
# How far behind its neighbour a token's form is looked for: fused forms are spelled otherwise.
FARTHEST = 6
LONGEST_PRONOUN = 3


class Asked(NamedTuple):
    """A question about a source with its right answers: word indices as in `qa_translate.relations.questions`."""

    act: int
    role: int
    first: int
    last: int
    answers: tuple[int, ...]


@dataclass(frozen=True)
class Node:
    """One token of a tree."""

    number: int
    form: str
    pos: str
    features: str
    head: int
    label: str


def sentences(folder: Path) -> Iterator[tuple[str, list[Node]]]:
    """Each sentence's text and tokens."""
    for block in (folder / FILE).read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), "")
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        nodes = [Node(int(r[0]), r[1], r[3], r[5], int(r[6]), r[7]) for r in rows if r[0].isdigit()]
        if text and nodes:
            yield text.strip(), nodes


def asked(source: Document, nodes: list[Node]) -> Iterator[Asked]:
    """What a tree answers about its sentence, which is the whole of `source`."""
    words = _words(source, nodes)
    children: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        children[node.head].append(node)
    for node in nodes:
        role = _role(node, children, {n.number: n for n in nodes})
        if role and node.head in words:
            parts = [node, *(n for n in children[node.number] if n.label.startswith("flat"))]
            written_on = node.pos == "PRON" and node.label in ("obj", "iobj") and len(node.form) <= LONGEST_PRONOUN
            answers = (OMITTED,) if written_on else tuple(words[n.number] for n in parts if n.number in words)
            yield from _question(source, words[node.head], role, answers)
        if _leaves_out_its_subject(node, children) and node.number in words:
            yield from _question(source, words[node.number], "subject", (OMITTED,))


def _words(source: Document, nodes: list[Node]) -> dict[int, int]:
    """Index of the word that holds each token, by the token's number."""
    found, at = {}, 0
    for node in nodes:
        start = source.text.find(node.form, at)
        if start < 0 or start - at > FARTHEST:
            continue
        at = start + len(node.form)
        held_by = source.words_in(Span(start, at))
        if held_by:
            found[node.number] = held_by[0].index
    return found


def _role(node: Node, children: dict[int, list[Node]], by_number: dict[int, Node]) -> str | None:
    label = node.label.split(":")[0]
    if label == "nsubj":
        return "object" if node.label == "nsubj:pass" else "subject"
    if label in ("obj", "iobj", "amod", "appos"):
        return {"obj": "object", "iobj": "to", "amod": "modifier", "appos": "apposition"}[label]
    if label in ("obl", "nmod") and node.head in by_number:
        cases = [n.form for n in children[node.number] if n.label == "case"]
        if not cases:
            return "possessor" if label == "nmod" else None
        return PREPOSITIONS.get(cases[0])
    return None


def _leaves_out_its_subject(node: Node, children: dict[int, list[Node]]) -> bool:
    if node.pos != "VERB" or "Voice=Pass" in node.features or node.label.startswith("acl"):
        return False
    return not any(n.label.startswith(("nsubj", "csubj")) for n in children[node.number])


def _question(source: Document, act: int, role: str, answers: tuple[int, ...]) -> Iterator[Asked]:
    first, last = max(0, act - REACH), min(len(source.words), act + REACH + 1)
    inside = tuple(k for k in answers if k == OMITTED or (first <= k < last and k != act))
    if inside:
        yield Asked(act, ROLES.index(role), first, last, inside)
