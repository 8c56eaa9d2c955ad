"""What every name of the translation is in the source, and which names the article uses for which Arabic words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.names.likeness import Kind, Likeness, Match
from qa_translate.checks.names.mentions import Mention, arabic_forms
from qa_translate.ports import Parse

_NOBODY: Counter[str] = Counter()


@dataclass(frozen=True)
class Sighting:
    """A mention and its counterpart in the passage aligned with it.

    Attributes:
        mention: the name of the translation.
        bead: the passages that hold it.
        match: its counterpart among the source words of the bead.
        linked: source words that the encoder links to it, the best first.
        cosine: of the best of them; 0 where there is none.
    """

    mention: Mention
    bead: Bead
    match: Match
    linked: tuple[Word, ...]
    cosine: float

    @property
    def supported(self) -> bool:
        """Whether the passage has the name."""
        return self.match.kind is not Kind.NONE


@dataclass(frozen=True)
class Sightings:
    """All mentions of a translation looked up in its source.

    Attributes:
        bitext: source and translation.
        likeness: compares names with Arabic words.
        mentions: names of the translation, in order.
        parse: syntax of the translation, or None.
    """

    bitext: Bitext
    likeness: Likeness
    mentions: Sequence[Mention]
    parse: Parse | None = None

    @cached_property
    def every(self) -> tuple[Sighting, ...]:
        """One sighting per mention whose segment has a counterpart, in order."""
        found = []
        for mention in self.mentions:
            bead = self.bitext.bead_of_target(mention.word.segment)
            if bead is not None and bead.source:
                found.append(self._look(mention, bead))
        return tuple(found)

    def _look(self, mention: Mention, bead: Bead) -> Sighting:
        links = sorted(self.bitext.links_of_target(mention.word.index), key=lambda k: -k.score)
        linked = tuple(self.bitext.source.words[k.source] for k in links)
        match = self.likeness.best(mention, self.bitext.source_words(bead), linked)
        return Sighting(mention, bead, match, linked, links[0].score if links else 0.0)

    @cached_property
    def of_bead(self) -> Mapping[Bead, tuple[Sighting, ...]]:
        """Sightings by bead."""
        found: dict[Bead, list[Sighting]] = defaultdict(list)
        for sighting in self.every:
            found[sighting.bead].append(sighting)
        return {bead: tuple(some) for bead, some in found.items()}

    @cached_property
    def _names(self) -> Mapping[str, Counter[str]]:
        """How often each Arabic form is matched by which key of the translation."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for sighting in self.every:
            if sighting.supported:
                found[sighting.match.form][sighting.mention.key] += 1
        return found

    @cached_property
    def _forms(self) -> Mapping[str, frozenset[str]]:
        """Arabic forms by the key of the translation that they match."""
        found: dict[str, set[str]] = defaultdict(set)
        for form, keys in self._names.items():
            for key in keys:
                found[key].add(form)
        return {key: frozenset(forms) for key, forms in found.items()}

    def names_of(self, word: Word) -> Counter[str]:
        """Keys by which the translation calls an Arabic word anywhere in the article, with how often."""
        return next((self._names[f] for f in arabic_forms(word.text) if f in self._names), _NOBODY)

    def forms_of(self, key: str) -> frozenset[str]:
        """Arabic forms that a key of the translation matches anywhere in the article, each in its own passage."""
        return self._forms.get(key, frozenset())

    def accounted(self, bead: Bead) -> frozenset[int]:
        """Indices of the source words of `bead` that some mention of it matches."""
        found = self._accounted.get(bead)
        if found is None:
            found = frozenset(w.index for s in self.of_bead.get(bead, ()) if s.supported for w in s.match.words)
            self._accounted[bead] = found
        return found

    @cached_property
    def _accounted(self) -> dict[Bead, frozenset[int]]:
        return {}

    def free(self, bead: Bead) -> tuple[Word, ...]:
        """Source words of `bead` that no mention of it matches, and that the article or a list knows as names."""
        taken = self.accounted(bead)
        entries = self.likeness.entries
        return tuple(
            w for w in self.bitext.source_words(bead) if w.index not in taken and (self.names_of(w) or entries(w.text))
        )

    @cached_property
    def runs(self) -> tuple[tuple[Sighting, ...], ...]:
        """Mentions that stand side by side, as the parts of one name do; a particle may stand between them."""
        found: list[list[Sighting]] = []
        for sighting in self.every:
            if found and self._adjoins(found[-1][-1].mention.word, sighting.mention.word):
                found[-1].append(sighting)
            else:
                found.append([sighting])
        return tuple(tuple(run) for run in found)

    def _adjoins(self, first: Word, second: Word) -> bool:
        text = self.bitext.target.text[first.span.end : second.span.start]
        between = [w for w in self.bitext.target.words[first.index + 1 : second.index]]
        if first.segment != second.segment or any(c in text for c in ",;:.()\"“”"):
            return False
        return not between or (len(between) == 1 and between[0].text.lower() in self.likeness.latin["particles"])

    @cached_property
    def _together(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            pair
            for run in self.runs
            for one in run
            for other in run
            for pair in ((one.mention.key, other.mention.key),)
        )

    def related(self, key: str, keys: Iterable[str]) -> bool:
        """Whether a name stands beside one of the others somewhere, as parts of one name do."""
        return any((key, other) in self._together for other in keys)

    def next_part(self, sighting: Sighting) -> Sighting | None:
        """The mention that follows as the next part of the same name."""
        for run in self.runs:
            for one, other in pairwise(run):
                if one is sighting:
                    return other
        return None

    def is_person(self, word: Word) -> bool:
        """Whether the article calls an Arabic word by a name of a person that is linked to it."""
        return any(f in self._persons for f in arabic_forms(word.text))

    @cached_property
    def _persons(self) -> frozenset[str]:
        return frozenset(
            s.match.form
            for s in self.every
            if s.match.kind is Kind.SOUND and s.mention.label == "PERSON" and s.match.words[0] in s.linked
        )

    def is_content(self, word: Word) -> bool:
        """Whether a word of the translation is a noun, verb, adjective or adverb, as far as the parser can tell."""
        if self.parse is None:
            return True
        tokens = [t for t in self.parse.tokens if t.span.overlaps(word.span)]
        return any(t.pos in {"NOUN", "VERB", "ADJ", "ADV"} for t in tokens)

    def near(self, sighting: Sighting) -> Match:
        """The counterpart of a mention in the source segments beside its bead."""
        first, last = sighting.bead.source[0], sighting.bead.source[-1]
        around = [k for k in (first - 2, first - 1, last + 1, last + 2) if 0 <= k < len(self.bitext.source.segments)]
        return self.likeness.best(sighting.mention, self._words(around))

    def anywhere(self, mention: Mention) -> Match:
        """The counterpart of a mention in the whole source."""
        return self.likeness.best(mention, self.bitext.source.words)

    def _words(self, segments: Iterable[int]) -> list[Word]:
        source = self.bitext.source
        return [w for k in segments for w in source.words_of(source.segments[k])]
