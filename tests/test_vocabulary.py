"""What is made of vocabulary tables is made once."""

from __future__ import annotations

from qa_translate.vocabulary import Table, Vocabulary, prepared


def words(table: Table) -> frozenset[str]:
    return frozenset(table["words"])


def test_what_is_made_of_a_table_is_made_once() -> None:
    table = {"words": ["one", "two"]}
    assert prepared(words, table) is prepared(words, table)
    assert prepared(words, {"words": ["three"]}) == {"three"}


def test_a_topic_is_read_once() -> None:
    assert Vocabulary().topic("ar", "reporting") is Vocabulary().topic("ar", "reporting")
