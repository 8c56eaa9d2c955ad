"""Frames before a quotation of several sentences, and those that render them behind it, in another passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from qa_translate.checks.attribution.frames import Frame, Kind
from qa_translate.checks.attribution.matching import LEAST, Pair
from qa_translate.checks.quote_votes import Marked, Votes

# Share of a quotation's linked words that lie in the quotation that it renders.
MOST = 0.6


def pairs_by_quotation(
    votes: Votes, source: Sequence[Frame], target: Sequence[Frame], pairs: Sequence[Pair]
) -> Iterator[Pair]:
    """Pairs of frames that nothing else is paired with, each the only one of its side that ascribes one quotation.

    Arabic names the speaker before what he says, other languages behind it: of a quotation of several sentences
    the two stand in different passages, which links within passages cannot pair.

    Args:
        votes: the quotations of both sides.
        source, target: frames.
        pairs: those found within passages.
    """
    taken = {id(f) for p in pairs for f in (p.source, p.target)}
    for k, quote in enumerate(votes.target.quotes):
        words = votes.target.words(k)
        if not quote.whole or not words or words[0].segment == words[-1].segment:
            continue
        rendered = _rendered(votes, k)
        if rendered is None:
            continue
        here, there = _ascribing(votes.source, rendered, source, taken), _ascribing(votes.target, k, target, taken)
        if len(here) == len(there) == 1 and here[0].stance == there[0].stance:
            yield Pair(here[0], there[0], LEAST, cue_linked=False)


def _rendered(votes: Votes, quote: int) -> int | None:
    """The quotation of the source that most linked words of one of the translation lie in."""
    links = (votes.bitext.links_of_target(w.index) for w in votes.target.words(quote))
    owners = Counter(votes.source.owner[link.source] for of_word in links for link in of_word[:1])
    owner, count = max(owners.items(), key=lambda item: item[1], default=(None, 0))
    return owner if owner is not None and count >= MOST * owners.total() else None


def _ascribing(marked: Marked, quote: int, frames: Sequence[Frame], taken: Collection[int]) -> list[Frame]:
    """The free frames of saying outside a quotation in the sentences in which it begins and ends."""
    words = marked.words(quote)
    edges = {words[0].segment, words[-1].segment} if words else set()
    beside = (f for f in frames if f.segment in edges and marked.owner[f.cue[0].index] is None)
    says = (f for f in beside if f.kind is Kind.SAY or f.passive)
    return [f for f in says if id(f) not in taken and not f.relative]
