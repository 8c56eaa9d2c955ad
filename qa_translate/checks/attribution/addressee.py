"""Words told to somebody else than in the source."""

from __future__ import annotations

from qa_translate.checks.attribution.frames import Words
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.matching import Pair
from qa_translate.checks.attribution.rules import ADDRESSEE
from qa_translate.checks.attribution.sameness import phrase_likeness
from qa_translate.checks.attribution.view import SAME, View
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# Likeness of two phrases that surely do not name the same one.
OTHER = 0.5
STRENGTH, NAMED = 0.6, 0.7


def changed_addressee(view: View, pair: Pair) -> list[Finding]:
    """Both sides name whom the speaker speaks to, each another, and neither is named in the other's sentence."""
    source, target = pair.source, pair.target
    own, other = content(source.addressee), content(target.addressee)
    if "accusation" in (source.stance, target.stance):
        return []
    if not pair.cue_linked or not own or not other or view.is_heading(target) or source.doubtful:
        return []
    if not any(map(view.is_called, own)) or not any(map(view.calls_somebody, other)):
        return []
    if any(view.likeness.is_same_name((w,), own) for w in other):
        return []
    if phrase_likeness(view, other, own) > OTHER or _is_named(view, pair, own, other):
        return []
    message = (
        f"In the source this is said to “{view.source(source.addressee)}”; in the translation to "
        f"“{view.target(target.addressee)}”."
    )
    strength = NAMED if view.likeness.names_differ(other, own) else STRENGTH
    return [found(ADDRESSEE, strength, message, target=target.mark, source=source.mark)]


def _is_named(view: View, pair: Pair, own: Words, other: Words) -> bool:
    """Whether one side's hearer stands somewhere in the other side's sentence."""
    here = view.bitext.target.words_of(view.bitext.target.segments[pair.target.segment])
    there = view.bitext.source.words_of(view.bitext.source.segments[pair.source.segment])
    in_target = any(phrase_likeness(view, (w,), own) >= SAME for w in here if view.calls_somebody(w))
    return in_target and any(phrase_likeness(view, other, (w,)) >= SAME for w in there if view.is_called(w))
