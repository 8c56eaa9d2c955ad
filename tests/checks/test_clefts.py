"""The one whom the source points out as the one who did it, and the one whom the translation does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate.article import Side
from qa_translate.checks.clefts import clefts
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary

RulesOf = Callable[[str, str], set[str]]

# Source, sound translations, faulty translation, rules of which one must mark it.
CASES = {
    "pronoun-points-out": (
        "وأكد المدرب أنه هو من نصح اللاعب بالانتظار حتى الصيف.",
        ["The coach affirmed that it was he who had advised the player to wait until the summer."],
        "The coach affirmed that it was the player who had advised him to wait until the summer.",
        {"exchanged-roles", "inverted-attribution", "changed-speaker"},
    ),
    "named-one-is-acted-upon": (
        "وكشف المدرب أن قائد الفريق هو الذي أقنعه بالبقاء حتى نهاية الموسم.",
        [
            "The coach revealed that it was the team's captain who had persuaded him to stay until the season ended.",
            "The coach revealed that the team's captain had persuaded him to stay until the end of the season.",
        ],
        "The coach revealed that it was he who had persuaded the team's captain to stay until the end of the season.",
        {"exchanged-roles"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_exchange_is_marked(name: str, rules_of: RulesOf) -> None:
    source, _, faulty, rules = CASES[name]
    assert rules & rules_of(faulty, source)


@pytest.mark.parametrize("name", CASES)
def test_sound_translations_stay_silent(name: str, rules_of: RulesOf) -> None:
    source, sound, _, _ = CASES[name]
    assert [rules_of(text, source) for text in sound] == [set()] * len(sound)


@pytest.mark.parametrize(
    ("text", "focus", "act"),
    [
        ("وقال إن مدير المصنع هو الذي رفض العرض.", "مدير المصنع", "رفض"),
        ("وأضافت أنها هي التي طلبت ذلك.", "", "طلبت"),
        ("وأكد أن النقابة هي من كانت قد دعت إلى الإضراب.", "النقابة", "دعت"),
    ],
)
def test_a_pronoun_and_a_relative_point_out_who_acts(text: str, focus: str, act: str) -> None:
    table = Vocabulary().topic("ar", "roles")
    assert table is not None
    (cleft,) = clefts(segment(text, "ar", Side.SOURCE), table["cleft"])
    assert (" ".join(w.text for w in cleft.focus), cleft.act.text) == (focus, act)


def test_who_did_not_do_it_is_not_pointed_out() -> None:
    table = Vocabulary().topic("ar", "roles")
    assert table is not None
    assert not list(clefts(segment("وقال إن المدير هو الذي لم يوافق.", "ar", Side.SOURCE), table["cleft"]))
