"""Arabic duals against nouns in the singular."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.case import Case
from qa_translate.checks.numbers import check
from qa_translate.finding import Finding
from qa_translate.ports import Parse

ROWS = {
    "one": ("NUM", "CD", "nummod"), "a": ("DET", "DT", "det"),
    "the": ("DET", "DT", "det"), "both": ("DET", "DT", "det"),
}  # fmt: skip


Make = Callable[..., Case]
MakeParse = Callable[..., Parse]


def doubts(make: Make, make_parse: MakeParse, source: str, target: str, noun: str, word: str) -> list[Finding]:
    """Findings where `noun` of the translation is linked to `word` of the source and heads the words before it."""
    words = target.rstrip(".").split()
    head = words.index(noun)
    rows = []
    for k, text in enumerate(words):
        pos, tag, dep = ROWS.get(text.lower(), ("VERB", "VBD", "ROOT"))
        if k == head:
            pos, tag, dep = "NOUN", "NNS" if noun.endswith("s") else "NN", "nsubj"
        rows.append((text, text, pos, tag, dep, head if k < head else k))
    case = make(target, source, links={noun: word}, parse=make_parse(target, rows))
    return [f for f in check(case) if f.confidence >= 0.5]


@pytest.mark.parametrize(
    ("source", "target", "noun", "word"),
    [
        ("أغلقت السلطات مركزين.", "Authorities closed one centre.", "centre", "مركزين"),
        ("وصلت سفينتان.", "Then a ship arrived.", "ship", "سفينتان"),
    ],
)
def test_a_dual_made_singular_is_marked(
    make_case: Make, make_parse: MakeParse, source: str, target: str, noun: str, word: str
) -> None:
    (found,) = doubts(make_case, make_parse, source, target, noun, word)
    assert (found.rule, noun in found.message) == ("changed-number", True)


@pytest.mark.parametrize(
    ("source", "target", "noun", "word"),
    [
        ("أغلقت السلطات مركزين.", "Authorities closed both centres.", "centres", "مركزين"),
        ("أغلقت السلطات مركزين.", "Authorities closed the centres.", "centres", "مركزين"),
        ("أطلق مسلحين النار.", "Then a gunman fired.", "gunman", "مسلحين"),
        ("زار باكستان.", "He visited the country.", "country", "باكستان"),
        ("مكتب المؤسستين.", "The office of a pair.", "office", "المؤسستين"),
    ],
)
def test_plurals_and_implied_pairs_are_left_alone(
    make_case: Make, make_parse: MakeParse, source: str, target: str, noun: str, word: str
) -> None:
    assert doubts(make_case, make_parse, source, target, noun, word) == []


def test_without_syntax_no_dual_is_doubted(make_case: Make) -> None:
    case = make_case("Authorities closed one centre.", "أغلقت السلطات مركزين.", links={"centre": "مركزين"})
    assert [f for f in check(case) if f.confidence >= 0.5] == []
