"""Files of whole articles where one article is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_translate import wiring
from qa_translate.article import Side
from qa_translate.cli import main
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import InputError
from qa_translate.pipeline import Tools
from qa_translate.reading import companions, read_article, read_text
from qa_translate.reading.containers import articles_in, is_container

UNIT = (
    "<file original='{0}' source-language='ar' target-language='en'><body>"
    "<trans-unit id='t1'><source>قال الوزير نعم.</source><target>The minister said &#x79;es.</target></trans-unit>\n"
    "<trans-unit id='t2'><source>ثم عاد إلى المدينة.</source></trans-unit></body></file>"
)
ONE = f"<xliff version='1.2'>{UNIT.format('a')}</xliff>"
TWO = f"<xliff version='1.2'>{UNIT.format('a')}{UNIT.format('b')}</xliff>"
TMX = (
    "<tmx version='1.4'><header srclang='ar'/><body><tu><tuv xml:lang='ar'><seg>قال الوزير نعم.</seg></tuv>"
    "<tuv xml:lang='en'><seg>The minister said yes.</seg></tuv></tu></body></tmx>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("one.en.xlf", ONE), ("two.xliff", TWO), ("m.tmx", TMX), ("other.ar.txt", "كلا كلا")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "one.ar.xlf").write_text(ONE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["a.xlf", "a.XLIFF", "a.sdlxliff", "a.mqxliff"])
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TWO, encoding="utf-8")
    articles = articles_in(tmp_path / name, source_lang="ar", target_lang="en", back_lang="ar")
    assert [(article.id, article.back_lang) for article in articles] == [("a#a", "ar"), ("a#b", "ar")]


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    assert not is_container("a.txt")
    with pytest.raises(InputError, match=r"a\.txt: is no file of articles .* \.mqxliff, \.po, \.sdlxliff"):
        list(articles_in(tmp_path / "a.txt", source_lang="ar", target_lang="en", back_lang=None))


def test_one_article_is_read_with_its_units(folder: Path) -> None:
    article = read_article(folder / "one.en.xlf")
    assert (article.id, article.source, article.translation) == ("one.en", "قال الوزير نعم.", "The minister said yes.")
    assert set(article.origins) == set(article.units) == {Side.SOURCE, Side.TRANSLATION}
    assert article.left_out == ("unit t2 has no target",)
    assert read_article(folder / "m.tmx").translation == "The minister said yes."


def test_another_source_takes_the_place_of_the_files_own(folder: Path) -> None:
    article = read_article(folder / "one.en.xlf", folder / "other.ar.txt", folder / "other.ar.txt")
    assert (article.source, article.back_translation) == ("كلا كلا", "كلا كلا")
    assert set(article.origins) == set(article.units) == {Side.TRANSLATION}


def test_of_many_articles_none_is_chosen(folder: Path) -> None:
    with pytest.raises(InputError, match="holds 2 articles; use the command gate, which takes many"):
        read_article(folder / "two.xliff")


def test_a_file_of_articles_is_no_single_text(folder: Path) -> None:
    with pytest.raises(InputError, match="holds sources with their translations, not one text"):
        read_article(folder / "other.ar.txt", folder / "one.en.xlf")
    with pytest.raises(InputError, match="not one text"):
        read_text(folder / "m.tmx")


def test_a_file_of_articles_has_no_companions(folder: Path) -> None:
    assert companions(folder / "one.en.xlf") == (None, None)


def test_a_check_points_into_the_file_and_says_what_it_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wiring, "open_tools", lambda *_: Tools(HashEncoder(), {"en": FlatParser()}))
    assert main(["check", str(folder / "one.en.xlf"), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {"rule": "all", "reason": "unit t2 has no target"} in report["skipped"]
    assert main(["check", str(folder / "two.xliff")]) == 2
    assert "use the command gate" in capsys.readouterr().err
