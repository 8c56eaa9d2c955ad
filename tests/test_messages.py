"""Messages name the language of each text that they speak of."""

from __future__ import annotations

import pytest

from qa_translate.messages import language_name, with_languages

LANGUAGES = {"source": "ar", "translation": "fr", "back-translation": "ar"}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "In the source “X” says this; in the translation “Y” does.",
            "In the Arabic source “X” says this; in the French translation “Y” does.",
        ),
        ("The source's «2» is not in the translation.", "The Arabic source's «2» is not in the French translation."),
        ("The source says it; the source says more.", "The Arabic source says it; the source says more."),
        ("“the source of the Nile” is no name.", "“the source of the Nile” is no name."),
        ("the back-translation has “X”", "the Arabic back-translation has “X”"),
        ("Two quotations stand side by side.", "Two quotations stand side by side."),
    ],
)
def test_the_first_mention_of_a_text_names_its_language(message: str, said: str) -> None:
    assert with_languages(message, LANGUAGES) == said


def test_a_language_without_a_name_is_not_named() -> None:
    assert with_languages("in the source", {"source": "xx"}) == "in the source"
    assert language_name("") == ""
    assert language_name("pt-BR") == "Portuguese"
