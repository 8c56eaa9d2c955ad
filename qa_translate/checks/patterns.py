"""Words and phrases of a vocabulary file, found in a document.

The notation of an entry is explained at the head of ``data/ar/polarity.toml`` and ``data/en/polarity.toml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_translate.arabic import fold

GAP = "…"
# Marks a form that only a verb has
VERB = "verb:"
LONGEST_GAP = 10
# Stands for any end of a word, behind at least so many letters
ANY_END, SHORTEST_STEM = "*", 3
# Subjects, objects and endings of Arabic verbs, endings of nouns and adjectives
_PERFECT_ENDINGS = ("", "ت", "وا", "ا", "تا", "نا", "ه", "ها", "هم", "ته", "تها", "تهم")
_IMPERFECT_PREFIXES = "يتنا"
_IMPERFECT_ENDINGS = ("", "ون", "وا", "ان", "ن", "ه", "ها", "هم", "ونه", "ونها")
_NOUN_ENDINGS = ("", "ة", "ات", "ين", "ون", "ان", "ا", "تين", "تان", "ي", "ته", "تها", "ه", "ها", "هم", "تهم")

_Token = frozenset[str]


def bare(form: str) -> str:
    """A form without the ending that stands behind its apostrophe (Turkish *Ankara'da*)."""
    return form.partition("'")[0] or form


@dataclass(frozen=True, slots=True)
class Match:
    """One entry of `label` found at `places`, indices into the searched sequence."""

    label: str
    places: tuple[int, ...]


class Patterns:
    """Labelled entries, searched together; the longest entry that begins at a word wins, then the first label."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._rank = {label: k for k, label in enumerate(entries)}
        self._by_first: dict[str, list[tuple[str, tuple[_Token, ...]]]] = defaultdict(list)
        for label, phrases in entries.items():
            for phrase in phrases:
                tokens = tuple(_token(t) for t in phrase.split())
                for form in tokens[0]:
                    self._by_first[form].append((label, tokens))
        self._firsts = frozenset(self._by_first)

    def find(self, words: Sequence[frozenset[str]], *, every: bool = False) -> Iterator[Match]:
        """Matches in a sequence of words, each given by all the forms under which it can be found.

        Args:
            words: see above.
            every: give all labels of the longest entries that begin at a word, not only one.
        """
        claimed: set[int] = set()
        for k, forms in enumerate(words):
            if k in claimed or self._firsts.isdisjoint(forms):
                continue
            found = [Match(label, p) for label, tokens in self._starting(forms) if (p := _places(tokens, words, k))]
            longest = max((len(m.places) for m in found), default=0)
            best = sorted({m for m in found if len(m.places) == longest}, key=lambda m: (self._rank[m.label], m.places))
            for match in best if every else best[:1]:
                claimed.update(match.places)
                yield match

    def _starting(self, forms: frozenset[str]) -> Iterator[tuple[str, tuple[_Token, ...]]]:
        for form in forms:
            yield from self._by_first.get(form, ())


def _places(tokens: tuple[_Token, ...], words: Sequence[frozenset[str]], k: int) -> tuple[int, ...]:
    places = [k]
    gap = 0
    for token in tokens[1:]:
        if GAP in token:
            gap = LONGEST_GAP
            continue
        after = places[-1] + 1
        for j in range(after, min(after + gap + 1, len(words))):
            if token & words[j]:
                places.append(j)
                break
        else:
            return ()
        gap = 0
    return tuple(places)


def _token(entry: str) -> _Token:
    if entry == GAP or entry.startswith("="):
        return frozenset({entry})
    entry = fold(entry).replace("ß", "ss")  # as casefold has it
    if entry.endswith("~"):
        stem = entry[:-1]
        return frozenset(stem + ending for ending in _NOUN_ENDINGS)
    perfect, slash, imperfect = entry.partition("/")
    return frozenset(_conjugated(perfect, imperfect)) if slash else frozenset({entry})


def _conjugated(perfect: str, imperfect: str) -> Iterator[str]:
    """Forms of a verb, marked as such: a verb stands behind no article, and its objects are written out here."""
    for ending in _PERFECT_ENDINGS:
        yield VERB + (_weak(perfect, ending) if perfect.endswith("ي") else perfect + ending)
    for prefix in _IMPERFECT_PREFIXES:
        for ending in _IMPERFECT_ENDINGS:
            stem = imperfect[:-1] if imperfect.endswith(("ي", "و")) and ending[:1] == "و" else imperfect
            yield VERB + prefix + stem + ending
            yield VERB + "س" + prefix + stem + ending


def _weak(perfect: str, ending: str) -> str:
    """A verb that ends in ى: نفى, نفت, نفوا, نفاه, نفينا."""
    if ending[:1] == "ه":
        return perfect[:-1] + "ا" + ending
    return perfect + ending if ending in ("", "ا", "نا") else perfect[:-1] + ending
