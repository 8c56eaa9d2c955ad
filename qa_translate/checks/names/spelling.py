"""One name spelled in two ways within a translation (`inconsistent-name-spelling`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from qa_translate.checks.family import found
from qa_translate.checks.names.mentions import Mention
from qa_translate.checks.names.rules import INCONSISTENT_SPELLING
from qa_translate.checks.names.sightings import Sightings
from qa_translate.finding import Finding
from qa_translate.romanise import fold_latin

# One Arabic word behind both spellings; without a source only the letters say so.
SAME_ARABIC = 0.55
LETTERS_ALONE = 0.3
_SHORTEST = 4
_VOWELS = "aeiouyhw"
_SAME_SOUND = str.maketrans("cqz", "kks")


def two_spellings(mentions: Sequence[Mention], sightings: Sightings | None) -> Iterator[Finding]:
    """Findings about the rarer, or later, of two spellings of one name."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.proper and mention.label != "NORP" and not (mention.heading or mention.acronym):
            places[mention.key].append(mention)
    arabic = _arabic(sightings) if sightings else {}
    for one, other in _near_pairs(places):
        # What differs in a particle alone ("al-Alaoui", then "Alaoui") is one spelling.
        if not _alike(one, other) or set(places[one][0].parts) & set(places[other][0].parts):
            continue
        strength = _strength(arabic.get(one), arabic.get(other), places[one] + places[other])
        if strength > 0:
            yield _finding(places[one], places[other], strength)


def _arabic(sightings: Sightings) -> Mapping[str, Counter[str]]:
    found_: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in sightings.every:
        if sighting.supported:
            found_[sighting.mention.key][sighting.match.form] += 1
    return found_


def _strength(one: Counter[str] | None, other: Counter[str] | None, places: Sequence[Mention]) -> float:
    if one is None or other is None:
        persons = all(m.label == "PERSON" for m in places)
        return LETTERS_ALONE if persons else 0.0
    return SAME_ARABIC if set(one) & set(other) else LETTERS_ALONE * all(m.label == "PERSON" for m in places)


def _near_pairs(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that may be alike: those with the same consonants, or the same but for a letter."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        word = fold_latin(key)
        for label in {_skeleton(word).upper(), word, *(word[:k] + word[k + 1 :] for k in range(1, len(word)))}:
            groups[label].append(key)
    seen = {pair: None for group in groups.values() for pair in combinations(group, 2)}
    yield from seen


def _alike(one: str, other: str) -> bool:
    """Whether two keys differ as two spellings of one name do, and not as a word and its inflection."""
    left, right = fold_latin(one), fold_latin(other)
    if left == right or left[:1] != right[:1] or min(len(left), len(right)) < _SHORTEST:
        return False
    if left.startswith(right) or right.startswith(left):
        return False
    return _skeleton(left) == _skeleton(right) or _distance(left, right) == 1


def _skeleton(word: str) -> str:
    bones = [c for c in word.translate(_SAME_SOUND) if c not in _VOWELS]
    return "".join(c for k, c in enumerate(bones) if k == 0 or bones[k - 1] != c)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _finding(one: Sequence[Mention], other: Sequence[Mention], strength: float) -> Finding:
    usual, odd = (one, other) if len(one) >= len(other) else (other, one)
    # Of two that are as frequent, the later one is what a reader stumbles over.
    if len(one) == len(other) and one[0].word.index > other[0].word.index:
        usual, odd = other, one
    return found(
        INCONSISTENT_SPELLING,
        strength,
        f"“{odd[0].text}” is spelled “{usual[0].text}” elsewhere in the translation.",
        target=odd[0].word.span,
    )
