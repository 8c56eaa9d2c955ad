"""The rules of the names family and their documentation."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

_SOURCE = frozenset({Need.SOURCE})
_WORDS = frozenset({"names"})
_SOUNDS = _WORDS | {"source:romanisation"}

CHANGED_NAME = Rule(
    name="changed-name",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="A person, place or body in the translation where the source names another one.",
    why="The reader learns that somebody else did it, or that it happened somewhere else.",
    example="قال حمدان (Hamdan said): 'Shalabi said'.",
    wrong_when="the place or body has a name in the target language that is not spelled by sound and not in the lists,"
    " or the source calls one person by two names.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
INVENTED_NAME = Rule(
    name="invented-name",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="A name in the translation that the source has nowhere near.",
    why="A machine fills a gap with a name that it saw elsewhere, and the reader cannot tell.",
    example="قال العمدة (the mayor said): 'Mayor Tarabin said'.",
    wrong_when="the translator explains, with a name that the source takes for granted.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
LOST_NAME = Rule(
    name="lost-name",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="A passage without a name that its source has, while its sentence is left without anybody to stand for it.",
    why="Without the name the words seem to belong to the person who was named before.",
    example="وأضاف درويش (Darwish added): 'it added'.",
    wrong_when="a pronoun or a title stands for the name and cannot be misunderstood.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
SWAPPED_NAME_PARTS = Rule(
    name="swapped-name-parts",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="The parts of a person's name in another order than in the source.",
    why="In Arabic the father's name follows the given name: exchanged, they name the father or nobody.",
    example="سامر فؤاد الحلواني (Samer Fouad Halwani): 'Fouad Samer Halwani'.",
    wrong_when="the target language puts the family name first.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
EXCHANGED_NAMES = Rule(
    name="exchanged-names",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="Two names of one sentence in each other's place.",
    why="Every name is right and the sentence is wrong, so nobody notices without the source.",
    example="وُلد في حلب ودرس في وهران (born in Aleppo, studied in Oran): 'born in Oran, studied in Aleppo'.",
    wrong_when="the translation turns the sentence round, and its prepositions with it.",
    needs=frozenset({Need.SOURCE, Need.SYNTAX}),
    vocabulary=_SOUNDS,
)
TRANSLATED_NAME = Rule(
    name="translated-name",
    category=Category.NAME,
    severity=Severity.MAJOR,
    marks="A common word where the source has a name that the translation leaves as a name elsewhere, or a place's name"
    " translated word by word.",
    why="Many Arabic names are also words; translated, the person or the place disappears.",
    example="وقال الناجي (and al-Naji said): 'the survivor said'.",
    wrong_when="the source uses the word as a common word here.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
MISSPELLED_NAME = Rule(
    name="misspelled-name",
    category=Category.NAME,
    severity=Severity.MINOR,
    marks="A name whose letters do not fit the Arabic that it should stand for.",
    why="It can no longer be found, or is taken for another person's name.",
    example="براندفيك (Brandvik): 'Bransarovik'.",
    wrong_when="the name is spelled by custom and not by sound in either language.",
    needs=_SOURCE,
    vocabulary=_SOUNDS,
)
INCONSISTENT_SPELLING = Rule(
    name="inconsistent-name-spelling",
    category=Category.NAME,
    severity=Severity.MINOR,
    marks="One name spelled in two ways in one translation.",
    why="Readers and search engines take them for two persons or places.",
    example="'Lindqvist' in the first paragraph, 'Ms. Lindkvist' in the third.",
    wrong_when="they are two persons with similar names.",
    vocabulary=_WORDS,
)

RULES = (
    CHANGED_NAME,
    INVENTED_NAME,
    LOST_NAME,
    SWAPPED_NAME_PARTS,
    EXCHANGED_NAMES,
    TRANSLATED_NAME,
    MISSPELLED_NAME,
    INCONSISTENT_SPELLING,
)
