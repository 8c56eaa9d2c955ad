"""A speaker called what the source's speaker is not: a donor for a driver, a court for a ministry."""

from __future__ import annotations

from qa_translate.checks.attribution.frames import Words
from qa_translate.checks.attribution.matching import Pair
from qa_translate.checks.attribution.rules import CHANGED
from qa_translate.checks.attribution.sameness import qualified_otherwise
from qa_translate.checks.attribution.view import View, is_citing, speaks_beside
from qa_translate.checks.callings import Callings
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# Likeness from which two names are one, whatever he is called.
NAMED_ALIKE = 0.75
# A left-out speaker of the source is only the last one who could be it.
NAMED, LEFT_OUT, UNLINKED = 0.75, 0.6, -0.15


def called_another(view: View, pair: Pair) -> list[Finding]:
    """Both speakers are called by an office, trade, kin or body, and by none that both could have."""
    source, target, callings = pair.source, pair.target, view.callings
    own = source.speaker or source.antecedent
    if callings is None or not own or not target.speaker or view.is_heading(target) or source.doubtful:
        return []
    if not (source.speaker or pair.cue_linked) or is_citing(view, pair):
        return []
    possible = (*own, *source.maybe) if source.speaker else (*own, *source.maybe, *_between(view, pair))
    if not _are_others(callings, own, possible, target.speaker) or speaks_beside(view, target, source):
        return []
    if _is_same_name(view, target.speaker, (*own, *source.maybe)):
        return []
    strength = (NAMED if source.speaker else LEFT_OUT) + UNLINKED * (not pair.cue_linked)
    message = f"In the source “{view.source(own)}” says this; in the translation “{view.target(target.speaker)}” does."
    return [found(CHANGED, strength, message, target=target.mark, source=source.mark)]


def _are_others(callings: Callings, own: Words, possible: Words, said: Words) -> bool:
    """Whether what the first word of a phrase is called and what the other phrase is called can be nobody's both."""
    if qualified_otherwise(callings, said, possible):
        return True
    here, there = callings.of_target_words(said), callings.of_source_words(possible)
    return bool(here and callings.of_source(own[0])) and not callings.compatible(here, there)


def _between(view: View, pair: Pair) -> Words:
    """From the last speaker, whom a left-out subject is taken for, to its verb: whoever is named there may be it."""
    first, last = pair.source.antecedent[0].index, pair.source.cue[0].index
    return view.bitext.source.words[first:last]


def _is_same_name(view: View, said: Words, possible: Words) -> bool:
    names = tuple(w for w in said if view.likeness.is_named(w)) or said
    return view.likeness.best(names, possible) >= NAMED_ALIKE
