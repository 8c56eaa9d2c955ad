"""What a negated copula denies: its predicate, which in Arabic stands behind the subject (لم يكن إقناعه سهلا)."""

from __future__ import annotations

from itertools import pairwise

from qa_translate.arabic import fold
from qa_translate.article import Word
from qa_translate.checks.polarity.reader import Reader, Words
from qa_translate.vocabulary import Table

# Words behind a copula among which its predicate is looked for
REACH = 8
_SHORTEST = 4
_CLAUSE_END = ".,;:،؛()!?؟\n"
_ARTICLE = ("ال", "لل", "بال", "وال", "كال")
_CONJUNCTION = "و"


class Copula:
    """Finds the predicate of a negated copula by the ``copula`` rows of a language's ``negation`` vocabulary."""

    def __init__(self, table: Table) -> None:
        part = table.get("copula", {})
        self._forms, self._negative, self._existential, self._adverbs = (
            frozenset(map(fold, part.get(row, ()))) for row in ("forms", "negative", "existential", "adverbs")
        )

    def predicate(self, reader: Reader, cue: Words) -> Words:
        """The word that is denied where `cue` is or goes before a copula with a noun behind it; else empty."""
        after = _clause(reader, cue[-1])
        copula = cue[-1].form.removeprefix(_CONJUNCTION)
        if copula not in self._negative:
            if not after or after[0].form not in self._forms:
                return ()
            copula, after = after[0].form, after[1:]
        # Before a preposition, an adverb or a verb (لم يكن هناك, لم يكن يعلم) the next words are what is denied.
        if not after or reader.is_light(after[0]) or after[0].form in self._existential or _is_verb(after[0], copula):
            return ()
        words = [w for w in after if not reader.is_light(w) and w.form not in self._adverbs]
        return tuple(_predicate(words)[:1])


def _predicate(words: list[Word]) -> list[Word]:
    """The accusative with its alef, else the first indefinite word behind a definite subject; nothing where unsure."""
    accusative = [w for w in words if len(w.form) >= _SHORTEST and w.form.endswith("ا")]
    if accusative and not _may_be_feminine_predicate(words):
        return accusative
    return [w for w in words if not _is_definite(w)] if words and _is_definite(words[0]) else []


def _may_be_feminine_predicate(words: list[Word]) -> bool:
    """Whether the first word, without a definite noun behind it, may be the predicate (ليست مؤثرة)."""
    return words[0].form.endswith("ة") and not any(map(_is_definite, words[:2]))


def _is_definite(word: Word) -> bool:
    return word.form.startswith(_ARTICLE)


def _is_verb(word: Word, copula: str) -> bool:
    """Whether a word has the prefix of the copula's person (يكن يعلم; but in يكن تنفيذ it is a noun)."""
    return copula[:1] in "يتنا" and word.form[:1] == copula[:1]


def _clause(reader: Reader, word: Word) -> list[Word]:
    """The words behind `word` in its clause."""
    document = reader.document
    last = min(document.segments[word.segment].last, word.index + 1 + REACH)
    found: list[Word] = []
    for before, after in pairwise(document.words[word.index : last]):
        if any(c in document.text[before.span.end : after.span.start] for c in _CLAUSE_END):
            break
        found.append(after)
    return found
