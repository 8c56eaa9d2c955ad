"""Those who speak and those spoken to or of, exchanged: what the network of relations says of acts of speech."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.case import Case
from qa_translate.checks.attribution.rules import ACCUSATION, CHANGED, INVERTED
from qa_translate.checks.exchanges import Doubt, displaced_actors, exchanged_actors
from qa_translate.checks.family import found
from qa_translate.finding import Finding, Rule
from qa_translate.relations.exchanges import Exchanges
from qa_translate.vocabulary import Table


def exchanged_speakers(case: Case, table: Table, relations: Exchanges) -> Iterator[Finding]:
    """Doubts about acts of speech, whatever their grammar.

    Args:
        case: with a source.
        table: the topic ``reporting`` of the translation's language.
        relations: of the case.
    """
    accusing = frozenset(table["tell"]["accusation"])
    for doubt in (*exchanged_actors(case, relations), *displaced_actors(case, relations)):
        if doubt.speech:
            yield found(_rule(doubt, accusing), doubt.strength, doubt.message, target=doubt.target, source=doubt.source)


def _rule(doubt: Doubt, accusing: frozenset[str]) -> Rule:
    if len({act.index for act in doubt.acts}) == len(doubt.acts):
        return CHANGED
    return ACCUSATION if doubt.acts[0].lemma.lower() in accusing else INVERTED
