"""Who speaks, seen in one language: a round trip with another speaker marks what the direct comparison cannot tell."""

from __future__ import annotations

import pytest

from qa_translate.article import Article
from qa_translate.pipeline import Tools, check_article

UN_SAYS = "وتقدر الأمم المتحدة أن خمسة ملايين شخص غادروا البلاد منذ عام 2011."
GOVERNMENT_SAYS = "وتقدر الحكومة أن خمسة ملايين شخص غادروا البلاد منذ عام 2011."
HELMY_QUOTES = "ونقل أحدهم، كريم حلمي، عن مسؤول في وزارة المالية قوله إن أي زيادة لن تُقر هذا العام."
HELMY_IS_QUOTED = "ونُقل عن أحدهم، كريم حلمي، وهو مسؤول في وزارة المالية، قوله إن أي زيادة لن تُقر هذا العام."
AGENCY_IS_TOLD = "ونفى مصدر في وزارة الدفاع لوكالة سانا أن تكون وحداتها قد أطلقت النار على البلدة."
AGENCY_SAYS = "ونفى مصدر في وزارة الدفاع ما أوردته وكالة سانا من أن وحداتها أطلقت النار على البلدة."

CASES = {
    "other-speaker": (
        UN_SAYS,
        "The government estimates that five million people have left the country since 2011.",
        GOVERNMENT_SAYS,
        "changed-speaker",
    ),
    "quoter-quoted": (
        HELMY_QUOTES,
        "One of them, Karim Helmy, a Finance Ministry official, was quoted as saying that no increase would be approved"
        " this year.",
        HELMY_IS_QUOTED,
        "inverted-attribution",
    ),
    "hearer-speaks": (
        AGENCY_IS_TOLD,
        "A source at the Defence Ministry denied the SANA agency's report that its units had opened fire on the town.",
        AGENCY_SAYS,
        "inverted-attribution",
    ),
}


def marked(tools: Tools, translation: str, source: str, back: str | None) -> set[str]:
    report = check_article(Article(translation, source, back), tools)
    rules = {"changed-speaker", "inverted-attribution"}
    return {f.rule for f in report.findings if f.confidence >= tools.min_confidence and f.rule in rules}


@pytest.mark.parametrize(("source", "translation", "back", "rule"), CASES.values(), ids=CASES)
def test_another_speaker_in_the_round_trip_is_marked(
    tools: Tools, source: str, translation: str, back: str, rule: str
) -> None:
    assert marked(tools, translation, source, back) == {rule}
    assert marked(tools, translation, source, None) == set()


@pytest.mark.parametrize(("source", "translation", "back", "rule"), CASES.values(), ids=CASES)
def test_a_round_trip_with_the_sources_speaker_marks_nothing(
    tools: Tools, source: str, translation: str, back: str, rule: str
) -> None:
    assert marked(tools, translation, source, source) == set()


@pytest.mark.parametrize(
    ("source", "translation", "back"),
    [
        (
            UN_SAYS,
            "The United Nations estimates that five million people have left the country since 2011.",
            GOVERNMENT_SAYS,
        ),
        (
            HELMY_QUOTES,
            "One of them, Karim Helmy, quoted a Finance Ministry official as saying that no increase would be approved"
            " this year.",
            HELMY_IS_QUOTED,
        ),
        (
            "قال الرجل إن القوات انسحبت من البلدة يوم الاثنين.",
            "He said that the forces withdrew from the town on Monday.",
            "قالت ليلى حداد إن القوات انسحبت من البلدة يوم الاثنين.",
        ),
        (
            "قال المتظاهرون إن القوات انسحبت من البلدة يوم الاثنين.",
            "They said that the forces withdrew from the town on Monday.",
            "قالت الحكومة إن القوات انسحبت من البلدة يوم الاثنين.",
        ),
        (
            "قال ساكن البيت الأبيض إن القوات انسحبت من البلدة يوم الاثنين.",
            "Trump said that the forces withdrew from the town on Monday.",
            "قالت ليلى حداد إن القوات انسحبت من البلدة يوم الاثنين.",
        ),
    ],
)
def test_an_engines_own_slip_marks_nothing_where_the_translation_has_the_sources_speaker(
    tools: Tools, source: str, translation: str, back: str
) -> None:
    assert marked(tools, translation, source, back) == set()
