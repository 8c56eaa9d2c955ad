"""Translations into Arabic, and between languages without Arabic."""

from __future__ import annotations

import pytest

from qa_translate import Article, check
from qa_translate.mirror import SEEN_AS_SOURCE

ENGLISH = (
    "Health Minister Maher al-Khatib told An-Nahar newspaper that 25 patients had left the hospital on Tuesday. "
    "He added that the medical team had not left the city. The government accused the rebels of shelling the town."
)
FRENCH = (
    "Le ministre de la Santé, Maher al-Khatib, a déclaré au journal An-Nahar que 25 patients avaient quitté l’hôpital "
    "mardi. L’équipe médicale, a-t-il ajouté, n’a pas quitté la ville. Le gouvernement a accusé les rebelles d’avoir "
    "bombardé la localité."
)
ARABIC = (
    "قال وزير الصحة ماهر الخطيب لصحيفة النهار إن 25 مريضاً غادروا المستشفى يوم الثلاثاء. وأضاف أن الفريق الطبي لم "
    "يغادر المدينة. واتهمت الحكومة المتمردين بقصف البلدة."
)
CHANGES = [
    ("قال وزير الصحة ماهر الخطيب لصحيفة النهار", "قالت صحيفة النهار لوزير الصحة ماهر الخطيب", "inverted-attribution"),
    ("25 مريضاً", "52 مريضاً", "changed-number"),
    ("الثلاثاء", "الأربعاء", "changed-weekday"),
    ("لم يغادر", "غادر", "lost-negation"),
    ("واتهمت الحكومة المتمردين", "واتهم المتمردون الحكومة", "inverted-accusation"),
]
SOURCES = [("en", ENGLISH), ("fr", FRENCH)]


def marks(source: str, lang: str, translation: str, target: str = SEEN_AS_SOURCE) -> dict[str, str]:
    """Rules of the marks that are shown, with the words that they mark."""
    report = check(Article(translation=translation, source=source, source_lang=lang, target_lang=target))
    return {f.rule: f.target.of(translation) if f.target else "" for f in report.findings if f.confidence >= 0.5}


@pytest.mark.parametrize(("lang", "source"), SOURCES)
def test_a_sound_translation_into_arabic_has_no_marks(lang: str, source: str) -> None:
    assert marks(source, lang, ARABIC) == {}


@pytest.mark.parametrize(("lang", "source"), SOURCES)
@pytest.mark.parametrize(("right", "wrong", "rule"), CHANGES, ids=[rule for _, _, rule in CHANGES])
def test_an_error_in_arabic_is_marked_in_the_arabic_text(
    lang: str, source: str, right: str, wrong: str, rule: str
) -> None:
    found = marks(source, lang, ARABIC.replace(right, wrong))
    assert rule in found
    assert any(word in found[rule] for word in wrong.split())


def test_an_added_negation_in_arabic_is_told_as_added() -> None:
    changed = ARABIC.replace("غادروا المستشفى", "لم يغادروا المستشفى")
    report = check(Article(translation=changed, source=ENGLISH, source_lang="en", target_lang="ar"))
    (finding,) = [f for f in report.findings if f.rule == "added-negation" and f.confidence >= 0.5]
    assert finding.message.startswith("The Arabic translation says ")
    assert "in the English source is not negated" in finding.message


def test_what_arabic_lacks_is_told_as_left_out() -> None:
    whole = ARABIC.rpartition(" واتهمت")[0]
    report = check(Article(translation=whole, source=ENGLISH, source_lang="en", target_lang="ar"))
    assert "omitted-sentence" in {f.rule for f in report.findings if f.confidence >= 0.5}


def test_speakers_are_compared_without_arabic_too() -> None:
    wrong = ENGLISH.replace(
        "Health Minister Maher al-Khatib told An-Nahar newspaper",
        "An-Nahar newspaper told Health Minister Maher al-Khatib",
    )
    assert marks(FRENCH, "fr", ENGLISH, "en") == {}
    assert "inverted-attribution" in marks(FRENCH, "fr", wrong, "en")
