"""Tables and JSON with names of their own: an article a row, a bad row is reported, the others are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_translate.article import Article
from qa_translate.errors import ArticleError, InputError
from qa_translate.fields import Fields
from qa_translate.reading import read_article
from qa_translate.reading.containers import articles_in

NAMES = Fields(translation="en", source="ar", id="slug")


def read(file: Path, names: Fields | None = None) -> list[Article | ArticleError]:
    return list(articles_in(file, source_lang="ar", target_lang="en", back_lang=None, names=names))


def table(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_columns_are_found_by_name_and_rows_by_line(tmp_path: Path) -> None:
    text = 'slug,note,en,ar\r\none,x,"He said, ""yes""\r\n\r\nand left.",قال نعم وغادر\r\n\r\ntwo,,It rained.,\r\n'
    first, second = read(table(tmp_path, text), NAMES)
    assert isinstance(first, Article)
    assert (first.id, first.translation, first.record_line) == ("one", 'He said, "yes"\r\n\r\nand left.', 2)
    assert first.source == "قال نعم وغادر"
    assert isinstance(second, Article)
    assert (second.source, second.record_line) == (None, 6)


def test_tabs_and_rows_without_a_name(tmp_path: Path) -> None:
    (article,) = read(table(tmp_path, "\ufefftranslation\tsource\nIt rained.\tأمطرت\n", "t.tsv"))
    assert isinstance(article, Article)
    assert (article.id, article.source) == ("t:1", "أمطرت")


def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    text = "id,translation,target_lang\na,It rained.,en\na,It snowed.,\nb,,\nc,It rained.,English\nd,It rained.,\ne\n"
    outcomes = read(table(tmp_path, text))
    assert [isinstance(each, Article) for each in outcomes] == [True, False, False, False, True, False]
    said = [str(each) for each in outcomes if isinstance(each, ArticleError)]
    assert "t.csv:3: the id 'a' was used at" in said[0]
    assert "t.csv:4 (article b): the translation is empty" in said[1]
    assert "t.csv:5 (article c): target_lang 'English' is not a language code" in said[2]
    assert "t.csv:7 (article e): translation is missing or empty" in said[3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,translatoin\na,b\n", "t.csv:1: has no column 'translation'; did you mean 'translatoin'?"),
        ("translation,translation\na,b\n", "t.csv:1: has two columns 'translation'"),
        ("\n\n", "t.csv: is empty"),
        ('translation\n"It rained.\n', "t.csv:2: is no table (unexpected end of data)"),
        ('translation\n"It" rained.\n', "t.csv:2: is no table"),
    ],
)
def test_a_file_that_is_no_table_of_articles_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(table(tmp_path, text))
    assert said in str(caught.value)
    assert caught.value.remedy


def test_json_may_have_names_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [{"slug": "one", "en": "It rained.", "ar": "أمطرت", "translation": "not this"}, {"slug": "two", "en": 3}]
    file.write_text("\n" + "\n".join(map(json.dumps, lines)))
    first, second = read(file, NAMES)
    assert isinstance(first, Article)
    assert (first.id, first.translation, first.source, first.record_line) == ("one", "It rained.", "أمطرت", 2)
    assert isinstance(second, ArticleError)


def test_a_table_of_one_row_is_an_article(tmp_path: Path) -> None:
    file = table(tmp_path, "slug,en\none,It rained.\n")
    assert read_article(file, names=NAMES).translation == "It rained."
    with pytest.raises(InputError, match="holds 2 articles; use the command gate"):
        read_article(table(tmp_path, "slug,en\none,It rained.\ntwo,It snowed.\n"), names=NAMES)
