"""Words of the source's script left in the translation."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from qa_translate.article import Document, Span, Word
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Finding, Rule, Severity

LEFT_IN = Rule(
    "left-in-source-script",
    Category.UNTRANSLATED,
    Severity.MAJOR,
    "Words in the script of the source, or in another foreign script, stand in the translation.",
    "The reader cannot read them, so whatever they say is lost.",
    "Source: أعلن مجلس القضاء موعد الجلسة; translation: 'the مجلس القضاء announced the date'.",
    "The word is shown on purpose, as a gloss in brackets or as the name of a publication.",
)
RULES = (LEFT_IN,)

_LEAST_LETTERS = 2
_GAP = 20
"""White space between a bracket and its gloss, code points."""
_MOST_SHARE = 0.3
"""Above this share of foreign words the text is simply in another language, which the reader has been told."""


def check(case: Case) -> Iterator[Finding]:
    """Mark each run of words that are not in the script of the translation."""
    document = case.translation
    home = _main_script(document)
    foreign = [w for w in document.words if (s := script_of(w.text)) and s != home]
    if not foreign or len(foreign) > _MOST_SHARE * len(document.words):
        return
    source_script = _main_script(case.source) if case.source is not None else ""
    for run in _runs(document, foreign):
        span = Span(run[0].span.start, run[-1].span.end)
        text = span.of(document.text)
        if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
            continue
        gloss = document.text[max(0, span.start - _GAP) : span.start].rstrip().endswith(
            ("(", "[")
        ) and not _is_first_use(document, run)
        script = script_of(run[0].text)
        # Names and brands stand in Latin letters in texts of every script.
        strength = 0.3 if gloss or script == "LATIN" else 0.95 if script == source_script else 0.7
        yield found(LEFT_IN, strength, f"“{text}” has been left in the source's script.", target=span)


def _is_first_use(document: Document, run: list[Word]) -> bool:
    """A gloss follows the word that it explains; a bracket at the start of a sentence explains nothing."""
    return run[0].index == document.segments[run[0].segment].first


def _runs(document: Document, words: list[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        gap = document.text[run[-1].span.end : word.span.start] if run else ""
        if run and (word.index != run[-1].index + 1 or "\n" in gap):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _main_script(document: Document) -> str:
    counts = Counter(script for w in document.words[:2000] if (script := script_of(w.text)))
    return counts.most_common(1)[0][0] if counts else ""


@lru_cache(maxsize=20_000)
def script_of(word: str) -> str:
    """Script of the first letter of `word` (``LATIN``, ``ARABIC``, ...), or "" where it has no letter."""
    for char in word:
        if char.isalpha():
            return unicodedata.name(char, "").split(" ")[0]
    return ""


FAMILY = Family("untranslated", RULES, check)
