"""Terms from TBX: version 2 (``martif``, ISO 30042:2008) and 3 (``tbx``, ISO 30042:2019, in both its styles)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_translate.errors import InputError, UsageError
from qa_translate.glossary import Term
from qa_translate.langcode import language_code
from qa_translate.reading.xml_tree import Element, XmlFile, read_xml

_ROOTS = ("martif", "tbx")
_ENTRIES = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_SECTIONS = frozenset({"tig", "ntig", "termSec"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})
_FORBIDDEN = ("deprecated", "superseded", "forbidden", "notRecommended")
_PERSON = frozenset({"person", "personName"})
_KIND = frozenset({"termType", "subjectField"})
_NOTE = frozenset({"note"})
_PRIVATE = re.compile(r"(?:[ix]-|(?:mul|und|zxx)\b)", re.IGNORECASE)
"""Tags of no language that a glossary may well have beside those that are wanted."""


@dataclass
class _Entry:
    source: list[str] = field(default_factory=list)
    preferred: list[str] = field(default_factory=list)
    admitted: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    note: str = ""
    person: bool = False


def read_tbx(path: str | Path, source_lang: str, target_lang: str) -> Iterator[Term]:
    """The entries of a file that say something in these languages.

    Args:
        path: the file.
        source_lang, target_lang: ISO 639-1 codes.

    Raises:
        InputError: it cannot be read (see `read_xml`), or is no TBX.
    """
    file = read_xml(path)
    if file.root.name not in _ROOTS:
        message = f"is not TBX: its outermost element is <{file.root.name[:40]}>"
        raise InputError(message, where=file.place(file.root), remedy="name a TBX, CSV or TSV file")
    for element in _within(file.root, _ENTRIES):
        entry = _entry(file, element, source_lang, target_lang)
        wanted = (*entry.preferred, *entry.admitted)
        if entry.forbidden or (entry.source and wanted):
            where = file.place(element)
            yield Term(tuple(entry.source), wanted, tuple(entry.forbidden), entry.note, entry.person, where)


def _entry(file: XmlFile, element: Element, source_lang: str, target_lang: str) -> _Entry:
    made = _Entry(note=" ".join(_say(element, _NOTE)), person=_is_person(element))
    for section in _within(element, _LANGUAGES):
        lang = _language(section, file)
        for part in _within(section, _SECTIONS):
            text = " ".join("".join(run.text for term in _within(part, {"term"}) for run in term.runs()).split())
            if not text:
                continue
            made.person = made.person or _is_person(part)
            if lang == source_lang:
                made.source.append(text)
            elif lang == target_lang:
                _place(made, _say(part, _STATUS)).append(text)
    return made


def _place(entry: _Entry, status: Sequence[str]) -> list[str]:
    if any(each.startswith(_FORBIDDEN) for each in status):
        return entry.forbidden
    preferred = not status or any(each.startswith(("preferred", "standardized")) for each in status)
    return entry.preferred if preferred else entry.admitted


def _is_person(element: Element) -> bool:
    return not _PERSON.isdisjoint(_say(element, _KIND))


def _say(element: Element, kinds: frozenset[str]) -> list[str]:
    """What an element's own notes say of `kinds`: ``<termNote type="...">`` or elements of that name."""
    inside = _down(element, _SECTIONS | _LANGUAGES)
    said = (inner for inner in inside if inner.attributes.get("type") in kinds or inner.name in kinds)
    return [text for inner in said if (text := " ".join("".join(run.text for run in inner.runs()).split()))]


def _language(section: Element, file: XmlFile) -> str:
    """Its code; "" for a tag of no language."""
    given = section.attributes.get("xml:lang") or section.attributes.get("lang", "")
    if _PRIVATE.match(given):
        return ""
    try:
        return language_code(given, file.place(section))
    except UsageError as error:
        raise InputError(f"xml:lang: {error.message}", where=file.place(section), remedy=error.remedy) from error


def _within(element: Element, names: frozenset[str] | set[str]) -> Iterator[Element]:
    """The outermost elements of these names below `element`, in order."""
    for item in element.content:
        if isinstance(item, Element):
            if item.name in names:
                yield item
            else:
                yield from _within(item, names)


def _down(element: Element, without: frozenset[str]) -> Iterator[Element]:
    """All elements below `element`, but for those of these names and what is in them."""
    for item in element.content:
        if isinstance(item, Element) and item.name not in without:
            yield item
            yield from _down(item, without)
