"""Two figures of which one is said to be a part of the other: "214 of 260", "out of 260, 214", 214 من أصل 260."""

from __future__ import annotations

from qa_translate.article import Document
from qa_translate.checks.numbers.lexicon import Lexicon, length_before
from qa_translate.checks.numbers.quantities import Quantity

# Words between a figure and the one of which it is a part ("214 of the schools, out of 260")
_BETWEEN = 5
_ENDS = ".,;:،؛()!?؟"


def part(document: Document, one: Quantity, other: Quantity, lex: Lexicon) -> Quantity | None:
    """The one of two figures of a segment that is said to be a part of the other; None where nothing says so."""
    first, second = sorted((one, other), key=lambda q: q.span.start)
    if first.segment != second.segment or first.core.overlaps(second.core):
        return None
    if _is_whole(document, second, lex, after=first):
        return first
    return second if _opens(document, first, second, lex) else None


def _is_whole(document: Document, whole: Quantity, lex: Lexicon, after: Quantity) -> bool:
    """Whether "of" or the like leads from a figure before it to `whole`."""
    k, last = document.words_in(whole.core)[0].index, document.words_in(after.core)[-1].index
    length = length_before(document, k, lex.context("out_of"), lex)
    if not length or not 0 <= k - length - last - 1 <= _BETWEEN:
        return False
    return not any(c in _ENDS for c in document.text[document.words[last].span.end : document.words[k].span.start])


def _opens(document: Document, whole: Quantity, share: Quantity, lex: Lexicon) -> bool:
    """Whether a clause opens with "out of" and `whole`, and goes on with `share` ("Out of 260 schools, 214 ...")."""
    k = document.words_in(whole.core)[0].index
    length = length_before(document, k, lex.context("opens_out_of"), lex)
    if not length:
        return False
    start = document.words[k - length]
    before = document.words[start.index - 1] if start.index > document.segments[start.segment].first else None
    opening = before is None or any(c in _ENDS for c in document.text[before.span.end : start.span.start])
    between = document.text[whole.core.end : share.core.start]
    return (opening or start.form.startswith(tuple(lex.numbers.get("and", ())))) and any(c in _ENDS for c in between)
