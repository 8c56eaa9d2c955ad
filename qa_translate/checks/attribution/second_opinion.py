"""What the back-translation says of a doubt: it renders the draft, so it repeats what is really wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_translate.arabic import light_stem
from qa_translate.article import Side, Span
from qa_translate.case import Case
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.frames import Frame, Words
from qa_translate.checks.attribution.likeness import content, share_stem
from qa_translate.checks.attribution.matching import Pair, pair_frames
from qa_translate.checks.attribution.wording import is_by_words
from qa_translate.checks.family import seconded
from qa_translate.finding import Finding

# How much the back-translation moves a doubt's strength where it repeats or denies it.
REPEATED, HEARD, DENIED = 0.1, 0.2, -0.12


class SecondOpinion:
    """Frames of the source paired with those of a round trip.

    Attributes:
        frames: of the round trip.
        pairs: of the source and the round trip.
    """

    def __init__(self, case: Case, source: Sequence[Frame]) -> None:
        self.frames: Sequence[Frame] = ()
        self.pairs: Sequence[Pair] = ()
        self._back: dict[Span, Frame] = {}
        if case.round_trip is None:
            return
        table = case.vocabulary.topic(case.round_trip.source.lang, "reporting", Side.SOURCE)
        if table is not None and not is_by_words(table):
            self.frames = PatternFrames(table).find(case.round_trip.target)
            self.pairs = pair_frames(case.round_trip, source, self.frames)
            self._back = {p.source.span: p.target for p in self.pairs if p.cue_linked}

    def weighed(self, finding: Finding, frame: Frame) -> Finding:
        """`finding` about `frame` of the source, more or less sure by what the back-translation has in its place."""
        back = self._back.get(frame.span)
        if back is None or not content(frame.speaker) or not content(back.speaker + back.addressee):
            return finding
        if self._is_heard(frame.speaker, back):
            move = HEARD
        else:
            move = DENIED if share_stem(frame.speaker, back.speaker) else REPEATED
        return replace(seconded(finding, max(0.05, finding.confidence + move)), back=back.span)

    def _is_heard(self, source: Words, back: Frame) -> bool:
        """Whether the source's speaker is spoken to in the back-translation."""
        stems = {light_stem(w.form) for w in content(source)}
        return any(light_stem(w.form.removeprefix("ل")) in stems for w in content(back.addressee))
