"""Persons and bodies that have changed places, as doubts with words to show: what attribution and roles are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_translate.article import Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.headings import is_heading
from qa_translate.checks.role_words import ActionNouns
from qa_translate.ports import Token
from qa_translate.relations import network
from qa_translate.relations.exchanges import Displacement, Exchange, Exchanges
from qa_translate.relations.pronouns import Pronouns
from qa_translate.relations.questions import OMITTED, Question, is_pronoun
from qa_translate.syntax import Tree
from qa_translate.vocabulary import prepared

# Below these log odds a pair is too often two readings of one sentence.
LEAST_ODDS = 3.0
# Log odds from which somebody else has a role, by role, and the strength of a doubt about it there.
LEAST_DISPLACED = {"subject": 5.0, "possessor": 6.5}
SURE = 0.6
# Cosine of the link of such an act, and of the link that names the other one.
SURE_ACT, NAMED = 0.66, 0.55
# Strength of a doubt about two: at no odds, for each unit of log odds, and the most.
EVEN, PER_UNIT, MOST = 0.35, 0.08, 0.9
PREPOSITIONS = frozenset({"with", "by", "against"})
LONGEST_MARK = 13
_PARTS = {
    "subject": "acts",
    "object": "is acted upon",
    "to": "is the receiver",
    "from": "is the origin",
    "possessor": "is the owner",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A participant, or two, that the source has in another place.

    Attributes:
        acts: the verbs or nouns of the translation that the two take part in, the same twice where it is one; one
            alone where somebody stands in another's place, who has none there.
        speech: whether one of the acts is one of speech.
        strength: 0 to 1.
        message: one sentence that quotes both sides.
        target, source: the words to show.
    """

    acts: tuple[Token, ...]
    speech: bool
    strength: float
    message: str
    target: Span
    source: Span


@dataclass(frozen=True)
class Actors:
    """Knows which participants can have changed places: names, persons and bodies.

    Attributes:
        nouns: lemmas of nouns for persons and bodies.
        inanimate: pronouns that stand for things.
        first: pronouns of the one who speaks.
        ambiguous: by role, endings of the source's verbs that name the one who speaks in that role or in another.
        quantities: lemmas of nouns that say how much of something; they own nothing.
        saying: lemmas of verbs that say something.
        telling: lemmas of verbs whose object is the one told.
        relaying: lemmas of verbs that pass on somebody's words.
        relayed: stems of such verbs of the source.
        actions: the source's nouns of action, whose participants stand in no order; None where they are not known.
    """

    nouns: frozenset[str]
    inanimate: frozenset[str]
    first: frozenset[str]
    ambiguous: dict[str, tuple[str, ...]]
    quantities: frozenset[str]
    saying: frozenset[str]
    telling: frozenset[str]
    relaying: frozenset[str]
    relayed: frozenset[str]
    actions: ActionNouns | None

    @staticmethod
    def of(case: Case, source: str) -> Actors | None:
        """The vocabulary of a case, None where one of its languages lacks it."""
        topic, lang = case.vocabulary.topic, case.translation.lang
        speakers, roles = topic(lang, "speakers", Side.TRANSLATION), topic(lang, "roles", Side.TRANSLATION)
        here, there = topic(lang, "reporting", Side.TRANSLATION), topic(source, "reporting", Side.SOURCE)
        own = topic(source, "roles", Side.SOURCE)
        if speakers is None or roles is None or here is None or there is None or own is None:
            return None
        return Actors(
            _joined(speakers["concepts"]),
            frozenset(roles["inanimate"]["pronouns"]),
            frozenset(here["pronouns"]["first"]),
            {role: tuple(endings) for role, endings in own["ambiguous"].items()},
            frozenset(roles["light"]["quantities"]),
            _joined(here["say"]),
            _joined(here["tell"]),
            frozenset(here["relay"]["verbs"]),
            frozenset(stem for verb in there["relay"]["verbs"] for stem in verb.split("/")),
            ActionNouns.of(own),
        )

    def odds(self, bitext: Bitext, exchange: Exchange) -> float:
        """Log odds of an exchange, 0 where its relations prove nothing."""
        pair = exchange.one, exchange.other
        roles = {q.relation.role for q in pair}
        silent = "subject" not in roles or PREPOSITIONS & roles or any(self.is_silent(bitext, q) for q in pair)
        return 0.0 if silent else exchange.odds

    def is_silent(self, bitext: Bitext, question: Question) -> bool:
        """Whether a relation proves nothing: a thing's pronoun, an amount, words passed on by one side only."""
        act, participant = question.relation.act, question.relation.participant
        word = bitext.source.words[question.act]
        if not self.may_act(participant) or self._may_be_either(question, word):
            return True
        if act.pos == "VERB" and self.actions and self.actions.is_noun(bitext.source, word):
            return True
        passed_on = any(stem in word.form for stem in self.relayed)
        return act.lemma.lower() in self.quantities or passed_on != (act.lemma.lower() in self.relaying)

    def is_speech(self, tree: Tree, act: Token) -> bool:
        """Whether by an act somebody says something to somebody, or that something is so."""
        lemma = act.lemma.lower()
        return (
            lemma in self.telling or lemma in self.relaying or (lemma in self.saying and not tree.children(act, "dobj"))
        )

    def may_act(self, token: Token) -> bool:
        """Whether a participant is a person or body, or a name or pronoun that may stand for one."""
        if token.pos == "PRON":
            return token.text.lower() not in self.inanimate
        return token.pos == "PROPN" or token.lemma.lower() in self.nouns

    def _may_be_either(self, question: Question, act: Word) -> bool:
        """Whether the verb's ending may name the one who speaks in this role or in another (أبلغت, سألنا)."""
        first_person = question.relation.participant.text.lower() in self.first
        return first_person and act.form.endswith(self.ambiguous.get(question.relation.role, ()))


def relations_of(case: Case) -> Exchanges | None:
    """The relations of a case as the source has them; None without a source, syntax or a network for it."""
    bitext = case.bitext
    if bitext is None or case.parse is None:
        return None
    model = network.load(bitext.source.lang)
    if model is None or not model.fits(bitext.source_vectors.words):
        return None
    own = case.vocabulary.topic(bitext.source.lang, "roles")
    other = case.vocabulary.topic(case.translation.lang, "roles")
    pronouns = prepared(Pronouns, own, other) if own and other else None
    return Exchanges(bitext, Tree(case.translation, case.parse), model, pronouns)


def actor_doubts(case: Case) -> tuple[Doubt, ...]:
    """Doubts about persons and bodies: those exchanged, and those in another's place (see `Case.once`)."""
    relations = relations_of(case)
    actors = Actors.of(case, relations.bitext.source.lang) if relations else None
    if relations is None or actors is None:
        return ()
    return (*_exchanged_actors(actors, relations), *_displaced_actors(actors, relations))


def _exchanged_actors(actors: Actors, relations: Exchanges) -> Iterator[Doubt]:
    """Two in each other's place, the surest first, no two about the same words."""
    bitext, tree = relations.bitext, relations.tree
    weighed = [(actors.odds(bitext, x), x) for x in relations.found()]
    seen: list[Span] = []
    for odds, exchange in sorted(weighed, key=lambda pair: -pair[0]):
        if odds < LEAST_ODDS:
            return
        speech = any(actors.is_speech(tree, q.relation.act) for q in (exchange.one, exchange.other))
        doubt = _doubt(bitext, tree, exchange, speech, min(MOST, EVEN + PER_UNIT * odds))
        if not any(doubt.target.overlaps(span) for span in seen):
            seen.append(doubt.target)
            yield doubt


def _displaced_actors(actors: Actors, relations: Exchanges) -> Iterator[Doubt]:
    """One in whose place the source has another that the translation knows as well."""
    for displaced in relations.displaced():
        question = displaced.question
        least = LEAST_DISPLACED.get(question.relation.role)
        if least is None or displaced.odds < least or is_pronoun(question.relation.participant):
            continue
        if actors.is_silent(relations.bitext, question) or relations.is_raised(question.relation.act):
            continue
        others = _named(actors, relations, displaced) if _is_linked(relations, question) else []
        if others:
            strength = min(MOST, SURE + PER_UNIT * (displaced.odds - least))
            yield _displaced(
                relations, displaced, others, actors.is_speech(relations.tree, question.relation.act), strength
            )


def _is_linked(relations: Exchanges, question: Question) -> bool:
    """Whether the two sides surely speak of one act, outside a heading."""
    words = relations.tree.words([question.relation.act])
    links = (x for w in words for x in relations.bitext.links_of_target(w.index))
    if not any(x.source == question.act and x.mutual and x.score >= SURE_ACT for x in links):
        return False
    return not is_heading(relations.bitext.target, words[0].segment)


def _named(actors: Actors, relations: Exchanges, displaced: Displacement) -> list[Token]:
    """Nouns of the translation, in other phrases, for the one whom the source has in the role."""
    links = (x for x in relations.bitext.links_of_source(displaced.other) if x.score >= NAMED)
    tokens = relations.tree.tokens_of(relations.bitext.target.words[x.target] for x in links)
    own = displaced.question.relation.participant
    nouns = (t for t in tokens if t.pos in ("NOUN", "PROPN") and actors.may_act(t))
    return [t for t in nouns if not relations.tree.same_phrase(t, own)]


def _displaced(
    relations: Exchanges, displaced: Displacement, others: Sequence[Token], speech: bool, strength: float
) -> Doubt:
    question, bitext = displaced.question, relations.bitext
    relation = question.relation
    act, other = bitext.source.words[question.act], bitext.source.words[displaced.other]
    here = f"In the translation {_called(relations.tree, question)} {_PARTS[relation.role]} in “{relation.act.text}”"
    message = f"{here}; in the source “{other.text}” {_PARTS[relation.role]} in “{act.text}”."
    target = _mark(relations.tree, [relation.act, relation.participant], [relation.participant])
    taking_part = {
        q.relation.participant.index for q in relations.questions if q.relation.act.index == relation.act.index
    }
    acts = (relation.act,) * (2 if taking_part & {t.index for t in others} else 1)
    return Doubt(acts, speech, strength, message, target, Span.hull((act.span, other.span)))


def _joined(lists: Mapping[str, Iterable[str]]) -> frozenset[str]:
    return frozenset(word for words in lists.values() for word in words)


def _doubt(bitext: Bitext, tree: Tree, exchange: Exchange, speech: bool, strength: float) -> Doubt:
    one, other = sorted((exchange.one, exchange.other), key=lambda q: q.relation.participant.index)
    pairs = [[q.relation.act, q.relation.participant] for q in (one, other)]
    target = _mark(tree, [*pairs[0], *pairs[1]], pairs[0])
    theirs = [bitext.source.words[k] for q in (one, other) for k in (q.act, *q.answers) if k != OMITTED]
    here = [(_called(tree, q), q.relation.role, q.relation.act.text) for q in (one, other)]
    acts = [bitext.source.words[q.act].text for q in (one, other)]
    there = [
        (_source_name(bitext, other), one.relation.role, acts[0]),
        (_source_name(bitext, one), other.relation.role, acts[1]),
    ]
    message = f"In the translation {_told(here)}; in the source {_told(there)}."
    acting = one.relation.act, other.relation.act
    return Doubt(acting, speech, strength, message, target, Span.hull(w.span for w in theirs))


def _mark(tree: Tree, tokens: Sequence[Token], fewer: Sequence[Token]) -> Span:
    """What to show: from the first to the last of `tokens`, or of `fewer` where that is too long."""
    words = tree.words(tokens)
    if words[-1].index - words[0].index >= LONGEST_MARK:
        words = tree.words(fewer)
    return Span.hull(w.span for w in words)


def _told(parts: Sequence[tuple[str, str, str]]) -> str:
    """Who is what in which act, as a phrase."""
    (first, role, act), (second, other_role, other_act) = parts
    where = "" if act == other_act else f" in “{act}”"
    return f"{first} {_PARTS[role]}{where} and {second} {_PARTS[other_role]} in “{other_act}”"


def _called(tree: Tree, question: Question) -> str:
    token = question.relation.participant
    phrase = tree.words([*tree.children(token, "compound", "amod", "flat"), token])
    return f"“{' '.join(w.text for w in phrase)}”"


def _source_name(bitext: Bitext, question: Question) -> str:
    words = [bitext.source.words[k].text for k in sorted(question.answers) if k != OMITTED]
    return f"“{' '.join(words)}”" if words else "the one that only the verb names"
