"""What becomes of an article: the work that is handed to a worker, and the answer that comes back.

All of it is plain data that can be pickled: who does the work, in which process or on which machine, does not show.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from qa_translate import wiring
from qa_translate.article import Side
from qa_translate.audit.entries import Aside, Entry
from qa_translate.config import Settings
from qa_translate.errors import ArticleError
from qa_translate.finding import Category, Report, Severity
from qa_translate.pipeline import Tools, check_articles
from qa_translate.report import Options
from qa_translate.report.json_v1 import as_json
from qa_translate.report.view import Mark, View, view_of
from qa_translate.vocabulary import Vocabulary

NO_PAGE = float("-inf")
"""A score that no article is below."""

PASSAGE = 240
"""Code points of the passage around a mark that are kept."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are checked together, since engines are fastest on large batches.

    Attributes:
        number: of the shard in its run, from 1.
        entries: the articles; the same settings hold for all of them.
        tries: how often it was given up before (see `qa_translate.audit.triage`).
        page_below: articles whose score is lower come with their pages.
    """

    number: int
    entries: tuple[Entry, ...]
    tries: int = 0
    page_below: float = NO_PAGE

    @property
    def settings(self) -> Settings:
        """What holds for its articles."""
        return self.entries[0].settings


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a mark stands.

    Attributes:
        translation, source: the passages, the marked words in ``[[ ]]``; "" where there are none.
        speaker: for marks of attribution, whom the translation names there; "" where nobody.
    """

    translation: str
    source: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An article that was checked.

    Attributes:
        index: of its entry in the shard.
        public: the object of the public JSON.
        passages: one for each of its marks.
        segments: start, end (code points of the translation), words and MQM penalty of segments with marks; start and
            end are None where the marks have no place.
        words: of the translation, as separated by white space.
        page: its page in HTML; "" where it is not wanted.
        seconds: wall time since the answer before it.
    """

    index: int
    public: dict[str, Any]
    passages: tuple[Passage, ...]
    segments: tuple[tuple[int | None, int | None, int, int], ...]
    words: int
    page: str = ""
    seconds: float = 0.0

    @property
    def score(self) -> float:
        """See `Report.score`."""
        return float(self.public["score"])

    @property
    def severities(self) -> list[Severity]:
        """Of its marks."""
        return [Severity(mark["severity"]) for mark in self.public["findings"]]


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be checked.

    Attributes:
        index: of its entry in the shard.
        reason: what is wrong, and the remedy; an error's own place stands before it.
        quarantined: whether it took its worker down, and is to be left alone until somebody asks for it.
    """

    index: int
    reason: str
    quarantined: bool = False


Outcome = Answered | Failed


@dataclass(frozen=True, slots=True)
class Done:
    """An article and what became of it."""

    entry: Entry
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ShardDone:
    """All articles of a shard have come back: a good moment to keep what there is."""


class Executor(Protocol):
    """Who does the work: this process, others, other machines."""

    def run(self, items: Iterator[Shard | Aside]) -> Generator[Done | ShardDone | Aside]:
        """Check articles, shard by shard, in whatever order.

        Args:
            items: shards, taken one by one when there is somebody to work on them, perhaps by another thread. What is
                no shard is handed on as it is.

        Yields:
            For every article its outcome, once; after each shard that it is done.

        Raises:
            ModelError: an engine cannot work at all.
        """


OpenTools = Callable[[Settings], Tools]
"""Loads what is needed to check the articles for which the settings hold."""


_OPEN: dict[str, Tools] = {}
_MOST_OPEN = 4


def open_tools(settings: Settings) -> Tools:
    """What is needed to check articles; of some settings it stays open, as shards take turns.

    Raises:
        ModelError: weights are missing or corrupt.
    """
    said = repr(settings)
    if said not in _OPEN:
        if len(_OPEN) >= _MOST_OPEN:
            _OPEN.pop(next(iter(_OPEN)))
        _OPEN[said] = wiring.open_tools(settings, similarity=False)
    return _OPEN[said]


def check_shard(shard: Shard, tools: Tools) -> Iterator[Outcome]:
    """Check the articles of a shard, in order.

    Raises:
        ModelError: an engine cannot work at all.
    """
    before = time.perf_counter()
    outcomes = check_articles((entry.article for entry in shard.entries), tools)
    for index, outcome in enumerate(outcomes):
        now = time.perf_counter()
        if isinstance(outcome, ArticleError):
            yield Failed(index, outcome.without(shard.entries[index].article.id))
        else:
            yield answered(index, outcome, shard, now - before)
        before = now


def answered(index: int, report: Report, shard: Shard, seconds: float = 0.0) -> Answered:
    """What is kept of a report."""
    settings = shard.settings
    view = view_of(report, {}, settings.min_confidence)
    return Answered(
        index,
        as_json(view),
        tuple(_passage(view, mark) for mark in view.marks),
        tuple((*((s.span.start, s.span.end) if s.span else (None, None)), s.words, s.penalty) for s in report.segments),
        len(report.article.translation.split()),
        _page(report, settings) if report.score < shard.page_below else "",
        seconds,
    )


def _page(report: Report, settings: Settings) -> str:
    return wiring.rendered(report, "html", Options(settings.min_confidence))


def _passage(view: View, mark: Mark) -> Passage:
    speaker = _speaker(view, mark) if mark.finding.category is Category.ATTRIBUTION else ""
    return Passage(_around(view, mark, Side.TRANSLATION), _around(view, mark, Side.SOURCE), speaker)


def _around(view: View, mark: Mark, side: Side) -> str:
    quote = view.quote(mark, side, PASSAGE)
    if quote is None:
        return ""
    before, after = ("… " if quote.cut_before else ""), (" …" if quote.cut_after else "")
    return " ".join(f"{before}{quote.before}[[{quote.words}]]{quote.after}{after}".split())


def _speaker(view: View, mark: Mark) -> str:
    """Whom the translation names: a name, or else words for a person, that the message quotes from around the mark."""
    around = _around(view, mark, Side.TRANSLATION).replace("[[", "").replace("]]", "")
    pronouns = _pronouns(view.article.target_lang)
    told = [words for words in quoted_in(mark.finding.message) if words in around and words.lower() not in pronouns]
    return next((words for words in told if words[:1].isupper()), told[0] if told else "")


@cache
def _pronouns(lang: str) -> frozenset[str]:
    table = Vocabulary().topic(lang, "segmentation") or {}
    return frozenset(word.lower() for word in table.get("pronouns", ()))


def quoted_in(message: str) -> Sequence[str]:
    """The words that a message quotes, in order."""
    return [part.split("”")[0] for part in message.split("“")[1:]]


class Here:
    """Does the work in this process, one shard after the other: nothing is protected from an article that crashes it.

    Args:
        open_tools: loads what is needed.
    """

    def __init__(self, open_tools: OpenTools = open_tools) -> None:
        self._open_tools = open_tools

    def run(self, items: Iterator[Shard | Aside]) -> Generator[Done | ShardDone | Aside]:
        """See `Executor`."""
        for item in items:
            if isinstance(item, Shard):
                for outcome in check_shard(item, self._open_tools(item.settings)):
                    yield Done(item.entries[outcome.index], outcome)
                yield ShardDone()
            else:
                yield item
