"""Nouns in each other's place: the order of the draft and the round trip must agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from qa_translate.article import Side
from qa_translate.bitext import Bitext
from qa_translate.calibrate import calibrate
from qa_translate.case import Case
from qa_translate.checks.roles import CHANGED_ACTOR, EXCHANGED
from qa_translate.checks.taken_places import exchanged_places
from qa_translate.finding import Finding
from qa_translate.ports import Parse
from qa_translate.segment import segment

Make = Callable[..., Case]
MakeParse = Callable[..., Parse]
Row = tuple[str, str, str, str, str, int]

SOURCE = "وأضاف المتحدث أن المدرب حذر اللاعب مرتين"
EXCHANGE = "وأضاف المتحدث أن اللاعب حذر المدرب مرتين"
LINKS = {
    "added": "واضاف", "spokesman": "المتحدث", "coach": "المدرب", "warned": "حذر", "player": "اللاعب", "twice": "مرتين",
    "pound": "الجنيه", "dollar": "الدولار", "gained": "كسب", "while": "فيما", "steady": "ثابتا", "bank": "البنك",
}  # fmt: skip


def told(subject: str, object_: str) -> tuple[Row, ...]:
    return (
        ("spokesman", "spokesman", "NOUN", "NN", "nsubj", 1),
        ("added", "add", "VERB", "VBD", "ROOT", 1),
        (subject, subject, "NOUN", "NN", "nsubj", 3),
        ("warned", "warn", "VERB", "VBD", "ccomp", 1),
        (object_, object_, "NOUN", "NN", "dobj", 3),
        ("twice", "twice", "ADV", "RB", "advmod", 3),
    )


@pytest.fixture
def findings(make_case: Make, make_parse: MakeParse) -> Callable[[Sequence[Row], str, str], list[Finding]]:
    def look(rows: Sequence[Row], source: str, back: str | None) -> list[Finding]:
        draft = " ".join(row[0] for row in rows)
        case = make_case(draft, source, links=LINKS, parse=make_parse(draft, rows))
        if back is not None:
            case = with_round_trip(make_case, case, draft, back)
        return list(exchanged_places(case, EXCHANGED, CHANGED_ACTOR))

    return look


def with_round_trip(make_case: Make, case: Case, draft: str, back: str) -> Case:
    there, trip = make_case(draft, back, links=LINKS).bitext, make_case(back, case.article.source).bitext
    assert there is not None
    assert trip is not None
    text = segment(back, "ar", Side.BACK)
    retranslation: Bitext = replace(there, source=text)
    return replace(case, back=text, round_trip=replace(trip, target=text), retranslation=retranslation)


def test_two_nouns_that_draft_and_round_trip_both_have_crosswise_are_marked(
    findings: Callable[..., list[Finding]],
) -> None:
    (finding,) = findings(told("player", "coach"), SOURCE, EXCHANGE)
    assert finding.rule == "exchanged-roles"
    assert finding.direct is not None
    assert finding.direct < finding.confidence
    assert calibrate([finding])[0].confidence >= 0.5


def test_an_engine_that_exchanges_what_the_draft_has_right_marks_nothing(
    findings: Callable[..., list[Finding]],
) -> None:
    assert findings(told("coach", "player"), SOURCE, EXCHANGE) == []


def test_a_draft_in_another_order_that_comes_back_as_the_source_is_left_alone(
    findings: Callable[..., list[Finding]],
) -> None:
    assert findings(told("player", "coach"), SOURCE, SOURCE) == []


def test_without_a_round_trip_nothing_is_said(findings: Callable[..., list[Finding]]) -> None:
    assert findings(told("player", "coach"), SOURCE, None) == []


def test_a_noun_behind_a_preposition_takes_nobodys_place(findings: Callable[..., list[Finding]]) -> None:
    back = "وأضاف المتحدث أن من اللاعب حذر من المدرب مرتين"
    assert findings(told("player", "coach"), SOURCE, back) == []


def test_a_noun_and_one_in_its_relative_clause_have_changed_no_places(findings: Callable[..., list[Finding]]) -> None:
    rows: tuple[Row, ...] = (
        ("spokesman", "spokesman", "NOUN", "NN", "nsubj", 1),
        ("added", "add", "VERB", "VBD", "ROOT", 1),
        ("player", "player", "NOUN", "NN", "dobj", 1),
        ("coach", "coach", "NOUN", "NN", "nsubj", 4),
        ("warned", "warn", "VERB", "VBD", "relcl", 2),
        ("twice", "twice", "ADV", "RB", "advmod", 4),
    )
    back = "وأضاف المتحدث أن اللاعب الذي حذره المدرب مرتين"
    assert findings(rows, SOURCE, back) == []
    assert findings(told("player", "coach"), SOURCE, back) != []


def test_a_noun_that_the_round_trip_has_twice_stands_in_anothers_place(findings: Callable[..., list[Finding]]) -> None:
    rows: tuple[Row, ...] = (
        ("dollar", "dollar", "NOUN", "NN", "nsubj", 1),
        ("steady", "steady", "VERB", "VBD", "ROOT", 1),
        ("while", "while", "SCONJ", "IN", "mark", 4),
        ("dollar", "dollar", "NOUN", "NN", "nsubj", 4),
        ("gained", "gain", "VERB", "VBD", "advcl", 1),
        ("pound", "pound", "NOUN", "NN", "npadvmod", 4),
    )
    (finding,) = findings(rows, "الدولار ثابتا فيما الجنيه كسب", "الدولار ثابتا فيما الدولار كسب الجنيه")
    assert finding.rule == "changed-actor"
