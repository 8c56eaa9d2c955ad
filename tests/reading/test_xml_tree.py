"""XML: where its text stands in the file, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.errors import InputError
from qa_translate.reading import xml_tree
from qa_translate.reading.xml_tree import Element, XmlFile, parse_xml, read_xml

MIXED = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- قال --><a>😀 caf&#xE9; &amp; <b>R&amp;D</b>\r\n'
    "قال<![CDATA[<i>&amp;\r\n]]>&#1602;x\ry\nz</a>"
)


def written(file: XmlFile) -> list[tuple[str, str]]:
    """Each character of a file's text, and what is written in the file for it."""
    return [(c, file.text[start:end]) for run in file.root.runs() for c, start, end in run.characters()]


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_xml(text, "a.xml")
    line = str(caught.value)
    assert line.isprintable()
    return line


def test_every_character_stands_where_the_file_has_it() -> None:
    found = written(parse_xml(MIXED, "a.xml"))
    assert "".join(char for char, _ in found) == "😀 café & R&D\nقال<i>&amp;\nقx\ny\nz"
    other = {"é": "&#xE9;", "&": "&amp;", "\n": "\r\n", "ق": "&#1602;"}
    for char, source in found:
        assert source == char or other[char] == source or (char, source) == ("\n", "\r")
    assert ("é", "&#xE9;") in found
    assert found.count(("&", "&amp;")) == 2
    assert ("&", "&") in found
    assert found.count(("\n", "\r\n")) == 2


@given(st.lists(st.text("ab ق😀&<>]\r\n\t'\"\u00e9"), max_size=6), st.data())
def test_any_text_comes_back_with_its_places(pieces: list[str], data: Any) -> None:
    def put(char: str) -> str:
        if char in "&<>\r" or data.draw(st.booleans()):
            return f"&#{ord(char)};"
        return char

    source = "<r>" + "<x/>".join("".join(map(put, piece)) for piece in pieces) + "</r>"
    found = written(parse_xml(source, "a.xml"))
    assert "".join(char for char, _ in found) == "".join(pieces)
    assert all(source in (char, f"&#{ord(char)};") for char, source in found)


def test_places_hold_beyond_the_stretches_that_expat_reads_at_once() -> None:
    text = "قال &amp; 😀\r\n" * 200_000
    file = parse_xml(f"<r>{text}</r>", "a.xml")
    assert len(file.root.content) > 1
    assert all(source in (char, "&amp;", "\r\n") for char, source in written(file))


def test_elements_know_their_names_lines_and_white_space() -> None:
    file = parse_xml(
        '<r xmlns="u" xmlns:o="v">\n<a xml:space="preserve" o:k="1" xml:lang="ar"><b/>'
        '<c xml:space="default"/></a>\n<o:a/></r>',
        "a.xml",
    )
    (inner,) = file.root.children("a")
    assert inner.attributes == {"xml:space": "preserve", "{v}k": "1", "xml:lang": "ar"}
    assert (inner.namespace, file.place(inner)) == ("u", "a.xml:2")
    assert [(e.name, e.preserve) for e in inner.children()] == [("b", True), ("c", False)]
    assert [e.name for e in file.root.content if isinstance(e, Element)] == ["a", "a"]
    assert file.root.child("c") is None


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("cp1256", "")],
)
def test_encodings(tmp_path: Path, encoding: str, bom: str) -> None:
    name = {"cp1256": "windows-1256"}.get(encoding, encoding[:6])
    text = f'<?xml version="1.0" encoding="{name}"?>\n<r>قال الوزير</r>'
    (tmp_path / "a.xml").write_bytes((bom + text).encode(encoding))
    file = read_xml(tmp_path / "a.xml")
    assert file.text == text
    assert [run.text for run in file.root.runs()] == ["قال الوزير"]


def test_a_declaration_that_the_bytes_belie_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes('<?xml version="1.0" encoding="windows-1256"?><r>قال</r>'.encode())
    assert [run.text for run in read_xml(tmp_path / "a.xml").root.runs()] == ["قال"]


@pytest.mark.parametrize("encoding", ["utf-8", "idna", "hex", "undefined", "nonesuch"])
def test_an_encoding_that_does_not_fit_is_an_input_error(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xml").write_bytes(f'<?xml version="1.0" encoding="{encoding}"?><r>'.encode() + b"\xd9\xd9</r>")
    with pytest.raises(InputError, match=r"a\.xml"):
        read_xml(tmp_path / "a.xml")


def test_a_doctype_alone_is_fine_and_its_file_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("opened a file"))
    assert parse_xml('<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>x</tmx>', "a.tmx").root.name == "tmx"
    assert parse_xml('<!DOCTYPE r [<!ATTLIST r a CDATA "x">]><r/>', "a.tmx").root.attributes == {}


def test_billion_laughs_are_refused_where_they_are_declared() -> None:
    lines = ['<!DOCTYPE r [<!ENTITY a "ha">', *(f'<!ENTITY {c} "{"&a;" * 10}">' for c in "bcdefgh"), "]><r>&h;</r>"]
    assert refused("\n".join(lines)) == "a.xml:1:25: declares the entity 'a'; write its text instead"


@pytest.mark.parametrize("declared", ['x SYSTEM "secret.txt"', '% x SYSTEM "secret.dtd"', 'x PUBLIC "p" "secret.txt"'])
def test_an_external_entity_is_refused_and_its_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("opened a file"))
    assert "declares the entity 'x'" in refused(f"<!DOCTYPE r [<!ENTITY {declared}>]><r>&x;</r>")


def test_an_entity_of_a_dtd_that_is_not_loaded_is_refused_not_dropped() -> None:
    assert refused('<!DOCTYPE r SYSTEM "r.dtd">\n<r>a&nbsp;b</r>').startswith("a.xml:2:5: names the entity 'nbsp'")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<r>قال<b></r>", "a.xml:1:12: is not well-formed XML (mismatched tag); correct it, or export it again"),
        ("<r>\n<b>x", "a.xml:2:5: is not well-formed XML (no element found); it is cut off: export it again"),
        ("<r>\n<b", "a.xml:2:1: is not well-formed XML (unclosed token); it is cut off: export it again"),
        ("<r><o:b/></r>", "a.xml:1:4: is not well-formed XML (unbound prefix); correct it, or export it again"),
        ("<r>\x01</r>", "a.xml:1:4: is not well-formed XML (invalid token); correct it, or export it again"),
        ("", "a.xml:1:1: is not well-formed XML (no element found); it is cut off: export it again"),
        ("<r>\n\ud800</r>", "a.xml:2: holds a lone surrogate; remove it"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_place(text: str, line: str) -> None:
    assert refused(text) == line


def test_too_deep_too_many_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more than 200 elements within each other" in refused("<a>" * 100_000)
    monkeypatch.setattr(xml_tree, "_MOST", 10)
    assert "holds more than 10 elements; split it" in refused(f"<r>{'<a/>' * 11}</r>")
    monkeypatch.setattr(xml_tree, "_LARGEST", 10)
    (tmp_path / "a.xml").write_bytes(b"<r>0123456789</r>")
    with pytest.raises(InputError, match="is larger than"):
        read_xml(tmp_path / "a.xml")
