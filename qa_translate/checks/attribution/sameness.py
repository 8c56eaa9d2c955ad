"""Whether two words or phrases call the same one, by name, by office, trade, kin or body, or by their likeness."""

from __future__ import annotations

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Words
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.view import View
from qa_translate.checks.callings import Callings, Concepts

# Likeness of two words that call somebody the same, and of two that cannot call the same one.
SAME_CALLING, OTHER_CALLING = 0.8, 0.4


def word_likeness(view: View, target: Word, source: Word, cosine: float) -> float:
    """Likeness of two words whose contextual vectors have `cosine`, 0 to 1."""
    value = view.likeness.of_words(target, source, cosine)
    if view.callings is None:
        return value
    here, there = view.callings.of_target(target), view.callings.of_source(source)
    if here & there:
        return max(value, SAME_CALLING)
    return min(value, OTHER_CALLING) if here and there and not view.callings.compatible(here, there) else value


def best_likeness(view: View, target: Words, source: Words) -> float:
    """Likeness of the two most alike words of two phrases."""
    plain = view.likeness.best(target, source)
    if view.callings is None:
        return plain
    callings = view.callings
    there = [c for c in map(callings.of_source, content(source)) if c]
    alike = any(callings.of_target(t) & c for t in content(target) for c in there)
    return max(plain, SAME_CALLING) if alike else plain


def phrase_likeness(view: View, target: Words, source: Words) -> float:
    """Mean over the words of a phrase of the translation of how like each is to the most alike one of another."""
    target, source = content(target), content(source)
    if not target or not source:
        return 0.0
    cosines = view.bitext.cosines(source, target)
    best = [
        max(word_likeness(view, t, s, float(cosines[i, j])) for i, s in enumerate(source)) for j, t in enumerate(target)
    ]
    mean = sum(best) / len(best)
    return min(mean, OTHER_CALLING) if view.callings and qualified_otherwise(view.callings, target, source) else mean


def qualified_otherwise(callings: Callings, target: Words, source: Words) -> bool:
    """Whether two phrases call somebody by the same general word and by others that cannot be one's: union sources,
    security sources."""
    here = [c for c in map(callings.of_target, target) if c]
    there = [c for c in map(callings.of_source, source) if c]
    general = callings.general.intersection(*map(_union, (here, there)))
    here = [c for c in here if not c & general]
    there = [c for c in there if not c & general]
    return bool(general and here and there) and not any(callings.compatible(a, b) for a in here for b in there)


def _union(concepts: list[Concepts]) -> Concepts:
    return frozenset(c for one in concepts for c in one)
