"""An engine's own slips are no marks: not where the direct comparison is sure, nor where the engine itself was not."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.article import Article, Making, ScoredSpan, Side, Span
from qa_translate.finding import Finding
from qa_translate.pipeline import Tools, check_article
from tests.checks.test_attribution_returned import CASES

FAITHFUL = ("silent-fronted-attributions", "silent-moved-quotations", "silent-split-and-merged")


def with_slips(text: str, draw: random.Random) -> str:
    """`text` with every seventh word left out, exchanged with the next, replaced by another, or its number changed."""
    words = re.split(r"(\s+)", text)
    places = [k for k, word in enumerate(words) if word.strip()]
    for k in draw.sample(places, len(places) // 7):
        slip = draw.choice(["drop", "exchange", "replace", "number"])
        if slip == "drop":
            words[k] = ""
        elif slip == "exchange" and k + 2 < len(words):
            words[k], words[k + 2] = words[k + 2], words[k]
        elif slip == "replace":
            words[k] = words[draw.choice(places)]
        words[k] = re.sub(r"\d+", lambda number: str(int(number[0]) + draw.randint(1, 9)), words[k])
    return "".join(words)


def marks(article: Article, tools: Tools) -> dict[tuple[str, Span | None], Finding]:
    found = check_article(article, tools).findings
    return {(f.rule, f.target): f for f in found if f.confidence >= tools.min_confidence}


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_round_trip_full_of_slips_marks_nothing_in_a_faithful_translation(
    name: str, tools: Tools, repository: Path
) -> None:
    folder = repository / "samples" / name
    texts = ((folder / file).read_text(encoding="utf-8") for file in ("translation.en.txt", "source.ar.txt"))
    plain = Article(*texts)
    without = marks(plain, tools)
    for seed in range(3):
        slips = with_slips(plain.source or "", random.Random(seed))
        assert marks(replace(plain, back_translation=slips), tools).keys() <= without.keys()


def made(back: str, log_prob: float) -> Making:
    """A making in which the engine held each word of `back` that likely."""
    tokens = (ScoredSpan(Span(*word.span()), log_prob) for word in re.finditer(r"\S+", back))
    return Making("engine:1", Side.TRANSLATION, tuple(tokens))


@pytest.mark.parametrize(("source", "translation", "back", "rule"), CASES.values(), ids=CASES)
def test_words_that_the_engine_doubted_bear_nothing_out(
    tools: Tools, source: str, translation: str, back: str, rule: str
) -> None:
    article = Article(translation, source, back)
    for log_prob, marked in ((-0.1, {rule}), (-3.0, set())):
        found = marks(replace(article, making=made(back, log_prob)), tools)
        assert {name for name, _ in found} == marked


def test_doubts_elsewhere_in_the_back_translation_change_nothing(tools: Tools) -> None:
    source, translation, back, rule = CASES["other-speaker"]
    sure = made(back, -0.1)
    last = sure.pieces[-1]
    doubtful = replace(sure, pieces=(*sure.pieces[:-1], replace(last, log_prob=-5.0)))
    assert {name for name, _ in marks(Article(translation, source, back, making=doubtful), tools)} == {rule}


def test_what_the_direct_comparison_finds_stays_when_the_engine_had_doubts(tools: Tools) -> None:
    source = "قال الوزير إن 14 سفينة غادرت الميناء يوم الاثنين، ولم يقل شيئا آخر."
    translation = "The minister said that 41 ships left the port on Monday, and said nothing else."
    back = "قال الوزير إن 41 سفينة غادرت الميناء يوم الاثنين، ولم يقل شيئا آخر."
    alone = marks(Article(translation, source), tools)
    found = marks(Article(translation, source, back, making=made(back, -3.0)), tools)
    assert alone.keys() == found.keys() != set()
    assert all(found[key].confidence <= alone[key].confidence for key in alone)
