"""What every name of the translation is in the source, and which names the article uses for which Arabic words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.names.likeness import Likeness, Match
from qa_translate.checks.names.lists import Entry, Listed, Lists
from qa_translate.checks.names.mentions import Mention, arabic_forms
from qa_translate.ports import Parse

# Letters by which forms of one word are known (Houthi, Houthis).
_STEM = 5
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
        return self.match.same


@dataclass(frozen=True)
class Sightings:
    """All mentions of a translation looked up in its source.

    Attributes:
        bitext: source and translation.
        likeness: compares names with Arabic words.
        lists: names that are not spelled by sound.
        mentions: names of the translation, in order.
        parse: syntax of the translation, or None.
    """

    bitext: Bitext
    likeness: Likeness
    lists: Lists
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
        """Source words of `bead` that no mention of it matches and that the article knows as names."""
        taken = self.accounted(bead)
        return tuple(w for w in self.bitext.source_words(bead) if w.index not in taken and self.names_of(w))

    def listed_target(self, bead: Bead) -> Sequence[Listed]:
        """Listed names in the translation of `bead`."""
        return self._listed(bead)[0]

    def listed_source(self, bead: Bead) -> Sequence[Listed]:
        """Listed names in the source of `bead`."""
        return self._listed(bead)[1]

    def _listed(self, bead: Bead) -> tuple[list[Listed], list[Listed]]:
        found = self._listed_memory.get(bead)
        if found is None:
            target, source = self.bitext.target_words(bead), self.bitext.source_words(bead)
            found = self._listed_memory[bead] = (self.lists.in_target(target), self.lists.in_source(source))
        return found

    @cached_property
    def _listed_memory(self) -> dict[Bead, tuple[list[Listed], list[Listed]]]:
        return {}

    def is_listed(self, sighting: Sighting) -> bool:
        """Whether the mention is part of a listed name, which is looked up in the lists."""
        word = sighting.mention.word
        return any(word in name.words for name in self.listed_target(sighting.bead))

    def listed_beside(self, bead: Bead) -> frozenset[Entry]:
        """Listed names in the source segments beside `bead`."""
        return frozenset(name.entry for name in self.lists.in_source(self._words(self._beside(bead))))

    def anywhere_listed(self, entry: Entry) -> bool:
        """Whether the whole source has a listed name."""
        return entry in self._every_entry

    @cached_property
    def _every_entry(self) -> frozenset[Entry]:
        return frozenset(name.entry for name in self.lists.in_source(self.bitext.source.words))

    def link(self, target: Iterable[Word], source: Iterable[Word]) -> float:
        """The best cosine of a link between two groups of words, 0 where there is none."""
        wanted = {w.index for w in source}
        return max((k.score for w in target for k in self.bitext.links_of_target(w.index) if k.source in wanted), default=0.0)

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
        return not between or (len(between) == 1 and between[0].text.lower() in self.lists.latin["particles"])

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
        """Whether a name stands beside one of the others somewhere, as parts of one name do, or is a form of it."""
        return any((key, other) in self._together or key[:_STEM] == other[:_STEM] for other in keys)

    def related_in(self, bead: Bead, keys: Iterable[str]) -> bool:
        """Whether a mention of `bead` is related to one of the names: it may stand for them there."""
        return any(self.related(s.mention.key, keys) for s in self.of_bead.get(bead, ()))

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
            if s.supported and s.mention.label == "PERSON" and s.match.words[0] in s.linked
        )

    def written(self, word: Word) -> str:
        """How the source writes, where it is a name, the Arabic word that `word` sounds like; "" if nowhere."""
        return next((s.match.words[0].form for s in self.every if s.supported and s.match.words[0].form == word.form), "")

    def word_before(self, word: Word) -> Word | None:
        """The source word before `word` in its segment."""
        before = self.bitext.source.words[word.index - 1] if word.index else None
        return before if before is not None and before.segment == word.segment else None

    def is_noun(self, word: Word) -> bool:
        """Whether a word of the translation is a common noun or an adjective, as far as the parser can tell."""
        if self.parse is None:
            return True
        tokens = [t for t in self.parse.tokens if t.span.overlaps(word.span)]
        return any(t.pos in {"NOUN", "ADJ"} for t in tokens)

    def near(self, sighting: Sighting) -> Match:
        """The counterpart of a mention in the source segments beside its bead."""
        return self.likeness.best(sighting.mention, self._words(self._beside(sighting.bead)))

    def _beside(self, bead: Bead) -> list[int]:
        first, last = bead.source[0], bead.source[-1]
        return [k for k in (first - 2, first - 1, last + 1, last + 2) if 0 <= k < len(self.bitext.source.segments)]

    def anywhere(self, mention: Mention) -> Match:
        """The counterpart of a mention in the whole source."""
        return self.likeness.best(mention, self.bitext.source.words)

    def _words(self, segments: Iterable[int]) -> list[Word]:
        source = self.bitext.source
        return [w for k in segments for w in source.words_of(source.segments[k])]
