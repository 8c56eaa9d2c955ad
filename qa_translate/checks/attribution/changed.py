"""Words given to somebody else than the source names."""

from __future__ import annotations

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext, Link
from qa_translate.checks.attribution.frames import Gender, Kind, Words
from qa_translate.checks.attribution.likeness import OTHER_NAME, content
from qa_translate.checks.attribution.matching import Pair, linked
from qa_translate.checks.attribution.rules import CHANGED
from qa_translate.checks.attribution.view import SAME, View, is_citing, speaks_beside
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# Cosines below which two words surely do not name the same, and are not even alike.
DIFFERENT, UNLIKE = 0.55, 0.5
# Cosine from which two common nouns that nothing else renders may be each other's translation.
ALIKE = 0.35
LONGEST_ARTICLE = 3
# Strength of a plural for one who goes on.
PLURAL = 0.6
# Genders of a verb and of the pronoun that renders its subject, which cannot mean the same, with the strength of it.
_CLASHING = {
    (Gender.FEMININE, Gender.MASCULINE): 0.45,
    (Gender.MASCULINE, Gender.FEMININE): 0.55,
    (Gender.PLURAL, Gender.MASCULINE): 0.55,
    (Gender.PLURAL, Gender.FEMININE): 0.55,
}


def changed_speaker(view: View, pair: Pair) -> list[Finding]:
    """The named speaker stands for somebody whom the source names, but not as the speaker."""
    source, target, bitext = pair.source, pair.target, view.bitext
    own = source.resolved
    if not content(target.speaker) or not content(own) or view.is_heading(target):
        return []
    if is_citing(view, pair) or speaks_beside(view, target, source, unpaired=True):
        return []
    if source.doubtful and not view.likeness.names_differ(target.speaker, own):
        return []
    possible = own + source.maybe + source.antecedent
    if _is_abbreviated(view, target.speaker, own):
        return []
    likeness = view.likeness.best(target.speaker, possible)
    exchanged = _crossed(bitext, target.speaker, possible) and _crossed_back(bitext, own, target.speaker)
    exchanged = exchanged and not view.likeness.is_same_name(target.speaker, own)
    unlike = likeness < DIFFERENT and not (linked(bitext, target.speaker, possible) and likeness > OTHER_NAME)
    if not (exchanged or unlike) or _speaks_elsewhere(view, pair):
        return []
    if (
        not exchanged
        and _called_the_same(view, target.head, own)
        and not view.likeness.names_differ(target.speaker, own)
    ):
        return []
    if likeness >= ALIKE and _both_left_over(view, target.speaker, own):
        return []
    elsewhere = [w for w in bitext.to_source(content(target.speaker)) if w not in possible]
    if not source.speaker and not _is_surely_another(view, pair, elsewhere):
        return []
    strength = _strength(view, pair, likeness, named_elsewhere=bool(elsewhere))
    message = f"In the source “{view.source(own)}” says this; in the translation “{view.target(target.speaker)}” does."
    return [found(CHANGED, strength, message, target=target.mark, source=source.mark)]


def plural_for_one(view: View, pair: Pair) -> list[Finding]:
    """A verb in the plural, with a named speaker, where the source leaves out one person who goes on speaking."""
    source, target = pair.source, pair.target
    one = source.gender in (Gender.MASCULINE, Gender.FEMININE) and not source.speaker and source.antecedent
    person = bool(view.callings) and any(view.is_called(w) for w in source.antecedent)
    if not (one and person and pair.cue_linked) or source.doubtful or source.relative:
        return []
    said = target.speaker or target.pronoun
    if target.gender is not Gender.PLURAL or not said or view.likeness.best(target.speaker, source.antecedent) >= SAME:
        return []
    message = (
        f"By its verb, “{view.source(source.cue)}”, one person goes on speaking in the source; in the translation "
        f"“{view.target(said)}” do."
    )
    return [found(CHANGED, PLURAL, message, target=target.mark, source=source.mark)]


def _is_abbreviated(view: View, target: Words, own: Words) -> bool:
    """Whether a mere abbreviation stands for a body that the source calls by its kind alone (OIM: المنظمة)."""
    (word, *others) = content(own)
    short = [w for w in target if w.text.isupper() and len(w.text) > 1]
    is_body = view.callings is not None and not others and bool(view.callings.of_source(word))
    return is_body and len(short) == len(content(target)) == 1


def _called_the_same(view: View, head: Words, own: Words) -> bool:
    """Whether the main words of two phrases call somebody the same (supporters: مؤيدو)."""
    if view.callings is None:
        return False
    here = {c for w in head for c in view.callings.of_target(w)}
    return bool(here & view.callings.of_source(own[0]))


def _is_surely_another(view: View, pair: Pair, elsewhere: list[Word]) -> bool:
    """A left-out subject may be any noun before its verb: only one named behind it is surely another. A participle goes
    on for the subject of its sentence, so that another name before it is another, too."""
    if pair.source.kind is Kind.CONTINUATION and view.likeness.names_differ(pair.target.speaker, pair.source.resolved):
        return True
    return bool(elsewhere) and all(w.index > pair.source.cue[0].index for w in elsewhere)


def _strength(view: View, pair: Pair, likeness: float, *, named_elsewhere: bool) -> float:
    """The more of the two speakers stands elsewhere on the other side, the surer that they are not one.

    A description in the place of a name ("the agent" for Legrand) is usual, and by itself no reason to doubt.
    """
    source, target = pair.source, pair.target
    rendered = any(w not in target.speaker for w in content(view.bitext.to_target(content(source.resolved))))
    strength = 0.1 + 0.25 * named_elsewhere + 0.25 * rendered + 0.1 * bool(source.speaker)
    described = view.likeness.is_name(source.speaker) and not any(view.likeness.is_named(w) for w in target.speaker)
    if source.speaker and likeness < UNLIKE and not described:
        strength = max(strength + 0.1, 0.52)
    return max(strength, 0.7) if view.likeness.names_differ(target.speaker, source.resolved) else strength


def _crossed(bitext: Bitext, target: Words, possible: Words) -> bool:
    """Whether what a phrase of the translation is surely linked to lies wholly outside `possible`."""
    sources = {x.source for w in content(target) for x in bitext.links_of_target(w.index) if _is_sure(x)}
    return bool(sources) and sources.isdisjoint(w.index for w in possible)


def _crossed_back(bitext: Bitext, source: Words, target: Words) -> bool:
    """Whether what a phrase of the source is surely linked to lies wholly outside `target`."""
    targets = {x.target for w in content(source) for x in bitext.links_of_source(w.index) if _is_sure(x)}
    return bool(targets) and targets.isdisjoint(w.index for w in target)


def _both_left_over(view: View, target: Words, source: Words) -> bool:
    """Whether words of both phrases are without a sure counterpart: then they may well be each other's."""

    bitext = view.bitext

    def rendered(link: Link) -> bool:  # by more than an article
        return _is_sure(link) and len(bitext.target.words[link.target].form) > LONGEST_ARTICLE

    if any(view.likeness.is_named(w) for w in target):
        return False
    if any(_is_sure(x) for w in content(target) for x in bitext.links_of_target(w.index)):
        return False
    return any(not any(map(rendered, bitext.links_of_source(w.index))) for w in content(source))


def _is_sure(link: Link) -> bool:
    return link.mutual and link.score >= SAME


def _speaks_elsewhere(view: View, pair: Pair) -> bool:
    """Whether the named speaker says something else in the passage, so that the two frames are only paired crosswise.

    Not so where that other frame's translation names this frame's speaker: then the two have been exchanged.
    """
    bead = view.bitext.bead_of_target(pair.target.segment)
    for frame in view.frames:
        near = frame is not pair.source and bead is not None and frame.segment in bead.source
        if near and frame.speaker and view.likeness.best(pair.target.speaker, frame.speaker) >= SAME:
            other = next((p.target for p in view.pairs if p.source is frame), None)
            return other is None or view.likeness.best(other.speaker, pair.source.resolved) < SAME
    return False


def mismatched_pronoun(view: View, pair: Pair) -> list[Finding]:
    """'I said' or 'he said' where the source's verb says that somebody else did."""
    source, target = pair.source, pair.target
    if not pair.cue_linked or not target.pronoun or target.passive:
        return []
    spoken_to_us = view.addressed.to_us(source)
    if target.gender is Gender.FIRST and source.first_alike:
        return []
    if target.gender is Gender.FIRST and (spoken_to_us or source.gender is Gender.MASCULINE):
        strength = 0.6 + 0.15 * spoken_to_us
    elif (source.gender, target.gender) in _CLASHING:
        strength = _CLASHING[source.gender, target.gender]
    else:
        return []
    who = f"“{view.source(source.speaker)}”" if source.speaker else "somebody else"
    message = (
        f"By its verb, “{view.source(source.cue)}”, the source has {who} speak, not “{view.target(target.pronoun)}”."
    )
    span = Span.hull(w.span for w in (*target.pronoun, *target.cue))
    return [found(CHANGED, strength, message, target=span, source=source.mark)]
