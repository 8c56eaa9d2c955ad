"""The rules of the attribution family."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

_NEEDS = frozenset({Need.SOURCE})
_SYNTAX = frozenset({Need.SOURCE, Need.SYNTAX})
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
SWAPPED = Rule(
    "swapped-speakers",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "Two speakers of the article have exchanged their statements.",
    "Each is made to say what the other one said.",
    "Source: قالت مصادر نقابية إن عاملين أصيبا، وأكد مصدر أمني أن الشرطة لم تتدخل ('union sources said two workers "
    "were hurt, and a security source that the police had not intervened'); translation: 'security sources said two "
    "workers were hurt; a union source said the police had not intervened'.",
    "Two statements so alike that the word alignment takes one for the other.",
    _NEEDS,
    _VOCABULARY | {"speakers"},
)
ADDRESSEE = Rule(
    "changed-addressee",
    Category.ATTRIBUTION,
    Severity.MAJOR,
    "The speaker speaks to somebody else than in the source.",
    "To whom something was said, a court or a newspaper, is part of what was said.",
    "Source: وقال الحمداني للمحكمة ('al-Hamdani told the court'); translation: 'Al-Hamdani told the committee'.",
    "The source names a paper by its name and the translation by what it is.",
    _NEEDS,
    _VOCABULARY | {"speakers"},
)
INVENTED = Rule(
    "invented-attribution",
    Category.ATTRIBUTION,
    Severity.MAJOR,
    "The translation names somebody as saying what the source states itself.",
    "Nobody said it, and the newspaper no longer stands by it.",
    "Source: فر السائق بعد الحادث ('the driver fled after the accident'); translation: 'The driver fled after the "
    "accident, the police said'.",
    "The source reports it by a word that is no verb of saying.",
    _NEEDS,
    _VOCABULARY | {"speakers"},
)
DISPLACED = Rule(
    "displaced-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "The one who speaks in the source stands in the translation as the one spoken to or spoken of.",
    "The words are left without their speaker, or are given to the next best name.",
    "Source: كتبت نادية ('Nadia wrote'); translation: 'it was written to Nadia'.",
    "The translation turns the verb into a noun ('remarks to which Nadia gave her name').",
    _SYNTAX,
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
MERGED = Rule(
    "merged-quotes",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "One pair of quotation marks holds what the source quotes from two speakers.",
    "The words of the one read as the other's.",
    "Source: قال الشامي: «لن نقطع المياه». وقالت حداد: «المحطة قديمة»; translation: 'Al-Shami said: “We will not "
    "cut off the water. The station is old.”'",
    "The second speaker is the first under another description.",
    _NEEDS,
    _VOCABULARY | {"speakers"},
)
RULES = (INVERTED, ACCUSATION, CHANGED, SWAPPED, MERGED, ADDRESSEE, INVENTED, DISPLACED, LOST, UNRESOLVED)
