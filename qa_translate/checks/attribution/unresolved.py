"""A speaker lost in the translation alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.case import Case
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, is_capitalised
from qa_translate.checks.attribution.rules import UNRESOLVED
from qa_translate.checks.family import found
from qa_translate.finding import Finding


def unresolved_speakers(case: Case, frames: Sequence[Frame], settled: Sequence[Frame] = ()) -> Iterator[Finding]:
    """``PRONOUN told NAME, DESCRIPTION`` where NAME has not been mentioned before: a newcomer is introduced by what
    he says, not by what he is told."""
    for frame in frames:
        told = frame.kind is Kind.TELL and not frame.passive and frame.pronoun and frame.addressee
        if not told or frame in settled or _is_reported(frame, frames):
            continue
        names = [w for w in frame.addressee if is_capitalised(w)]
        if len(names) < 2 or any(_mentioned_before(case, w) for w in names):
            continue
        described = case.translation.text[names[-1].span.end :][:2].startswith(",")
        strength = 0.25 + 0.45 * described + 0.1 * (frame.gender is not Gender.UNKNOWN)
        name = Span.hull(w.span for w in names).of(case.translation.text)
        message = (
            f"“{frame.pronoun[0].text}” has no name here, and “{name}”, first named in this sentence, is spoken to."
        )
        yield found(
            UNRESOLVED, strength, message, target=Span.hull(w.span for w in (*frame.pronoun, *frame.cue, *names))
        )


def _is_reported(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether somebody says in the same sentence that it was told: the pronoun stands for him."""
    before = (f for f in frames if f.segment == frame.segment and f.cue[0].index < frame.pronoun[0].index)
    return any(f is not frame and (f.speaker or f.relative) for f in before)


def _mentioned_before(case: Case, word: Word) -> bool:
    first = next(w for w in case.translation.words if w.form == word.form)
    return first.segment < word.segment
