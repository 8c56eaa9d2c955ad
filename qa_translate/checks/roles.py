"""Who did what to whom: subject and object of a verb compared with the order of their counterparts.

Arabic puts the doer before the one it is done to, whether the verb comes first (VSO) or second (SVO). Where the
counterpart of the translation's object stands before that of its subject, the two have probably been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.clefts import exchanged_clefts
from qa_translate.checks.exchanges import actor_doubts
from qa_translate.checks.family import Family, found
from qa_translate.checks.role_words import ActionNouns, Clitics
from qa_translate.checks.taken_places import exchanged_places
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree

EXCHANGED = Rule(
    "exchanged-roles",
    Category.ROLE,
    Severity.CRITICAL,
    "The one who acts and the one acted upon are exchanged.",
    "It accuses the victim and acquits the culprit.",
    "Source: طلبت الشرطة من المحتجين العودة ('police asked protesters to go back'); "
    "translation: 'protesters asked police'.",
    "The source uses a noun of action or a passive, where the order of the two is free.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"translation:roles"}),
)
CHANGED_ACTOR = Rule(
    "changed-actor",
    Category.ROLE,
    Severity.CRITICAL,
    "Somebody else does it than in the source, or it is somebody else's.",
    "It credits or accuses one who has nothing to do with it.",
    "Source: أغلق المشرف الباب بأمر المالك ('the supervisor locked the door on the owner's orders'); translation: 'the "
    "owner locked the door'.",
    "The source names him as the subject of another verb that the translation has turned into a noun.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"translation:roles"}),
)
RULES = (EXCHANGED, CHANGED_ACTOR)
LEAST_COSINE = 0.55
# Subject and object this close are one noun phrase in the source, not two.
LEAST_DISTANCE = 2
FARTHEST = 16
NEAR = 8
SHORTEST_VERB = 4
OPPOSING = frozenset({"than", "against", "from", "with", "over", "to"})


def check(case: Case) -> Iterator[Finding]:
    """Verbs of the translation with a named subject and object."""
    table = case.vocabulary.topic(case.translation.lang, "roles")
    if case.bitext is None or case.parse is None or table is None:
        return
    light = frozenset(table["light"]["verbs"])
    tree = Tree(case.translation, case.parse)
    words = case.vocabulary.topic(case.bitext.source.lang, "roles")
    clitics = Clitics.of(words)
    order = Order(case.bitext, tree, frozenset(table["light"]["quantities"]), ActionNouns.of(words))
    for verb in tree.tokens:
        if verb.pos == "VERB" and verb.lemma.lower() not in light:
            finding = order.compare(verb) or (clitics and _clitic(case.bitext, tree, verb, clitics))
            if finding:
                yield finding
    yield from _elsewhere(case)
    yield from exchanged_clefts(case, EXCHANGED, CHANGED_ACTOR)
    yield from exchanged_places(case, EXCHANGED, CHANGED_ACTOR)


def _elsewhere(case: Case) -> Iterator[Finding]:
    """Persons and bodies in another's place, in acts that are not of speech: those are the attribution family's."""
    for doubt in case.once(actor_doubts):
        if not doubt.speech:
            rule = EXCHANGED if len(doubt.acts) > 1 else CHANGED_ACTOR
            yield found(rule, doubt.strength, doubt.message, target=doubt.target, source=doubt.source)


def _clitic(bitext: Bitext, tree: Tree, verb: Token, clitics: Clitics) -> Finding | None:
    """The source's verb carries its object as a pronoun, so the noun behind it acts; here that noun is acted upon."""
    actions = [x for w in tree.words([verb]) for x in bitext.links_of_target(w.index) if x.score >= LEAST_COSINE]
    for link in actions:
        doer = _behind(bitext, bitext.source.words[link.source], clitics)
        if doer is None:
            continue
        for token in _acted_upon(tree, verb):
            counterpart = _counterpart(bitext, tree, token)
            if (
                counterpart is not None
                and counterpart.index == doer.index
                and not _is_subject(tree, verb, bitext, doer)
            ):
                return _clitic_finding(bitext, tree, verb, token, bitext.source.words[link.source], doer)
    return None


def _behind(bitext: Bitext, verb: Word, clitics: Clitics) -> Word | None:
    """The noun behind a verb that carries a pronoun, in its segment."""
    words, last = bitext.source.words, bitext.source.segments[verb.segment].last
    k = verb.index + 1
    carried = len(verb.form) > SHORTEST_VERB and verb.form.endswith(clitics.suffixes)
    if not carried and (k >= last or words[k].form not in clitics.indirect):
        return None
    while k < last and words[k].form in clitics.between:
        k += 1
    gap = bitext.source.text[verb.span.end : words[k].span.start] if k < last else "،"
    return None if any(c in gap for c in '،,:.؛«"') else words[k]


def _acted_upon(tree: Tree, verb: Token) -> list[Token]:
    """Objects of a verb, and of its prepositions "to" and "against"."""
    found = tree.children(verb, "dobj", "dative")
    for preposition in tree.children(verb, "prep", "dative"):
        if preposition.text.lower() in ("to", "against"):
            found = [*found, *tree.children(preposition, "pobj")]
    # Common nouns too often are a second object (منحهم يوماً, 'gave them a day').
    return [t for t in found if t.pos == "PROPN"] if tree.children(verb, "nsubj", "nsubjpass") else []


def _is_subject(tree: Tree, verb: Token, bitext: Bitext, doer: Word) -> bool:
    subjects = tree.words(t for s in tree.children(verb, "nsubj", "nsubjpass") for t in tree.subtree(s))
    return any(link.source == doer.index for w in subjects for link in bitext.links_of_target(w.index))


def _clitic_finding(bitext: Bitext, tree: Tree, verb: Token, token: Token, action: Word, doer: Word) -> Finding:
    words = tree.words([*tree.children(verb, "nsubj", "nsubjpass"), verb, token])
    source = Span(action.span.start, doer.span.end)
    message = (
        f"In the source “{doer.text}” acts (“{source.of(bitext.source.text)}”); "
        f"in the translation “{token.text}” is acted upon."
    )
    return found(EXCHANGED, 0.7, message, target=Span.hull(w.span for w in words), source=source)


@dataclass(frozen=True)
class Order:
    """Compares subject and object of a verb of the translation with the order of their counterparts.

    Attributes:
        bitext: the aligned documents.
        tree: syntax of the translation.
        quantities: lemmas of nouns that say how much of something.
        nouns: nouns of action of the source language, None where they are not known.
    """

    bitext: Bitext
    tree: Tree
    quantities: frozenset[str]
    nouns: ActionNouns | None

    def compare(self, verb: Token) -> Finding | None:
        """The finding for one verb, None where its arguments stand as they should, or nobody can tell."""
        subject, object_ = self._argument(verb, "nsubj"), self._argument(verb, "dobj", "dative")
        if subject is not None and subject.pos == "PROPN" and (object_ is None or object_.pos != "PROPN"):
            object_ = _oblique(self.tree, verb) or object_
        if subject is None or object_ is None:
            return None
        return self._by_order(subject, object_, verb) or self._with_possessor(subject, object_, verb)

    def _argument(self, verb: Token, *labels: str) -> Token | None:
        """The noun in a role of `verb`; where it only says how much, the noun that it counts."""
        for token in self.tree.children(verb, *labels):
            if counted := self._counted(token):
                return counted
        return None

    def _counted(self, token: Token) -> Token | None:
        if token.lemma.lower() not in self.quantities:
            return token if token.pos in ("NOUN", "PROPN") else None
        of = [t for t in self.tree.children(token, "prep") if t.text.lower() == "of"]
        nouns = (noun for preposition in of for noun in self.tree.children(preposition, "pobj"))
        return next((found for noun in nouns if (found := self._counted(noun))), None)

    def _with_possessor(self, subject: Token, object_: Token, verb: Token) -> Finding | None:
        """'The club refused the union's request' for 'the union refused the club's request'."""
        for owner in self.tree.children(object_, "poss"):
            if owner.pos in ("NOUN", "PROPN"):
                return self._by_order(subject, owner, verb)
        return None

    def _by_order(self, subject: Token, object_: Token, verb: Token) -> Finding | None:
        doer, done_to, action = (_counterpart(self.bitext, self.tree, t) for t in (subject, object_, verb))
        if doer is None or done_to is None or len({w.segment for w in (doer, done_to, action) if w}) > 1:
            return None
        if action and action.index > done_to.index and _parted(self.bitext, done_to, action):
            return None  # what stands before a comma is no fronted subject
        near = LEAST_DISTANCE <= doer.index - done_to.index <= FARTHEST
        if not near or (action and action.index in (doer.index, done_to.index)):
            return None
        if (action and action.index > doer.index) or self._is_free(doer, done_to, action):
            return None
        strength = 0.35 + 0.1 * _named(subject, object_)
        if action is not None:
            strength += 0.3 if action.index < done_to.index else 0.2 * (doer.index - done_to.index <= NEAR)
        words = self.tree.words([subject, verb, object_])
        message = (
            f"In the translation “{subject.text}” acts upon “{object_.text}” (“{verb.text}”); "
            f"in the source “{done_to.text}” acts upon “{doer.text}”."
        )
        return found(
            EXCHANGED,
            strength,
            message,
            target=Span.hull(w.span for w in words),
            source=Span.hull(w.span for w in (doer, done_to, action) if w),
            evidence=(Evidence("distance", doer.index - done_to.index),),
        )

    def _is_free(self, doer: Word, done_to: Word, action: Word | None) -> bool:
        """Whether the source may well name the one acted upon first: a passive with its agent, a noun of action."""
        if self.nouns is None:
            return False
        document = self.bitext.source
        if self.nouns.is_agent(document, doer):
            return True
        if action is None or not self.nouns.is_noun(document, action):
            return False
        # Nothing before a noun of action is its subject; behind one that has its subject, the object bears a
        # preposition (اتهام الحكومة للمعارضة).
        return action.index > done_to.index or not doer.form.startswith("ل")


def _oblique(tree: Tree, verb: Token) -> Token | None:
    """A name behind one of the prepositions that set it against the subject, anywhere in the verb's clause."""
    for token in tree.subtree(verb):
        if (
            token.index > verb.index
            and token.dep == "pobj"
            and token.pos == "PROPN"
            and tree.head(token).text.lower() in OPPOSING
        ):
            return token
    return None


def _counterpart(bitext: Bitext, tree: Tree, token: Token) -> Word | None:
    """The source word best linked to a token or its name parts."""
    return bitext.counterpart(tree.words([token, *tree.children(token, "compound")]), LEAST_COSINE)


def _parted(bitext: Bitext, one: Word, other: Word) -> bool:
    return any(c in "،,؛:" for c in bitext.source.text[one.span.end : other.span.start])


def _named(*tokens: Token) -> bool:
    return any(t.pos == "PROPN" for t in tokens)


FAMILY = Family("roles", RULES, check)
