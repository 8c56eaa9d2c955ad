"""Quotations that enclose other words of a sentence than the source's, seen where single links say too little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.quote_boundaries import MOVED_BOUNDARY
from qa_translate.checks.quote_speech import SpeechWords
from qa_translate.checks.quote_votes import Vote, Votes
from qa_translate.excerpt import first_letters
from qa_translate.finding import Evidence, Finding

# Votes that tell which words a pair of marks encloses, and which are sure where only a few words are compared.
_LEAST_VOTES, _SURE_VOTES = 2, 3
_OTHER_WORDS, _TOO_LONG, _BORROWED, _LEFT_OUT = 0.8, 0.72, 0.7, 0.75
# Words of the translation that one quoted word of the source may become, and a few more.
_PER_WORD, _SPARE = 3, 3
# Source quotations so short that a link fails easily: words, at most.
_SHORT = 3
# Words at an edge of a quotation that its own sentence does not hold, at least, and the cosine of each with the next.
_BORROWED_WORDS, _BORROWED_COSINE = 5, 0.58
# Words between a verb of saying and the quotation that it introduces ("told me that"), at most.
_TAG_REACH = 2


def other_extents(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """Marks around other or many more words, and verbs of saying that have left the speech they belong to."""
    for bead in votes.bitext.beads:
        quotes = _whole_quotes(votes, votes.bitext.target_words(bead))
        for quote in quotes:
            yield from _other_words(votes, bead, votes.target.words(quote))
            yield from _borrowed(votes, bead, votes.target.words(quote))
        yield from _too_long(votes, bead, quotes)
    if not speech.tag_inside:
        yield from _left_out(votes, speech.reporting)


def _whole_quotes(votes: Votes, words: Sequence[Word]) -> list[int]:
    """Quotations of the translation that lie within `words`, in order."""
    held = {w.index for w in words}
    owners = sorted({k for w in words if (k := votes.target.owner[w.index]) is not None})
    inside = [k for k in owners if all(w.index in held for w in votes.target.words(k))]
    return [k for k in inside if votes.target.quotes[k].whole]


def _rendered(votes: Votes, bead: Bead) -> dict[int, list[Word]]:
    """The whole quotations of a bead's source, each with the words of the translation that are linked into it."""
    owners = {votes.source.owner[w.index] for w in votes.bitext.source_words(bead)}
    rendered: dict[int, list[Word]] = {k: [] for k in owners if k is not None and votes.source.quotes[k].whole}
    for word in votes.bitext.target_words(bead):
        for quote in votes.source_quotes([word]):
            if quote in rendered:
                rendered[quote].append(word)
    return rendered


def _is_bare(votes: Votes, words: Sequence[Word]) -> bool:
    return bool(words) and all(votes.target.owner[w.index] is None for w in words)


def _other_words(votes: Votes, bead: Bead, words: Sequence[Word]) -> Iterator[Finding]:
    """Marks around words that the source leaves bare, while those that it quotes stand bare here."""
    if votes.count(words, Vote.INSIDE) or votes.count(words, Vote.OUTSIDE) < _LEAST_VOTES:
        return
    for quote, rendered in _rendered(votes, bead).items():
        if len(rendered) >= _LEAST_VOTES and _is_bare(votes, rendered):
            span = Span.hull(w.span for w in (*words, *rendered))
            yield _finding(votes, _OTHER_WORDS, words, quote, span)
            return


def _too_long(votes: Votes, bead: Bead, quotes: Sequence[int]) -> Iterator[Finding]:
    """A long quotation for a word or two: the only one here that can render the only one there."""
    left = [k for k, rendered in _rendered(votes, bead).items() if not _is_bare(votes, rendered)]
    if len(quotes) != 1 or len(left) != 1:
        return
    words, own = votes.target.words(quotes[0]), votes.source.words(left[0])
    too_long = len(own) <= _SHORT and len(words) > _PER_WORD * len(own) + _SPARE
    if too_long and votes.count(words, Vote.OUTSIDE) and votes.count(words, Vote.INSIDE) <= len(own):
        yield _finding(votes, _TOO_LONG, words, left[0], Span(words[0].span.start, words[-1].span.end))


def _finding(votes: Votes, strength: float, words: Sequence[Word], quote: int, target: Span) -> Finding:
    text = votes.target.document.text
    here = first_letters(text[words[0].span.start : words[-1].span.end])
    there = votes.source.quotes[quote]
    quoted = first_letters(there.inner.of(votes.source.document.text))
    message = f"The quotation marks stand around “{here}”; in the source they stand around “{quoted}”."
    return found(MOVED_BOUNDARY, strength, message, target=target, source=there.span)


def _borrowed(votes: Votes, bead: Bead, words: Sequence[Word]) -> Iterator[Finding]:
    """The end of a quotation that renders nothing of its own sentence but what the source tells beside it."""
    inside = [k for k, w in enumerate(words) if votes.votes[w.index] is Vote.INSIDE]
    if len(inside) < _SURE_VOTES:
        return
    place = votes.bitext.place_of(bead)
    for run, other in ((words[inside[-1] + 1 :], place + 1), (words[: inside[0]], place - 1)):
        if len(run) < _BORROWED_WORDS or not 0 <= other < len(votes.bitext.beads):
            continue
        told = votes.bitext.source_words(votes.bitext.beads[other])
        if not told or any(votes.source.owner[w.index] is not None for w in told):
            continue
        alike = votes.bitext.cosines(told, run).max(axis=0) >= _BORROWED_COSINE
        own = votes.bitext.target_best[[w.index for w in run]] >= _BORROWED_COSINE
        if sum(alike & ~own) >= _SURE_VOTES:
            span = Span(run[0].span.start, run[-1].span.end)
            message = (
                f"“{first_letters(span.of(votes.target.document.text))}” stands inside the quotation; the source tells "
                "it outside, in another sentence."
            )
            source = votes.bitext.source_span(votes.bitext.beads[other])
            yield found(MOVED_BOUNDARY, _BORROWED, message, target=span, source=source)


def _left_out(votes: Votes, reporting: frozenset[str]) -> Iterator[Finding]:
    """A verb by which the quoted speaker quotes somebody, now outside, so that the newsroom's speaker says it."""
    document = votes.target.document
    for k, quote in enumerate(votes.target.quotes):
        words = votes.target.words(k)
        if not quote.whole or not words or not k:
            continue
        head = votes.target.words(k - 1)
        gap = document.words[head[-1].index + 1 : words[0].index] if head else ()
        said = [w for w in gap if w.form in reporting]
        # The first is the newsroom's own tag ("she added, fighting back tears, to say").
        if len(said) < _LEAST_VOTES or words[0].index - said[-1].index > _TAG_REACH + 1:
            continue
        shared = set(votes.source_quotes(said[-1:])) & set(votes.source_quotes(head))
        if shared and votes.votes[said[-1].index] is Vote.INSIDE:
            span = Span(said[-1].span.start, words[-1].span.end)
            message = (
                f"“{said[-1].text}” stands outside the quotation; in the source the quoted speaker says it, and quotes "
                "somebody else."
            )
            evidence = (Evidence("words compared", float(len(words))),)
            source = votes.source.quotes[min(shared)].span
            yield found(MOVED_BOUNDARY, _LEFT_OUT, message, target=span, source=source, evidence=evidence)
