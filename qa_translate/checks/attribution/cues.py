"""Word classes of a language without a parser, read from its ``reporting`` vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa_translate.arabic import fold
from qa_translate.checks.attribution.frames import Gender, Kind
from qa_translate.vocabulary import Table

_NUMBERS = {"masculine": Gender.MASCULINE, "feminine": Gender.FEMININE, "plural": Gender.PLURAL}
_SHORTEST_JOINED = 4
_SHORTEST_KNOWN = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue form tells.

    Attributes:
        kind, stance: of the verb.
        gender: of its subject.
        ambiguous: the form is a common noun, too.
        perfect: whether the verb is in the perfect.
        has_object: a pronoun for its object is written onto it, so that a noun behind it is the subject.
        first_alike: without its hamza the form is the present of the first person, too (اعتقد، أعتقد).
    """

    kind: Kind
    stance: str
    gender: Gender
    ambiguous: bool = False
    perfect: bool = False
    has_object: bool = False
    first_alike: bool = False


class WordClasses:
    """Which folded forms are cues, boundaries, hearers and so on."""

    def __init__(self, vocabulary: Table) -> None:
        table = _folded(vocabulary)
        self.conjunctions = tuple(table["conjugation"]["conjunctions"])
        self._future = table["conjugation"]["future"]
        self.cues = _cue_forms(table)
        self._sources, self._phrases = (frozenset(table["source"][k]) for k in ("words", "phrases"))
        self.source_prepositions = frozenset(table["source"]["prepositions"])
        self.relay_prepositions = frozenset(table["relay"]["prepositions"])
        self.relay_pronouns = frozenset(table["relay"]["pronouns"])
        part, address = table["boundary"], table["address"]
        self.boundaries, self.content, self.openers = (frozenset(part[k]) for k in ("words", "content", "openers"))
        self.particles, self.verb_first = frozenset(part["particles"]), frozenset(part["verb_first"])
        self.subjects, self.relatives = frozenset(part["subjects"]), frozenset(part["relatives"])
        self.prepositions, self.no_subject = frozenset(part["prepositions"]), frozenset(part["no_subject"])
        self.resumed = frozenset(part["resumed"])
        self._persons = frozenset(part["persons"])
        self.appositions = frozenset(part["appositions"])
        self.withheld = frozenset(part["withheld"])
        self.topics, self.dropping = frozenset(part["topics"]), frozenset(part["dropping"])
        self.address = frozenset(address["nouns"]) | frozenset(address["participles"])
        self.address_prepositions = frozenset(address["prepositions"])
        self.hearer_pronouns = frozenset(address["pronouns"])
        self.inserted = self.hearer_pronouns | frozenset(address["inserted"])
        self._hearers, self._belonging = frozenset(address["hearers"]), frozenset(address["belonging"])
        self._genders = {end: Gender(kind) for kind, ends in table["hearer_genders"].items() for end in ends}
        self._to, self._to_the = address["prefix"], address["prefix_article"]

    def plain(self, form: str) -> str:
        """`form` without the conjunction written onto its front."""
        return form[1:] if form.startswith(self.conjunctions) else form

    def is_in(self, form: str, words: frozenset[str]) -> bool:
        """Whether `form` is one of `words`, with or without a conjunction."""
        return form in words or self.plain(form) in words

    def is_source(self, form: str, previous: str = "") -> bool:
        """Whether `form` names a source without a verb (بحسب), alone or with the form before it (على حد قول)."""
        return self.is_in(form, self._sources) or f"{previous} {form}" in self._phrases

    def cue(self, form: str) -> tuple[Cue | None, bool]:
        """The cue that `form` is, if any, and whether a conjunction joins it to what stands before."""
        if form in self.cues:
            return self.cues[form], False
        if self.plain(form) in self.cues and self.plain(form) != form:
            return self.cues[self.plain(form)], True
        later = self.cues.get(form[1:]) if form.startswith(self._future) else None
        return (None, False) if later is None or later.perfect else (later, False)  # سامر is no future of أمر

    def is_hearer(self, previous: str, form: str, known: frozenset[str]) -> bool:
        """Whether `form` names, by the prefix "to", whom somebody speaks to.

        Args:
            previous: the form before it: after some words the prefix names an owner.
            form: the form.
            known: all forms of the document: what it has without the prefix is no word that only begins like it.
        """
        if previous in self._belonging:
            return False
        if form in self.hearer_pronouns or form.startswith(self._to_the) or form == self._to:
            return True
        rest = form.removeprefix(self._to)
        return rest != form and (rest in self._hearers or (len(rest) >= _SHORTEST_KNOWN and rest in known))

    def hearer_gender(self, form: str) -> Gender:
        """What the pronoun at the end of `form` says of the one spoken to."""
        ends = (end for end in self._genders if form.endswith(end))
        return self._genders.get(max(ends, key=len, default=""), Gender.UNKNOWN)

    def ends_subject(self, form: str) -> bool:
        """Whether a subject cannot go on with `form`."""
        if form in self._persons:
            return False
        bare = self.plain(form) if len(form) >= _SHORTEST_JOINED else form
        ends = form in self.boundaries or bare in self.boundaries or form in self.address
        return ends or self.is_source(form) or self.cue(form)[0] is not None


def _folded(value: Any) -> Any:
    """The vocabulary with every word, keys too, in the form of `Word.form`."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        return [_folded(v) for v in value]
    return {fold(key): _folded(v) for key, v in value.items()} if isinstance(value, dict) else value


def _cue_forms(table: Table) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for word_list, kind in (("tell", Kind.TELL), ("say", Kind.SAY)):
        for stance, verbs in table[word_list].items():
            for verb in verbs:
                _add_verb(found, table, verb, kind, stance)
    for verb in table["relay"]["verbs"]:
        _add_verb(found, table, verb, Kind.RELAY, "neutral")
    for form in table["ambiguous"]["nouns"]:
        found.pop(form, None)
    for stance, words in table["first"].items():
        found.update((word, Cue(Kind.SAY, stance, Gender.FIRST)) for word in words)
    feminine = table["conjugation"]["feminine"]
    for stance, words in table["continuation"].items():
        for word in words:
            gender = Gender.FEMININE if word.endswith(feminine) else Gender.UNKNOWN
            found.setdefault(word, Cue(Kind.CONTINUATION, stance, gender))
    return found


def _add_verb(found: dict[str, Cue], table: Table, verb: str, kind: Kind, stance: str) -> None:
    """All forms of a verb given as "perfect/imperfect", with a third stem where the perfect loses its last letter."""
    forms, ambiguous = table["conjugation"], table["ambiguous"]["words"]
    perfect, imperfect, *shortened = verb.split("/")
    for pronoun in forms["objects"]:
        for suffix, number in forms["perfect"].items():
            if pronoun in forms["own_objects"] and not suffix:
                continue
            written = forms["shortened_plural"].get(suffix, suffix) if pronoun else suffix
            form = (shortened[0] if shortened and suffix else perfect) + written + pronoun
            alike = not suffix and perfect == forms["first"] + imperfect
            cue = Cue(kind, stance, _NUMBERS[number], form in ambiguous, True, bool(pronoun), alike)
            found.setdefault(form, cue)
        for prefix, gender in forms["imperfect_prefixes"].items():
            for suffix, number in forms["imperfect_suffixes"].items():
                if suffix in forms["second_person"].get(prefix, ()):
                    continue
                stem = shortened[0] if shortened and number else imperfect
                form = prefix + stem + suffix + pronoun
                cue = Cue(kind, stance, _NUMBERS[number or gender], form in ambiguous, has_object=bool(pronoun))
                found.setdefault(form, cue)
