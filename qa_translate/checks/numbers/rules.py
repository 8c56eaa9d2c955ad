"""The rules of the number family, with their documentation."""

from __future__ import annotations

from qa_translate.finding import Category, Need, Rule, Severity

_SOURCE = frozenset({Need.SOURCE})
# Without its number words ("trois millions") a language seems to have lost most figures of its source.
_WORDS = frozenset({"numbers"})


def _rule(
    name: str,
    marks: str,
    example: str,
    wrong_when: str,
    *,
    why: str = "Figures are what readers quote and what corrections are printed for.",
    needs: frozenset[Need] = _SOURCE,
    severity: Severity = Severity.MAJOR,
) -> Rule:
    return Rule(name, Category.NUMBER, severity, marks, why, example, wrong_when, needs, _WORDS)


CHANGED_NUMBER = _rule(
    "changed-number",
    "A number that stands where the source has another one.",
    '«سقط 15 قتيلاً» translated as "50 people were killed".',
    "The translator converted, rounded or recounted on purpose (a score told from the other side).",
)
CHANGED_PERCENTAGE = _rule(
    "changed-percentage",
    "A percentage that differs from the source's.",
    '«78 في المئة» translated as "87 percent".',
    "The share is told of the other part (three quarters came; a quarter stayed away).",
)
CHANGED_ORDINAL = _rule(
    "changed-ordinal",
    "A rank or place in a row that differs from the source's.",
    '«الجولة الخامسة» translated as "the sixth round".',
    "The languages count differently (storeys of a building, centuries).",
)
CHANGED_UNIT = _rule(
    "changed-unit",
    "The right number with another unit.",
    '«48 ساعة» translated as "48 days".',
    "A unit's name means several things (a pound of weight, a pound of money).",
)
CHANGED_CURRENCY = _rule(
    "changed-currency",
    "The right amount in another currency.",
    '«مليون جنيه» translated as "a million dollars".',
    "The translator converted the amount and it happens to look alike.",
)
CHANGED_DATE = _rule(
    "changed-date",
    "A day, month or year that differs from the source's.",
    '«30 أيلول/سبتمبر» translated as "October 30".',
    "A date of another calendar was converted.",
)
CHANGED_WEEKDAY = _rule(
    "changed-weekday",
    "A day of the week that differs from the source's.",
    '«يوم الخميس» translated as "on Tuesday".',
    "Time zones put the event on another day and the translator took that into account.",
)
CHANGED_TIME = _rule(
    "changed-time",
    "A clock time that differs from the source's.",
    '«الساعة 7:35 صباحاً» translated as "5:37 a.m.".',
    "The time was converted to another zone.",
)
CHANGED_RELATIVE_TIME = _rule(
    "changed-relative-time",
    "Next and last, or week, month and year, or yesterday and tomorrow exchanged.",
    '«الشهر المقبل» translated as "next week".',
    "The translation was dated later than the source and adapted.",
)
EXCHANGED_NUMBERS = _rule(
    "exchanged-numbers",
    "Two figures of one passage that changed places, each standing beside what the other one counts.",
    '«9 أهداف في 27 مباراة» translated as "27 goals in 9 matches".',
    "The sentence was rebuilt so that the words around the figures moved and the figures did not.",
)
CHANGED_DIRECTION = _rule(
    "changed-amount-of-change",
    'A level that became a difference, or the reverse: "to" and "by" before a figure exchanged.',
    '«تراجع إلى 12.5 في المئة» translated as "fell by 12.5 percent".',
    'The preposition belongs to another word ("closed by 5 players").',
)
CHANGED_BOUND = _rule(
    "changed-bound",
    '"More than" became "less than" before the same figure, or the reverse.',
    '«أكثر من 40 شخصاً» translated as "fewer than 40 people".',
    'The sentence is negated on one side ("no more than", "not less than").',
)
LOST_NUMBER = _rule(
    "lost-number",
    "A number, date or dual of the source that the translation does not have.",
    '«سفينتين أخريين» translated as "another ship".',
    'The number is implied ("both", "the pair") or dropped because it is plain from the context.',
)
INVENTED_NUMBER = _rule(
    "invented-number",
    "A number or date of the translation that the source does not have.",
    '«وصل بعد ساعات» translated as "he arrived three hours later".',
    "The source states it in a form that is not recognised, or elsewhere in the article.",
)
IMPOSSIBLE_DATE = _rule(
    "impossible-date",
    "A day that its month does not have.",
    '"on 31 November".',
    "The date is quoted as somebody's mistake.",
    why="Such a date is a slip of the pen or of the translator whatever the source says.",
    needs=frozenset(),
)
WEEKDAY_MISMATCH = _rule(
    "weekday-mismatch",
    "A weekday that does not fit the full date beside it.",
    '"Monday, 15 November 2025", which was a Saturday.',
    "The date is of the Julian or another calendar, or the source has the same mistake.",
    why="One of the two was mistranslated or mistyped.",
    needs=frozenset(),
)

RULES = (
    CHANGED_NUMBER, CHANGED_PERCENTAGE, CHANGED_ORDINAL, CHANGED_UNIT, CHANGED_CURRENCY, CHANGED_DATE, CHANGED_WEEKDAY,
    CHANGED_TIME, CHANGED_RELATIVE_TIME, EXCHANGED_NUMBERS, CHANGED_DIRECTION, CHANGED_BOUND, LOST_NUMBER,
    INVENTED_NUMBER, IMPOSSIBLE_DATE, WEEKDAY_MISMATCH,
)  # fmt: skip
