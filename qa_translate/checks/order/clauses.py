"""Two events of one sentence whose order in time is exchanged: 'A after B' for 'B after A'."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.arabic import fold
from qa_translate.article import Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table

EXCHANGED = Rule(
    "exchanged-events",
    Category.ORDER,
    Severity.MAJOR,
    "Two events linked by 'after' or 'before' have changed places.",
    "What came first decides who caused what.",
    "Source: تُفتح المدارس بعد إصلاح الطرق ('schools open after the roads are repaired'); "
    "translation: 'the roads are repaired after schools open'.",
    "The sentence has several such links and the wrong two were compared.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"order"}),
)
# How far the words behind a source connector reach, where no punctuation ends them earlier.
REACH = 9
MAIN_REACH = 14
LEAST_SHARE = 0.6


def exchanged_events(case: Case) -> Iterator[Finding]:
    """Compare what stands behind each time connector on both sides."""
    bitext, parse = case.bitext, case.parse
    if bitext is None or parse is None:
        return
    own = _classes(case.vocabulary.topic(bitext.source.lang, "order", Side.SOURCE))
    other = _classes(case.vocabulary.topic(bitext.target.lang, "order", Side.TRANSLATION))
    tree = Tree(bitext.target, parse)
    for token in tree.tokens:
        kind = other.get(token.text.lower())
        if kind and token.pos in ("ADP", "SCONJ", "VERB"):
            finding = _compare(bitext, tree, token, kind, own)
            if finding:
                yield finding


def _classes(table: Table | None) -> dict[str, str]:
    return {fold(word): kind for kind, words in (table or {}).get("connectors", {}).items() for word in words}


def _compare(bitext: Bitext, tree: Tree, token: Token, kind: str, own: dict[str, str]) -> Finding | None:
    inner, outer = _parts(tree, token)
    words = tree.words([token])
    connector = _source_connector(bitext, words, own)
    if connector is None or not inner or not outer:
        return None
    behind, before = _source_parts(bitext, connector)
    straight = _share(bitext, inner, behind, before) - _share(bitext, outer, behind, before)
    inner_nouns, outer_nouns = _participants(tree, inner), _participants(tree, outer)
    if _is_linked(bitext, inner_nouns) and _is_linked(bitext, outer_nouns):
        named = _share(bitext, inner_nouns, behind, before) - _share(bitext, outer_nouns, behind, before)
        straight = min(straight, named)
    same_kind = own[_plain(connector.form, own)] == kind
    if same_kind and straight <= -LEAST_SHARE:
        return _finding(bitext, tree, token, connector, inner, outer, -straight)
    return None


def _parts(tree: Tree, token: Token) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Content words behind the connector, and those of the clause that it qualifies."""
    governor = tree.head(token)
    if token.dep == "mark":
        inner = [t for t in tree.subtree(governor) if t.index > token.index]
        main = tree.head(governor)
        if main.index == governor.index:
            return (), ()
    else:
        inner = [t for t in tree.subtree(token) if t.index > token.index]
        main = governor
    covered = {t.index for t in inner} | {token.index}
    outer = [
        main,
        *(t for c in tree.children(main) if c.index not in covered for t in _short_subtree(tree, c, covered)),
    ]
    return tree.words(_content(inner)), tree.words(_content(outer))


def _participants(tree: Tree, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The nouns alone: verbs in each other's place are easily linked to each other."""
    return tree.words([t for t in tree.tokens_of(words) if t.pos in ("NOUN", "PROPN")])


def _is_linked(bitext: Bitext, words: tuple[Word, ...]) -> bool:
    return any(link.mutual for w in words for link in bitext.links_of_target(w.index))


def _short_subtree(tree: Tree, token: Token, covered: set[int]) -> list[Token]:
    """Subjects and objects of the main clause, without further clauses."""
    if token.dep in ("ccomp", "advcl", "relcl", "conj", "parataxis", "mark"):
        return []
    return [t for t in tree.subtree(token) if t.index not in covered]


def _content(tokens: list[Token]) -> list[Token]:
    return [t for t in tokens if t.pos in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")]


def _plain(form: str, own: dict[str, str]) -> str:
    return form if form in own else form[1:]


def _source_connector(bitext: Bitext, words: tuple[Word, ...], own: dict[str, str]) -> Word | None:
    """The linked connector of the source, or the only one of the passage."""
    for word in bitext.to_source(words):
        if _plain(word.form, own) in own:
            return word
    if not words:
        return None
    bead = bitext.bead_of_target(words[0].segment)
    candidates = [w for w in bitext.source_words(bead) if _plain(w.form, own) in own] if bead else []
    return candidates[0] if len(candidates) == 1 else None


def _source_parts(bitext: Bitext, connector: Word) -> tuple[set[int], set[int]]:
    """Indices of the source words behind the connector, and of those before it."""
    document = bitext.source
    segment = document.segments[connector.segment]
    behind: set[int] = set()
    for k in range(connector.index + 1, min(segment.last, connector.index + 1 + REACH)):
        gap = document.text[document.words[k - 1].span.end : document.words[k].span.start]
        if behind and any(c in gap for c in "،,:؛;"):
            break
        behind.add(k)
    return behind, set(range(max(segment.first, connector.index - MAIN_REACH), connector.index))


def _share(bitext: Bitext, words: tuple[Word, ...], behind: set[int], before: set[int]) -> float:
    """Share of the words' links that lie behind the connector, of all that lie behind or before."""
    linked = [link.source for w in words for link in bitext.links_of_target(w.index) if link.mutual]
    inside, outside = sum(k in behind for k in linked), sum(k in before for k in linked)
    return inside / (inside + outside) if inside + outside else 0.5


def _finding(
    bitext: Bitext,
    tree: Tree,
    token: Token,
    connector: Word,
    inner: tuple[Word, ...],
    outer: tuple[Word, ...],
    score: float,
) -> Finding:
    near = [w for w in outer if abs(w.span.start - token.span.start) < 60] or list(outer[-3:])
    marked = [*near[-3:], *tree.words([token]), *inner[:4]]
    target = Span.hull(w.span for w in marked)
    source = Span(
        connector.span.start, bitext.source.words[min(connector.index + 4, len(bitext.source.words) - 1)].span.end
    )
    message = (
        f"The source has “{source.of(bitext.source.text)}”; in the translation the other of the two events stands "
        f"behind “{token.text}”."
    )
    return found(
        EXCHANGED, 0.35 + 0.4 * score, message, target=target, source=source, evidence=(Evidence("crossing", score),)
    )
