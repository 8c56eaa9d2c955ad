"""Words rendered by a word that excludes them: the ends of a scale, and stances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa_translate.bitext import Bitext
from qa_translate.checks.patterns import Patterns
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.reader import Reader, Words
from qa_translate.checks.polarity.sides import Sides
from qa_translate.vocabulary import Table

# The table of opposites whose exchange reverses what is said; the others change a stance
DIRECTION = "direction"
# Cosine of a link above which a word has its partner
FIRM = 0.6
# Words between two that face each other without a link
FACING = 6
# ... and what counts as more than any of them
FAR_OFF = 1000
# Words before an end of a scale within which a negation may turn it, and what ends a clause
AFAR, CLAUSE_END = 7, ",.;:،؛()!?؟"


@dataclass(frozen=True, slots=True)
class Classed:
    """An occurrence of vocabulary of one or several classes."""

    classes: frozenset[str]
    words: Words


@dataclass(frozen=True, slots=True)
class Clash:
    """Words of both sides that exclude each other.

    Attributes:
        source, target: the words.
        classes: all classes of both.
        group: which table of opposites says so (``direction``, ``stance``).
        cosine: of their link; 0 where they are not linked, but the only ones of their scale, at the same place.
        mutual: each is the other's best match.
    """

    source: Words
    target: Words
    classes: frozenset[str]
    group: str
    cosine: float = 0.0
    mutual: bool = False


class Opposites:
    """Which classes exclude each other, which may render each other, and which a negation turns from afar."""

    def __init__(self, table: Table) -> None:
        self._group: dict[frozenset[str], str] = {
            frozenset(pair): group for group in table for pair in table[group].get("pairs", ())
        }
        self._litotes = {frozenset(pair) for pair in table.get("litotes", {}).get("classes", ())}
        self._kin: dict[str, str] = {
            name: "/".join(kin) for kin in table.get("kin", {}).get("groups", ()) for name in kin
        }
        self._turned = frozenset(table.get("turned", {}).get("classes", ()))
        toned = table.get("toned_down", {})
        self._plain, self._firm = frozenset(toned.get("by", ())), frozenset(toned.get("unless", ()))

    def group(self, a: frozenset[str], b: frozenset[str]) -> str:
        """The table that sets `a` against `b`, or "" if they share a class or nothing sets them apart."""
        if a & b:
            return ""
        return next((g for x in a for y in b if (g := self._group.get(frozenset((x, y)), ""))), "")

    def opposed(self, source: frozenset[str], target: frozenset[str]) -> str:
        """Like `group`, of a word and what renders it: a plain verb of saying tones a stronger one down."""
        toned_down = target & self._plain and not source & self._firm
        return "" if toned_down else self.group(source, target)

    def exclude(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether the negation of `a` may be said with `b`: also opposites too loose to raise a doubt."""
        return bool(self.group(a, b)) or any(frozenset((x, y)) in self._litotes for x in a for y in b if not a & b)

    def with_kin(self, found: Iterable[Classed]) -> list[Classed]:
        """Classed words that also share a class with those that may render them."""
        return [
            replace(c, classes=c.classes | {self._kin[name] for name in c.classes if name in self._kin}) for c in found
        ]

    def is_turned(self, classes: frozenset[str]) -> bool:
        """Whether a negation anywhere before words of `classes` in their clause may turn what they say."""
        return bool(classes & self._turned)


class ClassFinder:
    """Finds classed words by the ``classes`` of a language's vocabulary."""

    def __init__(self, table: Table) -> None:
        self._patterns = Patterns(table["classes"])

    def find(self, reader: Reader) -> dict[int, list[Classed]]:
        """Classed words by segment."""
        found: dict[int, list[Classed]] = defaultdict(list)
        for segment in reader.document.segments:
            at: dict[tuple[int, ...], set[str]] = defaultdict(set)
            words_at: dict[tuple[int, ...], Words] = {}
            for match, words in reader.matches(self._patterns, segment, every=True):
                at[match.places].add(match.label)
                words_at[match.places] = words
            found[segment.index] = [Classed(frozenset(classes), words_at[k]) for k, classes in at.items()]
        return found


def clashes(
    forward: Sides, backward: Sides, opposites: Opposites, source: list[Classed], target: list[Classed]
) -> Iterator[Clash]:
    """Linked words that exclude each other, and lone ends of one scale, in one bead."""
    bitext = forward.bitext
    pairs = [
        (s, t)
        for s in source
        for t in target
        if s.classes & t.classes and (_link(bitext, s, t) or _same_scale_alone(s, t, source, target))
    ]
    answered = {id(c) for pair in pairs for c in pair} - _crowded_out(forward, opposites, pairs, source)
    known = {(c in target, w.index) for c in (*source, *target) if id(c) in answered for w in c.words}
    left = [c for c in (*source, *target) if id(c) not in answered]
    for t in target:
        if id(t) in answered:
            continue
        for s in source:
            if id(s) in answered or not (group := opposites.opposed(s.classes, t.classes)):
                continue
            link = _link(bitext, s, t)
            inside = known | {(True, w.index) for w in t.words} | {(False, w.index) for w in s.words}
            free = not _elsewhere(forward, s.words, inside) and not _elsewhere(backward, t.words, inside)
            if link and (link[1] or free):
                yield Clash(s.words, t.words, s.classes | t.classes, group, *link)
            elif not link and free and _lone(opposites, s, t, left) and _facing(forward, s, t):
                yield Clash(s.words, t.words, s.classes | t.classes, group)


def _crowded_out(
    forward: Sides, opposites: Opposites, pairs: list[tuple[Classed, Classed]], source: list[Classed]
) -> set[int]:
    """Ids of the words of the translation that another one, nearer to where it belongs, leaves without a counterpart.

    "left after he sold it, and was not seen since" has two words for one بعد: only one of them can render it, and
    the other one stands for the قبل that nothing renders.
    """
    taken, gone = {id(s) for s, _ in pairs}, set()
    for _, t in pairs:
        own = [s for s, other in pairs if other is t]
        rivals = [(s, other) for s, other in pairs if len(own) == 1 and s is own[0] and other is not t]
        free = [s for s in source if id(s) not in taken and opposites.opposed(s.classes, t.classes)]
        if not any(_off(forward, s, t) <= FACING for s in free):
            continue
        if any(_off(forward, s, other) <= FACING < _off(forward, s, t) for s, other in rivals):
            gone.add(id(t))
    return gone


def _off(forward: Sides, s: Classed, t: Classed) -> int:
    """Words between `t` and where the neighbours of `s` are rendered."""
    place = forward.beside(s.words[-1])
    return abs(place[1] - t.words[0].index) if place else FAR_OFF


def _same_scale_alone(s: Classed, t: Classed, source: list[Classed], target: list[Classed]) -> bool:
    shared = s.classes & t.classes
    return sum(bool(c.classes & shared) for c in source) == sum(bool(c.classes & shared) for c in target)


def _lone(opposites: Opposites, s: Classed, t: Classed, left: list[Classed]) -> bool:
    """Whether no other unanswered word of the bead belongs to the scale of `s` and `t`."""
    scale = s.classes | t.classes
    others = [c for c in left if c is not s and c is not t]
    return not any(c.classes & scale or opposites.group(c.classes, scale - c.classes) for c in others)


def _facing(forward: Sides, s: Classed, t: Classed) -> bool:
    place = forward.place(Cue(Weight.SOFT, s.words, ()))
    return place is not None and abs(place[1] - t.words[0].index) <= FACING


def _elsewhere(sides: Sides, words: Words, known: set[tuple[bool, int]]) -> bool:
    """Whether `words` have a sure partner of their own that is not `known` to render another word."""
    links = (link for w in words for link in sides.links(w.index))
    return any(m and c >= FIRM and not sides.light(k) and (sides.from_source, k) not in known for c, k, m in links)


def _link(bitext: Bitext, s: Classed, t: Classed) -> tuple[float, bool] | None:
    wanted = {w.index for w in s.words}
    links = [(k.score, k.mutual) for w in t.words for k in bitext.links_of_target(w.index) if k.source in wanted]
    return max(links, default=None)


def opposed(opposites: Opposites, a: Words, b: Words, classed: list[Classed]) -> bool:
    """Whether any of the words `a` excludes any of `b`: "not reject" is "accept"."""

    def of(words: Words) -> list[frozenset[str]]:
        inside = {(w.segment, w.index, w.text) for w in words}
        return [c.classes for c in classed if any((w.segment, w.index, w.text) in inside for w in c.words)]

    return any(opposites.exclude(x, y) for x in of(a) for y in of(b))


def negated(words: Iterable[int], cues: Iterable[Cue]) -> bool:
    """Whether an odd number of firm negations applies to any of `words`."""
    inside = frozenset(words)
    return sum(bool(inside & {w.index for w in c.scope} and not inside & c.own) for c in cues) % 2 == 1


def negated_from_afar(words: Words, cues: Iterable[Cue], text: str) -> bool:
    """Whether a firm negation stands before `words` in their clause, within some words, whatever it applies to."""
    first, own = words[0], {w.index for w in words}
    for cue in cues:
        last = cue.words[-1]
        near = cue.weight is Weight.STRONG and 0 < first.index - last.index <= AFAR and last.segment == first.segment
        if near and not own & cue.own and not any(c in CLAUSE_END for c in text[last.span.end : first.span.start]):
            return True
    return False


def said_otherwise(cue: Cue, opposites: Opposites, here: list[Classed], there: list[Classed], text: str) -> bool:
    """Whether `cue` turns a bound that the other side does not set ("only in May": not before May).

    Args:
        cue: a negation.
        opposites: see there.
        here, there: classed words of the cue's side of a bead, and of the other.
        text: of the cue's side.
    """
    ends = [c.classes for c in here if opposites.is_turned(c.classes) and negated_from_afar(c.words, [cue], text)]
    return any(not any(classes & c.classes for c in there) for classes in ends)
