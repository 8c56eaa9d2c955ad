"""The articles of an archive, one at a time, from any number of files and folders."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from qa_translate.article import Article
from qa_translate.audit.seen import Seen
from qa_translate.config import Project, Settings
from qa_translate.errors import ArticleError, InputError, UsageError
from qa_translate.project.jobs import Job, jobs_under
from qa_translate.project.keys import SettingsKeys, digest
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

_BLANK = b"\0 \t\r\n"
"""What a line holds in which nothing stands; in UTF-16 there are zeros."""

_NAMED_BY_ROW = TABLE_SUFFIXES | {PARQUET}
"""Kinds of files whose rows need no names of their own."""

_LONGEST = 200
"""Code points that are kept of an outlet's name."""

_LONGEST_ADDRESS = 2000
"""Code points that are kept of an address: half a line of Arabic makes 400, and a part of it leads nowhere."""

_DATES = (  # digits of any script: an archive in Arabic may have its own
    re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)"),
    re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?(?!\d)"),
    re.compile(r"(\d{4})[-/](\d\d?)$"),
    re.compile(r"(\d{4})$"),
)
_LENGTHS = (0, len("2024"), len("2024-05"), len("2024-05-31"))
"""Of a date of which that many parts are known."""

_KEYS = SettingsKeys()

_SECONDS = re.compile(r"-?\d{9,13}(?:\.\d*)?")
_MILLISECONDS = 1e11
"""Numbers from which a time is in milliseconds: as seconds it would be in the year 5138."""


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
        """A digest of everything that the answer depends on besides the program: its texts and settings.

        The parts of a file count as well, by which answers name places, and what was not read of it.
        """
        article = self.article
        texts = (article.translation, article.source or "", article.back_translation or "")
        langs = (article.source_lang, article.target_lang, article.back_lang or "")
        parts = repr((article.units, article.left_out))
        return digest([_KEYS.of(self.settings), *texts, *langs, parts])[:32]


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
        InputError: one of them cannot be opened, is a plain text, a folder without articles, or is named twice; or a
            pattern fits no file.
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
                total += sum(1 for row in stream if row.strip(_BLANK))
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
                yield Unread(error.where or path, error.without(error.where or path))


def _of_file(path: str, project: Project, seen: Seen) -> Iterator[Entry | Unread]:
    settings = project.settings if is_remote(path) else project.settings_of(path)
    names = settings.fields
    suffix = suffix_of(path)
    if suffix in CONTAINER_SUFFIXES:
        yield from _of_container(path, settings, seen)
        return
    langs = languages(**settings.languages)
    for number, record in enumerate(_records(path, suffix, settings), 1):
        if isinstance(record, InputError):
            yield Unread(record.where or path, record.without(record.where or path))
            continue
        name = _row_name(path, number, seen) if suffix in _NAMED_BY_ROW else ""
        found = article_in(record, langs, seen, names, name)
        if isinstance(found, ArticleError):
            place = found.where or record.where
            yield Unread(place, found.without(place))
        else:
            yield Entry(found, record.where, _about(record, settings), settings)


def _row_name(path: str, number: int, seen: Seen) -> str:
    """What a row is called that has no name: by its file, with folders where two files have the same (``part-0``)."""
    name = row_name(path, number)
    return name if name not in seen else f"{path}:{number}"


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
            place, _, said = job.message.partition(": ")  # messages begin with the line that is meant
            yield Unread(place, said)
    if empty:
        raise _without_articles(str(folder))


def _without_articles(folder: str) -> InputError:
    remedy = "give names like A.en.txt beside A.ar.txt, patterns in [[articles]], or name files of many articles"
    return InputError("holds no articles", where=folder, remedy=remedy)


def _of_job(job: Job, project: Project, seen: Seen) -> Iterator[Entry | Unread]:
    place = str(job.translation)
    try:
        settings = job.settings(project)
        if job.translation.suffix.lower() in CONTAINER_SUFFIXES:
            yield from _of_container(place, settings, seen, job.file)
            return
        article = read_article(job.translation, job.source, job.back, **settings.languages)
    except InputError as error:  # one file of many
        yield Unread(error.where or place, error.without(error.where or place))
        return
    except UsageError as error:  # its name states a language that is none
        yield Unread(place, error.without(place))
        return
    yield _named(Entry(article, place, About(), settings), job.file, seen)


def _of_container(path: str, settings: Settings, seen: Seen, file: str = "") -> Iterator[Entry | Unread]:
    found = list(articles_in(path, **settings.languages, names=settings.fields))
    for article in found:
        if isinstance(article, ArticleError):
            yield Unread(article.where or path, article.without(article.where or path))
        else:
            name = (file or article.id) if len(found) == 1 else f"{file}:{article.id}" if file else article.id
            yield _named(Entry(article, path, About(), settings), name, seen)


def _named(entry: Entry, name: str, seen: Seen) -> Entry | Unread:
    """An entry whose article bears the name that a folder gives it."""
    if name in seen:
        return Unread(entry.place, f"the id {name!r} was used at {seen[name]}; rename one of the two")
    seen[name] = entry.place
    return replace(entry, article=replace(entry.article, id=name))


def _about(record: Record, settings: Settings) -> About:
    said = settings.fields.renamed(record.value) if isinstance(record.value, dict) else {}
    return About(
        date_of(said.get("date")), _short(said.get("outlet"), _LONGEST), _short(said.get("url"), _LONGEST_ADDRESS)
    )


def _short(value: object, most: int) -> str:
    return "" if value is None else " ".join(str(value).split())[:most]


def date_of(value: object) -> str:
    """A date as ISO 8601, as exactly as it is known: a day, a month or a year; "" where it cannot be told.

    Args:
        value: a date, ISO 8601 with or without its hyphens, the date of an e-mail (RFC 5322), a year, or seconds or
            milliseconds since 1970; numbers may be written as text.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    with suppress(OverflowError, OSError, ValueError, TypeError):  # none of these
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _date_of_text(f"{value:.0f}") or _date_of_seconds(value)
        if isinstance(value, str):
            text = value.strip()
            if _SECONDS.fullmatch(text):
                return _date_of_seconds(float(text))
            return _date_of_text(text) or email.utils.parsedate_to_datetime(text).date().isoformat()
    return ""


def _date_of_text(text: str) -> str:
    for pattern in _DATES:
        if found := pattern.match(text):
            year, month, day = (*map(int, found.groups()), 1, 1)[:3]
            return datetime.date(year, month, day).isoformat()[: _LENGTHS[len(found.groups())]]
    return ""


def _date_of_seconds(value: float) -> str:
    seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
