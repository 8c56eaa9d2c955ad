"""Quotations inside quotations: where the speech that a speaker quotes ends.

Arabic newsrooms seldom mark it: a colon opens the inner speech («قال لي: ... ») and its sentence ends it, or the next
verb of saying with a colon behind it. What follows is the outer speaker's own again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa_translate.article import Span, Word
from qa_translate.checks.family import found
from qa_translate.checks.quote_boundaries import MOVED_BOUNDARY
from qa_translate.checks.quote_stretches import stretch
from qa_translate.checks.quote_votes import Votes
from qa_translate.excerpt import first_letters
from qa_translate.finding import Evidence, Finding
from qa_translate.quotation import Quotation, quotations

# Linked words that must lie on the other side of the inner speech's end, at least.
_LEAST, _SURE = 2, 3
# Strength where another verb of saying comes in between, where a sentence ends, and where marks close too early.
_SAID_AGAIN, _SENTENCE_ENDED, _TOO_EARLY = 0.8, 0.66, 0.66
_ENDS, _CLAUSE_ENDS = ".!?", ".!?؟،,؛;"
_SPACED_COLON = ": "


@dataclass(frozen=True, slots=True)
class _Speech:
    """An inner speech of the source: document word indices, and whether a verb of saying ends it."""

    first: int
    end: int
    said_again: bool

    def holds(self, places: Sequence[int]) -> bool:
        return any(self.first <= k < self.end for k in places)


def inner_ends(votes: Votes) -> Iterator[Finding]:
    """Inner quotations of the translation that end later or earlier than the source's inner speech."""
    inner = [q for q in quotations(votes.target.document.text) if q.depth == 1 and q.whole]
    for quote, following in zip(inner, (*inner[1:], None), strict=False):
        words = votes.target.document.words_in(quote.inner)
        for speech in _speeches(votes, words):
            finding = _too_late(votes, quote, words, speech) or _too_early(votes, words, following, speech)
            if finding is not None:
                yield finding
                break


def _speeches(votes: Votes, words: Sequence[Word]) -> Iterator[_Speech]:
    """The unmarked inner speeches of the source quotations that `words` render."""
    document = votes.source.document
    for quote in votes.source_quotes(words):
        own = votes.source.words(quote)
        gaps = [document.text[a.span.end : b.span.start] for a, b in pairwise(own)]
        colons = [k for k, gap in enumerate(gaps) if _SPACED_COLON in gap]
        for colon, following in zip(colons, (*colons[1:], len(gaps)), strict=False):
            stop = next((k for k in range(colon + 1, following) if "." in gaps[k]), None)
            clauses = [k for k in range(colon + 1, following) if any(c in gaps[k] for c in _CLAUSE_ENDS)]
            said_again = following < len(gaps) and bool(clauses) and (stop is None or stop >= clauses[-1])
            last = clauses[-1] if said_again else stop
            end = own[last].index + 1 if last is not None else own[-1].index + 1
            yield _Speech(own[colon + 1].index, end, said_again)


def _places(votes: Votes, words: Sequence[Word]) -> dict[int, list[int]]:
    """The source words (document word index) that each of `words` is linked to."""
    return {w.index: [x.source for x in votes.bitext.links_of_target(w.index) if x.mutual] for w in words}


def _too_late(votes: Votes, quote: Quotation, words: Sequence[Word], speech: _Speech) -> Finding | None:
    """The end of an inner quotation that renders what stands behind the inner speech."""
    places, text = _places(votes, words), votes.target.document.text
    within = [w for w in words if speech.holds(places[w.index])]
    if not within:
        return None
    after = [w for w in words if w.index > within[-1].index]
    beyond = [w for w in after if places[w.index] and min(places[w.index]) >= speech.end]
    starts = [w for before, w in pairwise(words) if any(c in text[before.span.end : w.span.start] for c in _ENDS)]
    if len(beyond) < _LEAST or not any(within[-1].index < w.index <= beyond[0].index for w in starts):
        return None
    first = next(w for w in starts if w.index > within[-1].index)
    span = Span(first.span.start, quote.inner.end)
    here = first_letters(span.of(text))
    message = f"“{here}” stands inside the inner quotation; in the source the speaker says it himself."
    strength = _SAID_AGAIN if speech.said_again else _SENTENCE_ENDED
    source = Span.hull(w.span for w in votes.bitext.to_source(beyond))
    evidence = (Evidence("words compared", float(len(beyond))),)
    return found(MOVED_BOUNDARY, strength, message, target=span, source=source, evidence=evidence)


def _too_early(votes: Votes, words: Sequence[Word], following: Quotation | None, speech: _Speech) -> Finding | None:
    """Words behind an inner quotation that are still part of the source's inner speech."""
    owner = votes.target.owner[words[0].index] if words else None
    if owner is None or not any(speech.holds(k) for k in _places(votes, words).values()):
        return None
    rest = [w for w in votes.target.words(owner) if w.index > words[-1].index]
    if following is not None:
        rest = [w for w in rest if w.span.end <= following.span.start]
    places = _places(votes, rest)
    own = [w for w in rest if speech.holds(places[w.index])]
    if len(own) < _SURE:
        return None
    run = rest[: rest.index(own[-1]) + 1]
    if any(places[w.index] and not speech.holds(places[w.index]) for w in run):
        return None
    where = "outside the inner quotation, inside it in the source"
    return stretch(votes.bitext, MOVED_BOUNDARY, _TOO_EARLY, run, where)
