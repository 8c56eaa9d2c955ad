"""PO files: keys are the source, strings the translation; marks land on the raw characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.article import Article, Side, Span
from qa_translate.errors import InputError
from qa_translate.reading.po import read_po_article

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
BODY = """# a remark
#: article.c:3
msgctxt "title"
msgid "قال"
" الوزير إن \\"السفن\\" تنتظر."
msgstr "The minister said that "
"\\"the ships\\" wait.\\n"

#, fuzzy
msgid "لا شيء"
msgstr "Something"

msgid "لم يترجم"
msgstr ""

msgid "سفينة واحدة تنتظر"
msgid_plural "سفن تنتظر"
msgstr[0] "one ship waits"
msgstr[1] "ships wait"

#~ msgid "قديم"
#~ msgstr "old"
"""


def read(tmp_path: Path, text: str, **given: str) -> Article:
    file = tmp_path / "a.po"
    file.write_text(text, encoding="utf-8", newline="")
    (article,) = read_po_article(file, **given)
    return article


def test_messages_are_paragraphs_with_places_and_names(tmp_path: Path) -> None:
    article = read(tmp_path, HEAD + BODY, target_lang="fr")
    assert article.translation == 'The minister said that "the ships" wait.\n\none ship waits'
    assert article.source == 'قال الوزير إن "السفن" تنتظر.\n\nسفينة واحدة تنتظر'
    assert article.target_lang == "en", "the header says so"
    start = article.translation.index('"the ships"')
    span = Span(start, start + 11)
    assert article.place(Side.TRANSLATION, span).of(HEAD + BODY) == '\\"the ships\\"'
    assert article.unit(Side.TRANSLATION, span) == "unit title"
    assert article.unit(Side.TRANSLATION, Span(len(article.translation) - 4, len(article.translation))) == (
        "unit سفينة واحدة تنتظر"
    )
    assert sorted(article.left_out) == ["1 fuzzy message is not compared", "unit لم يترجم has no target"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_of_any_kind(tmp_path: Path, end: str) -> None:
    text = (HEAD + BODY).replace("\n", end)
    article = read(tmp_path, text)
    span = Span(article.translation.index("wait."), article.translation.index("wait.") + 5)
    assert article.place(Side.TRANSLATION, span).of(text) == "wait."


def test_another_encoding_is_the_one_that_the_header_names(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes((HEAD + BODY).replace("UTF-8", "windows-1256").encode("cp1256"))
    (article,) = read_po_article(file)
    assert "الوزير" in (article.source or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('msgid "a\nmsgstr "b"\n', "a.po:1: is no line of a PO file"),
        ('msgid "a"\nmsgstr "b" c\n', "a.po:2: is no line of a PO file"),
        ('msgid "a"\nmsgstring "b"\n', "a.po:2: is no line of a PO file"),
        ('msgid "a"\n', "a.po:1: is no PO file (missing msgstr for msgid 'a')"),
        (HEAD, "has no unit with a source and a target"),
        (HEAD + 'msgid "قال"\nmsgstr ""\n', "has no unit with a source and a target"),
        (HEAD.replace("Language: en", "Language: english") + BODY, "Language: 'english' is"),
    ],
)
def test_a_broken_file_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


WORDS = st.text(st.sampled_from('abc "\\\nقال\t'), min_size=1, max_size=12).map(lambda text: f"w{text}w")


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5, unique_by=lambda pair: pair[0]))
def test_texts_come_back_as_babel_writes_them(tmp_path_factory: pytest.TempPathFactory, pairs: list) -> None:
    import io

    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = Catalog(locale="en")
    for source, target in pairs:
        catalog.add(f"قال الوزير {source}", f"The minister said {target}")
    stream = io.BytesIO()
    write_po(stream, catalog)
    file = tmp_path_factory.mktemp("po") / "a.po"
    file.write_bytes(stream.getvalue())
    (article,) = read_po_article(file)
    assert article.translation == "\n\n".join(f"The minister said {target}" for _, target in pairs)
    assert article.source == "\n\n".join(f"قال الوزير {source}" for source, _ in pairs)
