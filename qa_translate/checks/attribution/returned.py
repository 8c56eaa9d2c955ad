"""Speakers that a round trip shows to be others than the source's, where the direct comparison cannot tell.

Source and round trip are in one language: the same rules find who speaks, and two phrases without a word in common are
mostly two persons. But a round trip has slips of its own, and alone it proves nothing. So a doubt must be borne out by
the direct comparison: the translation must name a speaker there who is more like the round trip's than the source's, or
must not give the words to the one to whom the source gives them.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Span
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.attribution.frames import Frame, Kind, Words
from qa_translate.checks.attribution.likeness import content, quote, share_stem
from qa_translate.checks.attribution.matching import Pair, pair_frames
from qa_translate.checks.attribution.rules import CHANGED, INVERTED
from qa_translate.checks.attribution.second_opinion import SecondOpinion
from qa_translate.checks.attribution.view import SAME, View
from qa_translate.checks.family import found, seconded
from qa_translate.finding import Finding
from qa_translate.marks import LONGEST

OTHER = 0.6
"""Cosine of two phrases in one language from which they may be two words for the same."""

NEARER = 0.15
"""How much nearer the translation's speaker must be to the round trip's than to the source's."""

CHANGED_DIRECT, INVERTED_DIRECT = 0.3, 0.1
"""Strengths of a doubt that the direct comparison cannot dispel, before the round trip bears it out."""

CHANGED_STRENGTH = 0.62
INVERTED_STRENGTH = 0.66


def returned_speakers(case: Case, view: View, opinion: SecondOpinion) -> Iterator[Finding]:
    """Findings about frames of the source whose counterpart in the round trip has another speaker.

    Args:
        case: with a round trip; without one nothing is found.
        view: source and translation.
        opinion: source and round trip.
    """
    if case.round_trip is None or case.retranslation is None:
        return
    rendered = {id(p.source): p.target for p in pair_frames(case.retranslation, opinion.frames, view.said)}
    direct = {id(p.source): p.target for p in view.pairs}
    inverted = [p for p in opinion.pairs if p.cue_linked and _is_inverted(p.source, p.target.speaker)]
    for pair in opinion.pairs:
        here = rendered.get(id(pair.target))
        if pair not in inverted and here is not None and here is direct.get(id(pair.source)):
            yield from _changed(case, view, pair, here)
    for source, back in (*((p.source, p.target) for p in inverted), *_hearers_who_speak(opinion)):
        own = direct.get(id(source))
        here = rendered.get(id(back)) or _spoken_by(case.retranslation, view, back)
        if here is None and own is None:  # the translation may have no act of speech there
            continue
        if not any(frame and _has_roles_of(view, frame, source) for frame in (here, own)):
            yield from _inverted(case, view, source, back, here)


def _has_roles_of(view: View, here: Frame, source: Frame) -> bool:
    """Whether the translation has the source's hearer hear or, where there is none, its speaker speak."""
    if content(source.addressee):
        return view.likeness.best(here.addressee, source.addressee) >= SAME
    return view.likeness.best(here.speaker, source.speaker) >= SAME


def _spoken_by(retranslation: Bitext, view: View, back: Frame) -> Frame | None:
    """The frame of the translation whose speaker stands for a frame's of the round trip, or its only relay there."""
    words = {w.index for w in retranslation.to_target(back.speaker)}
    spoken = [f for f in view.said if any(w.index in words for w in f.speaker + f.pronoun)]
    bead = retranslation.bead_of_source(back.segment)
    relays = [f for f in view.said if bead and f.segment in bead.target and f.kind is back.kind is Kind.RELAY]
    return spoken[0] if spoken else relays[0] if len(relays) == 1 else None


def _changed(case: Case, view: View, pair: Pair, here: Frame) -> Iterator[Finding]:
    source, back, round_trip = pair.source, pair.target, case.round_trip
    named = content(source.speaker), content(back.speaker)
    if round_trip is None or not pair.cue_linked or not all(named) or view.is_heading(here):
        return
    possible = source.speaker + source.maybe + source.antecedent
    if share_stem(back.speaker + back.maybe, possible) or not _is_nearer(case, view, here, possible, back):
        return
    if float(round_trip.cosines(*named).max()) < OTHER:
        says = quote(back.speaker, round_trip.target.text)
        message = f"In the source “{view.source(source.speaker)}” says this; the back-translation has “{says}”."
        doubt = found(CHANGED, CHANGED_DIRECT, message, target=here.mark, source=source.mark, back=back.mark)
        yield seconded(doubt, CHANGED_STRENGTH)


def _is_nearer(case: Case, view: View, here: Frame, possible: Words, back: Frame) -> bool:
    """Whether the translation names a speaker who is more like the round trip's than like any that the source may have.

    A pronoun or an epithet is like neither: with it the round trip would be the only witness.
    """
    named = content(back.speaker), content(here.speaker)
    if case.retranslation is None or not all(named):
        return False
    return float(case.retranslation.cosines(*named).max()) >= view.likeness.best(here.speaker, possible) + NEARER


def _is_inverted(source: Frame, speaker: Words) -> bool:
    """Whether the round trip's speaker is whom the source has hear or pass on the words."""
    return bool(content(source.speaker)) and (
        share_stem(speaker, source.relayer + source.addressee) and not share_stem(speaker, source.speaker)
    )


def _hearers_who_speak(opinion: SecondOpinion) -> Iterator[tuple[Frame, Frame]]:
    """Frames of the source, and frames of the round trip that render none of its, in which their hearer speaks."""
    paired = {id(p.target) for p in opinion.pairs}
    for pair in opinion.pairs:
        heard = pair.source.addressee
        if not content(heard) or share_stem(heard, pair.target.addressee):
            continue
        for back in opinion.frames:
            if id(back) not in paired and back.segment == pair.target.segment and share_stem(back.speaker, heard):
                yield pair.source, back


def _inverted(case: Case, view: View, source: Frame, back: Frame, here: Frame | None) -> Iterator[Finding]:
    target = _place(case, back, here)
    if target is None or back.kind is Kind.CONTINUATION:
        return
    own = view.source(source.relayer if share_stem(back.speaker, source.relayer) else source.addressee)
    does = "passes this on" if source.relayer else "is told this"
    message = f"In the source “{own}” {does}; by the back-translation “{target.of(case.translation.text)}” speaks."
    doubt = found(INVERTED, INVERTED_DIRECT, message, target=target, source=source.mark, back=back.mark)
    yield seconded(doubt, INVERTED_STRENGTH)


def _place(case: Case, back: Frame, here: Frame | None) -> Span | None:
    """The frame of the translation, or its words that stand for the round trip's speaker and cue, if they are few."""
    if here is not None:
        return here.mark
    words = case.retranslation.to_target((*back.speaker, *back.cue)) if case.retranslation else ()
    if not words or words[-1].index - words[0].index >= LONGEST:
        return None
    return Span.hull(w.span for w in words)
