"""Two participants in each other's place: what the translation says of them fits the source better crosswise.

For two relations of one passage, "A does p" and "B is done q", the log odds that the source has A and B the other way
round are summed up from the chances that the network gives each of them in either role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa_translate.arabic import light_stem
from qa_translate.bitext import Bitext
from qa_translate.ports import Floats, Token
from qa_translate.relations.dependencies import relations
from qa_translate.relations.network import RelationNetwork
from qa_translate.relations.pronouns import Pronouns
from qa_translate.relations.questions import OMITTED, Question, WideAsker, is_pronoun
from qa_translate.syntax import Tree

LEAST_LOG_CHANCE = -9.0
"""Log chance of words that the network has not asked about."""
FARTHEST = 25
"""Source words between two acts whose participants may have been exchanged."""
LEAST_CROSSED = -3.0
"""Log chance that either participant must have in the other's place."""
ACTORS = frozenset({"subject", "object", "to", "from", "with", "by", "against", "possessor"})
# By how much the log chance of a reading falls with each unit of cosine that its acts are less alike.
COSINE_WEIGHT = 20.0
# Log chance that somebody else surely has a role.
LEAST_SURE = -1.0
_SAME_ENTITY = ("appos", "compound", "flat", "nmod")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two relations whose participants fit each other's places.

    Attributes:
        one, other: the relations, as asked of the source.
        odds: log odds for the crossed reading, positive where it is the likelier one.
    """

    one: Question
    other: Question
    odds: float


@dataclass(frozen=True, slots=True)
class Displacement:
    """A relation whose participant does not take its role in the source, where another word surely does.

    Attributes:
        question: the relation, as asked of the source.
        other: index of the source word that takes the role.
        odds: log odds of that word against all that may stand for the participant.
    """

    question: Question
    other: int
    odds: float


class Exchanges:
    """Finds exchanged and displaced participants in one article.

    Args:
        bitext: source and translation.
        tree: syntax of the translation.
        network: of the source's language.
        pronouns: of the two languages, where they are known.
    """

    def __init__(self, bitext: Bitext, tree: Tree, network: RelationNetwork, pronouns: Pronouns | None = None) -> None:
        self.bitext = bitext
        self.tree = tree
        self._network = network
        self._pronouns = pronouns
        asker = WideAsker(bitext, tree, pronouns)
        self.questions = [q for q in asker.questions(relations(tree)) if q.relation.role in ACTORS]
        self.chances = self._answers(self.questions)

    def found(self) -> list[Exchange]:
        """All pairs of relations of one passage that the source has crosswise, the surest first."""
        pairs = [pair for pair in self._crossed() if pair.odds > 0]
        return sorted(self._without_crossed_acts(pairs), key=lambda x: -x.odds)

    def displaced(self) -> Iterator[Displacement]:
        """Relations of the translation whose participant has another word of the source in its place."""
        for question, chances in zip(self.questions, self.chances, strict=True):
            own = {k for k, _ in question.weights}
            others = [(float(c), k) for k, c in enumerate(chances[:-1], start=question.first) if k not in own]
            best, other = max(others, default=(LEAST_LOG_CHANCE, OMITTED))
            if best >= LEAST_SURE:
                yield Displacement(question, other, best - self._chance(question, chances, question))

    def is_raised(self, act: Token) -> bool:
        """Whether an act only says how another one goes on, whose subject it has (began to be recruited)."""
        return not self.tree.children(act, "dobj") and bool(self.tree.children(act, "xcomp"))

    def _answers(self, questions: Sequence[Question]) -> list[Floats]:
        return list(self._network.answer(self.bitext.source, self.bitext.source_vectors.words, questions))

    def _crossed(self) -> Iterator[Exchange]:
        for i, one in enumerate(self.questions):
            for j in range(i + 1, len(self.questions)):
                other = self.questions[j]
                if not self._comparable(one, other):
                    continue
                mine, its = self.chances[i], self.chances[j]
                swapped = self._chance(one, mine, other), self._chance(other, its, one)
                if min(swapped) >= LEAST_CROSSED:
                    straight = self._chance(one, mine, one) + self._chance(other, its, other)
                    yield Exchange(one, other, sum(swapped) - straight)

    def _comparable(self, one: Question, other: Question) -> bool:
        """Whether two relations are about different participants that may stand in each other's place."""
        if one.first > other.last or other.first > one.last or abs(one.act - other.act) > FARTHEST:
            return False
        if one.act in other.answers or other.act in one.answers or set(one.answers) & set(other.answers):
            return False
        participants = one.relation.participant, other.relation.participant
        pronouns = [t.text.lower() for t in participants if is_pronoun(t)]
        if self._same_noun(one, other) or self._same_entity(*participants):
            return False
        roles = {one.relation.role, other.relation.role}
        if one.act == other.act:
            same_act = one.relation.act.index == other.relation.act.index
            return same_act and len(roles) == 2 and not ("possessor" in roles or len(set(pronouns)) < len(pronouns))
        return not (pronouns or self._raised(one, other) or self._raised(other, one))

    def _same_entity(self, one: Token, other: Token) -> bool:
        """Whether one of two nouns is in apposition to the other or part of its name."""
        return self.tree.top(one, _SAME_ENTITY) == self.tree.top(other, _SAME_ENTITY)

    def _raised(self, one: Question, other: Question) -> bool:
        """Whether an act only says how the other one goes on: they have one subject."""
        act, inner = one.relation.act, other.relation.act
        return inner.dep == "xcomp" and inner.head == act.index and self.is_raised(act)

    def _same_noun(self, one: Question, other: Question) -> bool:
        words = self.bitext.source.words
        stems = [{light_stem(words[k].form) for k in q.answers if k != OMITTED} for q in (one, other)]
        return bool(stems[0] & stems[1])

    def _without_crossed_acts(self, pairs: Sequence[Exchange]) -> Iterator[Exchange]:
        """Pairs whose odds take into account that not the participants but the links of the acts may be crossed."""
        apart = [pair for pair in pairs if pair.one.act != pair.other.act]
        turned = [q for pair in apart for q in (_at(pair.one, pair.other), _at(pair.other, pair.one))]
        answers = iter(self._answers(turned))
        asked = iter(turned)
        for pair in pairs:
            if pair.one.act == pair.other.act:
                yield pair
                continue
            explained = sum(self._chance(q, next(answers), q) for q in (next(asked), next(asked)))
            straight = sum(self._straight(q) for q in (pair.one, pair.other))
            excess = explained - COSINE_WEIGHT * self._less_alike(pair) - straight
            yield replace(pair, odds=pair.odds - float(np.logaddexp(0.0, excess)))

    def _straight(self, question: Question) -> float:
        return self._chance(question, self.chances[self.questions.index(question)], question)

    def _chance(self, place: Question, chances: Floats, who: Question) -> float:
        """Log chance that the participant of one question takes the place that another asks about.

        Args:
            place: the question about the place.
            chances: what the network answered to it.
            who: the question whose participant may take it.
        """
        last = len(chances) - 1
        total = [
            chances[at] + (self._carried(place, who) if k == OMITTED else weight)
            for k, weight in who.weights
            if 0 <= (at := last if k == OMITTED else k - place.first) <= last
        ]
        return min(0.0, max(LEAST_LOG_CHANCE, float(np.logaddexp.reduce(total)))) if total else LEAST_LOG_CHANCE

    def _carried(self, place: Question, who: Question) -> float:
        if self._pronouns is None or who.person is None:
            return 0.0
        return self._pronouns.carried(who.person, place.relation.role, self.bitext.source.words[place.act])

    def _less_alike(self, pair: Exchange) -> float:
        """By how much the acts are less alike when their links are crossed (sum of cosines; 0 if they are not)."""
        source = [self.bitext.source.words[q.act] for q in (pair.one, pair.other)]
        target = [self.tree.words([q.relation.act])[0] for q in (pair.one, pair.other)]
        cosines = self.bitext.cosines(source, target)
        return max(0.0, float(cosines[0, 0] + cosines[1, 1] - cosines[0, 1] - cosines[1, 0]))


def _at(question: Question, other: Question) -> Question:
    """The same question asked of the other's act."""
    return replace(question, act=other.act, first=other.first, last=other.last)
