"""Holes and additions: what one side of an aligned passage says alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from qa_translate.article import Article, Document, Side
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.case import Case
from qa_translate.checks.content import check
from qa_translate.finding import Finding
from qa_translate.ports import Parse, Token
from qa_translate.segment import segment
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary

FUNCTION = frozenset({"the", "a", "of", "while", "for", "in", "along", "by", "to", "and"})
SOURCE = "تبرعت جمعية بثمن الوقود، في حين أسهم مغتربون في شراء مولد كهربائي جديد."
WHOLE = "An association donated the price of the fuel, while expatriates helped to buy a new electric generator."
SHORT = "An association donated the price of the fuel."
PAIRS = {
    "donated": "تبرعت", "association": "جمعية", "price": "بثمن", "fuel": "الوقود", "helped": "اسهم",
    "expatriates": "مغتربون", "buy": "شراء", "generator": "مولد", "electric": "كهربائي", "new": "جديد",
}  # fmt: skip
UNLIKE = 0.45


def case_of(source: str, target: str, pairs: Mapping[str, str], beads: tuple[Bead, ...]) -> Case:
    """Words of a pair share a vector; all others are alike to the same small degree."""
    left, right = segment(source, "ar", Side.SOURCE), segment(target, "en", Side.TRANSLATION)
    common = np.sqrt(UNLIKE)
    size = len(left.words) + len(right.words) + 1
    own = np.eye(size, dtype=np.float32)[: size - 1] * np.sqrt(1 - UNLIKE)
    own[:, -1] = common
    rows, columns = own[: len(left.words)], own[len(left.words) :].copy()
    links = []
    for word in right.words:
        partner = next((w for w in left.words if w.form == pairs.get(word.form)), None)
        if partner is not None:
            columns[word.index] = rows[partner.index]
            links.append(Link(partner.index, word.index, 1.0))
    cosines = rows @ columns.T
    vectors = [
        DocumentVectors(np.zeros((len(d.segments), size), np.float16), w.astype(np.float16))
        for d, w in ((left, rows), (right, columns))
    ]
    bitext = Bitext(left, right, beads, tuple(links), cosines.max(1), cosines.max(0), *vectors)
    return Case(Article(target, source), right, Vocabulary(), source=left, bitext=bitext, parse=tagged(right))


def tagged(document: Document) -> Parse:
    return Parse(
        tuple(
            Token(w.index, w.span, w.text, w.form, "X" if w.form in FUNCTION else "NOUN", "NN", "dep", w.index, 0, "")
            for w in document.words
        )
    )


def doubts(source: str, target: str, beads: tuple[Bead, ...] = (Bead((0,), (0,), 0.1),)) -> list[Finding]:
    return [f for f in check(case_of(source, target, PAIRS, beads)) if f.confidence >= 0.5]


def test_a_clause_left_out_is_marked_where_it_should_stand() -> None:
    (found,) = doubts(SOURCE, SHORT)
    assert found.rule == "omitted-passage"
    assert found.source is not None
    assert "مغتربون في شراء مولد" in found.source.of(SOURCE)
    assert found.target is not None
    assert found.target.of(SHORT).endswith("fuel")


def test_a_whole_translation_is_left_alone() -> None:
    assert doubts(SOURCE, WHOLE) == []


def test_a_clause_that_the_source_does_not_have_is_marked() -> None:
    (found,) = doubts("تبرعت جمعية بثمن الوقود.", WHOLE)
    assert found.rule == "added-passage"
    assert found.target is not None
    assert "expatriates" in found.target.of(WHOLE)


def test_a_passage_that_fits_another_one_better_is_not_searched_for_holes() -> None:
    assert doubts(SOURCE, SHORT, (Bead((0,), (0,), -0.01),)) == []


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("تبرعت جمعية بثمن الوقود. ونفت البعثة ذلك كله.", SHORT, "omitted-sentence"),
        ("تبرعت جمعية بثمن الوقود.", SHORT + " Schools remained closed all week.", "added-sentence"),
    ],
)
def test_a_sentence_of_one_side_alone_is_marked(source: str, target: str, rule: str) -> None:
    alone = Bead((1,), ()) if rule == "omitted-sentence" else Bead((), (1,))
    assert [f.rule for f in doubts(source, target, (Bead((0,), (0,), 0.1), alone))] == [rule]


def test_a_sentence_that_its_neighbour_tells_is_left_alone() -> None:
    source = "تبرعت جمعية بثمن الوقود. أسهم مغتربون في شراء مولد كهربائي جديد."
    case = case_of(source, WHOLE, PAIRS, (Bead((0,), (0,), 0.1), Bead((1,), ())))
    assert case.bitext is not None
    first = {w.index for w in case.bitext.source.words if w.segment == 0}
    kept = tuple(k for k in case.bitext.links if k.source in first)
    bitext = Bitext(
        case.bitext.source, case.bitext.target, case.bitext.beads, kept, case.bitext.source_best,
        case.bitext.target_best, case.bitext.source_vectors, case.bitext.target_vectors,
    )  # fmt: skip
    told = Case(case.article, case.translation, case.vocabulary, source=case.source, bitext=bitext, parse=case.parse)
    assert [f for f in check(told) if f.rule == "omitted-sentence" and f.confidence >= 0.5] == []
