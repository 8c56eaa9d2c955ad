"""Markdown: what of it is text, and that it stays in its place."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa_translate.reading.markdown import blanked


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def checked(raw: str) -> str:
    """What is shown of `raw`, whose every character stands where it did."""
    text = blanked(raw)
    assert len(text) == len(raw)
    assert re.findall(r"[\r\n]", text) == re.findall(r"[\r\n]", raw)
    return text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("# A *heading* #\n", "A heading"),
        ("1. # 1", "1"),
        ("Setext **title**\n=====\n\nmore\n---\n", "Setext title more"),
        ("a **b** __c__ ***d*** ~~e~~ ~~~~f~~~~ 5 * 3 snake_case", "a b c d e f 5 * 3 snake_case"),
        ("*open and ~~~odd~~", "*open and ~ odd"),
        ("`code` and ``a ` b`` and `open", "code and a ` b and `open"),
        (r"\*no\* \a \\ \[x] and" + "\\\nbreak", r"*no * \a \ [x] and break"),
        ("[a link](http://x.y/a_(b) 'a title') here", "a link here"),
        ('[x](b "a") "a"', 'x "a"'),
        ("[ref][1], [ref], [1][], [none][2]\n\n[1]: http://x.y 'ref'\n[ref]: <u>\n", "ref , ref , 1 , [none][2]"),
        ("[**bold** `code` [in]](u) ![alt *text*](i.png 'title') end", "bold code [in] end"),
        ("[![alt](i.png) word](u) <https://x.y> <a@b.c> end", "word end"),
        ("> quoted\nlazy\n> > twice\n", "quoted lazy twice"),
        ("- a\n  b\n\n\tc\n1) d\n   - e\n", "a b c d e"),
        ("- [ ] open [x] task\n- [x] done\n- [y] no\n\n[x] no box\n", "open [x] task done [y] no [x] no box"),
        ("```py\ncode\n```\nText\n\n    code\n\n~~~\ncode", "Text"),
        (
            "Text[^1] more[^n].\n\n[^1]: The *note*.\n\n    Its second part.\n",
            "Text more . The note . Its second part.",
        ),
        ("a <b class='x'>bold</b> <!-- no --> c <br/> d < e", "a bold c d < e"),
        ("<div dir='rtl'>\nنص <b>عربي</b> &amp; <script>no()</script>\n</div>\n\nmore", "نص عربي & more"),
        ("<!-- no\n\nno -->\ntext", "text"),
        ("> <p>one\n> two</p>\n", "one two"),
        ("caf&eacute; &#1602; &amp; &nope; &copy", "café ق & &nope; &copy"),
        ("---\ntitle: no\nlist:\n  - no\n---\nText", "Text"),
        ("---\n# a comment\n\ntitle: no\n...\nText", "Text"),
        ("+++\ntitle = 'no'\n+++\nText", "Text"),
        ("---\n\nText\n\n---\n\nmore", "Text more"),
        ("---\nA line, no key.\n---\nmore", "A line, no key. more"),
        ("***\nText\n\n* * *\n", "Text"),
        ("", ""),
        ("\n\n", ""),
        ("\u2028  \n*a*\nb", "a b"),
    ],
)
def test_markup_is_blanked_and_text_stays(raw: str, text: str) -> None:
    assert " ".join(checked(raw).split()) == text
    assert " ".join(checked(raw.replace("\n", "\r\n")).split()) == text
    assert " ".join(checked(raw.replace("\n", "\r")).split()) == text


def test_cells_of_tables_stay_in_their_places() -> None:
    raw = "> | a | *b* | c\n> |---|:-:|--\n> | `x\\|y` || \\| d\n> e\n> | 1 | 2 | 3 | 4 |\n\nend"
    text = checked(raw)
    assert text.split() == ["a", "b", "c", "x", "|y", "|", "d", "e", "1", "2", "3", "end"]
    for word in ("a", "b", "c", "d", "e", "1", "end"):
        assert text.index(word) == raw.index(word)


def test_arabic_in_bold_and_in_links_stays_whole() -> None:
    raw = "قال **الوزير العربي** إن [الرصيف](https://x.y/الطريق 'عنوان') مغلق، و*هذا*: «ـنص».\n"
    text = checked(raw)
    assert text.split() == ["قال", "الوزير", "العربي", "إن", "الرصيف", "مغلق،", "و", "هذا", ":", "«ـنص»."]
    assert all(text.index(word) == raw.index(word) for word in ("الوزير العربي", "الرصيف", "هذا"))


def test_a_word_stands_where_it_is_read_and_not_where_it_is_markup() -> None:
    raw = '[word](word "word")\n\n[word]: word\n\nword'
    text = checked(raw)
    assert [found.start() for found in re.finditer("word", text)] == [1, raw.rindex("word")]


def test_what_cannot_be_used_stays_for_its_message() -> None:
    assert checked("a \0 **b** \ufffd\ud800") == "a \0   b   \ufffd\ud800"


@pytest.mark.parametrize("prefix", [">", "> ", "- ", "1. ", "> - "])
def test_text_is_not_lost_however_deep(prefix: str) -> None:
    assert words(checked(prefix * 500 + "deep\n\nafter"))[-2:] == ["deep", "after"]


PIECES = st.sampled_from(
    [
        *"*_`[]()!\\|\n \t«é",
        *("**", "~~", "](u)", "![", "\\|", "\n\n", "\r\n", "> ", "- ", "1. ", "# ", "---\n", "===\n", "    ", "  \n"),
        *(
            "```\n",
            "&amp;",
            "&eacute;",
            "[r]: u\n",
            "[r]",
            "| a | b |\n|---|---|\n",
            "alpha",
            "قال",
            "x1",
            "\u2028",
            "\xa0",
        ),
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_is_lost_and_none_is_made_up(raw: str) -> None:
    reader = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    rendered: list[str] = []
    for token in reader.parse("\n" + raw):
        parts = (c.content for c in token.children or () if c.type in ("text", "text_special", "code_inline"))
        rendered += words(" ".join(parts))
    shown = words(checked("\n" + raw))  # what begins with a line end has no front matter
    assert "".join(shown) == "".join(rendered)


PATHOLOGICAL = [
    *(
        "*",
        "*a ",
        "a**b",
        "**a ",
        "_a_ ",
        "[",
        "[a](",
        "![",
        "[a](b) ",
        "](u)",
        "`",
        "`a ``",
        "<",
        "<a ",
        "<!--",
        "<a>",
    ),
    *("&", "&a", "&#x", "\\", ">", "> ", "- ", "-\n", "1. ", "|", "|a", "a|b\n-|-\n", "~~a", "[^a", "[^a]: ", "a\n"),
    *("[a]: b\n", "[a]: ", "[a][b] ", "- a\n", "> a\n", "# a\n", "a\n-\n", "```\n", "    a\n", "<div>\n", "\t", "  \n"),
    *("word ", "a" * 50, "\n", "- - ", "> - ", "+++\n", "---\na: b\n", "|a|b|\n|-|-|\n" + "||\n" * 20),
]


@pytest.mark.parametrize("part", PATHOLOGICAL)
def test_no_text_is_slow(part: str) -> None:
    size = 50_000
    started = time.process_time()
    checked((part * size)[:size])
    assert time.process_time() - started < 2


def test_the_last_words_of_a_long_paragraph_are_read() -> None:
    text = checked("one **two** " * 20_000 + "end")
    assert "*" not in text
    assert text.split().count("two") == 20_000
    assert text.endswith("end")
