"""Lines that are headings, as far as their end tells."""

from __future__ import annotations

from qa_translate.article import Document

# What may stand behind the last word of a heading.
CLOSING = " \n\"'”’»"


def is_heading(document: Document, segment: int) -> bool:
    """Whether a segment (by index) stands in a line without a full stop: headings condense."""
    return document.segments[segment].span.of(document.text).rstrip(CLOSING)[-1:].isalnum()
