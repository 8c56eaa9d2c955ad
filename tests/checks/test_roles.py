"""Who acts upon whom: what proves an exchange, and what leaves the order free."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from qa_translate.case import Case
from qa_translate.checks.roles import FAMILY
from qa_translate.ports import Parse

Make = Callable[..., Case]
MakeParse = Callable[..., Parse]
Row = tuple[str, str, str, str, str, int]
LINKS = {
    "police": "الشرطة", "attacked": "هاجمت", "protesters": "المتظاهرين", "percent": "بالمئة", "workers": "عماله",
    "companies": "الشركات", "dismiss": "انهاء",
}  # fmt: skip
ATTACKED: tuple[Row, ...] = (
    ("Protesters", "protester", "NOUN", "NNS", "nsubj", 1),
    ("attacked", "attack", "VERB", "VBD", "ROOT", 1),
    ("police", "police", "NOUN", "NNS", "dobj", 1),
)
DISMISS: tuple[Row, ...] = (
    ("Companies", "company", "NOUN", "NNS", "nsubj", 1),
    ("dismiss", "dismiss", "VERB", "VBP", "ROOT", 1),
    ("ten", "ten", "NUM", "CD", "nummod", 3),
    ("percent", "percent", "NOUN", "NN", "dobj", 1),
    ("of", "of", "ADP", "IN", "prep", 3),
    ("workers", "worker", "NOUN", "NNS", "pobj", 4),
)
WORKERS: tuple[Row, ...] = (*DISMISS[:2], ("workers", "worker", "NOUN", "NNS", "dobj", 1))


def found(make: Make, make_parse: MakeParse, rows: Sequence[Row], source: str) -> list[str]:
    text = " ".join(row[0] for row in rows)
    case = make(text, source, links=LINKS, parse=make_parse(text, rows))
    return [f.rule for f in FAMILY.check(case) if f.confidence >= 0.5]


def test_an_exchange_is_marked(make_case: Make, make_parse: MakeParse) -> None:
    assert found(make_case, make_parse, ATTACKED, "هاجمت الشرطة صباحا المتظاهرين") == ["exchanged-roles"]


@pytest.mark.parametrize("agent", ["على يد", "من قبل", "من جانب"])
def test_an_agent_named_behind_the_verb_acts(make_case: Make, make_parse: MakeParse, agent: str) -> None:
    assert found(make_case, make_parse, ATTACKED, f"هاجمت الشرطة {agent} المتظاهرين") == []


def test_a_quantity_neither_acts_nor_is_acted_upon(make_case: Make, make_parse: MakeParse) -> None:
    source = "يجوز إنهاء خدمات عشرة بالمئة كل عام لدى الشركات"
    assert found(make_case, make_parse, DISMISS, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "تقرر إنهاء خدمات عماله في الشركات",
        "بعد إنهاء عقود عماله في تلك الشركات",
        "يجوز لدى عماله إنهاء خدمات هذه الشركات",
    ],
)
def test_the_order_behind_a_noun_of_action_is_free(make_case: Make, make_parse: MakeParse, source: str) -> None:
    assert found(make_case, make_parse, WORKERS, source) == []
