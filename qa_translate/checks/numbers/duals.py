"""Duals of the source that the translation made singular.

Without vowel marks an Arabic dual looks like the plural of persons; it is read only where nothing else is possible,
and doubted only where the word that it is linked to is a noun in the singular and nothing beside it says two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Bitext, Link
from qa_translate.case import Case
from qa_translate.checks.family import found, seconded
from qa_translate.checks.numbers.lexer import stems_of
from qa_translate.checks.numbers.lexicon import folded
from qa_translate.checks.numbers.quantities import Quantity
from qa_translate.checks.numbers.rules import CHANGED_NUMBER
from qa_translate.finding import Finding
from qa_translate.ports import Parse, Token
from qa_translate.vocabulary import Table

_SHORTEST_FEMININE = 6
_LEAST_COSINE = 0.55
_CLEAR = 0.65  # a link that need not be the best of both words: the article may have more centres
_MODIFIER = frozenset({"compound", "amod", "nmod", "conj"})
_SURE, _LIKELY, _POSSIBLE = 0.64, 0.54, 0.35
_REPEATED, _DENIED = 0.1, -0.25


def dual_findings(case: Case, target: Sequence[Quantity]) -> Iterator[Finding]:
    """Doubt every dual whose counterpart is one thing; `target` are the quantities of the translation."""
    bitext, parse = case.bitext, case.parse
    source = case.vocabulary.topic(bitext.source.lang, "numbers") if bitext else None
    words = case.vocabulary.topic(case.translation.lang, "numbers")
    if bitext is None or parse is None or not source or "dual" not in source or not words or "implied" not in words:
        return
    duals = _Duals(source["dual"])
    two = {q.segment for q in target if 2.0 in q.values}
    for word in bitext.source.words:
        stem = duals.stem_of(word)
        bead = bitext.bead_of_source(word.segment)
        if stem is None or bead is None or two & set(bead.target):
            continue
        noun = _singular(bitext, parse, word, frozenset(words["implied"]["one"]))
        if noun is None:
            continue
        strength = _strength(parse, noun, words["implied"], bitext)
        text = f"«{word.text}» is two in the source, “{noun.text}” one in the translation."
        finding = found(CHANGED_NUMBER, strength, text, target=_with_determiner(parse, noun), source=word.span)
        yield seconded(finding, strength + _confirmed(case, duals, noun, stem))


@dataclass(frozen=True)
class _Duals:
    """What the data says of duals."""

    table: Table

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return folded(self.table["nouns"])

    @cached_property
    def _never(self) -> frozenset[str]:
        return folded(self.table["never"])

    def stem_of(self, word: Word) -> str | None:
        """What there are two of, without its ending; None where the word need not be a dual."""
        stems = [s.form for s in stems_of(word.form)]
        if self._never & set(stems):
            return None
        for stem in stems:
            if not stem.endswith(tuple(self.table["endings"])):
                continue
            base = stem[:-2]
            if base in self._nouns or (base.endswith("ت") and base[:-1] + "ة" in self._nouns):
                return base
            feminine = stem.endswith(tuple(self.table["feminine"])) and len(stem) >= _SHORTEST_FEMININE
            if feminine and not stem.endswith(tuple(self.table["never_endings"])):
                return base
        return None


def _singular(bitext: Bitext, parse: Parse, word: Word, one: frozenset[str]) -> Token | None:
    """The one noun in the singular that a word is linked to; None where it is linked to anything else."""
    links = [k for k in bitext.links_of_source(word.index) if k.score >= _LEAST_COSINE]
    tokens = [t for k in links for t in _tokens(parse, bitext.target, k)]
    if len(tokens) != 1 or not (links[0].mutual or links[0].score >= _CLEAR):
        return None
    token = tokens[0]
    if token.tag != "NN" or token.dep in _MODIFIER or token.entity:
        return None
    beside = [c for c in parse.children(token.index) if c.text.lower() not in one]
    paired = any(c.dep in {"conj", "cc", "nummod"} for c in beside)
    return None if paired or _modifies_plural(parse, token) else token


def _modifies_plural(parse: Parse, token: Token) -> bool:
    """Whether the noun may belong to a longer one (``city centres``) that the parser cut otherwise."""
    following = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else None
    return following is not None and following.pos in {"NOUN", "PROPN"} and following.sent == token.sent


def _tokens(parse: Parse, document: Document, link: Link) -> tuple[Token, ...]:
    return parse.overlapping(document.words[link.target].span)


def _strength(parse: Parse, noun: Token, implied: Table, bitext: Bitext) -> float:
    before = {c.text.lower() for c in parse.children(noun.index) if c.index < noun.index}
    sentence = bitext.target.segment_at(noun.span.start)
    said = {w.form for w in bitext.target.words_of(sentence)} if sentence else set()
    if said & set(implied["two"]):
        return _POSSIBLE
    if before & set(implied["one"]):
        return _SURE
    return _LIKELY if before & set(implied["definite"]) else _POSSIBLE


def _confirmed(case: Case, duals: _Duals, noun: Token, stem: str) -> float:
    """What a round trip adds: does it have the dual, or the noun alone?"""
    returned, segment = case.retranslation, case.translation.segment_at(noun.span.start)
    bead = returned.bead_of_target(segment.index) if returned and segment and not case.back_is_pivot else None
    if returned is None or bead is None:
        return 0.0
    words = returned.source_words(bead)
    if any(duals.stem_of(w) == stem for w in words):
        return _DENIED
    forms = {stem, stem.removesuffix("ت") + "ة", stem + "ا"}
    return _REPEATED if any(forms & {s.form for s in stems_of(w.form)} for w in words) else 0.0


def _with_determiner(parse: Parse, noun: Token) -> Span:
    first = min((c.span.start for c in parse.children(noun.index) if c.index < noun.index), default=noun.span.start)
    return Span(first, noun.span.end)
