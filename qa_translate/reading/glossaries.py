"""Glossaries: tables (CSV, TSV) and TBX (ISO 30042, versions 2 and 3).

The columns of a table are ``source``, ``preferred``, ``forbidden``, ``note`` and ``kind`` (``term`` or ``person``); a
language's code may stand for ``source`` or ``preferred``. Several values of one cell are set apart by ``|``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qa_translate.errors import InputError, UsageError
from qa_translate.glossary import Glossary, Term
from qa_translate.langcode import language_code
from qa_translate.phrases import Phrase
from qa_translate.reading.agreement import check_agreement
from qa_translate.reading.files import shown
from qa_translate.reading.rows import rows_of
from qa_translate.reading.tbx import read_tbx

_DELIMITERS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}
_TBX = frozenset({".tbx", ".xml"})
_COLUMNS = ("source", "preferred", "forbidden", "note", "kind")
_KINDS = ("term", "person")


def read_glossary(paths: Sequence[str | Path], source_lang: str, target_lang: str) -> Glossary:
    """The terms of several files for one pair of languages; what the files have for others does not matter.

    Args:
        paths: files; their suffixes say what they are.
        source_lang, target_lang: ISO 639-1 codes.

    Raises:
        InputError: a file cannot be read, or an entry says nothing or contradicts itself.
    """
    terms: list[Term] = []
    for path in paths:
        suffix = Path(path).suffix.lower()
        if suffix in _TBX:
            found = list(read_tbx(path, source_lang, target_lang))
        elif suffix in _DELIMITERS:
            found = list(_table(path, source_lang, target_lang, _DELIMITERS[suffix]))
        else:
            remedy = "give a .csv, .tsv or .tbx file"
            raise InputError("is no glossary that can be read", where=shown(path), remedy=remedy)
        terms += found
    made = tuple(_checked(term, source_lang, target_lang) for term in terms)
    check_agreement(made, source_lang)
    return Glossary(made, given=bool(paths))


def _checked(term: Term, source_lang: str, target_lang: str) -> Term:
    """The term, each of its phrases once.

    Raises:
        InputError: it says nothing.
    """
    made = replace(
        term,
        source=tuple(dict.fromkeys(term.source)),
        preferred=tuple(dict.fromkeys(term.preferred)),
        forbidden=tuple(dict.fromkeys(term.forbidden)),
    )
    empty = [
        *(text for text in made.source if not Phrase.of(text, source_lang).forms),
        *(text for text in (*made.preferred, *made.forbidden) if not Phrase.of(text, target_lang).forms),
    ]
    if empty:
        raise InputError(f"{empty[0]!r} holds no word", where=term.where, remedy="write a word or a phrase")
    if not made.forbidden and not (made.source and made.preferred):
        message = "says neither what to write for a source's term nor what not to write"
        raise InputError(message, where=term.where, remedy="give source and preferred, or forbidden")
    return made


def _table(path: str | Path, source_lang: str, target_lang: str, delimiter: str) -> Iterator[Term]:
    head: list[str] | None = None
    for row in rows_of(path, delimiter):
        if isinstance(row, InputError):
            raise row
        if head is None:
            head = _head(row.cells, row.place, source_lang, target_lang)
        elif "preferred" in head or "forbidden" in head:
            yield _term(head, row.cells, row.place)


def _head(row: Sequence[str], where: str, source_lang: str, target_lang: str) -> list[str]:
    """What each column holds; "" for another language's."""
    head = [_column(cell.strip().lower(), where, source_lang, target_lang) for cell in row]
    if set(head) <= {"source", "note", "kind"}:
        remedy = f"name a column preferred or {target_lang}, or forbidden"
        raise InputError("has no translations", where=where, remedy=remedy)
    return head


def _column(name: str, where: str, source_lang: str, target_lang: str) -> str:
    if name in _COLUMNS:
        return name
    try:
        lang = language_code(name, where)
    except UsageError as error:
        near = difflib.get_close_matches(name, _COLUMNS, n=1)
        if ";" in name or "\t" in name:
            remedy = "set cells apart by commas in a .csv file, by tabs in a .tsv file"
            raise InputError(f"has one column, {name!r}", where=where, remedy=remedy) from error
        remedy = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_COLUMNS)} and codes of languages"
        raise InputError(f"unknown column {name!r}", where=where, remedy=remedy) from error
    return {source_lang: "source", target_lang: "preferred"}.get(lang, "")


def _term(head: Sequence[str], row: Sequence[str], where: str) -> Term:
    if len(row) > len(head):
        message = f"has {len(row)} cells under {len(head)} columns"
        raise InputError(message, where=where, remedy="quote cells that hold the separator")
    cells: dict[str, tuple[str, ...]] = {}
    for name, cell in zip(head, row, strict=False):
        cells[name] = (*cells.get(name, ()), *(part.strip() for part in cell.split("|") if part.strip()))
    kind = next(iter(cells.get("kind", ())), _KINDS[0])
    if kind not in _KINDS:
        raise InputError(f"kind {kind!r} is unknown", where=where, remedy=f"write {' or '.join(_KINDS)}")
    return Term(
        cells.get("source", ()),
        cells.get("preferred", ()),
        cells.get("forbidden", ()),
        " ".join(cells.get("note", ())),
        kind == "person",
        where,
    )
