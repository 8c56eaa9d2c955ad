"""What an article is made of."""

from dataclasses import replace

import pytest

from qa_translate.article import Article, Side, Span, Unit
from qa_translate.errors import UsageError
from qa_translate.finding import Skipped
from qa_translate.texts import EVERY_RULE, texts_of


@pytest.mark.parametrize("code", ["pt", "PT", "pt-BR", "pt_BR", "pt-Latn-BR"])
def test_languages_are_known_by_their_base(code: str) -> None:
    article = Article("x", source_lang=code, target_lang=code, back_lang=code)
    assert (article.source_lang, article.target_lang, article.back_lang) == ("pt", "pt", "pt")


@pytest.mark.parametrize("field", ["source_lang", "target_lang", "back_lang"])
@pytest.mark.parametrize("code", ["../../..", "", "Portuguese", "p", "pt-", "pt\n", 7, "x" * 1000])
def test_what_is_no_language_code_is_refused_in_one_line(field: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        replace(Article("x"), **{field: code})
    line = str(caught.value)
    assert line.startswith(f"{field}: ")
    assert line.endswith("is not a language code; give an ISO 639-1 code such as ar or en")
    assert line.isprintable()
    assert len(line) < 150


@pytest.mark.parametrize(
    ("given", "code"), [("ara", "ar"), ("eng", "en"), ("iw", "he"), ("la", "la"), ("apc-SY", "apc")]
)
def test_a_language_has_one_code(given: str, code: str) -> None:
    assert Article("x", source_lang=given).source_lang == code


@pytest.mark.parametrize("code", ["xx", "und", "mul", "qqq"])
def test_the_code_of_no_language_is_refused(code: str) -> None:
    with pytest.raises(UsageError, match=f"source_lang: '{code}' is the code of no language; give an ISO 639-1 code"):
        Article("x", source_lang=code)


def test_only_the_language_of_a_back_translation_may_be_unknown() -> None:
    assert Article("x").back_lang is None
    with pytest.raises(UsageError, match="source_lang: None is not a language code"):
        Article("x", source_lang=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "name"), [(0, "unit 1"), (4, "unit 1"), (5, ""), (7, "unit 2"), (11, "unit 2"), (12, ""), (99, "")]
)
def test_a_place_is_named_after_the_unit_in_which_it_begins(start: int, name: str) -> None:
    units = (Unit(Span(0, 5), "unit 1"), Unit(Span(7, 12), "unit 2"))
    article = Article("Hello\n\nthere", units={Side.TRANSLATION: units})
    assert article.unit(Side.TRANSLATION, Span(start, start + 3)) == name
    assert article.unit(Side.SOURCE, Span(start, start + 3)) == ""


def test_what_was_not_read_of_a_file_is_said_of_every_rule() -> None:
    article = Article("Hello there, all of you.", left_out=("units 4 and 7 have no target",))
    assert texts_of(article).unread == (Skipped(EVERY_RULE, "units 4 and 7 have no target"),)


def test_units_and_what_was_left_out_make_no_other_article() -> None:
    other = Article("Hello", units={Side.TRANSLATION: (Unit(Span(0, 5), "unit 1"),)}, left_out=("x",))
    assert other == Article("Hello")
    assert hash(other) == hash(Article("Hello"))
