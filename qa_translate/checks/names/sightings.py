"""What every name of the translation is in the source, and which names the article uses for which Arabic words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.names.exonyms import Exonyms
from qa_translate.checks.names.likeness import SURE, Likeness, Match
from qa_translate.checks.names.listings import Listings, words_beside
from qa_translate.checks.names.lists import Lists
from qa_translate.checks.names.mentions import Mention, Spelling
from qa_translate.checks.names.runs import Runs, Sighting
from qa_translate.ports import Parse, Token
from qa_translate.romanise import arabic_forms

# Segments of the parts in which a long source is searched.
_PART = 200
# Share of persons and places with a counterpart below which the two texts do not belong together.
_FIT = 0.4
_FEW = 20
_NOBODY: Counter[str] = Counter()
# Evidence per letter (nats) of a name that only its link makes the same; letters by which two words begin alike.
HARDLY, _BEGINNING = 0.3, 2
_ARTICLE = "ال"


@dataclass(frozen=True)
class Sightings:
    """All mentions of a translation looked up in its source.

    Attributes:
        bitext: source and translation.
        likeness: compares names with Arabic words.
        lists: names that are not spelled by sound.
        exonyms: further ones, which support a name of the translation and say nothing against another.
        mentions: names of the translation, in order.
        parse: syntax of the translation, or None.
    """

    bitext: Bitext
    likeness: Likeness
    lists: Lists
    exonyms: Exonyms
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
        words = self.bitext.source_words(bead)
        match = self.likeness.best(mention, words, linked)
        if not match.same:
            named = next(
                filter(None, (self.exonyms.counterpart(k, words) for k in self._spelling.stems(mention.key))), ()
            )
            match = Match.listed(named) if named else match
        return Sighting(mention, bead, match, linked, links[0].score if links else 0.0)

    @cached_property
    def fit(self) -> bool:
        """Whether enough names have a counterpart that the passages can be held to say the same."""
        sounded = [s for s in self.every if s.mention.sounded]
        return len(sounded) < _FEW or sum(s.supported for s in sounded) >= _FIT * len(sounded)

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
                found[self._spelling.stems(key)[-1]].add(form)
        return {key: frozenset(forms) for key, forms in found.items()}

    def names_of(self, word: Word) -> Counter[str]:
        """Keys by which the translation calls an Arabic word anywhere in the article, with how often."""
        return next((self._names[f] for f in arabic_forms(word.text) if f in self._names), _NOBODY)

    def forms_of(self, key: str) -> frozenset[str]:
        """Arabic forms that a key of the translation matches anywhere in the article, each in its own passage."""
        return self._forms.get(self._spelling.stems(key)[-1], frozenset())

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

    @cached_property
    def runs(self) -> Runs:
        """Which mentions stand side by side."""
        return Runs(self.every, self.bitext.target, frozenset(self.lists.latin["particles"]))

    @cached_property
    def listings(self) -> Listings:
        """Listed names of both texts."""
        return Listings(self.bitext, self.lists)

    def link(self, target: Iterable[Word], source: Iterable[Word]) -> float:
        """The best cosine of a link between two groups of words, 0 where there is none."""
        wanted = {w.index for w in source}
        links = (k for w in target for k in self.bitext.links_of_target(w.index))
        return max((k.score for k in links if k.source in wanted), default=0.0)

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

    def is_other_elsewhere(self, sighting: Sighting) -> bool:
        """Whether a mention hardly sounds like its counterpart here, and surely like another word elsewhere."""
        sure = self._sure_forms.get(self._spelling.stems(sighting.mention.key)[-1], frozenset())
        here = sighting.match.form.removeprefix(_ARTICLE)[:_BEGINNING]
        apart = all(form.removeprefix(_ARTICLE)[:_BEGINNING] != here for form in sure)
        return bool(sure) and apart and sighting.match.evidence < HARDLY

    @cached_property
    def _sure_forms(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for sighting in self.every:
            if sighting.supported and sighting.match.evidence >= SURE:
                found[self._spelling.stems(sighting.mention.key)[-1]].add(sighting.match.form)
        return {key: frozenset(forms) for key, forms in found.items()}

    def is_place(self, mention: Mention) -> bool:
        """Whether a mention is a country or city that the locale data names."""
        return any(self.exonyms.is_place(stem) for stem in self._spelling.stems(mention.key))

    def is_title(self, word: Word) -> bool:
        """Whether a word of the translation is one that stands before a person's name."""
        return self._spelling.key(word.text) in self._title_words

    @cached_property
    def _title_words(self) -> frozenset[str]:
        return frozenset(self.lists.latin["titles"])

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling.of(self.lists.latin)

    def is_written_as_name(self, word: Word) -> bool:
        """Whether a mention anywhere matches the Arabic word in exactly this spelling."""
        return word.form in self._written

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(s.match.words[0].form for s in self.every if s.supported)

    def near(self, sighting: Sighting) -> Match:
        """The counterpart of a mention in the source segments beside its bead."""
        return self.likeness.best(sighting.mention, words_beside(self.bitext, sighting.bead))

    def anywhere(self, sighting: Sighting) -> Match:
        """The counterpart of a mention in the whole source (of a very long one, in the part around the passage)."""
        part = sighting.bead.source[0] // _PART
        key = sighting.mention.parts, part
        if key not in self._anywhere:
            self._anywhere[key] = self.likeness.best_alone(sighting.mention, self._around(part))
        return self._anywhere[key]

    @cached_property
    def _anywhere(self) -> dict[tuple[tuple[str, ...], int], Match]:
        return {}

    def _around(self, part: int) -> list[Word]:
        found = self._parts.get(part)
        if found is None:
            source = self.bitext.source
            segments = source.segments[max(0, part - 1) * _PART : (part + 2) * _PART]
            words = (w for segment in segments for w in source.words_of(segment))
            found = self._parts[part] = list({w.form: w for w in words}.values())
        return found

    @cached_property
    def _parts(self) -> dict[int, list[Word]]:
        return {}

    def beside_parts(self, sighting: Sighting) -> tuple[Word, ...]:
        """Source words right beside the counterparts of the parts of a name between which a mention stands."""
        words, found = self.bitext.source.words, []
        before, after = self.runs.part_before(sighting), self.runs.next_part(sighting)
        if before is not None and before.supported:
            found.append(before.match.words[-1].index + 1)
        if after is not None and after.supported:
            found.append(after.match.words[0].index - 1)
        inside = {w.index for w in self.bitext.source_words(sighting.bead)}
        return tuple(words[k] for k in found if k in inside)

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the translation writes in lower case anywhere."""
        return frozenset(w.text for w in self.bitext.target.words if w.text.islower())

    def token(self, word: Word) -> Token | None:
        """The syntactic token with which a word of the translation begins."""
        return self._tokens.get(word.span.start)

    @cached_property
    def _tokens(self) -> dict[int, Token]:
        return {t.span.start: t for t in self.parse.tokens} if self.parse is not None else {}
