"""'It was he who did it': the one whom the source points out, and the one whom the translation does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.article import Document, Side, Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.callings import Callings, callings_of
from qa_translate.checks.family import found
from qa_translate.finding import Finding, Rule
from qa_translate.ports import Token
from qa_translate.relations.counterparts import Counterparts
from qa_translate.relations.dependencies import RELATIVE, relations_of_verb
from qa_translate.relations.questions import is_pronoun
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table

# Words of the one who is pointed out, and of those whom it is done to, at most.
FOCUS, REACH = 6, 6
LEAST_COSINE = 0.55
# Log chance from which a noun of the translation stands for a word of the source, and below which it surely does not.
STANDS, STANDS_NOT, NEVER = -1.5, -2.5, -99.0
BOTH, ONE = 0.8, 0.65
SIGNS = frozenset('.!?؟؛;:،,()«»“”"–—\n')
_PHRASE = ("compound", "flat", "amod", "appos")
_OBJECTS = frozenset({"object", "to", "from", "against", "with", "about"})


@dataclass(frozen=True, slots=True)
class Cleft:
    """One act of which the source points out who did it.

    Attributes:
        focus: words that name him, empty where a pronoun alone does.
        act: the verb.
        behind: words behind the verb, up to the next sign.
    """

    focus: tuple[Word, ...]
    act: Word
    behind: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """All of it."""
        return Span.hull(w.span for w in (*self.focus, self.act, *self.behind))


def clefts(document: Document, table: Table) -> Iterator[Cleft]:
    """The clefts of a source: a pronoun and a relative behind the one who did it (المدير هو الذي رفض).

    Args:
        document: the source.
        table: ``cleft`` of the topic ``roles``.
    """
    for segment in document.segments:
        words = document.words_of(segment)
        for k in range(len(words) - 2):
            if words[k].form in table["pronouns"] and words[k + 1].form in table["relatives"]:
                at = k + 2
                while at < len(words) - 1 and words[at].form in table["between"]:
                    at += 1
                if not any(w.form in table["denied"] for w in words[k + 2 : at]):
                    yield Cleft(_focus(document, table, words[:k]), words[at], _behind(document, words[at:]))


def _focus(document: Document, table: Table, before: Sequence[Word]) -> tuple[Word, ...]:
    start = len(before)
    while start and len(before) - start < FOCUS and before[start - 1].form not in table["particles"]:
        if start < len(before) and _parted(document, before[start - 1], before[start]):
            break
        start -= 1
    return tuple(before[start:])


def _behind(document: Document, words: Sequence[Word]) -> tuple[Word, ...]:
    end = 1
    while end < min(len(words), REACH) and not _parted(document, words[end - 1], words[end]):
        end += 1
    return tuple(words[1:end])


def _parted(document: Document, one: Word, other: Word) -> bool:
    return bool(SIGNS & set(document.text[one.span.end : other.span.start]))


def exchanged_clefts(case: Case, exchanged: Rule, changed: Rule) -> Iterator[Finding]:
    """Acts of which the translation names another doer than the one whom the source points out.

    Args:
        case: with source and syntax.
        exchanged: the rule where the one pointed out is acted upon.
        changed: the rule where somebody else is named.
    """
    if case.bitext is None or case.parse is None:
        return
    table = case.vocabulary.topic(case.bitext.source.lang, "roles", Side.SOURCE)
    if table is None or "cleft" not in table:
        return
    tree = Tree(case.translation, case.parse)
    view = _View(case.bitext, tree, Counterparts(case.bitext, tree), callings_of(case))
    for cleft in clefts(case.bitext.source, table["cleft"]):
        bead = case.bitext.bead_of_source(cleft.act.segment)
        if bead is not None and bead.target:
            yield from view.compare(cleft, bead, exchanged, changed)


@dataclass(frozen=True)
class _View:
    bitext: Bitext
    tree: Tree
    counterparts: Counterparts
    callings: Callings | None

    def compare(self, cleft: Cleft, bead: Bead, exchanged: Rule, changed: Rule) -> Iterator[Finding]:
        act = self._act(cleft, bead)
        if act is None:
            return
        own = list(relations_of_verb(self.tree, act))
        doers = [r.participant for r in own if r.role == "subject"]
        done_to = [
            r.participant for r in own if r.role in _OBJECTS and self._stands_for(r.participant, cleft.focus, bead)
        ]
        if any(self._is_focus(t, cleft, bead) for t in doers if not is_pronoun(t)):
            return
        acted_upon = [t for t in doers if self._stands_for(t, cleft.behind, bead)]
        if done_to and doers:
            yield self._finding(cleft, act, [*doers, *done_to], exchanged, BOTH)
        elif acted_upon:
            yield self._finding(cleft, act, acted_upon, exchanged, ONE)
        elif others := [t for t in doers if self._are_others(t, cleft.focus)]:
            yield self._finding(cleft, act, others, changed, ONE)

    def _act(self, cleft: Cleft, bead: Bead) -> Token | None:
        """The verb of the translation for the act: the likest, or else the only one whose doer is pointed out there."""
        tokens = self.tree.tokens_of(self.bitext.target_words(bead))
        verbs = [t for t in tokens if t.pos == "VERB" and self.tree.words([t])]
        likeness = {v.index: float(self.bitext.cosines([cleft.act], self.tree.words([v])).max()) for v in verbs}
        likest = max(verbs, key=lambda v: likeness[v.index], default=None)
        if likest is not None and likeness[likest.index] >= LEAST_COSINE:
            return likest
        pointed = [v for v in verbs if self._is_pointed_out(v)]
        return pointed[0] if len(pointed) == 1 else None

    def _is_pointed_out(self, verb: Token) -> bool:
        relative = any(t.tag in RELATIVE for t in self.tree.children(verb, "nsubj"))
        head = self.tree.head(verb)
        copula = head if verb.dep != "relcl" else self.tree.head(head)
        return (
            relative
            and copula.lemma == "be"
            and any(t.text.lower() == "it" for t in self.tree.children(copula, "nsubj"))
        )

    def _is_focus(self, token: Token, cleft: Cleft, bead: Bead) -> bool:
        return self._weight(token, cleft.focus, bead) > STANDS_NOT and not self._are_others(token, cleft.focus)

    def _are_others(self, token: Token, words: Sequence[Word]) -> bool:
        """Whether a doer is called what the one pointed out cannot be (father, mother)."""
        if self.callings is None:
            return False
        here, there = self.callings.of_target_words(self._phrase(token)), self.callings.of_source_words(words)
        return bool(here and there) and not self.callings.compatible(here, there)

    def _phrase(self, token: Token) -> tuple[Word, ...]:
        return self.tree.words([token, *self.tree.children(token, *_PHRASE)])

    def _stands_for(self, token: Token, words: Sequence[Word], bead: Bead) -> bool:
        return not is_pronoun(token) and self._weight(token, words, bead) >= STANDS

    def _weight(self, token: Token, words: Sequence[Word], bead: Bead) -> float:
        weights = self.counterparts.of(self._phrase(token), bead)
        return max((weights.get(w.index, NEVER) for w in words), default=NEVER)

    def _finding(self, cleft: Cleft, act: Token, participants: Sequence[Token], rule: Rule, strength: float) -> Finding:
        words = self.tree.words([act, *participants])
        here = " ".join(w.text for w in words)
        there = cleft.span.of(self.bitext.source.text)
        message = f"The source points out who does it (“{there}”); the translation says “{here}”."
        return found(rule, strength, message, target=Span.hull(w.span for w in words), source=cleft.span)
