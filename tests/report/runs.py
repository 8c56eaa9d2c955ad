"""A run with everything that is hard to print: all statuses, places of every kind, texts that want to be commands."""

from __future__ import annotations

from dataclasses import replace

from qa_translate.answer import (
    Answer,
    Failure,
    Gone,
    Mark,
    Pair,
    Passage,
    Piece,
    Place,
    Run,
    Status,
    Suppression,
    Where,
)
from qa_translate.finding import Category, Severity, Skipped

HOSTILE = (
    "::error::owned",
    "a | b ` c ]]> & <script>",
    "two\nlines\r\nand\ta tab",
    "NUL \x00, bell \x07, lone \ud800",
    "100 % sure, \"quoted\" 'twice'",
    "@everyone *bold* [link](http://x) $math$",
    "😀 emoji",
    "##[error]owned",
    "قال «الوزير» \u202e إن",
    "--> <!-- comment -->",
    "%0A::warning::owned",
    "\u2028 separators \u0085",
)
LET_BE = Suppression("changed-name", "the house | writes\nit so", Where.ARTICLE, "news/a b.md:7")
SET = Suppression("changed-date", "agreed", Where.CONFIGURATION, "qa-translate.toml:12")


def mark(number: int, words: str, file: str, **given: object) -> Mark:
    severity = list(Severity)[number % 3]
    category = list(Category)[number % len(Category)]
    place = Place(number + 1, 3, number + 1, 3 + len(words), 5, 5 + len(words.encode("utf-8", "replace")))
    made = Mark(
        ("changed-number", "changed-name", "inverted-attribution")[number % 3],
        category,
        severity,
        0.5 + number / 100,
        f"The translation has “{words}”, the source something else.",
        Passage(words, "before ", " after", file, 10 * number, 10 * number + len(words), place),
        Passage("كلمات", "", "", "ar/source.md", 1, 6, Place(2, 1, 2, 6, 1, 11)),
        fingerprint=f"{number:016x}",
        sentence=words,
    )
    return replace(made, **given)  # type: ignore[arg-type]


def run() -> Run:
    first = [mark(k, words, "news/a b.md") for k, words in enumerate(HOSTILE)]
    first += [
        replace(first[0], occurrence=2),
        mark(20, "known words", "news/a b.md", status=Status.KNOWN),
        mark(21, "let be", "news/a b.md", status=Status.SUPPRESSED, suppression=LET_BE),
        mark(22, "set aside", "news/a b.md", status=Status.SUPPRESSED, suppression=SET),
        mark(23, "", "news/a b.md", target=None),
    ]
    words = [("" if m.target is None else m.target.text) for m in first]
    target = " ".join(words)
    pieces, at = [], 0
    for k, each in enumerate(words):
        if each:
            pieces.append(Piece(k, at, at + len(each)))
        at += len(each) + 1

    pieces[2] = Piece(2, pieces[1].start, pieces[3].end)  # overlaps its neighbours
    second = [
        mark(30, "in a document", "b.docx", target=Passage("in a document", file="b.docx", unit="paragraph 3: «س»")),
        mark(31, "known in a document", "b.docx", target=Passage("x", file="b.docx"), status=Status.KNOWN),
        mark(32, "no source", "b.docx", source=None),
    ]
    return Run(
        (
            Answer("a", "news/a b.md", "ar/source.md", "", "ar", "en", 400, 71.5, "v|1", tuple(first), 3,
                   (Skipped("changed-cue", "no source given"),), (
                       Pair("مصدر ]]>", target, tuple(pieces)), Pair("", "added & new"), Pair("ناقص", ""),
                   )),
            Answer("b", "b.docx", "", "", "ar", "en", 100, 90.0, "v|1", tuple(second), 0, (), (
                Pair("س", "in a docu", (Piece(0, 0, 9),)), Pair("ص", "ment, known", (Piece(0, 0, 4), Piece(1, 6, 11))),
                Pair("", "no source", (Piece(2, 0, 9),)),
            ), reused=True),
            Answer("c", "c.txt", "", "", "ar", "en", 100, 100.0, "v|1"),
        ),
        failures=(Failure("d ü.md", "d ü.md:3: is not UTF-8; save it | again"),),
        gone=(Gone("news/a b.md", "changed-name", Severity.MAJOR, "was here", "f" * 16),),
        unused=(Suppression("changed-unit", "old", Where.ARTICLE, "c.txt:1"),),
        fail_on="major",
        max_per_1000_words=1.0,
        has_baseline=True,
        left_out=2,
    )  # fmt: skip
