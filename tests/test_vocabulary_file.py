"""Language files read and checked: what is wrong with one is said with its line, and classes of endings written out."""

from __future__ import annotations

import pytest

from qa_translate.errors import ConfigError
from qa_translate.vocabulary import written_out
from qa_translate.vocabulary_file import REQUIRED, SHARED, Table, parse

# A topic without required tables, whose entries are compared as they are written, and one in lower case.
PLAIN, FOLDED = "romanisation", "content"
HEAD = '# words\n[function]\nwords = ["the"]\n\n'


def refused(text: str, topic: str = PLAIN, lang: str = "fr") -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse(text, lang, topic)
    return caught.value


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ('[a]\nwords = ["one", "Two"]\n', 6, "“Two” in “a.words” has a capital"),
        ('[a]\nwords = [\n  "one",\n  "two",\n  "one",\n]\n', 9, "“one” in “a.words” stands twice"),
        ('[a]\nwords = [\n  "e\u0301t\u00e9",\n]\n', 7, "in “a.words” is not composed"),
        ('[a]\nwords = ["one", 2]\n', 6, "“2” in “a.words” is no text"),
        ('[a.b]\nwords = ["Two"]\n', 6, "“Two” in “a.b.words” has a capital"),
        ('[a]\nfirst = ["one"]\nsecond = ["Two"]\n', 7, "“Two” in “a.second” has a capital"),
        ('[a]\n"of two" = ["Two"]\n', 6, "“Two” in “a.of two” has a capital"),
        ('[endings]\ner = ["e"]\n\n[a]\nwords = ["parl~er", "fin~ir"]\n', 9, "“fin~ir” in “a.words” names the class"),
    ],
    ids=["capital", "twice", "not-composed", "number", "inner-table", "second-row", "quoted-row", "class"],
)
def test_a_bad_entry_is_named_with_its_line(body: str, line: int, said: str) -> None:
    error = refused(HEAD + body, FOLDED)
    assert error.where == f"fr/content.toml:{line}"
    assert said in error.message


def test_a_blank_entry_is_refused() -> None:
    assert "“ ” in “a.words” is blank" in refused('[a]\nwords = ["one", " "]\n').message


def test_an_entry_that_stands_in_another_row_as_well_is_found_in_its_own() -> None:
    error = refused('[a]\nfirst = ["one"]\nsecond = [\n  "two",\n  "one",\n  "one",\n]\n')
    assert error.where == "fr/romanisation.toml:6"


@pytest.mark.parametrize(("topic", "name"), [(topic, name) for topic, names in REQUIRED.items() for name in names[:1]])
def test_a_topic_without_a_table_that_it_needs_is_refused(topic: str, name: str) -> None:
    error = refused("x = 1\n", topic)
    assert error.where == f"fr/{topic}.toml:1"
    assert f"“{name}” is missing" in error.message


def test_a_table_that_lacks_a_row_is_refused() -> None:
    text = 'months = ["mai"]\nweekdays = ["lundi"]\n[relative]\nnext = ["prochain"]\nlast = ["dernier"]\n'
    assert "“relative.units” is missing" in refused(text, "dates").message


def test_a_file_for_sources_alone_needs_no_tables_of_a_translation() -> None:
    assert parse('sides = ["source"]\n', "ar", "polarity") == {"sides": ["source"]}
    assert "is missing" in refused('sides = ["translation"]\n', "polarity").message


@pytest.mark.parametrize(
    ("text", "line"), [('[a]\nwords = ["one" "two"]\n', 2), ("[a]\nx = 1\nx = 2\n", 3), ("[a\n", 1)]
)
def test_broken_toml_is_refused_with_its_line(text: str, line: int) -> None:
    error = refused(text)
    assert error.where == f"fr/romanisation.toml:{line}"
    assert error.message.startswith("no valid TOML")


def test_what_holds_for_all_languages_has_shapes_of_its_own() -> None:
    assert parse('[a]\nwords = ["Two", "Two"]\n', SHARED, "polarity") == {"a": {"words": ["Two", "Two"]}}


@pytest.mark.parametrize(
    "body",
    [
        '[a]\nwords = ["one", "two~", "go:VERB", "… two"]\n',
        '[a]\npairs = [["One", "Two"], ["One", "Two"]]\n',
        '[endings]\ner = ["", "E", "e"]\n\n[a]\nwords = ["parl~er"]\n',
        '[a]\nwords = ["parl~er"]\n',
        '[a]\nfirst = ["one"]\nsecond = ["one"]\n',
        '[a]\nwords = [""]\n',
    ],
    ids=["notation", "pairs", "endings", "no-classes", "in-two-rows", "empty"],
)
def test_other_entries_are_taken_as_they_are(body: str) -> None:
    assert set(parse(HEAD + body, "fr", FOLDED)) >= {"function", "a"}


def test_a_capital_behind_a_colon_names_a_part_of_speech_and_elsewhere_only_folded_topics_mind_it() -> None:
    assert parse(HEAD + '[a]\nwords = ["go:VERB"]\n', "fr", FOLDED)["a"] == {"words": ["go:VERB"]}
    assert parse('[a]\nwords = ["Nil"]\n', "fr", PLAIN) == {"a": {"words": ["Nil"]}}


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("déclar~er", ["déclare", "déclara"]),
        ("s'exprim~er", ["s'exprime", "s'exprima"]),
        ("+parl~er de", ["+parle de", "+parla de"]),
        ("parl~er et chant~er", ["parle et chante", "parle et chanta", "parla et chante", "parla et chanta"]),
        ("prétend~re", ["prétend"]),
        ("~er", ["~er"]),
        ("parl~ir", ["parl~ir"]),
        ("dit", ["dit"]),
    ],
)
def test_an_entry_stands_for_its_stem_with_each_ending(entry: str, forms: list[str]) -> None:
    assert written_out([entry], {"er": ["e", "a"], "re": [""]}) == forms


def test_forms_are_written_out_once_in_every_list_of_a_table() -> None:
    table: Table = {"a": {"words": ["parle", "parl~er"]}, "word": "parl~er", "far": True}
    assert written_out(table, {"er": ["e", "a"]}) == {
        "a": {"words": ["parle", "parla"]},
        "word": "parl~er",
        "far": True,
    }
