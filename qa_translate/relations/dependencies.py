"""The relations of a parsed text: acts and things with what takes part in them.

Labels are those of ClearNLP, which the English pipeline of spaCy uses. Passives are turned round, relative and
participial clauses get the noun they hang on, and verbs that share a subject all have it, so that a relation is the
same however a translator phrases it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_translate.ports import Token
from qa_translate.syntax import Tree

ROLES = (
    "subject",
    "object",
    "to",
    "from",
    "with",
    "by",
    "against",
    "for",
    "about",
    "on",
    "in",
    "at",
    "possessor",
    "modifier",
    "apposition",
)
"""What a participant may be: one that acts, one acted upon, one behind a preposition, and what belongs to a noun."""
_PREPOSITIONS = {
    "to": "to",
    "into": "to",
    "toward": "to",
    "towards": "to",
    "from": "from",
    "with": "with",
    "by": "by",
    "against": "against",
    "for": "for",
    "about": "about",
    "over": "about",
    "on": "on",
    "upon": "on",
    "in": "in",
    "at": "at",
}
RELATIVE = ("WDT", "WP")
"""Tags of relative pronouns."""
_CLAUSES = ("ccomp", "advcl", "acl")
# How many verbs up a chain of coordinated or infinitive verbs a subject is looked for.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """One participant of one act or thing.

    Attributes:
        act: the verb, or the noun that something belongs to.
        role: one of `ROLES`.
        participant: the head of the phrase that takes part.
    """

    act: Token
    role: str
    participant: Token


def relations(tree: Tree) -> Iterator[Relation]:
    """All relations of a parse, act by act."""
    for token in tree.tokens:
        if token.pos == "VERB":
            yield from relations_of_verb(tree, token)
        elif token.pos in ("NOUN", "PROPN"):
            yield from _of_noun(tree, token)


def relations_of_verb(tree: Tree, verb: Token) -> Iterator[Relation]:
    """The participants of one verb."""
    acting, acted_upon = _subjects(tree, verb, 0)
    for role, tokens in (("subject", acting), ("object", acted_upon)):
        yield from _participants(tree, verb, role, tokens)
    for token in tree.children(verb):
        if token.dep == "dobj":
            yield from _participants(tree, verb, "object", [token])
        elif token.dep == "dative" and token.pos != "ADP":
            yield Relation(verb, "to", token)
        elif token.dep in ("dative", "agent", "prep"):
            behind = "subject" if token.dep == "agent" else _PREPOSITIONS.get(token.text.lower())
            if behind:
                yield from (Relation(verb, behind, noun) for noun in tree.children(token, "pobj"))


def _participants(tree: Tree, verb: Token, role: str, tokens: list[Token]) -> Iterator[Relation]:
    """`tokens` in a role; a relative pronoun stands for the noun that its clause hangs on."""
    for token in tokens:
        if token.tag not in RELATIVE:
            yield Relation(verb, role, token)
        elif verb.dep == "relcl":
            yield Relation(verb, role, tree.head(verb))
        elif verb.dep in _CLAUSES:
            # "It was she who refused": the parser often hangs the clause on the copula.
            yield from (Relation(verb, role, noun) for noun in tree.children(tree.head(verb), "attr")[:1])


def _subjects(tree: Tree, verb: Token, depth: int) -> tuple[list[Token], list[Token]]:
    """Those that act and those acted upon, as far as the verb's subject or its place in the sentence tells."""
    acting, acted_upon = tree.children(verb, "nsubj"), tree.children(verb, "nsubjpass")
    if acting or acted_upon or depth > _DEEPEST:
        return acting, acted_upon
    head = tree.head(verb)
    if verb.dep == "conj" and head.pos in ("VERB", "AUX"):
        shared = [t for some in _subjects(tree, head, depth + 1) for t in some]
        return ([], shared) if tree.children(verb, "auxpass") else (shared, [])
    if verb.dep == "acl" and verb.tag in ("VBG", "VBN"):
        return ([head], []) if verb.tag == "VBG" else ([], [head])
    if verb.dep in ("xcomp", "advcl") and verb.tag in ("VBG", "VB") and head.pos == "VERB":
        if tree.children(verb, "mark"):
            return [], []
        told = tree.children(head, "dobj") if verb.dep == "xcomp" else []
        return (told, []) if told else _subjects(tree, head, depth + 1)
    return [], []


def _of_noun(tree: Tree, noun: Token) -> Iterator[Relation]:
    for token in tree.children(noun):
        if token.dep == "poss":
            yield Relation(noun, "possessor", token)
        elif token.dep == "amod" and token.pos == "ADJ":
            yield Relation(noun, "modifier", token)
        elif token.dep == "appos":
            yield Relation(noun, "apposition", token)
        elif token.dep == "prep":
            text = token.text.lower()
            role = "possessor" if text == "of" else _PREPOSITIONS.get(text)
            if role:
                yield from (Relation(noun, role, inner) for inner in tree.children(token, "pobj"))
