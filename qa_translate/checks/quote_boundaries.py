"""Compare what stands inside quotation marks on both sides, word by word through the links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.checks.family import found
from qa_translate.checks.quote_votes import Vote, Votes
from qa_translate.excerpt import first_letters
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.vocabulary import Table

_NEEDS = frozenset({Need.SOURCE})
_VOCABULARY = frozenset({"translation:quotation"})
MOVED_BOUNDARY = Rule(
    "moved-quote-boundary",
    Category.QUOTE,
    Severity.MAJOR,
    "Words stand inside quotation marks that the source leaves outside, or the reverse, beside words that both quote.",
    "The newsroom's words become the speaker's, or the speaker's the newsroom's.",
    "Source: «تتحدث عن الليبيين» واتهم دولا غربية; translation: “talks about them and accuses Western countries”.",
    "The translator quotes more of a sentence whose other half is a close paraphrase.",
    _NEEDS,
    _VOCABULARY,
)
ALL_INVENTED = Rule(
    "invented-quote",
    Category.QUOTE,
    Severity.MAJOR,
    "Words stand in quotation marks that the source only reports.",
    "It claims that somebody used these very words.",
    "Source: وقال إن الإدارة قد تراجع الأسعار; translation: “and the management might review prices”.",
    "The source quotes without marks, after a colon or by custom.",
    _NEEDS,
    _VOCABULARY,
)
ALL_LOST = Rule(
    "lost-quote",
    Category.QUOTE,
    Severity.MAJOR,
    "Words that the source quotes stand without quotation marks and without a speaker.",
    "What somebody said reads as the newsroom's own statement.",
    "Source: «السعر لم يكن العائق»; translation: The price was not the obstacle.",
    "The speaker is named in the sentence before and the translation goes on in free indirect speech.",
    _NEEDS,
    _VOCABULARY,
)

_LEAST_VOTES = 2
_SURE_VOTES = 3
_SPEECH_WORDS = 4
_LOST_VOTES = 4
_LONGEST_MARK = 30
_TAG_WORDS = 2
_WHOLE_WORDS = 10
_WHOLE_SENTENCE = 0.42


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """What ``quotation.toml`` says of the translation's language.

    Attributes:
        reporting: forms of verbs that introduce or close a quotation.
        first_person: words by which speakers speak of themselves.
        indirect: words that make reported speech of what follows.
        tag_inside: whether the tag of the speaker stands inside the marks.
    """

    reporting: frozenset[str]
    first_person: frozenset[str]
    indirect: frozenset[str]
    tag_inside: bool

    @staticmethod
    def of(table: Table) -> SpeechWords:
        """Read the tables."""
        names = ("reporting", "first_person", "indirect")
        reporting, first_person, indirect = (frozenset(table[name]["words"]) for name in names)
        return SpeechWords(reporting, first_person, indirect, table.get("style", {}).get("tag_inside", False))


def compare(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """Mark the words that are in or out of quotation marks by mistake."""
    for k, quote in enumerate(votes.target.quotes):
        if quote.whole:
            yield from _inside(votes, votes.target.words(k), speech)
    done: list[Span] = []
    for finding in _outside(votes, speech.reporting):
        if finding.target is not None and not any(finding.target.overlaps(d) for d in done):
            done.append(finding.target)
            yield finding
    yield from _lost(votes, speech.reporting | speech.indirect, speech.first_person)


def _inside(votes: Votes, words: Sequence[Word], speech: SpeechWords) -> Iterator[Finding]:
    """Words of one quotation that the source leaves outside."""
    wrong = votes.count(words, Vote.OUTSIDE)
    if not votes.count(words, Vote.INSIDE):
        if wrong >= _LEAST_VOTES and len(words) >= _SPEECH_WORDS:
            strength = 0.7 if wrong >= _SURE_VOTES else 0.5
            yield _finding(votes.bitext, ALL_INVENTED, strength, words, "in quotation marks, which the source has not")
        return
    for run in _runs(words, lambda w: votes.votes[w.index] is Vote.INSIDE):
        count = votes.count(run, Vote.OUTSIDE)
        at_edge = run[0] is words[0] or run[-1] is words[-1]
        tag = any(w.form in speech.reporting and votes.votes[w.index] is Vote.OUTSIDE for w in run)
        if tag and speech.tag_inside:
            continue
        if tag or (count >= _LEAST_VOTES and (at_edge or count > _SURE_VOTES)):
            strength = min(0.85, 0.42 + 0.1 * count + 0.1 * tag)
            if _holds_sentence(votes, run):
                # A whole sentence more than the source has in marks: the source marked only its core.
                strength = min(strength, _WHOLE_SENTENCE)
            run = _trimmed(votes, run, Vote.OUTSIDE, keep=words)
            yield _finding(
                votes.bitext, MOVED_BOUNDARY, strength, run, "inside the quotation, outside it in the source"
            )


def _holds_sentence(votes: Votes, run: Sequence[Word]) -> bool:
    segments = {w.segment for w in run}
    inside = {w.index for w in run}
    document = votes.target.document
    return len(run) > _WHOLE_WORDS and any(
        sum(w.index in inside for w in document.words_of(document.segments[k])) > _WHOLE_WORDS
        and document.segments[k].first in inside
        for k in segments
    )


def _outside(votes: Votes, reporting: frozenset[str]) -> Iterator[Finding]:
    """Words beside a quotation that the source has in the same quotation."""
    for k, quote in enumerate(votes.target.quotes):
        inner = votes.target.words(k)
        shared = votes.source_quotes(inner)
        if not quote.whole or not shared:
            continue
        for side in (_before(votes, inner), _after(votes, inner)):
            skipped = _tag_length(side, reporting)
            run = list(_while_quoted(votes, side[skipped:], reporting))
            own = [w for w in run if set(votes.source_quotes([w])) & set(shared)]
            if len(own) < (_SURE_VOTES if skipped else _LEAST_VOTES):
                continue
            run = sorted(run[: run.index(own[-1]) + 1], key=lambda w: w.index)
            strength = min(0.85, 0.4 + 0.1 * len(own)) - (0.15 if skipped else 0.0)
            yield _finding(
                votes.bitext, MOVED_BOUNDARY, strength, run, "outside the quotation, inside it in the source"
            )


def _tag_length(side: Sequence[Word], reporting: frozenset[str]) -> int:
    """Words of a speaker tag that stands right beside a quotation ("she said"), 0 without one."""
    return next((k + 1 for k, w in enumerate(side[:_TAG_WORDS]) if w.form in reporting), 0)


def _before(votes: Votes, inner: Sequence[Word]) -> list[Word]:
    segment = votes.target.document.segments[inner[0].segment]
    return list(reversed(votes.target.document.words[segment.first : inner[0].index]))


def _after(votes: Votes, inner: Sequence[Word]) -> list[Word]:
    segment = votes.target.document.segments[inner[-1].segment]
    return list(votes.target.document.words[inner[-1].index + 1 : segment.last])


def _while_quoted(votes: Votes, words: Sequence[Word], reporting: frozenset[str]) -> Iterator[Word]:
    """The words beside a quotation up to the first that is the newsroom's own or belongs to another quotation."""
    for word in words:
        vote, owner = votes.votes[word.index], votes.target.owner[word.index]
        if vote is Vote.OUTSIDE or owner is not None or word.form in reporting:
            return
        yield word


def _lost(votes: Votes, reported: frozenset[str], first_person: frozenset[str]) -> Iterator[Finding]:
    document = votes.target.document
    for segment in document.segments:
        words = document.words_of(segment)
        if any(votes.target.owner[w.index] is not None for w in words) or not words:
            continue
        inside, outside = votes.count(words, Vote.INSIDE), votes.count(words, Vote.OUTSIDE)
        quotes = votes.source_quotes(words)
        if not quotes or len(votes.source.words(max(quotes, key=lambda q: quotes[q]))) < _SPEECH_WORDS:
            continue
        own = any(w.form in first_person for w in words)
        told = any(w.form in reported for w in words)
        if inside >= _LOST_VOTES and inside >= 3 * outside and (own or not told):
            strength = 0.75 if own else 0.6
            words = words[:_LONGEST_MARK]
            yield _finding(votes.bitext, ALL_LOST, strength, words, "without the quotation marks that the source has")


def _runs(words: Sequence[Word], cut: Callable[[Word], bool]) -> Iterator[Sequence[Word]]:
    """The stretches of `words` between those where `cut` says so."""
    start = 0
    for k, word in enumerate(words):
        if cut(word):
            if k > start:
                yield words[start:k]
            start = k + 1
    if start < len(words):
        yield words[start:]


def _trimmed(votes: Votes, run: Sequence[Word], vote: Vote, keep: Sequence[Word]) -> Sequence[Word]:
    """`run` from its first to its last word of that vote, but whole where it reaches a mark of the quotation."""
    sure = [k for k, w in enumerate(run) if votes.votes[w.index] is vote]
    first = 0 if run[0] is keep[0] else sure[0]
    last = len(run) - 1 if run[-1] is keep[-1] else sure[-1]
    return run[first : last + 1]


def _finding(bitext: Bitext, rule: Rule, strength: float, words: Sequence[Word], where: str) -> Finding:
    span = Span(words[0].span.start, words[-1].span.end)
    linked = bitext.to_source(words)
    source = Span.hull(w.span for w in linked) if linked else None
    short = first_letters(span.of(bitext.target.text))
    evidence = (Evidence("words compared", float(len(linked))),)
    return found(rule, strength, f"“{short}” stands {where}.", target=span, source=source, evidence=evidence)
