"""How much a quotation encloses, compared through the real engines: a faulty and a sound version of the same text."""

from __future__ import annotations

import pytest

from qa_translate import Article
from qa_translate.pipeline import Tools, check_article

CASES = {
    "one-quoted-word-becomes-a-quoted-clause": (
        'وقالت المتحدثة باسم الشركة أمس إن الإدارة "فوجئت" بالقرار وستستأنفه أمام المحكمة العليا.',
        'The management was "surprised by the decision and will appeal it before the high court", the company\'s '
        "spokeswoman said yesterday.",
        'The management was "surprised" by the decision and will appeal it before the high court, the company\'s '
        "spokeswoman said yesterday.",
    ),
    "the-answer-stands-inside-the-quoted-question": (
        "وأضاف العمدة: «سألنا الطبيب: لماذا لم تتصلوا بنا؟ قلنا له: اتصلنا مرتين ولم يأت أحد».",
        "\"The doctor asked us, 'Why didn't you call us? We called twice and nobody came,'\" the mayor added.",
        "\"The doctor asked us, 'Why didn't you call us?' We called twice and nobody came,\" the mayor added.",
    ),
}


def marks(tools: Tools, translation: str, source: str) -> set[str]:
    report = check_article(Article(translation, source), tools)
    return {f.rule for f in report.findings if f.confidence >= 0.5}


@pytest.mark.parametrize("name", CASES)
def test_a_quotation_that_encloses_too_much_is_marked(name: str, tools: Tools) -> None:
    source, faulty, _ = CASES[name]
    assert {"moved-quote-boundary", "invented-quote"} & marks(tools, faulty, source)


@pytest.mark.parametrize("name", CASES)
def test_a_quotation_of_the_same_words_stays_silent(name: str, tools: Tools) -> None:
    source, _, sound = CASES[name]
    assert marks(tools, sound, source) == set()
