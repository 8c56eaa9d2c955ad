"""Known marks stay known while articles are edited around them; new ones are new; fixed ones are gone."""

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_translate.answer import Answer, Mark, Passage, Status, Suppression, Where
from qa_translate.errors import InputError
from qa_translate.finding import Category, Severity
from qa_translate.gate.baseline import Entry, compared, entries_of, listing, read_baseline, written
from qa_translate.gate.fingerprint import fingerprint, folded


def mark(words: str, sentence: str, rule: str = "changed-number") -> Mark:
    return Mark(
        rule,
        Category.NUMBER,
        Severity.MAJOR,
        0.9,
        "said",
        Passage(words),
        fingerprint=fingerprint(rule, words, sentence),
        sentence=folded(sentence),
    )


def answer(*marks: Mark, file: str = "a.md") -> Answer:
    return Answer(file, file, "", "", "ar", "en", 100, 90.0, "s", marks)


def statuses(marks: list[Mark], entries: list[Entry], file: str = "a.md") -> list[Status]:
    (made,) = compared([answer(*marks, file=file)], entries, {file}).answers
    return [each.status for each in made.marks]


ONE = mark("14 ships", "He said that 14 ships wait in the port of Sfax.")
TWO = mark("June", "The talks began in June.", "changed-date")


def test_known_marks_are_known_and_the_others_new() -> None:
    assert statuses([ONE, TWO], entries_of([answer(ONE)])) == [Status.KNOWN, Status.NEW]


def test_every_entry_knows_one_mark() -> None:
    assert statuses([ONE, ONE, ONE], entries_of([answer(ONE, ONE)])) == [Status.KNOWN, Status.KNOWN, Status.NEW]


def test_a_mark_in_an_edited_sentence_is_known() -> None:
    edited = mark("14 ships", "He said on Monday that 14 ships wait in the port of Sfax.")
    assert statuses([edited], entries_of([answer(ONE)])) == [Status.KNOWN]


def test_the_same_words_in_another_sentence_are_new() -> None:
    other = mark("14 ships", "On Friday another 14 ships sank off Crete, officials in Athens told reporters.")
    assert statuses([other], entries_of([answer(ONE)])) == [Status.NEW]


def test_other_words_in_the_same_sentence_are_new() -> None:
    other = mark("the port", "He said that 14 ships wait in the port of Sfax.")
    assert statuses([other], entries_of([answer(ONE)])) == [Status.NEW]


def test_another_rule_at_the_same_words_is_new() -> None:
    other = mark("14 ships", "He said that 14 ships wait in the port of Sfax.", "changed-name")
    assert statuses([other], entries_of([answer(ONE)])) == [Status.NEW]


def test_marks_follow_an_article_that_was_renamed() -> None:
    entries = entries_of([answer(ONE, file="old.md")])
    assert statuses([ONE], entries, "new.md") == [Status.KNOWN]
    made = compared([answer(ONE, file="new.md")], entries, {"new.md", "old.md"})
    assert made.answers[0].marks[0].status is Status.NEW, "the old article is still there"


def test_the_likest_entry_takes_a_mark() -> None:
    first = mark("14 ships", "He said that 14 ships wait in the port of Sfax today.")
    second = mark("14 ships", "He said that 14 ships wait in the port of Gabes today.")
    entries = entries_of([answer(first, second)])
    made = compared([answer(second)], entries, {"a.md"})
    assert made.answers[0].marks[0].status is Status.KNOWN
    assert [entry.fingerprint for entry in made.gone] == [first.fingerprint]


def test_fixed_marks_are_gone_and_unseen_articles_keep_theirs() -> None:
    entries = entries_of([answer(ONE, TWO), answer(ONE, file="b.md"), answer(TWO, file="lost.md")])
    made = compared([answer(TWO)], entries, {"a.md", "b.md"})
    assert [(entry.file, entry.rule) for entry in made.gone] == [("a.md", ONE.rule), ("lost.md", TWO.rule)]
    assert [(entry.file, entry.rule) for entry in made.kept] == [("a.md", TWO.rule), ("b.md", ONE.rule)]


def test_what_is_kept_follows_the_edit() -> None:
    edited = mark("14 ships", "He said on Monday that 14 ships wait in the port of Sfax.")
    made = compared([answer(edited)], entries_of([answer(ONE)]), {"a.md"})
    assert [entry.fingerprint for entry in made.kept] == [edited.fingerprint]


def test_a_suppressed_mark_is_no_entry_and_stays_suppressed() -> None:
    let_be = replace(ONE, status=Status.SUPPRESSED, suppression=Suppression("*", "x", Where.ARTICLE, "a.md:1"))
    assert entries_of([answer(let_be)]) == []
    assert statuses([let_be], entries_of([answer(ONE)])) == [Status.SUPPRESSED]


@given(st.lists(st.sampled_from(["one", "two ships", "June", "the port"]), min_size=1, max_size=12), st.randoms())
def test_order_does_not_matter_and_nothing_is_lost(words: list[str], chance: random.Random) -> None:
    marks = [mark(each, f"In the sentence number {k % 3} it is {each}.") for k, each in enumerate(words)]
    entries = entries_of([answer(*marks)])
    shuffled = list(marks)
    chance.shuffle(shuffled)
    made = compared([answer(*shuffled)], entries, {"a.md"})
    assert all(each.status is Status.KNOWN for each in made.answers[0].marks)
    assert not made.gone
    assert sorted(e.fingerprint for e in made.kept) == sorted(e.fingerprint for e in entries)


def test_case_punctuation_and_vowel_marks_make_no_other_mark() -> None:
    assert fingerprint("r", "“14 Ships”", "He said: 14 ships.") == fingerprint("r", "14 ships", "he said 14  ships")
    assert fingerprint("r", "قَالَ", "قَالَ الوزير") == fingerprint("r", "قال", "قال «الوزير»")
    assert fingerprint("r", "14", "s") != fingerprint("r", "15", "s")
    assert fingerprint("r", "...", "s") != fingerprint("r", "!", "s")


def test_a_baseline_is_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    entries = entries_of([answer(ONE, TWO, file="é/ب.md"), answer(ONE)])
    file = tmp_path / "known.json"
    file.write_text(written(entries), encoding="utf-8")
    assert sorted(read_baseline(file), key=repr) == sorted(entries, key=repr)
    assert written(read_baseline(file)) == written(reversed(entries))
    assert len(file.read_text().splitlines()) == 2 + len(entries)
    assert json.loads(file.read_text())["format"] == "qa-translate-baseline"
    assert read_baseline_of(tmp_path, written([])) == []


def read_baseline_of(tmp_path: Path, text: str) -> list[Entry]:
    file = tmp_path / "b.json"
    file.write_text(text)
    return read_baseline(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no baseline (not JSON)"),
        ("[]", "is no baseline;"),
        ('{"format": "other"}', "is no baseline;"),
        ('{"format": "qa-translate-baseline", "version": 2, "marks": []}', "of version 2, this program reads up to 1"),
        ('{"format": "qa-translate-baseline", "version": 1}', "is a damaged baseline"),
        ('{"format": "qa-translate-baseline", "version": 1, "marks": [{}]}', "is a damaged baseline"),
        ('{"format": "qa-translate-baseline", "version": 1, "marks": [1]}', "is a damaged baseline"),
    ],
)
def test_a_bad_baseline_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_baseline_of(tmp_path, text)
    assert said in str(caught.value)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_baseline_is_listed_by_article() -> None:
    listed = listing(entries_of([answer(ONE), answer(TWO, file="b.md")]))
    assert listed.startswith("2 known marks\n\na.md\n  major  changed-number  14 ships")


def test_a_suppressed_mark_takes_no_entry_from_one_that_counts() -> None:
    let_be = replace(ONE, status=Status.SUPPRESSED, suppression=Suppression("*", "x", Where.ARTICLE, "a.md:1"))
    assert statuses([let_be, replace(ONE, occurrence=2)], entries_of([answer(ONE)])) == [
        Status.SUPPRESSED,
        Status.KNOWN,
    ]


def test_marks_of_a_file_that_could_not_be_read_whole_are_not_gone() -> None:
    entries = entries_of([answer(ONE, TWO)])
    assert not compared([answer(ONE)], entries, {"a.md"}, failed={"a.md"}).gone


def test_many_marks_are_compared_in_no_time() -> None:
    marks = [mark("14 ships", f"In report {k} he said that {k} of the ships wait in port.") for k in range(600)]
    edited = [
        mark("14 ships", f"In text {k} it says nothing like the other at all, number {k * 7}.") for k in range(600)
    ]
    started = time.process_time()
    compared([answer(*edited, *marks[:300])], entries_of([answer(*marks, *[ONE] * 2000)]), {"a.md"})
    assert time.process_time() - started < 5
