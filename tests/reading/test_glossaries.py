"""Glossaries from tables and TBX, and what is said of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_translate.errors import InputError
from qa_translate.glossary import Term
from qa_translate.reading.glossaries import read_glossary

V2 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="ar"><tig><term>قطاع غزة</term></tig></langSet>
 <langSet xml:lang="en-GB">
  <tig><term>Gaza Strip</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <ntig><termGrp><term>Strip</term>
   <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>Gaza Sector</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
 </langSet></termEntry>
<termEntry id="2"><langSet xml:lang="ar"><tig><term>لا شيء</term></tig></langSet></termEntry>
</body></text></martif>"""
DCA = """<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xml:lang="en"><text><body>
<conceptEntry id="1"><langSec xml:lang="ar"><termSec><term>البشير القلال</term>
  <termNote type="termType">person</termNote></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>Bechir Kallal</term></termSec>
  <termSec><term>Bashir Qallal</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
 </langSec></conceptEntry></body></text></tbx>"""
DCT = """<tbx style="dct" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:b="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="1"><langSec xml:lang="ar"><termSec><term>نائب</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>MP</term><b:administrativeStatus>preferredTerm-admn-sts</b:administrativeStatus>
 </termSec><termSec><term>deputy</term><b:administrativeStatus>deprecatedTerm-admn-sts</b:administrativeStatus>
 </termSec></langSec></conceptEntry></body></text></tbx>"""


def read(tmp_path: Path, text: str, name: str, *, target: str = "en") -> tuple[Term, ...]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return read_glossary([file], "ar", target).terms


def plain(term: Term) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    return term.source, term.preferred, term.forbidden, term.person


def test_a_table_has_named_columns(tmp_path: Path) -> None:
    text = (
        "source,preferred,forbidden,note,kind\n"
        "نائب | عضو البرلمان,MP|member of parliament,deputy,see 3.1,\n\n"
        'البشير القلال,Bechir Kallal,,"a, b",person\n,,illegal alien,,term\n'
    )
    terms = read(tmp_path, text, "t.csv")
    assert [plain(term) for term in terms] == [
        (("نائب", "عضو البرلمان"), ("MP", "member of parliament"), ("deputy",), False),
        (("البشير القلال",), ("Bechir Kallal",), (), True),
        ((), (), ("illegal alien",), False),
    ]
    assert [term.where.rpartition("/")[2] for term in terms] == ["t.csv:2", "t.csv:4", "t.csv:5"]
    assert terms[1].note == "a, b"


def test_codes_of_languages_may_name_the_columns(tmp_path: Path) -> None:
    text = "\ufeffar\tEN\tfr\nنائب\tMP\tdéputé\n"
    assert plain(read(tmp_path, text, "t.tsv")[0]) == (("نائب",), ("MP",), (), False)
    assert plain(read(tmp_path, text, "t.tsv", target="fr")[0]) == (("نائب",), ("député",), (), False)
    assert read(tmp_path, text, "t.tsv", target="de") == ()


def test_tbx_of_every_kind(tmp_path: Path) -> None:
    assert [plain(term) for term in read(tmp_path, V2, "a.tbx")] == [
        (("قطاع غزة",), ("Gaza Strip", "Strip"), ("Gaza Sector",), False)
    ]
    assert plain(read(tmp_path, DCA, "b.tbx")[0]) == (("البشير القلال",), ("Bechir Kallal",), ("Bashir Qallal",), True)
    assert plain(read(tmp_path, DCT, "c.tbx")[0]) == (("نائب",), ("MP",), ("deputy",), False)


def test_a_person_is_one_wherever_the_entry_says_so(tmp_path: Path) -> None:
    noun = '<termNote type="partOfSpeech">noun</termNote>'
    assert read(tmp_path, DCA.replace("<termNote type", f"{noun}<termNote type", 1), "b.tbx")[0].person
    place = DCA.replace(">person<", ">proper name<")
    assert not read(tmp_path, place, "b.tbx")[0].person


def test_notes_and_foreign_languages_of_tbx(tmp_path: Path) -> None:
    other = '<langSet xml:lang="x-pivot"><tig><term>gaza</term></tig></langSet><note>style guide,\n 3.1</note>'
    (term,) = read(tmp_path, V2.replace('<langSet xml:lang="ar">', f'{other}<langSet lang="ara">', 1), "a.tbx")
    assert plain(term) == (("قطاع غزة",), ("Gaza Strip", "Strip"), ("Gaza Sector",), False)
    assert term.note == "style guide, 3.1"


@pytest.mark.parametrize(
    "rows",
    [
        "نائب,MP,deputy\nالنائب,Deputy,\n",
        "نائب,MP,\n,,mp\n",
    ],
)
def test_entries_that_contradict_each_other_are_refused_with_both_places(tmp_path: Path, rows: str) -> None:
    with pytest.raises(InputError, match=r"t\.csv:\d: '\w+' is preferred, but forbidden at .*t\.csv:\d; remove one"):
        read(tmp_path, "ar,en,forbidden\n" + rows, "t.csv")


def test_a_word_may_be_forbidden_for_one_term_and_right_for_another(tmp_path: Path) -> None:
    assert len(read(tmp_path, "ar,en,forbidden\nنائب,MP,deputy\nوكيل,deputy,\n", "t.csv")) == 2


def test_several_files_are_one_glossary(tmp_path: Path) -> None:
    (tmp_path / "a.tbx").write_text(DCT)
    (tmp_path / "b.csv").write_text("ar,en\nقطاع غزة,Gaza Strip\n")
    assert len(read_glossary([tmp_path / "a.tbx", tmp_path / "b.csv"], "ar", "en").terms) == 2
    assert not read_glossary([], "ar", "en")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "ar,en\nنائب,MP,x\n", "a.csv:2: has 3 cells under 2 columns"),
        ("a.csv", "ar,prefered\nنائب,MP\n", "a.csv:1: unknown column 'prefered'; did you mean 'preferred'?"),
        ("a.csv", "ar,note\nنائب,MP\n", "a.csv:1: has no translations"),
        ("a.csv", "ar,en,forbidden\nنائب,MP,mp\n", "a.csv:2: 'MP' is both preferred and forbidden"),
        ("a.csv", "ar,en\nنائب,\n", "a.csv:2: says neither what to write"),
        ("a.csv", "ar,en\nنائب,...\n", "a.csv:2: '...' holds no word"),
        ("a.csv", "ar,en,kind\nنائب,MP,place\n", "a.csv:2: kind 'place' is unknown; write term or person"),
        ("a.csv", "ar;en\nنائب;MP\n", "a.csv:1: has one column, 'ar;en'; set cells apart by commas"),
        ("a.csv", 'ar,en\n"نائب,MP\n', "a.csv:2: is no table (unexpected end of data)"),
        ("a.xlsx", "x", "a.xlsx: is no glossary that can be read; give a .csv, .tsv or .tbx file"),
        ("a.tbx", "<tbx>", "a.tbx:1"),
        ("a.tbx", "<html/>", "is not TBX: its outermost element is <html>"),
        (
            "a.tbx",
            V2.replace('"ar"', '"arabic language"'),
            "a.tbx:3: xml:lang: 'arabic language' is not a language code",
        ),
        ("a.tbx", '<!DOCTYPE a [<!ENTITY b "c">]><tbx>&b;</tbx>', "a.tbx:1"),
    ],
)
def test_a_glossary_that_cannot_be_used_is_one_clear_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, name)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
