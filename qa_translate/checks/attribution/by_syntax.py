"""Attribution frames by syntax, for languages with a parser (English: ClearNLP labels, Penn tags)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.article import Document
from qa_translate.checks.attribution.frames import GENDERS, Frame, Gender, Kind, Words
from qa_translate.ports import Parse, Token
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table

FARTHEST_SUBJECT = 18  # tokens
_CORE = frozenset({"compound", "flat", "amod", "poss", "nummod", "nmod", "quantmod", "det"})

_CLOSING = frozenset("\"”’»'")
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Pronouns with what they say of the person, and prepositions before an addressee."""

    pronouns: dict[str, Gender]
    address: frozenset[str]


class SyntaxFrames:
    """Finds frames in one parsed document by its language's ``reporting`` vocabulary."""

    def __init__(self, table: Table) -> None:
        self._verbs: dict[str, tuple[Kind, str]] = {}
        for group, kind in (("tell", Kind.TELL), ("say", Kind.SAY)):
            for stance, lemmas in table[group].items():
                self._verbs.update(dict.fromkeys(lemmas, (kind, stance)))
        self._verbs.update(dict.fromkeys(table["relay"]["verbs"], (Kind.RELAY, "neutral")))
        self._particles: dict[str, str] = table["particles"]["needed"]
        self._bare: frozenset[str] = frozenset(table["particles"]["bare"])
        self._sources = frozenset(phrase.split()[0] for phrase in table["source"]["phrases"])
        self._grammar = _Grammar(
            {word: GENDERS[kind] for kind, words in table["pronouns"].items() for word in words},
            frozenset(table["address"]["prepositions"]),
        )

    def find(self, document: Document, parse: Parse) -> list[Frame]:
        """All frames of `document`, in order, with antecedents."""
        tree = _Tree(document, parse)
        found: list[Frame] = []
        for frame in self._frames(tree):
            found.append(_with_antecedent(frame, found))
        return found

    def _frames(self, tree: _Tree) -> Iterator[Frame]:
        for token in tree.tokens:
            if token.text.lower() in self._sources:
                frame = _source_frame(tree, token, self._grammar)
                if frame:
                    yield frame
            elif token.pos in ("VERB", "AUX") and token.lemma.lower() in self._verbs and self._is_whole(tree, token):
                kind, stance = self._verbs[token.lemma.lower()]
                frame = _verb_frame(tree, token, kind, stance, self._grammar)
                if frame:
                    yield frame

    def _is_whole(self, tree: _Tree, verb: Token) -> bool:
        """Whether a verb that reports only with its particle ("went on") or without an object ("referred to") does."""
        particle = self._particles.get(verb.lemma.lower())
        if verb.lemma.lower() in self._bare and tree.children(verb, "dobj"):
            return False
        return particle is None or any(
            t.text.lower() == particle and not tree.children(t, "pobj") for t in tree.children(verb)
        )


class _Tree(Tree):
    """A tree that knows subjects and noun phrases."""

    def phrase(self, head: Token) -> Words:
        """Head, its name parts and close modifiers, and the core of an apposition."""
        core = [head, *self._core(head)]
        for apposed in self.children(head, "appos"):
            core += [apposed, *self._core(apposed)]
        return self.words(core)

    def _core(self, head: Token) -> list[Token]:
        found = []
        for child in self.children(head):
            if child.dep in _CORE and child.pos != "DET":
                found += [child, *self._core(child)]
        return found

    def subject(self, verb: Token) -> tuple[Token | None, bool]:
        """Subject of a verb and whether it is passive; a verb without one takes its governor's."""
        subjects = self.children(verb, "nsubj", "nsubjpass")
        passive = bool(self.children(verb, "nsubjpass", "auxpass")) or (not subjects and self._is_participle(verb))
        if not subjects:
            return self._inherited(verb), passive
        # A quoted clause before the verb may lend it its subject: the nearest one is the verb's, one far away nobody's.
        nearest = [t for t in subjects if t.index < verb.index][-1:] or subjects[:1]
        if verb.index - nearest[0].index > FARTHEST_SUBJECT or self._is_cut_off(verb, nearest[0]):
            return None, passive
        return self._antecedent(verb, nearest[0]), passive

    def _is_cut_off(self, verb: Token, subject: Token) -> bool:
        """Whether a noun right before the verb belongs neither to its subject nor to the verb: the parse is wrong."""
        before = next((t for t in reversed(self.tokens[: verb.index]) if t.pos not in ("PUNCT", "ADV", "AUX")), None)
        if before is None or before.pos not in ("NOUN", "PROPN") or before.index <= subject.index:
            return False
        return not {subject.index, verb.index} & set(self._governors(before))

    def _governors(self, token: Token) -> Iterator[int]:
        """Places of the tokens above `token`, nearest first, itself included."""
        yield token.index
        while self.head(token).index != token.index:
            token = self.head(token)
            yield token.index

    def inverted(self, verb: Token) -> Token | None:
        """The subject behind a verb without another in "..., explained the president", parsed as its object."""
        before = self.tokens[verb.index - 1] if verb.index else None
        if verb.tag not in _FINITE or before is None or before.pos != "PUNCT":
            return None
        if before.sent != verb.sent and not (before.text in _CLOSING and verb.text.islower()):
            return None
        objects = [t for t in self.children(verb, "dobj") if t.pos in ("NOUN", "PROPN")]
        return objects[0] if objects and not self.children(verb, "ccomp", "nsubj") else None

    def _is_joined(self, verb: Token) -> bool:
        """Whether a conjunction stands between a verb and the one that it is joined to."""
        return any(t.index < verb.index for t in self.children(self.head(verb), "cc"))

    def _is_participle(self, verb: Token) -> bool:
        """Whether a verb without a subject is a passive participle: "Asked by a reporter, she ..."."""
        return verb.tag == "VBN" and verb.dep in ("acl", "advcl") and not self.children(verb, "aux")

    def _antecedent(self, verb: Token, subject: Token) -> Token:
        if verb.dep == "relcl" and subject.tag in ("WP", "WDT"):
            return self.head(verb)
        return subject

    def _inherited(self, verb: Token) -> Token | None:
        governor = self.head(verb)
        if governor.index == verb.index or verb.tag == "VB":  # asked him to say: who says it, only the object tells
            return None
        if verb.tag == "VBG" and verb.dep in ("advcl", "prep", "pcomp"):
            return None  # "..., adding": whoever was speaking, see _with_antecedent
        if verb.tag in _FINITE and (verb.dep == "advcl" or (verb.dep == "conj" and not self._is_joined(verb))):
            return None  # a finite clause has a subject: the parse has lost it
        if verb.dep in ("conj", "advcl", "xcomp", "dep") and governor.pos in ("VERB", "AUX"):
            for child in self.children(governor, "nsubj", "nsubjpass"):
                return self._antecedent(governor, child)
            return self._inherited(governor) if governor.dep in ("conj", "xcomp", "advcl") else None
        return None


def _source_frame(tree: _Tree, token: Token, grammar: _Grammar) -> Frame | None:
    for preposition in tree.children(token, "prep"):
        for name in tree.children(preposition, "pobj"):
            words = tree.words([token, preposition])
            return _frame(tree, grammar, Kind.SOURCE, "neutral", words, speaker=name)
    return None


def _verb_frame(tree: _Tree, verb: Token, kind: Kind, stance: str, grammar: _Grammar) -> Frame | None:
    cue = tree.words([verb])
    if not cue:
        return None
    subject, passive = tree.subject(verb)
    hearers = tree.children(verb, "dobj", "dative", "iobj")
    hearer = next((t for t in hearers if t.pos != "ADP"), None)
    agent = next((t for a in tree.children(verb, "agent") for t in tree.children(a, "pobj")), None)
    if kind is Kind.TELL:
        if passive:
            return _frame(tree, grammar, kind, stance, cue, speaker=agent, addressee=subject, passive=True)
        behind_quote = verb.index > 0 and tree.tokens[verb.index - 1].text in _CLOSING
        if subject is None and behind_quote:  # “...?” asked the lawyer
            return _frame(tree, grammar, kind, stance, cue, speaker=tree.inverted(verb))
        return _frame(tree, grammar, kind, stance, cue, speaker=subject, addressee=hearer)
    if kind is Kind.RELAY:
        speaker = subject if passive else hearer
        return _frame(
            tree, grammar, kind, stance, cue, speaker=speaker, relayer=agent if passive else subject, passive=passive
        )
    subject = tree.inverted(verb) or subject
    if passive:
        told = _frame(tree, grammar, kind, stance, cue, speaker=agent, addressee=subject, passive=True)
        return told if agent else None
    return _frame(tree, grammar, kind, stance, cue, speaker=subject, addressee=_spoken_to(tree, verb, grammar))


def _spoken_to(tree: _Tree, verb: Token, grammar: _Grammar) -> Token | None:
    for preposition in tree.children(verb, "prep", "dative"):
        if preposition.text.lower() in grammar.address:
            return next(iter(tree.children(preposition, "pobj")), None)
    return None


def _frame(
    tree: _Tree,
    grammar: _Grammar,
    kind: Kind,
    stance: str,
    cue: Words,
    *,
    speaker: Token | None = None,
    addressee: Token | None = None,
    relayer: Token | None = None,
    passive: bool = False,
) -> Frame:
    frame = Frame(kind, stance, cue, cue[0].segment, passive=passive)
    if speaker is not None:
        gender = grammar.pronouns.get(speaker.text.lower())
        if gender is not None:
            frame = replace(frame, pronoun=tree.words([speaker]), gender=gender)
        else:
            phrase = tree.phrase(speaker)
            described = tree.words(tree.subtree(speaker))
            frame = replace(frame, speaker=phrase, head=tree.words([speaker]), described=described)
    if addressee is not None:
        if addressee.text.lower() in grammar.pronouns:
            gender = grammar.pronouns[addressee.text.lower()]
            frame = replace(frame, hearer_pronoun=tree.words([addressee]), hearer_gender=gender)
        else:
            frame = replace(frame, addressee=tree.phrase(addressee))
    if relayer is not None and relayer.text.lower() not in grammar.pronouns:
        frame = replace(frame, relayer=tree.phrase(relayer))
    return frame


def _with_antecedent(frame: Frame, before: list[Frame]) -> Frame:
    if frame.speaker or not (frame.pronoun or frame.kind is not Kind.SOURCE):
        return frame
    for earlier in reversed(before):
        if frame.segment - earlier.segment > 4:
            break
        if earlier.resolved:
            return replace(frame, antecedent=earlier.resolved)
    return frame
