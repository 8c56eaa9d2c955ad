"""Relations of the translation put to the source as questions: which of these words takes that role there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.ports import Token
from qa_translate.relations.dependencies import ROLES, Relation
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
# Without a link, the likest word of the passage stands for a participant...
LEAST_LIKE = 0.5
# ... unless it is linked as well as this to something else.
TAKEN = 0.62
_PRONOUNS = ("PRP", "PRP$")
_NAME_PARTS = ("compound", "flat", "nmod")
_PHRASE_PARTS = (*_NAME_PARTS, "amod")


@dataclass(frozen=True, slots=True)
class Question:
    """One relation of the translation, as far as the source has words for it.

    Attributes:
        relation: the act, role and participant of the translation.
        act: index of the source word that stands for the act.
        first, last: source words [first, last) that may take the role.
        answers: source words that stand for the participant, or `OMITTED` alone.
    """

    relation: Relation
    act: int
    first: int
    last: int
    answers: tuple[int, ...]

    @property
    def role(self) -> int:
        """The role's place in `ROLES`."""
        return ROLES.index(self.relation.role)


def is_pronoun(token: Token) -> bool:
    """Whether a participant is a personal or possessive pronoun."""
    return token.pos == "PRON" and token.tag in _PRONOUNS


class Asker:
    """Puts relations to the source.

    Args:
        bitext: source and translation.
        tree: syntax of the translation.
        wide: whether all words of a participant's phrase stand for it and, where none has a link, the likest word; to
            compare what is there, not to learn from.
    """

    def __init__(self, bitext: Bitext, tree: Tree, *, wide: bool) -> None:
        self._bitext = bitext
        self._tree = tree
        self._wide = wide

    def questions(self, relations: Iterable[Relation]) -> Iterator[Question]:
        """A question for every relation whose act and participant both have counterparts in the source."""
        for relation in relations:
            acts = self._tree.words([relation.act])
            bead = self._bitext.bead_of_target(acts[0].segment) if acts else None
            if bead is None or not bead.source:
                continue
            links = self._linked(acts)
            if links:
                yield from self._about(relation, max(sorted(links), key=links.__getitem__), bead)

    def _about(self, relation: Relation, act: int, bead: Bead) -> Iterator[Question]:
        segments = self._bitext.source.segments
        first = max(segments[bead.source[0]].first, act - REACH)
        last = min(segments[bead.source[-1]].last, act + REACH + 1)
        answers = self._answers(relation.participant, act, bead)
        inside = tuple(k for k in answers if k == OMITTED or first <= k < last)
        if inside:
            yield Question(relation, act, first, last, inside)

    def _answers(self, token: Token, act: int, bead: Bead) -> tuple[int, ...]:
        labels = _PHRASE_PARTS if self._wide else _NAME_PARTS
        parts = [t for t in self._tree.children(token, *labels) if t.pos in ("NOUN", "PROPN", "ADJ")]
        links = self._linked(self._tree.words([token, *parts]))
        links.pop(act, None)
        if is_pronoun(token):
            words = self._bitext.source.words
            own = (k for k, score in links.items() if score >= LEAST_PRONOUN and len(words[k].form) <= LONGEST_PRONOUN)
            return tuple(own) or (OMITTED,)
        least = 0.0 if self._wide else max(links.values(), default=0.0) - NEAR_BEST
        found = tuple(k for k, score in links.items() if score >= least)
        if found:
            return found
        likest = self._likest(self._tree.words([token]), bead)
        return () if likest is None or likest == act else (likest,)

    def _linked(self, words: tuple[Word, ...]) -> dict[int, float]:
        """Source words linked to any of the target `words`, with the best cosine of each."""
        best: dict[int, float] = {}
        for word in words:
            for link in self._bitext.links_of_target(word.index):
                if link.score >= (LEAST_COSINE if link.mutual else LEAST_ONE_SIDED):
                    best[link.source] = max(best.get(link.source, 0.0), link.score)
        return best

    def _likest(self, words: tuple[Word, ...], bead: Bead) -> int | None:
        """The source word of the passage that is likest to one of `words` and not taken by others."""
        if not self._wide or not words:
            return None
        own = {w.index for w in words}
        free = [w for w in self._bitext.source_words(bead) if not self._taken(w, own)]
        if not free:
            return None
        cosines = self._bitext.cosines(free, words).max(axis=1)
        best = int(np.argmax(cosines))
        return free[best].index if cosines[best] >= LEAST_LIKE else None

    def _taken(self, word: Word, own: set[int]) -> bool:
        links = self._bitext.links_of_source(word.index)
        return any(x.mutual and x.score >= TAKEN and x.target not in own for x in links)
