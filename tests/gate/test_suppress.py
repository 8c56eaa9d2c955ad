"""Marks that an article or the settings say to let be, and suppressions that meet nothing."""

import datetime
from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.answer import Answer, Mark, Passage, Status, Where
from qa_translate.article import Article, Origin, Side, Span
from qa_translate.errors import ConfigError, InputError
from qa_translate.finding import Category, Severity
from qa_translate.gate.suppress import Order, applied, orders_in, orders_of_settings
from qa_translate.reading.markdown import blanked

RULES = {"changed-number", "changed-name"}
TEXT = """First 14 ships came.

<!-- qa-translate: ignore changed-number: the ministry corrected it -->

Then 15 ships came.

In the end 16 ships left.
"""


def marks(text: str, *words: str, rule: str = "changed-number") -> Answer:
    made = tuple(
        Mark(
            rule,
            Category.NUMBER,
            Severity.MAJOR,
            0.9,
            "m",
            Passage(w, start=text.index(w), end=text.index(w) + len(w)),
        )
        for w in words
    )
    return Answer("a", "x/a.md", "", "", "ar", "en", 10, 90.0, "s", made)


def let_be(text: str, *words: str, rule: str = "changed-number", file: str = "x/a.md") -> list[bool]:
    article = Article(blanked(text) if file.endswith(".md") else text)
    (orders,) = orders_in(text, [article], file, RULES)
    made = applied(marks(text, *words, rule=rule), orders, set())
    return [mark.status is Status.SUPPRESSED for mark in made.marks]


def test_a_comment_holds_for_the_next_paragraph_alone() -> None:
    assert let_be(TEXT, "14 ships", "15 ships", "16 ships") == [False, True, False]
    assert let_be(TEXT, "15 ships", rule="changed-name") == [False]


def test_a_comment_within_a_paragraph_holds_for_it() -> None:
    text = "First 14 ships.\n\nThen 15 ships <!-- qa-translate: ignore *: as in the source --> came.\n\n16 ships left."
    assert let_be(text, "14 ships", "15 ships", "16 ships") == [False, True, False]


def test_a_comment_may_hold_for_the_whole_article_and_name_several_rules() -> None:
    text = TEXT.replace("ignore changed-number:", "ignore-article changed-name, changed-number:")
    assert let_be(text, "14 ships", "15 ships", "16 ships") == [True, True, True]
    assert let_be(text, "14 ships", rule="changed-name") == [True]


def test_a_comment_at_the_end_holds_for_nothing() -> None:
    assert let_be("15 ships came.\n\n<!-- qa-translate: ignore *: late -->\n", "15 ships") == [False]


def test_a_comment_of_a_po_file() -> None:
    text = '# qa-translate: ignore changed-number: agreed\nmsgid "x"\nmsgstr "15 ships"\n'
    assert let_be(text, "15 ships", file="x/a.po") == [True]
    assert let_be(text, "15 ships") == [False], "elsewhere it is a heading"


def test_front_matter_holds_for_the_article_or_for_words() -> None:
    entry = "    - rule: changed-number\n      text: 15 Ships\n      reason: r\n"
    head = f"---\ntitle: T\nqa-translate:\n  ignore:\n{entry}---\n"
    text = head + "14 ships and 15 ships."
    assert let_be(text, "14 ships") == [False]
    assert let_be(text, "15 ships") == [True]
    ((order,),) = orders_in(text, [Article(text)], "a.md", RULES)
    assert (order.suppression.place, order.suppression.where) == ("a.md:5", Where.ARTICLE)


def test_the_reason_is_kept_on_one_line() -> None:
    text = "<!-- qa-translate: ignore changed-name: the house\n  writes it so -->\n\nWords."
    ((order,),) = orders_in(text, [Article(text)], "a.md", RULES)
    assert order.suppression.reason == "the house writes it so"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n<!-- qa-translate: ignore changed-number -->", "a.md:2: changed-number is ignored without a reason"),
        ("<!-- qa-translate: ignore nothing-such: x -->", "a.md:1: 'nothing-such' is no rule to ignore"),
        ("<!-- qa-translate: off -->", "a.md:1: a suppression that cannot be read"),
        ("---\nqa-translate: off\n---\n", "a.md:2: qa-translate holds no list ignore"),
        ("---\nqa-translate:\n  ignore:\n  - rule: changed-name\n---\n", "a.md:4: changed-name is ignored without"),
        ("---\nqa-translate:\n  ignore:\n  - rul: changed-name\n---\n", "a.md:2: ignore: unknown key 'rul'"),
        ("---\nqa-translate:\n  ignore:\n  - rule: 3\n---\n", "a.md:4: ignore: a value that is not text"),
    ],
)
def test_a_bad_suppression_is_one_clear_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        orders_in(text, [Article(text + "\nWords.")], "a.md", RULES)
    assert str(caught.value).startswith(said)
    assert caught.value.remedy


def settings(tmp_path: Path, text: str, today: datetime.date = datetime.date(2030, 1, 1)) -> list[Order]:
    file = tmp_path / "qa-translate.toml"
    file.write_text(text)
    return orders_of_settings(config.load(file), today)


def test_the_settings_suppress_by_rule_path_and_words(tmp_path: Path) -> None:
    orders = settings(
        tmp_path, '[[suppressions]]\nrule = "changed-number"\npath = "x/**"\ntext = "15 SHIPS"\nreason = "r"\n'
    )
    made = applied(marks(TEXT, "14 ships", "15 ships"), orders, met := set())
    assert [mark.status for mark in made.marks] == [Status.NEW, Status.SUPPRESSED]
    assert made.marks[1].suppression is not None
    assert made.marks[1].suppression.place == f"{tmp_path / 'qa-translate.toml'}:1"
    assert met == {0}
    elsewhere = settings(tmp_path, '[[suppressions]]\nrule = "*"\npath = "y/**"\nreason = "r"\n')
    assert applied(marks(TEXT, "15 ships"), elsewhere, met := set()).marks[0].status is Status.NEW
    assert not met


def test_a_suppression_ends_after_its_day(tmp_path: Path) -> None:
    text = '[[suppressions]]\nrule = "*"\nreason = "r"\nuntil = 2030-01-01\n'
    assert settings(tmp_path, text)
    assert not settings(tmp_path, text, datetime.date(2030, 1, 2))


def test_a_comment_in_a_file_of_several_articles_is_for_the_one_it_stands_in() -> None:
    text = "one <!-- qa-translate: ignore *: a --> two <!-- qa-translate: ignore-article *: b --> three"
    places = [(text.index(word), text.index(word) + len(word)) for word in ("one", "two", "three")]
    articles = [
        Article(
            text[start:end],
            origins={Side.TRANSLATION: Origin(text, tuple(range(start, end)), tuple(range(start + 1, end + 1)))},
        )
        for start, end in places
    ]
    found = orders_in(text, articles, "a.xlf", RULES)
    assert [[order.suppression.reason for order in each] for each in found] == [[], ["a"], ["b"]]
    assert found[1][0].stretch == Span(*places[1])
    assert found[2][0].stretch is None


def test_words_are_compared_whole(tmp_path: Path) -> None:
    orders = settings(tmp_path, '[[suppressions]]\nrule = "*"\ntext = "4 ships"\nreason = "r"\n')
    assert applied(marks(TEXT, "14 ships"), orders, set()).marks[0].status is Status.NEW
    with pytest.raises(ConfigError, match="text: it holds no word"):
        settings(tmp_path, '[[suppressions]]\nrule = "*"\ntext = "—"\nreason = "r"\n')


def test_a_comment_at_a_message_that_was_not_read_is_for_no_other() -> None:
    text = '# qa-translate: ignore *: agreed\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "x"\nmsgstr "15 ships"\n'
    start = text.index("15 ships")
    places = tuple(range(start, start + 8))
    origin = Origin(text, places, tuple(place + 1 for place in places))
    ((order,),) = orders_in(text, [Article("15 ships", origins={Side.TRANSLATION: origin})], "a.po", RULES)
    assert order.stretch == Span(-1, -1)


def test_front_matter_of_a_plain_text_is_text() -> None:
    text = '---\nTUNIS: port workers, said: "x\n---\n15 ships.\n'
    assert orders_in(text, [Article(text)], "a.txt", RULES) == [[]]


def test_comments_without_an_end_take_no_time() -> None:
    assert orders_in("<!-- qa-translate: " * 50_000, [Article("Words.")], "a.md", RULES) == [[]]
