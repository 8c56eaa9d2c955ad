"""Looks phrases of the number vocabulary of one language up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property

from qa_translate.arabic import fold
from qa_translate.article import Document
from qa_translate.checks.numbers.lexer import Stem, Token
from qa_translate.vocabulary import Table

NUMERALS = {
    "units_of_ten": "unit", "teens": "teen", "tens": "ten", "hundreds": "hundred", "scales": "scale",
    "ordinals": "ordinal",
}  # fmt: skip


_NONE: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: its class, its value, and the unit that it names."""

    cls: str
    value: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at a token: what it may mean, the token after it, and whether an attached و came with it."""

    entries: tuple[Entry, ...]
    end: int
    conj: bool
    cut: bool


@dataclass(eq=False)
class Lexicon:
    """Phrases of one language by their first word.

    Attributes:
        lang: ISO 639-1 code.
        numbers, dates: the tables as read, for the parts that are no phrases.
    """

    lang: str
    numbers: Table
    dates: Table
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    _classes: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False)

    def add(self, phrase: str, entry: Entry) -> None:
        """Let `phrase` mean `entry`, besides what it means already."""
        parts = tuple(split(phrase))
        if parts:
            self.phrases.setdefault(parts[0], []).append((parts, entry))
            self._classes.setdefault(parts[0], set()).add(entry.cls)

    def at(self, tokens: Sequence[Token], i: int, *classes: str) -> Hit | None:
        """The longest phrase of one of `classes` that starts at token `i`."""
        if i >= len(tokens) or tokens[i].form in self.never:
            return None
        best: Hit | None = None
        for stem in tokens[i].stems:
            if self._classes.get(stem.form, _NONE).isdisjoint(classes):
                continue  # most words: this is asked a dozen times of every token
            hit = self._at(tokens, i, stem, classes)
            if hit and (best is None or hit.end > best.end):
                best = hit
        return best

    def opens(self, token: Token) -> bool:
        """Whether a phrase of any class may start at `token`."""
        return any(s.form in self.phrases for s in token.stems)

    def bare(self, tokens: Sequence[Token], i: int, *classes: str) -> bool:
        """Whether the word at token `i` has such a meaning without cutting anything."""
        return self._at(tokens, i, tokens[i].stems[0], classes) is not None

    def incomplete(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the word at token `i` is a number only before another part (اثنا عشر)."""
        return any(s.form in self._incomplete for s in tokens[i].stems)

    @cached_property
    def _incomplete(self) -> frozenset[str]:
        return folded(self.numbers.get("incomplete", ()))

    def _at(self, tokens: Sequence[Token], i: int, stem: Stem, classes: tuple[str, ...]) -> Hit | None:
        length, entries = 0, list[Entry]()
        for parts, entry in self.phrases.get(stem.form, ()):
            if entry.cls not in classes or len(parts) < length:
                continue
            if any(i + k >= len(tokens) or tokens[i + k].form != parts[k] for k in range(1, len(parts))):
                continue
            if len(parts) > length:
                length, entries = len(parts), []
            entries.append(entry)
        return Hit(tuple(entries), i + length, stem.conj, stem.cut) if entries else None

    @cached_property
    def never(self) -> frozenset[str]:
        """Folded words that are no numbers though they look like one with a clitic."""
        return folded(self.numbers.get("never", ()))

    @cached_property
    def proclitic(self) -> bool:
        """Whether the parts of a number are joined by an attached conjunction."""
        return bool(self.numbers.get("joiner") == "proclitic")

    @cached_property
    def ambiguous_dates(self) -> frozenset[str]:
        """Names of months and weekdays that are other words too."""
        return folded(self.dates.get("ambiguous", {}).get("words", ()))

    @cached_property
    def dates_and_names(self) -> frozenset[str]:
        """Names of months that are names of persons too."""
        return folded(self.dates.get("ambiguous", {}).get("names", ()))

    @cached_property
    def introducing_dates(self) -> frozenset[str]:
        """Words beside which an ambiguous name is a date."""
        return folded(self.dates.get("ambiguous", {}).get("introduces", ()))

    @cached_property
    def vague_scales(self) -> frozenset[str]:
        """Words for a vague number that are also parts of exact ones (آلاف)."""
        return folded(form for forms in self.numbers.get("vague", {}).values() for form in forms)

    @cached_property
    def confirming(self) -> frozenset[str]:
        """Words too vague to raise a doubt (``dozen``)."""
        return folded(form for forms in self.numbers.get("confirming", {}).values() for form in forms)

    @cache  # noqa: B019 - one lexicon per language lives as long as the program
    def dual(self, part: str) -> frozenset[str]:
        """Words that tell duals, by their row in the data."""
        return folded(self.numbers.get("dual", {}).get(part, ()))

    @cache  # noqa: B019 - see above
    def context(self, part: str) -> tuple[tuple[str, ...], ...]:
        """Phrases before a number that say more about it, by their row in the data."""
        return tuple(tuple(split(p)) for p in self.numbers.get("context", {}).get(part, ()))


def length_before(document: Document, k: int, phrases: Sequence[tuple[str, ...]], lex: Lexicon) -> int:
    """Words of the longest of `phrases` that ends right before word `k`, in its segment; 0 if none."""
    first = document.segments[document.words[min(k, len(document.words) - 1)].segment].first
    longest = 0
    for parts in phrases:
        forms = [w.form for w in document.words[max(first, k - len(parts)) : k]]
        attached = lex.proclitic and forms and forms[0] == "و" + parts[0]
        if forms == list(parts) or (attached and forms[1:] == list(parts[1:])):
            longest = max(longest, len(parts))
    return longest


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words in the form of tokens."""
    return frozenset(fold(w).lower() for w in words)


def split(phrase: str) -> Iterator[str]:
    """The words and signs of a phrase, folded as tokens are."""
    word = ""
    for char in fold(phrase).lower():
        if char.isalpha() or char.isdigit() or (char in "'." and word and phrase not in {"."}):
            word += char
            continue
        if word:
            yield word
        word = ""
        if not char.isspace():
            yield char
    if word:
        yield word
