"""Two events of one sentence whose order in time is exchanged: 'A after B' for 'B after A', or for 'A before B'.

A connector governs one of the two events, and the rest of its sentence is the other. Which of them it governs in the
source is told by the likeness of their words, all of them together: single links often fail where a verb of the one
language is a noun in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_translate.article import Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.checks.order.connectors import UNTIL, Connectors
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree

EXCHANGED = Rule(
    "exchanged-events",
    Category.ORDER,
    Severity.MAJOR,
    "Two events linked by 'after' or 'before' have changed places, or the one word stands for the other.",
    "What came first decides who caused what.",
    "Source: تُفتح المدارس بعد إصلاح الطرق ('schools open after the roads are repaired'); "
    "translation: 'the roads are repaired after schools open'.",
    "The sentence has several such links and the wrong two were compared.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"order"}),
)
# How far the words behind a source connector reach, where no punctuation ends them earlier, and the rest of its clause.
REACH, MAIN_REACH = 9, 14
# A connector so early in its sentence opens it: the other event follows.
OPENING = 2
# How much more alike the exchanged events must be than the same ones, as a difference of mean cosines; and how much
# more the same ones where the connector has turned.
CROSSED, TURNED = 0.1, 0.08
# ... and where the connector has turned so that no link ties it to the source's only one.
TURNED_UNLINKED = 0.2
LEAST_STRENGTH, MOST_STRENGTH, SLOPE = 0.6, 0.85, 0.8
# A subject that both events share tells nothing, where enough of the other event is left without it: words, at least.
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
LEAST_OWN = 2
TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The two events of a connector of the translation: what it governs, and the clause that it qualifies."""

    inner: tuple[Word, ...]
    outer: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A connector of the source, and how far it governs the same event.

    Attributes:
        connector: the source word.
        turned: whether it says the contrary of the translation's.
        straight: difference of mean cosines, positive where both govern the same event.
        links: the same by counting links, -1 to 1.
    """

    connector: Word
    turned: bool
    straight: float
    links: float

    @property
    def agreement(self) -> float:
        """Positive where the two sentences say the same: 'A after B' is 'B before A'."""
        return -self.straight if self.turned else self.straight


def exchanged_events(case: Case) -> Iterator[Finding]:
    """Compare what stands behind each time connector on both sides."""
    bitext, parse = case.bitext, case.parse
    if bitext is None or parse is None:
        return
    own = Connectors.of(case.vocabulary.topic(bitext.source.lang, "order", Side.SOURCE))
    other = Connectors.of(case.vocabulary.topic(bitext.target.lang, "order", Side.TRANSLATION))
    tree = Tree(bitext.target, parse)
    for token in tree.tokens:
        kind = other.kinds.get(token.text.lower())
        if kind and (token.pos in ("ADP", "SCONJ", "ADV") or token.dep == "prep"):
            finding = _compare(bitext, tree, token, kind, own)
            if finding:
                yield finding


def _compare(bitext: Bitext, tree: Tree, token: Token, kind: str, own: Connectors) -> Finding | None:
    parts = _parts(tree, token)
    words = tree.words([token])
    if not parts.inner or not parts.outer or not words:
        return None
    bead = bitext.bead_of_target(words[0].segment)
    connectors = own.among(bitext.source_words(bead)) if bead else []
    readings = [r for c in connectors if (r := _read(bitext, parts, c, kind, own)) is not None]
    if not readings or max(r.agreement for r in readings) > -TURNED:
        return None
    linked = {w.index for w in bitext.to_source(words)}
    reading = next((r for r in readings if r.connector.index in linked), readings[0] if len(readings) == 1 else None)
    if reading is None or not _is_sure(reading, kind, reading.connector.index in linked):
        return None
    return _finding(bitext, tree, token, reading, parts)


def _is_sure(reading: Reading, kind: str, linked: bool) -> bool:
    if not reading.turned:
        return reading.straight <= -CROSSED and reading.links <= 0
    return kind != UNTIL and reading.links >= 0 and reading.straight >= (TURNED if linked else TURNED_UNLINKED)


def _parts(tree: Tree, token: Token) -> Parts:
    """Content words behind the connector, and those of the clause that it qualifies."""
    governor = tree.head(token)
    if token.dep == "mark" or (token.pos == "SCONJ" and governor.dep == "advcl"):
        inner = [t for t in tree.subtree(governor) if t.index > token.index]
        main = tree.head(governor)
        if main.index == governor.index:
            return Parts((), ())
    else:
        inner = [t for t in tree.subtree(token) if t.index > token.index]
        main = governor
    if main.dep == "npadvmod" or (main.entity in TIMES and main.pos == "NOUN"):
        # "hours after the fire, he left": the measure is no event
        main = tree.head(main)
    covered = {t.index for t in inner} | {token.index}
    # What follows both events ("because of disputes") may belong to either.
    others = [
        c for c in tree.children(main) if c.index not in covered and (c.index < token.index or main.index > token.index)
    ]
    outer = [main, *(t for c in others for t in _short_subtree(tree, c, covered))]
    own = [main, *(t for c in others if c.dep not in SUBJECTS for t in _short_subtree(tree, c, covered))]
    if _leans(tree, token, inner) and len(_content(own)) >= LEAST_OWN:
        outer = own
    if all(t.entity in TIMES for t in _content(outer)):
        return Parts((), ())
    return Parts(tree.words(_content(inner)), tree.words(_content(outer)))


def _leans(tree: Tree, token: Token, inner: list[Token]) -> bool:
    """Whether a clause behind the connector takes its subject from the other one ("he left after hearing it")."""
    clause = token.dep == "mark" or token.pos == "SCONJ" or bool(tree.children(token, "pcomp"))
    return clause and not any(t.dep in SUBJECTS and t.pos != "PRON" for t in inner)


def _short_subtree(tree: Tree, token: Token, covered: set[int]) -> list[Token]:
    """Subjects and objects of the main clause, without further clauses."""
    if token.dep in ("ccomp", "advcl", "relcl", "conj", "parataxis", "mark", "npadvmod"):
        return []
    return [t for t in tree.subtree(token) if t.index not in covered]


def _content(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.pos in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")]


def _read(bitext: Bitext, parts: Parts, connector: Word, kind: str, own: Connectors) -> Reading | None:
    behind, rest = _source_parts(bitext, connector)
    if not behind or not rest:
        return None
    theirs = own.kind(connector.form)
    # "not A until B" is "not A but after B": until governs what either of the others does
    turned = theirs != kind and UNTIL not in (theirs, kind)
    straight = _likeness(bitext, parts.inner, behind, rest) - _likeness(bitext, parts.outer, behind, rest)
    links = _share(bitext, parts.inner, behind, rest) - _share(bitext, parts.outer, behind, rest)
    return Reading(connector, turned, straight, links)


def _source_parts(bitext: Bitext, connector: Word) -> tuple[Sequence[Word], Sequence[Word]]:
    """The source words behind the connector, and those of the rest of its clause."""
    document = bitext.source
    segment = document.segments[connector.segment]
    end = connector.index + 1
    while end < min(segment.last, connector.index + 1 + REACH):
        gap = document.text[document.words[end - 1].span.end : document.words[end].span.start]
        if end > connector.index + 1 and any(c in gap for c in "،,:؛;"):
            break
        end += 1
    rest = document.words[max(segment.first, connector.index - MAIN_REACH) : connector.index]
    if connector.index - segment.first <= OPENING:
        rest = (*rest, *document.words[end : min(segment.last, end + MAIN_REACH)])
    return document.words[connector.index + 1 : end], rest


def _likeness(bitext: Bitext, words: Sequence[Word], behind: Sequence[Word], rest: Sequence[Word]) -> float:
    """How much closer `words` are to those behind the connector than to the rest, in mean cosine."""
    return float((bitext.cosines(behind, words).max(axis=0) - bitext.cosines(rest, words).max(axis=0)).mean())


def _share(bitext: Bitext, words: Sequence[Word], behind: Sequence[Word], rest: Sequence[Word]) -> float:
    """Share of the words' links that lie behind the connector, of all that lie behind or in the rest."""
    linked = [link.source for w in words for link in bitext.links_of_target(w.index) if link.mutual]
    near, far = {w.index for w in behind}, {w.index for w in rest}
    inside, outside = sum(k in near for k in linked), sum(k in far for k in linked)
    return inside / (inside + outside) if inside + outside else 0.5


def _finding(bitext: Bitext, tree: Tree, token: Token, reading: Reading, parts: Parts) -> Finding:
    first, words = reading.connector, bitext.source.words
    source = Span(first.span.start, words[min(first.index + 4, len(words) - 1)].span.end)
    here = "the same event stands" if reading.turned else "the other of the two events stands"
    message = (
        f"The source has “{source.of(bitext.source.text)}”; in the translation {here} behind “{token.text}”, so that "
        "what came first comes last."
    )
    near = [w for w in parts.outer if abs(w.span.start - token.span.start) < 60] or list(parts.outer[-3:])
    target = Span.hull(w.span for w in (*near[-3:], *tree.words([token]), *parts.inner[:4]))
    crossed = abs(reading.straight)
    strength = min(MOST_STRENGTH, LEAST_STRENGTH + SLOPE * (crossed - TURNED))
    evidence = (Evidence("likeness crossed", crossed),)
    return found(EXCHANGED, strength, message, target=target, source=source, evidence=evidence)
