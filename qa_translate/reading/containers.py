"""Files that hold whole articles, one or many: which reader reads which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qa_translate.article import Article
from qa_translate.errors import ArticleError, InputError
from qa_translate.fields import Fields
from qa_translate.reading.articles import read_articles
from qa_translate.reading.files import (
    ARTICLE_SUFFIXES,
    CONTAINER_SUFFIXES,
    PO_SUFFIXES,
    TABLE_SUFFIXES,
    TMX_SUFFIXES,
    XLIFF_SUFFIXES,
    shown,
)
from qa_translate.reading.po import read_po_article
from qa_translate.reading.streams import suffix_of
from qa_translate.reading.tables import read_table
from qa_translate.reading.tmx import read_tmx
from qa_translate.reading.xliff import read_xliff


def is_container(path: str | Path) -> bool:
    """Whether a file, by its suffix, holds sources with their translations, unit by unit or row by row."""
    return Path(path).suffix.lower() in CONTAINER_SUFFIXES | TABLE_SUFFIXES


def holds_articles(path: str | Path) -> bool:
    """Whether a file, by its suffix, is one that `articles_in` reads."""
    return Path(path).suffix.lower() in CONTAINER_SUFFIXES | TABLE_SUFFIXES | ARTICLE_SUFFIXES


def articles_in(
    path: str | Path,
    *,
    source_lang: str,
    target_lang: str,
    back_lang: str | None,
    names: Fields | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles in a file, in order: at least one; of a table or JSON Lines also what is wrong with single rows.

    Args:
        path: the file; its suffix says what it is.
        source_lang, target_lang: ISO 639-1 codes, where the file states none.
        back_lang: of back-translations, should there be some; None: detect it.
        names: of the columns of tables and of the fields of JSON.

    Raises:
        InputError: the file cannot be read, is not what it is said to be, or holds no article; or its suffix is none
            that is known.
        UsageError: one of the languages is no code.
    """
    suffix = suffix_of(path)
    if suffix in ARTICLE_SUFFIXES | TABLE_SUFFIXES:
        read = read_table if suffix in TABLE_SUFFIXES else read_articles
        yield from read(path, source_lang=source_lang, target_lang=target_lang, back_lang=back_lang, names=names)
        return
    if suffix in XLIFF_SUFFIXES:
        articles = read_xliff(path, source_lang=source_lang, target_lang=target_lang)
    elif suffix in TMX_SUFFIXES:
        articles = read_tmx(path, source_lang=source_lang, target_lang=target_lang)
    elif suffix in PO_SUFFIXES:
        articles = read_po_article(path, source_lang=source_lang, target_lang=target_lang)
    else:
        remedy = f"give it one of the suffixes {', '.join(sorted(CONTAINER_SUFFIXES | TABLE_SUFFIXES))}"
        raise InputError("is no file of articles that can be read", where=shown(path), remedy=remedy)
    yield from (replace(article, back_lang=back_lang) for article in articles)
