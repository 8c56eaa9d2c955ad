"""Word documents: what a reader sees is text, each part has a name; what is no document is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from qa_translate.article import Side, Span
from qa_translate.errors import InputError
from qa_translate.reading import companions, read_article
from qa_translate.reading.docx import read_docx

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def simple(document: docx.document.Document) -> None:
    document.add_heading("The talks", 1)
    document.add_paragraph("")
    paragraph = document.add_paragraph("The minister ")
    paragraph.add_run("said").bold = True
    paragraph.add_run(" that 14 ships wait.")
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 0).text = "In a cell"
    document.add_paragraph("Nobody was hurt.")


def test_paragraphs_and_cells_are_read_in_order_with_their_names() -> None:
    found = read_docx(made(simple), "a.docx")
    assert found.text == "The talks\n\nThe minister said that 14 ships wait.\n\nIn a cell\n\nNobody was hurt."
    names = [(unit.span.of(found.text), unit.name) for unit in found.units]
    assert names == [
        ("The talks", "paragraph 1"),
        ("The minister said that 14 ships wait.", "paragraph 3"),
        ("In a cell", "table 1, row 2, cell 1"),
        ("Nobody was hurt.", "paragraph 4"),
    ]


def paragraph(inner: str) -> Callable[[docx.document.Document], None]:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("Before.")
        document.element.body.insert(1, parse_xml(f"<w:p {SPACES}>{inner}</w:p>"))
        document.add_paragraph("After.")

    return build


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        ("<w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:t>yes</w:t></w:r>", "yes"),
        ("<w:ins><w:r><w:t>yes</w:t></w:r></w:ins>", "yes"),
        ("<w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom><w:r><w:t>yes</w:t></w:r>", "yes"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>yes</w:t></w:r>", "yes"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>yes</w:t></w:r>", "yes"),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", "a link"),
        ("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>yes</w:t></w:r>", "yes"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>", "in a control"),
        (
            "<w:r><w:t>anchor</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            "anchor\n\nboxed",
        ),
    ],
)
def test_what_a_reader_sees_is_text(inner: str, seen: str) -> None:
    assert read_docx(made(paragraph(inner)), "a.docx").text == f"Before.\n\n{seen}\n\nAfter."


def test_a_table_in_a_cell_is_read_once() -> None:
    def build(document: docx.document.Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Outer."
        cell.add_table(rows=1, cols=1).cell(0, 0).text = "Inner."

    assert read_docx(made(build), "a.docx").text == "Outer.\n\nInner."


def test_notes_are_said_to_be_unread() -> None:
    data = made(paragraph("<w:r><w:t>yes</w:t><w:footnoteReference w:id='1'/></w:r>"))
    assert read_docx(data, "a.docx").left_out == ("1 note is not read",)


def test_a_document_is_an_article_with_its_companions(tmp_path: Path) -> None:
    (tmp_path / "a.en.docx").write_bytes(made(simple))
    (tmp_path / "a.ar.docx").write_bytes(made(lambda d: d.add_paragraph("قال الوزير إن 14 سفينة تنتظر.")))
    source, back = companions(tmp_path / "a.en.docx")
    assert (source, back) == (tmp_path / "a.ar.docx", None)
    article = read_article(tmp_path / "a.en.docx", source)
    start = article.translation.index("14 ships")
    assert article.unit(Side.TRANSLATION, Span(start, start + 2)) == "paragraph 3"
    assert article.unit(Side.SOURCE, Span(0, 2)) == "paragraph 1"
    assert not article.origins


def bomb(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"0" * size)
    return stream.getvalue()


def encrypted() -> bytes:
    data = bytearray(made(simple))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bomb(20_000_000), "unpacks to 20,000,008 bytes in 2 parts, more than a document would"),
        (bomb(300_000_000), "unpacks to 300,000,008 bytes"),
        (b"PK\x03\x04 broken", "is no Word document (File is not a zip file)"),
        (b"\xd0\xcf\x11\xe0 old", "is an old .doc or an encrypted document"),
        (b"plain text", "is no Word document"),
        (encrypted(), "is encrypted"),
        (bomb(1000), "is no Word document"),
        (repacked(made(simple), lambda n, d: DOCTYPE if n == "word/document.xml" else d), "declares a document type"),
        (repacked(made(simple), lambda n, d: d[:-9] if n == "word/document.xml" else d), "is no Word document"),
        (made(simple)[:-200], "is no Word document"),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_docx(data, "a.docx")
    assert str(caught.value).startswith("a.docx: ")
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
