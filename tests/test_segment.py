"""Paragraphs, sentences and words, with offsets into the text as given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_translate.article import Document, Side
from qa_translate.segment import LONGEST_SEGMENT, segment


def cut(text: str, lang: str = "en") -> Document:
    return segment(text, lang, Side.TRANSLATION)


def sentences(text: str, lang: str = "en") -> list[str]:
    return [s.span.of(text) for s in cut(text, lang).segments]


def written(text: str, lang: str = "en") -> list[str]:
    return [w.text for w in cut(text, lang).words]


def forms(text: str, lang: str = "en") -> list[str]:
    return [w.form for w in cut(text, lang).words]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ['He spoke to the public."', '"This is a test."', "He left."]),
        ("en", ["“First sentence.", "Second sentence,” he said.", "Third."]),
        ("en", ['"What?" he said.', '"Is it so?" Mustafa al-Bakour asked.', '"Go!" the minister of health shouted.']),
        ("en", ['"Go!"', "He said that it was over.", '"Why?"', "The army denied it."]),
        ("en", ["surveillance NATO.”", "“The movements of forces,” said Turki Mustafa."]),
        ("en", ["He told Dr. Smith and Gen. Kurilla of No. 5.", "Mr. Bakour left the U.S.", "He slept."]),
        ("en", ["It rose 3.5 percent at 5 a.m. Monday.", "The U.S. Army came.", "J. K. Rowling wrote."]),
        ("en", ["We waited...", "Then he came.", "This is it…", "And more."]),
        ("en", ["He left (he was ill).", "(She stayed.)", "Done.[1]", "Next."]),
        ("ar", ["قال: «هذا صحيح.", "لن نتوقف؟", "نعم!»", "وأضاف أن د. محمد وصل.", "ثم غادر؛ وانتهى ٣.٥ مليون."]),
        ("ar", ["«هل انتهت الحرب؟» سأل مصطفى.", 'وأضاف: "انتهت."', "ثم قال الوكيل أ.ف.ب هذا."]),
        ("fr", ["« Non ? » dit-il.", "M. Dupont dit : « Oui. »", "Il part."]),
        ("de", ["Er sagte: „Nein.", "Ja.“", "»Was?« fragte er.", "Der 3. Tag war gut.", "»Ja.«", "Ende."]),
        ("xx", ["An unknown language.", "It has sentences."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(lang: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), lang) == expected


def test_heading_and_paragraphs_are_apart() -> None:
    text = "A heading\nFirst line. Second.\n\nNext paragraph\r\n\r\nLast."
    assert sentences(text) == ["A heading", "First line.", "Second.", "Next paragraph", "Last."]
    assert [s.paragraph for s in cut(text).segments] == [0, 0, 0, 1, 2]


def test_text_wrapped_at_a_width_is_not_cut_at_line_ends() -> None:
    text = (
        "Syrian government forces have stepped up their bombardment of the north\n"
        "of the country, killing dozens of people. Opposition leaders said that\n"
        "the attacks go on."
    )
    assert len(sentences(text)) == 2


def test_a_list_is_not_taken_for_wrapped_text() -> None:
    text = "- the first point is about the army and its leaders\n- the second point is about the navy and others"
    assert len(sentences(text)) == 2


def test_words_keep_inner_marks() -> None:
    text = "Israel’s don't al-Bakour Ain el-Tineh U.S. Syrian-Turkish Covid-19 M4"
    assert written(text) == text.split()


def test_numbers_keep_their_separators_and_signs_are_words() -> None:
    assert written("120,000 12.5 ٣٫٥ 12:30 5th, $12 45% €3 1\u202f200") == [
        *("120,000", "12.5", "٣٫٥", "12:30", "5th", "$", "12", "45", "%", "€", "3", "1\u202f200"),
    ]


def test_a_number_is_parted_from_what_is_glued_to_it() -> None:
    assert written("a 74-day siege") == ["a", "74", "day", "siege"]
    assert forms("لـ17 و400", "ar") == ["ل", "17", "و", "400"]


def test_a_decimal_number_is_never_cut_by_a_sentence_end() -> None:
    assert "٣.٥" in written("انتهى ٣.٥ مليون.", "ar")


def test_arabic_words_keep_diacritics_and_fold() -> None:
    assert written("كَثَّفَت الـــحرب،", "ar") == ["كَثَّفَت", "الـــحرب"]
    assert forms("كَثَّفَت الـــحرب أُخرى", "ar") == ["كثفت", "الحرب", "اخري"]


def test_elided_words_stand_apart_in_french_only() -> None:
    assert written("l’armée qu'il d'Alep aujourd'hui", "fr") == [
        "l’",
        "armée",
        "qu'",
        "il",
        "d'",
        "Alep",
        "aujourd'hui",
    ]
    assert written("d'Alep", "en") == ["d'Alep"]


def test_forms_follow_the_rules_of_the_language() -> None:
    assert forms("ISTANBUL İzmir", "tr") == ["ıstanbul", "izmir"]
    assert forms("Straße Al‑Assad’s ＡＢ", "de") == ["strasse", "al-assad's", "ab"]


def test_rows_of_signs_belong_to_no_segment() -> None:
    assert sentences("One.\n\n* * *\n\n— — —\nTwo.") == ["One.", "Two."]


def test_nuls_and_lone_surrogates_survive() -> None:
    text = "One\0two. Three\ud800four. \udfff Five."
    assert sentences(text)[0] == "One\0two."
    assert written(text) == ["One", "two", "Three", "four", "Five"]


_MARKS = [". ", "! ", "?", '"', "“", "”", "«", "»", "…", "'", "(", ")", "[1]", "،", "%", "l'"]
_SPACES = ["\n", "\r\n", "\n\n", " ", "\u200f", "\0", "\ud800"]
_WRITTEN = ["He said", "قال", "Dr.", "U.S.", "3.5", "٣.٥", "al-Assad", "ً", "😀", "中", "http://a.b", "e\u0301"]
_PIECES = st.sampled_from([*_MARKS, *_SPACES, *_WRITTEN])
_TEXTS = st.text() | st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "ar", "fr", "de", "tr", "xx"]))
def test_offsets_hold_and_everything_is_in_order(text: str, lang: str) -> None:
    document = cut(text, lang)
    ends = [0]
    for number, word in enumerate(document.words):
        assert text[word.span.start : word.span.end] == word.text != ""
        assert word.index == number
        assert word.span.start >= ends[-1]
        ends.append(word.span.end)
    last = 0
    for number, piece in enumerate(document.segments):
        assert piece.index == number
        assert last <= piece.span.start < piece.span.end <= len(text)
        last = piece.span.end
        assert piece.span.of(text) == piece.span.of(text).strip()
        inner = document.words_of(piece)
        assert inner
        assert all(piece.span.contains(w.span) and w.segment == number for w in inner)
    assert sum(len(document.words_of(s)) for s in document.segments) == len(document.words)


@pytest.mark.parametrize("unit", ["x", "م", "a.", '"', "1,", "a-", 'a. "', "\n", "\ud800", "http://", "e\u0301"])
def test_a_megabyte_without_a_space_stays_bounded(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    document = cut(text)
    assert time.process_time() - started < 20
    assert all(len(s.span) <= LONGEST_SEGMENT for s in document.segments if len(document.words_of(s)) > 1)


def test_two_hundred_thousand_words_take_seconds() -> None:
    text = "The army said on Monday that 12 soldiers had left. " * 20_000
    started = time.process_time()
    document = cut(text)
    assert len(document.words) == 200_000
    assert len(document.segments) == 20_000
    assert time.process_time() - started < 5
