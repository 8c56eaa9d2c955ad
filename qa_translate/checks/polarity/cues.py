"""Words of one document that negate or hedge, and what each applies to."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_translate.arabic import fold
from qa_translate.article import Segment, Word
from qa_translate.checks.patterns import Patterns, bare
from qa_translate.checks.polarity.copula import Copula
from qa_translate.checks.polarity.reader import SHORT, Reader, Words
from qa_translate.vocabulary import Table

_ARTICLE = "ال"
# Words before a verb within which another restricts its negation
RESTRICTED = 4


class Weight(enum.StrEnum):
    """How much a cue says."""

    STRONG = "strong"  # must have a counterpart
    LEXICAL = "lexical"  # likewise; negates a noun or an adjective, often in one word on the other side
    INHERENT = "inherent"  # likewise, but synonyms abound
    IDIOM = "idiom"  # a negator that negates nothing: answers one of the other side, and needs no answer
    SOFT = "soft"  # may be the counterpart of another cue


@dataclass(frozen=True, slots=True)
class Cue:
    """One negation or hedge.

    Attributes:
        weight: how much it says.
        words: its words.
        scope: the words that it negates or hedges.
        shared: words beside the scope to which it applies as well ("do not steal or beg"), as far as syntax tells.
        coordinated: it goes on with a negation ("nor").
        governed: a word that is a hedge itself governs it ("fears that it may").
        copular: it negates the predicate of a copula, which may have no word of its own on the other side.
    """

    weight: Weight
    words: Words
    scope: Words
    shared: Words = ()
    coordinated: bool = False
    governed: bool = False
    copular: bool = False

    @property
    def own(self) -> frozenset[int]:
        """Document word indices of the cue itself."""
        return frozenset(w.index for w in self.words)

    @property
    def reach(self) -> frozenset[int]:
        """Document word indices of cue and scope."""
        return frozenset(w.index for w in (*self.words, *self.scope))

    @property
    def shown(self) -> str:
        """Cue and scope as an editor reads them."""
        return " ".join(w.text for w in sorted({*self.words, *self.scope}, key=lambda w: w.index))


def _interjection(cue: Cue, after: Cue | None) -> Cue:
    """A negator before another ("no, he did not") answers nothing and needs no answer."""
    strong = after is not None and cue.weight is after.weight is Weight.STRONG
    if strong and after is not None and cue.words[-1].index + 1 == after.words[0].index:
        return replace(cue, weight=Weight.SOFT)
    return cue


def _place(cue: Cue) -> int:
    return cue.words[0].index


class CueFinder:
    """Finds the cues of one topic (``negation``, ``hedge``) of a language's ``polarity`` vocabulary."""

    def __init__(self, table: Table) -> None:
        labels = ("neutral", "particle", "trailing", "annexed", "unreported", "restrictive", *Weight)
        self._patterns = Patterns({str(label): table.get(str(label), ()) for label in labels})
        self._pluperfect = frozenset(map(fold, table.get("pluperfect", ())))
        self._imperfect = frozenset(map(fold, table.get("imperfect", ())))
        self._feminine = frozenset(map(fold, table.get("feminine", ())))
        self._coordinating = frozenset(map(fold, table.get("coordinating", ())))
        self._governing = Patterns({"governing": table.get("governing", ())})
        self._copula = Copula(table)
        self._prefixes = tuple(table.get("prefixes", ()))
        self._plain = tuple(table.get("plain", ()))
        self._suffixes = tuple(table.get("suffixes", ()))
        self._own_suffixes = {
            Weight.STRONG: tuple(table.get("suffixes_strong", ())),
            Weight.SOFT: tuple(table.get("suffixes_soft", ())),
        }
        self._whether = tuple(table.get("whether", ()))
        self._below = frozenset(map(fold, table.get("below", ())))
        self._restricting = frozenset(map(fold, table.get("restricted_by", ())))
        self._never = frozenset(map(fold, table.get("never", ())))

    def find(self, reader: Reader) -> list[Cue]:
        """All cues of a document, in order."""
        cues = [cue for segment in reader.document.segments for cue in self._in_segment(reader, segment)]
        return [_interjection(cue, after) for cue, after in zip(cues, [*cues[1:], None], strict=False)]

    def _in_segment(self, reader: Reader, segment: Segment) -> Iterator[Cue]:
        yield from sorted((*self._phrases(reader, segment), *self._inflected(reader, segment)), key=_place)

    def _inflected(self, reader: Reader, segment: Segment) -> Iterator[Cue]:
        """Words that hold the cue in their ending, behind what it applies to: Turkish gelmedi, "did not come"."""
        if not any(self._own_suffixes.values()):
            return
        idle = ("neutral", str(Weight.IDIOM))
        found = (words for match, words in reader.matches(self._patterns, segment) if match.label in idle)
        claimed = {w.index for words in found for w in words}
        for word in reader.document.words_of(segment):
            form = bare(word.form)
            for weight, endings in self._own_suffixes.items():
                negated = bool(endings) and form.endswith(endings) and form not in self._never and form not in endings
                if negated and word.index not in claimed and not self._asks(reader, word):
                    yield Cue(Weight.IDIOM if self._is_restricted(reader, word) else weight, (word,), (word,))
                    break

    def _asks(self, reader: Reader, verb: Word) -> bool:
        """Whether a verb stands twice, the second time negated: ulaşılıp ulaşılmayacağı, "whether"."""
        before = reader.before(verb)
        return any(
            verb.form.startswith(before[0].form.removesuffix(ending))
            for ending in self._whether
            if before and before[0].form.endswith(ending)
        )

    def _is_restricted(self, reader: Reader, verb: Word) -> bool:
        """Whether a word before a negated verb makes "only" of it: başka bir şey geçmedi."""
        first = reader.document.segments[verb.segment].first
        near = reader.document.words[max(first, verb.index - RESTRICTED) : verb.index]
        return any(w.form in self._restricting for w in near)

    def _phrases(self, reader: Reader, segment: Segment) -> Iterator[Cue]:
        governing = [words[0] for _, words in reader.matches(self._governing, segment)]
        for match, words in reader.matches(self._patterns, segment):
            if match.label == "neutral" or (match.label == "unreported" and reader.is_reported(words[0])):
                continue
            if match.label == "trailing":
                yield Cue(Weight.STRONG, words, reader.before(words[0]))
                continue
            weight = self._weight(match.label, reader, words)
            predicate = self._copula.predicate(reader, words) if weight is Weight.STRONG else ()
            scope = () if weight is Weight.INHERENT else predicate or reader.scope(words)
            if len(words) > 1 and match.label == Weight.STRONG and not reader.is_light(words[-1]):
                scope = (words[-1], *scope)  # متهم بقتل فلان: the killing is what is alleged
            if words[-1].form in self._below and scope and scope[0].text[:1].isdigit():
                weight = Weight.SOFT
            shared = reader.shared(scope) if weight in (Weight.STRONG, Weight.LEXICAL) else ()
            coordinated = words[0].form in self._coordinating
            governed = any(reader.governs(word, words[0]) for word in governing)
            yield Cue(weight, words, scope, shared, coordinated, governed, bool(predicate))

    def _weight(self, label: str, reader: Reader, words: Words) -> Weight:
        if label == "restrictive":  # "ne ... que": only
            return Weight.IDIOM
        if label == "particle":
            return Weight.STRONG if self._hedges(reader, words[0]) else Weight.SOFT
        if label == "annexed":
            noun = reader.scope(words)
            return Weight.STRONG if noun and not noun[0].form.startswith(_ARTICLE) else Weight.LEXICAL
        return Weight.SOFT if label == "unreported" else Weight(label)

    def affixed(self, word: Word) -> bool:
        """Whether the word may hold a negation in its prefix or suffix (unclear, harmless)."""
        parts = [word.form, *word.form.split("-")]
        return any(self._prefixed(part) or part.endswith(self._suffixes) for part in parts)

    def _prefixed(self, part: str) -> bool:
        """Whether a part of a word begins with a negation: the longest of the beginnings that it has says so."""
        negative = max((len(p) for p in self._prefixes if part.startswith(p)), default=0)
        return negative > max((len(p) for p in self._plain if part.startswith(p)), default=0)

    def _hedges(self, reader: Reader, particle: Word) -> bool:
        """Whether قد stands before an imperfect: 'may'; before a perfect it only stresses that it happened."""
        words = reader.document.words
        if particle.index + 1 >= len(words) or words[particle.index + 1].segment != particle.segment:
            return False
        before = reader.before(particle)
        if before and reader.forms[before[0].index] & self._pluperfect:
            return False
        after = words[particle.index + 1].form
        if after in self._imperfect or (len(after) > SHORT and after.startswith(("ي", "تت", "تست"))):
            return True
        # The perfect of a feminine subject would end in ت, or bear its pronoun behind one.
        agrees = bool(before) and before[0].form in self._feminine
        return agrees and after.startswith("ت") and "ت" not in after[1:]
