"""From a report to an answer: places in files, fingerprints, what is left when the texts are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from qa_translate.answer import Answer, Mark, Pair, Passage, Piece, Run
from qa_translate.article import Document, Side, Span
from qa_translate.config import Settings
from qa_translate.finding import Finding, Report
from qa_translate.gate.fingerprint import fingerprint, folded
from qa_translate.project.jobs import Job, relative
from qa_translate.reading.files import STDIN
from qa_translate.report.view import Mark as Seen
from qa_translate.report.view import View, view_of
from qa_translate.segment import segment

_GAP = "\n"
"""What stands between the parts of a passage that is torn apart."""

_CONTEXT = 120
"""Code points around the words of a mark that an answer keeps."""


def answer_of(report: Report, job: Job, root: Path, min_confidence: float) -> Answer:
    """What a run says of one article.

    Args:
        report: of the check.
        job: whose files the article came from.
        root: folder from which paths are given.
        min_confidence: findings below it are counted, not kept (rules may have their own, see `Report.shows`).
    """
    view = view_of(report, {}, min_confidence)
    files = {
        side: relative(path, root)
        for side, path in ((Side.TRANSLATION, job.translation), (Side.SOURCE, job.source), (Side.BACK, job.back))
        if path is not None
    }
    if Side.SOURCE not in files and report.article.source is not None:
        files[Side.SOURCE] = files[Side.TRANSLATION]  # a file that holds both
    made = _Answering(view, files)
    article = report.article
    return Answer(
        id=article.id,
        file=job.file,
        source_file=files.get(Side.SOURCE, ""),
        back_file=files.get(Side.BACK, ""),
        source_lang=article.source_lang,
        target_lang=article.target_lang,
        words=len(article.translation.split()),
        score=report.score,
        signature=report.signature,
        marks=_counted([made.mark(seen) for seen in view.marks]),
        hidden=view.hidden,
        skipped=report.skipped,
        pairs=made.pairs(),
    )


def run_of(report: Report, files: Sequence[str | Path | None], root: Path, settings: Settings) -> Run:
    """A run over one article, for the formats of runs.

    Args:
        report: of the check.
        files: of translation, source and back-translation, as they were given; ``-`` is standard input.
        root: folder from which paths are given.
        settings: that hold for the article.
    """
    given, source, back = (None if file is None or str(file) == STDIN else Path(file) for file in files)
    translation = given or Path(STDIN)
    job = Job(STDIN if given is None else relative(given, root), translation, source, back)
    answer = answer_of(report, job, root, settings.min_confidence)
    return Run((answer,), fail_on=settings.fail_on, min_confidence=settings.min_confidence)


def _counted(marks: list[Mark]) -> tuple[Mark, ...]:
    """The marks, those with the same fingerprint numbered."""
    seen: Counter[str] = Counter()
    numbered: list[Mark] = []
    for mark in marks:
        seen[mark.fingerprint] += 1
        numbered.append(replace(mark, occurrence=seen[mark.fingerprint]))
    return tuple(numbered)


@dataclass(frozen=True)
class _Answering:
    """One article on the way from report to answer."""

    view: View
    files: dict[Side, str]

    def mark(self, seen: Seen) -> Mark:
        finding = seen.finding
        passages = {side: self._passage(seen, finding, side) for side in Side}
        words, sentence = self._identity(finding)
        return Mark(
            rule=finding.rule,
            category=finding.category,
            severity=finding.severity,
            confidence=finding.confidence,
            message=finding.message,
            target=passages[Side.TRANSLATION],
            source=passages[Side.SOURCE],
            back=passages[Side.BACK],
            fingerprint=fingerprint(finding.rule, words, sentence),
            sentence=folded(sentence),
        )

    def pairs(self) -> tuple[Pair, ...]:
        """The article passage by passage, in the order of the translation."""
        spans = [mark.spans.get(Side.TRANSLATION) for mark in self.view.marks]
        source, target = self.view.text(Side.SOURCE), self.view.article.translation
        return tuple(
            Pair(
                _GAP.join(span.of(source) for span in row.source),
                _GAP.join(span.of(target) for span in row.target),
                tuple(_pieces(row.target, spans)),
            )
            for row in self.view.rows
        )

    def _passage(self, seen: Seen, finding: Finding, side: Side) -> Passage | None:
        span = finding.pointed[side]
        if span is None:
            return None
        article = self.view.article
        quote = self.view.quote(seen, side, _CONTEXT)
        there = article.place(side, span)
        return Passage(
            text=span.of(self.view.text(side)),
            before=quote.before if quote else "",
            after=quote.after if quote else "",
            file=self.files.get(side, ""),
            start=there.start,
            end=there.end,
            place=self.view.place(seen, side) if side in self.files else None,
            unit=self.view.unit(seen, side),
        )

    def _identity(self, finding: Finding) -> tuple[str, str]:
        """The words that make a mark what it is, and their sentence: of the translation, else of the source."""
        for side in (Side.TRANSLATION, Side.SOURCE):
            span = finding.pointed[side]
            if span is not None and span.of(self.view.text(side)).strip():
                return span.of(self.view.text(side)), _sentence(self._documents[side], span)
        return "", ""

    @cached_property
    def _documents(self) -> dict[Side, Document]:
        article = self.view.article
        langs = {Side.TRANSLATION: article.target_lang, Side.SOURCE: article.source_lang}
        return {side: segment(self.view.text(side), lang, side) for side, lang in langs.items()}


def _pieces(passage: Sequence[Span], marks: Sequence[Span | None]) -> Iterator[Piece]:
    """What of each mark lies in a passage whose parts are joined by `_GAP`."""
    for number, mark in enumerate(marks):
        offset = 0
        found: list[Span] = []
        for part in passage:
            if mark is not None and mark.overlaps(part):
                first, last = max(mark.start, part.start), min(mark.end, part.end)
                found.append(Span(first - part.start + offset, last - part.start + offset))
            offset += len(part) + len(_GAP)
        if found:
            whole = Span.hull(found)
            yield Piece(number, whole.start, whole.end)


def _sentence(document: Document, span: Span) -> str:
    """The sentences that a stretch reaches into."""
    touched = [part.span for part in document.segments if part.span.overlaps(span)]
    return Span.hull(touched).of(document.text) if touched else ""
