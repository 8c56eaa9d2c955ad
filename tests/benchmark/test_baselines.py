"""The simple methods that the checker is compared with, and the tables of BENCHMARK.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_translate.article import Span
from qa_translate.benchmark.labels import Labels
from qa_translate.benchmark.score import judge
from qa_translate.finding import Category

from .articles import ARTICLE, TEXT, at, error, labels, mark
from .baselines import pofilter, tables
from .baselines.__main__ import MARKS, found, written
from .baselines.checked import Checked
from .baselines.simple import METHODS, Material, Passage, Scored

WORDS, SENTENCES, TRIPS = METHODS


def scored(words: str, score: float) -> Scored:
    return Scored(at(words), score)


def checked(*, known: Labels, trips: tuple[Scored, ...] | None = None) -> Checked:
    material = Material(
        words=((scored("minister", 0.9), scored("said", 0.4), scored("no", 0.3)), (scored("talks", 0.2),)),
        sentences=(scored("The minister said no.", 0.9), scored("The talks began on Monday.", 0.5)),
        trips=trips,
        passages=(),
    )
    answer = judge(ARTICLE, known, [mark("Monday", confidence=0.7)])
    return Checked(ARTICLE, known, "version:0|", (answer, answer, answer), material, {})


def test_neighbouring_words_below_the_threshold_are_one_mark() -> None:
    part = checked(known=labels()).material
    assert list(WORDS.below(part, 0.5)) == [at("said no"), at("talks")]
    assert list(WORDS.below(part, 0.25)) == [at("talks")]


def test_sentences_and_passages_are_marked_as_a_whole() -> None:
    part = checked(known=labels(), trips=(scored("The delegation left.", 31.0),)).material
    assert list(SENTENCES.below(part, 0.6)) == [at("The talks began on Monday.")]
    assert list(TRIPS.below(part, 40.0)) == [at("The delegation left.")]


def test_a_method_is_given_the_highest_threshold_that_keeps_its_false_alarms_in_bounds() -> None:
    every = [checked(known=labels(error("talks")))]
    assert tables.tuned(WORDS, every, most=0.0) == 0.3  # marks "talks" alone, which is an error
    assert tables.tuned(WORDS, every, most=1000.0) == 0.9


def test_articles_without_a_round_trip_do_not_count_for_it() -> None:
    assert tables.below(TRIPS, 50.0)(checked(known=labels())) is None
    assert tables.below(TRIPS, 50.0)(checked(known=labels(), trips=(scored("The delegation left.", 31.0),)))


def test_cells_tell_found_typed_and_false_alarms_and_clean_sets_false_alarms_alone() -> None:
    sets = {"bad": [checked(known=labels(error("Monday")))], "clean": [checked(known=labels())]}
    row = tables.table("method", {"ours": lambda item: item.ours[0]}, sets, 0.5).splitlines()[-1]
    assert row == f"| ours | 100 / 100 / 0.0 | {1000 / sets['clean'][0].ours[0].words:.1f} |"
    raised = tables.table("marks from", {"0.8": lambda item: item.ours[0]}, sets, None).splitlines()[-1]
    assert raised == "| 0.8 | 0 / 0 / 0.0 | 0.0 |"


def test_the_page_says_what_is_missing() -> None:
    text = tables.page({"bad": [checked(known=labels(error("Monday")))]}, ["dev"], 0.5, 60.0)
    assert "left out: dev" in text
    assert "**ours**, all texts" in text
    assert "words below" in text
    assert "held out calibration error" in text


def test_a_set_that_is_nowhere_is_told_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing: list[str] = []
    assert found("nothing", tmp_path, missing) is None
    assert missing == ["nothing"]
    assert "nothing.jsonl is neither in" in capsys.readouterr().err


def test_figures_are_written_between_the_marks_of_the_page_and_nowhere_else() -> None:
    page = f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n"
    assert written(page, "new\n") == f"before\n{MARKS[0]}\nnew\n{MARKS[1]}\nafter\n"
    with pytest.raises(SystemExit, match="figures"):
        written("no marks", "new")


def test_failing_tests_of_content_name_a_category_and_those_of_typography_none() -> None:
    one, other = Span(0, 5), Span(6, 9)
    failed = {one: ["startcaps", "numbers"], other: ["endpunc"]}
    assert pofilter.marks(failed, typography=False) == [(one, Category.NUMBER)]
    assert pofilter.marks(failed, typography=True) == [(one, Category.NUMBER), (other, Category.MISTRANSLATION)]


@pytest.mark.skipif(pofilter.program() is None, reason="translate-toolkit is not installed")
def test_pofilter_finds_a_changed_number_in_its_passage() -> None:
    program = pofilter.program()
    assert program is not None
    sound = Passage(Span(0, 4), "وصل 14 وزيرا", "14 ministers came")
    wrong = Passage(at("The delegation left.", TEXT), "غادر 12 مندوبا", "17 delegates left")
    first, second = pofilter.failing(program, [[sound], [wrong]])
    assert "numbers" not in first.get(sound.span, [])
    assert "numbers" in second[wrong.span]
