"""The rules of the attribution family."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

_NEEDS = frozenset({Need.SOURCE, Need.SYNTAX})
_VOCABULARY = frozenset({"reporting"})

INVERTED = Rule(
    "inverted-attribution",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "Speaker and addressee (or the quoted and the quoting side) are exchanged.",
    "A newspaper that prints the words of one side in the other side's mouth must correct itself.",
    "Source: قال الحمداني للصحيفة ('al-Hamdani told the paper'); translation: 'The paper told al-Hamdani'.",
    "The word alignment took a namesake for the speaker, or the Arabic verb is passive.",
    _NEEDS,
    _VOCABULARY,
)
ACCUSATION = Rule(
    "inverted-accusation",
    Category.ROLE,
    Severity.CRITICAL,
    "Accuser and accused are exchanged.",
    "It turns the victim of a charge into its author.",
    "Source: واتهمت اللجنة قوات الأمن ('the Committee accused security forces'); "
    "translation: 'Security forces accused the Committee'.",
    "Both sides accuse each other in one sentence.",
    _NEEDS,
    _VOCABULARY,
)
CHANGED = Rule(
    "changed-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "The translation gives the words to somebody whom the source does not name as the speaker.",
    "Who said it is the first fact of a report.",
    "Source: وأكد الناطق أن الشامي وافق ('the spokesman confirmed that al-Shami agreed'); "
    "translation: 'Al-Shami confirmed that the spokesman agreed'.",
    "The translation names the speaker by a description that the source uses elsewhere.",
    _NEEDS,
    _VOCABULARY,
)
DISPLACED = Rule(
    "displaced-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "The one who speaks in the source stands in the translation as the one spoken to or spoken of.",
    "The words are left without their speaker, or are given to the next best name.",
    "Source: كتبت نادية ('Nadia wrote'); translation: 'it was written to Nadia'.",
    "The translation turns the verb into a noun ('remarks to which Nadia gave her name').",
    _NEEDS,
    _VOCABULARY,
)
UNRESOLVED = Rule(
    "unresolved-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "A pronoun speaks to a person who is introduced only here: the speaker has become the addressee.",
    "The words have lost their speaker.",
    "'...,' he told Ziad al-Hamdani, a leader of the union (the leader is the one who speaks).",
    "The speaker was named in an earlier paragraph and really addresses a newcomer.",
    frozenset({Need.SYNTAX}),
    _VOCABULARY,
)
LOST = Rule(
    "lost-attribution",
    Category.ATTRIBUTION,
    Severity.MAJOR,
    "The source says who says this; the translation states it as a fact.",
    "A claim in the newspaper's own voice is the newspaper's claim.",
    "Source: وبحسب الشرطة، فر السائق ('according to the police, the driver fled'); translation: 'The driver fled'.",
    "The attribution stands in the sentence before, for both.",
    _NEEDS,
    _VOCABULARY,
)
RULES = (INVERTED, ACCUSATION, CHANGED, DISPLACED, LOST, UNRESOLVED)
