"""Speaker and addressee, or accuser and accused, exchanged."""

from __future__ import annotations

from functools import partial

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.matching import Pair
from qa_translate.checks.attribution.rules import ACCUSATION, INVERTED
from qa_translate.checks.attribution.sameness import best_likeness
from qa_translate.checks.attribution.view import SAME, View
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# By how much the crossed reading must be likelier than the straight one.
CLEARLY = 0.05


def inverted_speakers(view: View, pair: Pair) -> list[Finding]:
    """Target speaker is the source's addressee, or target addressee the source's speaker, and not the other way too."""
    source, target, like = pair.source, pair.target, partial(best_likeness, view)
    if any(test(view, pair) for test in (_pronouns_exchanged, _told_becomes_teller, _teller_becomes_told, _tells_us)):
        return [_plain(view, pair)]
    # Who cites something says it: the one citing is nobody's hearer unless the source has words passed on, too.
    passed_on = target.relayer if source.kind is Kind.RELAY else ()
    said, heard = target.speaker, target.addressee or passed_on
    own_said, own_heard = source.speaker + source.maybe, source.addressee or source.relayer
    if source.kind is Kind.TELL and said and heard and not own_heard:
        first, second = view.place(said, own_said), view.place(heard, own_said)
        behind = source.cue[-1].index
        if first is not None and second is not None and min(first.index, second.index) > behind:
            return _by_place(view, pair, first, second)
    straight = max(like(said, own_said + source.antecedent), like(heard, own_heard))
    # Only its main word stands for the speaker: the rest may name what he belongs to (العضو المنتدب لـX).
    speaker_heard = like(target.head or said, own_heard)
    # Behind a verb whose subject is left out may stand its object, but not behind 'quotes from'.
    hearer_said = like(heard, _head(source.speaker, 2 if said or source.kind is Kind.RELAY else 1))
    crossed = max(speaker_heard, hearer_said)
    if crossed < SAME or straight > crossed - CLEARLY or _may_be_first_person(pair) or _may_be_object(pair):
        return []
    if source.doubtful and min(speaker_heard, hearer_said) < SAME:
        return []
    strength = 0.5 + 0.2 * (min(speaker_heard, hearer_said) >= SAME) + 0.15 * pair.cue_linked + 0.1 * (straight < SAME)
    rule = ACCUSATION if "accusation" in (source.stance, target.stance) else INVERTED
    speaks, hears = ("is quoted", "quotes") if Kind.RELAY in (source.kind, target.kind) else ("speaks", "is spoken to")
    if hearer_said >= speaker_heard:
        here, there = f"“{view.source(source.speaker)}” {speaks}", f"“{view.target(heard)}” {hears}"
    else:
        here, there = f"“{view.source(own_heard)}” {hears}", f"“{view.target(said)}” {speaks}"
    message = f"In the source {here}; in the translation {there}."
    return [found(rule, strength, message, target=target.mark, source=source.mark)]


def _pronouns_exchanged(_: View, pair: Pair) -> bool:
    """Whether "I said to him" has become "he told me", or "she told him" "he told her"."""
    source, target = pair.source, pair.target
    if target.passive or not target.pronoun:
        return _is_first(source) and target.hearer_gender is Gender.FIRST and pair.cue_linked and not target.passive
    here, there = (target.gender, target.hearer_gender), (source.hearer_gender, source.gender)
    exchanged = here == there and set(here) == {Gender.MASCULINE, Gender.FEMININE}
    ours = _is_first(source) and target.hearer_gender is Gender.FIRST and target.gender is not Gender.FIRST
    return exchanged or (ours and pair.cue_linked)


def told_for_teller(view: View, pair: Pair) -> list[Finding]:
    """Somebody whom nobody names says to him what, in the source, one person says to nobody in particular."""
    source, target = pair.source, pair.target
    one = source.gender in (Gender.MASCULINE, Gender.FEMININE) and bool(source.speaker or source.antecedent)
    if not one or source.kind is not Kind.SAY or source.passive or source.doubtful or source.relative:
        return []
    if source.addressee or source.hearer_pronoun or target.speaker or target.addressee or not target.hearer_pronoun:
        return []
    personal = target.gender in (Gender.MASCULINE, Gender.FEMININE, Gender.FIRST)
    impersonal = target.passive or target.gender is Gender.PLURAL or (bool(target.pronoun) and not personal)
    return [_plain(view, pair)] if impersonal and target.hearer_gender is not Gender.FIRST else []


def _is_first(frame: Frame) -> bool:
    return frame.gender is Gender.FIRST


def _teller_becomes_told(view: View, pair: Pair) -> bool:
    """Whether the one who says something (حذّر من) is told it ("was warned")."""
    source, target = pair.source, pair.target
    if not (target.passive and pair.cue_linked and source.kind is Kind.SAY) or source.passive or source.relative:
        return False
    heard = source.addressee + source.hearer_pronoun
    return not target.speaker and not heard and view.likeness.best(target.addressee, source.resolved) >= SAME


def _tells_us(view: View, pair: Pair) -> bool:
    """Whether "I told X" (أبلغت X) has become "X told me": nothing in the source stands for "me"."""
    source, target = pair.source, pair.target
    if source.kind is not Kind.TELL or source.gender is not Gender.FEMININE or not pair.cue_linked:
        return False
    heard = source.addressee + source.hearer_pronoun
    if target.hearer_gender is not Gender.FIRST or view.addressed.to_us(source) or heard:
        return False
    return view.likeness.best(target.speaker, source.speaker) >= SAME


def _told_becomes_teller(view: View, pair: Pair) -> bool:
    """Whether the one who was told (أُبلغت) tells somebody else."""
    source, target = pair.source, pair.target
    if not (source.passive and pair.cue_linked and target.kind is Kind.TELL) or target.passive:
        return False
    told = source.addressee or source.antecedent
    same = view.likeness.best(target.speaker, told) >= SAME if target.speaker else bool(target.pronoun)
    return same and bool(target.addressee)


def _plain(view: View, pair: Pair) -> Finding:
    source, target = pair.source, pair.target
    said, heard = target.speaker or target.pronoun, target.addressee or target.hearer_pronoun
    hearer = view.target(heard)
    here = f"“{view.target(said)}” speaks to “{hearer}”" if said else f"“{hearer}” is told this"
    verb = view.source(source.cue)
    message = f"In the translation {here}; by the source's verb, “{verb}”, it is the other way round."
    return found(INVERTED, 0.65, message, target=target.mark, source=source.mark)


def _head(phrase: Words, size: int) -> Words:
    """The first content words: what follows them may be the verb's object."""
    return content(phrase)[:size]


def _by_place(view: View, pair: Pair, first: Word, second: Word) -> list[Finding]:
    """Subject and object stand behind the verb without a mark between them: the subject comes first."""
    if first.index <= second.index:
        return []
    rule = ACCUSATION if "accusation" in (pair.source.stance, pair.target.stance) else INVERTED
    heard = pair.target.addressee or pair.target.relayer
    message = (
        f"In the source “{second.text}” speaks, to or of “{first.text}”; in the translation "
        f"“{view.target(pair.target.speaker)}” speaks, to or of “{view.target(heard)}”."
    )
    return [found(rule, 0.6 + 0.15 * pair.cue_linked, message, target=pair.target.mark, source=pair.source.mark)]


def _may_be_object(pair: Pair) -> bool:
    """دعت المرضى is 'the patients called' as well as 'she called on the patients': a pronoun that fits settles it."""
    source, target = pair.source, pair.target
    takes_object = source.kind is Kind.TELL or source.stance in ("question", "demand")
    behind = bool(source.speaker) and source.speaker[0].index > source.cue[0].index
    fits = target.gender in (source.gender, Gender.UNKNOWN)
    return takes_object and behind and bool(target.pronoun) and fits and not source.addressee


def _may_be_first_person(pair: Pair) -> bool:
    """أبلغت is 'I told' as well as 'she told': what follows it may be the one spoken to."""
    return pair.source.gender is Gender.FEMININE and pair.target.gender is Gender.FIRST
