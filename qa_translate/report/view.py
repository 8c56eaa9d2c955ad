"""What every format shows of a report: the marks that pass the threshold, their words, counts, what was skipped.

A view is made once and only read; the formats differ in layout, never in what they count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qa_translate.answer import Place
from qa_translate.article import Article, Side, Span
from qa_translate.finding import Category, Finding, Report, Rule, Severity
from qa_translate.report.passages import Row, paragraphs_of, passage_of, rows_of, trimmed, visible
from qa_translate.report.places import Lines
from qa_translate.report.unchecked import Unchecked, limits_of, reach_of, unchecked_of

_DIRECTION_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one text with the passage around them: ``before + words + after``.

    Attributes:
        cut_before, cut_after: the passage goes on where the quotation stops.
    """

    before: str
    words: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as reports show it.

    Attributes:
        number: 1 for the first one shown, in the order of the translation; 0 if it is below the threshold.
        finding: as found.
        rule: the documentation of its rule; None for a rule that is not known here.
        spans: what to highlight in each text; never empty, always inside the text.
    """

    number: int
    finding: Finding
    rule: Rule | None
    spans: Mapping[Side, Span]

    @property
    def percent(self) -> int:
        """Confidence, in per cent."""
        return round(100 * self.finding.confidence)

    @property
    def title(self) -> str:
        """The rule's name as words."""
        return self.finding.rule.replace("-", " ")


@dataclass(frozen=True)
class View:
    """What a report looks like at one threshold.

    Attributes:
        report: the report as made.
        min_confidence: findings at or above it are shown, as marks.
        every: all findings, sorted by place in the translation; those without a place come last.
        rules: names of all rules that there are.
    """

    report: Report
    min_confidence: float
    every: tuple[Mark, ...]
    rules: frozenset[str]

    @property
    def article(self) -> Article:
        """The article as given."""
        return self.report.article

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The findings at or above the threshold."""
        return tuple(mark for mark in self.every if mark.number)

    @property
    def hidden(self) -> int:
        """How many findings are below the threshold."""
        return len(self.every) - len(self.marks)

    @cached_property
    def by_severity(self) -> dict[Severity, int]:
        """How many marks of each severity, the worst first; every severity is there."""
        counts = Counter(mark.finding.severity for mark in self.marks)
        return {severity: counts[severity] for severity in reversed(Severity)}

    @cached_property
    def by_category(self) -> dict[Category, dict[Severity, int]]:
        """How many marks of each severity in every category that has marks, in the order of `Category`."""
        counts = Counter((mark.finding.category, mark.finding.severity) for mark in self.marks)
        present = {category for category, _ in counts}
        return {
            category: {severity: counts[category, severity] for severity in reversed(Severity)}
            for category in Category
            if category in present
        }

    @cached_property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """What did not look, by reason, the reason with most rules first."""
        return unchecked_of(self.report.skipped, self.rules)

    @cached_property
    def reach(self) -> str:
        """How many of the rules could look, in words; "" if all could."""
        return reach_of(self.report.skipped, self.rules)

    @cached_property
    def limits(self) -> str:
        """What a headline says behind the number of marks, where not everything was checked; else ""."""
        return limits_of(self.report.skipped, self.rules)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Source and translation passage by passage; together they hold every word of both texts."""
        return rows_of(self.article.source or "", self.article.translation, self.report.alignment)

    @cached_property
    def languages(self) -> dict[Side, str]:
        """ISO 639-1 code of each text that is there; "" where it is not known."""
        article = self.article
        known = {Side.TRANSLATION: article.target_lang}
        if article.source is not None:
            known[Side.SOURCE] = article.source_lang
        if article.back_translation is not None:
            known[Side.BACK] = article.back_lang or _likely_back_lang(article)
        return known

    def text(self, side: Side) -> str:
        """One text of the article, "" where it is not there."""
        return text_of(self.article, side)

    def quote(self, mark: Mark, side: Side, limit: int) -> Quote | None:
        """The words that `mark` points at in `side`, with at most `limit` code points of their passage around them.

        None where the mark points at nothing there.
        """
        span = mark.spans.get(side)
        if span is None:
            return None
        text = self.text(side)
        passage = passage_of(span, self._passages[side])
        place = trimmed(text, span, passage, limit)
        return Quote(
            before=text[place.start : span.start],
            words=span.of(text),
            after=text[span.end : place.end],
            cut_before=place.start > passage.start,
            cut_after=place.end < passage.end,
        )

    def line(self, mark: Mark) -> int | None:
        """Line of the translation's file where `mark` begins, from 1; None where there is none."""
        place = self.place(mark, Side.TRANSLATION)
        return place.line if place else None

    def unit(self, mark: Mark, side: Side) -> str:
        """What the file of one text calls the part in which `mark` begins (``paragraph 12``), "" where nothing."""
        span = mark.spans.get(side)
        return self.article.unit(side, span) if span is not None else ""

    def place(self, mark: Mark, side: Side) -> Place | None:
        """Where `mark` points at in the file of one text; of a record in a file of many, where that begins.

        None where it points at nothing there, or the file has no lines.
        """
        span = mark.spans.get(side)
        article = self.article
        if span is None or (side not in article.origins and article.units.get(side)):
            return None
        if article.record_line is not None:
            return Place(article.record_line, 1, article.record_line, 1)
        return self._lines[side].place(article.place(side, span))

    @cached_property
    def _lines(self) -> dict[Side, Lines]:
        origins = self.article.origins
        return {side: Lines(origins[side].given if side in origins else self.text(side)) for side in self.languages}

    @cached_property
    def _passages(self) -> dict[Side, list[Span]]:
        return {
            Side.SOURCE: sorted(span for row in self.rows for span in row.source),
            Side.TRANSLATION: sorted(span for row in self.rows for span in row.target),
            Side.BACK: paragraphs_of(self.text(Side.BACK)),
        }


def view_of(report: Report, rules: Mapping[str, Rule], min_confidence: float) -> View:
    """Prepare `report` for printing.

    Args:
        report: what the check found.
        rules: documentation by rule name.
        min_confidence: findings below it are counted, not shown.
    """
    every: list[Mark] = []
    shown = 0
    for finding in sorted(report.findings, key=_place):
        shows = report.shows(finding, min_confidence)
        shown += shows
        every.append(Mark(shown if shows else 0, finding, rules.get(finding.rule), _spans(report.article, finding)))
    return View(report, min_confidence, tuple(every), frozenset(rules))


def text_of(article: Article, side: Side) -> str:
    """One text of `article`, "" where it is not there."""
    texts = {Side.TRANSLATION: article.translation, Side.SOURCE: article.source, Side.BACK: article.back_translation}
    return texts[side] or ""


def is_right_to_left(text: str) -> bool:
    """Whether most letters near the beginning of `text` run from right to left."""
    strong = Counter(unicodedata.bidirectional(char) for char in text[:_DIRECTION_SAMPLE])
    return strong["R"] + strong["AL"] > strong["L"]


def _likely_back_lang(article: Article) -> str:
    """Of the two languages of the article the one whose script the back-translation is in, "" if both may be."""
    back = is_right_to_left(article.back_translation or "")
    source, target = is_right_to_left(article.source or ""), is_right_to_left(article.translation)
    if source == target or not article.source:
        return ""
    return article.source_lang if back == source else article.target_lang


def _place(finding: Finding) -> tuple[bool, int, int, int, float, str]:
    start, end = (finding.target.start, finding.target.end) if finding.target else (0, 0)
    return (finding.target is None, start, end, -finding.severity.rank, -finding.confidence, finding.rule)


def _spans(article: Article, finding: Finding) -> dict[Side, Span]:
    spans = {}
    for side, span in finding.pointed.items():
        seen = visible(span, text_of(article, side)) if span is not None else None
        if seen is not None:
            spans[side] = seen
    return spans
