"""One text or one article from files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from qa_translate.article import Article, Origin, Side, Unit
from qa_translate.errors import ArticleError, InputError
from qa_translate.fields import Fields
from qa_translate.language import detect
from qa_translate.reading.articles import article_of, languages, text_of
from qa_translate.reading.containers import articles_in, is_container
from qa_translate.reading.decode import decode, is_utf8
from qa_translate.reading.files import ARTICLE_SUFFIXES, MARKDOWN_SUFFIXES, language_of_name, name_of, read_bytes, shown
from qa_translate.reading.html import declared_encoding, main_text
from qa_translate.reading.records import Record, read_records
from qa_translate.reading.unmarked import unmarked
from qa_translate.reading.validate import check_text, language_name, validate

Value = TypeVar("Value")

_DOCX = ".docx"
_LARGEST_DOCUMENT = 100_000_000
"""Bytes of the largest Word document that is read; its pictures are part of it."""

_HTML = frozenset({".html", ".htm", ".xhtml"})


def read_text(path: str | Path, side: Side = Side.TRANSLATION, *, encoding: str | None = None) -> str:
    """The text of a file.

    Plain text is given as it is, without its byte-order mark and with its line ends. Markdown is given without
    its markup, of an HTML page the main text is taken out (`read_article` remembers where they stand in the file), of a
    Word document what a reader sees. Of an article file (JSON, or JSON Lines with one article) the text of
    `side` is given; the rest of it does not matter.

    Args:
        path: the file; ``-``: standard input, as plain text.
        side: which text of an article file.
        encoding: the file's encoding; None: find out.

    Raises:
        InputError: the file cannot be read, is not text, or holds no words.
    """
    return _read(path, side, encoding).text


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a file.

    Attributes:
        text: see `read_text`.
        origin: where it stands in the file, if that holds more.
        units: what the file calls its parts.
    """

    text: str
    origin: Origin | None = None
    units: tuple[Unit, ...] = ()


def _read(path: str | Path, side: Side, encoding: str | None) -> _Text:
    """The text of a file (see `read_text`)."""
    if is_container(path):
        message = "holds sources with their translations, not one text"
        raise InputError(message, where=shown(path), remedy="name it as the translation, by itself")
    made = _Text(text_of(_only_record(path), side)) if _holds_articles(path) else _plain(path, encoding)
    check_text(made.text, shown(path))
    return made


def _plain(path: str | Path, encoding: str | None) -> _Text:
    suffix = Path(path).suffix.lower()
    if suffix == _DOCX:
        from qa_translate.reading.docx import docx_text  # lxml and python-docx take 0.1 s to load

        text, units = docx_text(read_bytes(path, at_most=_LARGEST_DOCUMENT), shown(path))
        return _Text(text, None, units)
    data = read_bytes(path)
    if suffix in _HTML:
        page = decode(data, shown(path), encoding or _declared(data, declared_encoding(data)))
        return _Text(*main_text(page, shown(path)))
    text = decode(data, shown(path), encoding)
    return _Text(*unmarked(text)) if suffix in MARKDOWN_SUFFIXES else _Text(text)


def read_article(
    translation: str | Path,
    source: str | Path | None = None,
    back_translation: str | Path | None = None,
    *,
    source_lang: str = "ar",
    target_lang: str = "en",
    back_lang: str | None = None,
    encoding: str | None = None,
    names: Fields | None = None,
) -> Article:
    """An article from its files, or from one file that holds all of it (JSON, XLIFF, TMX, PO, a table of one row).

    Args:
        translation: file of the translation, or article file; its name without suffix becomes the article's id (see
            `name_of`).
        source, back_translation: files of the others; they take the place of the article file's own.
        source_lang, target_lang: ISO 639-1 codes; an article file's own go before.
        back_lang: of the back-translation; None: that of the article file, or detect it.
        encoding: of all files but XML, which says so itself; None: find out.
        names: of an article file's fields, and of a table's columns.

    Raises:
        InputError: a file cannot be read, is not what it is said to be (see `validate`), or holds many articles.
        UsageError: one of the languages is no code.
    """
    read: dict[Side, _Text] = {}
    if is_container(translation):
        given = _only_article(translation, source_lang, target_lang, back_lang, names)
    elif _holds_articles(translation):
        langs = languages(source_lang, target_lang, None)
        given = article_of(_only_record(translation), langs, {}, name_of(translation), names)
    else:
        read[Side.TRANSLATION] = _read(translation, Side.TRANSLATION, encoding)
        text = read[Side.TRANSLATION].text
        given = Article(text, id=name_of(translation), source_lang=source_lang, target_lang=target_lang)
    for side, path in ((Side.SOURCE, source), (Side.BACK, back_translation)):
        if path is not None:
            read[side] = _read(path, side, encoding)
    texts: dict[str, Any] = {side.value: made.text for side, made in read.items()}
    article = replace(
        given,
        **texts,
        back_lang=back_lang or given.back_lang,
        origins={**_without(given.origins, read), **{side: made.origin for side, made in read.items() if made.origin}},
        units={**_without(given.units, read), **{side: made.units for side, made in read.items() if made.units}},
    )
    places = {
        Side.TRANSLATION: shown(translation),
        Side.SOURCE: shown(source or translation),
        Side.BACK: shown(back_translation or translation),
    }
    validate(article, places)
    _check_name(article, translation)
    return article


def _without(given: Mapping[Side, Value], read: Collection[Side]) -> dict[Side, Value]:
    """What is known of the texts in whose place no other was read."""
    return {side: value for side, value in given.items() if side not in read}


def _only_article(
    path: str | Path, source_lang: str, target_lang: str, back_lang: str | None, names: Fields | None
) -> Article:
    found = articles_in(path, source_lang=source_lang, target_lang=target_lang, back_lang=back_lang, names=names)
    articles = list(found)
    if len(articles) != 1:
        message = f"holds {len(articles)} articles"
        raise InputError(message, where=shown(path), remedy="use the command gate, which takes many")
    if isinstance(articles[0], ArticleError):
        raise articles[0]
    return articles[0]


def _check_name(article: Article, path: str | Path) -> None:
    """Raise where the name and the words of a translation, however few, say that it is in another language."""
    named = language_of_name(path)
    if named not in ("", article.target_lang) and detect(article.translation) == named:
        message = f"the translation is {language_name(named)}, not {language_name(article.target_lang)}"
        raise InputError(message, where=shown(path), remedy=f"say --target-lang {named}")


def _holds_articles(path: str | Path) -> bool:
    return Path(path).suffix.lower() in ARTICLE_SUFFIXES


def _only_record(path: str | Path) -> Record:
    found = read_records(path)
    first = next(found, None)
    if first is None:
        raise InputError("holds no article", where=shown(path), remedy="give one object with the field translation")
    if isinstance(first, InputError):
        raise first
    if next(found, None) is not None:
        raise InputError("holds more than one article", where=shown(path), remedy="use the command audit")
    return first


def _declared(data: bytes, encoding: str | None) -> str | None:
    """The encoding a page declares, where its bytes are not UTF-8 in spite of that."""
    return None if encoding is None or encoding.startswith("utf") or is_utf8(data) else encoding
