"""Stretches that are no text."""

import pytest

from qa_translate.article import Article, Side, Span
from qa_translate.blobs import without_blobs
from qa_translate.errors import InputError
from qa_translate.segment import LONGEST_SEGMENT, segment
from qa_translate.texts import texts_of

TEXT = "Nobody was hurt.\n\n" + "x" * 5000 + "\n\nThe talks began."


def test_a_stretch_without_spaces_is_left_out_and_the_rest_counts_on() -> None:
    document, blobs = without_blobs(segment(TEXT, "en", Side.TRANSLATION))
    assert [part.span.of(TEXT) for part in document.segments] == ["Nobody was hurt.", "The talks began."]
    assert blobs == (Span(18, 5018),)
    for part in document.segments:
        assert document.segments[part.index] is part
        assert all(word.segment == part.index for word in document.words_of(part))
    assert [word.index for word in document.words] == list(range(6))


def test_what_was_left_out_is_said() -> None:
    (said,) = texts_of(Article(TEXT)).unread
    assert said.reason == "characters 18 to 5,018 of the translation have no spaces and are no text"


def test_ordinary_text_is_untouched() -> None:
    document = segment("Donaudampfschifffahrtsgesellschaft. " * 40, "de", Side.TRANSLATION)
    assert without_blobs(document)[0] is document or len(document.segments) == len(without_blobs(document)[0].segments)


def test_languages_without_spaces_are_text() -> None:
    document = segment("ก" * 3000, "th", Side.TRANSLATION)
    assert without_blobs(document) == (document, ())


@pytest.mark.parametrize("letters", [500, 5000, 10 * LONGEST_SEGMENT, 10 * LONGEST_SEGMENT - 50])
def test_a_stretch_is_left_out_to_its_last_letter(letters: int) -> None:
    document, blobs = without_blobs(segment(f"Nobody was hurt.\n\n{'x' * letters}", "en", Side.TRANSLATION))
    assert len(document.segments) == 1
    assert blobs == (Span(18, 18 + letters),)


def test_a_text_that_is_nothing_else_is_refused() -> None:
    with pytest.raises(InputError, match="the translation is one stretch without spaces"):
        texts_of(Article("x" * 5000))


def test_blanks_in_the_place_of_markup_make_no_stretch_of_a_sentence() -> None:
    document = segment(f"He said{' ' * 700}so.", "en", Side.TRANSLATION)
    assert without_blobs(document) == (document, ())
