"""Articles from XLIFF 1.0 to 1.2 and 2.x (OASIS Standards), one for each ``<file>``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qa_translate.article import Article, Side
from qa_translate.errors import InputError
from qa_translate.reading.articles import stated_language
from qa_translate.reading.files import name_of
from qa_translate.reading.inline import InlineText, segments_in, text_of
from qa_translate.reading.units import Container, Pair, article_of_units, label, untranslated
from qa_translate.reading.xml_tree import Element, XmlFile, read_xml

_CONTENT = ("source", "target")
_LANGUAGES_1 = ("source-language", "target-language")
_LANGUAGES_2 = ("srcLang", "trgLang")
_ORDER = re.compile("[1-9][0-9]{0,5}")


def read_xliff(path: str | Path, *, source_lang: str = "ar", target_lang: str = "en") -> list[Article]:
    """The articles of an XLIFF file, in order.

    Each unit is a paragraph. Notes, matches, alternative translations and the codes of the original's format are not
    read, and neither is what is not to be translated. What has no target is left out (`Article.left_out`).

    Args:
        path: the file; its name, and with several articles what each was made of, become their ids.
        source_lang, target_lang: ISO 639-1 codes, where the file states none.

    Raises:
        InputError: it cannot be read (see `read_xml`), is no XLIFF, has no target, or a text is not what it is said to
            be (see `validate`).
    """
    file = read_xml(path)
    if file.root.name != "xliff":
        message = f"is not XLIFF: its outermost element is <{file.root.name[:40]}>"
        raise InputError(message, where=file.place(file.root), remedy="name an XLIFF file")
    parts = list(file.root.children("file"))
    read = [(part, list(_pairs(part))) for part in parts]
    with_target = [any(pair.source.text and pair.target.text for pair in pairs) for _, pairs in read]
    if not any(with_target):
        raise untranslated(file.where)
    names = _names(parts, name_of(path))
    articles = [
        article_of_units(pairs, _container(file, part, name, (source_lang, target_lang)))
        for (part, pairs), name, translated in zip(read, names, with_target, strict=True)
        if translated
    ]
    unread = [
        f"article {name} has no target"
        for (_, pairs), name, translated in zip(read, names, with_target, strict=True)
        if not translated and any(pair.source.text for pair in pairs)
    ]
    articles[0] = replace(articles[0], left_out=(*articles[0].left_out, *unread))
    return articles


def _names(parts: Sequence[Element], name: str) -> list[str]:
    """Ids of the articles: the file's name alone, or with what each was made of where that tells them apart."""
    if len(parts) == 1:
        return [name]
    labels = [label(part.attributes.get("original"), number) for number, part in enumerate(parts, 1)]
    count = Counter(labels)
    labels = [said if count[said] == 1 else str(number) for number, said in enumerate(labels, 1)]
    if len(set(labels)) < len(labels):  # one of them was made of a file called "3"
        labels = [str(number) for number in range(1, len(parts) + 1)]
    return [f"{name}#{said}" for said in labels]


def _container(file: XmlFile, part: Element, name: str, defaults: tuple[str, str]) -> Container:
    """Where an article is and in which languages; the file's own go before the `defaults`."""
    place = file.place(part)
    stated: dict[Side, str] = {}
    langs: dict[Side, str] = {}
    holder, keys = (file.root, _LANGUAGES_2) if _is_second(file.root) else (part, _LANGUAGES_1)
    for side, key, content, default in zip((Side.SOURCE, Side.TRANSLATION), keys, _CONTENT, defaults, strict=True):
        lang = stated_language(holder.attributes.get(key), key, place)
        if lang is None:
            key = "xml:lang"
            lang = stated_language(_inner_language(part, content), key, place)
        if lang is not None:
            stated[side] = key
        langs[side] = lang or default
    return Container(place, file.text, name, langs[Side.SOURCE], langs[Side.TRANSLATION], stated)


def _is_second(root: Element) -> bool:
    return root.attributes.get("version", "").startswith("2") or "srcLang" in root.attributes


def _inner_language(part: Element, content: str) -> str | None:
    """The language that the first source or target states."""
    for unit in _units(part, translate=True):
        for holder in (unit, *unit.children("segment")):
            found = holder.child(content)
            if found is not None and "xml:lang" in found.attributes:
                return found.attributes["xml:lang"]
    return None


def _units(element: Element, *, translate: bool) -> Iterator[Element]:
    """The units that are to be translated, of groups as well."""
    for child in element.children("body", "group", "trans-unit", "unit"):
        wanted = child.attributes.get("translate", "yes" if translate else "no") != "no"
        if child.name in ("body", "group"):
            yield from _units(child, translate=wanted)
        elif wanted:
            yield child


def _pairs(part: Element) -> Iterator[Pair]:
    translate = part.attributes.get("translate") != "no"
    for number, unit in enumerate(_units(part, translate=translate), 1):
        name = label(unit.attributes.get("id"), number)
        yield _second(unit, name) if unit.name == "unit" else _first(unit, name)


def _first(unit: Element, name: str) -> Pair:
    """A unit of XLIFF 1: a source and a target, which may be marked as segments."""
    source, segmented, target = unit.child("source"), unit.child("seg-source"), unit.child("target")
    answers: dict[str, bool] = {}
    for mid, segment in segments_in(target) if target else ():
        answers[mid] = answers.get(mid, False) or bool(text_of(segment).text)
    if segmented is None or not answers:
        whole = text_of(source)
        return Pair(name, whole if whole.text else text_of(segmented), text_of(target))
    waiting = [mid for mid, segment in segments_in(segmented) if not answers.get(mid) and text_of(segment).text]
    if not any(answers.values()):
        waiting = []  # the unit as a whole has no target
    return Pair(name, text_of(segmented, set(waiting)), text_of(target), tuple(f"{name}/{mid}" for mid in waiting))


def _second(unit: Element, name: str) -> Pair:
    """A unit of XLIFF 2: segments, with what stands between them."""
    parts = list(unit.children("segment", "ignorable"))
    segments = [part for part in parts if part.name == "segment"]
    waiting = {
        part: label(part.attributes.get("id"), number) for number, part in enumerate(segments, 1) if _waits(part)
    }
    if not any(text_of(part.child("target")).text for part in segments):
        waiting = {}  # the unit as a whole has no target
    source, target = InlineText(), InlineText()
    for part in parts:
        _put(source, part.child("source") if part not in waiting else None)
    for part in _in_order_of_targets(parts):
        _put(target, part.child("target"))
    return Pair(name, source.stripped(), target.stripped(), tuple(f"{name}/{segment}" for segment in waiting.values()))


def _waits(part: Element) -> bool:
    """Whether a segment has a source, but no target."""
    return bool(text_of(part.child("source")).text) and not text_of(part.child("target")).text


def _put(text: InlineText, content: Element | None) -> None:
    text.apart()
    if content is not None:
        text.read(content)


def _in_order_of_targets(parts: Sequence[Element]) -> list[Element]:
    """Segments as their targets follow each other: the place that ``order`` states, or else their own."""
    placed: dict[int, Element] = {}
    for part in parts:
        target = part.child("target")
        order = target.attributes.get("order", "") if target else ""
        if _ORDER.fullmatch(order) and int(order) <= len(parts):
            placed.setdefault(int(order), part)
    taken = set(placed.values())
    others = (part for part in parts if part not in taken)
    return [placed[k] if k in placed else next(others) for k in range(1, len(parts) + 1)]
