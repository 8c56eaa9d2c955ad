"""Terms that a glossary translates otherwise, and phrases that it forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_translate.article import Span, Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Finding, Rule, Severity
from qa_translate.glossary import Term
from qa_translate.phrases import Keys, Part, Place, parts_of, phrase_of, places

TERMINOLOGY = Rule(
    "terminology",
    Category.TERMINOLOGY,
    Severity.MINOR,
    "A term of the glossary is not translated as the glossary says, or a phrase is used that it forbids.",
    "A house has agreed on one name for one thing, so that readers know that it is the same.",
    "Glossary: السلطة الوطنية, Palestinian Authority; translation: 'the National Power announced'.",
    "The source's word means something else here, or a shorter form was chosen on purpose. Without a source only "
    "entries that forbid a phrase whatever the source says are looked for.",
)
RULES = (TERMINOLOGY,)

_FORBIDDEN = 0.9
_FIRST = 0.7
_AGAIN = 0.6
_LONGEST = 6
"""Words of the translation that one term is taken to be rendered by at most."""

_SHORT = 3
"""Letters of a word that alone may stand for a whole term."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A term as it is looked for."""

    term: Term
    source: tuple[tuple[Keys, ...], ...]
    preferred: tuple[tuple[Keys, ...], ...]
    forbidden: tuple[tuple[Keys, ...], ...]

    @property
    def surnames(self) -> tuple[tuple[Keys, ...], ...]:
        """The last word of each name of a person in the source."""
        return tuple(phrase[-1:] for phrase in self.source if self.term.person and len(phrase) > 1)

    @property
    def short(self) -> tuple[tuple[Keys, ...], ...]:
        """What will do once the whole was there: a person's surname, any longer word of another term."""
        if self.term.person:
            return tuple(phrase[-1:] for phrase in self.preferred)
        return tuple((key,) for phrase in self.preferred for key in phrase if max(map(len, key)) > _SHORT)


def check(case: Case) -> Iterator[Finding]:
    """Every term of the glossary, passage by passage."""
    if not case.glossary:
        return
    target_lang = case.translation.lang
    source_lang = case.source.lang if case.source is not None else case.article.source_lang
    wanted = [
        _Wanted(
            term,
            tuple(phrase_of(text, source_lang) for text in term.source),
            tuple(phrase_of(text, target_lang) for text in term.preferred),
            tuple(phrase_of(text, target_lang) for text in term.forbidden),
        )
        for term in case.glossary.terms
    ]
    yield from _whatever_the_source_says(case, [each for each in wanted if not each.source])
    if case.bitext is not None:
        yield from _Passages(case, case.bitext, [each for each in wanted if each.source]).findings()


def _whatever_the_source_says(case: Case, wanted: Sequence[_Wanted]) -> Iterator[Finding]:
    parts = parts_of(case.translation.words, case.translation.lang)
    for each in wanted:
        for place in _forbidden(each, parts):
            yield _finding(case, each, _words(parts, place), (), _FORBIDDEN, "is not to be used")


class _Passages:
    """The aligned passages of one article, as terms are looked for in them."""

    def __init__(self, case: Case, bitext: Bitext, wanted: Sequence[_Wanted]) -> None:
        self._case = case
        self._bitext = bitext
        self._wanted = wanted
        self._beads = [bead for bead in bitext.beads if bead.source and bead.target]
        self._sources = [parts_of(bitext.source_words(bead), bitext.source.lang) for bead in self._beads]
        self._targets = [parts_of(bitext.target_words(bead), bitext.target.lang) for bead in self._beads]

    def findings(self) -> Iterator[Finding]:
        """The marks of every passage, those of its forbidden phrases first."""
        met: set[int] = set()
        for k in range(len(self._beads)):
            for number, place in self._terms_in(k, met):
                yield from self._judged(k, self._wanted[number], place, again=number in met)
                met.add(number)

    def _terms_in(self, bead: int, met: set[int]) -> list[tuple[int, Place]]:
        """The terms that a passage's source holds, each once; where two overlap, the longer one."""
        parts = self._sources[bead]
        every: list[tuple[int, Place]] = []
        for number, each in enumerate(self._wanted):
            phrases = (*each.source, *(each.surnames if number in met else ()))
            every += [(number, place) for phrase in phrases for place in places(phrase, parts)]
        every.sort(key=lambda pair: (pair[1].first - pair[1].last, pair[1].first, pair[0]))
        kept: list[tuple[int, Place]] = []
        for number, place in every:
            if not any(number == n or (place.overlaps(p) and len(p) > len(place)) for n, p in kept):
                kept.append((number, place))
        return sorted(kept, key=lambda pair: pair[1].first)

    def _judged(self, bead: int, wanted: _Wanted, place: Place, *, again: bool) -> Iterator[Finding]:
        """The mark of one term in one passage, if it deserves one."""
        parts = self._targets[bead]
        source = _words(self._sources[bead], place)
        forbidden = list(_forbidden(wanted, parts))
        if forbidden:
            yield _finding(self._case, wanted, _words(parts, forbidden[0]), source, _FORBIDDEN, "is not to be used")
            return
        if not wanted.preferred or self._is_there(wanted.preferred, bead):
            return
        surname_only = wanted.term.person and len(place) == 1 and any(len(phrase) > 1 for phrase in wanted.source)
        if (again or surname_only) and self._is_there(wanted.short, bead):
            return
        rendered = self._rendered(self._beads[bead], source)
        if rendered and not (again and _only_pronouns(rendered)):
            said = "the glossary writes" if wanted.term.person else "the glossary says"
            strength = _AGAIN if again else _FIRST
            yield _finding(self._case, wanted, rendered, source, strength, f"stands for “{_text(source)}”; {said}")

    def _is_there(self, phrases: Sequence[Sequence[Keys]], bead: int) -> bool:
        """Whether a passage has one of `phrases`, or one beside it has, whose own source lacks the term."""
        near = self._targets[max(0, bead - 1) : bead + 2]
        return any(True for parts in near for phrase in phrases for _ in places(phrase, parts))

    def _rendered(self, bead: Bead, source: Sequence[Word]) -> tuple[Word, ...]:
        """The words of the translation that stand for `source`: those linked to it, else the likest one."""
        within = {word.index for word in self._bitext.target_words(bead)}
        linked = [word for word in self._bitext.to_target(source) if word.index in within]
        run = _longest_run(linked)
        if run:
            return run
        words = [word for word in self._bitext.target_words(bead) if len(word.form) > _SHORT]
        if not words:
            return ()
        likeness = self._bitext.cosines(source, words).max(axis=0)
        return (words[int(likeness.argmax())],)


def _longest_run(words: Sequence[Word]) -> tuple[Word, ...]:
    """The longest stretch of words that stand together, a word between them at most."""
    runs: list[list[Word]] = [[]]
    for word in words:
        near = runs[-1] and word.index - runs[-1][-1].index <= 2 and word.segment == runs[-1][-1].segment
        if near and word.index - runs[-1][0].index < _LONGEST:
            runs[-1].append(word)
        else:
            runs.append([word])
    longest: list[Word] = max(runs, key=len)
    return tuple(longest)


def _only_pronouns(words: Sequence[Word]) -> bool:
    """Whether all of `words` are too short to be a name of anything."""
    return all(len(word.form) <= _SHORT for word in words)


def _forbidden(wanted: _Wanted, parts: Sequence[Part]) -> Iterator[Place]:
    """Where a phrase stands that the term forbids, and is no part of one that it wants."""
    fine = [place for phrase in wanted.preferred for place in places(phrase, parts)]
    for phrase in wanted.forbidden:
        for place in places(phrase, parts):
            if not any(place.within(other) for other in fine):
                yield place


def _finding(
    case: Case, wanted: _Wanted, target: Sequence[Word], source: Sequence[Word], strength: float, said: str
) -> Finding:
    term = wanted.term
    words = Span.hull(word.span for word in target)
    message = f"“{words.of(case.translation.text)}” {said}"
    if term.preferred:
        choice = " or ".join(f"“{text}”" for text in term.preferred)
        message += f" {choice}" if said.endswith(("says", "writes")) else f"; the glossary says {choice}"
    message += f" ({term.note})." if term.note else "."
    made = found(
        TERMINOLOGY,
        strength,
        message,
        target=words,
        source=Span.hull(word.span for word in source) if source else None,
    )
    return replace(made, severity=Severity.MAJOR) if term.person else made


def _words(parts: Sequence[Part], place: Place) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(part.word for part in parts[place.first : place.last]))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _unable(case: Case) -> dict[str, str]:
    """Without a glossary there is nothing to look for; one for other languages is to be said."""
    if case.glossary or not case.glossary.given:
        return {}
    languages = f"{case.article.source_lang} and {case.translation.lang}"
    return {TERMINOLOGY.name: f"the glossary has no term for {languages}"}


FAMILY = Family("terminology", RULES, check, _unable)
