"""Quotation marks that enclose more or less than the speaker said, quotations torn apart, marks lost or invented."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qa_translate.article import Document, Side, Span, Word
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.checks.quote_boundaries import ALL_INVENTED, MOVED_BOUNDARY, compare
from qa_translate.checks.quote_extent import other_extents
from qa_translate.checks.quote_inner import inner_ends
from qa_translate.checks.quote_lost import ALL_LOST
from qa_translate.checks.quote_person import CHANGED_PERSON, changed_persons
from qa_translate.checks.quote_speech import SpeechWords
from qa_translate.checks.quote_stretches import shifted_once
from qa_translate.checks.quote_votes import Marked, Vote, Votes, cast_votes
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.ports import Parse, Token
from qa_translate.quotation import Quotation

TORN = Rule(
    "torn-quote",
    Category.QUOTE,
    Severity.MAJOR,
    "Two quotations follow each other with nothing between them, so that one of them has no speaker, or one is the "
    "torn-off tail of the other.",
    "Only the second is tied to the speaker, and the sense of both is broken.",
    "'... built to guard the harbour.” “And the road to it,” said the engineer', one quotation in the source.",
    "A dialogue is printed without tags on purpose.",
)
ORPHAN = Rule(
    "orphaned-quote",
    Category.QUOTE,
    Severity.MAJOR,
    "A few quoted words without a verb stand as a sentence of their own.",
    "They are mostly the torn-off head or tail of a quotation nearby.",
    "“It was never a serious,” she said. “Proposal.”",
    "The speaker gave a short answer ('Absolutely.').",
    frozenset({Need.SYNTAX}),
)
UNBALANCED = Rule(
    "unbalanced-quotes",
    Category.QUOTE,
    Severity.MINOR,
    "A quotation is opened and never closed, or closed and never opened.",
    "Nobody can tell where the speaker stops and the newsroom begins.",
    "'He shouted: “The bridge is down! The drivers turned back.'",
    "The mark stands for inches or an apostrophe.",
)
RULES = (TORN, ORPHAN, UNBALANCED, MOVED_BOUNDARY, ALL_INVENTED, ALL_LOST, CHANGED_PERSON)

_SPEECH = 3
_SURE_VOTES = 3
_PLACED = 0.75
_LEAST_HEAD = 4
_TAIL_WORDS = 2
_LONGEST_MARK = 8
_FRAGMENT = 5
_LONGEST_ORPHAN = 14
_TAG_REACH = 4
_GAP = 20
_ENDS = ".!?…"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def check(case: Case) -> Iterator[Finding]:
    """Look at the marks of the translation alone, then against the source."""
    votes = case.once(cast_votes)
    marked = votes.target if votes is not None else Marked.of(case.translation)
    table = case.vocabulary.topic(case.translation.lang, "quotation", Side.TRANSLATION)
    reporting = frozenset(table["reporting"]["words"]) if table is not None else frozenset[str]()
    torn = list(_torn(case, marked, votes, reporting))
    yield from torn
    done = [f.target for f in torn if f.target is not None]
    yield from (f for f in _orphans(case, marked, votes) if not any(f.target and f.target.overlaps(d) for d in done))
    yield from _unbalanced(marked, votes)
    if votes is not None and table is not None:
        yield from _compared(votes, SpeechWords.of(table))
        original = case.vocabulary.topic(votes.bitext.source.lang, "quotation", Side.SOURCE)
        if original is not None and "strong" in original["first_person"]:
            yield from changed_persons(votes, original, table)


def _compared(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """What stands in marks on both sides; of what overlaps, the first alone, as the links say it most exactly."""
    done: list[Span] = []
    moved = shifted_once(votes.target.document, compare(votes, speech))
    for finding in (*moved, *other_extents(votes, speech), *inner_ends(votes)):
        if finding.target is not None and not any(finding.target.overlaps(d) for d in done):
            done.append(finding.target)
            yield finding


def _torn(case: Case, marked: Marked, votes: Votes | None, reporting: frozenset[str]) -> Iterator[Finding]:
    text = marked.document.text
    for k in range(len(marked.quotes) - 1):
        first, second = marked.quotes[k], marked.quotes[k + 1]
        gap = text[first.span.end : second.span.start]
        if not (first.whole and second.opened) or gap.strip() or "\n" in gap:
            continue
        head, tail = marked.words(k), marked.words(k + 1)
        if len(head) < _LEAST_HEAD or not tail or (votes is not None and _adjacent_in_source(votes, head, tail)):
            continue
        fragment = len(tail) <= _FRAGMENT or not _has_finite_verb(case.parse, second.inner)
        tagged = _tag_follows(marked.document, second, reporting)
        strength = 0.85 if fragment and tagged else 0.65 if fragment or tagged else 0.55
        last = tail[-1] if len(tail) <= _LONGEST_MARK else tail[_SPEECH - 1]
        span = Span(head[-_TAIL_WORDS].span.start, last.span.end)
        message = f"Two quotations stand side by side without a speaker between them: “{span.of(text)}”."
        yield found(TORN, strength, message, target=span)


def _adjacent_in_source(votes: Votes, head: tuple[Word, ...], tail: tuple[Word, ...]) -> bool:
    """Whether the source too has two quotations with nothing between them."""
    left, right = votes.source_quotes(head), votes.source_quotes(tail)
    if not left or not right:
        return False
    a, b = max(left, key=lambda q: left[q]), max(right, key=lambda q: right[q])
    quotes = votes.source.quotes
    return b == a + 1 and not votes.source.document.text[quotes[a].span.end : quotes[b].span.start].strip(" .،,\n")


def _tag_follows(document: Document, quote: Quotation, reporting: frozenset[str]) -> bool:
    after = [w for w in document.words_in(Span(quote.span.end, quote.span.end + 60)) if w.span.start >= quote.span.end]
    return any(w.form in reporting for w in after[:_TAG_REACH])


def _has_finite_verb(parse: Parse | None, span: Span) -> bool:
    return parse is not None and any(t.tag in _FINITE for t in _tokens_in(parse, span))


def _tokens_in(parse: Parse, span: Span) -> Sequence[Token]:
    first = bisect_left(parse.tokens, span.start, key=lambda t: t.span.start)
    last = bisect_left(parse.tokens, span.end, lo=first, key=lambda t: t.span.start)
    return parse.tokens[first:last]


def _orphans(case: Case, marked: Marked, votes: Votes | None) -> Iterator[Finding]:
    text = marked.document.text
    if case.parse is None:
        return
    for k, quote in enumerate(marked.quotes):
        words = marked.words(k)
        inner = quote.inner.of(text).strip()
        if not quote.whole or not 1 <= len(words) <= _LONGEST_ORPHAN or inner[-1:] not in tuple(".…,"):
            continue
        if not _is_sentence(text, quote) or not _is_noun_phrase(case.parse, quote.inner):
            continue
        strength = 0.35
        if votes is not None:
            strength = 0.7 if _belongs_elsewhere(votes, k, words) else 0.25
        yield found(
            ORPHAN, strength, f"“{inner}” is no sentence, and seems torn from a quotation nearby.", target=quote.span
        )


def _is_sentence(text: str, quote: Quotation) -> bool:
    before = text[max(0, quote.span.start - _GAP) : quote.span.start].rstrip(" \t")
    after = text[quote.span.end : quote.span.end + _GAP].lstrip(" \t")
    started = not before or before[-1] in _ENDS + '\n"”»'
    return started and (not after or after[0] == "\n" or after[0].isupper() or after[0] in '"“«')


def _is_noun_phrase(parse: Parse, span: Span) -> bool:
    """Whether the head of the quoted words is no verb."""
    inside = _tokens_in(parse, span)
    known = {t.index for t in inside}
    heads = [t for t in inside if t.head == t.index or t.head not in known]
    return bool(heads) and all(t.pos in ("NOUN", "PROPN", "ADJ", "ADP", "PUNCT", "DET") for t in heads)


def _belongs_elsewhere(votes: Votes, quote: int, words: tuple[Word, ...]) -> bool:
    """Whether the source has these words inside a quotation that a quotation nearby renders too."""
    own = votes.source_quotes(words)
    for other in (quote - 1, quote + 1):
        if 0 <= other < len(votes.target.quotes):
            shared = set(own) & set(votes.source_quotes(votes.target.words(other)))
            if any(_goes_on_beside(votes, s, words) for s in shared):
                return True
    return False


def _goes_on_beside(votes: Votes, source_quote: int, words: tuple[Word, ...]) -> bool:
    """Whether the sentence of the source that holds `words` says more than they do."""
    linked = [w for w in votes.bitext.to_source(words) if votes.source.owner[w.index] == source_quote]
    if not linked:
        return False
    segment = votes.bitext.source.segments[linked[0].segment]
    return segment.last - segment.first > 2 * len(words)


def _unbalanced(marked: Marked, votes: Votes | None) -> Iterator[Finding]:
    """Mark the first quotation of each paragraph that lacks a mark: what follows it is its consequence."""
    document = marked.document
    done: set[int] = set()
    for k, quote in enumerate(marked.quotes):
        words = marked.words(k)
        if quote.whole or not words:
            continue
        paragraph = document.segments[words[0].segment].paragraph
        if paragraph in done:
            continue
        done.add(paragraph)
        opening = _lost_opening(votes, words) if votes is not None and quote.closed else ()
        if opening:
            span = Span.hull(w.span for w in opening)
            message = f"The quotation mark before “{span.of(document.text)}”, which the source has, is missing."
        elif quote.closed:
            span = Span(words[-min(_SPEECH, len(words))].span.start, quote.span.end)
            message = f"The quotation that ends with “{span.of(document.text)}” is never opened."
        else:
            span = Span(quote.span.start, words[min(_SPEECH, len(words)) - 1].span.end)
            message = f"The quotation that begins with {span.of(document.text)} is never closed."
        known = votes is None or votes.count(words, Vote.UNKNOWN) < len(words)
        yield found(UNBALANCED, _PLACED if opening else 0.55 if known else 0.35, message, target=span)


def _lost_opening(votes: Votes, words: Sequence[Word]) -> Sequence[Word]:
    """Where the source begins to quote: the first words of a sentence behind which nothing stands outside its marks."""
    outside = [w for w in words if votes.votes[w.index] is Vote.OUTSIDE]
    if not outside:
        return ()
    rest = [w for w in words if w.segment > outside[-1].segment]
    return rest[:_SPEECH] if votes.count(rest, Vote.INSIDE) >= _SURE_VOTES else ()


FAMILY = Family("quotes", RULES, check)
