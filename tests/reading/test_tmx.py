"""TMX: which of its text is read, and in which languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_translate.article import Article, Side, Span
from qa_translate.errors import InputError, UsageError
from qa_translate.reading.tmx import read_tmx

HEAD = '<?xml version="1.0" encoding="{0}"?>\r\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\r\n<tmx version="1.4">'


def tu(texts: dict[str, str], name: str = "", srclang: str = "") -> str:
    tuvs = "".join(f'<tuv xml:lang="{lang}"><prop>x</prop><seg>{text}</seg></tuv>' for lang, text in texts.items())
    named = f' tuid="{name}"' if name else ""
    stated = f' srclang="{srclang}"' if srclang else ""
    return f"<tu{named}{stated}><note>Not read</note>{tuvs}</tu>\r\n"


def tmx(*units: str, srclang: str = "ar", encoding: str = "UTF-8") -> str:
    head = f'{HEAD.format(encoding)}<header srclang="{srclang}" segtype="paragraph"><note>Not read</note></header>'
    return f"{head}<body>{''.join(units)}</body></tmx>"


def read(folder: Path, text: str, **langs: str) -> Article:
    (folder / "a.tmx").write_bytes(text.encode())
    (article,) = read_tmx(folder / "a.tmx", **langs)
    return article


def refused(folder: Path, text: str, **langs: str) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, text, **langs)
    return str(caught.value).removeprefix(f"{folder}/")


def test_a_file_is_an_article_of_its_units_without_native_code(tmp_path: Path) -> None:
    target = (
        'The <bpt i="1">&lt;b&gt;</bpt>minister<ept i="1">&lt;/b&gt;</ept> <hi>&amp;</hi> '
        '<ph>{img <sub>alt</sub>}</ph>caf&#xE9;<ut>x</ut><it pos="begin">y</it>.'
    )
    article = read(
        tmp_path,
        tmx(
            tu({"ar-SA": "قال الوزير.", "en-US": target}, "u1"),
            tu({"EN": " Then he went.\r\nBack ", "AR": "ثم عاد."}),
            tu({"ar": "لا"}, "u3"),
            tu({"en": "No", "ar": ""}, "u4"),
        ),
    )
    assert article.source == "قال الوزير.\n\nثم عاد."
    assert article.translation == "The minister & café.\n\nThen he went.\nBack"
    assert article.left_out == ("unit u3 has no target", "unit u4 has no source")
    assert [part.name for part in article.units[Side.SOURCE]] == ["unit u1", "unit 2"]
    at = article.translation.index("café")
    assert article.place(Side.TRANSLATION, Span(at, at + 4)).of(article.origins[Side.TRANSLATION].given) == "caf&#xE9;"
    at = article.translation.index("\nBack")
    assert article.place(Side.TRANSLATION, Span(at, at + 1)).of(article.origins[Side.TRANSLATION].given) == "\r\n"


def test_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_bytes(
        tmx(tu({"ar": "قال نعم", "en": "He said yes"}), encoding="UTF-16").encode("utf-16")
    )
    (article,) = read_tmx(tmp_path / "a.tmx")
    assert article.origins[Side.SOURCE].span(Span(0, 3)).of(article.origins[Side.SOURCE].given) == "قال"


@pytest.mark.parametrize(
    ("srclang", "defaults", "found"),
    [
        ("ar", {}, ("ar", "en", "Yes")),
        ("ar", {"target_lang": "fr"}, ("ar", "fr", "Oui")),
        ("en-GB", {"target_lang": "ar"}, ("en", "ar", "نعم")),
        ("en-GB", {"source_lang": "de", "target_lang": "fr"}, ("en", "fr", "Oui")),
        ("*all*", {"source_lang": "fr"}, ("fr", "en", "Yes")),
        ("", {}, ("ar", "en", "Yes")),
    ],
)
def test_the_file_states_the_source_and_the_user_chooses_of_its_targets(
    tmp_path: Path, srclang: str, defaults: dict[str, str], found: tuple[str, str, str]
) -> None:
    text = tmx(tu({"ar": "نعم", "en-US": "Yes", "fr": "Oui", "x-none": "?"}), srclang=srclang)
    article = read(tmp_path, text, **defaults)
    assert (article.source_lang, article.target_lang, article.translation) == found


def test_the_only_other_language_is_the_target(tmp_path: Path) -> None:
    article = read(tmp_path, tmx(tu({"ar": "نعم", "tr": "Evet", "fr": ""})))
    assert (article.target_lang, article.translation) == ("tr", "Evet")


def test_a_unit_may_state_its_source_and_older_files_call_languages_otherwise(tmp_path: Path) -> None:
    old = tmx(tu({"fr": "Oui", "en": "Yes"}, srclang="fr"), srclang="*all*").replace("xml:lang", "lang")
    article = read(tmp_path, old)
    assert (article.source_lang, article.source, article.translation) == ("fr", "Oui", "Yes")


def test_of_two_texts_in_one_language_the_first_with_words_counts(tmp_path: Path) -> None:
    article = read(tmp_path, tmx(tu({"ar": "نعم", "en": " ", "en-GB": "Yes", "en-US": "Yep"})))
    assert article.translation == "Yes"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            tmx(tu({"ar": "نعم", "tr": "Evet", "fr": "Oui"})),
            "a.tmx: has no translation into English, but several others (French, Turkish); name one, as "
            "--target-lang fr",
        ),
        (
            tmx(tu({"ar": "نعم"})),
            "a.tmx: has no unit with a source and a target; translate it first, or name the file that holds the "
            "translation",
        ),
        (
            "<tmx/>",
            "a.tmx: has no unit with a source and a target; translate it first, or name the file that holds the "
            "translation",
        ),
        ("<xliff/>", "a.tmx:1: is not TMX: its outermost element is <xliff>; name a TMX file"),
        (
            tmx(tu({"ar": "نعم", "en": "Yes"}), srclang="Arabic"),
            "a.tmx:3: srclang 'Arabic' is not a language code; give an ISO 639-1 code such as ar or en",
        ),
        (
            tmx(tu({"ar": "نعم", "en": "قال الوزير نعم"})),
            "a.tmx (article a): the translation is Arabic, not English; give the translation in English, or say "
            "xml:lang ar",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_remedy(tmp_path: Path, text: str, line: str) -> None:
    assert refused(tmp_path, text) == line


def test_what_is_asked_for_must_be_a_language(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="target_lang"):
        read(tmp_path, tmx(tu({"ar": "نعم", "en": "Yes"})), target_lang="English")


def test_another_reader_finds_the_same_texts(tmp_path: Path) -> None:
    reader = pytest.importorskip("translate.storage.tmx")
    text = tmx(*(tu({"ar": f"نعم &amp; لا {k}", "en": f"Yes <![CDATA[<{k}>]]> caf&#xE9; {k}"}) for k in range(9)))
    article = read(tmp_path, text)
    others = reader.tmxfile.parsestring(text.encode()).units
    assert article.source == "\n\n".join(other.source for other in others)
    assert article.translation == "\n\n".join(other.target for other in others)
