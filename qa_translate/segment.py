"""A text cut into paragraphs, sentences and words, with offsets into the text as given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qa_translate.article import Document, Segment, Side, Span, Word
from qa_translate.sentences import sentence_ends
from qa_translate.tokens import form, words

LONGEST_SEGMENT = 2_000
"""Code points after which a sentence is cut at a word, so that no segment is too long to encode and align."""

_LINE = re.compile(r"([^\r\n\v\f\x85\u2028\u2029]*)(?:\r\n|[\r\n\v\f\x85\u2028\u2029]|\Z)")
_NARROW, _WIDE = 40, 120
_MANY_LINES = 4
_ITEM = re.compile(r"\s*(?:[-*•‣▪#>|]|\d{1,3}[.)]\s)")


def segment(text: str, lang: str, side: Side) -> Document:
    """Cut `text` into segments and words.

    A blank line ends a paragraph. Every other line end is the end of a segment too, so that a heading is a segment
    of its own, except in text that was wrapped at a fixed width. A quotation of several sentences is cut into its
    sentences. Stretches without a word (a row of asterisks) belong to no segment.

    Args:
        text: the text as given: any length, any characters.
        lang: ISO 639-1 code.
        side: which text of the article it is.
    """
    spans = list(words(text, lang))
    forms: dict[str, str] = {}
    segments: list[Segment] = []
    found: list[Word] = []
    first = 0
    for paragraph, block in _blocks(text):
        last = first
        while last < len(spans) and spans[last].start < block.end:
            last += 1
        for outer, inner in _sentences(text, lang, block, spans[first:last]):
            segments.append(Segment(len(segments), outer, paragraph, len(found), len(found) + len(inner)))
            for span in inner:
                written = span.of(text)
                if written not in forms:
                    forms[written] = form(written, lang)
                found.append(Word(len(found), span, written, forms[written], len(segments) - 1))
        first = last
    return Document(text, lang, side, tuple(segments), tuple(found))


def _sentences(text: str, lang: str, block: Span, spans: list[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """The sentences of one block with their words; every word lies wholly in one sentence."""
    if not spans:
        return
    start = block.start
    held: list[Span] = []
    pending: tuple[Span, list[Span]] | None = None
    position = 0
    for length in sentence_ends(block.of(text), lang):
        end = block.start + length
        while position < len(spans) and spans[position].end <= end:
            held.append(spans[position])
            position += 1
        if position < len(spans) and spans[position].start < end:
            continue  # the boundary would cut a word: ٣.٥
        if held:
            if pending:
                yield from _bounded(*pending)
            pending = (Span(start, end).stripped(text), held)
        elif pending:
            pending = (Span(pending[0].start, end).stripped(text), pending[1])
        else:
            continue  # leading marks without a word open the next sentence
        start, held = end, []
    if pending:
        yield from _bounded(*pending)


def _bounded(outer: Span, inner: list[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """A sentence, cut before the word that would make it longer than `LONGEST_SEGMENT`."""
    start, held = outer.start, inner[:1]
    for before, word in pairwise(inner):
        if word.end - start > LONGEST_SEGMENT:
            yield Span(start, before.end), held
            start, held = word.start, []
        held.append(word)
    yield Span(start, outer.end), held


def _blocks(text: str) -> Iterator[tuple[int, Span]]:
    """Lines, or whole paragraphs where they were wrapped, with the paragraph's index."""
    for index, lines in enumerate(_paragraphs(text)):
        if _wrapped(text, lines):
            yield index, Span(lines[0].start, lines[-1].end)
        else:
            for line in lines:
                yield index, line


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Runs of lines that are not blank."""
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(*match.span(1)).stripped(text)
        if len(line):
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _wrapped(text: str, lines: list[Span]) -> bool:
    """Whether line ends are mere wrapping: no line could have taken the first word of the next one."""
    width = max(map(len, lines))
    if len(lines) == 1 or not _NARROW <= width <= _WIDE or any(_ITEM.match(text, line.start) for line in lines):
        return False
    following = [text[line.start : line.start + _WIDE].split(maxsplit=1)[0] for line in lines[1:]]
    full = all(len(line) + 1 + len(word) > width for line, word in zip(lines, following, strict=False))
    return full and (len(lines) >= _MANY_LINES or _runs_on(text, lines))


def _runs_on(text: str, lines: Iterable[Span]) -> bool:
    """Whether some line begins in lower case after one that no full stop ends."""
    return any(text[after.start].islower() and text[before.end - 1] not in ".!?:؟" for before, after in pairwise(lines))
