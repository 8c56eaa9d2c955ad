"""The speaker and somebody else of the sentence in each other's place: who speaks of whom."""

from __future__ import annotations

from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Frame, Words
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.matching import Pair
from qa_translate.checks.attribution.rules import CHANGED
from qa_translate.checks.attribution.sameness import word_likeness
from qa_translate.checks.attribution.view import View, is_citing, speaks_beside
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# How alike the exchanged ones must be, and by how much more than those in the same place.
LEAST, CLEARLY = 0.65, 0.2
# How many words before and behind the source's verb somebody else may stand.
BEFORE, BEHIND = 8, 16
STRENGTH, UNLINKED = 0.78, -0.1


@dataclass(frozen=True, slots=True)
class _Match:
    """The two most alike words of two phrases."""

    target: Word
    source: Word
    value: float


def crossed_speakers(view: View, pair: Pair) -> list[Finding]:
    """Target speaker is somebody else of the source's sentence, whose speaker is somebody else of the target's."""
    source, target = pair.source, pair.target
    own = source.speaker or source.antecedent
    if view.callings is None or not own or not target.speaker or view.is_heading(target) or source.doubtful:
        return []
    straight = _alike(view, target.speaker, own)
    others = _others(view.bitext.source.words, source)
    said = [w for w in _sentence(view, target.segment) if w not in target.described and w not in target.cue]
    here, there = _alike(view, target.speaker, others), _alike(view, tuple(said), own)
    if here is None or there is None or min(here.value, there.value) < LEAST:
        return []
    if straight is not None and min(here.value, there.value) - straight.value < CLEARLY:
        return []
    if speaks_beside(view, target, source) or is_citing(view, pair):
        return []
    message = (
        f"In the source “{view.source(own)}” says this, to or of “{here.source.text}”; in the translation "
        f"“{view.target(target.speaker)}” says it, to or of “{there.target.text}”."
    )
    strength = STRENGTH + UNLINKED * (not pair.cue_linked)
    return [found(CHANGED, strength, message, target=target.mark, source=source.mark)]


def _others(words: Words, frame: Frame) -> Words:
    """Words near the source's verb that can be no part of its speaker: any noun before it may be one left out."""
    cue = frame.cue[0].index
    near = words[max(0, cue - BEFORE) if frame.speaker else cue : cue + BEHIND]
    own = {w.index for w in (*frame.speaker, *frame.maybe, *frame.cue)}
    return tuple(w for w in near if w.segment == frame.segment and w.index not in own)


def _sentence(view: View, segment: int) -> Words:
    return view.bitext.target.words_of(view.bitext.target.segments[segment])


def _alike(view: View, target: Words, source: Words) -> _Match | None:
    """The most alike words of two phrases, each a name or one that calls somebody something."""
    target = tuple(w for w in content(target) if view.calls_somebody(w))
    source = tuple(w for w in content(source) if view.is_called(w))
    if not target or not source:
        return None
    cosines = view.bitext.cosines(source, target)
    matches = (
        _Match(t, s, word_likeness(view, t, s, float(cosines[i, j])))
        for j, t in enumerate(target)
        for i, s in enumerate(source)
    )
    return max(matches, key=lambda m: m.value)
