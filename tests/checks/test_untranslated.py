"""Words of the source's script in the translation."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.case import Case
from qa_translate.checks.untranslated import check

MakeCase = Callable[..., Case]


def test_a_run_of_arabic_words_is_marked_as_one(make_case: MakeCase) -> None:
    text = "On Monday the مجلس القضاء الأعلى announced the date of the next hearing in the capital."
    case = make_case(text, "وأعلن مجلس القضاء الأعلى موعد الجلسة المقبلة في العاصمة يوم الاثنين.")
    findings = list(check(case))
    assert [f.target and f.target.of(text) for f in findings] == ["مجلس القضاء الأعلى"]
    assert findings[0].confidence > 0.9


def test_a_gloss_in_brackets_is_hardly_doubted(make_case: MakeCase) -> None:
    findings = list(check(make_case("The movement (حماس) announced on Monday that it had agreed to the plan.")))
    assert [f.confidence for f in findings] == [0.3]


def test_a_single_foreign_letter_is_no_word(make_case: MakeCase) -> None:
    assert not list(check(make_case("The angle α is larger than the other one in this drawing.")))


def test_a_text_that_is_mostly_in_another_script_is_not_flooded(make_case: MakeCase) -> None:
    assert not list(check(make_case("The minister قال إن said that الجسر آمن the bridge")))


def test_latin_words_in_another_script_are_hardly_doubted(make_case: MakeCase) -> None:
    text = "وقال المتحدث إن شركة Microsoft ستفتح مكتبا جديدا في العاصمة خلال العام المقبل بعد موافقة الحكومة"
    assert [f.confidence for f in check(make_case(text))] == [0.3]
