"""What of the other texts a mark shows: whole words, and the back-translation's words for what is marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from qa_translate.article import Span, Word
from qa_translate.case import Case
from qa_translate.finding import Category, Finding
from qa_translate.marks import LONGEST


def shown(finding: Finding, case: Case) -> Finding:
    """`finding` with the back-translation's words for the marked ones, and no span that ends inside a letter."""
    back = back_of(finding, case)
    texts = (
        (finding.target, case.translation.text),
        (finding.source, case.source.text if case.source else ""),
        (back, case.back.text if case.back else ""),
    )
    target, source, back = (_whole(span, text) if span is not None else None for span, text in texts)
    return replace(finding, target=target, source=source, back=back)


def back_of(finding: Finding, case: Case) -> Span | None:
    """The words of the back-translation that the finding names, or that render the marked ones, or those of the source
    where nothing is marked."""
    if finding.back is not None:
        return finding.back
    if finding.category is Category.OMISSION or case.retranslation is None:
        return None
    if finding.target is not None:
        marked = case.translation.words_in(finding.target)
        return _hull(case.retranslation.to_source(marked))
    if finding.source is not None and case.round_trip is not None and case.source is not None:
        return _hull(case.round_trip.to_target(case.source.words_in(finding.source)))
    return None


def _hull(words: Sequence[Word]) -> Span | None:
    """What `words`, in order, stretch over, if it is no more than a mark."""
    if not words or words[-1].index - words[0].index >= LONGEST:
        return None
    return Span(words[0].span.start, words[-1].span.end)


def _whole(span: Span, text: str) -> Span:
    end = span.end
    while end > span.start and end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return span if end == span.end else Span(span.start, end)
