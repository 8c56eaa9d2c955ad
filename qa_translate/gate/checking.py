"""From jobs to answers: what is kept is taken, the rest is read and checked together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qa_translate import wiring
from qa_translate.answer import Failure
from qa_translate.article import Article, Side
from qa_translate.checks import registry
from qa_translate.config import Project, Settings
from qa_translate.errors import ArticleError, QaTranslateError
from qa_translate.finding import Report
from qa_translate.gate.answering import answer_of
from qa_translate.gate.store import AnswerStore, Kept
from qa_translate.gate.suppress import Order, orders_in
from qa_translate.pipeline import check_articles
from qa_translate.project.jobs import Job
from qa_translate.project.keys import SettingsKeys, key_of
from qa_translate.reading import read_article
from qa_translate.reading.containers import articles_in, holds_articles
from qa_translate.reading.decode import decode
from qa_translate.reading.files import ARTICLE_SUFFIXES, TABLE_SUFFIXES, read_bytes

Done = tuple[Kept, list[Failure]]
"""What became of one job: answers of the articles that could be checked, and the others."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A job that has to be checked."""

    job: Job
    settings: Settings
    key: str


class Checker:
    """Answers the jobs of one project.

    Args:
        project: its settings.
        store: what is kept of earlier runs.
        advance: hears of every job that is done.
        fresh: whether what is kept is left aside.

    Attributes:
        reused: files of the jobs that were answered from the store.
    """

    def __init__(
        self, project: Project, store: AnswerStore, advance: Callable[[], None], *, fresh: bool = False
    ) -> None:
        self._project = project
        self._store = store
        self._fresh = fresh
        self._advance = advance
        self._rules = frozenset(registry.rules())
        self._keys = SettingsKeys()
        self.reused: set[str] = set()

    def outcomes(self, jobs: Sequence[Job]) -> dict[str, Done]:
        """What became of each job, by its file."""
        found: dict[str, Done] = {}
        missing: list[_Work] = []
        for job in jobs:
            try:
                work = self._work(job)
                kept = None if self._fresh else self._store.get(work.key)
            except QaTranslateError as error:
                found[job.file] = (_NOTHING, [Failure(job.file, str(error))])
                continue
            if kept is None:
                missing.append(work)
            else:
                self.reused.add(job.file)
                found[job.file] = (kept, [])
                self._advance()
        for group in _by_settings(missing):
            found |= dict(self._checked(group))
        return {job.file: found[job.file] for job in jobs}

    def _work(self, job: Job) -> _Work:
        settings = job.settings(self._project)
        return _Work(job, settings, key_of(job, self._keys.of(settings)))

    def _checked(self, group: Sequence[_Work]) -> Iterator[tuple[str, Done]]:
        """What became of jobs with the same settings, which share engines and batches; each is kept when it is done."""
        tools = wiring.open_tools(group[0].settings, similarity=False)
        failures: dict[str, list[Failure]] = {work.job.file: [] for work in group}
        waiting: deque[_Work] = deque()

        def articles() -> Iterator[Article]:
            for work in group:
                for item in _read(work):
                    if isinstance(item, QaTranslateError):
                        failures[work.job.file].append(Failure(work.job.file, str(item)))
                    else:
                        waiting.append(work)
                        yield item

        outcomes = ((waiting.popleft(), outcome) for outcome in check_articles(articles(), tools))
        done: set[str] = set()
        for file, some in groupby(outcomes, key=lambda pair: pair[0].job.file):
            reports: list[Report] = []
            for work, outcome in some:
                if isinstance(outcome, ArticleError):
                    failures[file].append(Failure(file, _placed(outcome, work.job)))
                else:
                    reports.append(outcome)
            done.add(file)
            yield file, self._finished(work, reports, failures[file])
        yield from ((w.job.file, self._finished(w, [], failures[w.job.file])) for w in group if w.job.file not in done)

    def _finished(self, work: _Work, reports: Sequence[Report], failures: list[Failure]) -> Done:
        """The answers of one job; they are kept if all of it could be checked."""
        self._advance()
        job, articles = work.job, [report.article for report in reports]
        answers = [answer_of(report, job, self._project.root, work.settings.min_confidence) for report in reports]
        orders: list[list[Order]] = [[] for _ in reports]
        if articles and job.translation.suffix.lower() not in _WITHOUT_COMMENTS:
            try:
                orders = orders_in(_given(articles[0], job), articles, job.file, self._rules)
            except QaTranslateError as error:  # the marks are there all the same
                failures = [*failures, Failure(job.file, str(error))]
        kept = Kept(tuple(answers), tuple(map(tuple, orders)))
        if not failures:
            self._store.put(work.key, kept)
        return kept, failures


_NOTHING = Kept((), ())
_WITHOUT_COMMENTS = frozenset({".docx"}) | ARTICLE_SUFFIXES | TABLE_SUFFIXES
"""Kinds of files in which nobody can say what to let be."""


def _given(article: Article, job: Job) -> str:
    """The file of a translation as it is, as it was decoded when it was read."""
    origin = article.origins.get(Side.TRANSLATION)
    return origin.given if origin else decode(read_bytes(job.translation), str(job.translation))


def _by_settings(works: Iterable[_Work]) -> list[list[_Work]]:
    groups: dict[str, list[_Work]] = {}
    for work in works:
        groups.setdefault(repr(work.settings), []).append(work)
    return list(groups.values())


def _read(work: _Work) -> Iterator[Article | QaTranslateError]:
    """The articles of one job."""
    job = work.job
    try:
        if holds_articles(job.translation):
            yield from articles_in(job.translation, **work.settings.languages, names=work.settings.fields)
        else:
            yield read_article(job.translation, job.source, job.back, **work.settings.languages)
    except QaTranslateError as error:
        yield error


def _placed(error: ArticleError, job: Job) -> str:
    """The error, at the file of its article."""
    own = error.where if error.where not in (error.article, "") else job.file
    return f"{own}: {error.message}" + (f"; {error.remedy}" if error.remedy else "")
