"""Stretches that are no text in any language (base64, a broken file): found, left out, and said to be."""

from __future__ import annotations

from dataclasses import replace

from qa_translate.article import Document, Segment, Span, Word
from qa_translate.errors import InputError

_LEAST_LENGTH = 500
_LONG_WORDS = 25
"""Mean length of the words of a segment, in code points, that no language which puts spaces between words reaches."""
_UNSPACED = frozenset({"bo", "ja", "km", "lo", "my", "th", "zh"})


def without_blobs(document: Document) -> tuple[Document, tuple[Span, ...]]:
    """The document without the segments that are no text, and the stretches that were left out.

    Raises:
        InputError: nothing would remain.
    """
    blobs = _blobs(document)
    if not blobs:
        return document, ()
    left_out = {blob.index for blob in blobs}
    kept = [part for part in document.segments if part.index not in left_out]
    if not kept:
        what = document.side.label
        raise InputError(f"the {what} is one stretch without spaces", remedy="give a text with words in it")
    segments: list[Segment] = []
    words: list[Word] = []
    for part in kept:
        index, first = len(segments), len(words)
        for word in document.words_of(part):
            words.append(replace(word, index=len(words), segment=index))
        segments.append(replace(part, index=index, first=first, last=len(words)))
    return replace(document, segments=tuple(segments), words=tuple(words)), _stretches(blobs)


def _blobs(document: Document) -> list[Segment]:
    """Long segments of overlong words; a short one is the rest of the one that it is joined to."""
    found: list[Segment] = []
    if document.lang in _UNSPACED:
        return found
    for part in document.segments:
        most = _LONG_WORDS * (part.last - part.first)
        # Spaces may stand for markup, such as a link's address, and are looked at only where there are many.
        if len(part.span) > most and len("".join(part.span.of(document.text).split())) > most:
            joined = bool(found) and found[-1].span.end == part.span.start
            if joined or len(part.span) >= _LEAST_LENGTH:
                found.append(part)
    return found


def _stretches(blobs: list[Segment]) -> tuple[Span, ...]:
    """The places of `blobs`, neighbours in one."""
    found: list[Span] = []
    last = -2
    for blob in blobs:
        if blob.index == last + 1:
            found[-1] = Span(found[-1].start, blob.span.end)
        else:
            found.append(blob.span)
        last = blob.index
    return tuple(found)
