"""A relative clause, or an adjective, that hangs on another person than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.arabic import fold
from qa_translate.article import Side, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import found
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.syntax import Tree

MISPLACED = Rule(
    "misplaced-modifier",
    Category.ORDER,
    Severity.MAJOR,
    "A relative clause or an adjective hangs on another name than in the source.",
    "What one person did is told of another.",
    "Source: جاءت هدى بعد سلمى التي سجلت هدفين ('Huda came after Salma, who scored two goals'); "
    "translation: 'Huda, who scored two goals, came after Salma'.",
    "The source's relative pronoun or adjective refers further back than to the word before it.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"source:order"}),
)
LEAST_COSINE = 0.55
# Words between a name and an adjective that belongs to another noun, at most: further off, the name is another mention.
FARTHEST = 8
# How far before a verb its relative pronoun may stand, in words.
REACH = 4


def misplaced_modifiers(case: Case) -> Iterator[Finding]:
    """Relative clauses behind a name, compared with the name before the source's relative pronoun."""
    bitext, parse = case.bitext, case.parse
    table = case.vocabulary.topic(bitext.source.lang, "order", Side.SOURCE) if bitext else None
    if bitext is None or parse is None or table is None:
        return
    pronouns = frozenset(map(fold, table["relative"]["pronouns"]))
    tree, article = Tree(bitext.target, parse), tuple(table["relative"].get("article", ()))
    for token in tree.tokens:
        head = tree.head(token)
        if head.pos != "PROPN":
            continue
        finding = None
        if token.dep == "relcl":
            finding = _compare(bitext, tree, token, head, pronouns)
        elif token.dep in ("amod", "compound") and token.pos in ("ADJ", "VERB") and article:
            finding = _compare_adjective(bitext, tree, token, head, article)
        if finding:
            yield finding


def _compare_adjective(
    bitext: Bitext, tree: Tree, token: Token, head: Token, article: tuple[str, ...]
) -> Finding | None:
    """An adjective with its article stands behind its noun; what a verb parts from it is not that noun."""
    own, named = _counterpart(bitext, tree, token), _counterpart(bitext, tree, head)
    if own is None or named is None or own.segment != named.segment or not 2 <= own.index - named.index <= FARTHEST:
        return None
    words = bitext.source.words
    noun = words[own.index - 1]
    between = bitext.to_target(words[named.index + 1 : noun.index])
    if not (own.text.startswith(article) and noun.text.startswith(article)):
        return None
    if not any(t.pos in ("VERB", "AUX") for t in tree.tokens_of(between)):
        return None
    here = f"in the translation “{token.text}” is said of “{head.text}”"
    message = f"In the source “{own.text}” belongs to “{noun.text}”; {here}."
    target = Span.hull(w.span for w in tree.words([token, head]))
    return found(MISPLACED, 0.6, message, target=target, source=Span(noun.span.start, own.span.end))


def _compare(bitext: Bitext, tree: Tree, verb: Token, head: Token, pronouns: frozenset[str]) -> Finding | None:
    action, antecedent = _counterpart(bitext, tree, verb), _own_antecedent(bitext, tree, verb, pronouns)
    if action is None or antecedent is None:
        return None
    named = tree.words(tree.subtree(head))
    rendered = [bitext.target.words[x.target] for x in bitext.links_of_source(antecedent.index) if x.mutual]
    other = next((w for w in rendered if w not in named and w.text[:1].isupper()), None)
    if other is None or _counterpart(bitext, tree, head) is None:
        return None
    message = (
        f"In the source the clause “{verb.text} …” is said of “{antecedent.text}” (“{other.text}”); "
        f"in the translation it hangs on “{head.text}”."
    )
    target = Span.hull(w.span for w in tree.words([head, *tree.children(verb, "nsubj"), verb]))
    return found(MISPLACED, 0.65, message, target=target, source=Span(antecedent.span.start, action.span.end))


def _own_antecedent(bitext: Bitext, tree: Tree, verb: Token, pronouns: frozenset[str]) -> Word | None:
    """The source word right before the relative pronoun of the verb's counterpart."""
    action = _counterpart(bitext, tree, verb)
    if action is None:
        return None
    first = bitext.source.segments[action.segment].first
    for k in range(action.index - 1, max(first, action.index - REACH) - 1, -1):
        if bitext.source.words[k].form in pronouns:
            return bitext.source.words[k - 1] if k > first else None
    return None


def _counterpart(bitext: Bitext, tree: Tree, token: Token) -> Word | None:
    """The source word best linked to a token or its name parts."""
    return bitext.counterpart(tree.words([token, *tree.children(token, "compound")]), LEAST_COSINE)
