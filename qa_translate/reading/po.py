"""Articles from PO files (GNU gettext): the source's texts are the keys, the translation's are the strings.

Babel reads them; where each character stands in the file is found again from the line at which a message begins.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa_translate.article import Article, Side
from qa_translate.errors import InputError, UsageError
from qa_translate.langcode import language_code
from qa_translate.reading.decode import decode
from qa_translate.reading.files import name_of, read_bytes, shown
from qa_translate.reading.placed import Placed
from qa_translate.reading.units import Container, Pair, article_of_units, label

_LINE = re.compile(r"(?P<key>[a-z_]+(?:\[\d+\])?)?[ \t]*\"(?P<text>(?:[^\"\\]|\\.)*+)\"[ \t]*")
_KEYS = re.compile(r"msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_-]{1,40})")
_STRINGS = ("msgstr", "msgstr[0]")
_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a PO file that is neither empty nor a comment.

    Attributes:
        key: what begins with it (``msgid``), "" where it goes on.
        start, end: of what stands between its quotation marks, code points of the file.
    """

    key: str
    start: int
    end: int


def read_po_article(path: str | Path, *, source_lang: str = "ar", target_lang: str = "en") -> list[Article]:
    """The article in a PO file; its messages are its paragraphs.

    Fuzzy and untranslated messages are left out and said to be; obsolete ones and other forms than the first of a
    plural are not read.

    Args:
        path: the file; its name becomes the article's id.
        source_lang: ISO 639-1 code of the messages' keys.
        target_lang: of the translation, where the file's header does not say.

    Raises:
        InputError: it cannot be read, is no PO file, has no translated message, or a text is not what it is said to be.
        UsageError: one of the languages is no code.
    """
    from babel.messages.pofile import PoFileError, read_po

    where = shown(path)
    data = read_bytes(path)
    charset = _CHARSET.search(data[:4096])
    text = decode(data, where, charset[1].decode().lower() if charset and charset[1] != b"CHARSET" else None)
    text = text.removeprefix("\ufeff")
    lines = _lines(text, where)
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        at = getattr(error, "lineno", 0) or 0
        message = f"is no PO file ({str(error).removesuffix(f' on {at}')})"
        raise InputError(message, where=f"{where}:{at + 1}", remedy="msgfmt --check shows more") from error
    header = dict(catalog.mime_headers).get("Language", "").strip()
    stated = {Side.TRANSLATION: "Language"} if _code(header, where) else {}
    pairs: list[Pair] = []
    fuzzy = 0
    for number, each in enumerate((m for m in catalog if m.id), 1):
        if each.fuzzy:
            fuzzy += 1
            continue
        first = each.id if isinstance(each.id, str) else each.id[0]
        name = label(each.context or " ".join(first.split()[:_WORDS]), number)
        pairs.append(Pair(name, *_texts(text, lines, each.lineno or 0)))
    langs = (
        language_code(source_lang, "source_lang"),
        _code(header, where) or language_code(target_lang, "target_lang"),
    )
    return [_with_fuzzy(article_of_units(pairs, Container(where, text, name_of(path), *langs, stated)), fuzzy)]


def _with_fuzzy(article: Article, count: int) -> Article:
    if not count:
        return article
    said = f"{count} fuzzy message{'s are' if count > 1 else ' is'} not compared"
    return replace(article, left_out=(*article.left_out, said))


def _code(header: str, where: str) -> str:
    """The language that the header states; "" where it states none."""
    try:
        return language_code(header, where) if header and header != "LANGUAGE" else ""
    except UsageError as error:
        raise InputError(f"Language: {error.message}", where=where, remedy=error.remedy) from error


def _lines(text: str, where: str) -> dict[int, _Line]:
    """The lines that say something, by number; strictly, since Babel passes over some that are broken.

    Raises:
        InputError: one is not what gettext writes.
    """
    found: dict[int, _Line] = {}
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        start = at + len(line) - len(line.lstrip())
        at += len(line)
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        match = _LINE.fullmatch(bare)
        if match is None or (match["key"] is not None and not _KEYS.fullmatch(match["key"])):
            remedy = "write msgid or msgstr and a string in quotation marks"
            raise InputError("is no line of a PO file", where=f"{where}:{number}", remedy=remedy)
        found[number] = _Line(match["key"] or "", start + match.start("text"), start + match.end("text"))
    return found


def _texts(text: str, lines: dict[int, _Line], number: int) -> tuple[Placed, Placed]:
    """Source and translation of the message whose ``msgid`` stands on that line."""
    source, target = Placed(), Placed()
    for key, line in _message(lines, number):
        if key == "msgid":
            _unescape(text, line, source)
        elif key in _STRINGS:
            _unescape(text, line, target)
    return _stripped(source), _stripped(target)


def _message(lines: dict[int, _Line], number: int) -> Iterator[tuple[str, _Line]]:
    """The lines of one message with the key that each belongs to."""
    key = ""
    begun: set[str] = set()
    while number in lines:
        line = lines[number]
        key = line.key or key
        if line.key in begun:
            return  # the next message, without an empty line between
        begun |= {line.key} - {""}
        yield key, line
        number += 1


def _unescape(text: str, line: _Line, into: Placed) -> None:
    at = line.start
    for found in _ESCAPE.finditer(text, line.start, line.end):
        into.copy(text[at : found.start()], at)
        into.put(_ESCAPED.get(found[1], found[1]), found.start(), found.end())
        at = found.end()
    into.copy(text[at : line.end], at)


def _stripped(text: Placed) -> Placed:
    """Without white space at the two ends."""
    whole: Sequence[str] = text.text
    first = next((k for k, char in enumerate(whole) if not char.isspace()), len(whole))
    last = next((k for k in range(len(whole), first, -1) if not whole[k - 1].isspace()), first)
    made = Placed()
    made.text, made.starts, made.ends = text.text[first:last], text.starts[first:last], text.ends[first:last]
    return made
