"""The rules of polarity and stance."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

_NEEDS = frozenset({Need.SOURCE})
_VOCABULARY = frozenset({"polarity"})

LOST_NEGATION = Rule(
    "lost-negation",
    Category.NEGATION,
    Severity.CRITICAL,
    "The source says that something is not so; the translation says that it is.",
    "The sentence now states the opposite, in fluent English that nobody will question.",
    "Source: لا يُسمح بدخول الزوار ('visitors are not allowed in'); translation: 'visitors are allowed in'.",
    "The translation puts the negation into a word that the vocabulary does not know ('remained shut' for لم يفتح).",
    _NEEDS,
    _VOCABULARY,
)
ADDED_NEGATION = Rule(
    "added-negation",
    Category.NEGATION,
    Severity.CRITICAL,
    "The translation says that something is not so; the source says that it is.",
    "The sentence now states the opposite, in fluent English that nobody will question.",
    "Source: نفت الوزارة وجود عجز ('the ministry denied a deficit'); translation: 'the ministry did not deny it'.",
    "The source puts the negation into a word that the vocabulary does not know, or asks a rhetorical question.",
    _NEEDS,
    _VOCABULARY,
)
REVERSED = Rule(
    "reversed-direction",
    Category.NEGATION,
    Severity.CRITICAL,
    "A word of direction or attitude is rendered by its opposite: more and less, before and after, for and against.",
    "The fact is turned round while everything else in the sentence looks right.",
    "Source: عارضت البلدية المشروع ('the town opposed the project'); translation: 'the town supported the project'.",
    "The translation turns the whole sentence round ('A preceded B' for 'B came after A').",
    _NEEDS,
    _VOCABULARY,
)
LOST_HEDGE = Rule(
    "lost-hedge",
    Category.STANCE,
    Severity.MAJOR,
    "The source says that something may be or is alleged; the translation states it as a fact.",
    "A possibility printed as a fact is a false report; an allegation printed as a fact is a libel.",
    "Source: قد تتفشى الكوليرا ('cholera may spread'); translation: 'cholera has spread'.",
    "قد stands before an imperfect without meaning 'may', or the translation hedges by tone alone.",
    _NEEDS,
    _VOCABULARY,
)
ADDED_HEDGE = Rule(
    "added-hedge",
    Category.STANCE,
    Severity.MAJOR,
    "The translation says that something may be or is alleged; the source states it as a fact.",
    "A firm statement loses its force, and the speaker's commitment with it.",
    "Source: لن تُرفع الضريبة ('the tax will not be raised'); translation: 'the tax will probably not be raised'.",
    "The source hedges by a word that the vocabulary does not know, or 'may' grants a permission.",
    _NEEDS,
    _VOCABULARY,
)
CHANGED_CUE = Rule(
    "changed-cue",
    Category.STANCE,
    Severity.MAJOR,
    "The speaker does something else with the words: denies instead of says, praises instead of calls for.",
    "It changes what the speaker did, which is the news.",
    "Source: دعت إلى تعديل القانون ('called for the law to be amended'); translation: 'praised the amended law'.",
    "Two reporting verbs of one sentence were taken for each other.",
    _NEEDS,
    _VOCABULARY,
)
RULES = (LOST_NEGATION, ADDED_NEGATION, REVERSED, LOST_HEDGE, ADDED_HEDGE, CHANGED_CUE)
