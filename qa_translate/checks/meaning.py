"""Content words that mean something else: two words facing each other that fit nothing.

Where the words around a content word of the translation are linked to words that stand around a content word of the
source, the two stand for each other; if neither is like any word of the other text, one of them is probably wrong.
Measured on development articles this is right in about one case of four, so that it stays below the default threshold
unless the back-translation has lost the source's word as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.arabic import fold
from qa_translate.article import Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found, seconded
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.syntax import CONTENT_TAGS, words_tagged

CHANGED_WORD = Rule(
    "changed-word",
    Category.MISTRANSLATION,
    Severity.MAJOR,
    "A content word stands where the source has another one that means something else.",
    "One wrong noun can reverse a report.",
    "Source: الإيقاف ('suspension'); translation: 'arrest'.",
    "The two are synonyms that the encoder does not know; the evidence is weak, and mostly stays below the default.",
    frozenset({Need.SOURCE, Need.SYNTAX}),
    frozenset({"source:content"}),
)
RULES = (CHANGED_WORD,)
LINKED = 0.5
# Best cosines below which the word of the translation, and that of the source, fit nothing.
UNLIKE, UNLIKE_SOURCE = 0.45, 0.5
SHORTEST, SHORTEST_SOURCE = 4, 3  # letters
AROUND = 4  # words on either side that may hold the linked neighbours
WIDEST = 6  # source words between their counterparts
STRENGTH = 0.25
# How the source's word fares in the back-translation: lost there too, or kept.
LOST_IN_BACK, KEPT_IN_BACK, BACK_MOVE = 0.5, 0.62, 0.2


def check(case: Case) -> Iterator[Finding]:
    """Look at every unlinked content word of the translation."""
    bitext = case.bitext
    table = case.vocabulary.topic(bitext.source.lang, "content") if bitext else None
    if bitext is None or table is None or case.parse is None:
        return
    function_words = frozenset(map(fold, table["function"]["words"]))
    pairs = {link.target: link.source for link in bitext.links if link.mutual and link.score > LINKED}
    taken = frozenset(pairs.values())
    content = words_tagged(bitext.target, case.parse, CONTENT_TAGS)
    for word in bitext.target.words:
        unlike = word.index in content and word.index not in pairs and bitext.target_best[word.index] < UNLIKE
        if unlike and len(word.form) >= SHORTEST:
            facing = _facing(bitext, word, pairs, taken, function_words)
            if facing is not None:
                yield _finding(case, bitext, word, facing)


def _facing(
    bitext: Bitext, word: Word, pairs: dict[int, int], taken: frozenset[int], function_words: frozenset[str]
) -> Word | None:
    """The likest unlinked content word between the counterparts of the neighbours of `word`."""
    segment = bitext.target.segments[word.segment]
    before = next(
        (pairs[k] for k in range(word.index - 1, max(segment.first, word.index - AROUND) - 1, -1) if k in pairs), None
    )
    after = next(
        (pairs[k] for k in range(word.index + 1, min(segment.last, word.index + AROUND + 1)) if k in pairs), None
    )
    if before is None or after is None or abs(before - after) > WIDEST:
        return None
    inside = bitext.source.words[max(0, min(before, after) - 1) : max(before, after) + 2]
    free = [
        w for w in inside if w.index not in taken and w.form not in function_words and len(w.form) >= SHORTEST_SOURCE
    ]
    free = [w for w in free if bitext.source_best[w.index] < UNLIKE_SOURCE]
    if not free:
        return None
    return free[int(bitext.cosines(free, [word])[:, 0].argmax())]


def _finding(case: Case, bitext: Bitext, word: Word, facing: Word) -> Finding:
    likeness = float(bitext.target_best[word.index])
    message = f"“{word.text}” stands where the source has “{facing.text}”, and fits no word of the source."
    strength = STRENGTH + (UNLIKE - likeness)
    evidence = (Evidence("likeness", likeness),)
    finding = found(CHANGED_WORD, strength, message, target=word.span, source=facing.span, evidence=evidence)
    return seconded(finding, strength + _second_opinion(case, facing))


def _second_opinion(case: Case, facing: Word) -> float:
    """What the back-translation adds: it renders the draft, so a word that it has was not lost there."""
    if case.round_trip is None:
        return 0.0
    best = float(case.round_trip.source_best[facing.index])
    return BACK_MOVE * (best < LOST_IN_BACK) - BACK_MOVE * (best > KEPT_IN_BACK)


FAMILY = Family("meaning", RULES, check)
