"""XLIFF: which of its text is read, and where it stands in the file."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_translate.article import Article, Side, Span
from qa_translate.errors import InputError
from qa_translate.reading.xliff import read_xliff

FIRST = """<?xml version="1.0" encoding="UTF-8"?>\r
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x="urn:x">\r
<file original="a.docx" source-language="ar-SA" target-language="fr-FR" datatype="x">\r
<header><note>Not read</note><x:note>Not read</x:note></header>\r
<body>\r
<trans-unit id="t1"><source>قال <g id="1">الوزير</g> &amp; وزارته<x id="2"/>.</source>\r
  <target state="final">Le <g id="1">ministre <mrk mtype="protected">et</mrk></g>\r
 l&#x2019;&#xE9;tat
 <ph id="2">&lt;br/&gt;<sub>no</sub></ph>parlent.</target>\r
  <note>Not read</note><alt-trans><source>لا</source><target>Non lu</target></alt-trans></trans-unit>\r
<group id="g"><trans-unit id="t2"><source><![CDATA[عاد <الرئيس>]]> أمس.</source>\r
  <target>Le <![CDATA[<président> & co]]> est\r
     rentré<it id="1" pos="open">[i]</it> hier.</target></trans-unit>\r
<trans-unit id="t3" translate="no"><source>XYZ</source><target>XYZ</target></trans-unit></group>\r
<trans-unit id="t4"><source>لم يترجم.</source></trans-unit>\r
<trans-unit id="t5"><source>لم يترجم.</source><target> </target></trans-unit>\r
<trans-unit id="t6"><source><x id="1"/></source></trans-unit>\r
<trans-unit><source/><target>De trop.</target></trans-unit>\r
</body></file></xliff>"""

SECOND = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"
 xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"
 srcLang="ar" trgLang="en">
<file id="f1"><notes><note>Not read</note></notes>
<unit id="u1"><mtc:matches><mtc:match><source>لا</source><target>No</target></mtc:match></mtc:matches>
 <originalData><data id="d1">&lt;b></data></originalData>
 <segment id="s1"><source>قال <pc id="1" dataRefStart="d1">الوزير</pc> نعم.</source>
  <target>The <pc id="1">minister <mrk id="m1" type="term">said</mrk></pc> yes<ph id="2"/>.</target></segment>
 <ignorable><source> </source></ignorable>
 <segment id="s2"><source>ثم عاد.</source><target>Then he <sc id="3"/>went<ec startRef="3"/> back.</target></segment>
</unit>
<group id="g" translate="no"><unit id="u2"><segment><source>لا</source><target>No</target></segment></unit>
<unit id="u3" translate="yes"><segment><source>وقال: اذهب.</source><target>He said: go.</target></segment></unit>
</group></file></xliff>"""

EMPTY_FILE = (
    '<file original="{0}" source-language="ar" target-language="en"><body>'
    '<trans-unit id="1"><source>{1}</source><target>{2}</target></trans-unit></body></file>'
)
NO_TARGET = (
    "a.xlf: has no unit with a source and a target; translate it first, or name the file that holds the translation"
)
HELLO = ("ثم عاد الوزير إلى المدينة", "Then the minister went back to town")


def read(folder: Path, text: str, name: str = "a.xlf", **langs: str) -> list[Article]:
    (folder / name).write_bytes(text.encode())
    return read_xliff(folder / name, **langs)


def first(*units: str, langs: str = 'source-language="ar" target-language="en"') -> str:
    """An XLIFF 1.2 file of these units."""
    return f'<xliff version="1.2"><file original="a" {langs}><body>{"".join(units)}</body></file></xliff>'


def second(*parts: str) -> str:
    """An XLIFF 2 file of one unit."""
    head = '<xliff version="2.1" srcLang="ar" trgLang="en"><file id="f"><unit id="u">'
    return f"{head}{''.join(parts)}</unit></file></xliff>"


def unit(source: str, target: str, name: str = "1") -> str:
    return f'<trans-unit id="{name}"><source>{source}</source><target>{target}</target></trans-unit>'


def refused(folder: Path, text: str, **langs: str) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, text, **langs)
    line = str(caught.value)
    assert line.isprintable()
    return line.removeprefix(f"{folder}/")


def assert_places(article: Article) -> None:
    """Every unit, word and character stands in the file where it is said to."""
    for side in (Side.SOURCE, Side.TRANSLATION):
        text = article.source if side is Side.SOURCE else article.translation
        assert text is not None
        origin = article.origins[side]
        assert len(origin.starts) == len(origin.ends) == len(text)
        last = 0
        for k, char in enumerate(text):
            place = article.place(side, Span(k, k + 1))
            assert place.start <= place.end
            if not char.isspace():
                assert last <= place.start
                assert unescape(place.of(origin.given)) == char
                last = place.end
        assert "\n\n".join(part.span.of(text) for part in article.units[side]) == text


def test_a_file_of_xliff_1_is_an_article_of_its_units(tmp_path: Path) -> None:
    (article,) = read(tmp_path, FIRST)
    assert article.source == "قال الوزير & وزارته.\n\nعاد <الرئيس> أمس."
    assert article.translation == ("Le ministre et l’état parlent.\n\nLe <président> & co est rentré hier.")
    assert (article.source_lang, article.target_lang, article.back_translation, article.id) == ("ar", "fr", None, "a")
    assert article.left_out == ("units t4 and t5 have no target", "unit 6 has no source")
    assert_places(article)


def test_a_mark_lands_on_the_raw_characters(tmp_path: Path) -> None:
    (article,) = read(tmp_path, FIRST)
    for words, raw in (("l’état", "l&#x2019;&#xE9;tat"), ("est rentré", "est\r\n     rentré"), ("<président>",) * 2):
        at = article.translation.index(words)
        place = article.place(Side.TRANSLATION, Span(at, at + len(words)))
        assert place.of(article.origins[Side.TRANSLATION].given) == raw
    at = article.translation.index("rentré")
    assert article.unit(Side.TRANSLATION, Span(at, at + 6)) == "unit t2"
    assert article.unit(Side.SOURCE, Span(0, 3)) == "unit t1"


def test_a_file_of_xliff_2_is_an_article_of_its_units(tmp_path: Path) -> None:
    (article,) = read(tmp_path, SECOND)
    assert article.source == "قال الوزير نعم. ثم عاد.\n\nوقال: اذهب."
    assert article.translation == "The minister said yes. Then he went back.\n\nHe said: go."
    assert [part.name for part in article.units[Side.TRANSLATION]] == ["unit u1", "unit u3"]
    assert article.left_out == ()
    assert_places(article)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_places_are_code_points_whatever_the_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xlf").write_bytes(FIRST.replace("UTF-8", "UTF-16").encode(encoding))
    (article,) = read_xliff(tmp_path / "a.xlf")
    assert_places(article)
    assert article.origins[Side.SOURCE].given == FIRST.replace("UTF-8", "UTF-16")


def test_windows_1256_is_read_as_declared(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="windows-1256"?>\n' + first(unit(*HELLO))
    (tmp_path / "a.xlf").write_bytes(text.encode("cp1256"))
    assert read_xliff(tmp_path / "a.xlf")[0].source == HELLO[0]


def test_segments_of_a_unit_stay_one_paragraph_with_a_space_between(tmp_path: Path) -> None:
    mark = '<mrk mtype="seg" mid="{}">{}</mrk>'
    source = mark.format(1, "قال نعم.") + mark.format(2, "ثم عاد.")
    target = f"<g id='1'>{mark.format(1, 'He said yes.')}{mark.format(2, 'He went back.')}</g>"
    for segmented in ("", f"<seg-source>{source}</seg-source>"):
        text = first(f"<trans-unit id='1'><source>{source}</source>{segmented}<target>{target}</target></trans-unit>")
        (article,) = read(tmp_path, text)
        assert (article.source, article.translation) == ("قال نعم. ثم عاد.", "He said yes. He went back.")
        assert_places(article)


def test_a_segment_that_waits_for_its_target_is_left_out_alone(tmp_path: Path) -> None:
    mark = '<mrk mtype="seg" mid="{}">{}</mrk>'
    segmented = " ".join([mark.format(1, "قال نعم."), mark.format(2, "ثم عاد."), mark.format(10, "انتهى.")])
    target = mark.format(1, "He said yes.") + ' <mrk mtype="seg" mid="2"/>'
    (article,) = read(
        tmp_path,
        first(
            f"<trans-unit id='7'><source>x</source><seg-source>{segmented}</seg-source><target>{target}</target>"
            "</trans-unit>"
        ),
    )
    assert (article.source, article.translation) == ("قال نعم.", "He said yes.")
    assert article.left_out == ("segments 7/2 and 7/10 have no target",)
    (article,) = read(
        tmp_path,
        second(
            "<segment><source>قال نعم.</source><target>He said yes.</target></segment>",
            "<segment id='s'><source>ثم عاد.</source></segment>",
            "<segment><source>انتهى.</source><target>The end.</target></segment>",
        ),
    )
    assert (article.source, article.translation) == ("قال نعم. انتهى.", "He said yes. The end.")
    assert article.left_out == ("segment u/s has no target",)


def test_targets_in_another_order_are_read_in_theirs(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path,
        second(
            "<segment><source>قال نعم.</source><target order='3'>He said yes.</target></segment>",
            "<ignorable><source> </source></ignorable>",
            "<segment><source>ثم عاد.</source><target order='1'>He went back.</target></segment>",
            "<segment><source>انتهى.</source><target order='999'>The end.</target></segment>",
        ),
    )
    assert article.translation == "He went back. He said yes. The end."
    given = article.origins[Side.TRANSLATION].given
    both = article.place(Side.TRANSLATION, Span(3, 17)).of(given)
    assert both.startswith("He said yes.")
    assert both.endswith("went back.")


def test_breaks_that_codes_stand_for_end_lines(tmp_path: Path) -> None:
    (article,) = read(tmp_path, first(unit("نعم <x id='1' ctype='lb'/>لا", "Yes <x id='1' ctype='lb'/> no")))
    assert (article.source, article.translation) == ("نعم\nلا", "Yes\nno")
    (article,) = read(
        tmp_path,
        second(
            "<segment><source>نعم لا</source><target>Yes<ph id='1' type='fmt' subType='xlf:lb'/>no</target></segment>"
        ),
    )
    assert article.translation == "Yes\nno"


def test_white_space_counts_where_the_file_says_so(tmp_path: Path) -> None:
    kept = unit("نعم\n\n لا", "Yes\n\n  no").replace("<trans-unit", '<trans-unit xml:space="preserve"')
    (article,) = read(tmp_path, first(kept, unit("\n نعم\n  لا  كلا\n", "\n Yes\n  no  never\n")))
    assert article.translation == "Yes\n\n  no\n\nYes no  never"
    assert_places(article)


def test_text_that_an_editor_has_deleted_is_not_read(tmp_path: Path) -> None:
    (article,) = read(
        tmp_path, first(unit("نعم", '<mrk mtype="x-sdl-deleted">No</mrk><mrk mtype="x-sdl-added">Yes</mrk>'))
    )
    assert article.translation == "Yes"


def test_the_dialect_of_trados_is_read(tmp_path: Path) -> None:
    sdl = "http://sdl.com/FileTypes/SdlXliff/1.0"
    text = f"""<xliff xmlns:sdl="{sdl}" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">
<doc-info xmlns="{sdl}"><cmt-defs><cmt-def id="c">Not read</cmt-def></cmt-defs></doc-info>
<file original="C:\\Articles\\a b.docx" datatype="x-sdlfilterframework2" source-language="ar-SA"
 target-language="en-US">
<header><reference><internal-file form="base64">UEsDBBQA\nBgAIAAAA</internal-file></reference>
<tag-defs xmlns="{sdl}"><tag id="1"><bpt name="b">&lt;b&gt;</bpt></tag></tag-defs></header><body>
<trans-unit id="lockTU_1" translate="no"><source>XYZ</source></trans-unit>
<group><sdl:cxts><sdl:cxt id="1" /></sdl:cxts>
<trans-unit id="7c3e"><source>قال <g id="1">الوزير</g> نعم. ثم عاد.</source>
<seg-source><mrk mtype="seg" mid="1">قال <g id="1">الوزير</g> نعم.</mrk> \
<mrk mtype="seg" mid="2">ثم عاد.</mrk></seg-source>
<target><mrk mtype="seg" mid="1">The <g id="1">minister</g>
<mrk mtype="x-sdl-comment" sdl:cid="c">said</mrk> yes.</mrk> \
<mrk mtype="seg" mid="2">Then he went<x id="locked1" xid="lockTU_1" />.</mrk></target>
<sdl:seg-defs><sdl:seg id="1" conf="Draft"><sdl:value key="x">Not read</sdl:value></sdl:seg></sdl:seg-defs></trans-unit>
</group></body></file></xliff>"""
    (article,) = read(tmp_path, "\ufeff" + text, "a.sdlxliff")
    assert article.source == "قال الوزير نعم. ثم عاد."
    assert article.translation == "The minister said yes. Then he went."
    assert (article.left_out, article.id, article.target_lang) == ((), "a", "en")
    assert_places(article)


def test_the_dialect_of_memoq_is_read(tmp_path: Path) -> None:
    text = """<xliff xmlns:mq="MQXliff" version="1.2"><file original="a.docx" source-language="ar" target-language="en"
 datatype="x-memoq"><header><skl/></header><body><trans-unit id="1" mq:status="ManuallyConfirmed">
<source xml:space="preserve">قال <bpt id="1" ctype="bold">{}</bpt>الوزير<ept id="1">{}</ept> نعم.</source>
<target xml:space="preserve">The <bpt id="1" ctype="bold">{}</bpt>minister<ept id="1">{}</ept> said yes.</target>
<mq:minorversions><mq:historical-unit><source>قديم</source><target>Old</target></mq:historical-unit></mq:minorversions>
</trans-unit></body></file></xliff>"""
    (article,) = read(tmp_path, text, "a.mqxliff")
    assert (article.source, article.translation) == ("قال الوزير نعم.", "The minister said yes.")
    assert_places(article)


def test_many_units_without_target_are_counted(tmp_path: Path) -> None:
    waiting = [unit("ثم عاد", "", f"t{k}") for k in range(1, 9)]
    (article,) = read(tmp_path, first(unit(*HELLO), *waiting))
    assert article.left_out == ("8 units have no target: t1, t2, t3, t4, t5 and 3 more",)


def test_a_prefix_or_no_namespace_makes_no_difference(tmp_path: Path) -> None:
    plain = first(unit(*HELLO))
    prefixed = re.sub(r"<(/?)(\w)", r"<\1f:\2", plain).replace("<f:xliff", '<f:xliff xmlns:f="urn:f"')
    assert read(tmp_path, plain) == read(tmp_path, prefixed)


@pytest.mark.parametrize(
    ("langs", "found"),
    [
        ('source-language="ar-EG" target-language="en-GB"', ("ar", "en")),
        ('source-language="ar"', ("ar", "fr")),
        ("", ("de", "fr")),
    ],
)
def test_the_file_states_languages_or_the_defaults_hold(tmp_path: Path, langs: str, found: tuple[str, str]) -> None:
    (article,) = read(tmp_path, first(unit("x y", "z w"), langs=langs), source_lang="de", target_lang="fr")
    assert (article.source_lang, article.target_lang) == found


def test_a_target_may_state_the_language(tmp_path: Path) -> None:
    text = first(unit("x y", "z w").replace("<target", '<target xml:lang="tr"'), langs='source-language="ar"')
    assert read(tmp_path, text)[0].target_lang == "tr"


def test_several_files_are_several_articles(tmp_path: Path) -> None:
    files = [EMPTY_FILE.format(original, *HELLO) for original in ("ch1.html", "ch2.html", "x", "x", "")]
    files.append(EMPTY_FILE.format("late.html", HELLO[0], ""))
    files.append(EMPTY_FILE.format("void.html", "", ""))
    articles = read(tmp_path, f'<xliff version="1.2">{"".join(files)}</xliff>', "book.xlf")
    assert [article.id for article in articles] == ["book#ch1.html", "book#ch2.html", "book#3", "book#4", "book#5"]
    assert [article.left_out for article in articles] == [("article book#late.html has no target",), (), (), (), ()]
    for article in articles:
        assert_places(article)


def test_ids_are_unique_whatever_the_originals_are_called(tmp_path: Path) -> None:
    files = [EMPTY_FILE.format(original, *HELLO) for original in ("3", "x", "x")]
    articles = read(tmp_path, f'<xliff version="1.2">{"".join(files)}</xliff>')
    assert [article.id for article in articles] == ["a#1", "a#2", "a#3"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            first(unit("نعم", ""), unit("نعم", "<x id='1'/>")),
            NO_TARGET,
        ),
        (
            '<xliff version="1.2"/>',
            NO_TARGET,
        ),
        ("<!-- -->\n<html/>", "a.xlf:2: is not XLIFF: its outermost element is <html>; name an XLIFF file"),
        (
            first(unit(*HELLO), langs='source-language="Arabic"'),
            "a.xlf:1: source-language 'Arabic' is not a language code; give an ISO 639-1 code such as ar or en",
        ),
        (
            first(unit(HELLO[0], HELLO[0])),
            "a.xlf:1 (article a): the translation is Arabic, not English; give the translation in English, or say "
            "target-language ar",
        ),
        (FIRST[:-26], "a.xlf:18:47: is not well-formed XML (unclosed token); it is cut off: export it again"),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_remedy(tmp_path: Path, text: str, line: str) -> None:
    assert refused(tmp_path, text) == line


_PIECES = ["", "<", "&", "]]>", "<![CDATA[", "\r", "&#13;", "</source>", "<x/>", "<mrk mtype='seg' mid='1'>", "\0", "é"]
_CHAR = st.sampled_from("ab ق😀&<>]'\"\u00e9\u200f.\u00a0")
_TEXT = st.text(_CHAR, min_size=1, max_size=20).map(lambda text: f"س{text}a")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=4), st.data())
def test_any_text_in_xliff_comes_out_the_same_with_its_places(
    tmp_path: Path, pairs: list[tuple[str, str]], data: Any
) -> None:
    def written(text: str) -> str:
        forms = [_referenced, _in_section] if data.draw(st.booleans()) else [_in_code, _referenced]
        cut = data.draw(st.integers(0, len(text)))
        return forms[0](text[:cut]) + forms[1](text[cut:])

    second_version = data.draw(st.booleans())
    contents = [(written(source), written(target)) for source, target in pairs]
    if second_version:
        text = second(*(f"<segment><source>{s}</source><target>{t}</target></segment>" for s, t in contents))
        expected = tuple(" ".join(side) for side in zip(*pairs, strict=True))
    else:
        text = first(*(unit(*content) for content in contents), langs='source-language="ms" target-language="ms"')
        expected = tuple("\n\n".join(side) for side in zip(*pairs, strict=True))
    (article,) = read(tmp_path, text.replace('"ar" trgLang="en"', '"ms" trgLang="ms"'))
    assert (article.source, article.translation) == expected
    assert_places(article)


def _referenced(text: str) -> str:
    return "".join(f"&#x{ord(char):X};" if char in "&<>é😀" else char for char in text)


def _in_section(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _in_code(text: str) -> str:
    return f"<g id='1'>{_referenced(text)}</g><x id='2'/>"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([FIRST, SECOND]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 9), st.sampled_from(_PIECES)), min_size=1, max_size=3),
    st.sampled_from(["utf-8", "utf-16", "cp1256"]),
)
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path: Path, text: str, damages: list[tuple[int, int, str]], encoding: str
) -> None:
    for place, length, piece in damages:
        text = text[:place] + piece + text[place + length :]
    (tmp_path / "a.xlf").write_bytes(text.encode(encoding, "replace"))
    line = ""
    try:
        for article in read_xliff(tmp_path / "a.xlf"):
            assert_places(article)
    except InputError as error:
        line = str(error)
    assert "\n" not in line


def test_another_reader_finds_the_same_texts(tmp_path: Path) -> None:
    reader = pytest.importorskip("translate.storage.xliff")
    text = first(
        *(unit(f"نعم &amp; لا {k}", f"Yes <![CDATA[<{k}>]]> no &#8212; caf&#xE9; {k}", f"t{k}") for k in range(9))
    )
    (article,) = read(tmp_path, text)
    others = reader.xlifffile.parsestring(text.encode()).units
    assert article.source == "\n\n".join(other.source for other in others)
    assert article.translation == "\n\n".join(other.target for other in others)
