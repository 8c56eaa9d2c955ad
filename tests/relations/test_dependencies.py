"""The relations of English sentences: the same however a translator phrases them."""

from __future__ import annotations

import pytest

from qa_translate.article import Side
from qa_translate.pipeline import Tools
from qa_translate.relations.dependencies import ROLES, relations
from qa_translate.segment import segment
from qa_translate.syntax import Tree


def told(tools: Tools, text: str) -> set[tuple[str, str, str]]:
    document = segment(text, "en", Side.TRANSLATION)
    (parse,) = tools.parsers["en"].parse([[(s.span.of(text), s.span.start) for s in document.segments]])
    return {(r.act.text, r.role, r.participant.text) for r in relations(Tree(document, parse))}


@pytest.mark.parametrize(
    "text",
    [
        "The police arrested the baker yesterday.",
        "The baker was arrested by the police yesterday.",
        "The police who arrested the baker left.",
        "We saw the baker arrested by the police.",
    ],
)
def test_active_passive_relative_and_participial_clauses_tell_the_same(tools: Tools, text: str) -> None:
    assert ("arrested", "subject", "police") in told(tools, text)


def test_one_acted_upon_is_the_object_of_a_passive(tools: Tools) -> None:
    assert ("arrested", "object", "baker") in told(tools, "The baker was arrested by the police yesterday.")


def test_coordinated_verbs_share_their_subject(tools: Tools) -> None:
    found = told(tools, "The minister visited the school and thanked the teachers.")
    assert {("thanked", "subject", "minister"), ("thanked", "object", "teachers")} <= found


def test_receivers_and_owners_are_found(tools: Tools) -> None:
    found = told(tools, "The director of the museum gave the keys to the guard's brother.")
    assert {("gave", "to", "brother"), ("brother", "possessor", "guard"), ("director", "possessor", "museum")} <= found


def test_every_role_has_a_number(tools: Tools) -> None:
    found = told(
        tools, "The old man spoke about the war with a visitor from Homs in the garden against his doctor's advice."
    )
    assert {role for _, role, _ in found} <= set(ROLES)


def test_a_text_without_verbs_has_no_acts(tools: Tools) -> None:
    assert told(tools, "Monday morning.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "He said it was the baker who had persuaded the minister to wait.",
        "It was the baker who persuaded the minister.",
    ],
)
def test_the_one_whom_a_cleft_points_out_acts(tools: Tools, text: str) -> None:
    found = told(tools, text)
    assert {("persuaded", "subject", "baker"), ("persuaded", "object", "minister")} <= found
