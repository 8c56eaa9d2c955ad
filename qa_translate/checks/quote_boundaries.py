"""Compare what stands inside quotation marks on both sides, word by word through the links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.checks.quote_lost import lost_marks, own_words_lost
from qa_translate.checks.quote_speech import TAG_WORDS, SpeechWords
from qa_translate.checks.quote_stretches import runs, stretch, trimmed
from qa_translate.checks.quote_votes import Vote, Votes
from qa_translate.finding import Category, Finding, Need, Rule, Severity

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
_LEAST_VOTES = 2
_SURE_VOTES = 3
_SPEECH_WORDS = 4
_TAG_INSIDE = 0.72
# Words between moved words and the marks that they have passed, beyond their own number, at most.
_REACH = 4
_WHOLE_WORDS = 10
_WHOLE_SENTENCE = 0.42


def compare(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """Mark the words that are in or out of quotation marks by mistake."""
    for k, quote in enumerate(votes.target.quotes):
        if quote.whole:
            yield from _inside(votes, votes.target.words(k), speech)
    done: list[Span] = []
    for finding in _outside(votes, speech):
        if finding.target is not None and not any(finding.target.overlaps(d) for d in done):
            done.append(finding.target)
            yield finding
    for finding in (*lost_marks(votes, speech), *own_words_lost(votes, speech.first_person)):
        if finding.target is not None and not any(finding.target.overlaps(d) for d in done):
            done.append(finding.target)
            yield finding


def _inside(votes: Votes, words: Sequence[Word], speech: SpeechWords) -> Iterator[Finding]:
    """Words of one quotation that the source leaves outside."""
    wrong = votes.count(words, Vote.OUTSIDE)
    if not votes.count(words, Vote.INSIDE):
        if wrong >= _LEAST_VOTES and len(words) >= _SPEECH_WORDS:
            strength = 0.7 if wrong >= _SURE_VOTES else 0.5
            yield stretch(votes.bitext, ALL_INVENTED, strength, words, "in quotation marks, which the source has not")
        return
    if not speech.tag_inside:
        yield from _swallowed_tag(votes, words, speech)
    for run in runs(words, lambda w: votes.votes[w.index] is Vote.INSIDE):
        count = sum(_is_near(votes, w, words, len(run)) for w in run)
        at_edge = run[0] is words[0] or run[-1] is words[-1]
        tag = any(w.form in speech.reporting and votes.votes[w.index] is Vote.OUTSIDE for w in run)
        if tag and speech.tag_inside:
            continue
        if (tag and count) or (count >= _LEAST_VOTES and (at_edge or count > _SURE_VOTES)):
            strength = min(0.85, 0.42 + 0.1 * count + 0.1 * tag)
            if _holds_sentence(votes, run):
                # A whole sentence more than the source has in marks: the source marked only its core.
                strength = min(strength, _WHOLE_SENTENCE)
            run = trimmed(votes, run, Vote.OUTSIDE, keep=words)
            yield stretch(votes.bitext, MOVED_BOUNDARY, strength, run, "inside the quotation, outside it in the source")


def _is_near(votes: Votes, word: Word, words: Sequence[Word], length: int) -> bool:
    """Whether the source has a word of the quotation `words` outside, yet so near that the marks may have moved."""
    if votes.votes[word.index] is not Vote.OUTSIDE:
        return False
    edges = [
        k for q in votes.source_quotes(words) for k in (votes.source.words(q)[0].index, votes.source.words(q)[-1].index)
    ]
    linked = [x.source for x in votes.bitext.links_of_target(word.index) if x.mutual]
    return min((abs(k - edge) for k in linked for edge in edges), default=0) <= length + _REACH


def _swallowed_tag(votes: Votes, words: Sequence[Word], speech: SpeechWords) -> Iterator[Finding]:
    """A speaker tag between commas ("..., she went on, ...") inside one quotation that renders two of the source."""
    text = votes.target.document.text
    for k in range(1, len(words) - 1):
        length = speech.tag_length(words[k:]) if words[k].form in speech.third_person else 0
        tag = words[k : k + length]
        if length < TAG_WORDS or k + length >= len(words):
            continue
        gaps = text[words[k - 1].span.end : tag[0].span.start], text[tag[-1].span.end : words[k + length].span.start]
        before, after = votes.source_quotes(words[:k]), votes.source_quotes(words[k + length :])
        if all("," in gap for gap in gaps) and before and after and not set(before) & set(after):
            where = "inside the quotation, between two in the source"
            yield stretch(votes.bitext, MOVED_BOUNDARY, _TAG_INSIDE, tag, where)


def _holds_sentence(votes: Votes, run: Sequence[Word]) -> bool:
    segments = {w.segment for w in run}
    inside = {w.index for w in run}
    document = votes.target.document
    return len(run) > _WHOLE_WORDS and any(
        sum(w.index in inside for w in document.words_of(document.segments[k])) > _WHOLE_WORDS
        and document.segments[k].first in inside
        for k in segments
    )


def _outside(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """Words beside a quotation that the source has in the same quotation."""
    for k, quote in enumerate(votes.target.quotes):
        inner = votes.target.words(k)
        shared = votes.source_quotes(inner)
        if not quote.whole or not shared:
            continue
        for side in (_before(votes, inner), _after(votes, inner)):
            skipped = speech.tag_length(side)
            run = list(_while_quoted(votes, side[skipped:], speech.reporting))
            own = [w for w in run if set(votes.source_quotes([w])) & set(shared)]
            if len(own) < (_SURE_VOTES if skipped else _LEAST_VOTES):
                continue
            run = sorted(run[: run.index(own[-1]) + 1], key=lambda w: w.index)
            strength = min(0.85, 0.4 + 0.1 * len(own)) - (0.15 if skipped else 0.0)
            yield stretch(votes.bitext, MOVED_BOUNDARY, strength, run, "outside the quotation, inside it in the source")


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
        own = vote is Vote.OUTSIDE or (word.form in reporting and vote is not Vote.INSIDE)
        if own or owner is not None:
            return
        yield word
