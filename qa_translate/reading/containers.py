"""Files that hold a source and its translation together, one or many articles: which reader reads which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa_translate.article import Article
from qa_translate.errors import InputError
from qa_translate.reading.files import CONTAINER_SUFFIXES, TMX_SUFFIXES, XLIFF_SUFFIXES, shown
from qa_translate.reading.tmx import read_tmx
from qa_translate.reading.xliff import read_xliff


def is_container(path: str | Path) -> bool:
    """Whether a file, by its suffix, is one that `articles_in` reads."""
    return Path(path).suffix.lower() in CONTAINER_SUFFIXES


def articles_in(path: str | Path, *, source_lang: str, target_lang: str, back_lang: str | None) -> list[Article]:
    """The articles in a file, in order: at least one.

    Args:
        path: the file; its suffix says what it is.
        source_lang, target_lang: ISO 639-1 codes, where the file states none.
        back_lang: of back-translations, should there be some; None: detect it.

    Raises:
        InputError: the file cannot be read, is not what it is said to be, or holds no article; or its suffix is none of
            `CONTAINER_SUFFIXES`.
        UsageError: one of the languages is no code.
    """
    suffix = Path(path).suffix.lower()
    if suffix in XLIFF_SUFFIXES:
        articles = read_xliff(path, source_lang=source_lang, target_lang=target_lang)
    elif suffix in TMX_SUFFIXES:
        articles = read_tmx(path, source_lang=source_lang, target_lang=target_lang)
    else:
        remedy = f"give it one of the suffixes {', '.join(sorted(CONTAINER_SUFFIXES))}"
        raise InputError("is no file of units that can be read", where=shown(path), remedy=remedy)
    return [replace(article, back_lang=back_lang) for article in articles]
