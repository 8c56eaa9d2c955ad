"""Two speakers' quotations in one pair of marks: the words of the one read as the other's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qa_translate.article import Span
from qa_translate.checks.attribution.frames import Frame, Gender
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.rules import MERGED
from qa_translate.checks.attribution.view import SAME, View
from qa_translate.checks.family import found
from qa_translate.checks.quote_votes import Marked, Votes
from qa_translate.finding import Finding

STRENGTH = 0.75
# Words of one quotation of the source that another quotation holds, at least, and of all its words.
LEAST, SHARE = 3, 0.3
# Words of a name without an office, trade or body, at least.
FULL_NAME = 2


def merged_quotes(view: View) -> Iterator[Finding]:
    """Quotations of the translation that hold what the source quotes from two, of whom only one is named beside it."""
    votes = view.votes
    speakers = _speakers(view, votes.source)
    for k, quote in enumerate(votes.target.quotes):
        held = [q for q in _held(votes, k) if q in speakers] if quote.whole else []
        for first, second in pairwise(held):
            here, there = speakers[first], speakers[second]
            lost = _lost(view, votes.target, k, here, there) if _are_two(view, here, there) else None
            if lost is None:
                continue
            theirs = second if lost is there else first
            words = [w for w in votes.target.words(k) if theirs in votes.source_quotes([w])]
            message = (
                f"One quotation holds what the source quotes from “{view.source(here.speaker)}” and from "
                f"“{view.source(there.speaker)}”; the translation does not name “{view.source(lost.speaker)}”."
            )
            span = Span(words[0].span.start, words[-1].span.end)
            yield found(MERGED, STRENGTH, message, target=span, source=lost.mark)
            break


def _speakers(view: View, source: Marked) -> dict[int, Frame]:
    """The frame with a named speaker that stands right before or behind each whole quotation, in its sentence."""
    speakers: dict[int, Frame] = {}
    for k, quote in enumerate(source.quotes):
        words = source.words(k)
        if not quote.whole or not words:
            continue
        start = source.quotes[k - 1].span.end if k else 0
        end = source.quotes[k + 1].span.start if k + 1 < len(source.quotes) else len(source.document.text)
        before = [f for f in view.frames if f.segment == words[0].segment and start <= _at(f) < quote.span.start]
        behind = [f for f in view.frames if f.segment == words[-1].segment and quote.span.end <= _at(f) < end]
        near = before[-1:] or behind[:1]
        if near and content(near[0].speaker) and not (near[0].doubtful or near[0].relative):
            speakers[k] = near[0]
    return speakers


def _at(frame: Frame) -> int:
    return frame.cue[0].span.start


def _held(votes: Votes, quote: int) -> list[int]:
    """Quotations of the source of which much is linked into one of the translation, in order."""
    counts = votes.source_quotes(votes.target.words(quote))
    return sorted(q for q, n in counts.items() if n >= max(LEAST, SHARE * len(votes.source.words(q))))


def _are_two(view: View, one: Frame, other: Frame) -> bool:
    """Whether two speakers of the source are surely not one, under another description.

    They are two where what they are called cannot be one's; without that, where verbs or full names differ. A body and
    its spokesman, or somebody's deputy ("her spokesman"), speak as one.
    """
    first, second = content(one.speaker), content(other.speaker)
    if view.callings is None or {w.form for w in first} & {w.form for w in second}:
        return False
    calls = [view.callings.of_source_words(words) for words in (first, second)]
    if any(calls):
        spokesman = any(c & view.callings.general for c in calls) or any(map(view.callings.is_possessed, second))
        return all(calls) and not spokesman and not view.callings.compatible(*calls)
    genders = {one.gender, other.gender} - {Gender.UNKNOWN}
    return len(genders) > 1 or min(len(first), len(second)) >= FULL_NAME


def _lost(view: View, target: Marked, quote: int, *frames: Frame) -> Frame | None:
    """The one of two frames whose speaker the sentences around a quotation do not have, while they have the other's."""
    words = target.words(quote)
    sentences = target.document.segments[words[0].segment : words[-1].segment + 1]
    around = (w for s in sentences for w in target.document.words_of(s))
    outside = tuple(w for w in around if target.owner[w.index] is None)
    lost = [f for f in frames if view.likeness.best(outside, f.speaker) < SAME]
    linked = {k.target for f in lost for w in content(f.speaker) for k in view.bitext.links_of_source(w.index)}
    return lost[0] if len(lost) == 1 and linked.isdisjoint(w.index for w in outside) else None
