"""What each threshold costs."""

import itertools

from qa_translate.benchmark.curve import THRESHOLDS, curve, tally
from qa_translate.benchmark.score import judge
from qa_translate.finding import Category

from .articles import ARTICLE, at, error, labels, mark

ANSWER = judge(
    ARTICLE,
    labels(error("Monday"), error("minister", Category.ROLE), known=(at("fire"),)),
    [
        mark("Monday", confidence=0.9, rule="changed-weekday"),
        mark("minister", Category.GARBLED, 0.4),
        mark("fire", Category.NAME, 0.6),
        mark("delegation", Category.NAME, 0.5),
    ],
)


def test_found_typed_and_false_alarms_are_counted_from_a_threshold_upwards() -> None:
    everything, shown = tally([ANSWER], 0), tally([ANSWER], 0.5)
    assert (everything.recall, everything.typed_recall) == (1, 0.5)
    assert (shown.recall, shown.typed_recall) == (0.5, 0.5)
    assert (everything.precision, shown.precision) == (3 / 4, 2 / 3)
    assert shown.false == {"name": 1}
    assert shown.false_per_1000_words == 1000 / ANSWER.words
    assert shown.false_of("number") == 0


def test_a_mark_exactly_at_the_threshold_counts() -> None:
    assert tally([ANSWER], 0.9).found.total() == 1
    assert tally([ANSWER], 0.91).found.total() == 0


def test_rules_and_known_slips_are_counted() -> None:
    shown = tally([ANSWER], 0.5)
    assert shown.rules_true["changed-weekday"] == 1
    assert (shown.known, shown.known_found) == (1, 1)


def test_found_never_grows_with_the_threshold() -> None:
    rows = curve([ANSWER, ANSWER])
    assert [row.threshold for row in rows] == list(THRESHOLDS)
    assert all(low.found.total() >= high.found.total() for low, high in itertools.pairwise(rows))


def test_articles_without_errors_have_only_false_alarms() -> None:
    clean = tally([judge(ARTICLE, labels(), [mark("Monday")])], 0)
    assert clean.recall == 0
    assert clean.false_per_1000_words > 0
