"""A baseline survives what editors do: paragraphs moved, another title, other sentences edited, lines wrapped anew."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qa_translate.answer import Answer, Status
from qa_translate.article import Article, Span
from qa_translate.finding import Category, Finding, Report, Severity
from qa_translate.gate.answering import answer_of
from qa_translate.gate.baseline import compared, entries_of
from qa_translate.project.jobs import Job

SUBJECTS = ["The minister", "A spokesman", "The port authority", "Ben Ayed", "An aid worker", "The union"]
VERBS = ["said that", "told reporters that", "confirmed that", "denied that"]
OBJECTS = [
    "14 ships wait",
    "the talks began in June",
    "nobody was hurt",
    "the road is closed",
    "prices rose by 3 percent",
]
PLACES = ["in Sfax", "in the capital", "near the border", "on Monday", "after the storm"]

Sentence = tuple[str, bool]
"""Its words, and whether something in it is marked."""


def sentence(chance: random.Random, number: int) -> Sentence:
    parts = [chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS), chance.choice(PLACES)]
    return f"{' '.join(parts)}, according to report {number}.", chance.random() < 0.4


def draft(chance: random.Random) -> list[list[Sentence]]:
    numbers = iter(range(100))
    return [[sentence(chance, next(numbers)) for _ in range(chance.randint(1, 4))] for _ in range(chance.randint(2, 6))]


def edited(paragraphs: list[list[Sentence]], chance: random.Random) -> list[list[Sentence]]:
    """The same marked sentences in other company."""
    numbers = iter(range(100, 1000))
    moved = [
        [each if each[1] else (sentence(chance, next(numbers))[0], False) for each in paragraph]
        for paragraph in paragraphs
    ]
    for paragraph in moved:
        if chance.random() < 0.5:
            paragraph.insert(chance.randint(0, len(paragraph)), (sentence(chance, next(numbers))[0], False))
    chance.shuffle(moved)
    return moved


def answer(title: str, paragraphs: list[list[Sentence]], gap: str = " ") -> Answer:
    text = title + "\n\n" + "\n\n".join(gap.join(words for words, _ in paragraph) for paragraph in paragraphs)
    findings = []
    for words, marked in (each for paragraph in paragraphs for each in paragraph):
        if marked:
            start = text.index(words) + 4
            span = Span(start, start + 9)
            findings.append(Finding("changed-number", Category.NUMBER, Severity.MAJOR, 0.9, "message", span))
    report = Report(Article(text, id="a"), tuple(findings), (), 90.0, "signature")
    return answer_of(report, Job("a.md", Path("a.md")), Path(), 0.5)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_known_mark_becomes_new_or_gone_when_the_article_around_it_is_edited(chance: random.Random) -> None:
    paragraphs = draft(chance)
    before = answer("Talks begin in the capital", paragraphs)
    after = answer("Ships wait, talks go on", edited(paragraphs, chance), gap=chance.choice([" ", "\n"]))
    made = compared([after], entries_of([before]), {"a.md"})
    assert len(after.marks) == len(before.marks)
    assert all(mark.status is Status.KNOWN for mark in made.answers[0].marks)
    assert not made.gone


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_mark_in_a_new_sentence_is_new(chance: random.Random) -> None:
    paragraphs = draft(chance)
    before = answer("Talks begin", paragraphs)
    added = ("Rescuers in Gabes counted 200 tents, twelve wells and two schools.", True)
    after = answer("Talks begin", [*edited(paragraphs, chance), [added]])
    made = compared([after], entries_of([before]), {"a.md"})
    assert [mark.status for mark in made.answers[0].marks].count(Status.NEW) == 1
