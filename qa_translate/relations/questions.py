"""Relations of the translation put to the source as questions: which of these words takes that role there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.ports import Token
from qa_translate.relations.counterparts import Counterparts
from qa_translate.relations.dependencies import ROLES, Relation
from qa_translate.relations.pronouns import Pronouns
from qa_translate.syntax import Tree

OMITTED = -1
"""Stands for a participant that the source's verb carries in itself: a left-out subject, a pronoun written onto it."""
REACH = 30
"""Words on either side of the act that may take part in it."""
LEAST_COSINE = 0.55
# A link that only one side prefers needs more, and so does a pronoun of the source for one of the translation.
LEAST_ONE_SIDED = 0.62
LEAST_PRONOUN = 0.7
# A longer word that is linked to a pronoun is a verb that carries it.
LONGEST_PRONOUN = 5
# Words of one participant are those linked about as well as the best linked one.
NEAR_BEST = 0.12
# Log chance from which a source word that may stand for a participant is shown as its counterpart.
SHOWN = -0.7
_PRONOUNS = ("PRP", "PRP$")
_NAME_PARTS = ("compound", "flat", "nmod")
_PHRASE_PARTS = (*_NAME_PARTS, "amod")
_NOMINAL = ("NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True)
class Question:
    """One relation of the translation, as far as the source has words for it.

    Attributes:
        relation: the act, role and participant of the translation.
        act: index of the source word that stands for the act.
        first, last: source words [first, last) that may take the role.
        answers: source words that stand for the participant, or `OMITTED` alone.
        weights: all that may stand for it, `OMITTED` too, each with its log chance.
        person: person and number of a participant that is a personal pronoun, as `Pronouns` has it.
    """

    relation: Relation
    act: int
    first: int
    last: int
    answers: tuple[int, ...]
    weights: tuple[tuple[int, float], ...] = ()
    person: str | None = None

    @property
    def role(self) -> int:
        """The role's place in `ROLES`."""
        return ROLES.index(self.relation.role)


def is_pronoun(token: Token) -> bool:
    """Whether a participant is a personal or possessive pronoun."""
    return token.pos == "PRON" and token.tag in _PRONOUNS


class Asker:
    """Puts relations to the source, as far as links say which word stands for what.

    Args:
        bitext: source and translation.
        tree: syntax of the translation.
    """

    def __init__(self, bitext: Bitext, tree: Tree) -> None:
        self._bitext = bitext
        self._tree = tree

    def questions(self, relations: Iterable[Relation]) -> Iterator[Question]:
        """A question for every relation whose act and participant both have counterparts in the source."""
        for relation in relations:
            acts = self._tree.words([relation.act])
            bead = self._bitext.bead_of_target(acts[0].segment) if acts else None
            if bead is None or not bead.source:
                continue
            act = self._act(acts, bead)
            if act is not None:
                yield from self._about(relation, act, bead)

    def _act(self, words: tuple[Word, ...], _: Bead) -> int | None:
        links = self._linked(words)
        return max(sorted(links), key=links.__getitem__) if links else None

    def _reach(self, act: int, bead: Bead) -> tuple[int, int]:
        """Source words [first, last) of a passage that may take part in one of its acts."""
        segments = self._bitext.source.segments
        first, last = segments[bead.source[0]].first, segments[bead.source[-1]].last
        return max(first, act - REACH), min(last, act + REACH + 1)

    def _about(self, relation: Relation, act: int, bead: Bead) -> Iterator[Question]:
        first, last = self._reach(act, bead)
        answers = self._answers(relation.participant, act)
        inside = tuple(k for k in answers if k == OMITTED or first <= k < last)
        if inside:
            yield Question(relation, act, first, last, inside)

    def _answers(self, token: Token, act: int) -> tuple[int, ...]:
        parts = [t for t in self._tree.children(token, *_NAME_PARTS) if t.pos in _NOMINAL]
        links = self._linked(self._tree.words([token, *parts]))
        links.pop(act, None)
        if is_pronoun(token):
            words = self._bitext.source.words
            own = (k for k, score in links.items() if score >= LEAST_PRONOUN and len(words[k].form) <= LONGEST_PRONOUN)
            return tuple(own) or (OMITTED,)
        least = max(links.values(), default=0.0) - NEAR_BEST
        return tuple(k for k, score in links.items() if score >= least)

    def _linked(self, words: tuple[Word, ...]) -> dict[int, float]:
        """Source words linked to any of the target `words`, with the best cosine of each."""
        best: dict[int, float] = {}
        for word in words:
            for link in self._bitext.links_of_target(word.index):
                if link.score >= (LEAST_COSINE if link.mutual else LEAST_ONE_SIDED):
                    best[link.source] = max(best.get(link.source, 0.0), link.score)
        return best


class WideAsker(Asker):
    """Puts relations to the source where links do not decide as well: to compare what is there, not to learn from.

    Args:
        bitext: source and translation.
        tree: syntax of the translation.
        pronouns: of the two languages; without them a pronoun stands for what links say, or for what the verb carries.
    """

    def __init__(self, bitext: Bitext, tree: Tree, pronouns: Pronouns | None) -> None:
        super().__init__(bitext, tree)
        self._pronouns = pronouns
        self._counterparts = Counterparts(bitext, tree)

    def _act(self, words: tuple[Word, ...], bead: Bead) -> int | None:
        act = super()._act(words, bead)
        return self._counterparts.act(words, bead) if act is None else act

    def _about(self, relation: Relation, act: int, bead: Bead) -> Iterator[Question]:
        if is_pronoun(relation.participant):
            for question in super()._about(relation, act, bead):
                yield self._with_person(question)
            return
        phrase = [t for t in self._tree.children(relation.participant, *_PHRASE_PARTS) if t.pos in _NOMINAL]
        weights = self._counterparts.of(self._tree.words([relation.participant, *phrase]), bead)
        weights.pop(act, None)
        if weights:
            least = min(SHOWN, max(weights.values()))
            answers = tuple(k for k, weight in weights.items() if weight >= least)
            yield Question(relation, act, *self._reach(act, bead), answers, tuple(weights.items()))

    def _with_person(self, question: Question) -> Question:
        """The question with all words of the source that may stand for its pronoun."""
        pronouns = self._pronouns
        person = pronouns.person(question.relation.participant) if pronouns is not None else None
        if pronouns is None or person is None:
            return replace(question, weights=tuple((k, 0.0) for k in question.answers))
        words = self._bitext.source.words[question.first : question.last]
        own = (w.index for w in words if pronouns.is_word_for(person, w))
        return replace(question, weights=tuple((k, 0.0) for k in (*own, OMITTED)), person=person)
