"""Negation, direction, hedges and stance: what the source says is so, is not, may be or is only alleged."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Span
from qa_translate.case import Case
from qa_translate.checks.family import Family, found, seconded
from qa_translate.checks.polarity.classes import Opposites
from qa_translate.checks.polarity.doubts import Doubt, differences
from qa_translate.checks.polarity.reader import Words
from qa_translate.checks.polarity.rules import LOST_HEDGE, LOST_NEGATION, RULES
from qa_translate.checks.polarity.text import TOPIC, Text
from qa_translate.checks.polarity.witness import Witness
from qa_translate.finding import Evidence, Finding
from qa_translate.vocabulary import prepared

__all__ = ["FAMILY", "RULES"]
OPPOSITES_LANG = "mul"
_LOST = frozenset({LOST_NEGATION.name, LOST_HEDGE.name})
_MESSAGES = {
    "lost-negation": 'The source says "{source}"; the translation "{target}" has lost the negation.',
    "added-negation": 'The translation says "{target}"; "{source}" in the source is not negated.',
    "reversed-direction": 'The source says "{source}"; the translation "{target}" says the opposite.',
    "lost-hedge": 'The source says "{source}", which is no certainty; the translation states "{target}" as a fact.',
    "added-hedge": 'The translation says "{target}"; the source states "{source}" as a fact.',
    "changed-cue": 'The source says "{source}"; the translation "{target}" has the speaker do something else.',
}


def _check(case: Case) -> Iterator[Finding]:
    table = case.vocabulary.topic(OPPOSITES_LANG, TOPIC)
    if case.bitext is None or table is None:
        return
    source, target = Text.read(case.bitext.source), Text.read(case.translation, case.parse)
    if source is None or target is None:
        return
    opposites = prepared(Opposites, table)
    witness = Witness(case, source, target, opposites)
    for doubt in differences(case.bitext, source, target, opposites):
        yield seconded(_finding(doubt, target), witness.weigh(doubt))


def _finding(doubt: Doubt, target: Text) -> Finding:
    mark, reader = doubt.target, target.reader
    if doubt.rule.name in _LOST:
        if doubt.rule is LOST_HEDGE:
            mark = (*mark, *(reader.governor(mark) if reader.parse else reader.rest_of_clause(mark)))
        mark = reader.clause(mark) if reader.parse else target.whole(mark)
    return found(
        doubt.rule,
        doubt.strength,
        _MESSAGES[doubt.rule.name].format(source=_shown(doubt.source), target=_shown(mark)),
        target=_hull(mark),
        source=_hull(doubt.source),
        evidence=(Evidence("word similarity", doubt.cosine),),
    )


def _shown(words: Words) -> str:
    return " ".join(w.text for w in sorted(set(words), key=lambda w: w.index))


def _hull(words: Words) -> Span | None:
    return Span.hull(w.span for w in words) if words else None


FAMILY = Family("polarity", RULES, _check)
