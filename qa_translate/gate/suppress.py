"""Marks that somebody has said to let be: in the article itself, or in the settings.

In an article, in a comment (of Markdown, HTML or XML, or a ``#`` comment of a PO file)::

    <!-- qa-translate: ignore changed-number: the ministry corrected the figure -->
    <!-- qa-translate: ignore-article untranslated-words: names of shops -->

The first holds for the paragraph that it stands in, or for the next one; the second for the whole article. Several
rules are set apart by commas, ``*`` is every rule. In front matter it holds for the whole article, or for marks whose
words hold ``text``::

    qa-translate:
      ignore:
        - rule: changed-number
          text: 14 ships
          reason: the ministry corrected the figure
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from qa_translate.answer import Answer, Mark, Status, Suppression, Where
from qa_translate.article import Article, Side, Span
from qa_translate.config import Project
from qa_translate.config.rules import EVERY
from qa_translate.errors import InputError
from qa_translate.gate.fingerprint import folded
from qa_translate.globs import matcher
from qa_translate.project.front_matter import OWN, Head, head_of
from qa_translate.reading.files import MARKDOWN_SUFFIXES, PO_SUFFIXES
from qa_translate.report.passages import paragraphs_of
from qa_translate.report.places import Lines

_TOOL = r"qa-translate\s*:\s*"
_XML = re.compile(rf"<!--\s{{0,100}}{_TOOL}")
_HASH = re.compile(rf"^#[ \t]*{_TOOL}([^\n]*)$", re.MULTILINE)
_ORDER = re.compile(
    r"(?P<what>ignore(?:-article)?)\s+(?P<rules>[\w*-]+(?:\s*,\s*[\w*-]+)*)\s*(?::\s*(?P<reason>.*))?", re.DOTALL
)
_MESSAGE = re.compile(r"^msgid\b", re.MULTILINE)
_UNIT = re.compile(r"<(?:trans-unit|unit|tu)\b")
_WHOLE = "ignore-article"
_NOWHERE = Span(-1, -1)
_FORM = 'write "qa-translate: ignore RULE: reason"'


@dataclass(frozen=True, slots=True)
class Order:
    """One suppression and what it holds for.

    Attributes:
        suppression: as reports show it.
        stretch: code points of the file, a paragraph's; None: the whole article.
        text: words that the marked passage must hold, folded; "" where any will do.
        path: pattern of articles; "" in an article itself.
    """

    suppression: Suppression
    stretch: Span | None = None
    text: str = ""
    path: str = ""

    def concerns(self, files: Iterable[str]) -> bool:
        """Whether it is meant for one of these articles."""
        pattern = matcher(self.path or "**", "path")
        return any(pattern.fullmatch(file) for file in files)

    def meets(self, mark: Mark, file: str) -> bool:
        """Whether it holds for a mark of the article in that file."""
        if self.suppression.rule not in (EVERY, mark.rule):
            return False
        if self.path and not matcher(self.path, "path").fullmatch(file):
            return False
        if self.stretch is not None and not _inside(mark, self.stretch):
            return False
        words = " ".join(p.text for p in (mark.target, mark.source) if p is not None)
        return not self.text or f" {self.text} " in f" {folded(words)} "


def applied(answer: Answer, orders: Sequence[Order], met: set[int]) -> Answer:
    """`answer` with the marks that `orders` hold for suppressed; their numbers are added to `met`.

    A mark that several hold for is suppressed by the first, and all of them have met it.
    """
    marks: list[Mark] = []
    for mark in answer.marks:
        holding = [k for k, order in enumerate(orders) if order.meets(mark, answer.file)]
        met.update(holding)
        if holding and mark.status is Status.NEW:
            mark = replace(mark, status=Status.SUPPRESSED, suppression=orders[holding[0]].suppression)
        marks.append(mark)
    return replace(answer, marks=tuple(marks))


def orders_of_settings(project: Project, today: datetime.date) -> list[Order]:
    """The suppressions of the settings that have not ended."""
    return [
        Order(
            Suppression(s.rule, s.reason, Where.CONFIGURATION, project.places.get(f"suppressions.{k}", "")),
            text=folded(s.text),
            path=s.path,
        )
        for k, s in enumerate(project.settings.suppressions)
        if s.until is None or today <= s.until
    ]


def orders_in(text: str, articles: Sequence[Article], file: str, known: Collection[str]) -> list[list[Order]]:
    """The suppressions that a file holds, for each of its articles.

    Args:
        text: the file of the translations as it is.
        articles: what was read from it, in order; at least one. Front matter is the first one's.
        file: how messages name the file.
        known: names of all rules.

    Raises:
        InputError: one of them names no rule, or gives no reason.
    """
    lines = Lines(text)
    suffix = PurePosixPath(file).suffix.lower()
    found: list[list[Order]] = [[] for _ in articles]
    if suffix in MARKDOWN_SUFFIXES:
        found[0] += _of_head(head_of(text, file), file)
    paragraphs = sorted(
        (article.place(Side.TRANSLATION, span), k)
        for k, article in enumerate(articles)
        for span in paragraphs_of(article.translation)
    )
    for at, said in _comments(text, suffix):
        after = (pair for pair in paragraphs if pair[0].end > at.start)
        stretch, owner = next(after, (_NOWHERE, len(articles) - 1))
        unread = stretch is not _NOWHERE and _passes_by(text[at.end : stretch.start], suffix)
        place = f"{file}:{lines.line(at.start)}"
        found[owner] += _of_comment(said, _NOWHERE if unread else stretch, place, whole=not unread)
    for order in (order for each in found for order in each):
        _check(order.suppression, known)
    return found


def _comments(text: str, suffix: str) -> Iterator[tuple[Span, str]]:
    """The comments that speak to this tool, and what they say."""
    if suffix in PO_SUFFIXES:
        yield from ((Span(*found.span()), found[1]) for found in _HASH.finditer(text))
        return
    for found in _XML.finditer(text):
        end = text.find("-->", found.end())
        if end < 0:
            return
        yield Span(found.start(), end + 3), text[found.end() : end]


def _passes_by(between: str, suffix: str) -> bool:
    """Whether a unit that was not read stands between a comment and the next one that was."""
    return len((_MESSAGE if suffix in PO_SUFFIXES else _UNIT).findall(between)) > 1 or "</file>" in between


def _of_comment(comment: str, stretch: Span, place: str, *, whole: bool) -> Iterator[Order]:
    said = _ORDER.fullmatch(comment.strip())
    if said is None:
        raise InputError("a suppression that cannot be read", where=place, remedy=_FORM)
    reason = " ".join((said["reason"] or "").split())
    for rule in re.split(r"\s*,\s*", said["rules"]):
        suppression = Suppression(rule, reason, Where.ARTICLE, place)
        yield Order(suppression, None if said["what"] == _WHOLE and whole else stretch)


def _of_head(head: Head, file: str) -> Iterator[Order]:
    own = head.values.get(OWN)
    if own is None:
        return
    place = head.place(OWN, file)
    ignore = own.get("ignore") if isinstance(own, dict) else None
    if not isinstance(ignore, list) or not all(isinstance(each, dict) for each in ignore):
        raise InputError(f"{OWN} holds no list ignore", where=place, remedy="write ignore: [{rule: ..., reason: ...}]")
    for k, each in enumerate(ignore):
        yield _entry(each, _place_of(head, k, file))


def _entry(each: dict[str, Any], place: str) -> Order:
    unknown = set(each) - {"rule", "reason", "text"}
    if unknown or not all(isinstance(value, str) for value in each.values()):
        what = f"unknown key {min(map(str, unknown))!r}" if unknown else "a value that is not text"
        raise InputError(f"ignore: {what}", where=place, remedy="give rule, reason and, if you like, text as strings")
    if "text" in each and not folded(each["text"]):
        raise InputError("ignore: text holds no word", where=place, remedy="give words of the marked passage")
    suppression = Suppression(each.get("rule", ""), each.get("reason", "").strip(), Where.ARTICLE, place)
    return Order(suppression, text=folded(each.get("text", "")))


def _place_of(head: Head, number: int, file: str) -> str:
    """``FILE:LINE`` of one entry of the list."""
    lines = [number for number, line in head.lines() if re.match(r"\s*-?\s*[{\"']*rule\b", line)]
    return f"{file}:{lines[number]}" if number < len(lines) else head.place(OWN, file)


def _check(suppression: Suppression, known: Collection[str]) -> None:
    if suppression.rule != EVERY and suppression.rule not in known:
        remedy = "qa-translate rules lists them"
        raise InputError(f"{suppression.rule!r} is no rule to ignore", where=suppression.place, remedy=remedy)
    if not suppression.reason:
        message = f"{suppression.rule} is ignored without a reason"
        raise InputError(message, where=suppression.place, remedy=_FORM)


def _inside(mark: Mark, stretch: Span) -> bool:
    if mark.target is None:
        return False
    return stretch.start <= mark.target.start <= stretch.end
