"""Breaches of grammar that a parse shows, each by a mechanism of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa_translate.article import Document, Span
from qa_translate.checks.family import found
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.ports import Token
from qa_translate.vocabulary import Table

_NEEDS = frozenset({Need.SYNTAX})
_VOCABULARY = frozenset({"garbled"})
_WHY = "The reader has to guess what was meant, and may guess wrong."
BARE_BE = Rule(
    "bare-be",
    Category.GARBLED,
    Severity.MINOR,
    "The bare form 'be' after a noun or pronoun with no auxiliary before it.",
    _WHY,
    "'sent to guard villagers be army protected wells'",
    "A subjunctive after a verb of demand that was not recognised, or dialect.",
    _NEEDS,
    _VOCABULARY,
)
NO_SUBJECT = Rule(
    "subjectless-verb",
    Category.GARBLED,
    Severity.MINOR,
    "A verb in the present tense without a subject, hung on a sentence in the past tense by a comma alone.",
    _WHY,
    "'she told Omar, a clerk at the port, describes the strike' for 'describing'",
    "A list of verbs in a headline.",
    _NEEDS,
    _VOCABULARY,
)
IMPOSSIBLE = Rule(
    "impossible-pair",
    Category.GARBLED,
    Severity.MINOR,
    "Two function words that cannot stand beside each other.",
    _WHY,
    "'the road must to be closed', 'of the from'",
    "One of the two is quoted, or part of a name.",
    _NEEDS,
    _VOCABULARY,
)
UNLINKED = Rule(
    "unlinked-nouns",
    Category.GARBLED,
    Severity.MINOR,
    "A noun with 'a' or no article, and right after it another noun with its article, with nothing to join them.",
    _WHY,
    "'at a price the whole region' for 'at a price for the whole region'",
    "A title or a nickname follows the noun ('novelist the late Sami Hadi').",
    _NEEDS,
    _VOCABULARY,
)
RULES = (BARE_BE, NO_SUBJECT, IMPOSSIBLE, UNLINKED)

_CLAUSE = 8
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def look(document: Document, tokens: Sequence[Token], table: Table) -> Iterator[Finding]:
    """Mark the breaches in one sentence.

    Args:
        document: the translation.
        tokens: the tokens of the sentence.
        table: what the language's ``garbled.toml`` holds.
    """
    yield from _subjectless(document, tokens, table)
    yield from _bare_be(document, tokens, table)
    yield from _impossible(tokens, table)
    yield from _unlinked(document, tokens, table)


def _bare_be(document: Document, tokens: Sequence[Token], table: Table) -> Iterator[Finding]:
    subjunctive, causative = set(table["subjunctive"]["lemmas"]), set(table["causative"]["lemmas"])
    for k, token in enumerate(tokens):
        if token.text.lower() != "be":
            continue
        before = [t for t in tokens[:k] if t.pos != "ADV" and t.tag != "RB"]
        if not before or before[-1].pos not in ("NOUN", "PROPN", "PRON"):
            continue
        clause = before[-_CLAUSE:]
        if any(t.lemma.lower() in subjunctive for t in before) or any(t.lemma in causative for t in clause):
            continue
        if any(t.tag == "MD" or t.lemma == "do" for t in clause):
            continue
        span = _around(tokens, k, 1, 2)
        yield found(BARE_BE, 0.8, f"“{span.of(document.text)}”: the bare form 'be' has no auxiliary.", target=span)


def _subjectless(document: Document, tokens: Sequence[Token], table: Table) -> Iterator[Finding]:
    told = frozenset(table["told"]["lemmas"])
    for k, token in enumerate(tokens):
        if token.tag != "VBZ" or k == 0 or tokens[k - 1].text != ",":
            continue
        past = _past_verb_before(tokens, token, told)
        if past is not None:
            span = _around(tokens, k, 0, 1)
            message = f"“{span.of(document.text)}” has no subject of its own after “{past.text}”."
            yield found(NO_SUBJECT, 0.75, message, target=span)


def _past_verb_before(tokens: Sequence[Token], verb: Token, told: frozenset[str]) -> Token | None:
    """The complete past-tense clause that a present verb without a subject hangs on, in any of its parses."""
    own = [t for t in tokens if t.head == verb.index and t.index != verb.index]
    subjects = [t for t in own if t.dep in _SUBJECTS]
    head = next((t for t in tokens if t.index == verb.head), verb)
    if verb.dep == "conj" and head.tag == "VBD" and not subjects:
        joined = any(t.dep == "cc" and t.head in (head.index, verb.index) for t in tokens)
        return head if not joined and _has_subject_beside(tokens, head) else None
    if verb.dep == "ROOT" and not subjects:
        clauses = [t for t in own if t.dep == "ccomp" and t.tag == "VBD" and t.index < verb.index]
        return next((t for t in clauses if _has_subject_beside(tokens, t)), None)
    if verb.dep == "ccomp" and head.lemma in told and head.tag == "VBD" and len(subjects) <= 1:
        # "told X, a leader, refers": X is the one who is told, whatever the parser makes of him.
        last = subjects[0].index if subjects else head.index
        hearer = [t for t in tokens if head.index < t.index <= last]
        named = all(t.pos in ("PROPN", "NOUN", "ADJ", "DET") or t.tag == "HYPH" for t in hearer)
        return head if named and _has_subject_beside(tokens, head) else None
    return None


def _has_subject_beside(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether the subject of `verb` stands before it with no comma between: else it is mostly a participle."""
    subjects = [t for t in tokens if t.dep == "nsubj" and t.head == verb.index and t.index < verb.index]
    between = [t for t in tokens if subjects and subjects[-1].index < t.index < verb.index]
    return bool(subjects) and all(t.pos != "PUNCT" for t in between)


def _impossible(tokens: Sequence[Token], table: Table) -> Iterator[Finding]:
    pairs, excused = set(table["impossible"]["pairs"]), set(table["impossible"]["excused"])
    for k in range(1, len(tokens)):
        left, right = tokens[k - 1], tokens[k]
        forms = f"{left.text.lower()} {right.text.lower()}"
        options = {
            forms,
            f"{left.tag} {right.tag}",
            f"{left.text.lower()} {right.tag}",
            f"{left.tag} {right.text.lower()}",
        }
        if _is_hyphenated(tokens, k):
            continue
        if not options & pairs or forms in excused or not left.text.isalpha() or not right.text.isalpha():
            continue
        span = _around(tokens, k, 1, 1)
        message = f"“{left.text} {right.text}”: these two words cannot follow each other."
        yield found(IMPOSSIBLE, 0.7, message, target=Span(left.span.start, span.end))


def _is_hyphenated(tokens: Sequence[Token], k: int) -> bool:
    """Whether token `k` begins a compound: "a by-election"."""
    return k + 1 < len(tokens) and tokens[k + 1].tag == "HYPH"


def _unlinked(document: Document, tokens: Sequence[Token], table: Table) -> Iterator[Finding]:
    articles, indefinite = set(table["articles"]["all"]), set(table["articles"]["indefinite"])
    by_index = {t.index: t for t in tokens}
    rate = {name: frozenset(words) for name, words in table["rate"].items()}
    for k in range(1, len(tokens)):
        left, article = tokens[k - 1], tokens[k]
        noun = by_index.get(article.head)
        if article.text.lower() not in articles or left.tag not in ("NN", "NNS") or noun is None:
            continue
        if noun.dep != "appos" or noun.head != left.index or noun.index <= article.index:
            continue
        own = [t for t in tokens if t.head == left.index and t.dep in ("det", "poss")]
        if any(t.text.lower() not in indefinite for t in own):
            continue
        if article.text.lower() in indefinite and _is_amount(tokens, left, rate):
            continue
        start = own[0].span.start if own else left.span.start
        span = Span(start, noun.span.end)
        message = f"“{span.of(document.text)}”: nothing joins the two nouns."
        yield found(UNLINKED, 0.7, message, target=span)


def _is_amount(tokens: Sequence[Token], noun: Token, rate: Mapping[str, frozenset[str]]) -> bool:
    """Whether `noun` says how much: it is counted, or a measure, and may stand before what each has of it."""
    counted = any(t.head == noun.index and (t.dep in ("nummod", "quantmod") or t.pos in ("NUM", "SYM")) for t in tokens)
    few = any(t.head == noun.index and t.lemma.lower() in rate["quantifiers"] for t in tokens)
    return counted or few or noun.lemma.lower() in rate["measures"]


def _around(tokens: Sequence[Token], k: int, before: int, after: int) -> Span:
    """The token with so many words on each side, not across punctuation."""
    first = last = k
    while first > max(0, k - before) and tokens[first - 1].pos != "PUNCT":
        first -= 1
    while last < min(len(tokens) - 1, k + after) and tokens[last + 1].pos != "PUNCT":
        last += 1
    return Span(tokens[first].span.start, tokens[last].span.end)
