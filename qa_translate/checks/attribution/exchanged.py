"""Those who speak and those spoken to or of, exchanged: what the network of relations says of acts of speech."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.case import Case
from qa_translate.checks.attribution.rules import ACCUSATION, CHANGED, INVERTED
from qa_translate.checks.exchanges import Doubt, actor_doubts
from qa_translate.checks.family import found
from qa_translate.finding import Finding, Rule
from qa_translate.vocabulary import Table


def exchanged_speakers(case: Case, table: Table) -> Iterator[Finding]:
    """Doubts about acts of speech, whatever their grammar.

    Args:
        case: of any texts; there are no doubts without a source.
        table: the topic ``reporting`` of the translation's language.
    """
    accusing = frozenset(table["tell"].get("accusation", ()))
    for doubt in case.once(actor_doubts):
        if doubt.speech:
            yield found(_rule(doubt, accusing), doubt.strength, doubt.message, target=doubt.target, source=doubt.source)


def _rule(doubt: Doubt, accusing: frozenset[str]) -> Rule:
    if len({act.index for act in doubt.acts}) == len(doubt.acts):
        return CHANGED
    return ACCUSATION if doubt.acts[0].lemma.lower() in accusing else INVERTED
