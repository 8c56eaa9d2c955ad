"""Which articles a project has, and which files belong to each: by the settings' patterns, by front matter, by name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa_translate.answer import Failure
from qa_translate.config import Naming, Project, Settings
from qa_translate.errors import InputError, UsageError
from qa_translate.globs import filled, has_wildcard, matcher
from qa_translate.langcode import language_code
from qa_translate.project.front_matter import Head, head_of
from qa_translate.reading.decode import decode
from qa_translate.reading.files import (
    CONTAINER_SUFFIXES,
    MARKDOWN_SUFFIXES,
    STDIN,
    TEXT_SUFFIXES,
    XLIFF_SUFFIXES,
    companions,
    language_of_name,
    read_bytes,
)
from qa_translate.report.runs.xliff import REPORT

_OTHERS = frozenset({"source", "back", "translation"})
"""Names of the files of an article that has a folder of its own."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "build", "dist"})
"""Folders that hold no articles; nor do those whose names begin with a dot."""


@dataclass(frozen=True, slots=True)
class Job:
    """The files of one article, or of a container of several.

    Attributes:
        file: path of the translation from the project's folder, with slashes.
        translation, source, back: the files; None where there are none.
        source_lang, target_lang: what pattern or front matter says; None: as set for that file.
    """

    file: str
    translation: Path
    source: Path | None = None
    back: Path | None = None
    source_lang: str | None = None
    target_lang: str | None = None

    @property
    def files(self) -> list[Path]:
        """All files that are there."""
        return [path for path in (self.translation, self.source, self.back) if path is not None]

    def settings(self, project: Project) -> Settings:
        """What holds for it: what options say, then its pattern or front matter, then the settings for its file."""
        said = {"source_lang": self.source_lang, "target_lang": self.target_lang}
        own: dict[str, Any] = {name: lang for name, lang in said.items() if lang and name not in project.options}
        return replace(project.settings_for(self.file), **own)

    def had_one_of(self, deleted: Iterable[Path]) -> bool:
        """Whether a file that is no more may have been the article's: by its name, or as the only one of a folder."""
        own = _stem(self.translation)
        here = self.translation.resolve().parent
        return any(_stem(path) == own or (_stem(path) in _OTHERS and path.parent == here) for path in deleted)


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of a project.

    Attributes:
        jobs: in the order of their paths.
        failures: of files whose front matter cannot be read, or names a file that is not there.
        project: translations of all articles of the project, whether or not they are among these.
    """

    jobs: tuple[Job, ...]
    failures: tuple[Failure, ...] = ()
    project: frozenset[str] = frozenset()


def jobs_of(given: Project) -> Found:
    """Every article of the project."""
    finder = _Finder(given)
    every = list(finder.jobs(finder.files()))
    found = [job for job in every if isinstance(job, Job)]
    failures = [failure for failure in every if isinstance(failure, Failure)]
    project = frozenset([*(job.file for job in found), *(failure.file for failure in failures)])
    return Found(tuple(found), tuple(failures), project)


def jobs_under(project: Project, folder: Path) -> Iterator[Job | Failure]:
    """The articles below a folder, one at a time; what is wrong with front matter is among them.

    Args:
        project: its patterns start at its root; a folder elsewhere is a root of its own.
        folder: where to look.
    """
    inside = folder.resolve().is_relative_to(project.root.resolve())
    finder = _Finder(project if inside else replace(project, root=folder))
    return finder.jobs(finder.below(folder))


def chosen_jobs(project: Project, paths: Sequence[str]) -> Found:
    """The articles that `paths` name: files of theirs, folders, patterns; a single file needs no pattern.

    Args:
        project: where they are; paths on the command line start at the working directory.
        paths: none: all articles of the project.

    Raises:
        InputError: front matter of a file that was named cannot be read.
        UsageError: a path is not there, or a pattern matches nothing.
    """
    every = jobs_of(project)
    if not paths:
        return every
    root = project.root.resolve()
    files = {job.file: [file.resolve() for file in job.files] for job in every.jobs}
    wanted: set[str] = set()
    alone: list[Job] = []
    broken: list[Failure] = []
    for path in paths:
        places = frozenset(_expanded(path))
        own = {name for name, own in files.items() if any(_within(file, places) for file in own)}
        wanted |= own
        failed = [failure for failure in every.failures if _within(root / failure.file, places)]
        broken += failed
        if not own and not failed and not project.settings.articles and Path(path).is_file():
            alone.append(_Finder(project).alone(Path(path)))
    jobs = (*(job for job in every.jobs if job.file in wanted), *dict.fromkeys(alone))
    return Found(jobs, tuple(dict.fromkeys(broken)), every.project | {job.file for job in alone})


class _Finder:
    """Looks for the articles of one project."""

    def __init__(self, project: Project) -> None:
        self._root = project.root.resolve()
        self._base = _from_here(self._root)
        self._project = project
        self._settings: Settings = project.settings
        self._excluded = [matcher(pattern, "exclude") for pattern in self._settings.exclude]

    def files(self) -> Iterator[str]:
        """Every file that may be part of an article, from the project's folder, sorted."""
        return iter(sorted(self.below(self._root)))

    def below(self, top: Path) -> Iterator[str]:
        """Those below one folder, folder by folder."""
        for folder, inner, names in os.walk(top.resolve()):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _FOLDERS)
            base = Path(folder).relative_to(self._root)
            for name in sorted(names):
                file = (base / name).as_posix()
                if self._may_be_read(folder, name) and not any(each.fullmatch(file) for each in self._excluded):
                    yield file

    def jobs(self, files: Iterable[str]) -> Iterator[Job | Failure]:
        """The articles whose translations are among `files`."""
        for file in files:
            try:
                job = self.job(file)
            except (InputError, UsageError) as error:
                yield Failure(file, str(error))
            else:
                yield from [job] if job else []

    def _may_be_read(self, folder: str, name: str) -> bool:
        """Whether a file is one, and is in the project: a link may lead to somebody's secrets."""
        path = os.path.join(folder, name)
        if name.startswith("."):
            return False
        return not os.path.islink(path) or (os.path.isfile(path) and Path(path).resolve().is_relative_to(self._root))

    def job(self, file: str) -> Job | None:
        """The article whose translation is `file`, if it is one."""
        if _is_report(self._root / file):
            return None
        if not self._settings.articles:
            return self._by_name(file)
        for naming in self._settings.articles:
            found = matcher(naming.translation, "translation").fullmatch(file)
            if found is not None:
                return self._by_pattern(file, naming, found.groupdict())
            if self._is_other(naming, file):
                return None
        return None

    def alone(self, path: Path) -> Job:
        """The article whose translation was named on the command line."""
        job = Job(relative(path, self._root), path, *companions(path, self._settings.source_lang))
        return self._with_head(job, self._head(path))

    def _is_other(self, naming: Naming, file: str) -> bool:
        """Whether a file is the source or the back-translation of an article of that pattern."""
        lang = {"lang": naming.source_lang or self._settings.source_lang}
        others = (filled(pattern, lang) for pattern in (naming.source, naming.back_translation) if pattern)
        return any(matcher(pattern, "source").fullmatch(file) for pattern in others)

    def _by_pattern(self, file: str, naming: Naming, values: dict[str, str]) -> Job | None:
        """The article that a pattern makes of a file; None where the file is rather one of its other texts."""
        path = self._base / file
        head = self._head(path)
        lang = head.said(self._settings.front_matter.lang, str(path)) or values.get("lang")
        source_lang = naming.source_lang or self._project.settings_for(file).source_lang
        if lang is not None and language_code(lang, str(path)) == source_lang:
            return None
        patterns = (naming.source or (naming.translation if "lang" in values else None), naming.back_translation)
        named = [filled(pattern, {**values, "lang": source_lang}) if pattern else None for pattern in patterns]
        if file in named or _is_back(file):
            return None
        beside = companions(path, source_lang)
        source, back = (found if name is None else self._there(name) for name, found in zip(named, beside, strict=True))
        job = Job(file, path, source, back, naming.source_lang, naming.target_lang or lang)
        return self._with_head(job, head)

    def _by_name(self, file: str) -> Job | None:
        """Without patterns: containers, texts that have their source beside them, texts that name it."""
        path = self._base / file
        suffix = path.suffix.lower()
        if suffix in CONTAINER_SUFFIXES:
            return Job(file, path)
        if suffix not in TEXT_SUFFIXES or _is_back(file):
            return None
        lang = language_of_name(path) or None
        source_lang = self._project.settings_for(file).source_lang
        source, back = companions(path, source_lang)
        head = self._head(path)
        if lang == source_lang or (source is None and head.said(self._settings.front_matter.source, file) is None):
            return None
        return self._with_head(Job(file, path, source, back, target_lang=lang), head)

    def _with_head(self, job: Job, head: Head) -> Job:
        """`job` with what its front matter says."""
        keys = self._settings.front_matter
        where = str(job.translation)
        lang = head.said(keys.lang, where)
        return replace(
            job,
            source=self._named(head, keys.source, job) or job.source,
            back=self._named(head, keys.back_translation, job) or job.back,
            target_lang=lang or job.target_lang,
        )

    def _named(self, head: Head, key: str, job: Job) -> Path | None:
        """The file that front matter names under that key."""
        where = str(job.translation)
        said = head.said(key, where)
        if said is None or "://" in said or ("/" not in said and not _SUFFIX.search(said)):
            return None  # many sites keep the address of the original there, or who wrote it
        path = self._base / said[1:] if said.startswith("/") else job.translation.parent / said
        if not _is_file(path):
            raise InputError(f"{key}: there is no {said}", where=head.place(key, where), remedy="correct the path")
        if not path.resolve().is_relative_to(self._root):
            message = f"{key}: {said} is outside of the project"
            raise InputError(message, where=head.place(key, where), remedy="keep it in the project")
        return Path(os.path.normpath(path))

    def _head(self, path: Path) -> Head:
        if path.suffix.lower() not in MARKDOWN_SUFFIXES or not _is_file(path) or not path.stat().st_size:
            return Head()
        return head_of(decode(read_bytes(path), str(path)), str(path))

    def _there(self, file: str) -> Path | None:
        path = self._base / file
        return path if _is_file(path) else None


def relative(path: Path, root: Path) -> str:
    """A path from the project's folder, with slashes; the whole path where it is elsewhere."""
    if str(path) == STDIN:
        return STDIN
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _from_here(root: Path) -> Path:
    """A folder as messages name it: from the working directory, where there is such a path."""
    try:
        return Path(os.path.relpath(root))
    except ValueError:  # on another drive
        return root


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def _stem(path: Path) -> str:
    return path.name.split(".")[0]


def _is_report(path: Path) -> bool:
    """Whether a file is an XLIFF report of this tool."""
    if path.suffix.lower() not in XLIFF_SUFFIXES:
        return False
    try:
        with path.open("rb") as stream:
            return REPORT.encode() in stream.read(1000)
    except OSError:
        return False


def _is_back(file: str) -> bool:
    """Whether a name says that the file is a back-translation."""
    return ".back." in f"{Path(file).name}." or Path(file).name.startswith("back.")


def _expanded(path: str) -> list[Path]:
    """The files and folders that a path on the command line names."""
    if os.path.exists(path):  # which never raises, as `Path.exists` does for what can be no name
        return [Path(path).resolve()]
    if not has_wildcard(path):
        raise UsageError("no such file or folder", where=path, remedy="check the path")
    wanted = matcher(path.removeprefix("./"), path)
    here = Path.cwd()
    found = [each.resolve() for each in here.rglob("*") if wanted.fullmatch(each.relative_to(here).as_posix())]
    if not found:
        raise UsageError("no file has such a name", where=path, remedy="check the pattern; quote it in a shell")
    return found


def _within(file: Path, places: frozenset[Path]) -> bool:
    return file in places or not places.isdisjoint(file.parents)
