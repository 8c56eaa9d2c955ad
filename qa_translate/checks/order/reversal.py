"""Two phrases that have changed places around what stands between them: "A instead of B" for "B instead of A".

Between Arabic and English, words move past each other in blocks: the verb past its subject, a fronted adverbial past
the clause, an adjective past its noun. What hardly ever happens is that three blocks in a row come back to front with
the middle one in its place: some ten times in 60,000 words of sound translations, and then mostly inside a noun phrase
or around a passive, which are left out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.article import Segment, Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table

REVERSED = Rule(
    "exchanged-phrases",
    Category.ORDER,
    Severity.MAJOR,
    "Two phrases have changed places around the words between them.",
    "What is said of the one is now said of the other.",
    "Source: بسبب الجفاف لا الضرائب ('because of drought, not taxes'); translation: 'because of taxes, not drought'.",
    "The sentence was turned round on purpose, with another word between the two.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"translation:order"}),
)
SIDES = Rule(
    "exchanged-sides",
    Category.ROLE,
    Severity.CRITICAL,
    "Two who have to do with each other have changed places around a verb.",
    "What the one did to the other is now done by the other.",
    "Source: الشركة تقول إن الوزارة لم تدفع ('the company says the ministry did not pay'); "
    "translation: 'the ministry says the company did not pay'.",
    "The verb of the translation looks at the event from the other side ('received' for 'gave').",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"translation:order"}),
)
LEAST_COSINE = 0.5
CONTENT = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "VERB", "ADV"})
JOINING = frozenset({"PART", "CCONJ", "SCONJ", "ADP", "AUX"})
# Links in one of the two phrases, and between them: longer stretches are whole clauses put the other way round.
LONGEST, LONGEST_BETWEEN = 12, 8
SHOWN = 5
LEAST, MOST, STEP = 0.6, 0.8, 0.04


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the translation that has a counterpart.

    Attributes:
        word, token: the word, and the first token in it.
        place: document word index of its counterpart.
        content: whether it carries content.
        nominal: whether it is a noun, or a verb that stands for one ("overfishing").
    """

    word: Word
    token: Token
    place: int
    content: bool
    nominal: bool


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two stretches of pieces that stand the other way round in the source, and what stands between them in both."""

    first: Sequence[Piece]
    between: Sequence[Piece]
    second: Sequence[Piece]

    def __len__(self) -> int:
        return len(self.first) + len(self.between) + len(self.second)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All its pieces, in order."""
        return (*self.first, *self.between, *self.second)


@dataclass(frozen=True, slots=True)
class Loose:
    """Words around which, or as which, phrases change places at will.

    Attributes:
        light: forms between two phrases that do not tell them apart.
        places: prepositions of place.
        times: lemmas of nouns that say when or how long.
        motion: lemmas of verbs whose object is a place.
    """

    light: frozenset[str]
    places: frozenset[str]
    times: frozenset[str]
    motion: frozenset[str]

    @staticmethod
    def of(table: Table) -> Loose:
        """Those of a language (topic ``order``)."""
        return Loose(*(frozenset(table[name]) for name in ("light", "places", "times", "motion")))

    def matters(self, tree: Tree, reversal: Reversal) -> bool:
        """Whether something stands between the two that does not let them change places at will."""
        telling = [p.token for p in reversal.between if p.word.form not in self.light]
        verbs = [t for t in telling if t.pos in ("VERB", "AUX")]
        if any(tree.children(verb, "auxpass", "nsubjpass", "agent") or verb.lemma in self.motion for verb in verbs):
            return False  # a passive for an active puts the two in each other's place and says the same
        if any(t.pos == "NUM" for t in telling) or any(map(self._is_time, (reversal.first, reversal.second))):
            return False
        telling = [t for t in telling if t.text.lower() not in self.places]
        return any(t.pos in JOINING | {"ADV"} or _governs(t) for t in telling)

    def _is_time(self, pieces: Sequence[Piece]) -> bool:
        """Whether a phrase ends in a noun that says when or how long: such a one stands anywhere."""
        return next((p.token.lemma.lower() in self.times for p in reversed(pieces) if p.nominal), False)


def exchanged_phrases(case: Case) -> Iterator[Finding]:
    """The widest reversals of each sentence that do not overlap."""
    bitext, parse = case.bitext, case.parse
    table = case.vocabulary.topic(case.translation.lang, "order", Side.TRANSLATION)
    if bitext is None or parse is None or table is None:
        return
    tree, loose = Tree(bitext.target, parse), Loose.of(table["reversal"])
    for segment in bitext.target.segments:
        bead = bitext.bead_of_target(segment.index)
        if bead is None or not bead.source:
            continue
        done: set[int] = set()
        for reversal in sorted(_reversals(_pieces(bitext, tree, segment)), key=len, reverse=True):
            here = {p.word.index for p in reversal.pieces}
            if not here & done and loose.matters(tree, reversal):
                done |= here
                yield _finding(bitext, reversal, loose.light)


def _pieces(bitext: Bitext, tree: Tree, segment: Segment) -> list[Piece]:
    found: list[Piece] = []
    for word in bitext.target.words_of(segment):
        links = [x for x in bitext.links_of_target(word.index) if x.mutual and x.score > LEAST_COSINE]
        token = next(iter(tree.tokens_of([word])), None)
        if not links or token is None or token.pos not in CONTENT | JOINING:
            continue
        if token.pos in JOINING and not word.form.isalpha():
            continue  # a name with figures in it, taken for a conjunction
        gerund = token.tag == "VBG" and token.dep in ("pobj", "pcomp", "nsubj", "dobj", "conj")
        nominal = token.pos in ("NOUN", "PROPN") or gerund
        place = max(links, key=lambda x: x.score).source
        found.append(Piece(word, token, place, token.pos in CONTENT, nominal))
    return found


def _reversals(pieces: list[Piece]) -> Iterator[Reversal]:
    """Every stretch "A c B" of the pieces that the source has as "B c A", with what is around them in its place."""
    anchor: Piece | None = None
    for k, piece in enumerate(pieces):
        if piece.content and anchor is not None:
            for end in range(k + 1, min(len(pieces), k + LONGEST)):
                if pieces[end - 1].place <= anchor.place:
                    break
                yield from _behind(pieces, k, end, anchor.place)
        anchor = piece if piece.content else anchor


def _behind(pieces: list[Piece], start: int, end: int, floor: int) -> Iterator[Reversal]:
    """The reversals whose first phrase is ``pieces[start:end]``; `floor` is the source place before them all."""
    first = pieces[start:end]
    least, most = _bounds(first)
    if not any(p.nominal for p in first):
        return
    for k in range(end + 1, min(len(pieces), end + LONGEST_BETWEEN + 1)):
        # What comes before them all in the source, like the verb that opens its sentence, may stand anywhere.
        between = [p for p in pieces[end:k] if p.place > floor]
        if not between:
            continue
        bottom, top = _bounds(between)
        if top >= least:
            return
        if pieces[k].content:
            yield from (Reversal(first, between, second) for second in _seconds(pieces, k, floor, bottom, most))


def _seconds(pieces: list[Piece], start: int, floor: int, ceiling: int, most: int) -> Iterator[list[Piece]]:
    """Phrases from `start` on whose counterparts lie between two source places, and after which all is in order."""
    for end in range(start + 1, min(len(pieces), start + LONGEST) + 1):
        if not floor < pieces[end - 1].place < ceiling and pieces[end - 1].content:
            return
        second = pieces[start:end]
        following = next((p for p in pieces[end:] if p.content), None)
        in_order = following is None or following.place > most
        if pieces[end - 1].content and in_order and any(p.nominal for p in second):
            yield second


def _bounds(pieces: Sequence[Piece]) -> tuple[int, int]:
    """First and last source place of the content among `pieces`, of all of them where none carries content."""
    places = [p.place for p in pieces if p.content] or [p.place for p in pieces]
    return min(places), max(places)


def _rule(reversal: Reversal, light: frozenset[str]) -> Rule:
    """Two beside a single verb are its sides; around anything else, two phrases."""
    verbs = [p for p in reversal.between if _governs(p.token)]
    telling = [p for p in reversal.between if p.word.form not in light]
    joined = any(p.token.pos in ("CCONJ", "SCONJ", "PART") for p in telling)
    clauses = any(_governs(p.token) for p in reversal.second)
    return SIDES if len(verbs) == 1 and not joined and not clauses else REVERSED


def _governs(token: Token) -> bool:
    """Whether it is a verb, and not inside a noun phrase ("problem solving techniques")."""
    return token.pos == "VERB" and token.dep not in ("compound", "amod", "acl") and token.tag != "VBG"


def _finding(bitext: Bitext, reversal: Reversal, light: frozenset[str]) -> Finding:
    target = Span.hull(p.word.span for p in reversal.pieces)
    places = [p.place for p in reversal.pieces if p.content]
    words = bitext.source.words
    source = Span(words[min(places)].span.start, words[max(places)].span.end)
    first, second = (_shown(bitext, side) for side in (reversal.first, reversal.second))
    message = (
        f"“{first}” and “{second}” have changed places around “{_shown(bitext, reversal.between)}”: "
        f"the source has “{' '.join(w.text for w in words[min(places) : max(places) + 1][: 3 * SHOWN])}”."
    )
    strength = min(MOST, LEAST + STEP * (len(reversal) - 3))
    evidence = (Evidence("links reversed", float(len(reversal))),)
    return found(_rule(reversal, light), strength, message, target=target, source=source, evidence=evidence)


def _shown(bitext: Bitext, pieces: Sequence[Piece]) -> str:
    span = Span.hull(p.word.span for p in pieces)
    words = bitext.target.words_in(span)
    return " ".join(w.text for w in words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
