"""Cases for tests of surface checks: real segmentation, word links from a small glossary, no engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from qa_translate.article import Article, Document, Side, Span
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.case import Case
from qa_translate.pipeline import Tools, check_article
from qa_translate.ports import Parse, Token
from qa_translate.segment import segment
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary


def case(
    translation: str,
    source: str | None = None,
    *,
    links: Mapping[str, str] | None = None,
    beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]] = (),
    parse: Parse | None = None,
    lang: str = "en",
) -> Case:
    """A case whose words are linked where `links` maps the target form to the source form, within a bead.

    Args:
        translation: text in `lang`.
        source: Arabic text.
        links: target form to source form.
        beads: (source segments, target segments); one to one in order where not given.
        parse: syntax of the translation.
        lang: language of the translation.
    """
    target = segment(translation, lang, Side.TRANSLATION)
    if source is None:
        return Case(Article(translation), target, Vocabulary(), parse=parse)
    original = segment(source, "ar", Side.SOURCE)
    pairs = beads or [((k,), (k,)) for k in range(min(len(original.segments), len(target.segments)))]
    made = tuple(Bead(s, t, 0.1) for s, t in pairs)
    bitext = _bitext(original, target, made, links or {})
    return Case(Article(translation, source), target, Vocabulary(), source=original, bitext=bitext, parse=parse)


def _bitext(source: Document, target: Document, beads: tuple[Bead, ...], glossary: Mapping[str, str]) -> Bitext:
    links: list[Link] = []
    for bead in beads:
        free = [w for k in bead.source for w in source.words_of(source.segments[k])]
        for word in (w for k in bead.target for w in target.words_of(target.segments[k])):
            partner = next((w for w in free if w.form == glossary.get(word.form)), None)
            if partner is not None:
                free.remove(partner)
                links.append(Link(partner.index, word.index, 0.9))
    links.sort(key=lambda link: (link.target, link.source))
    best = [np.zeros(len(d.words), dtype=np.float32) for d in (source, target)]
    empty = [
        DocumentVectors(np.zeros((len(d.segments), 1), dtype=np.float16), np.zeros((len(d.words), 1), dtype=np.float16))
        for d in (source, target)
    ]
    return Bitext(source, target, beads, tuple(links), best[0], best[1], empty[0], empty[1])


def parse_of(translation: str, rows: Sequence[tuple[str, str, str, str, str, int]]) -> Parse:
    """Syntax written by hand: one (text, lemma, pos, tag, dep, head) per token, in order of the text."""
    tokens, at = [], 0
    for k, (text, lemma, pos, tag, dep, head) in enumerate(rows):
        at = translation.index(text, at)
        tokens.append(Token(k, Span(at, at + len(text)), text, lemma, pos, tag, dep, head, 0, ""))
        at += len(text)
    return Parse(tuple(tokens))


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """The function `case`."""
    return case


@pytest.fixture(scope="session")
def make_parse() -> Callable[..., Parse]:
    """The function `parse_of`."""
    return parse_of


@pytest.fixture(scope="session")
def rules_of(tools: Tools) -> Callable[[str, str], set[str]]:
    """Names of the rules that mark (translation, source) at the default threshold, through the real engines."""

    def rules(translation: str, source: str) -> set[str]:
        findings = check_article(Article(translation, source), tools).findings
        return {f.rule for f in findings if f.confidence >= 0.5}

    return rules
