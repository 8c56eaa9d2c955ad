"""Word documents: what of them is text, what its parts are called, and what is not opened."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from qa_translate.article import Side
from qa_translate.errors import InputError
from qa_translate.reading import companions, read_article, read_text
from qa_translate.reading.docx import docx_text

W = nsdecls("w")


def saved(document: OpenDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    text, units = docx_text(data, "a.docx")
    assert text == "\n\n".join(unit.span.of(text) for unit in units)
    return [(unit.name, unit.span.of(text)) for unit in units]


def body(xml: str, change: Callable[[OpenDocument], object] = lambda _: None) -> list[tuple[str, str]]:
    """What is read of a document with this body."""
    document = Document()
    change(document)
    for element in parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')} {MORE}>{xml}</w:body>"):
        document.element.body.insert_element_before(element, "w:sectPr")
    return paragraphs(saved(document))


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def test_paragraphs_and_cells_are_read_in_order_with_their_names() -> None:
    document = Document()
    document.add_heading("Head", 1)
    document.add_paragraph("")
    document.add_paragraph("First ").add_run("bold").bold = True
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(1, 1).add_paragraph("more")
    document.add_paragraph("قال الوزير")
    document.sections[0].header.paragraphs[0].text = "not read"
    assert paragraphs(saved(document)) == [
        ("paragraph 1", "Head"),
        ("paragraph 3", "First bold"),
        ("table 1, row 1, cell 1", "cell 0"),
        ("table 1, row 1, cell 2", "cell 1"),
        ("table 1, row 2, cell 1", "cell 2"),
        ("table 1, row 2, cell 2", "cell 3"),
        ("table 1, row 2, cell 2", "more"),
        ("paragraph 4", "قال الوزير"),
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("a") + "<w:ins>" + run("b") + "</w:ins><w:del><w:r><w:delText>no</w:delText></w:r></w:del>", "ab"),
        ("<w:moveFrom>" + run("no") + "</w:moveFrom><w:moveTo>" + run("yes") + "</w:moveTo>", "yes"),
        (run("a") + run("no", "<w:vanish/>") + run("b", '<w:vanish w:val="0"/>'), "ab"),
        (run("a") + run("no", '<w:rStyle w:val="Secret"/>') + run("b", '<w:rStyle w:val="Open"/>'), "ab"),
        ("<w:hyperlink>" + run("link") + "</w:hyperlink>" + run(" end"), "link end"),
        (
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>",
            "a\tb\nc\u2011d",
        ),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + run("7"), "7"),
        ("<w:r><w:ruby><w:rt>" + run("no") + "</w:rt><w:rubyBase>" + run("a") + "</w:rubyBase></w:ruby></w:r>", "a"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("a") + "</w:sdtContent></w:sdt>", "a"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("no")
            + "</w:sdtContent></w:sdt>"
            + run("a"),
            "a",
        ),
        ("<!-- no -->" + run(" a "), "a"),
    ],
)
def test_only_what_a_reader_sees_is_text(inner: str, text: str) -> None:
    def styled(document: OpenDocument) -> None:
        for name, based, hidden in (("Base", "Open", "<w:vanish/>"), ("Secret", "Base", ""), ("Open", "Open", "")):
            style = f'<w:style {W} w:type="character" w:styleId="{name}"><w:basedOn w:val="{based}"/>'
            document.styles.element.append(parse_xml(f"{style}<w:rPr>{hidden}</w:rPr></w:style>"))

    assert body(p(inner), styled) == [("paragraph 1", text)]


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = "<w:txbxContent>" + p(run("in the box")) + p(run("twice")) + "</w:txbxContent>"
    xml = p(
        run("before "),
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">',
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        run("after"),
    )
    name = "text box in paragraph 1"
    assert body(xml) == [("paragraph 1", "before after"), (name, "in the box"), (name, "twice")]


def test_tables_in_controls_and_in_cells_are_read_and_deleted_rows_are_not() -> None:
    inner = "<w:tbl><w:tr><w:tc>" + p(run("inner")) + "</w:tc></w:tr></w:tbl>"
    rows = (
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(run("no")) + "</w:tc></w:tr>",
        "<w:tr><w:tc>" + p(run("a")) + inner + p() + "</w:tc><w:sdt><w:sdtContent><w:tc>" + p(run("b")),
        "</w:tc></w:sdtContent></w:sdt></w:tr>",
    )
    xml = "<w:sdt><w:sdtContent>" + p(run("x")) + f"<w:tbl>{''.join(rows)}</w:tbl></w:sdtContent></w:sdt>" + p(run("y"))
    cell = "table 1, row 2, cell"
    assert body(xml) == [
        ("paragraph 1", "x"),
        (f"{cell} 1", "a"),
        (f"{cell} 1", "inner"),
        (f"{cell} 2", "b"),
        ("paragraph 2", "y"),
    ]


def changed(data: bytes, **members: bytes | Callable[[bytes], bytes]) -> bytes:
    """A document with members in the place of others, whose names have neither folder nor suffix here."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = members.get(name.split("/")[-1].split(".")[0])
            content = old.read(name)
            new.writestr(name, change(content) if callable(change) else content if change is None else change)
    return stream.getvalue()


def plain() -> bytes:
    document = Document()
    document.add_paragraph("The war is over.")
    return saved(document)


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    document = Document()
    for mark in (3, 2):
        xml = p(run(f"text {mark}"), f'<w:r><w:footnoteReference w:id="{mark}"/></w:r>').replace(
            "<w:p>", f"<w:p {W}>", 1
        )
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    notes = "".join(f'<w:footnote w:id="{n}">{p(run(f"note {n}"))}</w:footnote>' for n in (-1, 2, 3))
    relation = b'<Relationship Id="n1" Type="http://x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation)
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    assert paragraphs(stream.getvalue()) == [
        ("paragraph 1", "text 3"),
        ("paragraph 2", "text 2"),
        ("footnote 1", "note 3"),
        ("footnote 2", "note 2"),
    ]


def test_documents_have_companions_and_units(tmp_path: Path) -> None:
    (tmp_path / "a.en.docx").write_bytes(plain())
    document = Document()
    document.add_paragraph("انتهت الحرب في البلاد")
    (tmp_path / "a.ar.docx").write_bytes(saved(document))
    assert companions(tmp_path / "a.en.docx") == (tmp_path / "a.ar.docx", None)
    article = read_article(tmp_path / "a.en.docx", tmp_path / "a.ar.docx")
    assert (article.translation, article.source) == ("The war is over.", "انتهت الحرب في البلاد")
    assert {side: unit.name for side, (unit,) in article.units.items()} == {
        Side.TRANSLATION: "paragraph 1",
        Side.SOURCE: "paragraph 1",
    }
    assert not article.origins


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


def lied(data: bytes) -> bytes:
    """A document whose text claims to be of one byte."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1).to_bytes(4, "little"))


def many() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"is an old Word document \(\.doc\); open it"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is encrypted; save it without a password",
        ),
        (lambda: b"", "is empty"),
        (lambda: b"just text", "is no Word document, or a damaged one"),
        (lambda: plain()[:2_000], "is no Word document, or a damaged one"),
        (lambda: plain().replace(b"word/document.xml", b"word/documenz.xml"), "is no Word document that can be read"),
        (lambda: changed(plain(), document=b"<a"), r"'word/document.xml' is no XML \(unclosed token: line 1"),
        (lambda: changed(plain(), document=DOCTYPE), "'word/document.xml', which declares a document type"),
        (lambda: changed(plain(), document=DOCTYPE.decode().encode("utf-16")), "which declares a document type"),
        (lambda: changed(plain(), styles=DOCTYPE), "'word/styles.xml', which declares a document type"),
        (lambda: changed(plain(), core=DOCTYPE), "'docProps/core.xml', which declares a document type"),
        (
            lambda: changed(plain(), document=f"<w:document {W}/>".encode()),
            "is no Word document that can be read",
        ),
        (lambda: changed(plain(), document=b"<a>" + b" " * 20_000_000 + b"</a>"), "to less than a 300th of its size"),
        (lambda: lied(plain()), "is no Word document, or a damaged one"),
        (many, "holds 5,001 files"),
        (
            lambda: changed(
                plain(), **{"[Content_Types]": lambda xml: xml.replace(b"document.main", b"template.main")}
            ),
            "is no Word document that can be read",
        ),
        (lambda: saved(Document()), "is empty; give a text with words in it"),
    ],
)
def test_what_is_no_document_is_refused_in_one_line(tmp_path: Path, data: Callable[[], bytes], message: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data())
    started = time.process_time()
    with pytest.raises(InputError, match=message) as caught:
        read_text(path)
    assert time.process_time() - started < 2
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).isprintable()


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(plain())
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(InputError, match="is encrypted"):
        docx_text(bytes(data), "a.docx")


def test_text_that_is_nested_too_deep_is_refused() -> None:
    data = changed(
        plain(), document=f"<w:document {W}><w:body>{'<w:p>' * 5_000}{'</w:p>' * 5_000}</w:body></w:document>".encode()
    )
    with pytest.raises(InputError, match="is no Word document that can be read"):
        docx_text(data, "a.docx")


def test_pictures_and_parts_of_others_are_not_looked_at() -> None:
    assert paragraphs(changed(plain(), thumbnail=b"\xff" * 10, itemProps1=DOCTYPE)) == [
        ("paragraph 1", "The war is over.")
    ]
