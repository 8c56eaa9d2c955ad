"""Attribution frames by word patterns, for languages without a parser (Arabic).

Arabic puts the subject after the verb (قال فلان), before it (لكن فلاناً قال) or leaves it out (وأضاف); a left-out
subject is the last speaker that agrees with the verb.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from qa_translate.article import Document
from qa_translate.checks.attribution.cues import WordClasses
from qa_translate.checks.attribution.finder import Finder, Spelling
from qa_translate.checks.attribution.frames import Frame, Gender, Kind
from qa_translate.vocabulary import Table, prepared

# How many segments back a left-out subject may refer.
REACH = 4


class PatternFrames:
    """Finds frames in documents of one language by its ``reporting`` vocabulary."""

    def __init__(self, vocabulary: Table) -> None:
        self._is = prepared(WordClasses, vocabulary)

    def find(self, document: Document) -> list[Frame]:
        """All frames of `document`, in order, with antecedents."""
        found: list[Frame] = []
        known = Spelling.of(document)
        for segment in document.segments:
            for frame in Finder(self._is, document, segment, known).frames():
                found.append(with_antecedent(frame, found))
        return found


def with_antecedent(frame: Frame, before: list[Frame]) -> Frame:
    """`frame` with the last speaker `before` it that a left-out subject or a pronoun can refer to."""
    if (frame.speaker and not frame.doubtful) or frame.relative or frame.kind is Kind.SOURCE:
        return frame
    if frame.kind is Kind.CONTINUATION:
        here = takewhile(lambda f: f.segment == frame.segment, reversed(before))
        main = next((f for f in reversed(list(here)) if f.speaker and f.kind is not Kind.SOURCE), None)
        return replace(frame, antecedent=main.speaker) if main else frame
    near = list(takewhile(lambda f: frame.segment - f.segment <= REACH, reversed(before)))
    # Who speaks within somebody else's words seldom goes on in a sentence of his own.
    near = near if frame.nested else sorted(near, key=lambda f: f.nested)
    for earlier in near:
        if earlier.resolved and earlier.kind is not Kind.SOURCE and _agree(frame.gender, earlier.gender):
            # A subject left out twice may be whatever could be it the first time.
            maybe = frame.maybe if earlier.speaker else frame.maybe + earlier.maybe
            return replace(frame, antecedent=earlier.resolved, maybe=maybe)
    return frame


def _agree(a: Gender, b: Gender) -> bool:
    # A verb before its plural subject is singular, so a plural verb may follow either.
    return a == b or Gender.UNKNOWN in (a, b) or Gender.PLURAL in (a, b)
