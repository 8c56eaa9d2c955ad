"""Pages: what of them is text, and where it stands in their source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate import wiring
from qa_translate.article import Article, Side, Span
from qa_translate.cli import main
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.pipeline import Tools
from qa_translate.reading import read_article
from qa_translate.reading.html import main_text
from qa_translate.segment import segment

PAGE = (
    '<html><head><title>x</title></head><body><nav><a href="/">Home</a></nav>\n'
    "<article><p>Two caf&eacute;s and the caf&#xE9; of <b>A</b>&amp;T don&rsquo;t open.</p>\r\n"
    '<p>They cost 120&nbsp;000 <a href="http://x.y/z">pounds</a><br>&#1602;&#1575;&#1604;.</p>'
    "<p>Leave a\n  Reply</p></article></body></html>"
)


def words(page: str, lang: str = "en") -> Iterator[tuple[str, str]]:
    """Each word of a page, as read and as it stands in the source."""
    text, origin = main_text(page, "a.html")
    for word in segment(text, lang, Side.TRANSLATION).words:
        yield word.text, origin.span(word.span).of(page)


def test_a_word_stands_where_its_source_says() -> None:
    given = dict(words(PAGE))
    assert given["cafés"] == "caf&eacute;s"
    assert given["café"] == "caf&#xE9;"
    assert given["A&T"] == "A</b>&amp;T"
    assert given["don’t"] == "don&rsquo;t"
    assert given["120\xa0000"] == "120&nbsp;000"
    assert given["قال"] == "&#1602;&#1575;&#1604;"
    assert given["pounds"] == "pounds"


def test_blocks_and_line_ends_part_the_text_and_white_space_is_one_space() -> None:
    assert main_text(PAGE, "a.html")[0].split("\n\n") == [
        "Two cafés and the café of A&T don’t open.",
        "They cost 120\xa0000 pounds\nقال.",
        "Leave a Reply",
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One<p>two<div>three</div>four", "One\n\ntwo\n\nthree\n\nfour"),
        ("<ul><li class='share'>Share<li>One <i>word</ul>", "One word"),
        ("<div><b>a <div>b</b> c</div> d</div>e", "a\n\nb c\n\nd\n\ne"),
        ("<head><title>t</title><p>Text", "Text"),
        ("a < b & c &# d &unknown; &copy;", "a < b & c &# d &unknown; ©"),
        ("<p title='>'>One</p><!-- <p>no</p> --><?php no ?><script>if (a<b) '<p>'</script>", "One"),
        ("<![CDATA[One]]> <br/>two<a name=x />three", "One\ntwothree"),
        ("One <!-- never closed <p>two", "One"),
        ("One <p class='two", "One"),
        ("<p>o\0ne &#0;", "o\ufffdne \ufffd"),
        ("<H1>Head</H1><ARTICLE><P>One two three four</ARTICLE>", "Head\n\nOne two three four"),
    ],
)
def test_broken_pages_are_read_as_browsers_do(page: str, text: str) -> None:
    assert main_text(page, "a.html")[0] == text


@pytest.mark.parametrize(
    "part", ["<!--", "<a '", '<a "b', "</b>", "<b><div>", "&#", "&a", "<i></b>", "<p", "<![CDATA["]
)
def test_no_page_is_slow(part: str) -> None:
    text, origin = main_text("One " + part * 30_000, "a.html")
    assert text.startswith("One")
    assert len(origin.starts) == len(origin.ends) == len(text)


def test_a_place_between_words_and_at_the_end_is_a_place_in_the_source() -> None:
    text, origin = main_text("<p>One</p><p>two</p>", "a.html")
    assert origin.span(Span(3, 3)) == Span(6, 6)
    assert origin.span(Span(len(text), len(text))) == Span(16, 16)


def test_all_texts_of_an_article_may_be_pages(tmp_path: Path) -> None:
    (tmp_path / "a.en.html").write_text("<p>The war is <b>over</b>.")
    (tmp_path / "a.ar.html").write_text("<p>انتهت <b>الحرب</b> في البلاد", encoding="utf-8")
    (tmp_path / "b.txt").write_text("انتهت الحرب", encoding="utf-8")
    article = read_article(tmp_path / "a.en.html", tmp_path / "a.ar.html", tmp_path / "b.txt")
    assert article.source == "انتهت الحرب في البلاد"
    assert article.place(Side.TRANSLATION, Span(11, 15)) == Span(17, 21)
    assert article.place(Side.SOURCE, Span(6, 11)) == Span(12, 17)
    assert article.place(Side.BACK, Span(6, 11)) == Span(6, 11)


def test_an_article_is_the_same_wherever_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>The war is over.")
    assert read_article(tmp_path / "a.html") == Article("The war is over.", id="a")


def test_reports_point_into_the_file_and_show_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = Tools(HashEncoder(), {"en": FlatParser()})
    monkeypatch.setattr(wiring, "open_tools", lambda settings, similarity=True: tools)
    (tmp_path / "a.html").write_bytes(PAGE.encode())
    assert main(["check", str(tmp_path / "a.html"), "--format", "json"]) == 0
    (mark,) = (f for f in json.loads(capsys.readouterr().out)["findings"] if f["rule"] == "page-furniture")
    target = mark["target"]
    assert PAGE[target["start"] : target["end"]] == "Leave a\n  Reply"
    assert target["text"] == "Leave a Reply"
    assert main(["check", str(tmp_path / "a.html")]) == 0
    printed = capsys.readouterr().out
    assert "[[Leave a Reply]]" in printed
    assert "line 3)" in printed
