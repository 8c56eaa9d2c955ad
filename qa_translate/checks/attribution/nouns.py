"""What the form of an Arabic noun phrase tells of its place in the sentence."""

from __future__ import annotations

from qa_translate.checks.attribution.cues import Cue
from qa_translate.checks.attribution.frames import Gender, Words

# The indefinite accusative, with its alef before or behind the mark: never a subject behind its verb.
TANWIN = ("\u064b", "\u064b\u0627")
# From this length on, a word with the article and -ين is hardly a name (الصين، الحسين).
SHORTEST_PLURAL = 7
ARTICLE = "ال"


def is_indefinite(phrase: Words) -> bool:
    """One bare common noun, as the head of a relative clause (سعر يقول المزارعون إنه): no subject of what follows."""
    return len(phrase) == 1 and ARTICLE not in phrase[0].form[:3] and not phrase[0].text.endswith(TANWIN)


def is_accusative(cue: Cue, phrase: Words) -> bool:
    """Whether a phrase begins with a definite plural in -ين, or a definite feminine, behind a singular masculine verb:
    its object."""
    first = phrase[0].form if phrase else ""
    plural = first.endswith("ين") and len(first) >= SHORTEST_PLURAL
    return first.startswith(ARTICLE) and (plural or first.endswith("ة")) and cue.gender is Gender.MASCULINE
