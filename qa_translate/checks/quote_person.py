"""Direct speech of the source told in the third person without its speaker: my words become somebody else's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead
from qa_translate.checks.family import found
from qa_translate.checks.quote_votes import Votes
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.vocabulary import Table

CHANGED_PERSON = Rule(
    "changed-person",
    Category.QUOTE,
    Severity.MAJOR,
    "A speaker's words about himself ('I', 'we') are told of 'him' or 'them', with no speaker named.",
    "What somebody said of himself reads as the newsroom's statement, or as said of somebody else.",
    "Source: نحن بخير ولا نخاف أحدا ('we are well and fear nobody'); translation: “They are well and fear nobody”.",
    "The sentence goes on in reported speech whose speaker was named before.",
    frozenset({Need.SOURCE}),
    frozenset({"quotation"}),
)

_WEAK_TOGETHER = 2
_MARKED_WORDS = 4


def changed_persons(votes: Votes, source: Table, target: Table) -> Iterator[Finding]:
    """Mark the third person where the source has the first.

    Args:
        votes: both sides.
        source, target: what ``quotation.toml`` holds for each language.
    """
    first, third = set(target["first_person"]["words"]), set(target["third_person"]["words"])
    reporting = set(target["reporting"]["words"])
    for bead in votes.bitext.beads:
        words = votes.bitext.target_words(bead)
        others = [w for w in words if w.form in third]
        speakers = _first_person(votes.bitext.source_words(bead), source)
        if not others or not speakers or any(w.form in first for w in words):
            continue
        told = any(w.form in reporting for w in words)
        quoted = [w for w in others if votes.target.owner[w.index] is not None]
        if told and not quoted:
            continue
        yield _finding(votes, bead, quoted[0] if quoted else others[0], speakers)


def _first_person(words: Sequence[Word], table: Table) -> list[Word]:
    strong, weak = set(table["first_person"]["strong"]), set(table["first_person"]["weak"])
    joined = tuple(table["first_person"]["joined"])

    def is_in(word: Word, forms: set[str]) -> bool:
        return word.form in forms or (word.form.startswith(joined) and word.form[1:] in forms)

    sure = [w for w in words if is_in(w, strong)]
    unsure = [w for w in words if is_in(w, weak)]
    return sure or (unsure if len({w.form for w in unsure}) >= _WEAK_TOGETHER else [])


def _finding(votes: Votes, bead: Bead, pronoun: Word, speakers: Sequence[Word]) -> Finding:
    document = votes.target.document
    last = document.segments[pronoun.segment].last
    words = document.words[pronoun.index : min(pronoun.index + _MARKED_WORDS, last)]
    span = Span(pronoun.span.start, words[-1].span.end)
    said = " … ".join(w.text for w in speakers)
    message = f"“{span.of(document.text)}”: in the source the speaker speaks of himself ({said})."
    return found(CHANGED_PERSON, 0.65, message, target=span, source=votes.bitext.source_span(bead))
