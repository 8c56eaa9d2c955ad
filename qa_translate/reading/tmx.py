"""An article from a TMX file (LISA, TMX 1.1 to 1.4b): a translation memory that holds one text in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_translate.article import Article, Side
from qa_translate.errors import InputError, UsageError
from qa_translate.langcode import language_code
from qa_translate.reading.articles import stated_language
from qa_translate.reading.files import name_of
from qa_translate.reading.inline import InlineText, text_of
from qa_translate.reading.units import Container, Pair, article_of_units, label
from qa_translate.reading.validate import language_name
from qa_translate.reading.xml_tree import Element, XmlFile, read_xml

_ANY_SOURCE = "*all*"


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    source_lang: str | None
    texts: dict[str, InlineText]


def read_tmx(path: str | Path, *, source_lang: str = "ar", target_lang: str = "en") -> list[Article]:
    """The article in a TMX file; its units are its paragraphs.

    Args:
        path: the file; its name becomes the article's id.
        source_lang: ISO 639-1 code, where the file states none.
        target_lang: which of several translations to read; of a file with one, that one is read.

    Raises:
        InputError: it cannot be read (see `read_xml`), is no TMX, has no target, has several but not the one asked for,
            or a text is not what it is said to be (see `validate`).
        UsageError: `target_lang` is no code.
    """
    file = read_xml(path)
    if file.root.name != "tmx":
        message = f"is not TMX: its outermost element is <{file.root.name[:40]}>"
        raise InputError(message, where=file.place(file.root), remedy="name a TMX file")
    header = file.root.child("header")
    units = list(_units(file, _source_lang(header, file) if header else None))
    said = Counter(unit.source_lang for unit in units if unit.source_lang)
    source = max(said, key=lambda lang: said[lang]) if said else language_code(source_lang, "source_lang")
    target = _target(units, source, language_code(target_lang, "target_lang"), file.where)
    pairs = [
        Pair(unit.name, unit.texts.get(source, InlineText()), unit.texts.get(target, InlineText())) for unit in units
    ]
    stated = {Side.TRANSLATION: "xml:lang", **({Side.SOURCE: "srclang"} if said else {})}
    return [article_of_units(pairs, Container(file.where, file.text, name_of(path), source, target, stated))]


def _units(file: XmlFile, default: str | None) -> Iterator[_Unit]:
    """The units with their texts by language; of two in one language the first that is not empty."""
    body = file.root.child("body")
    for number, element in enumerate(body.children("tu") if body else (), 1):
        texts: dict[str, InlineText] = {}
        for variant in element.children("tuv"):
            lang = _code(variant.attributes.get("xml:lang") or variant.attributes.get("lang", ""))
            if lang not in texts or not texts[lang].text:
                texts[lang] = text_of(variant.child("seg"), preserve=True)  # TMX 1.4b: all white space counts
        name = label(element.attributes.get("tuid"), number)
        yield _Unit(name, _source_lang(element, file) or default, texts)


def _source_lang(element: Element, file: XmlFile) -> str | None:
    """The source's language that the header or a unit states; None where it states none, or any."""
    value = element.attributes.get("srclang", "")
    return None if value.lower() == _ANY_SOURCE else stated_language(value, "srclang", file.place(element))


def _code(tag: str) -> str:
    """The language of a text; a tag that is none is kept, since the text is most likely not asked for."""
    try:
        return language_code(tag, "xml:lang")
    except UsageError:
        return tag


def _target(units: Sequence[_Unit], source: str, wanted: str, where: str) -> str:
    """The language of the translation to read: the one asked for, or the only one."""
    langs = sorted({lang for unit in units for lang, text in unit.texts.items() if lang != source and text.text})
    if wanted in langs or not langs:
        return wanted
    if len(langs) > 1:
        names = ", ".join(map(language_name, langs))
        message = f"has no translation into {language_name(wanted)}, but several others ({names})"
        raise InputError(message, where=where, remedy=f"name one, as --target-lang {langs[0]}")
    return langs[0]
