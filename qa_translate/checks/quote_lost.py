"""Words that the source quotes and the translation does not."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Word
from qa_translate.checks.quote_speech import SpeechWords
from qa_translate.checks.quote_stretches import runs, stretch, trimmed
from qa_translate.checks.quote_votes import Vote, Votes
from qa_translate.finding import Category, Finding, Need, Rule, Severity

ALL_LOST = Rule(
    "lost-quote",
    Category.QUOTE,
    Severity.MAJOR,
    "Words that the source quotes stand without quotation marks and without a speaker.",
    "What somebody said reads as the newsroom's own statement.",
    "Source: «السعر لم يكن العائق»; translation: The price was not the obstacle.",
    "The speaker is named in the sentence before and the translation goes on in free indirect speech.",
    frozenset({Need.SOURCE}),
    frozenset({"translation:quotation"}),
)

LONGEST_MARK = 30
"""Words of a mark, at most."""
_LOST_VOTES = 4
_SPEECH_WORDS = 4
_OWN_WORDS_LOST = 0.7


def lost_marks(votes: Votes, speech: SpeechWords) -> Iterator[Finding]:
    """Sentences that the source quotes and the translation states."""
    document, reported = votes.target.document, speech.reporting | speech.indirect
    for segment in document.segments:
        words = document.words_of(segment)
        if any(votes.target.owner[w.index] is not None for w in words) or not words:
            continue
        inside, outside = votes.count(words, Vote.INSIDE), votes.count(words, Vote.OUTSIDE)
        quotes = votes.source_quotes(words)
        if not quotes or len(votes.source.words(max(quotes, key=lambda q: quotes[q]))) < _SPEECH_WORDS:
            continue
        own = any(w.form in speech.first_person for w in words)
        told = any(w.form in reported for w in words)
        if inside >= _LOST_VOTES and inside >= 3 * outside and (own or not told):
            strength = 0.75 if own else 0.6
            words = words[:LONGEST_MARK]
            yield stretch(votes.bitext, ALL_LOST, strength, words, "without the quotation marks that the source has")


def own_words_lost(votes: Votes, first_person: frozenset[str]) -> Iterator[Finding]:
    """Stretches of a sentence in which a speaker speaks of himself, quoted in the source and not here."""
    document = votes.target.document
    for segment in document.segments:
        words = document.words_of(segment)
        for run in runs(words, lambda w: votes.target.owner[w.index] is not None or _is_outside(votes, w)):
            quoted = votes.source_quotes(run)
            own = any(w.form in first_person for w in run)
            inside = votes.count(run, Vote.INSIDE)
            if own and min(inside, max(quoted.values(), default=0)) >= _LOST_VOTES:
                run = trimmed(votes, run, Vote.INSIDE, keep=words)[:LONGEST_MARK]
                where = "without the quotation marks that the source has"
                yield stretch(votes.bitext, ALL_LOST, _OWN_WORDS_LOST, run, where)


def _is_outside(votes: Votes, word: Word) -> bool:
    return votes.votes[word.index] is Vote.OUTSIDE
