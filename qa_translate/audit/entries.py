"""The articles of an archive, one at a time, from any number of files and folders."""

from __future__ import annotations

import datetime
import email.utils
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from qa_translate.article import Article
from qa_translate.audit.seen import Seen
from qa_translate.config import Project, Settings
from qa_translate.errors import ArticleError, InputError
from qa_translate.project.jobs import Job, jobs_under
from qa_translate.project.keys import digest, settings_key
from qa_translate.reading import read_article
from qa_translate.reading.articles import article_in, languages
from qa_translate.reading.containers import articles_in
from qa_translate.reading.files import ARTICLE_SUFFIXES, CONTAINER_SUFFIXES, STDIN, TABLE_SUFFIXES, opened
from qa_translate.reading.parquet import PARQUET, count_rows, parquet_records
from qa_translate.reading.records import Record, read_records
from qa_translate.reading.streams import expanded, is_remote, suffix_of
from qa_translate.reading.tables import row_name, table_records

_SAMPLE = 4096
_NO_JSON = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first object of a file."""

_NAMED_BY_ROW = TABLE_SUFFIXES | {PARQUET}
"""Kinds of files whose rows need no names of their own."""

_LONGEST = 200
"""Code points that are kept of what an archive says about an article."""


@dataclass(frozen=True, slots=True)
class About:
    """What an archive says about an article besides its texts.

    Attributes:
        date: ISO 8601, as far as it can be read: ``2024-05-31``, ``2024-05``, ``2024``; "" where it cannot.
        outlet: who published it.
        url: where.
    """

    date: str = ""
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """An article to check.

    Attributes:
        article: its texts.
        place: how messages name where it comes from.
        about: what else is known of it.
        settings: what holds for it.
    """

    article: Article
    place: str
    about: About
    settings: Settings

    @cached_property
    def content(self) -> str:
        """A digest of everything that the answer depends on besides the program: its texts and settings."""
        article = self.article
        texts = (article.translation, article.source or "", article.back_translation or "")
        langs = (article.source_lang, article.target_lang, article.back_lang or "")
        return digest([_key(self.settings), *texts, *langs])[:32]

    @property
    def size(self) -> int:
        """Code points of all its texts."""
        article = self.article
        return sum(len(text) for text in (article.translation, article.source, article.back_translation) if text)


class Aside:
    """What stands between the articles of a run and needs no work."""


@dataclass(frozen=True)
class Unread(Aside):
    """What could not be read: a row, or all of an input from there on.

    Attributes:
        place: where.
        reason: what is wrong, and the remedy.
    """

    place: str
    reason: str


def check_inputs(inputs: Sequence[str], project: Project) -> None:
    """Look at every input before the work begins.

    Args:
        inputs: see `entries`.
        project: see `entries`.

    Raises:
        InputError: one of them cannot be opened, is a plain text, a folder without articles, or is named twice.
    """
    twice = next((path for k, path in enumerate(inputs) if path in inputs[:k]), None)
    if twice is not None:
        raise InputError("is named twice", where=twice, remedy="name each input once")
    for path in inputs:
        if path == STDIN or Path(path).is_fifo():
            continue
        if Path(path).is_dir():
            if next(jobs_under(project, Path(path)), None) is None:
                raise _without_articles(path)
            continue
        for each in expanded(path):
            _check_kind(each)


def _check_kind(path: str) -> None:
    suffix = suffix_of(path)
    if suffix in ARTICLE_SUFFIXES | _NAMED_BY_ROW | CONTAINER_SUFFIXES:
        with opened(path):
            return
    with opened(path) as stream:
        if not stream.read(_SAMPLE).lstrip(_NO_JSON).startswith(b"{"):
            raise InputError(
                "is no file of many articles (JSON Lines, CSV, Parquet)",
                where=path,
                remedy="use the command check for a single text, or name its folder",
            )


def count_articles(inputs: Sequence[str]) -> int | None:
    """Number of articles in all inputs, where that is told quickly: lines and rows of files on this machine.

    Raises:
        InputError: one of them cannot be read.
    """
    total = 0
    for path in inputs:
        if path == STDIN or is_remote(path) or not Path(path).is_file():
            return None
        suffix = suffix_of(path)
        if suffix == PARQUET:
            total += count_rows(path)
        elif suffix in CONTAINER_SUFFIXES | TABLE_SUFFIXES | {".json"}:
            return None
        else:
            with opened(path) as stream:
                total += sum(1 for row in stream if not row.isspace())
    return total


def entries(inputs: Sequence[str], project: Project) -> Iterator[Entry | Unread]:
    """The articles of all inputs, in order; each is in memory only while it is handed on.

    Args:
        inputs: files, addresses, and folders; ``-`` is standard input.
        project: settings, which may differ from file to file.
    """
    with Seen() as seen:
        for path in inputs:
            try:
                if path != STDIN and Path(path).is_dir():
                    yield from _of_folder(Path(path), project, seen)
                else:
                    for each in expanded(path):
                        yield from _of_file(each, project, seen)
            except InputError as error:
                yield Unread(error.where or path, _said(error, error.where or path))


def _of_file(path: str, project: Project, seen: Seen) -> Iterator[Entry | Unread]:
    settings = project.settings if is_remote(path) else project.settings_of(path)
    names = settings.fields
    suffix = suffix_of(path)
    if suffix in CONTAINER_SUFFIXES:
        yield from _of_container(Path(path), settings, seen)
        return
    langs = languages(settings.source_lang, settings.target_lang, settings.back_lang)
    for number, record in enumerate(_records(path, suffix, settings), 1):
        if isinstance(record, InputError):
            yield Unread(record.where or path, _said(record, record.where or path))
            continue
        name = row_name(path, number) if suffix in _NAMED_BY_ROW else ""
        found = article_in(record, langs, seen, names, name)
        if isinstance(found, ArticleError):
            place = found.where or record.where
            yield Unread(place, _said(found, place))
        else:
            yield Entry(found, record.where, _about(record, settings), settings)


def _records(path: str, suffix: str, settings: Settings) -> Iterator[Record | InputError]:
    if suffix == PARQUET:
        return parquet_records(path, settings.fields)
    if suffix in TABLE_SUFFIXES:
        return table_records(path, settings.fields)
    return read_records(path)


def _of_folder(folder: Path, project: Project, seen: Seen) -> Iterator[Entry | Unread]:
    """The articles below a folder, by the naming scheme of the settings, or by their names."""
    empty = True
    for job in jobs_under(project, folder):
        empty = False
        if isinstance(job, Job):
            yield from _of_job(job, project, seen)
        else:
            yield Unread(job.file, job.message)
    if empty:
        raise _without_articles(str(folder))


def _without_articles(folder: str) -> InputError:
    remedy = "give names like A.en.txt beside A.ar.txt, patterns in [[articles]], or name files of many articles"
    return InputError("holds no articles", where=folder, remedy=remedy)


def _of_job(job: Job, project: Project, seen: Seen) -> Iterator[Entry | Unread]:
    settings = job.settings(project)
    place = str(job.translation)
    if job.translation.suffix.lower() in CONTAINER_SUFFIXES:
        yield from _of_container(job.translation, settings, seen, job.file)
        return
    try:
        article = read_article(
            job.translation,
            job.source,
            job.back,
            source_lang=settings.source_lang,
            target_lang=settings.target_lang,
            back_lang=settings.back_lang,
        )
    except InputError as error:
        yield Unread(place, _said(error, place))
        return
    yield _named(article, job.file, Entry(article, place, About(), settings), seen)


def _of_container(path: Path, settings: Settings, seen: Seen, file: str = "") -> Iterator[Entry | Unread]:
    langs: dict[str, Any] = {key: getattr(settings, key) for key in ("source_lang", "target_lang", "back_lang")}
    found = list(articles_in(path, **langs, names=settings.fields))
    for article in found:
        if isinstance(article, ArticleError):
            yield Unread(article.where or str(path), _said(article, article.where or str(path)))
        else:
            name = (file or article.id) if len(found) == 1 else f"{file}:{article.id}" if file else article.id
            yield _named(article, name, Entry(article, str(path), About(), settings), seen)


def _named(article: Article, name: str, entry: Entry, seen: Seen) -> Entry | Unread:
    """An entry whose article bears the name that a folder gives it; its texts come without the files around them."""
    if name in seen:
        return Unread(entry.place, f"the id {name!r} was used at {seen[name]}; rename one of the two")
    seen[name] = entry.place
    bare = Article(
        article.translation,
        article.source,
        article.back_translation,
        id=name,
        source_lang=article.source_lang,
        target_lang=article.target_lang,
        back_lang=article.back_lang,
        origins=article.origins,
        units=article.units,
    )
    return Entry(bare, entry.place, entry.about, entry.settings)


def _said(error: InputError, place: str) -> str:
    """An error without the place, which is said before it."""
    own = f"{error.where}: " if error.where and error.where != place else ""
    return f"{own}{error.message}" + (f"; {error.remedy}" if error.remedy else "")


def _about(record: Record, settings: Settings) -> About:
    said = settings.fields.renamed(record.value) if isinstance(record.value, dict) else {}
    return About(date_of(said.get("date")), _short(said.get("outlet")), _short(said.get("url")))


def _short(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())[:_LONGEST]


def date_of(value: object) -> str:
    """A date as ISO 8601, as exactly as it is known: a day, a month or a year; "" where it cannot be told.

    Args:
        value: a date, seconds since 1970, ISO 8601, or the date of an e-mail (RFC 5322).
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError, OSError, ValueError):
            return datetime.datetime.fromtimestamp(value, datetime.UTC).date().isoformat()
    text = str(value).strip() if isinstance(value, str) else ""
    for length, pattern in ((10, "%Y-%m-%d"), (10, "%Y/%m/%d"), (7, "%Y-%m"), (4, "%Y")):
        with suppress(ValueError):
            datetime.datetime.strptime(text[:length], pattern)
            return text[:length].replace("/", "-")
    with suppress(ValueError, TypeError):
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    return ""


_KEYS: dict[str, str] = {}


def _key(settings: Settings) -> str:
    """What settings come to, found out once for each that are met: of an archive there are a handful."""
    said = repr(settings)
    if said not in _KEYS:
        _KEYS[said] = hashlib.sha256(settings_key(settings).encode("utf-8", "surrogatepass")).hexdigest()
    return _KEYS[said]
