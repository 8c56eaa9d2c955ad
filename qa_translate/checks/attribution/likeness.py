"""How surely two phrases of an article name the same person or body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from qa_translate.arabic import light_stem, stems
from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.checks.attribution.frames import Words, is_capitalised
from qa_translate.checks.patterns import bare
from qa_translate.lexicon import Lexicon
from qa_translate.romanise import Romaniser, fold_arabic, fold_latin, respelled

# Evidence per letter (nats) from which two spellings are one name.
SAME_NAME = 0.7
# Likeness of a name to words other than those that it sounds like.
OTHER_NAME = 0.3
SHORTEST_NAME = 3
# Letters by which a name in one script is known in another language's ending.
BEGINNING = 5
OPENING, CLOSING = "«“‹", frozenset("»”›")


class Likeness:
    """Compares phrases by the sound of their names, by what the article links elsewhere, and by cosine.

    Args:
        bitext: source and translation.
        romaniser: compares names by their letters; None where the source has no other script.
        respellings: letters of the translation's language, and those by which the romaniser knows the sound.
        capitals: whether a capital makes a name; not where every noun has one.
        foreign: whether the romaniser was fitted on another language's spelling than the translation's.
    """

    def __init__(
        self,
        bitext: Bitext,
        romaniser: Romaniser | None,
        respellings: Sequence[tuple[str, str]] = (),
        *,
        capitals: bool = True,
        foreign: bool = False,
    ) -> None:
        self._bitext = bitext
        self._foreign = foreign
        self._respellings, self._capitals = respellings, capitals
        self._lexicon = Lexicon(bitext)
        self._romaniser = romaniser
        self._same: dict[tuple[str, str], bool] = {}
        self._named: dict[str, bool] = {}
        self._called: dict[tuple[str, str], bool] = {}

    def best(self, target: Words, source: Words) -> float:
        """Likeness of the two most alike words, 0 to 1."""
        return max(self._values(target, source), default=0.0)

    def of_words(self, target: Word, source: Word, cosine: float) -> float:
        """Likeness of two words whose contextual vectors have `cosine`, 0 to 1."""
        return self._word(target, (source,), cosine)

    def is_name(self, source: Words) -> bool:
        """Whether a phrase of the source holds a name that the translation has somewhere, too."""
        return any(self._is_named(w) for w in source)

    def names_differ(self, target: Words, source: Words) -> bool:
        """Whether both phrases hold names that the article pairs with others by their sound, and none is shared."""
        named = any(self.is_namesake(w) for w in target) and any(self._is_named(w) for w in source)
        return named and not any(self._is_called(t.form, s.form) for t in target for s in source)

    def is_same_name(self, target: Words, source: Words) -> bool:
        """Whether a phrase of the translation is a name alone, each word of which sounds like one of the source's."""
        target = content(target)
        named = bool(target) and all(map(self._has_capital, target))
        return named and all(any(self._is_called(t.form, s.form) for s in source) for t in target)

    def _values(self, target: Words, source: Words) -> list[float]:
        target, source = content(target), content(source)
        if not target or not source:
            return []
        cosines = self._bitext.cosines(source, target)
        return [self._word(w, source, float(cosines[:, j].max())) for j, w in enumerate(target)]

    def _word(self, word: Word, source: Words, cosine: float) -> float:
        if any(self._is_called(word.form, s.form) for s in source):
            return 1.0
        if self.is_namesake(word) or all(self._is_named(w) for w in source):
            return min(cosine, OTHER_NAME)
        return 1.0 if self._lexicon.paired_elsewhere(word, source) else cosine

    def is_namesake(self, word: Word) -> bool:
        """Whether a capitalised target word sounds like a source word that it is linked to somewhere in the article."""
        return self._has_capital(word) and self._sounds_alike(word.form)

    def _has_capital(self, word: Word) -> bool:
        """Whether a word, or, but for the language whose names the table knows, a part of it (al-Razihi) has one."""
        return is_capitalised(word) if self._foreign else word.text[:1].isupper()

    def _sounds_alike(self, form: str) -> bool:
        return any(self._same_name(form, s) for s in self._linked[0][form])

    def is_named(self, word: Word) -> bool:
        """Whether a word of the translation looks like a name: by its capital, or, where each noun has one, by its
        sound, too."""
        return self._has_capital(word) and (self._capitals or self._sounds_alike(word.form))

    def _is_named(self, word: Word) -> bool:
        """Whether a source word is linked to a name that sounds like it somewhere in the article."""
        form = word.form
        if form not in self._named:
            self._named[form] = any(self._same_name(t, form) for t in self._linked[1][form])
        return self._named[form]

    def _is_called(self, target: str, source: str) -> bool:
        """Whether a word sounds like another, or is a name beside one that does elsewhere in the translation."""
        key = (target, source)
        if key not in self._called:
            self._called[key] = any(self._same_name(name, source) for name in (target, *self._aliases[target]))
        return self._called[key]

    @cached_property
    def _aliases(self) -> dict[str, set[str]]:
        """Names that stand right before or behind each name of the translation: first and last names."""
        found: dict[str, set[str]] = defaultdict(set)
        text, words = self._bitext.target.text, self._bitext.target.words
        for one, other in pairwise(words):
            joined = text[one.span.end : other.span.start].isspace() and one.segment == other.segment
            if joined and self.is_named(one) and self.is_named(other):
                found[one.form].add(other.form)
                found[other.form].add(one.form)
        return found

    def _same_name(self, target: str, source: str) -> bool:
        if len(target) < SHORTEST_NAME:
            return False
        if self._romaniser is None:  # two languages that write names alike
            return fold_latin(target)[:BEGINNING] == fold_latin(source)[:BEGINNING]
        key = (target, source)
        if key not in self._same:
            name = bare(target) if len(bare(target)) >= SHORTEST_NAME else target
            parts = [fold_latin(p) for p in {target, name, *name.split("-")} if len(p) >= SHORTEST_NAME]
            parts += [spelled for p in parts for spelled in respelled(p, self._respellings)]
            evidence = self._romaniser.evidence
            self._same[key] = any(evidence(p, s) >= SAME_NAME for p in parts for s in _spellings(source))
        return self._same[key]

    @cached_property
    def _linked(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Source forms linked to each capitalised target form, and the other way round."""
        by_target: dict[str, set[str]] = defaultdict(set)
        by_source: dict[str, set[str]] = defaultdict(set)
        for link in self._bitext.links:
            target, source = self._bitext.target.words[link.target], self._bitext.source.words[link.source]
            if self._has_capital(target):
                by_target[target.form].add(source.form)
                by_source[source.form].add(target.form)
        return by_target, by_source


def content(words: Iterable[Word]) -> Words:
    """Words long enough to carry content."""
    return tuple(w for w in words if len(w.form) > 2)


def share_stem(one: Words, other: Words) -> bool:
    """Whether two phrases of one language have a word in common, by its stem."""
    return not {light_stem(w.form) for w in content(one)}.isdisjoint(light_stem(w.form) for w in content(other))


def quote(words: Words, text: str) -> str:
    """A phrase as it stands in its text, with the mark that closes a quotation inside it."""
    if not words:
        return ""
    span = Span.hull(w.span for w in words)
    opened = any(c in span.of(text) for c in OPENING)
    return Span(span.start, span.end + (opened and text[span.end : span.end + 1] in CLOSING)).of(text)


@lru_cache(maxsize=20_000)
def _spellings(form: str) -> tuple[str, ...]:
    """An Arabic word with and without what is written onto its front, in the romaniser's letters."""
    return tuple({fold_arabic(s) for s in stems(form)[:4] if len(s) >= SHORTEST_NAME})
