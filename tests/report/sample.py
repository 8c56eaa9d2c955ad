"""A small report made by hand: every severity, an overlap, a low confidence, a moved and a missing passage."""

from __future__ import annotations

from dataclasses import replace

from qa_translate.article import Article, Span
from qa_translate.finding import (
    Category,
    Difference,
    DifferenceKind,
    Evidence,
    Finding,
    Report,
    Rule,
    SegmentSimilarity,
    Severity,
    Similarity,
    Skipped,
)

SOURCE = (
    "قال المتحدث سامي الحداد للصحفيين: «لن نغلق الميناء».\n\n"
    "وأضاف أن 40 سفينة تنتظر. وتوقف العمل يوم الأحد.\n\n"
    "وغادر الوزير المدينة."
)
TRANSLATION = (
    "“We will not close the port,” reporters told spokesman Sami al-Haddad.\n\n"
    "He added that 14 ships were waiting. Work stopped on Sunday.\n\n"
    "Leave a Reply"
)
BACK = "«لن نغلق الميناء»، قال الصحفيون للمتحدث سامي الحداد.\n\nوأضاف أن 14 سفينة كانت تنتظر. توقف العمل يوم الأحد."


def place(text: str, words: str) -> Span:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


ATTRIBUTION = Rule(
    name="inverted-attribution",
    category=Category.ATTRIBUTION,
    severity=Severity.CRITICAL,
    marks="Marks a speaker who became the one spoken to.",
    why="Readers will quote the wrong person.",
    example="قال سامي → they told Sami",
    wrong_when="Somebody else really reports the words.",
)
NUMBER = Rule(
    name="changed-number",
    category=Category.NUMBER,
    severity=Severity.MAJOR,
    marks="Marks a number that differs from the source.",
    why="Numbers are what readers repeat.",
    example="40 سفينة → 14 ships",
    wrong_when="The units were converted.",
)
OTHERS = tuple(replace(NUMBER, name=name) for name in ("changed-term", "word-salad", "broken-phrase"))
RULES = {rule.name: rule for rule in (ATTRIBUTION, NUMBER, *OTHERS)}

FINDINGS = (
    Finding(
        "changed-number",
        Category.NUMBER,
        Severity.MAJOR,
        0.91239,
        "The translation says “14”; the source says «40 سفينة».",
        place(TRANSLATION, "14 ships"),
        place(SOURCE, "40 سفينة"),
        place(BACK, "14 سفينة"),
        (Evidence("difference", 26.0),),
    ),
    Finding(
        "inverted-attribution",
        Category.ATTRIBUTION,
        Severity.CRITICAL,
        0.94,
        "“Sami al-Haddad” is told the words; in the source he says them («قال المتحدث سامي الحداد»).",
        place(TRANSLATION, "reporters told spokesman Sami al-Haddad"),
        place(SOURCE, "قال المتحدث سامي الحداد"),
    ),
    Finding(
        "odd-word",
        Category.MISTRANSLATION,
        Severity.MINOR,
        0.6,
        "“spokesman Sami al-Haddad.” reads oddly.",
        place(TRANSLATION, "spokesman Sami al-Haddad."),
    ),
    Finding(
        "lost-sentence",
        Category.OMISSION,
        Severity.MAJOR,
        0.7,
        "The source says «وغادر الوزير المدينة»; the translation does not.",
        None,
        place(SOURCE, "وغادر الوزير المدينة."),
    ),
    Finding(
        "page-furniture",
        Category.BOILERPLATE,
        Severity.MINOR,
        0.31,
        "“Leave a Reply” is not of the article.",
        place(TRANSLATION, "Leave a Reply"),
    ),
)

ALIGNMENT = (
    (place(SOURCE, "قال المتحدث سامي الحداد للصحفيين: «لن نغلق الميناء»."), Span(0, TRANSLATION.index("\n"))),
    (place(SOURCE, "وأضاف أن 40 سفينة تنتظر."), place(TRANSLATION, "He added that 14 ships were waiting.")),
    (place(SOURCE, "وتوقف العمل يوم الأحد."), place(TRANSLATION, "Work stopped on Sunday.")),
    (None, place(TRANSLATION, "Leave a Reply")),
)

SIMILARITY = Similarity(
    "source/back_translation",
    61.24,
    34.8,
    52.111,
    (("chrF++", "nrefs:1|case:mixed"),),
    (
        SegmentSimilarity(
            Span(0, 52),
            Span(0, 51),
            55.0,
            30.0,
            60.0,
            (Difference(DifferenceKind.CHANGED, place(SOURCE, "للصحفيين"), place(BACK, "قال الصحفيون")),),
        ),
    ),
)

ARTICLE = Article(TRANSLATION, SOURCE, BACK, id="port")

REPORT = Report(
    article=ARTICLE,
    findings=FINDINGS,
    skipped=(
        Skipped("changed-term", "no glossary was given"),
        Skipped("word-salad", "needs syntax"),
        Skipped("broken-phrase", "needs syntax"),
    ),
    score=71.25,
    signature="version:0.1.0|rules:1a2b3c4d|min:0.50",
    similarity=SIMILARITY,
    alignment=ALIGNMENT,
)
