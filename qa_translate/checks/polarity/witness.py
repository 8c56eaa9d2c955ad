"""What the back-translation says about a doubt."""

from __future__ import annotations

from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.polarity.classes import Opposites
from qa_translate.checks.polarity.doubts import Doubt, differences
from qa_translate.checks.polarity.reader import Words
from qa_translate.checks.polarity.text import Text

# A doubt weaker than this points at no sure word: the back-translation cannot mend that
SURE_PLACE = 0.5
# How far a doubt moves towards certainty where the back-translation shows it as well, and what remains of it where not
CONFIRMED, UNCONFIRMED = 0.4, 0.8


class Witness:
    """The same comparison with the back-translation in place of one side.

    A back-translation into the source's language is compared with the source: what the draft lost, it lost as well. A
    pivot (another rendering of the source) is compared with the translation: it has what the draft lost.
    """

    def __init__(self, case: Case, source: Text, target: Text, opposites: Opposites) -> None:
        self._pivot = case.back_is_pivot
        self._bitext = case.retranslation if self._pivot else case.round_trip
        self._seen: set[tuple[str, int]] = set()  # rule and word of what the back-translation shows as well
        if self._bitext is None:
            return
        back = Text.read(self._bitext.source if self._pivot else self._bitext.target)
        if back is None:
            self._bitext = None
            return
        sides = (back, target) if self._pivot else (source, back)
        found = differences(self._bitext, *sides, opposites)
        self._seen = {(doubt.rule.name, w.index) for doubt in found for w in self._shared(doubt)}

    def weigh(self, doubt: Doubt) -> float:
        """The strength of `doubt`, with the back-translation's word taken into account."""
        words = self._shared(doubt)
        if self._bitext is None or not words or not _covers(self._bitext, words[0].segment, pivot=self._pivot):
            return doubt.strength
        if any((doubt.rule.name, w.index) in self._seen for w in words):
            raised = doubt.strength + (1 - doubt.strength) * CONFIRMED
            return round(raised if doubt.strength >= SURE_PLACE else doubt.strength, 3)
        return round(doubt.strength * UNCONFIRMED, 3)

    def _shared(self, doubt: Doubt) -> Words:
        return doubt.target if self._pivot else doubt.source


def _covers(bitext: Bitext, segment: int, *, pivot: bool) -> bool:
    """Whether the back-translation has a counterpart of the segment at all."""
    bead = bitext.bead_of_target(segment) if pivot else bitext.bead_of_source(segment)
    return bead is not None and bool(bead.source) and bool(bead.target)
