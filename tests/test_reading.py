"""Reading single texts: encodings, kinds of files, companions, and what cannot be read."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from qa_translate.article import Side
from qa_translate.errors import InputError
from qa_translate.reading import companions, read_article, read_text
from qa_translate.reading.files import name_of
from qa_translate.segment import segment

ARABIC = "قال مصطفى البكور إن التصعيد على المدنيين في الشمال\r\nلم يتوقف يوماً واحداً منذ بداية العام من الحرب"
ENGLISH = "Mustafa al-Bakour said the escalation against civilians in the north\r\nhas not stopped for a single day."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"]
)
def test_arabic_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = ARABIC if encoding != "iso8859-6" else ARABIC.replace("\u064b", "")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding, "ignore"))
    assert read_text(path) == text.encode(encoding, "ignore").decode(encoding).removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_english_is_read_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.encode(encoding))
    assert read_text(path) == ENGLISH


def test_line_ends_stay_so_that_offsets_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTwo.\rThree.\n")
    assert read_text(path) == "One.\r\n\r\nTwo.\rThree.\n"


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Die Straße über München".encode("cp1252"))
    assert read_text(path, encoding="cp1252") == "Die Straße über München"
    with pytest.raises(InputError, match="unknown encoding utf-99"):
        read_text(path, encoding="utf-99")
    with pytest.raises(InputError, match="is not UTF-8 text"):
        read_text(path, encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t", "holds only white space"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"12 34 * *", "holds no words"),
        ("½ ① ² ـ".encode(), "holds no words"),
        (bytes(range(256)) * 20, "is binary"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "office document"),
        ("Die Straße über München".encode("cp1252"), "is not UTF-8 text"),
        (b"Some good text\nand \xff\xfe bad", ":2: is not UTF-8 text"),
        (b"One\0two three four", "holds a NUL at character 3"),
        (b"One \xed\xa0\x80 two", r"lone surrogate \(U\+D800\) at character 4"),
        ("قال مصطفى البكور".encode().decode("cp1256", "ignore").encode(), "wrong encoding"),
        ("قال مصطفى البكور".encode().decode("latin-1").encode(), "wrong encoding"),
        ("one \ufffd\ufffd two".encode(), "wrong encoding"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read_text(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    assert caught.value.remedy
    assert caught.value.exit_code == 2


def test_a_missing_file_is_named_with_its_nearest_neighbour(tmp_path: Path) -> None:
    (tmp_path / "article.en.txt").write_text("x")
    with pytest.raises(InputError, match=r"no such file; did you mean .*article\.en\.txt\?"):
        read_text(tmp_path / "artcle.en.txt")
    with pytest.raises(InputError, match="no such file; check the path"):
        read_text(tmp_path / "none" / "x.txt")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory; name a file in it"):
        read_text(tmp_path)


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="may not be read; check the file's permissions"):
        read_text(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000])
def test_an_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot be read") as caught:
        read_text(name)
    assert "\0" not in str(caught.value)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(ENGLISH.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert read_text("-") == ENGLISH


def test_markdown_is_read_without_its_markup_and_with_its_places(tmp_path: Path) -> None:
    raw = (
        "---\ntitle: x\n---\n# A *heading* #\n\nSome **bold** and `code` and [a link](http://x.y/a_(b)), snake_case.\n"
        "![alt](i.png)\n> quoted <b>text</b>\n\n```\nprint()\n```\n<!-- no -->\n| a | b |\n|---|---|\n| 5 * 3 | d |\n"
    )
    path = tmp_path / "a.md"
    path.write_text(raw)
    article = read_article(path)
    words = segment(article.translation, "en", Side.TRANSLATION).words
    expected = "A heading Some bold and code and a link snake case quoted text a b 5 3 d"
    assert " ".join(w.text for w in words) == expected
    assert all(article.place(Side.TRANSLATION, w.span).of(raw) == w.text for w in words)


PAGE = """<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav><header><h1>The   headline</h1></header>
<article><p>First <b>bold</b> paragraph&nbsp;here.<br>Second line.</p><!-- c -->tail<script>var x;</script>
<div class="share-buttons">Share this</div><blockquote><p>“A quotation.”</p></blockquote>
<section id="comments"><p>Nice article!</p></section></article><footer>Imprint</footer></body></html>"""


def test_the_main_text_of_a_page_is_extracted(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    assert read_text(path).split("\n\n") == [
        "The headline",
        "First bold paragraph\xa0here.\nSecond line.",
        "tail",
        "“A quotation.”",
    ]


def test_furniture_is_kept_where_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<nav>Only this</nav>")
    assert read_text(path) == "Only this"


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="windows-1252"><p>Die Straße über München</p>'.encode("cp1252"))
    assert read_text(path) == "Die Straße über München"


@pytest.mark.parametrize("page", ["<html></html>", "<p> </p><script>x</script>", "<!-- -->", "<p>!!! 12</p>"])
def test_a_page_without_text_is_refused(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page)
    with pytest.raises(InputError, match="holds no"):
        read_text(path)


def test_a_deeply_nested_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 200 + "deep words" + "</div>" * 200)
    assert read_text(path) == "deep words"


def test_an_article_file_gives_the_text_of_a_side(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"id": "a", "translation": "The war is over.", "source": "انتهت الحرب"}')
    assert read_text(path) == "The war is over."
    assert read_text(path, Side.SOURCE) == "انتهت الحرب"
    with pytest.raises(InputError, match="has no back_translation"):
        read_text(path, Side.BACK)


def test_of_an_article_file_only_the_text_that_is_wanted_matters(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"translation": "La guerre est finie dans tout le pays.", "source": "انتهت الحرب", "back_lang": 1}'
    )
    assert read_text(path, Side.SOURCE) == "انتهت الحرب"
    (tmp_path / "t.txt").write_text("La guerre est finie, dit le ministre.")
    article = read_article(tmp_path / "t.txt", path, target_lang="fr")
    assert (article.source, article.target_lang) == ("انتهت الحرب", "fr")
    path.write_text('{"id": "a", "translation": "½", "source": "12 34"}')
    for side in (Side.TRANSLATION, Side.SOURCE):
        with pytest.raises(InputError, match=r"a\.json: holds no words"):
            read_text(path, side)


def test_a_text_of_an_article_file_may_be_replaced_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"id": "a", "translation": "The war is over.", "source": "This is no Arabic at all"}')
    (tmp_path / "s.txt").write_text("انتهت الحرب")
    assert read_article(path, tmp_path / "s.txt").source == "انتهت الحرب"
    with pytest.raises(InputError, match=r"a\.json: the source is"):
        read_article(path)


def test_an_article_is_read_from_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text(ENGLISH)
    (tmp_path / "a.ar.txt").write_text(ARABIC)
    article = read_article(tmp_path / "a.en.txt", tmp_path / "a.ar.txt")
    assert (article.id, article.back_translation) == ("a.en", None)
    with pytest.raises(InputError, match=r"a\.ar\.txt: the translation is Arabic, not English; .*--target-lang ar"):
        read_article(tmp_path / "a.ar.txt", tmp_path / "a.en.txt")
    with pytest.raises(InputError, match=r"a\.en\.txt: the source is English, not Arabic"):
        read_article(tmp_path / "a.en.txt", tmp_path / "a.en.txt")


def test_more_than_one_article_is_for_audit(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "translation": "One word."}\n{"id": "b", "translation": "Two words."}\n')
    with pytest.raises(InputError, match="more than one article; use the command audit"):
        read_article(path)
    path.write_text("{\n")
    with pytest.raises(InputError, match=r"a\.jsonl:1: is not valid JSON"):
        read_article(path)


@pytest.mark.parametrize(
    ("translation", "source", "back"),
    [
        ("A.en.txt", "A.ar.txt", "A.back.ar.txt"),
        ("A.en.md", "A.ar.txt", "A.back.en.html"),
        ("A.txt", "A.ar.txt", "A.back.ar.txt"),
        ("translation.en.txt", "source.ar.txt", "back.ar.txt"),
        ("translation.fr.txt", "translation.ar.txt", "back.fr.txt"),
        ("v1.2.en.txt", "v1.2.ar.txt", None),
        ("A.en.txt", None, None),
        ("A.ar.txt", None, "A.back.ar.txt"),
    ],
)
def test_companions_lie_beside_the_translation(
    tmp_path: Path, translation: str, source: str | None, back: str | None
) -> None:
    for name in filter(None, (translation, source, back)):
        (tmp_path / name).write_text("x")
    expected = tuple(tmp_path / name if name else None for name in (source, back))
    assert companions(tmp_path / translation) == expected


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("port/translation.en.txt", "port/translation.en"),
        ("port/Draft.md", "port/Draft"),
        ("port/../dam/index.html", "dam/index"),
        ("port/strike.en.txt", "strike.en"),
        ("-", "standard input"),
        ("/draft.txt", "draft"),
    ],
)
def test_an_article_is_called_after_its_file_and_after_its_folder_if_the_file_says_nothing(
    path: str, name: str
) -> None:
    assert name_of(path) == name


def test_standard_input_has_no_companions() -> None:
    assert companions("-") == (None, None)


def test_an_article_in_a_file_of_its_own_needs_no_id(tmp_path: Path) -> None:
    path = tmp_path / "port.json"
    for given, name in (
        ({}, "port"),
        ({"id": None}, "port"),
        ({"id": ""}, "port"),
        ({"id": "x"}, "x"),
        ({"id": 7}, "7"),
    ):
        path.write_text(json.dumps({"translation": "The war is over.", **given}))
        assert read_article(path).id == name
    path.write_text('{"translation": "The war is over.", "id": []}')
    with pytest.raises(InputError, match="id is not text"):
        read_article(path)


@pytest.mark.parametrize("lang", ["fr", "mi", "sw"])
def test_an_arabic_source_in_another_language_is_told_whether_that_has_data_or_not(tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.ar.txt").write_text(ARABIC)
    (tmp_path / "a.en.txt").write_text(ENGLISH)
    with pytest.raises(InputError, match=r"a\.ar\.txt: the source is Arabic, not \w+; .*--source-lang ar"):
        read_article(tmp_path / "a.en.txt", tmp_path / "a.ar.txt", source_lang=lang)


def test_only_a_name_that_is_really_similar_is_suggested(tmp_path: Path) -> None:
    for name in ("e.jsonl", "b.ar.txt"):
        (tmp_path / name).write_text("x")
    for name in ("nope.jsonl", "a.ar.txt"):
        with pytest.raises(InputError, match="no such file; check the path"):
            read_text(tmp_path / name)
